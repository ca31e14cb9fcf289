"""The words that speak of who holds ground (control.yaml), indexed by their forms."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any

from rasid.extract.inflect import verb_forms
from rasid.extract.lexicon import load

# The lists of verbs in the order in which they are tried: the more words a way of telling needs, the earlier.
_WAYS = ("over_grip", "siege_verbs", "changes", "left", "ousts", "leaves", "falls", "launches", "verbs")


@dataclass(frozen=True, slots=True)
class Row:
    """One reading of a verb form: the list it is in, the further words that it needs, the state that it tells."""

    way: str
    rest: tuple[str, ...]
    state: str


@functools.cache
def table() -> Any:
    """control.yaml, parsed."""
    return load("control.yaml")


@functools.cache
def words(name: str) -> frozenset[str]:
    """The closed list ``name``."""
    return frozenset(table()[name])


@functools.cache
def ground_words(name: str) -> frozenset[str]:
    """The closed list ``name`` of the words for ground."""
    return frozenset(table()["ground"][name])


@functools.cache
def verbs() -> dict[str, tuple[Row, ...]]:
    """Form of the first word -> its rows in the order in which they are tried, phrases first."""
    out: dict[str, tuple[Row, ...]] = {}
    for way in _WAYS:
        for form, rows in _forms(way).items():
            out[form] = out.get(form, ()) + tuple(sorted(rows, key=lambda row: -len(row.rest)))
    return out


def _forms(way: str) -> dict[str, list[Row]]:
    out: dict[str, list[Row]] = {}
    lists = table()[way]
    for state, lemmas in lists.items() if isinstance(lists, dict) else {way: lists}.items():
        for lemma in lemmas:
            first, *rest = lemma.split(" ")
            for form in verb_forms(first):
                out.setdefault(form, []).append(Row(way, tuple(rest), state))
    return out


@functools.cache
def nouns() -> dict[str, str]:
    """Nouns whose owner is somewhere -> the state that they tell."""
    return {w: "controls" for w in words("controls_nouns")} | {w: "sanctuary" for w in words("sanctuary_nouns")}


@functools.cache
def forms() -> frozenset[str]:
    """Every word that can start a statement, compounds ("rebel-held") left out."""
    return frozenset((*verbs(), *nouns(), *table()["under"], *words("following")))


@functools.cache
def ambiguous() -> frozenset[str]:
    """Forms of verbs that take people as well as ground."""
    return frozenset(form for lemma in table()["ambiguous"] for form in verb_forms(lemma))


@functools.cache
def events() -> dict[str, str]:
    """Classes of events that tell a change of hands -> the state."""
    return {event: state for state in ("gains", "loses", "besieges") for event in table()[state]}
