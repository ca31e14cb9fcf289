"""WikiEvents' triggers by a light tagger: what is judged, what is learnt, and the third part of a type."""

from __future__ import annotations

import numpy as np
import pytest

from bench.extract import triggers
from bench.extract.wikievents import Document, Event
from rasid.records import Offsets

ATTACK, DIE = "Conflict.Attack", "Life.Die"


def document(words: str, *marked: tuple[str, str]) -> Document:
    """A text with the first of each marked word as a trigger of two parts."""
    at = ((words.index(word), words.index(word) + len(word), kind) for word, kind in marked)
    return Document(words, words, tuple(Event((a, b), f"{kind}.", ()) for a, b, kind in at))


def text(words: str) -> triggers.Text:
    """What is known of a text: that words in -ed are likely to tell events."""
    told = tuple(words.lower().split())
    ends = np.cumsum([len(word) + 1 for word in told])
    spans = tuple((int(end) - len(word) - 1, int(end) - 1) for word, end in zip(told, ends, strict=True))
    own = np.array([0.9 if word.endswith("ed") else 0.1 for word in told], np.float32)
    classes = np.stack((own, 1 - own), axis=1)
    return triggers.Text(told, spans, (0,) * len(told), own, classes, own > 0.5, classes)


TEXTS = [f"rebels attacked {town} where {n} men died and one escaped" for town in ("Homs", "Hama") for n in range(8)]
LEARNT = [document(words, ("attacked", ATTACK), ("died", DIE)) for words in TEXTS]


def learnt() -> triggers.Model:
    return triggers.learn(LEARNT, [text(words) for words in TEXTS], penalty=0.1)


def found(words: str, **given: float) -> list[tuple[str, str]]:
    return [(words[slice(*span)], kind) for span, kind in learnt().triggers(text(words), **given)]


def test_a_tagger_finds_in_a_new_text_what_the_annotators_mark_and_leaves_what_they_do_not() -> None:
    assert found("troops attacked Idlib where 9 men died and one escaped") == [("attacked", ATTACK), ("died", DIE)]


def test_a_lower_bound_tells_more() -> None:
    words = "troops attacked Idlib where 9 men died and one escaped"
    assert ("escaped", DIE) in found(words, least=0.0) or ("escaped", ATTACK) in found(words, least=0.0)
    assert found(words, least=1.1) == []


def test_only_words_that_somebody_knows_as_triggers_are_judged() -> None:
    one = text("men fired and one bomb fell")
    assert triggers.judged(one, frozenset()) == [1]
    assert triggers.judged(one, frozenset(("bomb",))) == [1, 4]
    assert found("no such words here", least=0.0) == []


def test_what_rules_know_of_a_text_has_a_row_for_each_word() -> None:
    read = triggers.read(Document("1", "Rebels attacked Homs. It fell.", ()), None)
    assert [read.words[i] for i in np.flatnonzero(read.known)] == ["attacked"]
    assert len(read.columns) == len(read.classes) == len(read.words) == 7 and np.isfinite(read.columns).all()


def test_texts_that_are_learnt_from_are_not_scored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(triggers.annotated, "train", lambda: LEARNT)
    with pytest.raises(ValueError, match="1 of the texts to be scored are in the training part"):
        triggers.score(LEARNT[:1], "rules")


def third(words: str, *marked: tuple[str, str]) -> list[str]:
    at: list[tuple[Offsets, str]] = [((words.index(w), words.index(w) + len(w)), kind) for w, kind in marked]
    return [kind.split(".")[2] for _, kind in triggers.full(at, words)]


@pytest.mark.parametrize(
    ("kind", "word", "part"),
    [
        (ATTACK, "bombing", "DetonateExplode"),
        (ATTACK, "bombarded", "Unspecified"),
        (ATTACK, "shot", "Unspecified"),
        ("Contact.Contact", "announced", "Broadcast"),
        ("Contact.Contact", "said", "Unspecified"),
        ("Contact.Contact", "met", "Meet"),
        ("GenericCrime.GenericCrime", "robbed", "GenericCrime"),
    ],
)
def test_the_third_part_of_a_type_is_told_by_the_word(kind: str, word: str, part: str) -> None:
    assert third(word, (word, kind)) == [part]


def test_a_word_that_names_no_kind_is_of_the_kind_that_the_others_name() -> None:
    marked = (("attack", ATTACK), ("blast", ATTACK), ("shot", ATTACK), ("died", DIE))
    assert third("the attack, a blast, shot and died", *marked) == [
        "DetonateExplode", "DetonateExplode", "Unspecified", "Unspecified",
    ]  # fmt: skip


def test_a_trigger_is_right_by_the_head_that_its_word_is_part_of() -> None:
    gold = Document("1", "a car-bomb blast", (Event((2, 10), f"{ATTACK}.DetonateExplode", ()),))
    right, told, want = triggers.compare(gold, {"own head": [((6, 10), ATTACK), ((11, 16), DIE)]})
    key = "own head: trigger"
    assert (right[key], told[key], want[key]) == (1, 2, 1)
    assert triggers.figures(right, told, want)[key] == (2 / 3, 1)
