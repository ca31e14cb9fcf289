"""The project's own measures: the places of the corpus, whose countries are known, and cases written by hand (``cases/``).

In a case's sentence ``[Tripoli|LB]`` marks a name whose place lies in Lebanon, ``[Victoria|CA/British Columbia]`` in that
division, ``[Moscow|RU=geonames:524901]`` is that entry, ``[Paris|-]`` names no place at all, and ``[Ravn]`` is not judged. A case with
``kinds`` has more to say of its first name: see ``AREAS``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from rasid.gazetteer import Gazetteer
from rasid.gazetteer.earth import distance_km
from rasid.records import Mention, Place, Ref, Span, Story
from rasid.resolve import weights
from rasid.resolve.candidates import candidates
from rasid.resolve.phrase import Phrase, is_name, take_apart
from rasid.resolve.where import Places, Where
from train.corpus.markup import STORIES, Annotated, read
from train.corpus.split import part

CASES = Path(__file__).parent / "cases"
ONE_SENSE_KM = 50.0
AREAS = ("precision", "relation", "radius_km", "country", "admin1", "point", "line")
_MARK = re.compile(r"\[([^\]|]+)(?:\|([^\]]+))?\]")

Tally = Counter[str]


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence with its marked names as mentions, and by mention id what each should mean."""

    file: str
    text: str
    mentions: tuple[Mention, ...]
    wants: Mapping[str, str]
    area: Mapping[str, Any]


# -- the corpus ---------------------------------------------------------------


def stories(*names: str) -> Iterator[Annotated]:
    """The stories of these parts of the corpus."""
    for file in sorted(STORIES.glob("*.txt")):
        for told in read(file):
            if part(told.id, told.theatre) in names:
                yield told


def mentions(told: Annotated) -> list[Mention]:
    """The marks of a story as the reader would hand them over, in order."""
    marks = sorted((m for m in told.marks.values() if m.kind), key=lambda m: m.span)
    return [Mention(m.id, m.kind, m.span, told.words(m.id), 1.0, None) for m in marks]  # type: ignore[arg-type]


def story(told: Annotated) -> Story:
    """The story with its headline and dateline."""
    whole = (0, len(told.text))
    parts = {p.kind: Span(p.span, told.text[slice(*p.span)]) for p in reversed(told.parts)}
    body = tuple(Span(p.span, told.text[slice(*p.span)]) for p in told.parts if p.kind == "body")
    return Story(
        told.id, whole, parts.get("headline"), (), (), parts.get("dateline"), None, body, (), None, None, False
    )


def countries(told: Annotated) -> dict[str, str | None]:
    """By mark of a place, the country that it lies in; ``None`` for a place that is on no map."""
    chains = told.chains()
    values = {chains[m.id]: m.value for m in told.marks.values() if m.kind == "place" and m.value}
    out: dict[str, str | None] = {}
    for mark in told.marks.values():
        if mark.kind == "place":
            value = mark.value or values.get(chains[mark.id], told.country)
            out[mark.id] = None if value == "-" else value
    return out


def of_story(told: Annotated, where: Where, gazetteer: Gazetteer) -> Tally:
    """Right and all of one story: ``country`` where the gazetteer has a place of that name in the country, ``entry`` where it
    has one only, ``null`` where it has none there, and ``true`` among all references that say a country."""
    found = mentions(told)
    places = where.resolve(found, told.text, story=story(told))
    wanted = countries(told)
    out = Tally()
    for mention in found:
        if mention.kind == "place":
            phrase = take_apart(mention, told.text, lambda name: bool(gazetteer.exact(name)))
            if (
                is_name(phrase.name) and phrase.hint != "site"
            ):  # the airport of a town has no entry, and is not the town
                out.update(_judged(phrase, wanted[mention.id], places.refs[mention.id], gazetteer))
    return out


def _judged(phrase: Phrase, country: str | None, ref: Ref | None, gazetteer: Gazetteer) -> Iterator[str]:
    inside = [
        c.entry
        for c in candidates(gazetteer, phrase.name, phrase.hint, weights.load())
        if country and c.entry.country == country
    ]
    said = ref.country if ref is not None else None
    if ref is not None and said is None:
        return  # a river, a region of the world: it lies in no one country
    if ref is not None:
        yield from ("all true", "true") if said == country else ("all true",)
    if not inside:
        yield from ("all null", "null") if ref is None else ("all null",)
        return
    yield from ("all country", "country") if said == country else ("all country",)
    points = [(e.lat, e.lon) for e in inside if e.lat is not None and e.lon is not None]
    if points and all(distance_km(points[0], p) <= ONE_SENSE_KM for p in points):
        right = ref is not None and ref.id in {e.id for e in inside}
        yield from ("all entry", "entry") if right else ("all entry",)


# -- the cases ----------------------------------------------------------------


def cases() -> Iterator[Case]:
    """The cases in the order of their files."""
    for file in sorted(CASES.glob("*.yaml")):
        for row in yaml.safe_load(file.read_text(encoding="utf-8")):
            yield case(file.stem, row)


def case(file: str, row: str | Mapping[str, Any]) -> Case:
    """A case from its row: a marked sentence, or ``text`` with what its first name's place is."""
    marked = row if isinstance(row, str) else row["text"]
    area = {} if isinstance(row, str) else {k: v for k, v in row.items() if k != "text"}
    if unknown := area.keys() - set(AREAS):
        raise ValueError(f"{file}: {marked!r}: unknown keys {sorted(unknown)}")
    text, at, found, wants = "", 0, [], {}
    for n, match in enumerate(_MARK.finditer(marked)):
        text += marked[at : match.start()]
        span = (len(text), len(text) + len(match[1]))
        found.append(Mention(f"m{n}", "place", span, match[1], 1.0, None))
        if match[2]:
            wants[f"m{n}"] = match[2]
        text, at = text + match[1], match.end()
    return Case(file, text + marked[at:], tuple(found), wants, area)


def resolved(case: Case, where: Where) -> Places:
    """What the resolver says of a case."""
    whole = (0, len(case.text))
    told = Story("case", whole, None, (), (), None, None, (Span(whole, case.text),), (), None, None, False)
    return where.resolve(case.mentions, case.text, story=told)


def of_case(case: Case, where: Where) -> tuple[Tally, list[str]]:
    """Right and all of one case by its file's name, and a line for each error."""
    found = resolved(case, where)
    out, errors = Tally(), []
    for mention in case.mentions:
        if want := case.wants.get(mention.id):
            ok = fits(want, found.refs[mention.id])
            key = f"{case.file} null" if want == "-" else case.file
            out.update((f"all {key}", key) if ok else (f"all {key}",))
            errors += [] if ok else [f"{key}: {mention.text} is {found.refs[mention.id]}, not {want}: {case.text}"]
    place = found.places[case.mentions[0].id]
    for key, want in case.area.items():
        ok = _SAME[key](place, want)
        out.update((f"all {case.file} {key}", f"{case.file} {key}") if ok else (f"all {case.file} {key}",))
        errors += [] if ok else [f"{case.file} {key}: {want!r} not in {place}"]
    return out, errors


def fits(want: str, ref: Ref | None) -> bool:
    """Whether a reference is what a case wants."""
    if want == "-" or ref is None:
        return want == "-" and ref is None
    place, _, id = want.partition("=")
    country, _, admin1 = place.partition("/")
    return ref.country == country and (not admin1 or ref.admin1 == admin1) and (not id or ref.id == id)


def _point(place: Place, want: Any) -> bool:
    """Whether a place has no point where none is wanted, else one within 3 km."""
    if want is None or place.lat is None or place.lon is None:
        return want is None and place.lat is None
    return distance_km((place.lat, place.lon), (want[0], want[1])) <= 3


_SAME: dict[str, Callable[[Place, Any], bool]] = {
    "precision": lambda place, want: place.precision == want,
    "relation": lambda place, want: place.relation == want,
    "radius_km": lambda place, want: place.radius_km == want,
    "country": lambda place, want: place.country == want,
    "admin1": lambda place, want: place.admin1 == want,
    "point": _point,
    "line": lambda place, want: (place.geometry is not None and place.geometry["type"] == "LineString") == want,
}


def rates(tallies: Mapping[str, Tally]) -> dict[str, float]:
    """Share of right ones by measure, each by the name of its tally."""
    return {
        f"{name} {key.removeprefix('all ')}": round(tally[key.removeprefix("all ")] / n, 4)
        for name, tally in tallies.items()
        for key, n in sorted(tally.items())
        if key.startswith("all ")
    }


def tallies(where: Where, gazetteer: Gazetteer, *parts: str) -> dict[str, Tally]:
    """The corpus's tally by part, and that of the cases."""
    out = {name: sum((of_story(s, where, gazetteer) for s in stories(name)), Tally()) for name in parts}
    return out | {"cases": sum((of_case(c, where)[0] for c in cases()), Tally())}
