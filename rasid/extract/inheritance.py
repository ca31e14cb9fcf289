"""Where an event was whose own words do not tell it, or only widely: a place of its story, weighed against none of them.

What each piece of evidence (``spots``) weighs is fitted by ``python -m train.inheritance`` and kept in ``inheritance.json``.
A place that is taken over keeps its own words, so that its span shows where the story tells it, and its score is multiplied
by the probability of the choice. Of a name that the gazetteer does not know, only the division that it lies in is taken over,
unless the words say that it is in a town ("the X district of Y").
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from math import exp
from pathlib import Path

from rasid.errors import DataError
from rasid.extract.sentences import Sentence
from rasid.extract.spots import Area, Case, Evidence, Lack, Option, Spots, lack
from rasid.records import Place, Report, Resolved

FILE = Path(__file__).parent / "inheritance.json"
# How likely a choice must be, by what the own place lacks: on the corpus's dev part 23 of 28 divisions that the trained reader's events
# then take over are right, 13 of 19 of the rules' (python -m train.inheritance --dry). Of violence without a place or of a whole country it is more often none.
SURE: Mapping[Lack, float] = {"none": 0.6, "wide": 0.7, "word": 0.5, "name": 0.5}


@cache
def load(file: Path = FILE) -> Mapping[str, float]:
    """Weights by name of evidence. Raises ``DataError`` where the file has none."""
    try:
        return {str(name): float(weight) for name, weight in json.loads(file.read_text(encoding="utf-8")).items()}
    except (OSError, ValueError, AttributeError) as error:
        raise DataError(
            f"{file}: no weights of inherited places ({error}); make them with: python -m train.inheritance"
        ) from error


def is_heir(report: Report) -> bool:
    """Whether a report may take over a place: an act of violence, or harm, that is told as a fact of now."""
    harm = any(c.kind in ("killed", "injured") for c in report.casualties)
    return report.modality == "asserted" and (harm or report.type.plover == "ASSAULT")


def inherit(
    reports: Sequence[Report],
    text: str,
    sentences: Sequence[Sentence],
    resolved: Resolved,
    weights: Mapping[str, float],
) -> list[Report]:
    """The reports of a story, those of violence with the places that they take over from it."""
    heirs = [r for r in reports if is_heir(r)]
    if all(lack(r.place) is None for r in heirs):
        return list(reports)
    spots = Spots(text, sentences, resolved.mentions, resolved.places, heirs)
    taken: dict[str, Place] = {}
    for report in heirs:
        case = spots.case(report)
        place = chosen(case, report.place, weights) if case is not None else None
        if place is not None:
            taken[report.id] = place
    return [replace(r, place=taken[r.id]) if r.id in taken else r for r in reports]


def chosen(case: Case, own: Place | None, weights: Mapping[str, float]) -> Place | None:
    """The place that an event takes over, or its own with the division that it lies in; ``None`` where neither is likely."""
    odds = probabilities(case, weights)
    area, mass = likeliest(case, odds)
    sure = SURE[case.lack]
    if mass < sure:
        return None
    best, share = max(zip(case.options, odds, strict=True), key=lambda pair: pair[1])
    if case.lack == "name" and own is not None:
        inside = best if best.place.precision == "town" and share >= sure and _says_inside(best) else None
        return _lying(own, area, inside, mass)
    if share < sure:
        division = next((o for o in case.options if o.area == area and o.place.precision == "admin1"), None)
        if division is None:
            return _lying(own, area, None, mass) if case.lack == "word" and own is not None else None
        best, share = division, mass
    place = best.place
    return replace(place, score=round(place.score * share, 3))


def probabilities(case: Case, weights: Mapping[str, float]) -> list[float]:
    """By option, how likely it is the event's place; what is missing to 1 is that of none."""
    scores = [_weighed(e, weights) for e in (*(o.evidence for o in case.options), case.none)]
    top = max(scores)
    raised = [exp(s - top) for s in scores]
    return [r / sum(raised) for r in raised[:-1]]


def likeliest(case: Case, odds: Sequence[float]) -> tuple[Area, float]:
    """The division with the most of the options' probability, and how much that is."""
    mass: Counter[Area] = Counter()
    for option, share in zip(case.options, odds, strict=True):
        mass[option.area] += share  # type: ignore[assignment]
    return max(mass.items(), key=lambda pair: pair[1])


def _weighed(evidence: Evidence, weights: Mapping[str, float]) -> float:
    return sum(weights.get(name, 0.0) * amount for name, amount in evidence)


def _says_inside(option: Option) -> bool:
    return any(name in ("holds", "overlaps") for name, _ in option.evidence)


def _lying(own: Place, area: Area, town: Option | None, score: float) -> Place:
    """An event's own place with the division that it lies in, and with the town that holds it where one is known."""
    own = replace(own, country=area[0], admin1=area[1], score=round(score, 3))
    if town is None:
        return own
    at = town.place
    return replace(own, id=at.id, admin2=at.admin2, lat=at.lat, lon=at.lon, precision=at.precision, relation="in")
