"""Promises about the code itself: who imports whom, what prints, what is documented, what tests are called."""

from __future__ import annotations

import ast
import dataclasses
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.main

import rasid
from rasid.commands import app
from rasid.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "rasid"
KNOWLEDGE = {"records", "errors", "settings", "ontology", "registry", "gazetteer", "timex"}
STAGES = {"ingest", "stories", "extract", "resolve", "link", "store"}
JOIN = {"__init__", "__main__", "pipeline", "recorder", "cli", "commands"}
# What each knowledge package may know of the others: names are resolved with the words of time and place, not with stages.
BOTTOM = {"records", "errors", "settings"}
MODULES = sorted(PACKAGE.rglob("*.py"))


def part(path: Path) -> str:
    """The package or module right below ``rasid`` that a file belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    """The parts of rasid that a file imports, wherever in the file."""
    here = ("rasid", *path.relative_to(PACKAGE).parent.parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = (
                ".".join((*here[: len(here) - node.level + 1], *filter(None, [node.module])))
                if node.level
                else node.module or ""
            )
            names = [f"{base}.{alias.name}" for alias in node.names] if base == "rasid" else [base]
        else:
            continue
        yield from (name.split(".")[1] for name in names if name.startswith("rasid."))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_only_go_down(path: Path) -> None:
    own = part(path)
    if own in JOIN:
        return
    allowed = KNOWLEDGE | {own} if own in STAGES | KNOWLEDGE - BOTTOM else BOTTOM
    assert set(imported(path)) - allowed == set()


def test_every_module_is_of_a_known_layer() -> None:
    assert {part(path) for path in MODULES} <= KNOWLEDGE | STAGES | JOIN


def test_nothing_outside_the_commands_writes_to_the_terminal() -> None:
    writers = {
        f"{path.relative_to(PACKAGE)}: {ast.unparse(node)[:40]}"
        for path in MODULES
        if part(path) not in {"cli", "commands"}
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print")
        or (isinstance(node, ast.Attribute) and ast.unparse(node) in {"sys.stdout", "sys.stderr"})
    }
    assert writers == set()


def names_of_tests(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield node.name


def test_no_two_tests_have_one_name() -> None:
    names = Counter(name for path in sorted((ROOT / "tests").rglob("test_*.py")) for name in names_of_tests(path))
    assert [name for name, times in names.items() if times > 1] == []


def test_every_command_and_option_is_documented() -> None:
    page = (ROOT / "docs" / "reference" / "cli.md").read_text(encoding="utf-8")
    group = typer.main.get_command(app)
    missing = []
    grouped = [(name, getattr(command, "commands", None) or {"": command}) for name, command in group.commands.items()]  # type: ignore[attr-defined]
    for name, command in ((f"{name} {sub}".strip(), one) for name, subs in grouped for sub, one in subs.items()):
        options = [option for parameter in command.params for option in parameter.opts if option.startswith("--")]
        missing += [word for word in (f"## rasid {name}", *options) if word not in page]
    assert missing == []


def test_every_setting_is_documented() -> None:
    page = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    assert [field.name for field in dataclasses.fields(Settings) if f"`{field.name}`" not in page] == []


def test_the_version_is_the_same_everywhere() -> None:
    import tomllib

    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert declared == rasid.__version__
    assert f"version: {declared}" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
