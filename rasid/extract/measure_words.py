"""The words that tell what authorities do (measures.yaml), indexed by their forms."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import Any

from rasid.extract.analysis import View
from rasid.extract.chunks import Chunk
from rasid.extract.inflect import noun_forms, verb_forms
from rasid.extract.lexicon import load


@functools.cache
def table() -> Any:
    """measures.yaml, parsed."""
    return load("measures.yaml")


@functools.cache
def words(name: str) -> frozenset[str]:
    """The closed list ``name``."""
    return frozenset(table()[name])


@functools.cache
def noun_words(name: str) -> frozenset[str]:
    """The nouns of list ``name`` and their plurals."""
    return frozenset(form for word in table()[name] for form in noun_forms(word))


@functools.cache
def verbs(group: str) -> dict[str, list[tuple[str, str]]]:
    """Form of the first word -> (lemma, status) rows of directives, acts or clauses, phrases first."""
    out: dict[str, list[tuple[str, str]]] = {}
    for status, lemmas in table()[group].items():
        for lemma in lemmas:
            for form in verb_forms(lemma.split(" ")[0]):
                out.setdefault(form, []).append((lemma, status))
    return {form: sorted(rows, key=lambda row: -row[0].count(" ")) for form, rows in out.items()}


@functools.cache
def standing() -> dict[str, list[tuple[str, ...]]]:
    """Form of the first word of a verb by which a measure stands -> the further words that it needs."""
    out: dict[str, list[tuple[str, ...]]] = {}
    for lemma in table()["in_force"]:
        first, *rest = lemma.split(" ")
        for form in verb_forms(first):
            out.setdefault(form, []).append(tuple(rest))
    return out


@functools.cache
def carriers() -> dict[str, str]:
    """Form of a verb that carries a measure as its infinitive -> the status that it lends."""
    carried = table()["carried"].items()
    return {form: status for status, lemmas in carried for lemma in lemmas for form in verb_forms(lemma)}


@functools.cache
def unmade() -> frozenset[str]:
    """Forms of verbs whose infinitive is only asked for, refused, wished or threatened."""
    asked = [
        lemma
        for group in ("directives", "acts")
        for status in ("requested", "rejected")
        for lemma in table()[group].get(status, ())
    ]
    return frozenset(form for word in (*table()["unmade_verbs"], *asked) for form in verb_forms(word.split(" ")[0]))


@functools.cache
def forms() -> frozenset[str]:
    """Every verb form that can tell a measure by itself; a decree or a list of measures needs none of them."""
    return frozenset(
        (*verbs("directives"), *verbs("acts"), *verbs("clauses"), *standing(), *words("giving")),
    )


@functools.cache
def external() -> re.Pattern[str]:
    """Words that show a measure to be one towards other states; a name counts only as it is written."""
    words = table()["external_words"]
    lower = "|".join(re.escape(word) for word in words if word.islower())
    names = "|".join(re.escape(word) for word in words if not word.islower())
    return re.compile(rf"\b(?:(?i:{lower})|{names})\b")


@functools.cache
def coup() -> re.Pattern[str]:
    """Words that tell soldiers to have taken power."""
    return re.compile(table()["coup"], re.IGNORECASE)


def matches(view: View, chunk: Chunk, group: str) -> Iterator[tuple[str, str]]:
    """The (lemma, status) rows of ``group`` that the verb group is."""
    low = view.sentence.low
    rows = verbs(group).get(low[chunk.head], ())
    return (row for row in rows if " " not in row[0] or row[0].split(" ")[1] in low[chunk.a : chunk.b + 1])
