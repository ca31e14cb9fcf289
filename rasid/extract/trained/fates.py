"""What became of people whom a number counts: one fate, unless the text tells two; where the rules read it off the grammar, theirs.

Of 2121 counts in the corpus 10 have two fates ("abducted the three and executed them"). The model judges each pair of an event and a
count by itself and gives "abducted five and killed one" five dead too.

The model links a count to its event well, but calls the injured of a bombing killed: of the counts in 260 texts of MUC's dev part that both
read, the two differed in 14 between killed, injured and detained, and the rules were right in 13.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rasid.extract.candidates import Candidate, Harm
from rasid.records import CasualtyKind

Told = Iterable[tuple[Candidate, Sequence[Candidate]]]

_TOLD_APART: tuple[CasualtyKind, ...] = (
    "killed",
    "injured",
    "detained",
)  # a hostage is detained to one, missing to the other

_EVEN = 0.5


@dataclass(frozen=True, slots=True)
class Linked:
    """A count, by its number among the story's spans, that an event is linked to by a fate, with the link's probability."""

    kind: CasualtyKind
    count: int
    sure: float


def told_apart(events: Mapping[int, Sequence[Linked]]) -> dict[int, list[Linked]]:
    """The counts of each event without those that fare otherwise.

    A count has its likeliest fate; a second one only from an event that has no count of its own and is likelier so than not.
    """
    fate: dict[int, Linked] = {}
    for one in (link for links in events.values() for link in links):
        if one.count not in fate or one.sure > fate[one.count].sure:
            fate[one.count] = one
    return {i: [link for link in links if _stands(link, links, fate)] for i, links in events.items()}


def _stands(link: Linked, links: Iterable[Linked], fate: Mapping[int, Linked]) -> bool:
    if fate[link.count].kind == link.kind:
        return True
    has_its_own = any(o.kind == link.kind == fate[o.count].kind for o in links)
    return link.sure > _EVEN and not has_its_own


def by_grammar(told: Told, rules: Told) -> None:
    """Gives the counts of events ``told`` the fate that the rules read for the same words, where they read one of a few."""
    fates: dict[tuple[int, int], set[CasualtyKind]] = {}
    for h in _harms(rules):
        for word in range(h.count.a, h.count.b):
            fates.setdefault((h.view.index, word), set()).add(h.kind)
    for c in _candidates(told):
        c.harm = list({(h.kind, h.view.index, h.count): h for h in (_read(h, fates) for h in c.harm)}.values())


def _read(h: Harm, fates: dict[tuple[int, int], set[CasualtyKind]]) -> Harm:
    read = {fate for word in range(h.count.a, h.count.b) for fate in fates.get((h.view.index, word), ())}
    if len(read) != 1 or h.kind not in _TOLD_APART or not read <= set(_TOLD_APART):
        return h
    return replace(h, kind=next(iter(read)))


def _harms(told: Told) -> Iterable[Harm]:
    return (h for c in _candidates(told) for h in c.harm)


def _candidates(told: Told) -> Iterable[Candidate]:
    return (c for best, others in told for c in (best, *others))
