"""Mentions of time in a story, and the story's own date."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasid.records import Interval, Mention, Ref, Span, Story
from rasid.resolve.when import Times, When
from rasid.timex import find

WEDNESDAY = Interval("2024-11-13", "2024-11-13", "day", None, "metadata")


def resolved(text: str, published: Interval | None = None, headline: str = "") -> tuple[Times, dict[str, Ref | None]]:
    whole = f"{headline}\n\n{text}" if headline else text
    head = Span((0, len(headline)), headline) if headline else None
    start = len(whole) - len(text)
    body = tuple(_paragraphs(whole, start))
    story = Story("s", (0, len(whole)), head, (), (), None, None, body, (), published, None, False)
    mentions = tuple(
        Mention(f"m{n}", "time", one.span, whole[slice(*one.span)], 1.0, None) for n, one in enumerate(find(whole))
    )
    times = When().resolve(mentions, whole, story=story)
    return times, {mention.text: times.refs[mention.id] for mention in mentions}


def _paragraphs(text: str, start: int) -> list[Span]:
    spans = []
    for part in text[start:].split("\n\n"):
        spans.append(Span((start, start + len(part)), part))
        start += len(part) + 2
    return spans


def bounds(text: str, headline: str = "") -> tuple[str, str] | None:
    published = resolved(text, headline=headline)[0].published
    return (published.start, published.end) if published else None


def ids(text: str, published: Interval | None = WEDNESDAY) -> list[str | None]:
    return [ref.id if ref else None for ref in resolved(text, published)[1].values()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The bridge fell on 3 March 2024.", ["2024-03-03"]),
        ("The bridge fell in March 2024.", ["2024-03"]),
        ("The bridge fell in 2019.", ["2019"]),
        ("The raids of 2-4 October 2024 killed nine.", ["2024-10-02/2024-10-04"]),
        ("The raid on Monday killed nine.", ["2024-11-11"]),
        ("The minister will visit the port on Friday.", ["2024-11-15"]),
        ("Talks are due to resume on 5 December.", ["2024-12-05"]),
        ("Officials said on Tuesday that the road will open.", ["2024-11-12"]),
        ("He said the talks would resume on Sunday.", ["2024-11-17"]),
        ("A road planned for years was bombed on Friday.", [None, "2024-11-08"]),
        ("For weeks, the town has been shelled.", ["2024-09-11/2024-11-13"]),
        ("They fought for weeks and lost.", [None]),
        ("He served two years.", [None]),
        ("The town fell on 3 May 2024. The following day it burned.", ["2024-05-03", "2024-05-04"]),
        ("The town fell on 3 May 2024. Two weeks later it was empty.", ["2024-05-03", "2024-05-14/2024-05-20"]),
        ("Two days after the strike they fled.", [None]),
        ("Two days after the 3 May 2024 strike they fled.", ["2024-05-05", "2024-05-03"]),
        ("Two days after the strike on Monday they fled.", ["2024-11-13", "2024-11-11"]),
        ("Four days after the port of Beirut exploded, ministers quit.", ["2020-08-08"]),
        ("The shell landed at 14:30 on Monday.", ["2024-11-11"]),
        ("On Monday the shell landed at 14:30.", ["2024-11-11", "2024-11-11"]),
        ("A shell landed at 14:30.", [None]),
        ("The war began in 2011. Since then thousands have fled.", ["2011", None]),
        ("The truce of 3 May 2024 failed. Since then thousands have fled.", ["2024-05-03", "2024-05-03/2024-11-13"]),
        ("It has lasted since 2017.", ["2017-01-01/2024-11-13"]),
        ("The gate is closed until 6 January.", ["2025-01-06"]),
        ("The envoy gave no reason for the 14 January deadline.", ["2025-01-14"]),
        ("Observers will study the 20 October ceasefire.", ["2024-10-20"]),
        ("The envoy said he would stay away from Monday's meeting.", ["2024-11-11"]),
        ("He left for the United States on Tuesday.", ["2024-11-12"]),
        ("The envoy would fly to the United States on Tuesday.", ["2024-11-19"]),
        ("The road will be opened on Friday.", ["2024-11-15"]),
        ("On Friday the court will hear them.", ["2024-11-15"]),
        ("On Friday the court heard them and jailed two.", ["2024-11-08"]),
        ("Nine people were killed when a mine went off on the coast road in the north on 3 December.", ["2023-12-03"]),
        ("The gates that it closed in December are rusting.", ["2023-12"]),
        (
            "In the third quarter 90 raids were counted, up from 40 a year earlier.",
            ["2024-07-01/2024-09-30", "2023-07-01/2023-09-30"],
        ),
        ("In the third quarter of 2023 it rose. Two years after the strike it fell.", ["2023-07-01/2023-09-30", None]),
        ("It fell in 2011. Two years later it was retaken.", ["2011", "2013"]),
        ("It is now shut, as it was recently.", [None, None]),
    ],
)
def test_mentions_of_time_get_the_days_that_the_story_supports(text: str, expected: list[str | None]) -> None:
    assert ids(text) == expected


def test_a_ref_carries_its_days_and_its_words() -> None:
    _, refs = resolved("The bridge fell in March 2024.")
    assert refs["March 2024"] == Ref("2024-03", "March 2024", start="2024-03-01", end="2024-03-31", precision="month")


def test_without_a_publication_date_relative_times_stay_unknown() -> None:
    assert ids("In October and on Wednesday shells fell, as in recent months.", None) == [None, None, None]


def test_a_given_publication_date_is_kept() -> None:
    times, _ = resolved("It comes less than two years after the fall of Baghouz in 2019.", WEDNESDAY)
    assert times.published == WEDNESDAY


def test_mentions_of_other_kinds_are_left_alone() -> None:
    text = "The army took the hill on 3 May 2024."
    story = Story("s", (0, len(text)), None, (), (), None, None, (Span((0, len(text)), text),), (), None, None, False)
    actor = Mention("a", "actor", (4, 8), "army", 1.0, None)
    assert When().resolve((actor,), text, story=story) == Times(None, {}, {})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Raids have multiplied. The return comes almost two years after the militants were driven from Baghouz.",
            ("2020-09-23", "2021-03-23"),
        ),
        ("The rise comes less than two years after the defeat at Baghouz.", ("2019-03-23", "2021-03-23")),
        (
            "The rise comes less than two years after the defeat at Baghouz. In June 2020 a convoy was burned.",
            ("2020-06-01", "2021-03-23"),
        ),
        ("Nearly a year after the coup in Myanmar, fighting is spreading.", ("2021-11-01", "2022-02-01")),
        ("Ten years after the killing of Gaddafi, the country remains divided.", ("2021-04-20", "2022-10-20")),
        ("Two years after the massacre of 4 May 2012, families are still waiting.", ("2013-11-04", "2015-05-04")),
        ("The vote, which was agreed in May 2022, will be held on 5 March 2023.", None),
        ("The law was passed on 3 May 2022. The vote will be held on 5 March 2023.", ("2022-05-03", "2023-03-05")),
        ("President Ashraf Ghani said on Monday that the army had retaken the town.", ("2014-09-29", "2021-08-15")),
        (
            "President Ashraf Ghani said on Monday the army had retaken the town. It had fallen on 2 June 2021.",
            ("2021-06-02", "2021-08-15"),
        ),
    ],
)
def test_an_undated_story_is_dated_between_what_it_presupposes(text: str, expected: tuple[str, str] | None) -> None:
    assert bounds(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "A shell landed on Wednesday.",
        "The town fell in 2019.",
        "Prime Minister Mohammed Shia al-Sudani met officers on Wednesday.",
        "The army withdrew two years after the fall of Mosul to Islamic State.",
        "Former President Ashraf Ghani said on Monday that he would return.",
        "In 2016 President Ashraf Ghani ordered the operation on a Monday.",
        "More than two years after the fall of Baghouz, cells remain active.",
        "The rise comes less than two years after the defeat at the river.",
        "It comes less than two years after the defeat at Baghouz. The bridge was hit on 3 May 2023.",
        "“We will win by 5 May 2019 and we will be on the coast on 6 May 2019,” the general said in June 2018.",
    ],
)
def test_one_sided_or_contradictory_evidence_dates_nothing(text: str) -> None:
    assert bounds(text) is None


def test_a_headline_that_retells_the_dated_event_narrows_the_interval() -> None:
    headline = "Almost Two Years After Defeat, Militants Return to the Steppe"
    body = (
        "The raids come less than two years after a heavy defeat in Baghouz.\n\nSince 2017 the army has held the towns."
    )
    times, refs = resolved(body, headline=headline)
    assert times.published == Interval("2020-09-23", "2021-03-23", "interval", (0, 22), "inferred")
    assert refs["Since 2017"] == Ref(
        "2017-01-01/2021-03-23", "Since 2017", start="2017-01-01", end="2021-03-23", precision="interval"
    )


def test_an_inferred_date_carries_over_to_what_counts_from_it() -> None:
    times, _ = resolved("For weeks raids have grown. They come less than two years after the defeat at Baghouz.")
    assert times.intervals["m0"] == Interval("2019-01-19", "2021-03-23", "interval", (0, 9), "inferred")


_SENTENCES = st.sampled_from(
    [
        "The town fell on 3 May 2020.",
        "It comes almost two years after the defeat at Baghouz.",
        "President Ashraf Ghani spoke on Monday.",
        "A vote will be held on 5 March 2021.",
        "The following day shells fell at dawn.",
        "Since then 2,000 people have fled.",
        "In October raids rose.",
        "İt was quiet in early 2020.",
    ]
)


@given(st.lists(_SENTENCES, min_size=1, max_size=6), st.sampled_from([" ", "\n\n"]))
def test_every_interval_runs_forward_and_its_span_lies_in_the_text(sentences: list[str], gap: str) -> None:
    text = gap.join(sentences)
    times, _ = resolved(text)
    for interval in [*times.intervals.values(), *([times.published] if times.published else [])]:
        assert interval.start <= interval.end
        assert interval.span and text[slice(*interval.span)].strip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In the third quarter of 2024, ended 30 September, 90 raids were counted, against 40 a year ago.", "2023-07-01/2023-09-30"),
        ("In the third quarter of 2024 there were 90 raids, up from 40 last year.", "2023-07-01/2023-09-30"),
        ("In the third quarter of 2024 there were 90 raids. Last year the road was shut.", "2023"),
        ("On 3 May 2024 there were 90 raids, up from 40 last year.", "2023"),
    ],
)  # fmt: skip
def test_a_quarter_is_compared_with_that_of_the_year_before(text: str, expected: str) -> None:
    assert ids(text)[-1] == expected


def test_a_story_without_a_date_has_the_day_that_its_web_address_bears() -> None:
    told = "The bridge was hit on Monday."
    story = Story("s", (0, len(told)), None, (), (), None, None, (Span((0, len(told)), told),), (), None, None, False)
    monday = Mention("m", "time", (22, 28), "Monday", 1.0, None)
    found = When().resolve([monday], told, story=story, uri="https://news.example/2024/05/15/bridge")
    assert found.published == Interval("2024-05-15", "2024-05-15", "day", None, "metadata")
    assert found.intervals["m"].start == "2024-05-13"
    assert When().resolve([monday], told, story=story, uri="/pages/2024/05/15/bridge").published is None


@pytest.mark.parametrize(
    ("text", "apposed"),
    [
        ("They shelled the town on 6 May 2024, a day after the raid.", True),
        ("They shelled the town on 6 May 2024, just a day after the raid.", True),
        ("They shelled the town on 6 May 2024, us a day after the raid.", False),
    ],
)
def test_only_a_comma_or_just_lets_a_shift_explain_the_day_before_it(text: str, apposed: bool) -> None:
    assert (ids(text, None)[1] == "2024-05-06") == apposed
