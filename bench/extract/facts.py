"""What a story says as comparable facts, from an annotated story and from what a reader made of it, and how well they agree.

A report is compared by its facts: type, modality, the head of each actor, target, claimant and place, its time and each
count of people. Reports are paired first: same event type within the sentences that tell it, triggers that touch first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from rasid import ontology, registry
from rasid.records import Coded, Control, Measure, Offsets, Report, Role
from train.corpus.markup import Annotated, Event, Mark

FIELDS = ("type", "modality", "actor", "target", "place", "time", "harm", "claimant")
REPORT = ("type", "modality", "actor", "target")


@dataclass(frozen=True, slots=True)
class Named:
    """Someone or something by all the words that the story has for it."""

    words: tuple[str, ...]
    spans: tuple[Offsets, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A report as annotated. ``triggers`` are all its tellings, the best one first."""

    triggers: tuple[Offsets, ...]
    type: str
    modality: str
    actor: tuple[Named, ...] = ()
    target: tuple[Named, ...] = ()
    place: Named | None = None
    time: tuple[str, str] | None = None
    harm: tuple[tuple[str, int], ...] = ()
    claimant: Named | None = None


@dataclass(slots=True)
class Tally:
    """Right, told and wanted facts by field, kept by story so that they can be resampled."""

    stories: list[tuple[Counter[str], Counter[str], Counter[str]]] = field(default_factory=list)

    def add(self, right: Counter[str], told: Counter[str], wanted: Counter[str]) -> None:
        """One story's counts."""
        self.stories.append((right, told, wanted))

    def sums(self, chosen: Sequence[int] | None = None) -> tuple[Counter[str], Counter[str], Counter[str]]:
        """The counts over all stories, or over those chosen (with repeats)."""
        out: tuple[Counter[str], Counter[str], Counter[str]] = (Counter(), Counter(), Counter())
        for i in range(len(self.stories)) if chosen is None else chosen:
            for total, one in zip(out, self.stories[i], strict=True):
                total.update(one)
        return out


def f1(right: float, told: float, wanted: float) -> float:
    """The harmonic mean of precision and recall, 0 where nothing is right."""
    return 2 * right / (told + wanted) if right else 0.0


# -- what is wanted ----------------------------------------------------------------


def wanted(story: Annotated) -> list[Wanted]:
    """The reports of an annotated story."""
    chain = story.chains()
    out = []
    for event, again in story.told():
        all_of = [event, *again]
        out.append(
            Wanted(
                tuple(story.marks[e.id].span for e in all_of),
                _plover(event.type),
                event.modality,
                _all(story, chain, [id for e in all_of for id in e.actor]),
                _all(story, chain, [id for e in all_of for id in e.target]),
                _first(story, chain, [e.at for e in all_of]),
                _time(story, chain, [e.on for e in all_of]),
                _harm(story, all_of),
                _first(story, chain, [e.says for e in all_of[:1]]),
            )
        )
    return out


def _plover(name: str) -> str:
    return _classes()[name].plover


@cache
def _classes():  # type: ignore[no-untyped-def]
    return ontology.load().classes


def _named(story: Annotated, chain: dict[str, str], id: str) -> Named:
    marks: list[Mark] = [m for m in story.marks.values() if chain[m.id] == chain[id]]
    return Named(tuple(story.words(m.id) for m in marks), tuple(m.span for m in marks))


def _all(story: Annotated, chain: dict[str, str], ids: Iterable[str]) -> tuple[Named, ...]:
    return tuple(_named(story, chain, root) for root in dict.fromkeys(chain[id] for id in ids))


def _first(story: Annotated, chain: dict[str, str], ids: Iterable[str | None]) -> Named | None:
    return next((_named(story, chain, id) for id in ids if id is not None), None)


def _time(story: Annotated, chain: dict[str, str], ids: Iterable[str | None]) -> tuple[str, str] | None:
    for id in ids:
        value = next((m.value for m in story.marks.values() if id and chain[m.id] == chain[id] and m.value), None)
        if value is not None and value != "?":
            start, _, end = value.partition("..")
            return start, end or start
    return None


def _harm(story: Annotated, all_of: Iterable[Event]) -> tuple[tuple[str, int], ...]:
    out = {}
    for event in all_of:
        for h in event.harmed:
            value = story.marks[h.count].value
            if value is not None:
                out.setdefault((h.kind, least(value)), None)
    return tuple(out)


def least(value: str) -> int:
    """The least number that a count of the markup states: ``12+`` is 12, ``12-`` 0, ``5..8`` 5."""
    if value.endswith("-"):
        return 0
    return int(value.lstrip("~").rstrip("+").partition("..")[0])


# -- agreement ------------------------------------------------------------------------


def same(named: Named, role: Role, text: str) -> bool:
    """Whether a role is the one wanted: it overlaps one of its marks, or has the name or the registry's entry of one."""
    if any(role.span[0] < b and a < role.span[1] for a, b in named.spans):
        return True
    heads = {words.split()[-1].lower() for words in named.words}
    if text[slice(*role.span)].split()[-1].lower() in heads - _WEAK:
        return True
    return role.ref is not None and any(role.ref in _refs(words) for words in named.words)


_WEAK = frozenset("they them it its their he his she her who forces troops group fighters army government".split())


@cache
def _refs(words: str) -> frozenset[str]:
    return frozenset(a.id for hit in registry.load().find(words) for a in hit.actors)


def compare(story: Annotated, coded: Sequence[Coded]) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Right, told and wanted facts of one story."""
    right, told, want = Counter[str](), Counter[str](), Counter[str]()
    gold = wanted(story)
    reports = [r for c in coded for r in c.reports]
    paired = pair(gold, reports, story.text)
    for g in gold:
        _count(want, [f"~{g.modality}", "report"], g)
    for r in reports:
        _count_told(told, r)
    for g, r in paired:
        _agree(right, g, r, story.text)
    _control(story, coded, right, told, want)
    _measures(story, coded, right, told, want)
    return right, told, want


def pair(gold: Sequence[Wanted], reports: Sequence[Report], text: str) -> list[tuple[Wanted, Report]]:
    """Each wanted report with the told one that it is, at most one each."""
    scored = []
    for i, g in enumerate(gold):
        for j, r in enumerate(reports):
            touches = max((touch(t, r.trigger.span) for t in g.triggers), default=False)
            near = touches or any(touch(t, q) for t in g.triggers for q in (r.quote, *r.retold))
            if near and (touches or g.type == r.type.plover):
                fit = touches * 4 + (g.type == r.type.plover) * 3 + (g.modality == r.modality)
                fit += touch(g.triggers[0], r.trigger.span)
                scored.append((-fit, abs(g.triggers[0][0] - r.trigger.span[0]), i, j))
    taken: set[tuple[str, int]] = set()
    out = []
    for _, _, i, j in sorted(scored):
        if ("g", i) not in taken and ("r", j) not in taken:
            taken |= {("g", i), ("r", j)}
            out.append((gold[i], reports[j]))
    return out


def touch(a: Offsets, b: Offsets) -> bool:
    """Whether two spans have characters in common."""
    return a[0] < b[1] and b[0] < a[1]


def _count(out: Counter[str], extra: Iterable[str], g: Wanted) -> None:
    out.update(extra)
    out.update(type=1, modality=1, actor=len(g.actor), target=len(g.target), harm=len(g.harm))
    out.update(place=g.place is not None, time=g.time is not None, claimant=g.claimant is not None, strict=1)


def _count_told(out: Counter[str], r: Report) -> None:
    out.update([f"~{r.modality}", "report"])
    out.update(type=1, modality=1, actor=len(r.actors), target=len(r.targets), harm=len(r.casualties), strict=1)
    out.update(place=r.place is not None, time=r.time is not None, claimant=r.claim.claimant is not None)


def _agree(right: Counter[str], g: Wanted, r: Report, text: str) -> None:
    actors, targets = (
        sum(any(same(n, x, text) for x in told) for n in names)
        for names, told in ((g.actor, r.actors), (g.target, r.targets))
    )
    right.update(
        report=1,
        type=g.type == r.type.plover,
        modality=g.modality == r.modality,
        actor=min(actors, len(r.actors)),
        target=min(targets, len(r.targets)),
    )
    right[f"~{g.modality}"] += g.modality == r.modality
    right["harm"] += len(set(g.harm) & {(c.kind, c.low) for c in r.casualties})
    if g.place is not None and r.place is not None:
        right["place"] += _place(g.place, r, text)
    if g.time is not None and r.time is not None:
        right["time"] += g.time == (r.time.start, r.time.end)
    if g.claimant is not None and r.claim.claimant is not None:
        right["claimant"] += same(g.claimant, r.claim.claimant, text)
    right["strict"] += (
        g.type == r.type.plover
        and g.modality == r.modality
        and actors == len(g.actor) == len(r.actors)
        and targets == len(g.target) == len(r.targets)
    )


def _place(named: Named, r: Report, text: str) -> bool:
    assert r.place is not None
    span = r.place.span
    if span is not None and any(touch(span, s) for s in named.spans):
        return True
    name = r.place.name.lower()
    return any(name in w.lower() or w.lower() in name for w in named.words)


def _control(
    story: Annotated, coded: Sequence[Coded], right: Counter[str], told: Counter[str], want: Counter[str]
) -> None:
    chain = story.chains()
    rows: list[Control] = [c for one in coded for c in one.control]
    told["control"] += len(rows)
    want["control"] += len(story.control)
    for held in story.control.values():
        holder, place = _named(story, chain, held.holder), _named(story, chain, held.place)
        found = next(
            (c for c in rows if c.state == held.state and same(holder, c.holder, story.text) and _held(place, c)), None
        )
        if found is not None:
            rows.remove(found)
            right["control"] += 1


def _held(place: Named, c: Control) -> bool:
    if c.place.span is not None and any(touch(c.place.span, s) for s in place.spans):
        return True
    return any(c.place.name.lower() in w.lower() or w.lower() in c.place.name.lower() for w in place.words)


def _measures(
    story: Annotated, coded: Sequence[Coded], right: Counter[str], told: Counter[str], want: Counter[str]
) -> None:
    """A measure is right when its words overlap by half, and its issuer is right; status and domain are counted beside."""
    chain = story.chains()
    rows: list[Measure] = [m for one in coded for m in one.measures]
    for key in ("measure", "status", "domain"):
        told[key] += len(rows)
        want[key] += len(story.measures)
    for decided in story.measures.values():
        words = set(story.words(decided.id).lower().split())
        issuer = _named(story, chain, decided.issuer)
        for m in rows:
            mine = set(m.action.lower().split())
            at = story.marks[decided.id].span
            if not touch(at, m.span) or 2 * len(words & mine) < min(len(words), len(mine)):
                continue
            right["measure"] += same(issuer, m.issuer, story.text)
            right["status"] += m.status == decided.status
            right["domain"] += m.domain == decided.domain
            rows.remove(m)
            break
