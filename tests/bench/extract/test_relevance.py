"""What is likely to be in a key: signs, and weights fitted on examples."""

from __future__ import annotations

import pytest

from bench.extract import annotated, muc, relevance, templates, wikievents
from rasid.records import Attribution, Coded, Document, EventType, Report, Span, Story

TEXT = "Men attacked a bank. The attack shook all."


def report(words: str, **given: object) -> Report:
    at = TEXT.index(words)
    fields: dict[str, object] = {
        "id": words, "trigger": Span((at, at + len(words)), words), "quote": (0, 20), "retold": (),
        "type": EventType("ASSAULT", None, "Battles", "Armed clash", None), "modality": "asserted", "actors": (), "targets": (),
        "instruments": (), "place": None, "time": None, "casualties": (), "claim": Attribution(None, "reports", None), "score": 0.8,
    }  # fmt: skip
    return Report(**(fields | given))  # type: ignore[arg-type]


def coded(*reports: Report) -> Coded:
    story = Story("s", (0, len(TEXT)), None, (), (), None, None, (), (), None, None, False)
    return Coded(Document("d", None, "-", "text/plain", "en", None, TEXT), story, (), reports, (), (), (), ())


def test_weights_follow_the_examples() -> None:
    rows = [(["good"], True)] * 20 + [(["bad"], False)] * 20 + [(["good", "bad"], True), ([], False)]
    fitted = relevance.fit([(rows, 0)])
    weights = fitted["weights"]
    assert weights["good"] > 1 > -1 > weights["bad"]
    assert weights["bad"] < fitted["from"] <= weights["good"]


def test_where_much_is_missed_anyway_the_limit_is_lower() -> None:
    rows = [(["sure"], True)] * 9 + [(["sure"], False)] + [(["doubtful"], True)] * 3 + [(["doubtful"], False)] * 7
    few, many = (relevance.fit([(rows, missed)])["from"] for missed in (0, 60))
    assert many < few


def test_the_limit_is_best_for_the_mean_of_the_readers() -> None:
    good = ([(["a"], True)] * 5, 0)
    bad = ([(["a"], False)] * 50 + [(["b"], True)] * 5, 0)
    limits = [relevance.fit(readers) for readers in ([good, bad], [bad])]
    kept = [fitted["weights"]["a"] >= fitted["from"] for fitted in limits]
    assert kept == [True, False]


def test_signs_are_what_the_reports_say() -> None:
    told = relevance.signs("ATTACK", [report("attacked")], judges={"hits something": lambda r: False})
    assert told == ["type ATTACK", "attack or clash", "early", "surer than half"]
    again = report("attacked", retold=((21, 42),))
    told = relevance.signs("ATTACK", [again, again], judges={"hits something": lambda r: True})
    assert told == [
        "type ATTACK",
        "attack or clash",
        "told often",
        "told again",
        "early",
        "surer than half",
        "hits something",
    ]


def test_an_incident_of_an_optional_template_is_no_example() -> None:
    for optional, rows in ((True, 0), (False, 1)):
        message = muc.Message("1", TEXT, (muc.Template(("ATTACK",), optional), muc.Template(("ARSON",), False)))
        found, missed = relevance.examples([(message, [coded(report("attacked"))])])
        assert (len(found), missed) == (rows, 1)


def test_a_trigger_of_the_annotators_that_no_report_has_is_missed() -> None:
    event = wikievents.Event((4, 12), "Conflict.Attack.", ())
    far = wikievents.Event((0, 3), "Life.Die.", ())
    found, missed = relevance.trigger_examples(
        [(wikievents.Document("1", TEXT, (event, far)), [coded(report("attacked"))])]
    )
    assert ([wanted for _, wanted in found], missed) == ([True], 1)


@pytest.mark.parametrize(
    ("value", "bounds"),
    [
        ("12", (12, 12, 12)),
        ("~12", (12, 12, 12)),
        ("12+", (12, None, None)),
        ("12-", (0, None, 12)),
        ("5..8", (5, None, 8)),
    ],
)
def test_counts_of_the_markup_are_bounds(value: str, bounds: tuple[int, int | None, int | None]) -> None:
    assert annotated.bounds(value) == bounds


def test_the_weights_that_ship_are_for_signs_that_there_are() -> None:
    told = {
        sign
        for kind in ("ATTACK", "BOMBING")
        for sign in relevance.signs(
            kind, [report("attacked", retold=((0, 1),))], judges={"hits something": lambda r: True}
        )
    }
    assert relevance.odds("muc", [*told, "a sign without weight"]) == pytest.approx(relevance.odds("muc", told))
    assert relevance.odds("muc", told) != relevance.odds("muc", [])
    assert templates.told_by(one := templates.Incident("ATTACK", [report("attacked")]), [one])[0] == "type ATTACK"
