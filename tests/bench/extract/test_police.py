"""IndiaPoliceEvents: which sentences a reader's reports give which label, and how they are ranked."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from bench.extract import police
from rasid.records import Attribution, Casualty, Coded, Document, EventType, Offsets, Report, Role, Span, Story

TEXT = "police shot dead two men in the town. officers held ten others. the toll of the firing is two."
ONE, TWO, THREE = (0, 37), (38, 63), (64, len(TEXT))


def report(words: str, plover: str, *actors: str, mode: str | None = None, **given: Any) -> Report:
    at = TEXT.index(words)
    roles = tuple(Role("m", None, name, (0, 1)) for name in actors)
    fields: dict[str, Any] = {
        "id": words, "trigger": Span((at, at + len(words)), words), "quote": ONE, "retold": (),
        "type": EventType(plover, mode, None, None, None), "modality": "asserted", "actors": roles, "targets": (),
        "instruments": (), "place": None, "time": None, "casualties": (), "claim": Attribution(None, "reports", None), "score": 0.8,
    }  # fmt: skip
    return Report(**(fields | given))


def document(*labels: tuple[Offsets, str]) -> police.Document:
    marked = ((at, frozenset(name for where, name in labels if where == at)) for at in (ONE, TWO, THREE))
    return police.Document("1", TEXT, None, tuple(marked))


def coded(*reports: Report) -> list[Coded]:
    story = Story("s", (0, len(TEXT)), None, (), (), None, None, (), (), None, None, False)
    return [Coded(Document("d", None, "-", "text/plain", "en", None, TEXT), story, (), reports, (), (), (), ())]


@pytest.mark.parametrize(
    ("told", "labels"),
    [
        (report("shot dead", "ASSAULT", "police"), {"KILL", "FORCE"}),
        (report("shot dead", "ASSAULT", "rioters"), set()),
        (report("shot", "ASSAULT", "police"), {"FORCE"}),
        (
            report("shot", "ASSAULT", "police", casualties=(Casualty("killed", "men", 2, 2, 2, (17, 20)),)),
            {"KILL", "FORCE"},
        ),
        (report("shot", "ASSAULT", "police", casualties=(Casualty("killed", "men", 2, 2, 2, (92, 95)),)), {"FORCE"}),
        (report("shot", "COERCE", "police", mode="arrest"), {"ARREST"}),
        (report("shot", "COERCE", mode="arrest"), {"ARREST"}),
        (report("shot", "COERCE", "rebels", mode="arrest"), set()),
        (report("shot", "CONSULT", "police"), set()),
    ],
)
def test_a_report_gives_its_sentence_labels(told: Report, labels: set[str]) -> None:
    assert set(police.decided(ONE, [told])) == labels
    assert police.decided(TWO, [told]) == {}


def test_a_retelling_gives_its_sentence_the_same_labels() -> None:
    told = report(
        "shot dead", "ASSAULT", "police", retold=(THREE,), casualties=(Casualty("killed", "x", 2, 2, 2, (92, 95)),)
    )
    assert police.decided(THREE, [told]) == {"KILL": 0.8, "FORCE": 0.8}


def test_what_is_only_planned_is_not_told() -> None:
    right, told, want = police.compare(
        document((ONE, "KILL")), coded(report("shot dead", "ASSAULT", "police", modality="planned"))
    )
    assert (right.total(), told.total(), want) == (0, 0, Counter(KILL=1))


def test_sentences_are_counted_by_score() -> None:
    right, told, want = police.compare(
        document((TWO, "ARREST"), (ONE, "ANY_ACTION")),
        coded(report("held", "COERCE", mode="arrest", score=0.9), report("shot", "COERCE", mode="arrest", score=0.5)),
    )
    assert (right["ARREST 0.900"], right["ARREST 0.500"]) == (1, 0)
    assert told == Counter({"ARREST 0.900": 1, "ARREST 0.500": 1}) and want == Counter(ARREST=1)


def test_the_threshold_is_the_one_with_most_recall_at_the_precision() -> None:
    right = Counter({"KILL 0.900": 7, "KILL 0.700": 0, "KILL 0.500": 7, "KILL 0.300": 1})
    told = Counter({"KILL 0.900": 7, "KILL 0.700": 5, "KILL 0.500": 8, "KILL 0.300": 20})
    found = police.figures(right, told, Counter(KILL=20))
    assert found["KILL recall at precision 0.7"] == (0.7, 20)
    assert found["KILL recall"] == (0.75, 20) and found["KILL precision"] == (15 / 40, 20)
    assert found["ARREST recall at precision 0.7"] == (0.0, 0)
