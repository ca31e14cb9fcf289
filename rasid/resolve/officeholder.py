"""People in public office, who speak for their institution while they hold it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from rasid.registry import Actor, Office
from rasid.resolve.cast import Cast, in_time

_Held = tuple[Actor, Office]


class OfficeHolders:
    """The office-holders of a registry, by full name and by last name."""

    def __init__(self, actors: Iterable[Actor]) -> None:
        self._people = _by_name(actors)
        self._holders = lru_cache(maxsize=8192)(self._named_in)

    def speaks_for(self, words: str, cast: Cast) -> Actor | None:
        """The actor for which an office-holder named in ``words`` speaks; the last name alone needs a title before it."""
        held, sure = self._holders(words)
        if not held:
            return None
        # A bare last name counts where the story gives it in full.
        told = sure or any(cast.text.find(office.person, *cast.span) >= 0 for _, office in held)
        if not told:
            return None
        in_office = {actor.id: actor for actor, office in held if in_time(office.start, office.end, cast.published)}
        return next(iter(in_office.values())) if len(in_office) == 1 else None

    def _named_in(self, words: str) -> tuple[tuple[_Held, ...], bool]:
        """Those whom ``words`` may name, and whether they do so with full name or title; nobody for a last name among others."""
        tokens = [
            token.strip(".,'’s\"“”") if token.endswith(("'s", "’s")) else token.strip('.,"“”')
            for token in words.split()
        ]
        for size in (4, 3, 2):
            for at in range(len(tokens) - size + 1):
                held = self._people.get(" ".join(tokens[at : at + size]).lower())
                if held:
                    return tuple(held), True
        held = self._people.get(tokens[-1].lower()) if tokens and tokens[-1][:1].isupper() else None
        low = " ".join(tokens).lower()
        if held and len(tokens) > 1:
            return (tuple(held), True) if any(office.role in low for _, office in held) else ((), False)
        return tuple(held or ()), False


def _by_name(actors: Iterable[Actor]) -> dict[str, list[_Held]]:
    """Full names and last names, in lower case, to the offices held and the actor they speak for."""
    held: dict[str, list[_Held]] = {}
    for actor in actors:
        for office in actor.offices:
            name = office.person.lower()
            for key in {name, name.split()[-1], name.split()[-1].removeprefix("al-")}:
                held.setdefault(key, []).append((actor, office))
    return held
