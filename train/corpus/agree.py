"""How well two annotations of the same stories agree: ``python -m train.corpus.agree``.

The second pass (second/second.txt) was made without sight of the first, over a part of the stories.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from rasid import ontology
from train.corpus.markup import KINDS, STORIES, Annotated, Event, chunks, read, story

SECOND = STORIES.parent / "second" / "second.txt"
ROLES = ("actor", "target", "with", "at", "on", "says", "killed", "injured", "missing", "detained", "displaced")
LETTERS = {**KINDS, "e": "trigger", "q": "cue", "c": "control word", "m": "measure"}


@dataclass(slots=True)
class Agreement:
    """Common, first's and second's counts by what is counted; and pairs of values by field."""

    counts: dict[str, list[int]] = field(default_factory=dict)
    values: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def add(self, what: str, common: int, first: int, second: int) -> None:
        """Count marks or links that both, the first and the second have."""
        row = self.counts.setdefault(what, [0, 0, 0])
        for i, n in enumerate((common, first, second)):
            row[i] += n

    def f1(self, what: str) -> float:
        """The share of what either has that both have, each weighed alike."""
        common, first, second = self.counts[what]
        return 2 * common / (first + second) if first + second else 0.0

    def kappa(self, what: str) -> tuple[float, float]:
        """Accuracy and Cohen's kappa of a field."""
        pairs = self.values[what]
        n = len(pairs)
        observed = sum(a == b for a, b in pairs) / n
        left, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
        chance = sum(left[k] * right[k] for k in left) / n / n
        return observed, (observed - chance) / (1 - chance) if chance < 1 else 1.0


def agreement(pairs: Iterable[tuple[Annotated, Annotated]]) -> Agreement:
    """The agreement over pairs of annotations of the same text."""
    out = Agreement()
    for first, second in pairs:
        if first.text != second.text:
            raise ValueError(f"{first.id}: the two annotations are of different texts")
        _marks(out, first, second)
        _values(out, first, second)
        _events(out, first, second)
        _control(out, first, second)
        _measures(out, first, second)
    return out


def _marks(out: Agreement, first: Annotated, second: Annotated) -> None:
    for letter, name in LETTERS.items():
        one, other = (Counter(_last(s, m.id) for m in s.marks.values() if m.id[0] == letter) for s in (first, second))
        out.add(f"mark {name}", sum((one & other).values()), sum(one.values()), sum(other.values()))


def _values(out: Agreement, first: Annotated, second: Annotated) -> None:
    """Times and counts whose place and value are the same; and, of those that both marked, the pairs of values."""
    for letter, name in (("t", "time"), ("n", "quantity")):
        one, other = _valued(first, letter), _valued(second, letter)
        both = one.keys() & other.keys()
        out.add(f"value {name}", sum(one[at] == other[at] for at in both), len(one), len(other))
        out.values.setdefault(f"value {name}, of marks of both", []).extend((one[at], other[at]) for at in sorted(both))


def _valued(story: Annotated, letter: str) -> dict[int, str]:
    """By the last word of a mark its value; a mark without one has that of the mark it equals."""
    chain = story.chains()
    known = {chain[m.id]: m.value for m in story.marks.values() if m.value is not None}
    marks = (m for m in story.marks.values() if m.id[0] == letter)
    return {_last(story, m.id): m.value or known[chain[m.id]] for m in marks}


def _last(story: Annotated, id: str) -> int:
    """Where the last word of a mark begins."""
    a, b = story.marks[id].span
    words = story.text[a:b].rstrip(".,;:\"'”")
    return a + max(words.rfind(" "), words.rfind("\n")) + 1


def _chains(story: Annotated) -> dict[str, frozenset[int]]:
    """By mark, the last words of all marks for the same thing."""
    chain = story.chains()
    groups: dict[str, set[int]] = {}
    for id, first in chain.items():
        groups.setdefault(first, set()).add(_last(story, id))
    return {id: frozenset(groups[first]) for id, first in chain.items()}


def _events(out: Agreement, first: Annotated, second: Annotated) -> None:
    one, other = _chains(first), _chains(second)
    found = _aligned(first, second)
    out.add("trigger, overlapping", len(found), len(first.events), len(second.events))
    classes = ontology.load().classes
    for i, j in found:
        a, b = first.events[i], second.events[j]
        values = (("class", a.type, b.type), ("PLOVER type", classes[a.type].plover, classes[b.type].plover),
                  ("modality", a.modality, b.modality), ("stance", a.stance, b.stance))  # fmt: skip
        for name, x, y in values:
            out.values.setdefault(name, []).append((x, y))
        for role in ROLES:
            mine, theirs = _role(a, role), _role(b, role)
            both = _matched(mine, theirs, lambda x, y: bool(one[x] & other[y]))
            out.add(f"role {role}", both, len(mine), len(theirs))
    place = dict(found)
    pairs = [
        {frozenset((x, y)) for x in s.events for y in s.events if x < y and s.root(x) == s.root(y)}
        for s in (first, second)
    ]
    moved = {frozenset(place[x] for x in pair) for pair in pairs[0] if pair <= place.keys()}
    reached = {pair for pair in pairs[1] if pair <= set(place.values())}
    out.add("same event", len(moved & reached), len(moved), len(reached))


def _aligned(first: Annotated, second: Annotated) -> list[tuple[str, str]]:
    """Triggers of both that are one: the same words first, then words that overlap, at most one each."""
    out, mine, theirs = [], dict(first.events), dict(second.events)
    for exact in (True, False):
        for i in list(mine):
            a = first.marks[i].span
            spans = {j: second.marks[j].span for j in theirs}
            fits = [j for j, b in spans.items() if (a == b if exact else a[0] < b[1] and b[0] < a[1])]
            if fits:
                j = min(fits, key=lambda j: theirs[j].type != mine[i].type)
                out.append((i, j))
                del mine[i], theirs[j]
    return out


def _role(event: Event, role: str) -> tuple[str, ...]:
    one = {"at": event.at, "on": event.on, "says": event.says}
    if role in one:
        id = one[role]
        return (id,) if id is not None else ()
    many = {"actor": event.actor, "target": event.target, "with": event.means}
    return many[role] if role in many else tuple(h.count for h in event.harmed if h.kind == role)


def _matched(mine: Sequence[str], theirs: Sequence[str], same: Callable[[str, str], bool]) -> int:
    left, n = list(theirs), 0
    for x in mine:
        found = next((y for y in left if same(x, y)), None)
        if found is not None:
            left.remove(found)
            n += 1
    return n


def _control(out: Agreement, first: Annotated, second: Annotated) -> None:
    one, other = _chains(first), _chains(second)

    def same(x: str, y: str) -> bool:
        a, b = first.control[x], second.control[y]
        return a.state == b.state and bool(one[a.holder] & other[b.holder]) and bool(one[a.place] & other[b.place])

    both = _matched(list(first.control), list(second.control), same)
    out.add("control: state, holder and place", both, len(first.control), len(second.control))


def _measures(out: Agreement, first: Annotated, second: Annotated) -> None:
    both = 0
    for i, a in first.measures.items():
        span = first.marks[i].span
        found = next((j for j in second.measures if _half(span, second.marks[j].span)), None)
        if found is not None:
            both += 1
            b = second.measures[found]
            out.values.setdefault("measure status", []).append((a.status, b.status))
            out.values.setdefault("measure domain", []).append((a.domain, b.domain))
    out.add("measure, half overlapping", both, len(first.measures), len(second.measures))


def _half(a: tuple[int, int], b: tuple[int, int]) -> bool:
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return 2 * shared >= max(a[1], b[1]) - min(a[0], b[0])


def passes(stories: Iterable[Annotated] | None = None) -> list[tuple[Annotated, Annotated]]:
    """The stories that were annotated twice; ``stories`` are those of the first pass where they are read already."""
    first = {s.id: s for s in (stories or (s for file in STORIES.glob("*.txt") for s in read(file)))}
    found = (story(chunk, "second") for chunk in chunks(SECOND.read_text(encoding="utf-8")))
    return [(first[s.id], s) for s in found]


def lines(found: Agreement) -> list[str]:
    """The agreement as a table's rows."""
    rows = [f"| {what} | {found.f1(what):.3f} | | {n[0]} / {n[1]} / {n[2]} |" for what, n in found.counts.items()]
    for what, pairs in found.values.items():
        accuracy, kappa = found.kappa(what)
        rows.append(f"| {what} | {accuracy:.3f} | {kappa:.3f} | {len(pairs)} |")
    return rows


if __name__ == "__main__":
    print("| What | F1 or accuracy | kappa | common / first / second, or n |\n| --- | --- | --- | --- |")
    print("\n".join(lines(agreement(passes()))))
