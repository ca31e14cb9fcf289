"""Airwars: the reader's range against the graded one, and the belligerent."""

from __future__ import annotations

from typing import Any

import pytest

from bench.extract import airwars
from rasid.records import Attribution, Casualty, Coded, Document, EventType, Report, Role, Span, Story

TEXT = "A strike killed between five and eight people, doctors said."


def report(low: int, high: int | None, *actors: Role, score: float = 0.8, best: int | None = None) -> Report:
    killed = (Casualty("killed", "unknown", low, best, high, (16, 38)),) if low else ()
    kind = EventType("ASSAULT", "heavy-weapons", None, None, None)
    told = Attribution(None, "reports", None)
    trigger = Span((2, 8), "strike")
    return Report("r", trigger, (0, 60), (), kind, "asserted", actors, (), (), None, None, killed, told, score)


def coded(*reports: Report) -> list[Coded]:
    story = Story("s", (0, len(TEXT)), None, (), (), None, None, (), (), None, None, False)
    return [Coded(Document("d", None, "-", "text/plain", "en", None, TEXT), story, (), reports, (), (), (), ())]


def actor(name: str, ref: str | None = None) -> Role:
    return Role("m", ref, name, (0, 1))


def incident(killed: tuple[int, int] | None, *belligerents: str) -> airwars.Incident:
    return airwars.Incident("1", TEXT, None, killed, frozenset(belligerents))


@pytest.mark.parametrize(
    ("told", "graded", "overlaps", "covers"),
    [
        (report(5, 8), (6, 7), 1, 1),
        (report(6, 6, best=6), (5, 8), 1, 1),
        (report(5, 8), (7, 12), 1, 0),
        (report(5, 8), (9, 12), 0, 0),
        (report(5, None), (5, 5), 1, 1),
        (report(5, None), (9, 9), 0, 0),
        (report(0, None), (0, 2), 1, 1),
    ],
)
def test_the_deadliest_reports_range_is_compared(
    told: Report, graded: tuple[int, int], overlaps: int, covers: int
) -> None:
    right, _, want = airwars.compare(incident(graded), coded(report(1, 1), told))
    if told.casualties:
        assert (right["killed range overlaps"], right["killed range covers"]) == (overlaps, covers)
    else:
        right, _, want = airwars.compare(incident(graded), coded(told))
        assert (right["killed range overlaps"], right["killed range covers"]) == (overlaps, covers)
    assert want["killed range overlaps"] == 1 and "belligerent" not in want


def test_the_deadliest_report_names_the_belligerent_else_the_surest() -> None:
    turk, russian, unknown = actor("x", "mil-TR"), actor("Russian jets"), actor("gunmen")
    by_deadliest = coded(report(0, None, russian, score=0.9), report(9, 9, turk))
    by_surest = coded(report(0, None, turk), report(0, None, russian, score=0.9), report(9, 9, unknown))
    assert airwars.compare(incident(None, "TR"), by_deadliest)[0]["belligerent"] == 1
    assert airwars.compare(incident(None, "RU", "IL"), by_surest)[0]["belligerent"] == 1
    assert airwars.compare(incident(None, "TR"), coded(report(9, 9)))[0]["belligerent"] == 0


@pytest.mark.parametrize(
    ("ref", "who"),
    [
        ("mil-IL", "IL"),
        ("global-coalition", "US"),
        ("mil-US", "US"),
        ("sy-ypg", "kurds"),
        ("mil-SY", "SY"),
        ("isis", None),
    ],
)
def test_a_belligerent_is_found_by_the_registry(ref: str, who: str | None) -> None:
    assert airwars.belligerent(report(1, 1, actor("x", ref)), []) == who


def test_cases_of_both_files() -> None:
    syria: dict[str, Any] = {
        "id": "a", "text": "x", "meta": {"place_token_in_text": True},
        "incidents": [{"date": "2022-08-06", "civ_killed_min": 2, "civ_killed_max": 4, "belligerents": ["YPG"]}],
    }  # fmt: skip
    elsewhere = {**syria, "id": "b", "meta": {"place_token_in_text": False}}
    fields = {"suspected belligerents": "Israeli Military, Palestinian Militants", "strike type": "Airstrike"}
    gaza = {
        "id": "c",
        "text": "y",
        "incident": {"date_text": "October 7, 2023", "civ_killed_min": None, "fields": fields},
    }
    assert list(airwars.cases([syria, elsewhere, gaza])) == [
        airwars.Incident("a", "x", "2022-08-06", (2, 4), frozenset({"kurds"})),
        airwars.Incident("c", "y", "2023-10-07", None, frozenset({"IL", "PS"})),
    ]
