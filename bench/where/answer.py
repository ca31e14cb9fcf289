"""What is said of each toponym: by the resolver, given the annotators' mentions or the reader's, and by population alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from bench.extract.facts import touch
from bench.reading import code
from bench.where.gold import Point, Text, Toponym
from rasid.gazetteer import Entry, Gazetteer
from rasid.gazetteer.earth import distance_km
from rasid.gazetteer.index import specials
from rasid.pipeline import Coder
from rasid.records import Mention, Place, Ref, Span, Story
from rasid.resolve import weights
from rasid.resolve.candidates import candidates
from rasid.resolve.phrase import take_apart
from rasid.resolve.where import Where

FARTHEST_KM = 20039.0  # half the Earth's girth: as far off as a point can be
TOWN_KM, REGION_KM = 10.0, 161.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said of a toponym: its distance from the place (``None`` where nothing, or no point, was said), its id,
    and the score that it came with. ``known`` says whether the annotators located it at all, ``has_id`` with an id;
    ``ceiling_km`` is the distance of the gazetteer's nearest place of that name, and ``has_place`` whether one of these is
    the annotators' own."""

    known: bool
    has_id: bool
    said: bool
    km: float | None
    same: bool
    score: float
    ceiling_km: float | None
    has_place: bool = False

    @property
    def near(self) -> bool:
        """Whether the answer's point is within 161 km."""
        return self.km is not None and self.km <= REGION_KM

    @property
    def reachable(self) -> bool:
        """Whether the gazetteer has a place of that name within 161 km."""
        return self.ceiling_km is not None and self.ceiling_km <= REGION_KM


def given(text: Text, where: Where, gazetteer: Gazetteer) -> list[Answer]:
    """The resolver's answers where it is handed the annotators' mentions, all of the text at once."""
    mentions = [
        Mention(f"m{n}", "place", t.span, text.words[slice(*t.span)], 1.0, None) for n, t in enumerate(text.gold)
    ]
    found = where.resolve(mentions, text.words, story=_story(text), uri=text.uri)
    pairs = ((found.refs[m.id], found.places[m.id]) for m in mentions)
    return [
        _answer(t, *_said(ref, place), reach(text, t, gazetteer))
        for t, (ref, place) in zip(text.gold, pairs, strict=True)
    ]


def _story(text: Text) -> Story:
    """The whole text as one story."""
    whole = (0, len(text.words))
    headline = Span((0, len(text.headline)), text.headline) if text.headline else None
    return Story(text.id, whole, headline, (), (), None, None, (Span(whole, text.words),), (), None, None, False)


def populous(text: Text, gazetteer: Gazetteer) -> list[Answer]:
    """The answers of who takes the largest place of the name."""
    out = []
    for toponym in text.gold:
        found = max(gazetteer.find(text.words[slice(*toponym.span)]), key=lambda e: e.population, default=None)
        at = point(found) if found else None
        out.append(_answer(toponym, found.id if found else None, at, 1.0, reach(text, toponym, gazetteer)))
    return out


def read(text: Text, coder: Coder, gazetteer: Gazetteer) -> tuple[list[Answer], int, int]:
    """The answers where the text is read as ``rasid code`` reads it, how many toponyms were found as places, and how many
    places with a reference were found that no annotator marked."""
    places = [m for coded in code(text.words, coder) for m in coded.mentions if m.kind in ("place", "facility")]
    hits = [next((m for m in places if touch(m.span, t.span)), None) for t in text.gold]
    answers = [
        _answer(t, *_said(m.ref if m else None, None, m.score if m else 0.0), reach(text, t, gazetteer))
        for t, m in zip(text.gold, hits, strict=True)
    ]
    spurious = sum(m.ref is not None and not any(touch(m.span, t.span) for t in text.gold) for m in places)
    return answers, sum(hit is not None for hit in hits), spurious


def reach(text: Text, toponym: Toponym, gazetteer: Gazetteer) -> tuple[float | None, bool]:
    """Kilometres to the nearest place that the gazetteer has of a toponym's name, a people's name standing for its country
    (``None`` without one), and whether one of these places is the very entry."""
    words = text.words[slice(*toponym.span)]
    whole = Mention("m", "place", toponym.span, words, 1.0, None)
    names = {words, take_apart(whole, text.words, lambda name: bool(gazetteer.exact(name))).name}
    found = [c.entry for name in sorted(names) for c in candidates(gazetteer, name, None, weights.load())]
    kms = (_nearest(point(entry), toponym) for entry in found)
    return min((km for km in kms if km is not None), default=None), any(e.id in toponym.ids for e in found)


def point(entry: Entry | Place) -> Point | None:
    """Where a place is: its point, else the middle of its outline's box; ``None`` where it has neither."""
    if entry.lat is not None and entry.lon is not None:
        return entry.lat, entry.lon
    pairs = list(_pairs(entry.geometry["coordinates"])) if entry.geometry else []
    if not pairs:
        return None
    lons, lats = zip(*pairs, strict=True)
    return (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2


def _pairs(coordinates: Sequence[Any]) -> Iterable[tuple[float, float]]:
    if coordinates and isinstance(coordinates[0], int | float):
        yield coordinates[0], coordinates[1]
        return
    for part in coordinates:
        yield from _pairs(part)


def _said(ref: Ref | None, place: Place | None, score: float = 0.0) -> tuple[str | None, Point | None, float]:
    """Id, point and score: of the reference, a desert or a road measured from where a map writes its name; of the place
    where a site is put at its town."""
    confidence = place.score if place else score
    if ref is not None and isinstance(ref.lat, float) and isinstance(ref.lon, float):
        return ref.id, (ref.lat, ref.lon), confidence
    if ref is not None and ref.id in _labels():
        return ref.id, _labels()[ref.id], confidence
    return ref.id if ref else place.id if place else None, point(place) if place else None, confidence


@cache
def _labels() -> dict[str, Point]:
    """Where a map writes the names of the registry's areas and lines, which no record gives a point."""
    return {e.id: (e.lat, e.lon) for e, _ in specials() if e.lat is not None and e.lon is not None}


def _answer(
    toponym: Toponym, id: str | None, at: Point | None, score: float, ceiling: tuple[float | None, bool]
) -> Answer:
    return Answer(
        bool(toponym.points), bool(toponym.ids), id is not None, _nearest(at, toponym), id in toponym.ids, score, *ceiling
    )  # fmt: skip


def _nearest(at: Point | None, toponym: Toponym) -> float | None:
    return min((distance_km(at, p) for p in toponym.points), default=None) if at else None
