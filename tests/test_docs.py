"""The documentation says what is so: references are current, examples print what they show, links lead somewhere."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import get_args

import pytest
import yaml

from rasid.commands.options import Format
from rasid.records import ControlState, MeasureDomain, MeasureStatus, Modality, Stance

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")


def script(name: str) -> ModuleType:
    """A script of docs, as a module."""
    spec = importlib.util.spec_from_file_location(f"docs_{name}", ROOT / "docs" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_reference_is_what_the_code_says_now() -> None:
    assert script("build").stale() == [], "run `make docs`"


BUILD = script("build")


def test_a_value_without_a_line_on_the_page_of_codes_is_refused() -> None:
    meanings = yaml.safe_load(BUILD.CODES.read_text(encoding="utf-8"))
    del meanings["Modality"]["values"]["hypothetical"]
    with pytest.raises(ValueError, match="Modality.*hypothetical"):
        BUILD.codes_page(meanings)


def test_a_list_of_values_that_the_page_of_codes_lacks_is_refused() -> None:
    meanings = yaml.safe_load(BUILD.CODES.read_text(encoding="utf-8"))
    del meanings["ControlState"]
    with pytest.raises(ValueError, match="ControlState"):
        BUILD.codes_page(meanings)


def test_the_page_of_commands_lists_the_values_that_an_option_takes() -> None:
    page = BUILD.cli()
    for option, values in (
        ("--format", list(Format)),
        ("--stance", get_args(Stance)),
        ("--state", get_args(ControlState)),
        ("--status", get_args(MeasureStatus)),
        ("--domain", get_args(MeasureDomain)),
    ):
        assert f"[{option} {'|'.join(values)}]" in page
    assert all(word in page.split("`--modality", 1)[1].splitlines()[0] for word in get_args(Modality))


EXAMPLES = script("examples")


@pytest.mark.parametrize("page", EXAMPLES.PAGES)
def test_the_examples_of_a_page_print_what_it_shows(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    assert EXAMPLES.rewritten(text) == text, "run `make docs` and read what changed"


@pytest.mark.parametrize("page", ["README.md", "docs/tutorial.md", "docs/how-to/query-the-record.md"])
def test_a_page_of_examples_has_examples(page: str) -> None:
    assert EXAMPLES.BLOCK.search((ROOT / page).read_text(encoding="utf-8"))


def test_the_python_examples_run(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "how-to" / "use-from-python.md").read_text(encoding="utf-8")
    code = re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.txt").write_text(
        "Two soldiers were killed near Homs on Monday, the ministry of defence said.\n"
    )
    assert code
    for example in code:
        done = subprocess.run(
            [sys.executable, "-c", example], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_to_a_file(page: Path) -> None:
    links = LINK.findall(page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_no_page_of_the_project_names_a_machine() -> None:
    assert [str(page) for page in PAGES if re.search(r"/(work|root|home)/", page.read_text(encoding="utf-8"))] == []
