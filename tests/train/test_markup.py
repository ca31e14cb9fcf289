"""The corpus's markup: what it derives, and what it refuses."""

from __future__ import annotations

import pytest

from train.corpus.markup import STORIES, STYLES, Annotated, Harmed, MarkupError, Part, read, story
from train.corpus.split import UNSEEN, part

HEADER = "=== sudan-99\nstyle: wire\ncountry: SD\npublished: 2024-05-12\nsource: invented\n"
TEXT = "headline> [Shelling|e1] in [Kutum|p1]\n\nThe [army|a1] [shelled|e2] [Kutum|p2] on\n[Friday|t1], killing [two|n1] [boys|a2]."
RECORDS = "p2 = p1\ne1 shelling asserted same=e2\ne2 shelling asserted actor=a1 at=p2 on=t1 killed=n1/civilians\nn1 2\nt1 2024-05-10\n"


def made(text: str = TEXT, records: str = RECORDS, header: str = HEADER) -> Annotated:
    return story(f"{header}---\n{text}\n---\n{records}", "sudan")


def test_text_and_spans_are_derived_from_the_marks() -> None:
    found = made()
    assert found.text == "Shelling in Kutum\n\nThe army shelled Kutum on Friday, killing two boys."
    assert {id: found.words(id) for id in ("e1", "p1", "a1", "e2", "t1", "n1")} == {
        "e1": "Shelling", "p1": "Kutum", "a1": "army", "e2": "shelled", "t1": "Friday", "n1": "two",
    }  # fmt: skip
    assert found.parts == (Part("headline", (0, 17)), Part("body", (19, len(found.text))))


def test_a_report_is_one_event_with_all_its_tellings() -> None:
    ((best, again),) = made().told()
    assert (best.id, [e.id for e in again]) == ("e2", ["e1"])
    assert best.harmed == (Harmed("killed", "n1", "civilians"),)


def test_a_mark_may_have_two_ids_and_marks_may_nest() -> None:
    found = made(
        "[The [army|a1] of [Chad|p1]|a2] [accused|e1,q1] them.",
        "e1 accuse asserted actor=a2 says=a1 stance=accuses cue=q1",
    )
    assert found.words("a2") == "The army of Chad"
    assert found.words("e1") == found.words("q1") == "accused"


@pytest.mark.parametrize(
    ("text", "records", "reason"),
    [
        ("The [army|a1 left.", "", "stray '|'"),
        ("The army|a1] left.", "", "no '\\['"),
        ("The [army|a1] and [army|a1].", "", "marked twice"),
        ("The [army |a1] left.", "", "begins or ends with a blank"),
        ("The [army|a1] [left|e1].", "", "e1 .* has no record"),
        ("[Two|n1] left.", "", "n1 .* has no value"),
        ("[Two|n1] left.", "n1 two", "no count"),
        ("On [Friday|t1].", "t1 2024-05-12..2024-05-10", "ends before it starts"),
        ("It [left|e1].", "e1 leaving asserted", "class 'leaving' is none of"),
        ("It [left|e1].", "e1 withdrawal done", "modality 'done' is none of"),
        ("It [left|e1].", "e1 withdrawal asserted actor=a1", "actor=a1: wanted a marked id"),
        ("It [left|e1] [Kutum|p1].", "e1 withdrawal asserted actor=p1", "wanted a marked id of kind a r"),
        ("It [left|e1].", "e1 withdrawal asserted who=a1", "none of the keys"),
        ("It [left|e1].", "e1 withdrawal asserted stance=denies", "without says="),
        ("It [left|e1], [left|e2].", "e1 withdrawal asserted same=e2\ne2 withdrawal asserted same=e1", "circle"),
        ("The [army|a1].", "a1 = p9", "no such mark"),
    ],
)
def test_what_breaks_a_rule_is_named(text: str, records: str, reason: str) -> None:
    with pytest.raises(MarkupError, match=reason):
        made(text, records)


def test_a_header_without_a_key_is_refused() -> None:
    with pytest.raises(MarkupError, match="header lacks"):
        made(header="=== sudan-99\nstyle: wire\n")


@pytest.mark.parametrize("file", sorted(STORIES.glob("*.txt")), ids=lambda file: file.stem)
def test_every_story_of_the_corpus_holds(file: object) -> None:
    assert all(found.style in STYLES for found in read(file))  # type: ignore[arg-type]


def test_story_ids_are_given_once() -> None:
    ids = [found.id for file in STORIES.glob("*.txt") for found in read(file)]
    assert len(ids) == len(set(ids)) >= 400


def test_a_theatre_that_is_kept_unseen_is_all_test() -> None:
    assert {part(f"{name}-{n:02}", name) for name in UNSEEN for n in range(30)} == {"test"}
    assert part("sudan-01", "sudan") == part("sudan-01", "sudan")


def test_what_was_written_for_the_models_errors_never_measures_it() -> None:
    assert {part(f"more_1-{n:02}", "more_1") for n in range(30)} == {"train"}
