"""Whose losses a state tells: soldiers that it reports killed, of no named side, are its own, so it is not who killed them.

In the corpus 10 of 11 tellings by a government, an army or a police force of bare "soldiers" or "policemen" lost are of its own; an
armed group that counts "107 soldiers killed" as a rule killed them.
"""

from __future__ import annotations

from collections.abc import Iterable

from rasid.extract.analysis import Item
from rasid.extract.attribution import Speech
from rasid.extract.candidates import Candidate

_STATE = frozenset(("government", "military", "police"))
_OF_OTHERS = frozenset(("enemy", "hostile", "opposing", "rebel"))


def own(c: Candidate, said: Iterable[Speech]) -> None:
    """Takes from the actors a state that only says so: "the army reported two soldiers killed in a strike"."""
    if not any(_lost(c, item) for item in c.targets):
        return
    for speech in said:
        if speech.first <= c.a < speech.last and _is_state(speech.claimant):
            c.actors = [item for item in c.actors if item.span != speech.claimant.span]


def _lost(c: Candidate, item: Item) -> bool:
    """Whether an item are forces of no named side that the sentence says were killed or hurt, by a passive that names nobody."""
    if item.sense != "forces" or item.s != c.view.index or not _OF_OTHERS.isdisjoint(item.low.split()):
        return False
    if any(x < item.b and item.a < y and hit.sort != "generic" for x, y, hit in c.view.hits):
        return False
    clauses = c.view.clauses
    for group in clauses.chunks:
        if group.verbal and group.a <= c.a and clauses.passive(group) and clauses.agent(group) is None:
            subject = clauses.subject(group)
            if subject is not None and c.view.item(subject) is item:
                return True
    return False


def _is_state(item: Item) -> bool:
    hit = (item.means or item).hit
    return hit is not None and hit.actors[0].kind in _STATE
