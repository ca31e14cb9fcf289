"""Names of actors and places in Arabic words, whatever clitics and spelling of hamza they carry."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rasid.extract.arabic.lexicon import Lexicon
from rasid.extract.arabic.words import Sentence, Split, fold, splits
from rasid.gazetteer import Entry, Gazetteer, normalise
from rasid.registry import Actor, Registry

_INSTITUTIONS = {
    "mil": ("جيش", "قوات", "قوه", "جندي", "جنود", "ضابط", "ضباط", "عسكري", "عسكريون", "عسكريين", "سلاح الجو", "طيران", "طائره", "طائرات", "مروحيه", "مروحيات", "مدفعيه", "دوريه", "بحريه", "مقاتلات", "مسيره", "مسيرات", "احتلال", "جيش الاحتلال", "قوات الاحتلال", "اركان", "كتيبه", "لواء", "فرقه", "وحده", "دبابات", "جنديا"),
    "pol": ("شرطه", "شرطي", "شرطيون", "شرطيين"),
    "gov": ("حكومه", "سلطات", "نظام", "دوله", "رئاسه", "رئيس", "عدو", "كيان"),
    "mfa": ("خارجيه",), "mod": ("دفاع",), "moi": ("داخليه",), "moh": ("صحه",), "par": ("برلمان",),
}  # fmt: skip
_OF = {word: of for of, words in _INSTITUTIONS.items() for word in words}
_MINISTRIES = frozenset(("وزاره", "وزير", "وزيره", "نائب وزير"))
_LONGEST = 4  # words of a place name
_LARGE = 20_000  # inhabitants: below it a bare word is as likely a common noun


@dataclass(frozen=True, slots=True)
class Named:
    """A name found at a word: how that word is split, how many words it has, and who bears it."""

    split: Split
    words: int
    actors: tuple[Actor, ...]
    sort: Literal["name", "metonym"]


_Row = tuple[tuple[str, ...], Actor, Literal["name", "metonym"]]


class Names:
    """Finds actors by the registry's Arabic names and places by the gazetteer."""

    def __init__(self, registry: Registry, gazetteer: Gazetteer, lexicon: Lexicon) -> None:
        self._registry = registry
        self._gazetteer = gazetteer
        self._lexicon = lexicon
        self._index: dict[str, list[_Row]] = {}
        self.readings = functools.lru_cache(maxsize=65536)(self._readings)
        for words, actor, sort in _aliases(registry):
            self._index.setdefault(words[0], []).append((words[1:], actor, sort))
        for rows in self._index.values():
            rows.sort(key=lambda row: -len(row[0]))

    def actor(self, sentence: Sentence, t: int) -> Named | None:
        """The longest registry name that starts at word ``t``."""
        for split, rows in self.readings(sentence.keys[t]):
            found = self._longest(sentence, t, split, rows)
            if found is not None:
                return found
        return None

    def _readings(self, key: str) -> tuple[tuple[Split, list[_Row]], ...]:
        """The ways to take a folded word apart that begin a name; a name with the article keeps it."""
        stems = ((split, "ال" + split.stem if split.definite else split.stem) for split in splits(key))
        return tuple((split, self._index[stem]) for split, stem in stems if stem in self._index)

    def _longest(self, sentence: Sentence, t: int, split: Split, rows: Sequence[_Row]) -> Named | None:
        for rest, _, sort in rows:
            if tuple(sentence.keys[t + 1 : t + 1 + len(rest)]) == rest:
                bearers = dict.fromkeys(actor.id for words, actor, _ in rows if words == rest)
                return Named(split, 1 + len(rest), tuple(self._registry.actor(id) for id in bearers), sort)
        return None

    def institution(self, heads: Iterable[str], country: str) -> Actor | None:
        """The institution of a country that head nouns name: "جيش" of YE is its army; ``None`` for other nouns."""
        words = list(heads)
        kinds = [_OF[w] for w in words if w in _OF]
        if not kinds:
            return None
        of = next((k for k in kinds if k in ("mfa", "mod", "moi", "moh")), kinds[0])
        return self._registry.actors.get(f"{of}-{country}")

    def capital(self, sentence: Sentence, t: int, skip: int) -> tuple[int, Actor] | None:
        """The government that a capital's name stands for, and how many words that name has."""
        found = self.place(sentence, t, skip, told=False)
        for entry in found[1] if found is not None else ():
            country = self._registry.countries.get(entry.country or "")
            government = self.state(entry.country or "")
            if (
                found
                and country
                and government
                and country.capital
                and entry.kind == "town"
                and normalise(country.capital) == normalise(entry.name)
            ):
                return found[0], government
        return None

    def state(self, country: str) -> Actor | None:
        """The government of a country."""
        return self._registry.actors.get(f"gov-{country}")

    def place(
        self, sentence: Sentence, t: int, skip: int, *, told: bool, noun: bool = False
    ) -> tuple[int, tuple[Entry, ...]] | None:
        """How many words from ``t`` name a place of the gazetteer, and its entries.

        ``told``: a noun before says that it is one; ``noun``: what stands before takes no verb.
        """
        first = sentence.words[t]
        for size in range(min(_LONGEST, len(sentence.words) - t), 0, -1):
            if any(not sentence.keys[i][0].isalpha() for i in range(t, t + size)):
                continue
            start, end = sentence.offsets(t, t + size, skip)
            if end - start < 3:
                return None
            words = " ".join([first[start - sentence.starts[t] :], *sentence.words[t + 1 : t + size]])
            if size == 1 and not told and self._common(sentence.keys[t][skip:], noun):
                return None
            entries = self._gazetteer.exact(words)
            if entries and (told or size > 1 or any(map(_known, entries))):
                return size, entries
        return None

    def _common(self, key: str, noun: bool) -> bool:
        words = self._lexicon
        bare = key[2:] if key.startswith("ال") else key
        return any(
            k in words.sets["not_places"] or k in words.senses or k in words.nouns or k in words.demonyms or k in words.sets["adjectives"] or (not noun and words.finite(k))
            for k in (key, bare)
        )  # fmt: skip


def _known(entry: Entry) -> bool:
    if entry.kind in ("area", "line", "facility") and entry.id.startswith("geonames:"):
        return False  # GeoNames' hills and streams bear any word
    return entry.kind != "town" or entry.population >= _LARGE or entry.id.startswith("registry:")


def _aliases(registry: Registry) -> Iterator[tuple[tuple[str, ...], Actor, Literal["name", "metonym"]]]:
    for actor in registry.actors.values():
        for alias in (actor.name, *actor.aliases, *actor.loose):
            if not alias.isascii() and "\u0620" <= alias[0] <= "\u06ff" and actor.kind != "civilians":
                is_country = actor.id.startswith("gov-") and registry.country(alias) is not None
                yield tuple(map(fold, alias.split())), actor, "metonym" if is_country else "name"
        for alias in actor.metonyms:
            if "\u0620" <= alias[0] <= "\u06ff":
                yield tuple(map(fold, alias.split())), actor, "metonym"
    for country in registry.countries.values():
        government = registry.actors.get(f"gov-{country.iso2}")
        for alias in country.aliases:
            if government is not None and "\u0620" <= alias[0] <= "\u06ff":
                yield tuple(map(fold, alias.split())), government, "metonym"
