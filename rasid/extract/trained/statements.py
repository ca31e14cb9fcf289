"""Control and measures as the model reads them, and joined with what the rules read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rasid.extract.analysis import Item
from rasid.extract.measure_sets import counted
from rasid.extract.people import People
from rasid.extract.trained.events import Scored
from rasid.extract.trained.nodes import OPEN, Node
from rasid.records import Control, Interval, Measure, Offsets, Resolved

_LONGEST = 300  # characters of an action
_CLOSING = frozenset("\" ' \u201d \u2019 ) % $".split())
_NOBODY = frozenset("no nobody none neither".split())  # what such a phrase holds is held by none
_SHORTEST = 3  # words: of shorter ones that the model marks, hardly any is a measure (dev part)


def controls(scored: Scored, people: People, resolved: Resolved) -> Iterator[Control]:
    """The statements of control that the model marks, each with every holder and place it is linked to."""
    for i, node in enumerate(scored.nodes):
        if node.name != "control" or node.view.sentence.part == "caption":
            continue
        state, modality = scored.judged(i, "state")[0], scored.judged(i, "modality")[0]
        held = scored.items(i, "held") or scored.likeliest(i, "held")
        holders = scored.items(i, "holder") or scored.likeliest(i, "holder")
        when = _when(scored, i, people)
        if when is None and modality != "background":
            when = resolved.story.published
        said = scored.best(i, "says")
        claimant = people.role(said) if said is not None else None
        span = (node.view.sentence.start, node.view.sentence.end)
        for holder in holders:
            role = people.role(holder) if holder.low.split(" ", 1)[0] not in _NOBODY else None
            for place in held if role is not None else ():
                yield Control(people.place(place), role, state, when, claimant, modality, span)  # type: ignore[arg-type]


def _when(scored: Scored, i: int, people: People) -> Interval | None:
    item = scored.best(i, "on")
    return people.time(item) if item is not None else None


def joined_controls(trained: Sequence[Control], rules: Sequence[Control]) -> tuple[Control, ...]:
    """Both, in the order of the text; of one sentence the rules add only places that the model says nothing of."""
    known = {(c.span, c.place.name) for c in trained}
    rows = [*trained, *(c for c in rules if (c.span, c.place.name) not in known)]
    out: dict[tuple[object, ...], Control] = {}
    for row in sorted(rows, key=lambda c: c.span):
        out.setdefault((row.span, row.place.name, row.holder.name, row.state), row)
    return tuple(out.values())


def measures(scored: Scored, people: People, text: str) -> tuple[Measure, ...]:
    """The measures that the model marks and knows an issuer of, with the announced count of their set where one is told."""
    told = []
    for i, node in enumerate(scored.nodes):
        issuer = next(iter(_issuers(scored, i)), None) if node.name == "measure" else None
        role = people.role(issuer) if issuer is not None else None
        if role is None or issuer is None:
            continue
        span = _span(scored, node)
        to = scored.best(i, "to")
        action = " ".join(text[slice(*span)].split())[:_LONGEST]
        if len(action.split()) < _SHORTEST:
            continue
        domain, status = scored.judged(i, "domain")[0], scored.judged(i, "status")[0]
        addressee = people.role(to) if to is not None and to is not issuer else None
        row = Measure(role, addressee, action, domain, status, None, None, span)  # type: ignore[arg-type]
        told.append((row, node.view, _country(issuer, people)))
    return counted(told, list(scored.words.views), text)


def _issuers(scored: Scored, i: int) -> list[Item]:
    issuer = scored.best(i, "issuer")
    return [issuer] if issuer is not None else scored.likeliest(i, "issuer")


def _span(scored: Scored, node: Node) -> Offsets:
    """The words of a measure, without what only leads to more."""
    a = node.a - scored.words.number(node.view, 0)
    b, low = a + node.b - node.a, node.view.sentence.low
    while b - a > 1 and (low[b - 1] in OPEN or not low[b - 1][0].isalnum() and low[b - 1] not in _CLOSING):
        b -= 1
    return node.view.sentence.span(a, b)


def _country(item: Item, people: People) -> str | None:
    return people.country(item) if item.kind in ("actor", "person_role") else None


def joined_measures(trained: Sequence[Measure], rules: Sequence[Measure]) -> tuple[Measure, ...]:
    """Both, in the order of the text; where both read a measure the rules' words stand, which are cut more exactly."""
    spans = [m.span for m in rules]
    more = [m for m in trained if not any(m.span[0] < b and a < m.span[1] for a, b in spans)]
    return tuple(sorted([*rules, *more], key=lambda m: m.span))
