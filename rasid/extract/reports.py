"""From candidates to reports: with the actors, places and times that resolution found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from rasid.extract import harm as harms
from rasid.extract import placing
from rasid.extract.analysis import Item, View
from rasid.extract.candidates import Candidate
from rasid.extract.inheritance import inherit
from rasid.extract.inheritance import load as load_inheritance
from rasid.extract.people import People
from rasid.extract.whereabouts import Whereabouts
from rasid.ontology import Ontology
from rasid.records import Attribution, Casualty, Interval, Modality, Place, Report, Resolved, Role, Span, digest

# On the sample pages every event told of two months or more before publication is context, nearly all later ones are news.
_OLD = timedelta(days=60)
_PRONOUNS = frozenset("they them it he him she her we us i you who both those these".split())


class Reports:
    """Makes records of one story's candidates."""

    def __init__(self, text: str, resolved: Resolved, people: People, ontology: Ontology) -> None:
        self._text = text
        self._resolved = resolved
        self._people = people
        self._ontology = ontology
        self._weights = load_inheritance()
        self._now = _now(resolved)

    def all(
        self, told: Sequence[tuple[Candidate, Sequence[Candidate]]], views: Sequence[View]
    ) -> list[tuple[Candidate, Report]]:
        """Every event of a story with its report; ``told`` is each event's best telling and the others."""
        Whereabouts(self._people).settle(told)
        alone = [self.of(c, again) for c, again in told]
        found = inherit(alone, self._text, [v.sentence for v in views], self._resolved, self._weights)
        return [(c, report) for (c, _), report in zip(told, found, strict=True)]

    def of(self, c: Candidate, again: Sequence[Candidate]) -> Report:
        """The report of a candidate; ``again`` are other tellings of the same event."""
        view = c.view
        actors, targets = self._parties(c.actors), self._parties([i for i in c.targets if i.kind != "time"])
        kind = self._ontology.event_type(
            c.event, actors=self._people.kinds(c.actors), targets=self._people.kinds(c.targets)
        )
        when = self._time(c)
        span = view.sentence.span(_with_number(c), c.b)
        return Report(
            digest(self._resolved.story.id, "report", *span, c.event),
            Span(span, self._text[span[0] : span[1]]),
            (view.sentence.start, view.sentence.end),
            tuple(
                sorted(
                    {(o.view.sentence.start, o.view.sentence.end) for o in again}
                    - {(view.sentence.start, view.sentence.end)}
                )
            ),
            kind,
            self._modality(c, when),
            actors,
            targets,
            self._parties(c.means),
            self._place(c),
            when,
            self._casualties(c),
            Attribution(self._people.role(c.claimant) if c.claimant else None, c.stance, self._cue(c)),
            _score(c),
        )

    def _parties(self, items: Sequence[Item]) -> tuple[Role, ...]:
        """Each party once, in the order of the text: no state again as the place of its name, no bare pronoun beside a name."""
        found: list[tuple[int, Role]] = []
        told = [(k, item, self._people.role(item)) for k, item in enumerate(items)]
        for k, item, role in sorted(told, key=lambda row: (row[1].kind == "place", row[1].low in _PRONOUNS, row[0])):
            if role is None or (found and role.ref is None and item.low in _PRONOUNS):
                continue
            again = any(
                o.mention == role.mention or o.ref == role.ref and (o.ref is not None or o.name == role.name)
                for _, o in found
            )
            state = item.kind == "place" and any(
                o.span[0] < role.span[1] and role.span[0] < o.span[1] for _, o in found
            )
            if not again and not state:
                found.append((k, role))
        return tuple(role for _, role in sorted(found, key=lambda row: row[0]))

    def _cue(self, c: Candidate) -> tuple[int, int] | None:
        return None if c.cue is None else c.view.sentence.span(*c.cue)

    def _place(self, c: Candidate) -> Place | None:
        return self._people.place(c.place) if c.place is not None else None

    def _time(self, c: Candidate) -> Interval | None:
        return self._people.time(c.time) if c.time is not None else None

    def _modality(self, c: Candidate, when: Interval | None) -> Modality:
        if c.modality == "asserted" and when is not None and self._now is not None and when.precision != "interval":
            if date.fromisoformat(when.end) < self._now - _OLD:
                return "background"
        if c.modality == "asserted" and _anchors(c):
            return "background"
        if c.modality == "background" and self._recent(c, when):
            return "asserted"  # "two days earlier a mine had killed ...": older than the lead, still news
        return c.modality

    def _recent(self, c: Candidate, when: Interval | None) -> bool:
        if when is not None and self._now is not None:
            return date.fromisoformat(when.end) >= self._now - _OLD
        low = c.view.sentence.low
        return c.time is not None and any(
            w in ("day", "days", "hours", "yesterday", "week", "overnight") for w in low[c.time.a : c.time.b]
        )

    def _casualties(self, c: Candidate) -> tuple[Casualty, ...]:
        out: list[Casualty] = []
        for h in c.harm:
            role = self._people.role(h.whom) if h.whom is not None else None
            name = (
                role.name
                if role is not None and h.whom is not None and (h.whom.hit is not None or h.whom.means is not None)
                else None
            )
            span = h.view.sentence.span(h.count.a, h.count.b)
            row = Casualty(h.kind, harms.whom(h, name), h.count.low, h.count.best, h.count.high, span)
            if row.span not in {o.span for o in out}:
                out.append(row)
        return tuple(out)


def _now(resolved: Resolved) -> date | None:
    """The day that "long ago" is judged from: publication, else the latest day that the story states."""
    published = resolved.story.published
    if published is not None:
        return date.fromisoformat(published.start)
    stated = [t.end for t in resolved.times.values() if t.basis == "stated" and t.precision in ("day", "month", "year")]
    return date.fromisoformat(max(stated)) if stated else None


def _with_number(c: Candidate) -> int:
    """ "120 rocket strikes": a number of events belongs to the trigger."""
    tags = c.view.sentence.tags
    if not c.chunk.verbal and tags[c.chunk.a] in "ai" and "c" in tags[c.chunk.a : c.a]:
        return c.chunk.a  # "over 120 rocket strikes"
    first = c.a
    while not c.chunk.verbal and first > c.chunk.a and tags[first - 1] in "cj" and "c" in tags[c.chunk.a : first]:
        first -= 1
    return first


def _anchors(c: Candidate) -> bool:
    """Whether the event only dates another: "two years after ISIS's defeat in ..."."""
    low = c.view.sentence.low
    return any(placing.anchored(c, i) and any(w.startswith("year") for w in low[i.a : i.b]) for i in c.view.times)


def _score(c: Candidate) -> float:
    """What the reader says, else a plain count: half for a trigger, more for each role that was told, less for a weak word."""
    if c.sure is not None:
        return round(c.sure, 2)
    told = sum(map(bool, (c.actors, c.targets, c.place, c.time, c.harm)))
    return round(min(0.95, (0.4 if c.trigger.weak else 0.5) + 0.09 * told), 2)
