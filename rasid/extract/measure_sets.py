"""Sets of measures ("12 measures in response to X"): how many were announced, how many are told, what they answer."""

from __future__ import annotations

import re
from dataclasses import replace

from rasid.extract.analysis import View
from rasid.extract.lexicon import noun_senses, triggers
from rasid.extract.measure_words import words
from rasid.extract.numbers import value
from rasid.records import Measure, MeasureSet

_RESPONSE = re.compile(
    r"(?:in response to|in reaction to|in retaliation for|following|responded? (?:\w+ly )?to|response to|(after|over)) ",
    re.IGNORECASE,
)
_NEAR = 2  # sentences around the announcement of a set that may say what it answers

Told = list[tuple[Measure, View, str | None]]  # with the sentence and the issuer's country


def counted(told: Told, views: list[View], text: str) -> tuple[Measure, ...]:
    """The measures with the trigger of their sentence, and those of an announced set with its count and trigger."""
    told = [(replace(m, trigger=_answers(view, text)), view, country) for m, view, country in told]
    announced, at = _announced(views)
    if at is None:
        return tuple(measure for measure, _, _ in told)
    first = next((row for row in told if row[0].span[0] >= at.sentence.start), None)
    own = [
        row
        for row in told
        if first is not None
        and row[0].span[0] >= at.sentence.start
        and row[0].status != "rejected"
        and _same_side(row, first)
    ]
    spelt = [row for row in own if row[0].span[1] > at.sentence.end or not _only_counts(row[0].action)]
    if spelt:
        told, own = [row for row in told if row not in own or row in spelt], spelt
    whole = MeasureSet(announced, len(own))
    near = (v for v in views if abs(v.index - at.index) <= _NEAR)
    shared = next((answer for v in near if (answer := _answers(v, text)) is not None), None)
    return tuple(replace(r[0], set=whole, trigger=r[0].trigger or shared) if r in own else r[0] for r in told)


def _same_side(row: tuple[Measure, View, str | None], first: tuple[Measure, View, str | None]) -> bool:
    """Whether two measures are by the same issuer, or by issuers of one state as far as is known."""
    one, other = row[0].issuer, first[0].issuer
    if one.name == other.name or (one.ref is not None and one.ref == other.ref):
        return True
    return row[2] is None or first[2] is None or row[2] == first[2]


def _announced(views: list[View]) -> tuple[int | None, View | None]:
    """How many measures the first sentence that counts them announces, and that sentence."""
    sets = words("sets")
    for view in views:
        low = view.sentence.low
        for chunk in view.clauses.chunks if not sets.isdisjoint(low) else ():
            if not chunk.verbal and low[chunk.head] in sets:
                numbers = (value(w) for w in low[chunk.a : chunk.head])
                found = next((n for n in numbers if n is not None and n > 1), None)
                if found is not None:
                    return found, view
    return None, None


def _answers(view: View, text: str) -> str | None:
    """What the measures of a sentence answer, in its words: "in response to X"; "after X" and "over X" where X is an act."""
    sentence = view.sentence
    for match in _RESPONSE.finditer(text, sentence.start, sentence.end):
        chunks = (c for c in view.clauses.chunks if not c.verbal and sentence.starts[c.a] >= match.end())
        chunk = next(chunks, None)
        if chunk is None or noun_senses().get(sentence.low[chunk.head]) == "place":
            continue
        if match[1] is None or chunk.sense == "action" or sentence.low[chunk.head] in triggers().nouns:
            return text[slice(*sentence.span(chunk.a, chunk.b))]
    return None


def _only_counts(action: str) -> bool:
    """Whether an action is only the announcement of a set: "approved eight decisions"."""
    said = action.lower().split()
    at = (k for k, word in enumerate(said) if word in words("sets"))
    return any(value(word) is not None for k in at for word in said[max(0, k - 2) : k])
