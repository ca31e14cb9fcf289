"""Words to places: each place mention of a story gets a place of the gazetteer, or none, with the precision of its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rasid.gazetteer import Entry, Gazetteer
from rasid.records import Interval, Mention, Place, Ref, Story
from rasid.resolve.beside import beside
from rasid.resolve.border import border
from rasid.resolve.choice import Choice, Chooser
from rasid.resolve.compound import split
from rasid.resolve.context import Setting, setting
from rasid.resolve.extent import place
from rasid.resolve.outlet import Outlet, host, outlet
from rasid.resolve.phrase import Phrase, is_name, phrases
from rasid.resolve.route import routes


@dataclass(frozen=True, slots=True)
class Places:
    """By mention id: the reference (``None`` when nothing fits) and the place that the words around it mean."""

    refs: Mapping[str, Ref | None]
    places: Mapping[str, Place]


class Where:
    """The resolver of places; one serves any number of stories."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        """``gazetteer`` is what ``rasid.gazetteer.open()`` gives."""
        self._gazetteer = gazetteer
        self._chooser = Chooser(gazetteer)
        self._outlet = lru_cache(maxsize=1024)(self._look_up)

    def resolve(
        self,
        mentions: Sequence[Mention],
        text: str,
        *,
        story: Story,
        published: Interval | None = None,
        source: str | None = None,
        uri: str = "",
    ) -> Places:
        """References and places of the place and facility mentions among ``mentions``; spans are into ``text``.

        The document's ``source`` and ``uri`` tell where its medium is at home, which decides between namesakes. A name without a convincing candidate gets no reference, and a place that only repeats the words.
        """
        named = sorted((m for m in mentions if m.kind in ("place", "facility")), key=lambda m: m.span)
        halves = {m.id: pair for m in named if (pair := split(m, text, self._knows))}
        wanted = [part for m in named for part in halves.get(m.id, (m,))]
        borders = {m.id: found for m in wanted if (found := border(m, text))}
        parts = self.parts([m for m in wanted if m.id not in borders], text, story=story)
        setting = self.setting(mentions, parts, text, story=story)
        choices = self._chooser.choose(parts, text, setting, medium=self._medium(source, uri))
        places = {p.mention.id: place(p, c, text) for p, c in zip(parts, choices, strict=True)}
        places.update(beside(parts, places, text))
        places.update(borders)
        places.update(routes(wanted, places, text))
        places.update({id: replace(places[first.id], mention=id) for id, (first, _) in halves.items()})
        refs = _refs(parts, choices)
        return Places({m.id: refs.get(m.id) for m in named}, {m.id: places[m.id] for m in named})

    def _medium(self, source: str | None, uri: str) -> Outlet | None:
        """What a source's name and host say; ``None`` where they say nothing."""
        found = self._outlet(source, host(uri))
        return found if found.name or found.country else None

    def _look_up(self, source: str | None, uri: str) -> Outlet:
        return outlet(source, uri, self._knows)

    def setting(self, mentions: Sequence[Mention], parts: Sequence[Phrase], text: str, *, story: Story) -> Setting:
        """What the story's words say besides its places ``parts``."""
        actors = (m.text for m in mentions if m.kind == "actor")
        return setting(self._gazetteer, text, story, places=[p.mention.span for p in parts], actors=actors)

    def parts(self, mentions: Sequence[Mention], text: str, *, story: Story) -> list[Phrase]:
        """The phrases of place mentions in order, common nouns without a name."""
        return self._without_nouns(phrases(mentions, text, self._knows), text[slice(*story.span)])

    def _without_nouns(self, parts: Sequence[Phrase], words: str) -> list[Phrase]:
        """``parts`` without a name where there are only common nouns ("the town"), unless capitals mean nothing in the story."""
        if words.islower():
            return list(parts)
        return [
            p if is_name(p.mention.text) or self._is_special(p.mention.text) else replace(p, name="") for p in parts
        ]

    def _is_special(self, words: str) -> bool:
        return any(entry.id.startswith("registry:") for entry in self._gazetteer.exact(words))

    def _knows(self, name: str) -> bool:
        return bool(self._gazetteer.exact(name))


def _refs(parts: Sequence[Phrase], choices: Sequence[Choice]) -> dict[str, Ref | None]:
    """A site found only by its town's name has no reference: the airport of a town is not the town."""
    return {
        phrase.mention.id: _ref(choice.entry)
        for phrase, choice in zip(parts, choices, strict=True)
        if choice.entry and (phrase.hint != "site" or choice.entry.kind != "town")
    }


def _ref(entry: Entry) -> Ref:
    lat, lon = entry.point
    return Ref(
        entry.id, entry.name, country=entry.country, admin1=entry.admin1, lat=lat, lon=lon, precision=entry.precision
    )
