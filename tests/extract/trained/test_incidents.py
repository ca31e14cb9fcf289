"""Which tellings make one incident."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from rasid.extract.candidates import Candidate
from rasid.extract.trained.incidents import Telling, incidents


def telling(
    number: int,
    event: str = "attack",
    modality: str = "asserted",
    time: str | None = None,
    words: str = "attack",
    verbal: bool = False,
) -> Telling:
    """A telling in its own sentence, by the last of ``words``; ``time`` are its words for when."""
    low = words.split()
    view: Any = SimpleNamespace(index=number, sentence=SimpleNamespace(low=low))
    chunk: Any = SimpleNamespace(a=0, b=len(low), verbal=verbal)
    made = Candidate(view, len(low) - 1, len(low), trigger=None, event=event, chunk=chunk)  # type: ignore[arg-type]
    made.modality = modality  # type: ignore[assignment]
    made.time = SimpleNamespace(low=time) if time is not None else None  # type: ignore[assignment]
    return Telling(number, 10 * number, 10 * number + 1, made)


def joined(tellings: list[Telling], odds: dict[tuple[int, int], float]) -> list[list[int]]:
    """The incidents as numbers of their tellings; ``odds`` by a telling and an earlier one."""
    found = incidents(tellings, lambda i: {j: p for (of, j), p in odds.items() if of == i})
    return [[c.view.index for c in group] for group in found]


def test_a_telling_joins_what_it_is_like_on_the_whole() -> None:
    three = [telling(0), telling(1), telling(2), telling(3)]
    same = {(1, 0): 0.9, (2, 0): 0.8, (2, 1): 0.7}
    assert joined(three, {**same, (3, 0): 0.1, (3, 1): 0.6, (3, 2): 0.1}) == [[0, 1, 2], [3]]
    assert joined(three, {**same, (3, 0): 0.6, (3, 1): 0.6, (3, 2): 0.1}) == [[0, 1, 2, 3]]


def test_of_two_incidents_the_likelier_one_is_joined() -> None:
    assert joined([telling(0), telling(1), telling(2)], {(1, 0): 0.1, (2, 0): 0.5, (2, 1): 0.8}) == [[0], [1, 2]]


def test_tellings_too_far_apart_to_be_weighed_do_not_count() -> None:
    assert joined([telling(0), telling(1), telling(9)], {(1, 0): 0.9, (9, 1): 0.5}) == [[0, 1, 9]]
    assert joined([telling(0), telling(9)], {}) == [[0], [9]]


def test_a_denial_is_no_telling_of_the_deed() -> None:
    assert joined([telling(0), telling(1, modality="denied")], {(1, 0): 0.9}) == [[0], [1]]
    assert joined([telling(0, modality="denied"), telling(1, modality="denied")], {(1, 0): 0.9}) == [[0, 1]]


def test_one_incident_has_one_time() -> None:
    friday, monday, morning = "friday", "monday", "friday morning"
    for times, groups in (
        ((friday, monday), [[0], [1]]),
        ((friday, morning), [[0, 1]]),
        ((morning, friday), [[0, 1]]),
        ((friday, None), [[0, 1]]),
    ):
        assert joined([telling(0, time=times[0]), telling(1, time=times[1])], {(1, 0): 0.9}) == groups


def test_two_marks_side_by_side_of_one_kind_are_one_event() -> None:
    marks = [telling(0), telling(1), telling(2, "killing"), telling(3)]
    beside = [
        Telling(t.number, a, b, t.told) for t, (a, b) in zip(marks, ((3, 4), (4, 5), (5, 6), (8, 9)), strict=True)
    ]
    assert joined(beside, {}) == [[0, 1], [2], [3]]


@pytest.mark.parametrize(
    ("words", "verbal", "groups"),
    [
        ("the attack", False, [[0, 1]]),
        ("another attack", False, [[0], [1]]),
        ("a second explosion", False, [[0], [1]]),
        ("were arrested", True, [[0, 1]]),
        ("were also arrested", True, [[0], [1]]),
    ],
)
def test_one_more_is_another(words: str, verbal: bool, groups: list[list[int]]) -> None:
    assert joined([telling(0), telling(1, words=words, verbal=verbal)], {(1, 0): 0.9}) == groups
