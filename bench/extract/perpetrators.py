"""Which organisations of a text are responsible for an incident, as slot 10 of MUC has it: candidates, and the signs of each.

A template names an organisation where the report itself has "the guerrillas", nobody, or a person: the group is told in another
sentence, accused or admitting. So every organisation that a text mentions is a candidate for each of its incidents, and it is
weighed by what ties the two (``relevance.py``, fitted on MUC's dev part).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rasid import registry
from rasid.records import Coded, Offsets, Report, Role

NEAR, FAR = 250, 1000  # characters from an incident's trigger to the organisation's name
_NAMELESS = frozenset("the of a an and de la el los las by for".split())
_SHORT = re.compile(r"\s*[\[(]\s*([^\])]+?)\s*[\])]")  # "NATIONAL LIBERATION ARMY [ELN]", and the other way round


@dataclass(slots=True)
class Organisation:
    """An organisation with all its mentions: ``spans``, and their words without articles."""

    role: Role
    spans: list[Offsets] = field(default_factory=list)
    names: list[frozenset[str]] = field(default_factory=list)
    refs: set[str] = field(default_factory=set)

    def is_one(self, role: Role, words: frozenset[str]) -> bool:
        """Whether words name this organisation: by the registry, or where one name holds all words of the other."""
        if role.ref is not None and role.ref in self.refs:
            return True
        return any(words <= name or name <= words for name in self.names)

    def add(self, role: Role, words: frozenset[str]) -> None:
        """Takes one more mention."""
        self.spans.append(role.span)
        self.names.append(words)
        if role.ref is not None:
            self.refs.add(role.ref)


@dataclass(frozen=True, slots=True)
class Words:
    """The patterns that tell who is meant (``muc.yaml``)."""

    organisation: re.Pattern[str]
    state: re.Pattern[str]
    insurgents: re.Pattern[str]
    bands: re.Pattern[str]
    groups: re.Pattern[str]


def organisations(coded: Coded, words: Words) -> list[Organisation]:
    """The organisations that a story mentions, each once, in the order of the text."""
    text = coded.document.text or ""
    out: list[Organisation] = []
    for role in _roles(coded):
        said = text[slice(*role.span)]
        if not organised(role, said, words):
            continue
        for name in _names(said, text, role.span):
            known = next((o for o in out if o.is_one(role, name)), None)
            if known is None:
                known = Organisation(role)
                out.append(known)
            if role.span not in known.spans or name not in known.names:
                known.add(role, name)
    return _joined(out)


def _joined(found: Sequence[Organisation]) -> list[Organisation]:
    """Those that share a mention are one: the name and its short form."""
    out: list[Organisation] = []
    for one in found:
        known = next((o for o in out if set(o.spans) & set(one.spans)), None)
        if known is None:
            out.append(one)
            continue
        known.spans += one.spans
        known.names += one.names
        known.refs |= one.refs
    return out


def _roles(coded: Coded) -> Iterator[Role]:
    """All mentions of actors, and what reports have as actors, in the order of the text."""
    by: dict[Offsets, Role] = {}
    for m in coded.mentions:
        if m.kind == "actor":
            ref = m.ref.id if m.ref is not None and m.ref.id in registry.load().actors else None
            by[m.span] = Role(m.id, ref, m.text, m.span)
    for report in coded.reports:
        for role in report.actors:
            by.setdefault(role.span, role)
    return iter(sorted(by.values(), key=lambda r: r.span))


def _names(said: str, text: str, span: Offsets) -> list[frozenset[str]]:
    """The words of a name, and those of its short form in brackets, inside or just behind it."""
    inside = _SHORT.search(said)
    if inside is not None:
        parts = [said[: inside.start()], inside[1]]
    else:
        behind = _SHORT.match(text, span[1])
        parts = [said, *([behind[1]] if behind is not None and behind[1].count(" ") < 6 else [])]
    named = (frozenset(re.findall(r"\w+", part.lower())) - _NAMELESS for part in parts)
    return [name for name in named if name]


def organised(role: Role, said: str, words: Words) -> bool:
    """Whether words are an organisation (slot 10) and no person or band (slot 9): by themselves, else by the registry."""
    if words.organisation.search(said):
        return True
    actor = registry.load().actors.get(role.ref) if role.ref else None
    if actor is None or actor.generic or actor.kind == "civilians":
        return False
    return words.bands.search(said) is None


def signs(
    one: Organisation, all: Sequence[Organisation], reports: Sequence[Report], coded: Coded, words: Words
) -> list[str]:
    """What speaks for or against an organisation of a story as the one responsible for an incident told by ``reports``."""
    text = coded.document.text or ""
    bands = [o for o in all if not _is_state(o, words)]
    state = _is_state(one, words)
    did = [role for r in reports for role in r.actors]
    doers = [text[slice(*role.span)] for role in did]
    mine = [said for role, said in zip(did, doers, strict=True) if _is(one, role, text)]
    nameless = any(words.insurgents.search(said) for said in doers)
    others = [r for r in coded.reports if r not in reports]
    away = min((abs(a - r.trigger.span[0]) for a, _ in one.spans for r in reports), default=FAR)
    told = {
        "did it": bool(mine),
        "did it, its people": bool(mine) and all_(words.bands.search(said) for said in mine),
        "did it, told twice": len(mine) > 1,
        "first to do it": bool(did) and _is(one, did[0], text),
        "another did it": bool(did) and not mine and any(o is not one and _is(o, r, text) for o in all for r in did),
        "a band did it": nameless and not mine and not state,
        "a band did it, no other group": nameless and not mine and not state and len(bands) == 1,
        "a band did it, the state": nameless and state,
        "somebody else did it": bool(did) and not mine,
        "nobody did it": not did,
        "nobody did it, no other group": not did and not state and len(bands) == 1,
        "did another": any(_is(one, role, text) for r in others for role in r.actors),
        "is hit": any(_is(one, role, text) for r in reports for role in r.targets),
        "is hit elsewhere": any(_is(one, role, text) for r in others for role in r.targets),
        "admits it": _claims(one, reports, text, "admits"),
        "admits something": _claims(one, others, text, "admits"),
        "tells it": _claims(one, reports, text, "reports", "asserts"),
        "accuses": _claims(one, coded.reports, text, "accuses"),
        "denies": _claims(one, coded.reports, text, "denies"),
        "state": state,
        "group": not state,
        "only group": not state and len(bands) == 1,
        "one of many": len(all) > 3,
        "told most": not state and len(one.spans) == max(len(o.spans) for o in bands),
        "told once": len(set(one.spans)) == 1,
        "same sentence": any(a >= r.quote[0] and b <= r.quote[1] for a, b in one.spans for r in reports),
        "same sentence, did not do it": not mine
        and any(a >= r.quote[0] and b <= r.quote[1] for a, b in one.spans for r in reports),
        "near": away < NEAR,
        "far": away > FAR,
        "known": bool(one.refs),
        "words for any group": all_(words.groups.search(text[slice(*span)]) for span in one.spans),
    }
    return [name for name, is_so in told.items() if is_so]


def all_(found: Iterable[object]) -> bool:
    """Whether all are there."""
    return all(found)


def _is_state(one: Organisation, words: Words) -> bool:
    known = registry.load().actors
    kinds = {known[ref].kind for ref in one.refs if ref in known}
    if kinds:
        return bool(kinds & {"government", "military", "police", "intelligence", "office"})
    return words.state.search(one.role.name) is not None and words.insurgents.search(one.role.name) is None


def _is(one: Organisation, role: Role, text: str) -> bool:
    if role.span in one.spans or role.ref is not None and role.ref in one.refs:
        return True
    return role.ref is None and any(
        name and name <= set(re.findall(r"\w+", text[slice(*role.span)].lower())) for name in one.names
    )


def _claims(one: Organisation, reports: Iterable[Report], text: str, *stances: str) -> bool:
    claims = (r.claim for r in reports if r.claim.stance in stances)
    return any(c.claimant is not None and _is(one, c.claimant, text) for c in claims)
