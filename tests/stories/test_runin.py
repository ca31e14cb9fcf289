import pytest
from story_pages import page

from rasid.records import Interval
from rasid.stories import split
from rasid.stories.runin import run_in

BODY = "Rebel forces shelled the town of Qadra. Two people died."


@pytest.mark.parametrize(
    ("line", "headline", "day"),
    [
        ("Shells kill two in Qadra market AFP Friday 7 Jun 2024 " + BODY, "Shells kill two in Qadra market", "2024-06-07"),
        ("Shells kill two traders in Qadra Friday 7 Jun 2024 " + BODY, "Shells kill two traders in Qadra", "2024-06-07"),
        ("Shells kill two traders in Qadra 7 June 2024 SANA " + BODY, "Shells kill two traders in Qadra", "2024-06-07"),
        ("Shells Kill Two in Qadra Market Fri Jun 7 2024 081545 " + BODY, "Shells Kill Two in Qadra Market", "2024-06-07"),
        ("4 Jan 2019 " + BODY, None, "2019-01-04"),
        ("14.02.2020Rebel forces shelled the town of Qadra. Two people died.", None, "2020-02-14"),
        ("06.11.2021(updated 1210 06.11.2021) " + BODY, None, "2021-11-06"),
        ("Last updated at Mar 142021 " + BODY, None, "2021-03-14"),
    ],
)  # fmt: skip
def test_heads_run_into_the_first_sentence_are_parted_from_it(line: str, headline: str | None, day: str) -> None:
    (story,) = split(page(line))
    assert (story.headline.text if story.headline else None) == headline
    assert story.published is not None and (story.published.start, story.published.basis) == (day, "stated")
    assert [part.text for part in story.body] == [BODY]


@pytest.mark.parametrize(
    "text",
    [
        "The army took the town on Friday 7 June 2024 Colonel Doe said in Qadra. Two people died.",
        "The army took the town of Belm, Friday 7 June 2024 The rebels left. Two people died.",
        "The truce of Qadra began. Friday 7 June 2024 Rebel forces shelled the town.",
        "Rebels Shell the Market of Qadra Saturday 7 June 2024 Two people died there.",
        "Rebels of the Brigade 7 June 2024 Movement shelled the town of Qadra. Two people died.",
    ],
)
def test_a_date_in_a_sentence_parts_nothing(text: str) -> None:
    assert run_in(text) is None


@pytest.mark.parametrize(
    ("lead", "dateline"),
    [
        ("(June 7, 2024 / Wire) ", "(June 7, 2024 / Wire)"), ("QADRA (BELMIA), 3 MAR 91 (RADIO QADRA) -- ", "QADRA (BELMIA), 3 MAR 91 (RADIO QADRA) --"), ("Qadra, SANA-", "Qadra, SANA-"), ("Port Belm, SANA- ", "Port Belm, SANA-"),
        ("GOMA, Democratic Republic of Congo, Jan 27, 2025 (Wire) - ", "GOMA, Democratic Republic of Congo, Jan 27, 2025 (Wire) -"),
    ],
)  # fmt: skip
def test_more_forms_of_datelines_are_known(lead: str, dateline: str) -> None:
    (story,) = split(page(f"Shells Kill Two in Qadra Market\n\n{lead}{BODY}"))
    assert story.dateline is not None and story.dateline.text == dateline


def test_figures_with_full_stops_put_the_day_first() -> None:
    (story,) = split(page(f"03.04.2024\n\n{BODY}"))
    assert story.published == Interval("2024-04-03", "2024-04-03", "day", (0, 10), "stated")
