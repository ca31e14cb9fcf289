"""What stands between two spans, as the columns that the linker is given."""

import numpy as np

from rasid.extract.trained.between import _COLUMN, _LEADING, _MOST, COLUMNS, between

TRIGGER, ACTOR = 1, 0
WORDS = "In May two soldiers were killed by the rebels , police said . At least 40 civilians fled".split()
SPANS = np.array([(3, 4), (5, 6), (8, 9), (10, 11), (16, 17), (17, 18)])
HEADS = np.array([ACTOR, TRIGGER, ACTOR, ACTOR, ACTOR, TRIGGER])


def columns(i: int, j: int) -> list[int]:
    made = between(WORDS, SPANS, HEADS, np.array([(i, j)]), (TRIGGER,))
    assert made.shape == (1, COLUMNS)
    return np.flatnonzero(made[0]).tolist()


def test_the_word_that_leads_a_phrase_is_found_past_its_numbers() -> None:
    assert columns(1, 2)[0] == _COLUMN["by"]  # by the rebels
    assert columns(1, 3)[0] == _COLUMN[","]
    assert columns(5, 4)[0] == len(_LEADING) + 1  # at least 40 civilians begins its sentence
    assert columns(1, 0)[0] == len(_LEADING)  # May two soldiers


def test_what_stands_between_is_counted() -> None:
    at = len(_LEADING) + 2
    # From "killed" to "police": one actor, no trigger, one comma between; "were" before and "by" after the first.
    assert columns(1, 3)[1:] == [at + 1, at + _MOST + 1, at + 2 * (_MOST + 1) + 1, at + 3 * (_MOST + 1), COLUMNS - 1]
    # From "fled" back to "soldiers": three actors, one trigger, two pauses.
    assert columns(5, 0)[1:] == [at + 3, at + _MOST + 2, at + 2 * (_MOST + 1) + 2]


def test_no_pairs_give_no_rows() -> None:
    assert between(WORDS, SPANS, HEADS, np.zeros((0, 2), np.int64), (TRIGGER,)).shape == (0, COLUMNS)
