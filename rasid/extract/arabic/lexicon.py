"""The Arabic word lists (YAML beside this file), loaded once and indexed by folded forms."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Generic, NamedTuple, TypeVar

import yaml

from rasid.extract.arabic.forms import Form, noun, verb
from rasid.extract.arabic.words import Split, fold, splits

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # every scalar a string
T = TypeVar("T")


def load(name: str) -> Any:
    """The YAML file ``name`` of this folder, parsed."""
    return yaml.load((files("rasid.extract.arabic") / name).read_text(encoding="utf-8"), Loader=_Loader)


class Row(NamedTuple, Generic[T]):
    """What a form stands for; ``rest`` are the folded words that must follow it."""

    rest: tuple[str, ...]
    value: T


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that tells an event of a class; ``weak``: only with a fitting role; ``frame``: see triggers.yaml."""

    event: str
    lemma: str
    verb: bool
    frame: str
    weak: bool


class Sense(NamedTuple):
    """What a noun form denotes, and how many: 1, 2, or 3 for more."""

    sense: str
    number: int


_MOST = 50_000  # words whose readings an index remembers


class Index(dict[str, tuple[Row[T], ...]]):
    """Rows by their first word, longest phrase first."""

    def __init__(self, rows: Mapping[str, tuple[Row[T], ...]]) -> None:
        super().__init__(rows)
        self._readings: dict[str, tuple[tuple[Split, tuple[Row[T], ...]], ...]] = {}

    def readings(self, key: str) -> tuple[tuple[Split, tuple[Row[T], ...]], ...]:
        """The ways to take a folded word apart that have rows here; remembered, since most words have none."""
        found = self._readings.get(key)
        if found is None:
            if len(self._readings) >= _MOST:
                self._readings.clear()
            found = tuple((split, self[split.stem]) for split in splits(key) if split.stem in self)
            self._readings[key] = found
        return found


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All lists, indexed by the first folded word, longest phrase first."""

    verbs: Index[tuple[Trigger, Form]]
    nouns: Index[Trigger]
    senses: Index[Sense]
    speech: Index[tuple[str, Form]]
    light: Index[tuple[str, Form]]
    planned: Index[Form]
    demonyms: Mapping[str, str]
    prepositions: Mapping[str, str]
    sets: Mapping[str, frozenset[str]]

    def finite(self, key: str) -> bool:
        """Whether a word without its conjunction is a verb that the lists know."""
        return key in self.verbs or key in self.speech or key in self.light or key in self.planned


@functools.cache
def lexicon() -> Lexicon:
    """The lists, read once."""
    cues = load("cues.yaml")
    cues["adjectives"] += [word + "ا" for word in cues["adjectives"] if word[-1] not in "هةناى"]  # the accusative
    stances = ("say_reports", "say_asserts", "say_admits", "say_denies", "say_accuses")
    speech = [(stance[4:], text) for stance in stances for text in cues[stance]]
    light = [(name[6:], text) for name in ("light_acts", "light_suffers", "light_signs") for text in cues[name]]
    return Lexicon(
        _index(_triggers(True)),
        _index((first, rest, value[0]) for first, rest, value in _triggers(False)),
        _index(_senses()),
        _index((first, rest, (value, form)) for value, text in speech for first, rest, form in _verb(text)),
        _index((first, rest, (value, form)) for value, text in light for first, rest, form in _verb(text)),
        _index(row for text in cues["planned"] for row in _verb(text)),
        dict(_demonyms()),
        {fold(word): lead for word, lead in cues["prepositions"].items()},
        {name: frozenset(fold(word) for word in words) for name, words in cues.items() if isinstance(words, list)},
    )


def _index(rows: Iterable[tuple[str, tuple[str, ...], T]]) -> Index[T]:
    out: dict[str, list[Row[T]]] = {}
    for first, rest, value in rows:
        out.setdefault(first, []).append(Row(rest, value))
    return Index({first: tuple(sorted(found, key=lambda row: -len(row.rest))) for first, found in out.items()})


def _verb(text: str) -> Iterator[tuple[str, tuple[str, ...], Form]]:
    """Forms of a verb phrase: the first word is inflected, the rest stands."""
    parts = [part.strip().split("_") for part in text.split("/")]
    rest = tuple(fold(word) for word in parts[0][1:])
    for first, form in verb("/".join(part[0] for part in parts)):
        yield first, rest, form


def _triggers(verbs: bool) -> Iterator[tuple[str, tuple[str, ...], tuple[Trigger, Form]]]:
    for event, rows in load("triggers.yaml").items():
        for text in rows["verbs" if verbs else "nouns"]:
            words, _, frame = text.partition(":")
            weak = text.endswith("?")
            words, frame = words.rstrip("?").strip(), frame.rstrip("?").strip() or ("default" if verbs else "act")
            trigger = Trigger(event, words, verbs, frame, weak)
            for first, rest, form in _verb(words) if verbs else _noun(words):
                yield first, rest, (trigger, form)


_NONE = Form("past", False, False, False)


def _noun(text: str) -> Iterator[tuple[str, tuple[str, ...], Form]]:
    for phrase, _ in noun(text):
        first, *rest = phrase.split(" ")
        yield first, tuple(rest), _NONE


def _senses() -> Iterator[tuple[str, tuple[str, ...], Sense]]:
    for sense, entries in load("nouns.yaml").items():
        for text in entries:
            for phrase, number in noun(text):
                first, *rest = phrase.split(" ")
                yield first, tuple(rest), Sense(sense, number)


def _demonyms() -> Iterator[tuple[str, str]]:
    for country, words in load("demonyms.yaml").items():
        for word in words:
            stem = fold(word)
            if "_" not in stem:
                yield from ((stem + tail, country) for tail in ("", "ه", "ون", "ين", "ان", "تان", "تين", "ا", "ات"))
