"""What counts as a time expression, and what only looks like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasid.timex import find


def words(text: str) -> list[str]:
    return [text[slice(*one.span)] for one in find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shelling killed four on 3 March 2024 in the port.", ["3 March 2024"]),
        ("March 3, 2024: the bridge fell.", ["March 3, 2024"]),
        ("Signed 3/3/2024 in the capital.", ["3/3/2024"]),
        ("Log entry 2024-03-03, two wounded.", ["2024-03-03"]),
        ("The 3rd of May was quiet.", ["The 3rd of May"]),
        ("Jan. 3, 2020 changed it.", ["Jan. 3, 2020"]),
        ("Wednesday, 5 June 2024 was calm.", ["Wednesday, 5 June 2024"]),
        ("They met on Sat., June 8.", ["Sat., June 8"]),
        ("A convoy arrived in March.", ["March"]),
        ("A convoy arrived in March 2024.", ["March 2024"]),
        ("The attack in May 2021, they said.", ["May 2021"]),
        ("The siege began in 2019.", ["2019"]),
        ("Since 2017 the army has held it.", ["Since 2017"]),
        ("It lasted between 2014 and 2017.", ["2014 and 2017"]),
        ("Raids from 3 to 7 May emptied it.", ["3 to 7 May"]),
        ("Clashes of 2-4 June 2023.", ["2-4 June 2023"]),
        ("Clashes of June 2–4, 2023.", ["June 2–4, 2023"]),
        ("On the night of 3-4 May drones came.", ["the night of 3-4 May"]),
        ("The truce of 30 May - 2 June 2023 held.", ["30 May - 2 June 2023"]),
        ("From 1 Jan–3 Feb 2021 roads were shut.", ["1 Jan–3 Feb 2021"]),
        ("Open from Monday to Wednesday only.", ["Monday to Wednesday"]),
        ("The war of 2014-2017 ended.", ["2014-2017"]),
        ("Shelled overnight and again today.", ["overnight", "today"]),
        ("They left yesterday morning.", ["yesterday morning"]),
        ("A blast was heard this morning.", ["this morning"]),
        ("LAST NIGHT GUERRILLAS CUT THE ROAD.", ["LAST NIGHT"]),
        ("SAN PEDRO, 8 JAN 90 -- A BOMB WENT OFF.", ["8 JAN 90"]),
        ("He spoke on Wednesday.", ["Wednesday"]),
        ("He spoke last Tuesday.", ["last Tuesday"]),
        ("Early on Tuesday night a mine went off.", ["Early on Tuesday night"]),
        ("Talks resume next week.", ["next week"]),
        ("Rockets fell last month and earlier this month.", ["last month", "earlier this month"]),
        ("He died two days ago.", ["two days ago"]),
        ("Three weeks earlier the town fell.", ["Three weeks earlier"]),
        ("For weeks the front has not moved.", ["For weeks"]),
        ("In recent weeks and recent months raids rose.", ["recent weeks", "recent months"]),
        ("Over the past 24 hours, nine died.", ["the past 24 hours"]),
        ("In the last ten days, nine died.", ["the last ten days"]),
        ("It comes almost two years after the truce.", ["almost two years after"]),
        ("It comes less than two years after the truce.", ["less than two years after"]),
        ("Two days after the strike, they fled.", ["Two days after"]),
        ("Two weeks since Monday, they said.", ["Two weeks since", "Monday"]),
        ("Since then nobody has returned.", ["Since then"]),
        ("In early 2017 it was lost.", ["early 2017"]),
        ("By mid-March and late October.", ["mid-March", "late October"]),
        ("At the end of 2018 it was quiet.", ["the end of 2018"]),
        ("In spring 2022 columns came.", ["spring 2022"]),
        ("In the first quarter of 2023 it rose.", ["the first quarter of 2023"]),
        ("In the 1990s and the late 1980s.", ["the 1990s", "the late 1980s"]),
        ("In the nineties the road was safe.", ["the nineties"]),
        ("In the second quarter raids rose.", ["the second quarter"]),
        ("A first-quarter report counts 40 raids.", ["first-quarter"]),
        ("The 2023 third quarter was calm.", ["The 2023 third quarter"]),
        ("Last year's third quarter was calm.", ["Last year's third quarter"]),
        ("Fiscal 2023 was lean, the latest quarter leaner.", ["Fiscal 2023", "the latest quarter"]),
        ("Raids doubled from the year-earlier period.", ["the year-earlier period"]),
        ("Up from 40 in the same period last year.", ["the same period last year"]),
        ("The lull of June last year was brief.", ["June last year"]),
        ("On 24 May of this year a mast fell.", ["24 May of this year"]),
        ("They paid by year-end, or at the end of the month.", ["year-end", "the end of the month"]),
        ("The depot holds fuel for three hundred days.", ["three hundred days"]),
        ("He was held for 2 1/2 years.", ["2 1/2 years"]),
        ("It lasted two more weeks and six straight nights.", ["two more weeks", "six straight nights"]),
        ("The walk takes a week, or an hour by car.", ["a week", "an hour"]),
        ("It was emptied within weeks, or within a day.", ["within weeks", "within a day"]),
        ("Over the last two months, nine died.", ["the last two months"]),
        ("The seven-year siege ended, the first two years were hard.", ["seven-year", "the first two years"]),
        ("They came in March. Last week they left.", ["March", "Last week"]),
        (
            "In the four years since the raid, and during the year after, it was calm.",
            ["four years since", "the year after"],
        ),
        ("They came a week or so ago.", ["a week or so ago"]),
        ("A year or two may pass.", ["A year or two"]),
        ("It burned at 9:20 p.m. (1820 GMT) Sunday.", ["9:20 p.m. (1820 GMT) Sunday"]),
        ("The port is now shut and was recently mined.", ["now", "recently"]),
        ("In the past they fled; in the near future they may return.", ["In the past", "the near future"]),
        ("The camp was built in nineteen eighty-four.", ["nineteen eighty-four"]),
        ("Before the year two thousand it was a farm.", ["the year two thousand"]),
        ("At dawn on Wednesday jets came.", ["At dawn on Wednesday"]),
        ("At 14:30 a shell landed.", ["14:30"]),
        ("Around 3 a.m. local time they came.", ["3 a.m. local time"]),
        ("A shell landed at 0300 GMT.", ["0300 GMT"]),
        ("Markets closed during Ramadan.", ["Ramadan"]),
        ("On the same day and the following day.", ["the same day", "the following day"]),
        ("He served two years.", ["two years"]),
        ("An 18-month siege ended.", ["18-month"]),
        ("It held for a year and a half.", ["a year and a half"]),
        ("They struck a couple of weeks ago.", ["a couple of weeks ago"]),
        ("Two or three months later it ended.", ["Two or three months later"]),
        ("Every Friday people march.", ["Every Friday"]),
        ("Kanun al-Thani 2014 was cold.", ["Kanun al-Thani 2014"]),
        ("On 5 Tishrin al-Awwal 2015 planes came.", ["5 Tishrin al-Awwal 2015"]),
        ("On 12 Tammuz 2006 it began.", ["12 Tammuz 2006"]),
        ("في 5 كانون الثاني 2013 وقع انفجار", ["5 كانون الثاني 2013"]),
        ("٣ آذار ٢٠٢٤", ["٣ آذار ٢٠٢٤"]),
        ("On 15 Ramadan 1445 they prayed.", ["15 Ramadan 1445"]),
        ("Over Eid al-Fitr the guns fell silent.", ["Eid al-Fitr"]),
        ("It was the day before yesterday.", ["the day before yesterday"]),
        ("Friday of last week was bloody.", ["Friday of last week"]),
        ("Attacks on Aug. 7 killed dozens.", ["Aug. 7"]),
        ("On 5 March, 2,000 people fled.", ["5 March"]),
        ("In April, 2000 soldiers left.", ["April"]),
        ("A Su-25 fell on Friday.", ["Friday"]),
    ],
)
def test_time_expressions_are_found_with_their_whole_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The army may attack again.",
        "May he rest in peace.",
        "May Haddad, 62, teaches here.",
        "Protesters march on the palace.",
        "March to the city, he told them.",
        "Second, the truce must hold.",
        "He told the Sunday Times so.",
        "Some 2,000 people fled.",
        "About 2000 people fled.",
        "The M4 highway was cut.",
        "The council passed Resolution 1701.",
        "Resolution No. 1973 was passed.",
        "Some 1,200 soldiers surrendered.",
        "It killed 1990 civilians.",
        "The Six-Day War changed the map.",
        "A 20-year-old was arrested.",
        "She is 30 years old.",
        "Ramadan Abdallah was killed.",
        "The killing of Rajab shocked them.",
        "A T-72 and an F-16 were lost.",
        "It cost $2019 to repair.",
        "The fall of the town was a shock.",
        "At the time nobody knew.",
        "Version 1.2.3 of the map.",
        "The day was quiet.",
        "He is in his 30s.",
        "She spent her thirties there.",
        "A quarter of the houses burned.",
        "The third quarter of the town was emptied.",
        "Good morning, said the guard.",
        "Two shells a day fall there.",
        "",
    ],
)
def test_what_only_looks_like_a_time_is_not_found(text: str) -> None:
    assert words(text) == []


def test_find_keeps_to_the_stretch_it_is_given() -> None:
    text = "On 3 May 2024 it rained. On 4 May 2024 it snowed."
    assert [text[slice(*one.span)] for one in find(text, 24)] == ["4 May 2024"]
    assert [text[slice(*one.span)] for one in find(text, 0, 24)] == ["3 May 2024"]


def test_capitals_that_become_two_letters_do_not_move_the_spans() -> None:
    assert words("İİİİ and İstanbul on 4 May 2024 ŉ") == ["4 May 2024"]


def test_words_far_apart_are_not_joined_over_what_was_skipped() -> None:
    filler = "nobody moved and the street lay empty while the guns were silent " * 4
    assert words(f"It fell on 3 May {filler} 2024 was worse.") == ["3 May", "2024"]


def test_a_blank_line_parts_expressions() -> None:
    assert words("The town fell on 3 May\n\n2024 was worse.") == ["3 May", "2024"]


def test_almost_and_less_than_bound_the_count() -> None:
    almost, less, more, plain = find(
        "almost two years after X; less than two years after X; more than two years after X; two years after X"
    )
    assert almost.count == (1.5, 2)
    assert less.count == (0, 2)
    assert more.count == (2, None)
    assert plain.count == (2, 2)


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("almost two years after", 2),
        ("three hundred days", 300),
        ("2 1/2 years", 2.5),
        ("two to three weeks", 2),
        ("half a year", 0.5),
        ("a couple of days", 2),
        ("several days", None),
        ("for weeks", None),
    ],
)
def test_the_figure_is_the_number_that_is_written(text: str, figure: float | None) -> None:
    assert [one.figure for one in find(text)] == [figure]


def test_within_bounds_a_length_from_above_and_over_from_below() -> None:
    within, over = find("within two days; over two days")
    assert (within.count, over.count) == ((0, 2), (2, None))


def test_a_range_takes_the_year_of_its_end_and_the_year_before_over_new_year() -> None:
    (same,) = find("between March and June 2020")
    (over,) = find("from 30 December to 2 January 2021")
    assert (same.year, same.month) == (2020, 3)
    assert (over.year, over.month) == (2020, 12)


_PIECES = st.sampled_from(
    "on the in of from to - , . 3 4 2024 May March may Wednesday last next two days years ago weeks after almost since then 1990s "
    "night dawn 14:30 3/4/2024 2024-02-30 Ramadan half a quarter weekend İ\n\n early mid the end late every first 31 99 0 ' quarter fiscal period recently the future past nineteen ninety dozen hundred trading more or so within over 1/2 - year".split(
        " "
    )
)


@given(st.lists(_PIECES, max_size=25).map(" ".join) | st.text(max_size=80))
def test_expressions_are_ordered_inside_the_text_and_never_overlap(text: str) -> None:
    position = 0
    for one in find(text):
        start, end = one.span
        assert position <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        position = end
