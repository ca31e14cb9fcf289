"""Who is said to hold, contest, gain, lose, besiege or shelter in which place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from rasid.extract.analysis import View
from rasid.extract.candidates import Candidate
from rasid.extract.changes import Changes
from rasid.extract.chunks import Chunk
from rasid.extract.control_words import ambiguous, events, forms, ground_words, verbs, words
from rasid.extract.ground import Grounds
from rasid.extract.holders import Holders
from rasid.extract.holdings import Holdings
from rasid.extract.lexicon import Trigger
from rasid.extract.modality import modality
from rasid.extract.placing import time_of
from rasid.extract.statement import Statement
from rasid.extract.strongholds import Strongholds
from rasid.extract.understood import Understood
from rasid.records import Control, Interval, Place, Report, Role

_OLD = timedelta(days=60)  # as for reports: what is dated further back is told as background


class Controls:
    """The control statements of one story."""

    def __init__(self, story: Understood) -> None:
        self._story = story
        self._people = people = story.people
        self._resolved = story.resolved
        self._grounds = Grounds(people, story.text)
        self._holders = Holders(people, story.coreference)
        self._strongholds = Strongholds(self._grounds, self._holders, people)
        changes, holdings = Changes(self._grounds, self._holders), Holdings(self._grounds, self._holders)
        self._changes = changes
        self._ways = {
            "over_grip": changes.grip,
            "siege_verbs": holdings.siege,
            "changes": changes.change,
            "left": holdings.left,
            "ousts": changes.oust,
            "leaves": changes.leave,
            "falls": changes.fall,
            "launches": holdings.launch,
            "verbs": holdings.hold,
        }

    def read(self) -> tuple[Control, ...]:
        """All statements in reading order, each place, holder and state once a sentence."""
        out: dict[tuple[object, ...], Control] = {}
        told: dict[int, list[tuple[Candidate, Report]]] = {}
        for c, r in self._story.told:
            if c.event in events():
                told.setdefault(c.view.index, []).append((c, r))
        for view in self._story.views:
            if view.sentence.part == "caption":
                continue
            rows = self._in_sentence(view, told.get(view.index, []))
            for row in rows:
                out.setdefault((row.place.name, row.holder.name, row.state, row.span), row)
            self._see(view, rows)
        return tuple(out.values())

    def _in_sentence(self, view: View, told: list[tuple[Candidate, Report]]) -> list[Control]:
        rows = [control for said in self._statements(view) for control in self._rows(view, said)]
        if told:
            known = {row.state for row in rows}
            held = {(row.place.name, row.holder.name) for row in rows}
            more = (row for c, r in told if not _is_way(c) for row in self._of_report(c, r))
            rows += [row for row in more if row.state not in known and (row.place.name, row.holder.name) not in held]
        return rows

    def _see(self, view: View, rows: list[Control]) -> None:
        self._grounds.see(view)
        self._holders.see(view, rows)
        gain = next((r for r in rows if r.state == "gains" and r.modality in ("asserted", "background")), None)
        if gain is not None:
            self._grounds.told(gain.place)

    # -- from statements -----------------------------------------------------

    def _statements(self, view: View) -> Iterator[Statement]:
        sentence = view.sentence
        low, starting = sentence.low, forms()
        if not starting.isdisjoint(low):
            for chunk in view.clauses.chunks:
                if low[chunk.head] not in starting:
                    continue
                if chunk.verbal:
                    yield from self._verb(view, chunk)
                else:
                    yield from self._strongholds.read(view, chunk)
                    yield from self._strongholds.under(view, chunk)
        if self._story.text.find("-", sentence.start, sentence.end) >= 0:
            yield from self._strongholds.compounds(view)

    def _verb(self, view: View, chunk: Chunk) -> Iterator[Statement]:
        word = view.sentence.low[chunk.head]
        near = view.sentence.low[chunk.a : chunk.b + 4]
        for row in verbs().get(word, ()):
            if not row.rest or all(w in near for w in row.rest):
                found = list(self._ways[row.way](view, chunk, row.state))
                if found:
                    yield from found
                    return
        if word in words("following"):
            yield from self._changes.follow(view, chunk)

    def _rows(self, view: View, said: Statement) -> Iterator[Control]:
        if not said.holders or not said.places:
            return
        item = time_of(_probe(view, said.chunk))
        when = self._people.time(item) if item is not None else None
        mode = self._mode(view, said, when)
        if when is None and mode != "background":
            when = self._resolved.story.published
        claimant = self._claimant(view, said.chunk)
        doubtful = said.chunk.verbal and view.sentence.low[said.chunk.head] in ambiguous()
        span = (view.sentence.start, view.sentence.end)
        for holder in said.holders:
            for place in said.places:
                if doubtful and place.mention is None and place.relation is None and not self._located(place.name):
                    continue  # "captured Miller": a person, as far as the text tells
                yield Control(place, holder, said.state, when, claimant, mode, span)  # type: ignore[arg-type]

    def _located(self, name: str) -> bool:
        """Whether the story uses a name as a place somewhere: "in X", "near X", "X district"."""
        return re.search(rf"\b(?:{'|'.join(words('locating'))}) {re.escape(name)}\b", self._story.text) is not None

    def _mode(self, view: View, said: Statement, when: Interval | None) -> str:
        mode = said.mode or ("asserted" if not said.chunk.verbal else modality(_probe(view, said.chunk)))
        if not words("once").isdisjoint(view.sentence.low[max(0, said.chunk.a - 1) : said.chunk.b]):
            return "background"
        published = self._resolved.story.published
        if mode == "asserted" and when is not None and published is not None and when.precision != "interval":
            if date.fromisoformat(when.end) < date.fromisoformat(published.start) - _OLD:
                return "background"
        return mode

    def _claimant(self, view: View, chunk: Chunk) -> Role | None:
        speeches = self._story.speeches.get(view.index, ())
        own = [s for s in speeches if s.first <= chunk.a < s.last and not s.cue[0] <= chunk.a < s.cue[1]]
        return self._people.role(min(own, key=lambda s: s.last - s.first).claimant) if own else None

    # -- from events ---------------------------------------------------------

    def _of_report(self, c: Candidate, report: Report) -> Iterator[Control]:
        state = events()[c.event]
        place = self._event_place(c)
        if place is None or place.precision == "country" or c.trigger.lemma in ("occupation", "defeat"):
            return
        when = report.time or (None if report.modality == "background" else self._resolved.story.published)
        span = (c.view.sentence.start, c.view.sentence.end)
        claimant = report.claim.claimant
        for role, item in zip(report.actors[:2], c.actors, strict=False):
            if item.kind == "actor" and self._holders.can_hold(item):
                if self._people.kinds([item]) or item.sense in ("forces", "militants"):
                    holder = self._holders.owner(c.view, item) or role
                    yield Control(place, holder, state, when, claimant, report.modality, span)  # type: ignore[arg-type]
        if state == "gains":
            for role, item in zip(report.targets, c.targets, strict=False):
                metonym = item.hit is not None and item.hit.sort == "metonym"
                if item.kind == "actor" and not metonym and self._holders.can_hold(item):
                    yield Control(place, role, "loses", when, claimant, report.modality, span)

    def _event_place(self, c: Candidate) -> Place | None:
        for item in c.targets:
            if item.kind in ("place", "facility") and item.sense not in ("vehicle", "vessel", "thing"):
                found = item if item.sense != "place" or c.place is None else c.place
                return self._people.place(found)
            if item.hit is not None and item.hit.sort == "metonym":
                own = next((i for i in c.view.items if i.kind == "place" and i.span == item.span), c.place)
                return self._people.place(own) if own is not None else None
        return self._people.place(c.place) if c.place is not None else None


def _is_way(c: Candidate) -> bool:
    """ "took the road to ..."."""
    ways = ground_words("ways")
    return c.trigger.lemma.startswith("take") and any(i.low.rsplit(" ", 1)[-1] in ways for i in c.targets)


def _probe(view: View, chunk: Chunk) -> Candidate:
    trigger = Trigger("presence", "", True, False, "default")
    return Candidate(view, chunk.head, chunk.head + 1, trigger, "presence", chunk)
