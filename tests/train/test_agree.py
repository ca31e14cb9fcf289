"""Agreement of two annotations, on hand-made ones and on those of the corpus."""

from __future__ import annotations

import pytest

from train.corpus.agree import agreement, passes
from train.corpus.markup import Annotated, story

HEAD = "=== sudan-99\nstyle: wire\ncountry: SD\npublished: none\nsource: invented\n---\n"
ONE = "The [army|a1] [shelled|e1] [Kutum|p1]. [It|a2] [denied|q1] that.\n---\ne1 shelling asserted actor=a1 at=p1\na2 = a1\n"
OTHER = "The [army|a1] [shelled|e1] [Kutum|p1]. [It|a2] denied that.\n---\ne1 attack asserted actor=a2 target=p1 at=p1\na2 = a1\n"


def made(text: str) -> Annotated:
    return story(HEAD + text, "sudan")


def test_an_annotation_agrees_with_itself() -> None:
    found = agreement([(made(ONE), made(ONE))])
    told = [what for what, n in found.counts.items() if n[1]]
    assert {"mark cue", "role actor"} <= set(told)
    assert [found.f1(what) for what in told] == [1.0] * len(told)
    assert found.kappa("class") == (1.0, 1.0)


def test_differences_are_counted_where_they_are() -> None:
    found = agreement([(made(ONE), made(OTHER))])
    assert found.counts["mark cue"] == [0, 1, 0]
    assert found.counts["role actor"] == [1, 1, 1]  # by another mention of the same
    assert found.counts["role target"] == [0, 0, 1]
    assert found.values["class"] == [("shelling", "attack")]
    assert found.values["PLOVER type"] == [("ASSAULT", "ASSAULT")]


def test_two_texts_are_no_two_annotations() -> None:
    with pytest.raises(ValueError, match="different texts"):
        agreement([(made(ONE), made(ONE.replace("Kutum", "Mellit")))])


def test_a_value_agrees_where_mark_and_value_do() -> None:
    told = "[Two|n1] [men|a1] [died|e1] on [Friday|t1].\n---\ne1 death asserted target=a1 killed=n1/a1 on=t1\nn1 2\nt1 {}\n"
    found = agreement([(made(told.format("2024-05-10")), made(told.format("2024-05-03")))])
    assert (found.counts["value time"], found.counts["value quantity"]) == ([0, 1, 1], [1, 1, 1])
    assert found.values["value time, of marks of both"] == [("2024-05-10", "2024-05-03")]


def test_the_corpus_annotated_twice_agrees() -> None:
    pairs = passes()
    found = agreement(pairs)
    assert len({second.id for _, second in pairs}) == len(pairs) >= 42
    assert found.f1("trigger, overlapping") > 0.85
    assert found.kappa("modality")[1] > 0.85
