"""The second annotation as a reader: what agrees with itself is right in all, what differs is not."""

from bench.extract.ceiling import ceiling, told
from bench.extract.facts import Tally, compare
from bench.extract.ours import figures
from train.corpus.agree import passes


def test_an_annotation_as_a_reader_agrees_with_itself() -> None:
    tally = Tally()
    for first, _ in passes():
        tally.add(*compare(first, [told(first)]))
    found = figures(tally)
    assert found["found"] == 1.0
    for key in ("report", "type", "actor", "target", "time"):
        assert found[key] > 0.97, key  # two reports of one trigger may be paired crosswise


def test_two_annotations_bound_what_a_reader_reaches() -> None:
    found = ceiling()
    assert 0.7 < found["report"] < 0.9
    assert found["strict"] < found["report"] < found["found"]
