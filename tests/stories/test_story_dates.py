import pytest
from story_pages import page

from rasid.records import Interval
from rasid.stories import split
from rasid.stories.dates import date_line, leading_date, stamp, year_clue

BODY = "Troops entered the village of Belm at dawn and met no resistance, residents said."


def told(text: str, uri: str = "page.txt") -> Interval | None:
    (story,) = split(page(text, uri=uri))
    return story.published


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Posted on July 2 2016", "2016-07-02"),
        ("Published: 3 March 2024", "2024-03-03"),
        ("12 May 2023, 14:05 GMT", "2023-05-12"),
        ("Last updated Tuesday, 9 January 2024 at 18:30 (UTC+3)", "2024-01-09"),
        ("Friday 29 Jul 2016", "2016-07-29"),
        ("2024-03-03T10:15:00Z", "2024-03-03"),
        ("Published on 2021/11/05 by News Desk", "2021-11-05"),
        ("25/12/2020", "2020-12-25"),
        ("2 February، 2022", "2022-02-02"),
        ("تاريخ النشر: 6 آب 2022", "2022-08-06"),
        ("12 شباط 2024", "2024-02-12"),
        ("الخميس، ٥ ديسمبر ٢٠٢٤، ٢١:٥٤", "2024-12-05"),
    ],
)
def test_a_date_line_gives_the_publication_day(line: str, day: str) -> None:
    found = told(f"Army Enters Village of Belm\n\n{line}\n\n{BODY}")
    assert found is not None and (found.start, found.end, found.precision, found.basis) == (day, day, "day", "stated")


@pytest.mark.parametrize(
    ("lead", "day"),
    [
        ("ADEN, Yemen — 5 June 2021 — ", "2021-06-05"),
        ("KHARTOUM, 12 Feb 2024 (Agency) - ", "2024-02-12"),
        ("BOGOTA, 21 SEP 89 (RADIO NACIONAL) -- ", "1989-09-21"),
    ],
)
def test_a_dateline_with_a_year_gives_the_publication_day(lead: str, day: str) -> None:
    found = told(f"Army Enters Village of Belm\n\n{lead}{BODY}")
    assert found is not None and (found.start, found.basis) == (day, "stated")


def test_a_dateline_without_year_needs_another_clue() -> None:
    text = f"Army Enters Village of Belm\n\nBEIRUT, March 3 (Reuters) - {BODY}"
    assert told(text) is None
    assert told(text, "https://news.example/2024/03/04/belm") == Interval(
        "2024-03-03", "2024-03-03", "day", (37, 44), "inferred"
    )
    clue = told(f"{text}\n\n© 2024 The Qadra Post")
    assert clue is not None and clue.start == "2024-03-03"


def test_years_that_disagree_are_no_clue() -> None:
    assert year_clue("https://news.example/2024/03/04/belm", ["© 2023 The Qadra Post"]) is None


def test_the_containers_date_comes_first() -> None:
    known = Interval("2020-01-01", "2020-01-01", "day", None, "metadata")
    (story,) = split(page(f"Posted on July 2 2016\n\n{BODY}", published=known))
    assert story.published == known


def test_publication_goes_before_update() -> None:
    found = told(f"Updated: 9 May 2023\nPublished: 8 May 2023\n\n{BODY}")
    assert found is not None and found.start == "2023-05-08"


@pytest.mark.parametrize(
    "line", ["03/04/2024", "31 June 2023", "5 March", "On 3 May 2023 the truce began", "Two died in May 2023"]
)
def test_what_is_no_full_date_or_no_date_line_dates_nothing(line: str) -> None:
    assert told(f"{line}\n\n{BODY}") is None


def test_a_month_is_kept_as_a_month() -> None:
    found = told(f"Published: February 2024\n\n{BODY}")
    assert found is not None and (found.start, found.end, found.precision) == ("2024-02-01", "2024-02-29", "month")


def test_a_date_run_into_the_first_sentence_is_parted_from_it() -> None:
    source = page("8 July 2015 Rebel forces shelled the town of Qadra. Two people died.")
    (story,) = split(source)
    assert story.published == Interval("2015-07-08", "2015-07-08", "day", (0, 11), "stated")
    assert [part.text for part in story.body] == ["Rebel forces shelled the town of Qadra. Two people died."]


def test_a_sentence_that_begins_with_a_date_is_left_whole() -> None:
    assert leading_date("8 July 2015 was the day on which the town fell.") is None
    assert leading_date("8 July, the day of the raid, was quiet.") is None


def test_the_weekday_of_a_dateline_must_fit_the_filled_in_year() -> None:
    text = f"QADRA, Monday, March 3 (Agency) - {BODY}"
    assert told(text, "https://news.example/2024/03/04/x") is None
    fits = told(text, "https://news.example/2025/03/04/x")
    assert fits is not None and fits.start == "2025-03-03"


def test_a_stamp_knows_what_was_written() -> None:
    found = stamp("seen on Monday, 4 March 2024 there")
    assert found is not None and (found.year, found.month, found.day, found.weekday) == (2024, 3, 4, 0)
    assert date_line("- 3 March: two killed") is None
