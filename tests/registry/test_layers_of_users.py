"""A user's own registry files over the package's."""

from __future__ import annotations

from pathlib import Path

import pytest

from rasid import registry, settings
from rasid.errors import DataError


def written(folder: Path, text: str, name: str = "mine.yaml") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_a_user_overrides_a_value_and_retires_a_name(tmp_path: Path) -> None:
    file = written(tmp_path, "sy-nusra: {end: 2017-01-28, retired: [JAN], aliases: [Nusra men]}\n")
    actor = registry.load([file]).actor("sy-nusra")
    assert (actor.end, actor.kind) == ("2017-01-28", "armed_group")
    assert "JAN" not in actor.aliases and "Nusra men" in actor.aliases and "Nusra Front" in actor.aliases
    assert "JAN" in registry.load().actor("sy-nusra").aliases


def test_a_later_file_extends_an_earlier_one(tmp_path: Path) -> None:
    first = written(tmp_path, "x-front: {name: Steppe Front, kind: militia}\n", "a.yaml")
    second = written(tmp_path, "x-front: {kind: armed_group, aliases: [Dala Front]}\n", "b.yaml")
    actor = registry.load([first, second]).actor("x-front")
    assert (actor.kind, actor.aliases) == ("armed_group", ("Dala Front",))


def test_the_same_content_is_read_once_and_a_change_is_seen(tmp_path: Path) -> None:
    file = written(tmp_path, "x-front: {name: Steppe Front, kind: militia}\n")
    assert registry.load([file]) is registry.load([file])
    written(tmp_path, "x-front: {name: Steppe Host, kind: militia}\n")
    assert registry.load([file]).actor("x-front").name == "Steppe Host"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("x-a: {name: A, kind: milita}\n", "mine.yaml: x-a:.*rasid actors check"),
        ("x-a: {name: A, kind: militia, parent: nobody}\n", "x-a: unknown actor 'nobody'"),
        ("x-a: 3\n", "x-a: must be a mapping"),
    ],
)
def test_a_users_file_that_breaks_the_rules_is_refused(tmp_path: Path, text: str, fault: str) -> None:
    with pytest.raises(DataError, match=fault):
        registry.load([written(tmp_path, text)])


def test_a_fault_is_told_with_the_line_where_it_stands(tmp_path: Path) -> None:
    file = written(
        tmp_path, "x-a:\n  name: A Front\n  kind: militia\n  parent: isiss\nx-b:\n  name: SOHR\n  kind: ngo\n"
    )
    assert [fault.partition(" (")[0].partition("; ")[0] for fault in registry.check([file])] == [
        "mine.yaml:4: x-a: unknown actor 'isiss'",
        "mine.yaml:6: x-b: 'SOHR' is ambiguous: sohr, x-b",
    ]


def test_the_setting_names_files_and_folders(tmp_path: Path) -> None:
    file = written(tmp_path, "{}", "z.yaml")
    (tmp_path / "more").mkdir()
    others = [written(tmp_path / "more", "{}", name) for name in ("b.yaml", "a.yaml")]
    import os

    chosen = settings.load(environ={"RASID_ACTORS": f"{file}{os.pathsep}{tmp_path / 'more'}"})
    assert settings.actor_files(chosen) == (file, *sorted(others))
    assert settings.actor_files(settings.Settings()) == ()
    with pytest.raises(DataError, match="RASID_ACTORS"):
        settings.actor_files(settings.Settings(actors=str(tmp_path / "none.yaml")))
