"""Which bearer of a name a story means: as it spells the name out, else the only one, else by theatre and date."""

from __future__ import annotations

from collections.abc import Sequence

from rasid.records import Interval
from rasid.registry import Actor, Hit
from rasid.resolve.cast import CIVIC, Cast, unsure


class Bearers:
    """Chooses among those who bear a name; ``known`` are the short acronyms that mean their actor in any theatre."""

    def __init__(self, known: frozenset[str]) -> None:
        self._known = known

    def one(self, hit: Hit, words: str, cast: Cast) -> Actor | None:
        """The actor of a name that the story writes as ``words``; ``None`` where several, or somebody else, may be meant."""
        if words in cast.acronyms:
            bound = cast.acronyms[words]
            return bound[0] if bound else None
        if hit.sort == "generic":
            return self._loose(hit, cast)
        if len(hit.actors) > 1:
            return by_theatre(hit.actors, cast)
        here = not cast.support or not hit.actors[0].theatre.isdisjoint(cast.support)
        return hit.actors[0] if here or not unsure(hit, self._known) else None

    def _loose(self, hit: Hit, cast: Cast) -> Actor | None:
        sure = [actor for actor in hit.actors if actor.generic and hit.alias not in actor.loose]
        if len(sure) == 1:
            return sure[0]
        return by_theatre([actor for actor in hit.actors if actor.theatre], cast)


def by_theatre(actors: Sequence[Actor], cast: Cast) -> Actor | None:
    """The one of the actors that existed at the story's date and acts in its first country where any of them does."""
    alive = [actor for actor in actors if _alive(actor, cast.published)] or list(actors)
    ranked = sorted(cast.support, key=lambda iso2: -cast.support[iso2])
    for iso2 in cast.countries or [c for c in ranked if cast.support[c] >= 1.0]:
        here = [actor for actor in alive if iso2 in actor.theatre]
        if here:
            return here[0] if len(here) == 1 else None
    anywhere = [actor for actor in alive if not actor.theatre or actor.kind in CIVIC]
    return anywhere[0] if len(anywhere) == 1 and cast.support else None


def _alive(actor: Actor, published: Interval | None) -> bool:
    return published is None or actor.existed(published.start, published.end)
