"""The readers on the corpus: none falls below its floors, and the floors are those of this corpus."""

from __future__ import annotations

import pytest

from bench import floors
from bench.extract import ours


@pytest.mark.parametrize("reader", ours.READERS)
def test_a_reader_scores_at_or_above_its_floors(reader: str) -> None:
    now = ours.rates({(reader, part): ours.score(reader, part) for part in ("dev", "test")})
    pinned = floors.load(ours.FLOORS)
    asked = {key: least for key, least in pinned.rates.items() if key in now}
    assert len(asked) == len(now)
    assert floors.complaints(floors.Floors(pinned.data, asked), now, ours.data()) == []


def test_the_trained_reader_reads_the_corpus_better_than_the_rules() -> None:
    least = floors.load(ours.FLOORS).rates
    kept = ("found", "report", "modality macro", "place", "time", "claimant", "measure")
    assert all(least[f"trained test {key}"] > least[f"rules test {key}"] for key in kept)
