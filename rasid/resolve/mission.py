"""Missions of bodies of states, told of by body and country: "the UN mission in Mali", "the NATO-led force"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from rasid.registry import Actor
from rasid.resolve.cast import Cast, in_time

_MISSION = re.compile(r"\b(?:Mission|Operation|Force)\b")
_SENT = frozenset(("igo", "coalition"))


class Missions:
    """The missions of a registry by the body that sent them."""

    def __init__(self, actors: Iterable[Actor], words: Mapping[str, Sequence[str]]) -> None:
        self._nouns = frozenset(words["missions"])
        self._sent: dict[str, list[Actor]] = defaultdict(list)
        for actor in actors:
            if actor.parent and actor.kind in _SENT and _MISSION.search(actor.name):
                self._sent[actor.parent].append(actor)

    def tells(self, body: Actor, tail: Sequence[str]) -> bool:
        """Whether the words after a body's name speak of a mission of it."""
        return bool(tail) and tail[-1] in self._nouns and body.id in self._sent

    def of(self, body: Actor, noun: str, country: str | None, cast: Cast) -> Sequence[Actor]:
        """The missions of a body in a country at the story's date, by the noun where that tells them apart.

        Without a country they are those in the story's first one.
        """
        where = country or next(iter(cast.countries), None)
        there = [
            mission
            for mission in self._sent[body.id]
            if where in mission.theatre and in_time(mission.start, mission.end, cast.published)
        ]
        return [mission for mission in there if noun.capitalize() in mission.name.split()] or there
