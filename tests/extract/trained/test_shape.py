"""Windows, spans and pairs: what the trained reader hands to its weights."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasid.extract.trained.shape import BITS, HEADS, NEAR, PROPOSED, odds, pairs, relations, spans_of
from rasid.extract.trained.windows import windows


@given(st.lists(st.integers(1, 64), min_size=1, max_size=400), st.integers(1, 40))
def test_each_word_is_owned_by_one_window_that_fits(lengths: list[int], per_sentence: int) -> None:
    sentences = [i // per_sentence for i in range(len(lengths))]
    found = windows(lengths, sentences, pieces=128, context=32)
    assert [w for window in found for w in range(window.own, window.end)] == list(range(len(lengths)))
    assert all(sum(lengths[w.start : w.end]) <= 126 for w in found)
    assert all(sum(lengths[w.start : w.own]) <= 32 for w in found)


def test_windows_are_cut_between_sentences() -> None:
    ends = [w.end for w in windows([1] * 300, [i // 20 for i in range(300)], pieces=102, context=10)]
    assert all(end % 20 == 0 for end in ends)


def test_a_sentence_longer_than_a_window_is_cut_all_the_same() -> None:
    assert [w.end for w in windows([1] * 250, [0] * 250, pieces=102, context=0)] == [100, 200, 250]


def test_spans_from_tags() -> None:
    assert spans_of(np.array([0, 1, 2, 0, 1, 1, 2, 2, 0, 2])) == [(1, 3), (4, 5), (5, 8), (9, 10)]


def test_only_what_may_be_linked_is_paired() -> None:
    spans = np.array([(0, 1), (2, 3), (4, 5), (50, 51)])
    heads = np.array([HEADS.index(h) for h in ("trigger", "mention.actor", "trigger", "mention.actor")])
    sentences = np.array([0] * 10 + [NEAR + 1] * 41)
    found = [tuple(p) for p in pairs(sentences, spans, heads).tolist()]
    # A trigger to actors near it, a later trigger to an earlier one; the last actor is too far from all.
    assert found == [(0, 1), (2, 0), (2, 1)]


def test_relations_of_pairs() -> None:
    spans, heads = np.array([(3, 4), (0, 2)]), np.array([HEADS.index("trigger"), HEADS.index("mention.actor")])
    words = ["the", "army", "quickly", "attacked"]
    apart, steps, bits, _ = relations(words, np.array([0, 0, 1, 1]), spans, heads, np.array([(0, 1)]), {(3, 1): 0b101})
    assert apart.tolist() == [NEAR - 1]
    assert steps.tolist() == [12 - 2]
    assert bits[:, :PROPOSED].tolist() == [[1, 0, 1, 0, 0, 0, 0]]
    assert bits.shape == (1, BITS)


LINKS = ("actor", "at", "same")


def test_candidates_for_one_thing_share_their_odds_with_none() -> None:
    logits = np.array([[0.0], [0.0], [-np.log(9.0)]], np.float32)
    # Two candidates as likely as none: together 2/3, which the likeliest carries; one that none beats nine to one.
    assert odds(logits, np.array([4, 4, 7]), ["at"]).ravel().tolist() == pytest.approx([2 / 3, 2 / 3, 0.1])


def test_the_likeliest_of_several_carries_the_odds_that_there_is_one_and_others_their_own() -> None:
    logits = np.array([[0.0], [-np.log(3.0)], [-np.log(9.0)]], np.float32)
    # Together 4/3 to 1 that there is one; the second one is by itself one to three.
    assert odds(logits, np.array([0, 0, 1]), ["actor"]).ravel().tolist() == pytest.approx([4 / 7, 1 / 4, 0.1])


def test_a_link_of_any_number_has_odds_of_its_own() -> None:
    assert odds(np.zeros((2, 3), np.float32), np.array([0, 0]), LINKS)[:, 2].tolist() == [0.5, 0.5]


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(-40, 30)), min_size=1, max_size=20))
def test_odds_are_odds_and_keep_the_likeliest(rows: list[tuple[int, float]]) -> None:
    rows = sorted(rows)
    owners = np.array([i for i, _ in rows])
    found = odds(np.array([[z] * 3 for _, z in rows], np.float32), owners, LINKS)
    assert ((found >= 0) & (found <= 1)).all()
    for i in set(owners.tolist()):
        likeliest = np.array([z for k, z in rows if k == i]).argmax()
        assert (found[owners == i][likeliest] == found[owners == i].max(axis=0)).all()
