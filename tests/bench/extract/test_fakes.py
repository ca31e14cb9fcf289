"""FA-KES: what an article's figure, side and governorate are made from."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from bench.extract import fakes
from rasid.records import Attribution, Casualty, Coded, Document, EventType, Place, Report, Role, Span, Story

TEXT = "On Monday jets killed more than 100 people in Azaz. Rebels shot two soldiers in Homs. In 2013 a gas attack killed 900."


def document(*reports: Report) -> list[Coded]:
    story = Story("s", (0, len(TEXT)), None, (), (), None, None, (), (), None, None, False)
    return [Coded(Document("d", None, "-", "text/plain", "en", None, TEXT), story, (), reports, (), (), (), ())]


def report(words: str, *killed: Casualty, **given: Any) -> Report:
    at = TEXT.index(words)
    fields: dict[str, Any] = {
        "id": words, "trigger": Span((at, at + len(words)), words), "quote": (0, len(TEXT)), "retold": (),
        "type": EventType("ASSAULT", None, None, None, None), "modality": "asserted", "actors": (), "targets": (),
        "instruments": (), "place": None, "time": None, "casualties": killed, "claim": Attribution(None, "reports", None),
        "score": 0.8,
    }  # fmt: skip
    return Report(**(fields | given))


def count(words: str, low: int, best: int | None, whom: str = "unknown", kind: Any = "killed") -> Casualty:
    at = TEXT.index(words)
    return Casualty(kind, whom, low, best, best, (at, at + len(words)))


def actor(name: str, ref: str | None = None) -> Role:
    return Role("m", ref, name, (0, 1))


def place(admin1: str | None, country: str = "SY") -> Place:
    return Place(None, "x", None, None, country, admin1, None, None, None, None, "town", None, None, 1.0)


def article(killed: int, side: str = "unknown", governorate: str = "aleppo") -> fakes.Article:
    return fakes.Article("1", TEXT, None, frozenset({killed}), frozenset({side}), frozenset({governorate}))


JETS = report("jets", count("more than 100", 101, None), actors=(actor("Russian jets"),), place=place("Aleppo"))
SHOT = report("shot", count("two", 2, 2, "soldiers"), actors=(actor("Rebels"),), place=place("Homs"))


def test_an_articles_figure_is_the_sum_of_what_is_asserted() -> None:
    past = report("gas attack", count("900", 900, 900), modality="background")
    right, told, want = fakes.compare(article(102), document(SHOT, JETS, past))
    assert right["killed exact"] == 1
    assert told["killed exact"] == want["killed exact"] == 1


def test_the_deadliest_and_the_first_report_are_compared_alone() -> None:
    right, _, _ = fakes.compare(article(100), document(SHOT, JETS))
    assert (right["killed exact"], right["killed exact, deadliest report"]) == (0, 1)
    assert right["killed exact, first report"] == 0
    assert fakes.compare(article(2), document(SHOT, JETS))[0]["killed exact, first report"] == 1


def test_side_and_governorate_are_those_of_the_deadliest_report() -> None:
    gold = article(102, "syrian government or russian troops")
    right, _, _ = fakes.compare(gold, document(SHOT, JETS))
    assert right["actor class"] == right["governorate"] == 1


def test_nothing_told_is_nobody_killed_by_an_unknown_side_nowhere() -> None:
    right, _, _ = fakes.compare(article(0), document())
    assert right["killed exact"] == right["actor class"] == 1 and right["governorate"] == 0


@pytest.mark.parametrize(
    ("counts", "figure"),
    [
        ([("civilians", 5), ("soldiers", 3)], 8),
        ([("civilians", 5), ("civilians", 7)], 7),
        ([("unknown", 12), ("civilians", 7)], 12),
        ([("unknown", 2), ("civilians", 7)], 7),
        ([], 0),
    ],
)
def test_a_total_counts_each_group_once_and_everyone_where_that_is_more(
    counts: list[tuple[str, int]], figure: int
) -> None:
    assert fakes.total(counts) == figure


def test_the_injured_are_not_counted() -> None:
    assert fakes.killed(report("shot", count("two", 2, 2, kind="injured")), TEXT) == 0


@pytest.mark.parametrize(
    ("ref", "side"),
    [
        ("mil-SY", "syrian government or russian troops"),
        ("sy-ndf", "syrian government or russian troops"),
        ("hezbollah", "syrian government or russian troops"),
        ("mil-US", "international coalition forces"),
        ("sy-ypg", "self administration forces"),
        ("sy-ahrar-al-sham", "armed opposition groups"),
        ("sy-sna", "armed opposition groups"),
        ("sy-hts", "al-nusra front"),
        ("mil-IQ", "unknown"),
    ],
)
def test_a_side_is_found_by_the_registry(ref: str, side: str) -> None:
    assert fakes.side([actor("x", ref)]) == side


def test_a_side_is_found_by_words_that_the_registry_does_not_know() -> None:
    assert fakes.side([actor("gunmen"), actor("rebel fighters")]) == "armed opposition groups"


@pytest.mark.parametrize(
    ("admin1", "country", "name"),
    [("Rif-dimashq", "SY", "damascus"), ("Aleppo", "SY", "aleppo"), (None, "SY", None), ("Homs", "US", None)],
)
def test_a_governorate_has_the_sets_name(admin1: str | None, country: str, name: str | None) -> None:
    assert fakes.governorate(report("shot", place=place(admin1, country))) == name


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("8 July 2015", "2015-07-08"),
        ("Jul 012016", "2016-07-01"),
        ("Sat Aug 31 2013", "2013-08-31"),
        ("05.10.2017", "2017-10-05"),
        ("", None),
        ("July 2016", None),
        ("31 June 2016", None),
    ],
)
def test_dates_are_read_as_they_were_typed(words: str, day: str | None) -> None:
    assert fakes.day(words) == day


def row(id: str, **labels: int) -> dict[str, Any]:
    numbers = dict.fromkeys(("killed_civilians", "killed_noncivilians", "killed_children", "killed_women"), 0)
    rest = {"actor": "unknown", "governorate": "homs"}
    return {
        "id": id,
        "text": "x",
        "labels": numbers | labels | rest,
        "crowd_answers": [{"Date": ""}, {"Date": "1 May 2016"}],
    }


def test_children_and_women_are_among_the_civilians() -> None:
    (one,) = fakes.cases(
        [row("1", killed_civilians=18, killed_children=5, killed_women=2, killed_noncivilians=3)], frozenset()
    )
    assert (one.killed, one.published) == ({21}, "2016-05-01")
    (one,) = fakes.cases([row("1", killed_children=5)], frozenset())
    assert one.killed == {5}


def test_articles_annotated_for_training_are_left_out() -> None:
    rows = [row("1"), {**row("2"), "text": "y"}, row("3")]
    assert [c.id for c in fakes.cases(rows, frozenset({"3"}))] == ["2"]


def test_near_copies_of_articles_annotated_for_training_are_left_out() -> None:
    words = "Jets of the regime hit a bakery in the east of the town at dawn on Sunday and killed nine people queueing there"
    rows = [
        {**row("1"), "text": f"{words}, medics said."},
        {**row("2"), "text": f"Update: {words}, an activist told us later."},
        {
            **row("3"),
            "text": "Rebels shot two soldiers at a checkpoint north of the town on Sunday, an activist told us.",
        },
    ]
    assert [c.id for c in fakes.cases(rows, frozenset({"1"}))] == ["3"]
    assert [c.id for c in fakes.cases(rows, frozenset())] == ["1", "2", "3"]


def test_rows_of_one_text_are_one_article() -> None:
    rows = [row("1", killed_civilians=4), row("2", killed_noncivilians=6)]
    (one,) = fakes.cases(rows, frozenset())
    assert (one.id, one.killed, one.governorates) == ("1", {4, 6, 10}, {"homs"})


def test_figures_are_shares_of_the_articles() -> None:
    assert fakes.figures(Counter(a=1), Counter(a=4), Counter(a=4)) == {"a": (0.25, 4)}
