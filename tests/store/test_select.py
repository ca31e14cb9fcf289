from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from store_samples import coded, filed, page

from rasid.errors import UsageError
from rasid.records import Casualty, Issue, Skipped
from rasid.store import Filed, Filter, Store, select

FIRST = datetime(2024, 6, 1, tzinfo=UTC)


@pytest.fixture
def two(record: Path) -> Iterator[Store]:
    """A story of 6 May and one of 9 May, stored a day apart."""
    now = [FIRST]
    with Store.open(record, write=True, clock=lambda: now[0]) as store:
        store.start_run("test", version="0")
        store.add([filed(0)])
        now[0] += timedelta(days=1)
        later = page(1)
        store.add([Filed(later, None, (coded(later, day="2024-05-09", state="controls"),))])
        yield store


def test_an_event_has_what_a_reader_of_a_table_needs(store: Store) -> None:
    store.add([filed(0)])
    story = filed(0).coded[0]
    assert select.events(store, Filter(type="assault")) == [
        select.Event(
            id=story.reports[0].id,
            start=date(2024, 5, 6),
            end=date(2024, 5, 6),
            time_precision="day",
            place="Town",
            country="SY",
            place_precision="town",
            type="ASSAULT",
            mode="firearms",
            acled_sub="Armed clash",
            actors=("Northern Front",),
            targets=("army",),
            instruments=(),
            casualties="killed 2+",
            claimant="army",
            stance="reports",
            modality="asserted",
            quote="gunmen of the Northern Front fired",
            score=0.875,
            source="Wire",
            uri="page-0.txt",
            story=story.story.id,
            document=story.document.id,
            copies=0,
        )
    ]


def test_events_come_by_date_with_undated_ones_last(two: Store) -> None:
    assert [event.start for event in select.events(two, Filter())] == [date(2024, 5, 6), date(2024, 5, 9), None, None]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (Filter(actor="northern fr"), 4),
        (Filter(actor="XX/FRONT"), 4),
        (Filter(actor="army"), 2),
        (Filter(actor="%"), 0),
        (Filter(actor="'; DROP TABLE reports; --"), 0),
        (Filter(place="tow"), 2),
        (Filter(place="geo:1"), 2),
        (Filter(place="geo"), 0),
        (Filter(country="sy"), 2),
        (Filter(country="IQ"), 0),
        (Filter(since="2024-05-07"), 1),
        (Filter(until="2024-05-06"), 1),
        (Filter(since="2024-05-06", until="2024-05-09"), 2),
        (Filter(type="Assault"), 2),
        (Filter(type="FIREARMS"), 2),
        (Filter(type="battles"), 2),
        (Filter(type="armed clash"), 2),
        (Filter(type="accuse"), 2),
        (Filter(modality=("asserted",)), 2),
        (Filter(modality=("planned", "denied")), 2),
        (Filter(stance="reports"), 2),
        (Filter(document="page-1"), 2),
        (Filter(document=page(0).document.id[:12]), 2),
        (Filter(limit=3), 3),
        (Filter(actor="front", place="town", country="SY", type="ASSAULT", modality=("asserted",), limit=9), 2),
    ],
    ids=str,
)
def test_events_are_filtered(two: Store, asked: Filter, found: int) -> None:
    assert len(select.events(two, asked)) == found


def test_as_of_leaves_out_what_was_recorded_later(two: Store) -> None:
    assert len(select.events(two, Filter(), as_of=FIRST)) == 2
    assert len(select.events(two, Filter(), as_of=FIRST + timedelta(days=1))) == 4
    assert select.events(two, Filter(), as_of=FIRST - timedelta(microseconds=1)) == []
    assert len(select.stories(two, Filter(), as_of=FIRST)) == 1
    assert len(select.control(two, Filter(), as_of=FIRST)) == 1


def test_reports_of_copies_are_left_out_and_counted_with_the_first_story(store: Store) -> None:
    first = coded(page(0))
    copy = page(1)
    store.add([filed(0), Filed(copy, None, (coded(copy, copy_of=first.story.id),))])
    assert {(event.story, event.copies) for event in select.events(store, Filter())} == {(first.story.id, 1)}
    assert [len(listing(store, Filter())) for listing in (select.claims, select.control, select.measures)] == [1, 1, 2]
    assert [(line.copy_of, line.copies) for line in select.stories(store, Filter())] == [(None, 1), (first.story.id, 0)]


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((), ""),
        ((Casualty("killed", "unknown", 2, 2, 2, (0, 1)),), "killed 2"),
        ((Casualty("injured", "civilians", 3, None, 5, (0, 1)),), "injured 3-5 civilians"),
        (
            (Casualty("killed", "unknown", 12, None, None, (0, 1)), Casualty("missing", "army", 1, 1, 1, (2, 3))),
            "killed 12+; missing 1 army",
        ),
    ],
    ids=str,
)
def test_casualties_are_summed_up_in_words(store: Store, counts: tuple[Casualty, ...], said: str) -> None:
    given = page(0)
    story = coded(given)
    report = dataclasses.replace(story.reports[0], casualties=counts)
    store.add([Filed(given, None, (dataclasses.replace(story, reports=(report,)),))])
    assert [event.casualties for event in select.events(store, Filter())] == [said]


def test_a_claim_has_its_words(two: Store) -> None:
    (line,) = select.claims(two, Filter(actor="ARMY", stance="accuses", document="page-0"))
    assert (line.claimant, line.about, line.value, line.quote, line.uri) == (
        "army",
        "the shelling",
        None,
        "gunmen",
        "page-0.txt",
    )
    assert line.report == filed(0).coded[0].reports[0].id


def test_control_is_filtered_by_state_place_and_country(two: Store) -> None:
    (line,) = select.control(two, Filter(state="CONTROLS", place="steppe", country="sy", actor="northern"))
    assert (line.place, line.place_precision, line.state, line.holder, line.start, line.uri) == (
        "the steppe",
        "area",
        "controls",
        "Northern Front",
        None,
        "page-1.txt",
    )
    assert select.control(two, Filter(since="2000-01-01")) == []


def test_measures_are_filtered_by_issuer_status_and_domain(two: Store) -> None:
    (line,) = select.measures(two, Filter(actor="ministry", status="ordered", domain="domestic", document="page-0"))
    assert (line.action, line.announced, line.described, line.addressee, line.quote) == (
        "inquiry",
        None,
        1,
        None,
        "ordered",
    )
    assert len(select.measures(two, Filter(actor="front"))) == 2


def test_issues_are_listed_with_those_of_inputs_that_were_skipped(store: Store) -> None:
    store.add([filed(0), Filed(None, Skipped("none.txt", Issue("ingest", "no such file")))])
    assert [(i.uri, i.stage, i.span_start) for i in select.issues(store, Filter())] == [
        ("page-0.txt", "ingest", 0),
        ("page-0.txt", "reading", None),
        ("page-0.txt", "reading", None),
        ("none.txt", "ingest", None),
    ]
    assert len(select.issues(store, Filter(document="none"))) == 1


def test_stories_are_listed_with_date_and_number_of_reports(two: Store) -> None:
    (line,) = select.stories(two, Filter(since="2024-05-07"))
    assert (line.headline, line.start, line.time_basis, line.reports, line.truncated) == (
        "Town 1 shelled",
        date(2024, 5, 9),
        "relative",
        2,
        True,
    )


def test_a_filter_that_means_nothing_for_a_listing_is_an_error(store: Store) -> None:
    with pytest.raises(UsageError, match="claims cannot be filtered by state"):
        select.claims(store, Filter(state="controls"))


@pytest.mark.parametrize("day", ["yesterday", "2024-13-01", ""])
def test_a_day_that_is_none_is_an_error(store: Store, day: str) -> None:
    with pytest.raises(UsageError, match="since"):
        select.events(store, Filter(since=day))
