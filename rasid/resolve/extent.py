"""The place that a phrase means: the entry as it is, or moved, widened or cut by the relation; never more exact than that."""

from __future__ import annotations

from dataclasses import replace

from rasid.gazetteer import Entry
from rasid.gazetteer.earth import BEARINGS, offset
from rasid.records import Place, PlacePrecision
from rasid.resolve.choice import Choice
from rasid.resolve.phrase import Phrase
from rasid.resolve.relation import Relation

# "near X" says no figure; gazetteers of events use 5 to 25 km. Taken as an uncertainty, not as a measured radius.
NEAR_KM = 10.0
# "10 km east of" is rounded, and "east" spans 45 degrees: half that arc is 0.39 of the distance.
SLACK = 0.4

_UNKNOWN: dict[str | None, PlacePrecision] = {"admin1": "admin1", "admin2": "district", "town": "town", "line": "line"}
_POINTED = frozenset({"town", "facility"})


def place(phrase: Phrase, choice: Choice, text: str) -> Place:
    """What ``phrase`` means given its entry; without one, a place that has only the words."""
    words = " ".join(text[slice(*phrase.whole)].split())
    entry = choice.entry
    if entry is None:
        return _unknown(phrase, choice, words)
    lat, lon = entry.point
    found = Place(
        phrase.mention.id, words, phrase.whole, entry.id, entry.country, entry.admin1, entry.admin2,
        lat, lon, entry.geometry, _precision(phrase, entry), None, None, _score(phrase, choice, entry),
    )  # fmt: skip
    return _related(found, entry, phrase.relation) if phrase.relation else found


def _score(phrase: Phrase, choice: Choice, entry: Entry) -> float:
    """The choice's score, less for a site placed by the town in its name."""
    return round(choice.score * 0.7, 3) if phrase.hint == "site" and entry.kind == "town" else choice.score


def _unknown(phrase: Phrase, choice: Choice, words: str) -> Place:
    """A place without an entry: its words, and what they say it lies in."""
    relation, inside = phrase.relation, choice.inside
    precision: PlacePrecision = "area" if relation else _UNKNOWN.get(phrase.hint, "area")
    return Place(
        phrase.mention.id, words, phrase.whole, None, inside.country if inside else None, inside.admin1 if inside else None,
        None, None, None, None, "line" if relation and relation.kind == "along" else precision,
        relation.words.lower() if relation else None, None, 0.0,
    )  # fmt: skip


def _precision(phrase: Phrase, entry: Entry) -> PlacePrecision:
    if phrase.hint == "admin2" and entry.kind == "town":
        return "district"
    return entry.precision


def _related(found: Place, entry: Entry, relation: Relation) -> Place:
    """``found`` as the relation changes it."""
    match relation.kind:
        case "side":
            return _beside(found, entry, relation)
        case "distance":
            return _around(found, entry, relation.distance_km, f"{_figure(relation)} km from")
        case "near":
            return _around(found, entry, NEAR_KM, relation.words)
        case "along":
            return replace(found, relation="along") if entry.kind in ("line", "area") else found
        case "border":
            return replace(
                found,
                lat=None,
                lon=None,
                geometry=None,
                admin1=None,
                precision="line",
                relation=f"{relation.direction}ern border of" if relation.direction in BEARINGS else "border of",
            )
        case "part":
            return _unpointed(
                found,
                f"{relation.direction}ern part of" if relation.direction != "central" else "central part of",
                entry,
            )
        case _:
            side = f"{relation.direction}ern " if relation.direction in BEARINGS else ""
            return _rural(found, f"{side}{relation.kind} of", entry)


def _figure(relation: Relation) -> str:
    return f"{relation.distance_km:g}"


def _beside(found: Place, entry: Entry, relation: Relation) -> Place:
    """A point only when both distance and direction are stated and the place has a point of its own."""
    label = f"{relation.direction} of"
    bearing = BEARINGS.get(relation.direction or "")
    if (
        relation.distance_km is None
        or bearing is None
        or entry.kind not in _POINTED
        or entry.lat is None
        or entry.lon is None
    ):
        return _unpointed(found, label, entry)
    lat, lon = offset((entry.lat, entry.lon), relation.distance_km, bearing)
    radius = round(max(1.0, SLACK * relation.distance_km), 1)
    return replace(
        found, lat=lat, lon=lon, admin2=None, geometry=None, precision="town",
        relation=f"{_figure(relation)} km {label}", radius_km=radius,
    )  # fmt: skip


def _around(found: Place, entry: Entry, radius_km: float | None, label: str) -> Place:
    """A circle about a town; of anything larger only the words are kept."""
    if entry.kind not in _POINTED:
        return _unpointed(found, label, entry)
    return replace(found, admin2=None, geometry=None, precision="area", relation=label.lower(), radius_km=radius_km)


def _unpointed(found: Place, label: str, entry: Entry) -> Place:
    """An area known by its words only. Beside a division or a country, the neighbour may be another one."""
    beside = label.endswith(" of") and "part of" not in label or "km" in label
    wide = entry.kind in ("country", "region")
    return replace(
        found, lat=None, lon=None, geometry=None, admin2=None, admin1=None if beside and entry.kind == "admin1" else found.admin1,
        precision="region" if wide else "area", relation=label.lower(),
    )  # fmt: skip


def _rural(found: Place, label: str, entry: Entry) -> Place:
    """The land around a town, or of a division: the division's own precision, since the words may mean any of it."""
    if entry.kind == "admin1" and "ern" not in label and "desert" not in label:
        return replace(found, precision="admin1", relation=label)
    return replace(found, lat=None, lon=None, geometry=None, precision="area", relation=label)
