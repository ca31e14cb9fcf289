"""The sample pages are read no worse than the pinned floors, and the floors are those of these pages."""

from __future__ import annotations

from pathlib import Path

import pytest
import samples
import speed

import floors
from floors import Floors


def test_the_sample_pages_are_read_at_or_above_their_floors() -> None:
    rates = samples.score(samples.PAGES, samples.EXPECTED).rates()
    pinned = floors.load()
    assert pinned.rates.keys() == rates.keys()
    assert floors.complaints(pinned, rates, samples.data(samples.PAGES, samples.EXPECTED)) == []


def test_a_rate_below_its_floor_and_a_measure_that_is_gone_are_complaints() -> None:
    found = floors.complaints(Floors("d", {"place": 0.5, "time": 0.4, "gone": 0.1}), {"place": 0.499, "time": 0.4}, "d")
    assert [line.split(":")[0] for line in found] == ["gone", "place"]


def test_changed_data_are_a_complaint_until_the_floors_are_renewed() -> None:
    old = Floors("old", {"place": 0.5})
    assert floors.complaints(old, {"place": 0.6}, "new") != []
    new = floors.renewed(old, {"place": 0.6}, "new", lower=False)
    assert (new.data, new.rates) == ("new", {"place": 0.58})
    assert floors.complaints(new, {"place": 0.6}, "new") == []


def test_renewing_never_lowers_a_floor_unless_asked_to() -> None:
    old = Floors("d", {"place": 0.5})
    assert floors.renewed(old, {"place": 0.51}, "d", lower=False).rates == {"place": 0.5}
    with pytest.raises(ValueError, match="place; to accept that, add --lower"):
        floors.renewed(old, {"place": 0.4}, "d", lower=False)
    with pytest.raises(ValueError, match="place"):
        floors.renewed(old, {"time": 0.4}, "d", lower=False)
    assert floors.renewed(old, {"place": 0.4}, "d", lower=True).rates == {"place": 0.38}


def test_floors_are_read_back_as_they_were_written(tmp_path: Path) -> None:
    floors.save(Floors("d", {"b": 0.5, "a": 1.0}), tmp_path / "floors.json")
    assert floors.load(tmp_path / "floors.json") == Floors("d", {"a": 1.0, "b": 0.5})


def test_the_fingerprint_sees_names_and_bytes(tmp_path: Path) -> None:
    seen = set()
    for name, words in (("a", "1"), ("a", "2"), ("b", "2")):
        folder = tmp_path / "pages"
        folder.mkdir(exist_ok=True)
        for file in folder.iterdir():
            file.unlink()
        (folder / name).write_text(words)
        seen.add(floors.fingerprint([folder]))
    assert len(seen) == 3


def test_every_story_of_the_speed_bench_has_text_to_read() -> None:
    texts = speed.sample_texts()
    assert len(texts) > 20
    assert all(text.strip() for text in texts)
