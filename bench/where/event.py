"""The place of an event, end to end: texts that Airwars joined with incidents in Syria, whose points are graded.

A text's event is the deadliest asserted report, else the violent report with the highest score. Texts without the name of
the incident's place are left out: most are error pages, or pages that have changed since. Only English texts are scored.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import reading
from bench.extract.fakes import asserted, deadliest
from bench.where.gold import Point, in_first_half, rows
from bench.where.measure import SEED
from rasid.gazetteer.earth import distance_km
from rasid.pipeline import Coder
from rasid.records import Coded, Place
from rasid.settings import Settings

FILE = "airwars_syria/texts_en.jsonl.gz"
NEAR_KM = 25.0
REACH = 0.85


@dataclass(frozen=True, slots=True)
class Event:
    """How far a text's event is from the nearest of its incidents, and the nearest place that the text names; in km,
    ``None`` where no place was told, or none with a point: a desert has none."""

    first: bool
    km: float | None
    nearest_km: float | None


def events(shared: Path, reader: str) -> Iterator[Event]:
    """The events of the texts that name their incident's place."""
    coder = Coder.of(Settings(reader=reader, gazetteer_dir="none"))
    for row in rows(shared / "data" / FILE):
        points = [(i["lat"], i["lon"]) for i in row["incidents"] if i.get("lat") is not None]
        if points and row["meta"].get("place_token_in_text") and row["text"].strip():
            yield _event(row, points, reading.code(row["text"], coder, row["incidents"][0]["date"]))


def _event(row: Mapping[str, Any], points: Sequence[Point], coded: Sequence[Coded]) -> Event:
    told = asserted(coded)
    violent = sorted((r for r in told if r.type.plover == "ASSAULT"), key=lambda r: -r.score)
    worst = deadliest(told, row["text"])
    place = next((r.place for r in (*([worst] if worst else ()), *violent) if r.place), None)
    named = [(m.ref.lat, m.ref.lon) for c in coded for m in c.mentions if m.kind == "place" and m.ref]
    sure = [(lat, lon) for lat, lon in named if isinstance(lat, float) and isinstance(lon, float)]
    return Event(
        in_first_half(row["id"]),
        _km(place, points),
        min((distance_km(a, b) for a in sure for b in points), default=None),
    )


def _km(place: Place | None, points: Sequence[Point]) -> float | None:
    if place is None or place.lat is None or place.lon is None:
        return None
    return min(distance_km((place.lat, place.lon), p) for p in points)


def lines(shared: Path, reader: str, *, draws: int) -> Iterator[str]:
    """The lines of the table: both halves."""
    found = list(events(shared, reader))
    for half, first in (("first half", True), ("second half", False)):
        each = [e for e in found if e.first == first]
        yield f"\nairwars, {half}, read by {reader}: {len(each)} texts"
        for name, kms in (
            ("event within 25 km", [e.km for e in each]),
            ("any place of the text", [e.nearest_km for e in each]),
        ):
            low, high = _interval([_near(km) for km in kms], draws)
            yield f"  {name:<22}{_share([_near(km) for km in kms]):.3f} ({low:.3f}-{high:.3f})   to reach {REACH}"
        yield f"  {'no event with a point':<22}{_share([e.km is None for e in each]):.3f}"


def _near(km: float | None) -> bool:
    return km is not None and km <= NEAR_KM


def _share(values: Sequence[bool]) -> float:
    return sum(values) / len(values) if values else 0.0


def _interval(values: Sequence[bool], draws: int) -> tuple[float, float]:
    chance = random.Random(SEED)
    shares = sorted(_share(chance.choices(values, k=len(values))) for _ in range(draws)) if values else [0.0]
    return shares[len(shares) // 40], shares[-len(shares) // 40 - 1]
