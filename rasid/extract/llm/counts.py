"""Numbers of people in the words that a model quotes."""

from __future__ import annotations

from rasid.extract import numbers
from rasid.extract.analysis import View
from rasid.extract.numbers import Count
from rasid.records import Offsets


def stated(view: View, span: Offsets, language: str) -> Count | None:
    """The count in the words of a sentence, ``None`` where they hold no number that can be read.

    English and Arabic in words and digits, other languages in digits.
    """
    a, b = view.sentence.tokens(*span)
    if language != "ar":
        return numbers.of_people(view.sentence.low, a, b)
    from rasid.extract.arabic.numbers import count  # only an Arabic story should wait for it
    from rasid.extract.arabic.words import fold

    keys = [fold(word) for word in view.sentence.words]
    return next((found for t in range(a, min(b, len(keys))) if (found := count(keys, t)) is not None), None)
