"""Control and measures that a model tells: first with their items, and as records once these are resolved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rasid.extract.analysis import Item, View
from rasid.extract.llm import items
from rasid.extract.llm.answer import Lists, ToldControl, ToldMeasure
from rasid.extract.llm.quotes import Quotes, shown
from rasid.extract.measure_sets import counted
from rasid.extract.people import People
from rasid.records import Control, Measure, Offsets, Resolved

_LONGEST = 300  # characters of an action


@dataclass(frozen=True, slots=True)
class Held:
    """A statement of control before its items are resolved."""

    view: View
    told: ToldControl
    holder: Item
    place: Item
    time: Item | None
    claimant: Item | None


@dataclass(frozen=True, slots=True)
class Taken:
    """A measure before its items are resolved; ``span`` are the words of the action."""

    view: View
    told: ToldMeasure
    span: Offsets
    issuer: Item
    addressee: Item | None


def held(quotes: Quotes, lists: Lists, told: Sequence[ToldControl]) -> Iterator[Held]:
    """The statements whose words are in the text and on the lists."""
    for one in told:
        what = f"control of {shown(one.place)}"
        if not _listed(quotes, lists, what, one, "state", "modality"):
            continue
        span = quotes.find(f"{what}: sentence", one.sentence, None)
        view = quotes.view(span[0]) if span is not None else None
        if span is None or view is None:
            continue
        holder = items.find(quotes, items.ACTOR, f"{what}: holder", one.holder, span)
        place = items.find(quotes, items.PLACE, f"{what}: place", one.place, span)
        if holder is None or place is None:
            quotes.drop(f"{what} dropped: it lacks a {'holder' if holder is None else 'place'}", span)
            continue
        time = items.find(quotes, items.TIME, f"{what}: time", one.time, span)
        claimant = items.find(quotes, items.ACTOR, f"{what}: claimant", one.claimant, span)
        yield Held(view, one, holder, place, time, claimant)


def taken(quotes: Quotes, lists: Lists, told: Sequence[ToldMeasure]) -> Iterator[Taken]:
    """The measures whose words are in the text and on the lists."""
    for one in told:
        what = f"measure {shown(one.action)}"
        if not _listed(quotes, lists, what, one, "domain", "status"):
            continue
        span = quotes.find("measure: action", one.action, None)
        view = quotes.view(span[0]) if span is not None else None
        if span is None or view is None:
            continue
        issuer = items.find(quotes, items.ACTOR, f"{what}: issuer", one.issuer, span)
        if issuer is None:
            quotes.drop(f"{what} dropped: it lacks an issuer", span)
            continue
        addressee = items.find(quotes, items.PARTY, f"{what}: addressee", one.addressee, span)
        yield Taken(view, one, span, issuer, addressee if addressee is not issuer else None)


def _listed(quotes: Quotes, lists: Lists, what: str, told: ToldControl | ToldMeasure, *keys: str) -> bool:
    for key in keys:
        if (value := getattr(told, key)) not in getattr(lists, key):
            quotes.drop(f"{what} dropped: no {key} {shown(value)}", None)
            return False
    return True


def controls(rows: Sequence[Held], people: People, resolved: Resolved) -> tuple[Control, ...]:
    """The statements as records, in the order of the text, each once."""
    out: dict[tuple[object, ...], Control] = {}
    for row in sorted(rows, key=lambda row: row.view.sentence.start):
        holder = people.role(row.holder)
        if holder is None:
            continue
        when = people.time(row.time) if row.time is not None else None
        if when is None and row.told.modality != "background":
            when = resolved.story.published
        claimant = people.role(row.claimant) if row.claimant is not None else None
        span = (row.view.sentence.start, row.view.sentence.end)
        place, state, modality = people.place(row.place), row.told.state, row.told.modality
        found = Control(place, holder, state, when, claimant, modality, span)  # type: ignore[arg-type]
        out.setdefault((span, place.name, holder.name, state), found)
    return tuple(out.values())


def measures(rows: Sequence[Taken], people: People, views: Sequence[View], text: str) -> tuple[Measure, ...]:
    """The measures as records, in the order of the text, with the announced count of their set where one is told."""
    told = []
    for row in sorted(rows, key=lambda row: row.span):
        issuer = people.role(row.issuer)
        if issuer is None:
            continue
        addressee = people.role(row.addressee) if row.addressee is not None else None
        if addressee is not None and row.addressee is not None and row.addressee.kind not in ("actor", "person_role"):
            addressee = replace(addressee, ref=None)  # schools are told to close: a place is nobody's registry entry
        action = " ".join(text[slice(*row.span)].split())[:_LONGEST]
        domain, status = row.told.domain, row.told.status
        measure = Measure(issuer, addressee, action, domain, status, None, None, row.span)  # type: ignore[arg-type]
        country = people.country(row.issuer) if row.issuer.kind in ("actor", "person_role") else None
        told.append((measure, row.view, country))
    return counted(told, list(views), text)
