"""Whether words for violence tell an event that happened to somebody somewhere, or only speak of violence."""

from __future__ import annotations

from rasid.extract.arabic.events import HARM, Candidate
from rasid.extract.arabic.phrases import MEANS, PEOPLE, SITES, Item

_ARMED = frozenset(("forces", "militants", "drone", "aircraft", "demonym"))
_NEAR = 10  # words from the trigger to its place
_TOLD = 2.0  # points; measured on arabic_event_gsr: below it, most nouns only speak of violence


def told(c: Candidate) -> bool:
    """Whether enough is told around a violent trigger: who, whom, how many, by what, where."""
    if c.trigger.frame == "falls":
        return True  # it was kept for whom the place fell to
    points = _points(c)
    if c.trigger.verb:
        return points >= 1.0
    return points >= _TOLD + (0.5 if c.definite else 0.0)


def _points(c: Candidate) -> float:
    points = 2.0 * bool(c.harm) + 1.0 * bool(c.means)
    points += max((_of_actor(i) for i in c.actors), default=0.0)
    points += max((_of_target(i) for i in c.targets), default=0.0)
    if c.place is not None and abs(c.place.a - c.a) <= _NEAR and c.place not in c.targets:
        points += 1.0
    if c.time is not None:
        points += 0.5
    if not c.trigger.verb and c.light is not None:
        points += 1.0
    return points if c.event not in HARM or c.harm or c.targets or c.means else 0.0


def _of_actor(item: Item) -> float:
    armed = item.sense in _ARMED or (
        item.actor is not None and item.actor.kind in ("military", "armed_group", "militia", "police")
    )
    return 1.0 if armed else 0.7 if item.actor is not None else 0.5


def _of_target(item: Item) -> float:
    return (
        1.0
        if item.sense in PEOPLE | SITES or item.kind == "place" or item.actor is not None
        else 0.3
        if item.sense in MEANS
        else 0.6
    )
