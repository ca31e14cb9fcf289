"""Where expressions lie on the calendar."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasid.records import Interval
from rasid.timex import anchor, find

WEDNESDAY = Interval("2024-11-13", "2024-11-13", "day", None, "metadata")
WIDE = Interval("2024-11-10", "2024-12-05", "interval", None, "inferred")
EVENT = Interval("2024-05-20", "2024-05-20", "day", None, "stated")


def days(text: str, published: Interval | None = None, **options: object) -> tuple[str, str, str, str] | None:
    (one,) = find(text)
    found = anchor(one, published, **options)  # type: ignore[arg-type]
    return (found.start, found.end, found.precision, found.basis) if found else None


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("on 3 March 2024", "2024-03-03", "2024-03-03", "day"),
        ("on 13/4/2024", "2024-04-13", "2024-04-13", "day"),
        ("on 4/13/2024", "2024-04-13", "2024-04-13", "day"),
        ("on 3/3/2024", "2024-03-03", "2024-03-03", "day"),
        ("on 3/4/2024", "2024-03-04", "2024-04-03", "interval"),
        ("on 2024-03-03", "2024-03-03", "2024-03-03", "day"),
        ("in March 2024", "2024-03-01", "2024-03-31", "month"),
        ("in 2019", "2019-01-01", "2019-12-31", "year"),
        ("since 2017", "2017-01-01", "2017-12-31", "year"),
        ("between 2014 and 2017", "2014-01-01", "2017-12-31", "interval"),
        ("on 2-4 June 2023", "2023-06-02", "2023-06-04", "interval"),
        ("from 28 December to 2 January 2021", "2020-12-28", "2021-01-02", "interval"),
        ("in early 2017", "2017-01-01", "2017-04-30", "interval"),
        ("in mid-March 2021", "2021-03-11", "2021-03-20", "interval"),
        ("in late February 2024", "2024-02-21", "2024-02-29", "interval"),
        ("at the end of 2018", "2018-09-01", "2018-12-31", "interval"),
        ("in spring 2022", "2022-03-01", "2022-06-21", "quarter"),
        ("in winter 2022-23", "2022-12-01", "2023-03-20", "quarter"),
        ("in the winter of 2022", "2021-12-01", "2023-03-20", "interval"),
        ("in the first quarter of 2023", "2023-01-01", "2023-03-31", "quarter"),
        ("in the second half of 2023", "2023-07-01", "2023-12-31", "interval"),
        ("in the 1990s", "1990-01-01", "1999-12-31", "interval"),
        ("in the mid-1990s", "1993-01-01", "1996-12-31", "interval"),
        ("in the 19th century", "1801-01-01", "1900-12-31", "interval"),
        ("8 JAN 90", "1990-01-08", "1990-01-08", "day"),
        ("on 3 Kanun al-Thani 2014", "2014-01-03", "2014-01-03", "day"),
        ("on 3 Tishrin al-Thani 2014", "2014-11-03", "2014-11-03", "day"),
        ("في 7 أيلول 2015", "2015-09-07", "2015-09-07", "day"),
        ("on 15 Ramadan 1445", "2024-03-24", "2024-03-26", "week"),
        ("in Muharram 1446", "2024-07-07", "2024-08-07", "month"),
        ("Ramadan 2024", "2024-03-10", "2024-04-10", "month"),
        ("at 3 p.m. on 3 May 2022", "2022-05-03", "2022-05-03", "day"),
    ],
)
def test_stated_times_need_no_publication_date(text: str, start: str, end: str, precision: str) -> None:
    assert days(text) == (start, end, precision, "stated")


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("today", "2024-11-13", "2024-11-13", "day"),
        ("yesterday", "2024-11-12", "2024-11-12", "day"),
        ("the day before yesterday", "2024-11-11", "2024-11-11", "day"),
        ("tomorrow", "2024-11-14", "2024-11-14", "day"),
        ("this morning", "2024-11-13", "2024-11-13", "day"),
        ("last night", "2024-11-12", "2024-11-13", "interval"),
        ("overnight", "2024-11-12", "2024-11-13", "interval"),
        ("on Wednesday", "2024-11-13", "2024-11-13", "day"),
        ("on Thursday", "2024-11-07", "2024-11-07", "day"),
        ("last Wednesday", "2024-11-06", "2024-11-06", "day"),
        ("next Wednesday", "2024-11-20", "2024-11-20", "day"),
        ("this Friday", "2024-11-15", "2024-11-15", "day"),
        ("from Monday to Wednesday", "2024-11-11", "2024-11-13", "interval"),
        ("Friday of last week", "2024-11-08", "2024-11-08", "day"),
        ("last week", "2024-11-04", "2024-11-10", "week"),
        ("next week", "2024-11-18", "2024-11-24", "week"),
        ("last weekend", "2024-11-09", "2024-11-10", "interval"),
        ("over the weekend", "2024-11-09", "2024-11-10", "interval"),
        ("last month", "2024-10-01", "2024-10-31", "month"),
        ("earlier this month", "2024-11-01", "2024-11-13", "interval"),
        ("later this year", "2024-11-13", "2024-12-31", "interval"),
        ("late last month", "2024-10-21", "2024-10-31", "interval"),
        ("last year", "2023-01-01", "2023-12-31", "year"),
        ("on 3 March", "2024-03-03", "2024-03-03", "day"),
        ("on 3 December", "2023-12-03", "2023-12-03", "day"),
        ("in October", "2024-10-01", "2024-10-31", "month"),
        ("last November", "2023-11-01", "2023-11-30", "month"),
        ("in December", "2023-12-01", "2023-12-31", "month"),
        ("from 3 to 7 May", "2024-05-03", "2024-05-07", "interval"),
        ("from 30 December to 2 January", "2023-12-30", "2024-01-02", "interval"),
        ("two days ago", "2024-11-11", "2024-11-11", "day"),
        ("three weeks ago", "2024-10-20", "2024-10-26", "week"),
        ("two months ago", "2024-09-01", "2024-09-30", "month"),
        ("two years ago", "2022-01-01", "2022-12-31", "year"),
        ("a year and a half ago", "2023-02-13", "2023-08-13", "interval"),
        ("three to four weeks ago", "2024-10-16", "2024-10-23", "interval"),
        ("in recent weeks", "2024-09-11", "2024-11-13", "interval"),
        ("for weeks", "2024-09-11", "2024-11-13", "interval"),
        ("over the past 24 hours", "2024-11-12", "2024-11-13", "interval"),
        ("in the last ten days", "2024-11-03", "2024-11-13", "interval"),
        ("last summer", "2024-06-01", "2024-09-22", "quarter"),
        ("this winter", "2024-12-01", "2025-03-20", "quarter"),
        ("in the last quarter of last year", "2023-10-01", "2023-12-31", "quarter"),
        ("during Ramadan", "2024-03-10", "2024-04-10", "month"),
        ("at dawn on Tuesday", "2024-11-12", "2024-11-12", "day"),
        ("in the third quarter", "2024-07-01", "2024-09-30", "quarter"),
        ("in the latest quarter", "2024-07-01", "2024-09-30", "quarter"),
        ("in last year's third quarter", "2023-07-01", "2023-09-30", "quarter"),
        ("in the same period last year", "2023-01-01", "2023-12-31", "year"),
        ("in June last year", "2023-06-01", "2023-06-30", "month"),
        ("on 24 May of this year", "2024-05-24", "2024-05-24", "day"),
        ("by the end of the month", "2024-11-21", "2024-11-30", "interval"),
        ("on Thursday, 5 December", "2024-12-05", "2024-12-05", "day"),
    ],
)
def test_relative_times_count_from_the_publication(text: str, start: str, end: str, precision: str) -> None:
    assert days(text, WEDNESDAY) == (start, end, precision, "relative")
    assert days(text) is None


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("on Friday", "2024-11-15"),
        ("on Wednesday", "2024-11-13"),
        ("on 3 March", "2025-03-03"),
        ("in December", "2024-12-01"),
    ],
)
def test_the_future_tense_looks_ahead(text: str, start: str) -> None:
    found = days(text, WEDNESDAY, tense="future")
    assert found and found[0] == start


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("on the same day", "2024-05-20", "2024-05-20"),
        ("the following day", "2024-05-21", "2024-05-21"),
        ("the previous day", "2024-05-19", "2024-05-19"),
        ("two days after", "2024-05-22", "2024-05-22"),
        ("three weeks earlier", "2024-04-26", "2024-05-02"),
        ("almost two years after", "2025-11-20", "2026-05-20"),
        ("less than two years after", "2024-05-20", "2026-05-20"),
        ("two or three days later", "2024-05-22", "2024-05-23"),
        ("at 14:30", "2024-05-20", "2024-05-20"),
    ],
)
def test_times_that_count_from_an_event_need_it(text: str, start: str, end: str) -> None:
    found = days(text, WEDNESDAY, reference=EVENT)
    assert found and found[:2] == (start, end)
    assert days(text, WEDNESDAY) is None


@pytest.mark.parametrize(
    "text",
    [
        "now",
        "recently",
        "the near future",
        "within weeks",
        "a week",
        "the fiscal year",
        "for the year",
        "two years",
        "an 18-month siege",
        "every Friday",
        "weekly",
    ],
)
def test_lengths_sets_and_open_counts_have_no_place(text: str) -> None:
    assert days(text, WEDNESDAY, reference=EVENT) is None


@pytest.mark.parametrize(
    ("text", "reference", "start", "end", "precision"),
    [
        ("a year earlier", Interval("2024-07-01", "2024-09-30", "quarter", None, "relative"), "2023-07-01", "2023-09-30", "quarter"),
        ("two years later", Interval("2011-01-01", "2011-12-31", "year", None, "stated"), "2013-01-01", "2013-12-31", "year"),
        ("a year earlier", EVENT, "2022-11-20", "2023-11-20", "year"),
    ],
)  # fmt: skip
def test_years_counted_from_a_quarter_or_year_keep_it_whole(
    text: str, reference: Interval, start: str, end: str, precision: str
) -> None:
    assert days(text, WEDNESDAY, reference=reference) == (start, end, precision, "relative")


def test_since_is_open_up_to_the_publication() -> None:
    assert days("since 2017", WEDNESDAY) == ("2017-01-01", "2024-11-13", "interval", "stated")
    assert days("since Monday", WEDNESDAY) == ("2024-11-11", "2024-11-13", "interval", "relative")
    assert days("since then", WEDNESDAY, reference=EVENT) == ("2024-05-20", "2024-11-13", "interval", "relative")


def test_a_wide_publication_gives_all_that_is_possible() -> None:
    assert days("in October", WIDE) == ("2024-10-01", "2024-10-31", "month", "inferred")
    assert days("yesterday", WIDE) == ("2024-11-09", "2024-12-04", "interval", "inferred")
    assert days("in November", WIDE) == ("2024-11-01", "2024-11-30", "month", "inferred")
    assert days("last month", WIDE) == ("2024-10-01", "2024-11-30", "interval", "inferred")
    assert days("on 20 November", WIDE) == ("2023-11-20", "2024-11-20", "interval", "inferred")


def test_a_day_that_no_year_has_is_none() -> None:
    assert days("on 29 February", WEDNESDAY) == ("2024-02-29", "2024-02-29", "day", "relative")
    assert [text for text in ("2023-02-29", "31/4/2023") if find(text)] == []


def test_a_date_out_of_the_calendar_is_none() -> None:
    assert days("90 centuries ago", WEDNESDAY) is None


_TEXTS = st.sampled_from(
    "on 3 March|in October|last week|late last month|early 2017|two days ago|almost two years after|less than a month later|this summer"
    "|last winter|since Monday|since 2017|next Friday|the 1990s|mid-1990s|during Ramadan|15 Ramadan 1445|earlier this week|3/4/2024"
    "|from 30 December to 2 January|for decades|the next two months|half a century ago|over the weekend|29 February|last weekend".split(
        "|"
    )
)
_DAYS = st.dates().map(lambda day: day.isoformat())


@given(_TEXTS, _DAYS, _DAYS, st.sampled_from([None, "past", "future"]))
def test_intervals_never_end_before_they_start(text: str, one: str, other: str, tense: str | None) -> None:
    published = Interval(min(one, other), max(one, other), "interval", None, "inferred")
    for expression in find(text):
        found = anchor(expression, published, tense=tense, reference=published)  # type: ignore[arg-type]
        assert found is None or found.start <= found.end
        assert found is None or found.span == expression.span


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("in the first week of June 2024", "2024-06-01", "2024-06-07"),
        ("during the third week of April", "2024-04-15", "2024-04-21"),
        ("in the last week of May", "2024-05-25", "2024-05-31"),
        ("in the second half of 2023", "2023-07-01", "2023-12-31"),
        ("from 2011 onwards", "2011-01-01", "2024-11-13"),
        ("three days ago", "2024-11-10", "2024-11-10"),
    ],
)
def test_weeks_of_a_month_and_open_years_have_their_days(text: str, start: str, end: str) -> None:
    found = days(text, WEDNESDAY)
    assert found is not None and found[:2] == (start, end)


@pytest.mark.parametrize(("text", "day"), [("the next day", 21), ("the following day", 21), ("the previous day", 19)])
def test_days_of_a_story_count_from_its_event(text: str, day: int) -> None:
    assert days(text, WEDNESDAY, reference=EVENT) == (f"2024-05-{day}", f"2024-05-{day}", "day", "relative")
