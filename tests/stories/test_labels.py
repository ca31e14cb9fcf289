import pytest
from story_pages import check, marked, page

from rasid.records import Story
from rasid.stories import split
from rasid.stories.labels import account, is_flash, is_letterhead, is_series, sourced_date

HEAD = "Rebels Shell Market in Northern Town of Qadra"
BODY = "Rebels fired mortars at the market of Qadra on Sunday, killing two traders, the mayor said."
MORE = "The army said it had answered with artillery on the hills above the town."


def only(text: str) -> Story:
    (story,) = split(page(text))
    return story


def head(text: str) -> str | None:
    story = only(text)
    return story.headline.text if story.headline else None


def day(text: str) -> str | None:
    found = only(text).published
    return found.start if found else None


@pytest.mark.parametrize(
    "line",
    [
        "Situation Report No. 7", "Flash update #3", "Daily tally: Friday 7 June 2024", "Press release", "Check against delivery", "Remarks as prepared for delivery", "For immediate release",
        "Unofficial translation", "Weekly security brief, 1-7 June 2024", "Humanitarian Bulletin | Issue 12", "Statement", "Press service", "بيان صحفي رقم 4", "Communiqué de presse", "Embargoed until 18:00 GMT",
    ],
)  # fmt: skip
def test_labels_of_series_and_form_are_known(line: str) -> None:
    assert is_series(line) or is_letterhead(line)


@pytest.mark.parametrize(
    "line",
    [
        "Daily shelling of Qadra kills two", "Situation report from Belm describes hunger", "Statement by rebels angers mediators", "Update on the bridge at Belm", "Alert in Qadra after blast",
        "Press freedom under attack in Belm", "Security alert raised in three provinces",
    ],
)  # fmt: skip
def test_headlines_that_begin_like_labels_are_none(line: str) -> None:
    assert not is_series(line)


@pytest.mark.parametrize(
    "line",
    [
        "MINISTRY OF DEFENCE OF THE REPUBLIC OF BELMIA", "Ministry of Foreign Affairs", "Office of the Prime Minister - Press bulletin", "Government of Mali", "Embassy of the United States", "General Staff of the Armed Forces",
        "وزارة الدفاع",
    ],
)  # fmt: skip
def test_letterheads_are_known(line: str) -> None:
    assert is_letterhead(line)


@pytest.mark.parametrize(
    "line",
    [
        "Ministry of Defence Denies Strike on Belm", "Government Rejects Talks With Rebels", "Government of Mali rejects the report", "Armed Forces of Belmia Retake Northern Qadra", "Office of the mayor shelled",
        "Embassy of Belmia Closes Its Doors", "وزارة الدفاع تعلن مقتل جنديين",
    ],
)  # fmt: skip
def test_headlines_about_an_office_are_no_letterheads(line: str) -> None:
    assert not is_letterhead(line)


def test_a_letterhead_tells_who_issued_the_text_and_is_no_headline() -> None:
    story = only(f"MINISTRY OF DEFENCE OF THE REPUBLIC OF BELMIA\nPress service\n\n7 June 2024\n\n{BODY}\n\n{MORE}")
    assert story.headline is None
    assert story.byline is not None and story.byline.text == "MINISTRY OF DEFENCE OF THE REPUBLIC OF BELMIA"
    assert [part.text for part in story.body] == [BODY, MORE] and not story.captions
    assert story.published is not None and story.published.start == "2024-06-07"


def test_the_title_below_a_letterhead_is_the_headline() -> None:
    text = f"Government of Belmia\nOffice of the President - Press bulletin\nQadra, 7 June 2024\n\n{HEAD}\n\n{BODY}"
    assert (head(text), day(text)) == (HEAD, "2024-06-07")


def test_a_name_above_a_series_label_is_the_issuer() -> None:
    story = only(f"Belmia Rights Observatory\nDaily tally: Friday 7 June 2024\n\n{BODY}")
    assert story.headline is None and story.byline is not None and story.byline.text == "Belmia Rights Observatory"
    assert story.published is not None and story.published.start == "2024-06-07"


def test_a_country_above_a_series_label_is_the_headline_and_the_period_dates_by_its_end() -> None:
    text = f"BELMIA: NORTH QADRA\nFlash Update No. 3\nCovering 1 - 7 June 2024\nHIGHLIGHTS\n• {BODY}\n• {MORE}"
    story = only(text)
    assert story.headline is not None and story.headline.text == "BELMIA: NORTH QADRA"
    assert story.published is not None and (story.published.end, story.published.basis) == ("2024-06-07", "inferred")
    assert not story.captions
    assert [part.text for part in story.body][:2] == ["Covering 1 - 7 June 2024", "HIGHLIGHTS"]


def test_a_label_with_a_period_gives_no_day() -> None:
    assert day(f"Weekly brief, 1 - 7 June 2024\n\n{BODY}") is None
    assert day(f"Weekly brief, 7 June 2024\n\n{BODY}") == "2024-06-07"


@pytest.mark.parametrize(
    "line",
    ["Qadra Street News @qadra_example · 7 June 2024", "@qadra_example", "Qadra Street News (@qadra_example) 3h"],
)
def test_the_account_of_a_post_is_no_headline(line: str) -> None:
    assert account(line)[0]
    story = only(f"{line}\n\n1/ {BODY}\n\n2/ {MORE}")
    assert story.headline is None and story.byline is not None and "qadra_example" in story.byline.text


def test_an_account_gives_the_day_of_its_post() -> None:
    assert day(f"Qadra Street News @qadra_example · 7 June 2024\n\n1/ {BODY}") == "2024-06-07"
    assert day(f"Qadra channel, [07.06.2024 14:05]\n{BODY}") == "2024-06-07"


@pytest.mark.parametrize("line", ["@qadra_example says two men died", "Mail desk@example.org for the full list"])
def test_words_to_an_account_are_no_account(line: str) -> None:
    assert not account(line)[0]


def test_a_source_and_a_day_below_the_headline_are_byline_and_date() -> None:
    story = only(f"{HEAD}\nAgencies | Friday 7 June 2024\n\n{BODY}")
    assert story.byline is not None and story.byline.text == "Agencies"
    assert story.published is not None and story.published.start == "2024-06-07"
    assert sourced_date("Two die in Qadra | Friday 7 June 2024 in the morning hours") is None


@pytest.mark.parametrize(
    "line", ["URGENT: blast heard near the airport", "Breaking | Army enters Belm", "عاجل: انفجار في القدرة"]
)
def test_a_flash_alone_is_a_headline_without_body(line: str) -> None:
    story = only(line)
    assert is_flash(line) and story.headline is not None and story.headline.text == line
    assert story.body == () and not story.truncated


def test_a_line_printed_twice_and_nothing_else_is_a_headline() -> None:
    story = only(f"{HEAD}\n{HEAD}")
    assert story.headline is not None and story.body == () and [one.why for one in story.dropped] == ["duplicate"]


def test_a_correction_may_have_a_headline_of_one_word() -> None:
    assert head(f"Correction\n\n{BODY}") == "Correction"
    assert head(f"QADRA\n\n{BODY}") is None


@pytest.mark.parametrize(
    "line",
    ["By a staff reporter", "By our correspondent", "From our correspondent in Qadra", "Qadra: Our Correspondent", "Agencies", "Our own correspondent and agencies", "مراسلنا في القدرة"],
)  # fmt: skip
def test_a_byline_without_a_name_is_a_byline(line: str) -> None:
    story = only(f"{HEAD}\n\n{line}\n\n{BODY}")
    assert story.byline is not None and story.byline.text == line and not story.captions


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("QADRA, Belmia, 7 June 2024", "2024-06-07"), ("Qadra, 7 June 2024", "2024-06-07"), ("Qadra - 7 June 2024", "2024-06-07"), ("El Fasher, North Darfur, 7 June 2024", "2024-06-07"), ("بغداد - 7 حزيران 2024", "2024-06-07"),
        ("القدرة، 7 حزيران 2024", "2024-06-07"),
    ],
)  # fmt: skip
def test_a_dateline_on_its_own_line_dates_the_story(line: str, expected: str) -> None:
    for text in (f"{line}\n\n{HEAD}\n\n{BODY}", f"{HEAD}\n\n{line}\n\n{BODY}"):
        story = only(text)
        assert story.dateline is not None and story.dateline.text == line
        assert head(text) == HEAD and day(text) == expected


def test_datelines_inside_the_body_stay_there() -> None:
    story = only(f"{HEAD}\n\n{BODY}\n\nQadra, 7 June 2024\n\n{MORE}")
    assert story.dateline is None and story.published is None and len(story.body) == 3


def test_a_line_above_the_text_that_shares_the_page_title_is_its_headline() -> None:
    source = marked(
        ("title", "Belmia Wire: market of Qadra shelled", False), ("a", "Weather in Qadra", False), ("td", "Two dead as market of Qadra is shelled", False), ("p", BODY, True), ("p", MORE, True),
    )  # fmt: skip
    (story,) = split(source)
    assert story.headline is not None and story.headline.text == "Two dead as market of Qadra is shelled"


def test_rows_of_a_table_are_body_and_crumbs_are_not() -> None:
    rows = ["Town | Killed | Hurt", "Qadra | 4 | 12", "Belm | 0 | 3"]
    story = only(f"{HEAD}\n\nHome | News | Qadra\n\n{BODY}\n\n" + "\n".join(rows))
    assert [part.text for part in story.body] == [BODY, *rows] and not story.truncated


def test_two_bulletins_of_a_series_are_two_stories() -> None:
    text = f"Flash Update No. 3\n\n{BODY}\n\n{MORE}\n\n\n\nFlash Update No. 4\n\n{MORE}"
    assert len(split(page(text))) == 2


def test_a_title_that_is_the_beginning_of_the_text_is_a_duplicate() -> None:
    story = only(f"Rebels fired mortars at the market of Qadra\n\n{BODY}")
    assert story.headline is None and [one.why for one in story.dropped] == ["duplicate"]


def test_a_notice_above_the_containers_headline_is_no_story() -> None:
    notice = "This page belongs to the archive of the Qadra Post and is kept here as it was printed on that day, with all of its faults."
    source = marked(
        ("p", notice, True), ("h1", HEAD, True), *[("p", f"{BODY} {MORE} {n}.", True) for n in range(5)], headline=HEAD
    )
    (story,) = split(source)
    assert story.headline is not None and story.headline.text == HEAD and len(story.body) == 5


def test_the_subject_of_a_message_is_not_lost_to_a_title_below_it() -> None:
    check(page(f"From: desk@example.org\nSubject: Shelling in Qadra\n{HEAD}\n{HEAD}\n"))
