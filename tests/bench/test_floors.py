"""Floors: what falls below is told, and none is lost by measuring a part."""

import argparse
from pathlib import Path

import pytest

from bench import floors


def options(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    floors.add_options(parser)
    return parser.parse_args(words)


def hold(rates: dict[str, float], file: Path, *words: str, data: str = "one", partly: bool = True) -> int:
    return floors.hold(rates, data, options(*words), command="python -m some.bench", file=file, partly=partly)


def test_a_rate_below_its_floor_fails_and_one_above_does_not(tmp_path: Path) -> None:
    file = tmp_path / "floors.json"
    assert hold({"a": 0.5, "b": 0.9}, file, "--renew-floors") == 0
    assert hold({"a": 0.49, "b": 0.9}, file) == 0
    assert hold({"a": 0.47, "b": 0.9}, file) == 1
    assert hold({"a": 0.5}, file) == 0
    assert hold({"a": 0.5}, file, partly=False) == 1


def test_other_data_asks_for_new_floors(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "floors.json"
    assert hold({"a": 0.5}, file, "--renew-floors") == 0
    assert hold({"a": 0.5}, file, data="other") == 1
    told = capsys.readouterr().out
    assert "what python -m some.bench scores is not what its floors were pinned on" in told
    assert "python -m some.bench --renew-floors" in told


def test_renewing_from_a_part_loses_no_floor_unless_told_to(tmp_path: Path) -> None:
    file = tmp_path / "floors.json"
    assert hold({"a": 0.5, "b": 0.9}, file, "--renew-floors") == 0
    assert hold({"a": 0.6}, file, "--renew-floors") == 1
    assert floors.load(file).rates.keys() == {"a", "b"}
    assert hold({"a": 0.6}, file, "--renew-floors", "--lower") == 0
    assert floors.load(file).rates.keys() == {"a"}
