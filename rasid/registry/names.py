"""Names in a text, found in one pass."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from rasid.registry.actor import Actor, Country

Sort = Literal["name", "metonym", "demonym", "generic"]
_RANK: dict[Sort, int] = {"name": 0, "generic": 1, "metonym": 2, "demonym": 3}


@dataclass(frozen=True, slots=True)
class Hit:
    """A name at ``text[start:end]`` and the actors that bear it, more than one when it is shared.

    ``sort`` says how the words name them: "name"; "metonym", a country or capital that may as well be the place;
    "demonym" ("Iranian", "Syrians"), which gives the government; "generic", which needs its own theatre to hold.
    """

    start: int
    end: int
    actors: tuple[Actor, ...]
    alias: str
    sort: Sort


class _Name(NamedTuple):  # twelve thousand are made at every start, and a tuple is made fastest
    alias: str
    sort: Sort
    actor: str


class Names:
    """All names of a registry, ready to be found in texts."""

    def __init__(
        self, actors: Mapping[str, Actor], countries: Mapping[str, Country], common: Iterable[str] = ()
    ) -> None:
        self._actors = actors
        self._common = frozenset(common)
        self._named: dict[str, list[_Name]] = {}
        for alias, sort, actor in _names(actors.values(), countries.values()):
            self._add(alias, sort, actor)
        self._keys = list(self._named)
        self._meaning = lru_cache(maxsize=16384)(self._fitting)
        # The double-array automaton builds fast; overlapping hits let a shorter name stand where a longer one fails.
        self._found = AhoCorasick(self._keys, implementation=Implementation.NoncontiguousNFA)

    def find(self, text: str, start: int = 0, end: int | None = None, *, fold: bool = False) -> list[Hit]:
        """Hits in ``text[start:end]``, leftmost then longest, without overlaps; ``fold`` ignores case (headlines in capitals)."""
        end = len(text) if end is None else end
        piece = text[start:end]
        matches = self._found.find_matches_as_indexes(folded(piece), overlapping=True)
        matches.sort(key=lambda match: (match[1], -match[2]))
        hits: list[Hit] = []
        reached = 0
        for key, left, right in matches:
            if left < reached or not _is_word(text, start + left, start + right):
                continue
            hit = self._hit(self._keys[key], text, start + left, start + right, fold)
            if hit:
                hits.append(hit)
                reached = right
        return hits

    def _hit(self, key: str, text: str, start: int, end: int, fold: bool) -> Hit | None:
        meant = self._meaning(key, text[start:end], fold)
        return Hit(start, end, *meant) if meant else None

    def _fitting(self, key: str, words: str, fold: bool) -> tuple[tuple[Actor, ...], str, Sort] | None:
        """Whom ``words``, which fold to ``key``, name, by which alias and how; ``None`` when their case fits no name."""
        if fold and key in self._common:
            return None
        fit = [name for name in self._named[key] if fold or _case_fits(name, words)]
        if not fit:
            return None
        sort = min((name.sort for name in fit), key=_RANK.__getitem__)
        # A strong name outweighs a loose one; a government's demonym never competes with a group's name.
        best = dict.fromkeys(name.actor for name in fit if name.sort == sort)
        return tuple(self._actors[id] for id in best), fit[0].alias, sort

    def exact(self, name: str) -> tuple[Actor, ...]:
        """The actors that bear just this name, whatever its case."""
        return tuple(self._actors[id] for id in dict.fromkeys(n.actor for n in self._named.get(folded(name), ())))

    def _add(self, alias: str, sort: Sort, actor: str) -> None:
        for form in _spellings(alias):
            key = folded(form)
            self._named.setdefault(key, []).append(_Name(form, sort, actor))


def _names(actors: Iterable[Actor], countries: Iterable[Country]) -> Iterator[tuple[str, Sort, str]]:
    for actor in actors:
        strong: Sort = "generic" if actor.generic else "name"
        yield actor.name, strong, actor.id
        for alias in actor.aliases:
            yield alias, strong, actor.id
        for alias in actor.metonyms:
            yield alias, "metonym", actor.id
        for alias in actor.loose:
            yield alias, "generic", actor.id
    for country in countries:
        for word in (*country.adj, *country.people):
            yield word, "demonym", f"gov-{country.iso2}"


_SUN = {"t": "at", "d": "ad", "r": "ar", "z": "az", "s": "as", "n": "an"}


def _spellings(alias: str) -> Iterator[str]:
    """``alias`` with the usual variants of the Arabic article and of British and American spelling."""
    yield alias
    if "efen" in alias:
        swapped = alias.replace("Defense", "Defence")
        yield swapped if swapped != alias else alias.replace("Defence", "Defense")
    if "al-" not in alias and "Al-" not in alias:
        return
    plain = alias.replace("Al-", "al-")
    yield plain.replace("al-", "al ")
    yield plain.replace("al-", "el-")
    head, _, rest = plain.partition("al-")
    article = "ash" if rest[:2].lower() == "sh" else _SUN.get(rest[:1].lower())
    if article and "al-" not in rest:
        yield f"{head}{article}-{rest}"


def is_acronym(alias: str) -> bool:
    """Whether a name is written with its own capitals: "SDF", "LeT", "IS-K", but not "Al-Manar"."""
    short = len(alias) <= 8 and " " not in alias and not alias.startswith(("Al-", "al-"))
    return short and (sum(char.isupper() for char in alias) >= 2 or alias == alias.upper() != alias.lower())


def _case(alias: str) -> Literal["exact", "proper", "any"]:
    if alias == alias.lower():
        return "any"
    return "exact" if is_acronym(alias) else "proper"


def _case_fits(name: _Name, words: str) -> bool:
    case = _case(name.alias)
    if case == "any":
        return True
    return words == name.alias if case == "exact" else words != words.lower()


def _is_word(text: str, start: int, end: int) -> bool:
    before = start == 0 or not text[start - 1].isalnum()
    return before and (end == len(text) or not text[end].isalnum() or not text[end - 1].isalnum())


_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_BLANKS = str.maketrans("\t\n\v\f\r", "     ")


def folded(text: str) -> str:
    """``text`` in lower case without Latin diacritics, of the same length."""
    if not text.isascii():
        text = _FOREIGN.sub(_folded_run, text)
    text = text.lower()
    return text if text.isprintable() else text.translate(_BLANKS)


def _folded_run(match: re.Match[str]) -> str:
    return match[0].translate(_FOLDS)


def _fold_of(char: str) -> str:
    if char in "’‘ʿʾ`ʼ":
        return "'"
    if char in "‐‑–—":
        return "-"
    if char.isspace():
        return " "
    base = unicodedata.normalize("NFD", char)[0] if "À" <= char <= "ɏ" or "Ḁ" <= char <= "ỿ" else char
    lower = base.lower()
    return lower if len(lower) == 1 else base


class _Folds(dict[int, str]):
    """Keeps what each character folds to; there are no more of them than Unicode has."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_of(chr(code))
        return folded


_FOLDS = _Folds()
