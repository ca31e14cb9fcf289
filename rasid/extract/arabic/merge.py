"""One told event, several words: harm with what caused it, and the same event told again."""

from __future__ import annotations

from rasid.extract.arabic.events import HARM, Candidate
from rasid.extract.arabic.phrases import Item

_STRIKES = frozenset(
    (
        "airstrike",
        "shelling",
        "missile_strike",
        "rocket_fire",
        "bombing",
        "attack",
        "drone_strike",
        "shooting",
        "suicide_bombing",
    )
)
_GENERAL = HARM | {"attack", "massacre"}
_APART = frozenset(
    ("بينما", "فيما", "منفصل", "اخر", "اخري", "لاحق", "كذلك", "ايضا", "؛", "سياق", "المقابل", "حين", "كما")
)
_WINDOW = 3  # sentences: how far back "the attack" reaches


def within(found: list[Candidate], violent: frozenset[str]) -> list[Candidate]:
    """The candidates of one sentence with harm joined to its cause, and repeats of one event joined."""
    out: list[Candidate] = []
    for candidate in found:
        host = next((c for c in reversed(out) if _one(c, candidate, violent)), None)
        if host is None:
            out.append(candidate)
        else:
            _join(out, host, candidate)
    return out


def _one(a: Candidate, b: Candidate, violent: frozenset[str]) -> bool:
    if a.event not in violent or b.event not in violent or a.modality != b.modality or _parted(a, b):
        return False
    if a.actors and b.actors and not _shared(a.actors, b.actors):
        return False
    if a.event in HARM or b.event in HARM:
        return True
    return (a.event == b.event or {a.event, b.event} <= _STRIKES) and not (
        a.targets and b.targets and a.trigger.verb and b.trigger.verb
    )


def _shared(a: list[Item], b: list[Item]) -> bool:
    return bool(set(map(_who, a)) & set(map(_who, b)))


def _who(item: Item) -> object:
    return item.actor.id if item.actor is not None else (item.sense, item.head)


def _parted(a: Candidate, b: Candidate) -> bool:
    lo, hi = sorted((a, b), key=lambda c: c.a)
    return any(k in _APART for k in a.view.sentence.keys[lo.b : hi.a])


def _join(out: list[Candidate], host: Candidate, other: Candidate) -> None:
    """Keep the more telling trigger of the two; the other's roles and harm go to it."""
    vaguer = (
        host.event in HARM
        and other.event not in HARM
        or host.event == "attack"
        and other.event not in HARM | {"attack"}
        or host.event == "injury"
        and other.event in ("killing", "death")
    )
    if vaguer:
        out[out.index(host)] = other
        host, other = other, host
    host.actors += [i for i in other.actors if i not in host.actors and i not in host.targets and not host.actors]
    host.means += [i for i in other.means if i not in host.means]
    if not host.targets or other.event in HARM:
        host.targets += [i for i in other.targets if i not in host.targets and i not in host.actors]
    host.harm += [h for h in other.harm if (h.kind, h.count.a) not in {(g.kind, g.count.a) for g in host.harm}]
    host.place = host.place or other.place
    host.time = host.time or other.time
    if host.claimant is None:
        host.claimant, host.stance, host.cue = other.claimant, other.stance, other.cue


def retells(earlier: Candidate, later: Candidate, violent: frozenset[str]) -> bool:
    """Whether ``later``, in a following sentence, tells the event of ``earlier`` again."""
    if (
        earlier.event not in violent
        or later.event not in violent
        or earlier.modality != later.modality
        or _clash(earlier, later)
    ):
        return False
    alike = (
        earlier.event == later.event
        or earlier.event in _GENERAL
        or later.event in _GENERAL
        or {earlier.event, later.event} <= _STRIKES
    )
    if not alike:
        return False
    same = _same(earlier, later)
    if earlier.view.sentence.part == "headline":
        return same >= 1
    if later.definite and not later.trigger.verb and later.view.sentence.index - earlier.view.sentence.index <= _WINDOW:
        return True
    return same >= 3


def _same(a: Candidate, b: Candidate) -> int:
    return (
        bool(a.actors and b.actors and _shared(a.actors, b.actors))
        + bool(a.place and b.place and _name(a) == _name(b))
        + 2 * bool(_dead(a) & _dead(b))
    )


def _clash(a: Candidate, b: Candidate) -> bool:
    """Different named actors, places or dead: not one event."""
    named_a, named_b = ({i.actor.id for i in c.actors if i.actor is not None} for c in (a, b))
    if named_a and named_b and not named_a & named_b:
        return True
    if a.place is not None and b.place is not None and _name(a) != _name(b) and a.view.sentence.part != "headline":
        return True
    killed_a, killed_b = ({h.count.low for h in c.harm if h.kind == "killed"} for c in (a, b))
    return bool(killed_a and killed_b and not killed_a & killed_b)


def _dead(c: Candidate) -> set[tuple[str, int]]:
    return {(h.kind, h.count.low) for h in c.harm}


def _name(c: Candidate) -> str:
    return (
        " ".join(c.view.sentence.keys[c.place.a : c.place.b]).removeprefix("ب").removeprefix("ال")
        if c.place is not None
        else ""
    )
