import pytest
from story_pages import page

from rasid.stories import split
from rasid.stories.truncation import is_truncated

FULL = "The army said that it had taken the bridge over the river on Monday morning."


@pytest.mark.parametrize(
    "last",
    [
        "The militia denied the report and said that its fighters still held both banks of the",
        "The militia denied the report and said that its fighters still held both banks of the river near Qadra",
        "The militia denied the report, saying...",
        "The militia denied the report and […]",
        "The militia denied the report [...]",
        "The militia denied the report, saying Read more",
        "The militia denied (continued on page 4)",
        "The militia denied the report,",
    ],
)
def test_a_text_that_stops_short_is_truncated(last: str) -> None:
    assert is_truncated([FULL, last])


@pytest.mark.parametrize(
    "last",
    [
        FULL,
        "“We hold both banks,” said its spokesman, “and we will hold them tomorrow”",
        "- 4 March: two wounded near the bridge over the river in the district of Qadra",
        "Ministry of Defence, Qadra",
        "The bridge was open again by night. Agencies contributed to this report",
        "The bridge was open again by night. Amal Haddad is a lecturer at the University of Qadra and wrote a book on the river",
        "Pictures of the bridge from this morning, as seen by people on the other bank of the river #Qadra",
    ],
)
def test_quotes_lists_signatures_and_notes_at_the_end_are_no_truncation(last: str) -> None:
    assert not is_truncated([FULL, last])


def test_texts_without_full_stops_are_not_all_cut() -> None:
    lines = [
        f"Shelling hits the outskirts of town number {n} from the direction of the northern hills" for n in range(4)
    ]
    assert not is_truncated(lines)


def test_the_page_may_say_that_the_text_goes_on() -> None:
    source = page(f"{FULL}\n\n(continued on page 4)")
    (story,) = split(source)
    assert story.truncated and [one.why for one in story.dropped] == ["truncated"]


def test_a_link_to_more_cuts_only_an_unfinished_sentence() -> None:
    assert not split(page(f"{FULL}\n\nRead more"))[0].truncated
    assert split(page(f"{FULL}\n\nThe militia denied the report and spoke of a trap that day at\n\nRead more"))[
        0
    ].truncated


@pytest.mark.parametrize(
    "last",
    [
        "The bridge was open again by night. 12",
        "The bridge was open again by night. Amal al-Haddad/Sam",
        "The bridge was open again by night. Home Weather Archive Write To Us Terms And Conditions Privacy Notice Qadra Post",
        "Qadra | 4 | 12",
    ],
)
def test_counts_names_menus_and_rows_at_the_end_are_no_truncation(last: str) -> None:
    assert not is_truncated([FULL, last])


@pytest.mark.parametrize(
    "last",
    [
        "The duel of the guns across the river continued until dawn.",
        "The minister said that the talks would continue if both banks are quiet.",
        "The truce holds, said a man who had seen the bridgeAll reactions:7LikeComment",
        "The truce holds, said a man who had seen the bridge9:02 AM · Mar 3, 202146Views",
    ],
)
def test_what_goes_on_and_the_counts_of_posts_are_no_truncation(last: str) -> None:
    assert not is_truncated([FULL, last])
