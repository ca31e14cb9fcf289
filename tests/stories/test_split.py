import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from story_pages import check, marked, page

from rasid.records import Interval, Page, Story, digest
from rasid.stories import split

HEAD = "Rebels Shell Market in Northern Town of Qadra"
CAPTION = "Shopkeepers clear broken glass from the covered market of Qadra on Sunday (AFP)"
ONE = "Rebels fired mortars at the market of Qadra on Sunday, killing two traders, the mayor said."
TWO = "The army said it had answered with artillery on the hills above the town."
NEXT = "Parliament Votes to Extend Emergency in Border Provinces"
NEXT_CAPTION = "Deputies during the late session (Office of the Speaker)"
THREE = "Deputies voted on Monday to keep the state of emergency for another six months."
DOUBLED = f"""{HEAD}

{CAPTION}
{CAPTION}
TT

{HEAD}

{CAPTION}
{CAPTION}

{ONE}

{TWO}



{NEXT}

{NEXT_CAPTION}
{NEXT_CAPTION}
TT

{NEXT}

{THREE}
"""


def bodies(found: tuple[Story, ...]) -> list[list[str]]:
    return [[part.text for part in story.body] for story in found]


def dropped(source: Page, story: Story) -> list[tuple[str, str]]:
    return [(source.text[one.span[0] : one.span[1]], one.why) for one in story.dropped]


def headlines(text: str) -> list[str | None]:
    return [story.headline.text if story.headline else None for story in split(page(text))]


def test_two_stories_run_together_with_doubled_lines_are_told_apart() -> None:
    source = page(DOUBLED)
    first, second = split(source)
    assert bodies((first, second)) == [[ONE, TWO], [THREE]]
    assert (first.headline and first.headline.text, second.headline and second.headline.text) == (HEAD, NEXT)
    assert [part.text for part in first.captions] == [CAPTION]
    assert [part.text for part in first.credits + second.credits] == ["(AFP)", "(Office of the Speaker)"]
    assert not first.truncated and not second.truncated
    assert dropped(source, first) == [
        (CAPTION, "duplicate"), ("TT", "control"), (HEAD, "duplicate"), (CAPTION, "duplicate"), (CAPTION, "duplicate"),
    ]  # fmt: skip
    assert dropped(source, second) == [(NEXT_CAPTION, "duplicate"), ("TT", "control"), (NEXT, "duplicate")]


def test_the_id_of_a_story_is_its_place_in_its_document() -> None:
    source = page(DOUBLED)
    for story in split(source):
        assert story.id == digest(source.document.id, *story.span)


def test_a_subhead_between_paragraphs_does_not_begin_a_story() -> None:
    text = f"{HEAD}\n\n{ONE}\n\nWhat happens next\n\n{TWO}\n\nA long wait for the people of Qadra\n\n{THREE}"
    assert len(split(page(text))) == 1


@pytest.mark.parametrize("rule", ["---", "***", "=====", "* * *", "______"])
def test_a_rule_before_a_headline_begins_a_story(rule: str) -> None:
    assert headlines(f"{HEAD}\n\n{ONE}\n\n{rule}\n\n{NEXT}\n\n{THREE}") == [HEAD, NEXT]


def test_three_stars_between_paragraphs_part_sections_and_not_stories() -> None:
    assert headlines(f"{HEAD}\n\n{ONE}\n\n* * *\n\n{TWO}") == [HEAD]


@pytest.mark.parametrize(
    "sign",
    [
        "By Amal Haddad\n\n",
        "Soldiers at the gate (Reuters)\n\n",
        "Posted on July 2 2016\n\n",
        "ADEN, Yemen (Reuters) - ",
    ],
)
def test_a_title_with_the_apparatus_of_a_story_begins_one(sign: str) -> None:
    assert headlines(f"{HEAD}\n\n{ONE}\n\n{NEXT}\n\n{sign}{THREE}") == [HEAD, NEXT]


def test_an_end_mark_before_a_title_ends_the_story() -> None:
    assert headlines(f"{HEAD}\n\n{ONE}\n\nENDS\n\n{NEXT}\n\n{THREE}") == [HEAD, NEXT]


def test_the_same_story_again_after_a_wide_gap_is_a_story_of_its_own() -> None:
    assert headlines("\n\n\n\n".join([f"{HEAD}\n\n{ONE}\n\n{TWO}"] * 3)) == [HEAD] * 3


def test_hard_wrapped_paragraphs_are_joined() -> None:
    first = "The governor of the river province said on Tuesday that his\nmen had taken the crossing without a fight and that\nthe militia had left its trucks behind."
    second = "He gave no figures for the losses of either side, and the\nmilitia has not yet spoken of the matter."
    assert bodies(split(page(f"{HEAD}\n\n{first}\n\n{second}\n"))) == [[first, second]]


def test_a_telegram_in_capitals_is_one_story_with_its_dateline() -> None:
    text = (
        "   LA PAZ, 4 MAR 91 -- [TEXT] A CHARGE OF DYNAMITE WENT OFF LAST NIGHT AT THE\n"
        "GATE OF THE POWER STATION. NOBODY WAS HURT.\n\n"
        "   THE POLICE HAVE SAID THAT THEY ARE LOOKING FOR THREE MEN WHO WERE SEEN\nLEAVING THE PLACE IN A LORRY.\n"
    )
    (story,) = split(page(text))
    assert story.dateline is not None and story.dateline.text == "LA PAZ, 4 MAR 91 --"
    assert story.published == Interval("1991-03-04", "1991-03-04", "day", (11, 19), "stated")
    assert len(story.body) == 2


def test_a_single_paragraph_is_a_story_without_headline() -> None:
    (story,) = split(page(ONE))
    assert story.headline is None and bodies((story,)) == [[ONE]]


def test_a_flash_of_one_line_is_the_body_and_not_cut() -> None:
    (story,) = split(page("Blast heard near the airport in Qadra"))
    assert bodies((story,)) == [["Blast heard near the airport in Qadra"]] and not story.truncated


def test_list_items_and_thread_posts_stay_in_the_body() -> None:
    lines = [
        "Shelling by district:",
        "- 3 March: two killed in Qadra",
        "• Four wounded in Belm",
        "1/ Clashes go on at the bridge",
        "2/ More follows",
    ]
    assert bodies(split(page(f"{HEAD}\n\n" + "\n".join(lines) + f"\n\n{TWO}"))) == [[*lines, TWO]]


def test_titles_below_a_head_of_related_stories_are_dropped() -> None:
    source = page(
        f"{HEAD}\n\nRelated news\n\nMinister visits the coast\n\nBank raises its rates\n\n{ONE}\n\nNext Post\n\nRain in the hills"
    )
    (story,) = split(source)
    assert bodies((story,)) == [[ONE]]
    assert {why for _, why in dropped(source, story)} == {"boilerplate"} and len(story.dropped) == 5


@pytest.mark.parametrize(
    "text",
    ["", " \n\n", "TT\n\nShare\n\nPrint", "Advertisement\n\n© 2024 The Qadra Post. All rights reserved.", "- - -"],
)
def test_a_page_of_furniture_has_no_story(text: str) -> None:
    assert split(page(text)) == ()


def test_a_message_gives_its_subject_and_date() -> None:
    (story,) = split(page(f"From: desk@example.org\nDate: 5 May 2023\nSubject: Shelling in Qadra market\n\n{ONE}"))
    assert story.headline is not None and story.headline.text == "Shelling in Qadra market"
    assert story.published is not None and story.published.start == "2023-05-05"


def test_an_arabic_page_is_read_like_any_other() -> None:
    head, text = (
        "مقتل تاجرين بقصف على سوق القدرة",
        "قتل تاجران اليوم الأحد في قصف بالهاون استهدف سوق القدرة، وفق ما قال رئيس البلدية.",
    )
    source = page(f"{head}\n\nشارك\n\nدمشق (رويترز) - {text}\n\nمقالات ذات صلة\n\nالمصرف يرفع الفائدة")
    (story,) = split(source)
    assert story.headline is not None and story.headline.text == head
    assert story.dateline is not None and story.dateline.text == "دمشق (رويترز) -"
    assert [why for _, why in dropped(source, story)] == ["control", "boilerplate", "boilerplate"]


def test_caption_that_is_a_sentence_is_known_by_its_credit() -> None:
    caption = "A trader sweeps the floor of his shop in Qadra on Sunday. (AP Photo/Sam Doe)"
    (story,) = split(page(f"{HEAD}\n\n{caption}\n\n{ONE}\n\n{TWO}"))
    assert [part.text for part in story.captions] == [caption]
    assert [part.text for part in story.credits] == ["(AP Photo/Sam Doe)"]


def test_a_name_and_town_below_the_headline_are_the_byline() -> None:
    (story,) = split(page(f"{HEAD}\n\nAmal Haddad in Aleppo\n\n{ONE}"))
    assert story.byline is not None and story.byline.text == "Amal Haddad in Aleppo"
    assert headlines(f"Heavy Fighting in Khartoum\n\n{ONE}") == ["Heavy Fighting in Khartoum"]


def test_dates_that_head_the_days_of_a_chronology_stay_and_date_nothing() -> None:
    (story,) = split(page(f"{HEAD}\n\n3 May 2023\n\n{ONE}\n\n4 May 2023\n\n{TWO}"))
    assert story.published is None
    assert bodies((story,)) == [["3 May 2023", ONE, "4 May 2023", TWO]]


def test_markup_tells_headline_caption_and_furniture() -> None:
    source = marked(
        ("a", "Weather", False), ("h1", HEAD, False), ("figcaption", CAPTION, True), ("p", ONE, True), ("h2", "The market", True), ("p", TWO, True), ("div", "Most read today", False),
    )  # fmt: skip
    (story,) = split(source)
    assert story.headline is not None and story.headline.text == HEAD
    assert [part.text for part in story.captions] == [CAPTION]
    assert bodies((story,)) == [[ONE, "The market", TWO]]
    assert dropped(source, story) == [("Weather", "boilerplate"), ("Most read today", "boilerplate")]


def test_two_first_level_heads_are_two_stories() -> None:
    found = split(marked(("h1", HEAD, True), ("p", ONE, True), ("h1", NEXT, True), ("p", THREE, True)))
    assert bodies(found) == [[ONE], [THREE]]


def test_the_containers_headline_makes_other_heads_sections() -> None:
    source = marked(
        ("p", "Filter", True),
        ("h1", HEAD, True),
        ("p", ONE, True),
        ("h1", "The market", True),
        ("p", TWO, True),
        headline=HEAD,
    )
    (story,) = split(source)
    assert story.headline is not None and story.headline.text == HEAD
    assert bodies((story,)) == [[ONE, "The market", TWO]]


def test_the_containers_byline_is_found_in_the_text() -> None:
    (story,) = split(
        marked(("h1", HEAD, True), ("div", "Words: Amal Haddad, Qadra", False), ("p", ONE, True), byline="Amal Haddad")
    )
    assert story.byline is not None and story.byline.text == "Amal Haddad"


LINES = st.sampled_from(
    [
        HEAD, CAPTION, ONE, TWO, NEXT, THREE, "TT", "---", "Share", "Related news", "By Amal Haddad", "Posted on July 2 2016", "3 May 2023", "ADEN, 3 May 2023", "Subject: x y z",
        "From: a b", "ENDS", "• item", "12 14 15", "…", "\u200f", "مقتل تاجرين بقصف على السوق", "Read more", "Credit: AFP", "Background", "5 June 2021 Troops left the town.", "x", "",
        "BEIRUT (AP) — Shells fell on the town.", "the river and the people that live along it in the north of the", "\tA\u00a0b", "(AFP)", "***",
    ]
)  # fmt: skip
PAGES = st.lists(
    st.tuples(st.one_of(LINES, st.text(max_size=30)), st.sampled_from(["\n", "\n\n", "\n\n\n\n", "\r\n"])), max_size=25
)


@settings(max_examples=300, deadline=None)
@given(PAGES)
def test_every_character_is_in_a_part_of_a_story_and_every_span_slices_to_its_words(
    lines: list[tuple[str, str]],
) -> None:
    check(page("".join(line + gap for line, gap in lines)))


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["h1", "h2", "p", "div", "figcaption", "li", "time"]), LINES, st.booleans()),
        max_size=15,
    )
)
def test_every_character_of_a_page_with_markup_is_in_a_part(parts: list[tuple[str, str, bool]]) -> None:
    check(marked(*parts))


def test_a_page_of_many_stories_gives_each_of_them() -> None:
    text = "\n\n\n\n".join(f"Rebels Shell Market in Town Number {n}\n\n{ONE}\n\n{TWO}" for n in range(2000))
    assert len(split(page(text))) == 2000


def test_one_endless_line_is_one_story_of_one_paragraph() -> None:
    (story,) = split(page("The army moved on. " * 100_000))
    assert len(story.body) == 1 and not story.truncated
