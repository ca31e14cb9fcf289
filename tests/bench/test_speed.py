"""The bench of speed: what it measures, and with which reader."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import speed
from rasid.settings import Settings


@pytest.mark.parametrize("reader", list(speed.LOADS))
def test_every_case_that_reads_stories_names_its_reader(tmp_path: Path, reader: str) -> None:
    lines = [speed.read_by(reader, words) for _, words, _ in speed.cases(tmp_path, speed.Load(10, 2))]
    told = [line for line in lines if line[-2:] == ["--reader", reader]]
    assert [line for line in lines if line not in told] == [["--version"]]
    assert {line[0] for line in told} == {"code", "run"}


def test_the_default_reader_has_a_load_of_its_own() -> None:
    assert Settings().reader in speed.LOADS


def test_a_load_without_a_single_file_leaves_out_what_would_be_in_it(tmp_path: Path) -> None:
    names = [name for name, _, _ in speed.cases(tmp_path, speed.Load(10, 0))]
    assert not any("one file" in name or "100 MB" in name for name in names)
    assert any("10 mixed stories" in name for name in names)
