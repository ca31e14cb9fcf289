"""WikiEvents: heads, types and arguments of reports against those annotated."""

from __future__ import annotations

from typing import Any

import pytest

from bench.extract import wikievents
from rasid.records import Attribution, Coded, Document, EventType, Offsets, Report, Role, Span, Story

TEXT = "Members of a militia carried out a car bombing in Homs. It killed three traders. The blast was heard afar."
DETONATE, DIE = "Conflict.Attack.DetonateExplode", "Life.Die.Unspecified"


def at(words: str) -> Offsets:
    return TEXT.index(words), TEXT.index(words) + len(words)


def role(words: str) -> Role:
    return Role("m", None, words, at(words))


def report(words: str, plover: str, mode: str | None = None, **given: Any) -> Report:
    fields: dict[str, Any] = {
        "id": words, "trigger": Span(at(words), words), "quote": (0, 55), "retold": (),
        "type": EventType(plover, mode, None, None, None), "modality": "asserted", "actors": (), "targets": (),
        "instruments": (), "place": None, "time": None, "casualties": (), "claim": Attribution(None, "reports", None), "score": 0.8,
    }  # fmt: skip
    return Report(**(fields | given))


def coded(*reports: Report) -> list[Coded]:
    story = Story("s", (0, len(TEXT)), None, (), (), None, None, (), (), None, None, False)
    return [Coded(Document("d", None, "-", "text/plain", "en", None, TEXT), story, (), reports, (), (), (), ())]


def score(events: list[wikievents.Event], *reports: Report) -> dict[str, tuple[int, int, int]]:
    right, told, want = wikievents.compare(wikievents.Document("1", TEXT, tuple(events)), coded(*reports))
    return {key: (right[key], told[key], want[key]) for key in wikievents.KEYS}


@pytest.mark.parametrize(
    ("words", "head"),
    [("Members of a militia", "Members"), ("three traders", "traders"), ("a militia", "militia"), ("Homs.", "Homs")],
)
def test_the_head_of_a_noun_phrase_is_its_last_word_before_a_preposition(words: str, head: str) -> None:
    assert TEXT[slice(*wikievents.head(TEXT, at(words)))] == head


@pytest.mark.parametrize(
    ("words", "head"), [("carried out", "carried"), ("car bombing", "bombing"), ("killed", "killed")]
)
def test_the_head_of_a_trigger_is_its_last_word_that_is_no_particle(words: str, head: str) -> None:
    assert TEXT[slice(*wikievents.trigger_head(TEXT, at(words)))] == head


def test_a_trigger_is_right_by_head_and_full_type() -> None:
    gold = [wikievents.Event(at("bombing"), DETONATE, ()), wikievents.Event(at("killed"), DIE, ())]
    found = score(gold, report("car bombing", "ASSAULT", "explosives"), report("killed", "ASSAULT"))
    assert found["trigger"] == (2, 2, 2)
    found = score(gold, report("car bombing", "ASSAULT", "heavy-weapons"), report("heard", "COOPERATE"))
    assert found["trigger"] == (0, 1, 2) and found["trigger by two parts"] == (1, 1, 2)


def test_retellings_and_harm_count_by_the_words_of_their_sentences() -> None:
    gold = [
        wikievents.Event(at(w), kind, ()) for w, kind in (("bombing", DETONATE), ("killed", DIE), ("blast", DETONATE))
    ]
    told = report("bombing", "ASSAULT", "explosives", retold=(at("It killed three traders."), (81, len(TEXT))))
    assert {(t.head, t.kind) for t in wikievents.triggers(TEXT, told)} == {(e.head, e.type) for e in gold}
    found = score(gold, told)
    assert found["trigger"] == (3, 3, 3) and found["trigger, all of ours"] == (1, 1, 3)


def test_what_the_annotators_rarely_mark_is_not_told() -> None:
    gold = [wikievents.Event(at("bombing"), DETONATE, ())]
    border = report("heard", "COERCE", "restrict", modality="hypothetical")
    found = score(gold, report("bombing", "ASSAULT", "explosives"), border)
    assert found["trigger"] == (1, 1, 1) and found["trigger, all of ours"] == (1, 2, 1)


def test_a_row_of_the_training_part_has_its_triggers_by_two_parts_of_the_type() -> None:
    row = {"docid": "d", "tokens": ["Two", "men", "died"], "event_mentions": [
        {"event_type": "Life.Die", "trigger": {"start_idx": 2, "end_idx": 3}, "arguments": []}]}  # fmt: skip
    assert wikievents.training(row) == wikievents.Document(
        "d", "Two men died", (wikievents.Event((8, 12), "Life.Die.", ()),)
    )


def test_arguments_are_right_by_head_and_role_where_a_report_has_the_trigger() -> None:
    gold = [
        wikievents.Event(at("bombing"), DETONATE, (("Attacker", at("Members")), ("Place", at("Homs")))),
        wikievents.Event(at("killed"), DIE, (("Victim", at("traders")),)),
    ]
    found = score(
        gold, report("bombing", "ASSAULT", actors=(role("Members of a militia"), role("It")), targets=(role("Homs"),))
    )
    assert found["argument"] == (1, 3, 2) and found["argument, all"] == (1, 3, 3)


def test_documents_without_any_argument_are_not_asked_for_them() -> None:
    found = score([wikievents.Event(at("bombing"), DETONATE, ())], report("bombing", "ASSAULT", actors=(role("It"),)))
    assert found["argument"] == found["argument, all"] == (0, 0, 0)


@pytest.mark.parametrize(
    ("words", "plover", "mode", "kind"),
    [
        ("killed", "ASSAULT", None, DIE),
        ("bombing", "ASSAULT", "suicide-attack", DETONATE),
        ("bombing", "ASSAULT", "heavy-weapons", "Conflict.Attack.Unspecified"),
        ("blast", "ASSAULT", None, DETONATE),
        ("heard", "COERCE", "arrest", "Justice.ArrestJailDetain.Unspecified"),
        ("heard", "AID", None, None),
    ],
)
def test_reports_have_kairos_types(words: str, plover: str, mode: str | None, kind: str | None) -> None:
    assert wikievents.kairos(report(words, plover, mode)) == kind


def test_a_row_is_read_with_its_line_breaks() -> None:
    sentences = [
        [[["Bombs", 0, 5], ["fell", 6, 10]], "Bombs fell"],
        [[["Two", 12, 15], ["died", 16, 20], [".", 20, 21]], "Two died."],
    ]
    row = {
        "doc_id": "d",
        "sentences": sentences,
        "entity_mentions": [{"id": "T1", "start": 2, "end": 3}],
        "event_mentions": [
            {"event_type": DIE, "trigger": {"start": 3, "end": 4}, "arguments": [{"entity_id": "T1", "role": "Victim"}]}
        ],
    }
    (one,) = wikievents.cases([row, {**row, "doc_id": "scenario_en_kairos_61"}])
    assert one.text == "Bombs fell\n\nTwo died."
    assert one.events == (wikievents.Event((16, 20), DIE, (("Victim", (12, 15)),)),)
