"""The registry: actors, special places and countries by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, cached_property, lru_cache
from pathlib import Path

from rasid.errors import DataError
from rasid.registry.actor import Actor, Country, SpecialPlace
from rasid.registry.names import Hit, Names
from rasid.registry.source import Source, contents, read
from rasid.registry.spelling import Spellings

_PHRASE = 160  # characters; longer texts are kept only while they are being read


class Registry:
    """Actors by id and by name, special places, countries and the words for their people."""

    def __init__(self, source: Source) -> None:
        self.actors: Mapping[str, Actor] = source.actors
        self.places: list[SpecialPlace] = list(source.places.values())
        self.countries: Mapping[str, Country] = source.countries
        self.words: Mapping[str, tuple[str, ...]] = source.words
        self._names = Names(source.actors, source.countries, source.words.get("common", ()))
        # A stream of news repeats its names, and several readers of one story ask for the same stretches.
        self._in_phrase = lru_cache(maxsize=16384)(self._names.find)
        self._in_text = lru_cache(maxsize=256)(self._names.find)
        self._demonyms = {w: c.iso2 for c in source.countries.values() for w in (*c.adj, *c.people)}
        self._by_name = {n: c.iso2 for c in source.countries.values() for n in (c.name, *c.aliases, c.iso2)}

    def actor(self, id: str) -> Actor:
        """The actor with this id. Raises ``DataError`` when there is none."""
        try:
            return self.actors[id]
        except KeyError:
            from rasid.registry.check import nearest  # only a mistake needs it

            raise DataError(f"registry: no actor {id!r}{nearest(id, self.actors)}") from None

    def find(self, text: str, start: int = 0, end: int | None = None, *, fold: bool = False) -> list[Hit]:
        """Names in ``text[start:end]``, leftmost then longest, on word boundaries; offsets are into ``text``.

        Names in Latin letters need a capital, acronyms all of theirs; ``fold`` ignores case, for texts in capitals.
        """
        if end is None and not start and len(text) <= _PHRASE:
            return list(self._in_phrase(text, fold=fold))
        return list(self._in_text(text, start, end, fold=fold))

    def named(self, name: str) -> tuple[Actor, ...]:
        """The actors that bear just this name, whatever its case."""
        return self._names.exact(name)

    def spelt(self, name: str) -> Actor | None:
        """The only actor that bears the name in another transliteration, ``None`` for none or several."""
        id = self._spellings.find(name)
        return self.actors[id] if id else None

    @cached_property
    def _spellings(self) -> Spellings:
        return Spellings(self.actors.values())

    def demonym(self, word: str) -> str | None:
        """The ISO code of the country that an adjective or a noun for its people belongs to."""
        return self._demonyms.get(word)

    def country(self, name: str) -> str | None:
        """The ISO code of the country of this name, alias or code."""
        return self._by_name.get(name)


def load(extra: Sequence[Path] = ()) -> Registry:
    """The package's registry, with the user's ``extra`` files on top; one is kept for each content of the files.

    Raises ``DataError`` for a file that breaks the rules.
    """
    return _layered(tuple(extra), contents(extra)) if extra else _own()


@cache
def _own() -> Registry:
    return Registry(read())


@lru_cache(maxsize=4)
def _layered(extra: tuple[Path, ...], mark: str) -> Registry:
    return Registry(read(extra))
