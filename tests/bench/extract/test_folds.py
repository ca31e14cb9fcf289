"""re3d in five folds: what is counted, and that nothing of a document reaches the tagger that reads it."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pytest

from bench.extract import folds
from bench.extract.known import Known, common, known, with_words
from bench.extract.re3d import Document
from rasid.records import Offsets

TEXT = "The Syrian army shelled Homs and an old bridge on Monday."


def at(words: str) -> Offsets:
    return TEXT.index(words), TEXT.index(words) + len(words)


GOLD = Document(
    "1",
    TEXT,
    ((at("The Syrian army"), "Organisation"), (at("Homs"), "Location"), (at("Monday"), "Temporal")),
    (at("bridge"), at("army")),
)


def span(*found: tuple[str, str]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Right, told and wanted by the very span, and by words in common."""
    counts = folds.compare(GOLD, [(at(words), label) for words, label in found], unseen=False)
    return tuple(c["span"] for c in counts), tuple(c["overlap"] for c in counts)


def test_an_entity_is_right_with_its_type_and_its_very_span_or_words_in_common() -> None:
    assert span(("Homs", "Location"), ("Syrian army", "Organisation"), ("Monday", "Quantity")) == ((1, 3, 3), (2, 3, 3))


def test_an_entity_is_found_once() -> None:
    assert span(("The Syrian", "Organisation"), ("army", "Organisation")) == ((0, 2, 3), (1, 2, 3))


def test_what_is_told_where_only_doubtful_entities_stand_is_not_counted_but_under_strict() -> None:
    assert span(("an old bridge", "Location")) == ((0, 0, 3), (0, 0, 3))
    right, told, want = folds.compare(GOLD, [(at("an old bridge"), "Location")], unseen=False)
    assert (right["strict"], told["strict"], want["strict"]) == (0, 1, 3)


def test_figures_of_unseen_texts_leave_out_the_others() -> None:
    whole = [Counter[str](), Counter[str](), Counter[str]()]
    for found, unseen in (([(at("Homs"), "Location")], True), ([], False)):
        for total, one in zip(whole, folds.compare(GOLD, found, unseen=unseen), strict=True):
            total.update(one)
    figures = folds.figures(*whole)
    assert figures["5 folds: span"] == (2 / 7, 6)
    assert figures["5 folds: span, unseen texts"] == (0.5, 3)
    assert figures["5 folds: Location span"] == (2 / 3, 2)


def test_folds_share_no_document_and_differ_by_one_at_most() -> None:
    made = folds.folds(77)
    assert sorted(i for fold in made for i in fold) == list(range(77))
    assert sorted(map(len, made)) == [15, 15, 15, 16, 16]
    assert made == folds.folds(77) != folds.folds(77, seed=1)


def words(*kinds: int) -> Known:
    """Words of one character, with a column for each kind."""
    n = len(kinds)
    return Known(
        tuple(map(str, kinds)),
        tuple((2 * i, 2 * i + 1) for i in range(n)),
        np.arange(n) == 0,
        np.eye(30, dtype=np.float32)[list(kinds)],
    )


def test_a_tagger_never_reads_a_document_that_it_was_fitted_to() -> None:
    # Kind 1 is a place everywhere; a kind that one document alone has is a person in every second document.
    read = [words(0, 1, 0, 10 + k, 0, 1) for k in range(20)]
    places, person = (((2, 3), "Location"), ((10, 11), "Location")), ((6, 7), "Person")
    documents = [Document(str(k), "a b c d e f", (*places, person) if k % 2 else places) for k in range(20)]
    found = folds.held_out(documents, read, penalty=0.01)
    for fold in folds.folds(20):
        assert set(places) <= set(found[fold[0]])
        assert all(found[k] == found[fold[0]] for k in fold)
    assert any({k % 2 for k in fold} == {0, 1} for fold in folds.folds(20))


def row(**span: Any) -> dict[str, Any]:
    return {"id": "1", "text": TEXT, "spans": [{"start": 24, "end": 28, "label": "Location", "confidence": 1} | span]}


def test_rows_are_read_with_all_types() -> None:
    (sure,), (doubtful,) = folds.cases([row(label="Money")]), folds.cases([row(confidence=0.4)])
    assert (sure.entities, sure.doubtful) == ((((24, 28), "Money"),), ())
    assert (doubtful.entities, doubtful.doubtful) == ((), ((24, 28),))


def test_a_type_that_is_not_re3ds_is_an_error() -> None:
    with pytest.raises(ValueError, match=r"re3d 1: unknown types \['Town'\]"):
        list(folds.cases([row(label="Town")]))


def test_what_the_rules_know_of_a_text_has_a_row_for_each_word() -> None:
    read = known("1", TEXT + "\n\nIt fell.", None)
    assert [(TEXT + "\n\nIt fell.")[slice(*s)] for s in read.spans][-4:] == [".", "It", "fell", "."]
    assert len(read.columns) == len(read.first) == len(read.spans) and np.isfinite(read.columns).all()
    assert [TEXT[slice(*s)] for s, first in zip(read.spans, read.first, strict=True) if first][:1] == ["The"]
    assert read.touched(at("Syrian army")) == (1, 3)
    assert read.span((1, 3, "Organisation")) == at("Syrian army")


def test_only_words_of_several_texts_get_a_column() -> None:
    texts = [words(0, 1, 2)] * 8
    rare = Known(("z",) * 9, texts[0].spans * 3, np.arange(9) == 0, np.zeros((9, 30), np.float32))
    assert common([*texts, rare]) == ("0", "1", "2")
    assert with_words(texts[0], ("1", "2"))[:, 30:].tolist() == [[0, 0], [1, 0], [0, 1]]
