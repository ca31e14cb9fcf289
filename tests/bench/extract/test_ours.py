"""The readers on the corpus: none falls below its floors, and the floors are those of this corpus."""

from __future__ import annotations

from functools import cache

import pytest

from bench import floors
from bench.extract import ours


@cache
def reached(reader: str) -> dict[str, float]:
    """What a reader scores now on the parts that nothing is fitted to."""
    return ours.rates({(reader, part): ours.score(reader, part) for part in ("dev", "test")})


@pytest.mark.parametrize("reader", ours.READERS)
def test_a_reader_scores_at_or_above_its_floors(reader: str) -> None:
    now = reached(reader)
    pinned = floors.load(ours.FLOORS)
    asked = {key: least for key, least in pinned.rates.items() if key in now}
    assert len(asked) == len(now)
    assert floors.complaints(floors.Floors(pinned.data, asked), now, ours.data()) == []


@pytest.mark.parametrize("figure", ["found", "report", "modality macro", "place", "time", "claimant", "measure"])
def test_the_trained_reader_reads_the_corpus_better_than_the_rules(figure: str) -> None:
    assert reached("trained")[f"trained test {figure}"] > reached("rules")[f"rules test {figure}"]
