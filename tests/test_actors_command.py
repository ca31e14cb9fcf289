"""``rasid actors`` as a user meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commandline import Rasid

ADD = ("actors", "add", "xx-steppe", "--name", "Steppe Front", "--kind", "armed_group", "--file", "mine.yaml")


def test_show_finds_an_actor_by_id_name_and_other_spelling(rasid: Rasid) -> None:
    for words in ("sy-nusra", "nusra front", "Jabhat Al-Nosra"):
        done = rasid("actors", "show", words, "--format", "json")
        assert json.loads(done.stdout)["id"] == "sy-nusra"
    assert "successor  sy-jfs" in rasid("actors", "show", "sy-nusra").stdout
    done = rasid("actors", "show", "sy-nusrah")
    assert (done.returncode, done.stderr) == (2, "rasid: no actor 'sy-nusrah' (did you mean 'sy-nusra'?)\n")


def test_an_added_actor_is_found_in_stories(rasid: Rasid, tmp_path: Path) -> None:
    assert rasid(*ADD, "--start", "2020").returncode == 0
    (tmp_path / "a.txt").write_text("Fighters of the Steppe Front attacked a police post near Almaty on Monday.\n")
    environ = {"RASID_ACTORS": str(tmp_path / "mine.yaml")}
    (story,) = [json.loads(line) for line in rasid("code", "a.txt", env=environ).stdout.splitlines()]
    assert "xx-steppe" in [mention["ref"]["id"] for mention in story["mentions"] if mention["ref"]]
    rasid("run", "a.txt", "--db", "r.duckdb")
    known = rasid("actors", "unknown", "--db", "r.duckdb", "--format", "json", env=environ)
    assert known.stderr == "no unknown groups in the record\n"
    (row,) = map(json.loads, rasid("actors", "unknown", "--db", "r.duckdb", "--format", "json").stdout.splitlines())
    assert (row["name"], row["mentions"], row["stories"]) == ("Steppe Front", 1, 1)


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (("actors", "add", "isis", "--name", "X", "--kind", "party"), "isis: stands in the registry already"),
        (("actors", "add", "xx-a", "--name", "SOHR", "--kind", "ngo"), "'SOHR' is a name of sohr already"),
        (("actors", "add", "xx-a", "--name", "A Front", "--kind", "part"), "unknown kind 'part'"),
        (("actors", "add", "xx-a", "--name", "A Front", "--kind", "party", "--start", "May"), "'May' is no ISO date"),
    ],
)
def test_what_breaks_the_rules_is_not_added(rasid: Rasid, tmp_path: Path, words: tuple[str, ...], fault: str) -> None:
    done = rasid(*words, "--file", "mine.yaml")
    assert done.returncode == 2 and fault in done.stderr and not (tmp_path / "mine.yaml").exists()


def test_the_same_actor_is_not_added_twice(rasid: Rasid, tmp_path: Path) -> None:
    rasid(*ADD)
    before = (tmp_path / "mine.yaml").read_text()
    done = rasid(*ADD)
    assert (done.returncode, (tmp_path / "mine.yaml").read_text()) == (2, before)


def test_check_tells_file_line_and_fault_and_ends_with_one(rasid: Rasid, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("xx-a: {name: A Front, kind: militia}\n")
    assert rasid("actors", "check", "mine.yaml").returncode == 0
    (tmp_path / "mine.yaml").write_text("xx-a:\n  name: A Front\n  kind: milita\n")
    done = rasid("actors", "check", "mine.yaml")
    assert (done.returncode, done.stdout) == (1, "mine.yaml: 1 fault\n")
    assert done.stderr == "mine.yaml:3: xx-a: unknown kind 'milita' (did you mean 'militia'?)\n"
