"""One told event, several words: harm with what caused it, and the same event told again."""

from __future__ import annotations

from rasid.extract.candidates import Candidate
from rasid.extract.harm import union

HARM = frozenset(("killing", "death", "injury", "destruction", "displacement", "massacre"))
# Words for violence that may name any violent event told more exactly elsewhere.
_GENERAL = HARM | {"attack", "offensive", "raid", "bombing", "shooting"}
_STRIKES = frozenset(
    ("airstrike", "drone_strike", "missile_strike", "shelling", "rocket_fire", "bombing", "attack", "shooting")
)
_WINDOW = 8  # sentences: how far back "the attack" reaches
_APART = frozenset(
    (
        "since",
        "separately",
        "separate",
        "meanwhile",
        "elsewhere",
        "another",
        "while",
        ";",
        "whereas",
        "later",
        "earlier",
        "previous",
        "previously",
    )
)


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
    if a.event == b.event and b.carrier is a.chunk:
        return True
    if not all(c.event in violent or _is_harm(c) for c in (a, b)):
        return False
    if _says_of(a, b):
        return True
    if a.modality != b.modality or _parted(a, b):
        return False
    if a.actors and b.actors and not set(map(_key, a.actors)) & set(map(_key, b.actors)):
        return False
    if _is_harm(a) or _is_harm(b):
        return True
    if _counted(a) or _counted(b):
        return False  # "attacks ..., over 120 rocket strikes": a number of events is told for itself
    return (a.event == b.event or {a.event, b.event} <= _STRIKES) and not _both_sided(a, b)


def _says_of(a: Candidate, b: Candidate) -> bool:
    """ "Two bombings hit ...", "the strike was the deadliest attack": ``b`` is said of the noun that is ``a``."""
    clauses = a.view.clauses
    if a.chunk.verbal:
        return False
    if b.chunk.verbal:
        return clauses.subject(b.chunk) is a.chunk
    k = clauses.at[b.chunk.a]
    verb = clauses.chunks[k - 1] if k else None
    return (
        verb is not None and verb.verbal and a.view.sentence.tags[verb.head] == "B" and clauses.subject(verb) is a.chunk
    )


def _vaguer(a: Candidate, b: Candidate) -> bool:
    return (_is_harm(a) and not _is_harm(b)) or (a.event == "attack" and not _is_harm(b) and b.event != "attack")


def _is_harm(c: Candidate) -> bool:
    """By its words, whatever the means made of it ("killing" by a missile is still told as harm)."""
    return c.trigger.event in HARM


def _counted(c: Candidate) -> bool:
    return not c.chunk.verbal and "c" in c.view.sentence.tags[c.chunk.a : c.chunk.b]


def _both_sided(a: Candidate, b: Candidate) -> bool:
    return bool(a.targets and b.targets and not set(map(_key, a.targets)) & set(map(_key, b.targets)))


def _key(item: object) -> object:
    return getattr(item, "means", None) or item


def _parted(a: Candidate, b: Candidate) -> bool:
    lo, hi = sorted((a, b), key=lambda c: c.a)
    words = a.view.sentence.low[lo.b : hi.a]
    if _is_harm(hi) and not hi.actors:
        words = [w for w in words if w != ";"]  # "...; two of its fighters were killed"
    return any(w in _APART for w in words)


def _join(out: list[Candidate], host: Candidate, other: Candidate) -> None:
    """Keep the more telling trigger of the two; the other's roles and harm go to it."""
    if _vaguer(host, other):
        out[out.index(host)] = other
        host, other = other, host
    harm_only = _is_harm(other)
    for name in ("actors", "means"):
        mine = getattr(host, name)
        mine += [i for i in getattr(other, name) if i not in mine and (not mine or name == "means")]
    if not host.targets or harm_only:
        host.targets += [i for i in other.targets if i not in host.targets and i not in host.actors]
    host.harm = union(host.harm, other.harm)
    if other.trigger.event != "displacement":  # people flee from one place to another
        host.place = host.place or other.place
    host.merged.append(other)


def retells(earlier: Candidate, later: Candidate, violent: frozenset[str]) -> bool:
    """Whether ``later``, in a following sentence, tells the event of ``earlier`` again."""
    if (earlier.event in violent) != (later.event in violent) or earlier.modality != later.modality:
        return False
    same = earlier.event == later.event
    if not same and not (
        earlier.event in violent
        and (earlier.event in _GENERAL or later.event in _GENERAL or {earlier.event, later.event} <= _STRIKES)
    ):
        return False
    if _clash(earlier, later):
        return False
    if _is_harm(later) and _toll_of(earlier, later):
        return True
    if earlier.view.sentence.part == "headline":
        return _shared(earlier, later) >= (1 if same else 2) or (_bare(earlier) and same)
    if _definite(later) and later.view.index - earlier.view.index <= _WINDOW:
        return _shared(earlier, later) >= (0 if not later.chunk.verbal and _bare(later) else 1)
    return same and earlier.event in violent and _shared(earlier, later) >= 3


def _toll_of(earlier: Candidate, later: Candidate) -> bool:
    """ "Two policemen were killed." right after a blast: people harmed by nobody named, nowhere else, in the same paragraph."""
    near = (
        0 < later.view.index - earlier.view.index <= 2
        and later.view.sentence.paragraph == earlier.view.sentence.paragraph
    )
    new = {h.kind for h in later.harm} - {h.kind for h in earlier.harm}
    own = any(i.kind in ("place", "time") and i.sense == "name" for i in later.view.items)
    own = own and later.trigger.frame != "tolls"
    return (
        near
        and bool(new)
        and not (later.actors or later.means or own)
        and not any(w in _APART for w in later.view.sentence.low)
    )


def _bare(c: Candidate) -> bool:
    return not (c.actors or c.targets or c.harm)


def _definite(c: Candidate) -> bool:
    return not c.chunk.verbal and c.view.sentence.low[c.chunk.a] in ("the", "this", "that", "these", "those", "such")


def _words(items: list[object]) -> set[str]:
    out: set[str] = set()
    for item in items:
        ref = getattr(item, "hit", None) or getattr(getattr(item, "means", None), "hit", None)
        out.add(ref.actors[0].id if ref is not None else "")
    return out - {""}


def _clash(a: Candidate, b: Candidate) -> bool:
    """Different named actors, different named places, or different dead: not one event."""
    actors_a, actors_b = _words(list(a.actors)), _words(list(b.actors))
    if actors_a and actors_b and not actors_a & actors_b:
        return True
    if (
        a.place is not None
        and b.place is not None
        and a.place.low != b.place.low
        and b.place.sense == a.place.sense == "name"
    ):
        return a.view.sentence.part != "headline"
    if a.time is not None and b.time is not None and a.time.low != b.time.low:
        return True
    dead_a, dead_b = _dead(a), _dead(b)
    return bool(dead_a and dead_b and not dead_a & dead_b)


def _dead(c: Candidate) -> set[tuple[str, int]]:
    return {(h.kind, h.count.low) for h in c.harm}


def _shared(a: Candidate, b: Candidate) -> int:
    """How many of actor, target, place, harm the two have in common."""
    return (
        bool(_words(list(a.actors)) & _words(list(b.actors)))
        + bool(_words(list(a.targets)) & _words(list(b.targets)))
        + (a.place is not None and b.place is not None and a.place.low == b.place.low)
        + 2 * bool(_dead(a) & _dead(b))
    )
