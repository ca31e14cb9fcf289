"""Verbs by which ground changes hands: taken, lost, left, fallen, and sides put out of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rasid.extract.analysis import View
from rasid.extract.chunks import Chunk
from rasid.extract.control_words import ground_words, words
from rasid.extract.ground import Grounds
from rasid.extract.holders import Holders
from rasid.extract.statement import Statement, fails, is_count, particle
from rasid.records import Place, Role

_LEAVING = 4  # tokens between a verb of leaving and the place left


class Changes:
    """Reads the verbs of change of one story."""

    def __init__(self, grounds: Grounds, holders: Holders) -> None:
        self._grounds = grounds
        self._holders = holders

    def change(self, view: View, chunk: Chunk, state: str) -> Iterator[Statement]:
        """ "X captured A and B from Y", "A was lost to Y", "Y lost it again"."""
        passive = view.clauses.passive(chunk)
        held = self._grounds.patient(view, chunk) if passive else view.clauses.object(chunk, particle(view, chunk))
        places = self._grounds.listed(view, held)
        if not places or held is None or (not passive and is_count(view, held)) or self._is_way(view, chunk, held):
            return
        holders = self._holders.agents(view, chunk) if passive else self._holders.subjects(view, chunk)
        if state == "loses":
            if not passive:
                yield Statement("loses", holders, places, chunk)
            yield Statement("gains", self._holders.led(view, chunk, "to"), places, chunk)
            return
        if passive and not holders:
            holders = self._holders.gainer(view)
        if fails(view, chunk):
            yield Statement("contests", holders, places, chunk, "asserted")
            return
        yield Statement(state, holders, places, chunk)
        yield self._from(view, chunk, holders, places)

    def _is_way(self, view: View, chunk: Chunk, held: Chunk) -> bool:
        """ "took the road to ..."."""
        return view.sentence.low[chunk.head] in words("taking") and view.sentence.low[held.head] in ground_words("ways")

    def _from(self, view: View, chunk: Chunk, winners: Sequence[Role], places: Sequence[Place]) -> Statement:
        known = {h.name for h in winners}
        return Statement(
            "loses", [r for r in self._holders.led(view, chunk, "from") if r.name not in known], places, chunk
        )

    def grip(self, view: View, chunk: Chunk, state: str) -> Iterator[Statement]:
        """ "took control of A", "lost their grip on B", "are fighting for control of C"."""
        low = view.sentence.low
        near = (c for c in view.clauses.chunks if not c.verbal and chunk.b <= c.a <= chunk.b + 3)
        noun = next((c for c in near if low[c.head] in words("grip")), None)
        ground = self._reach(view, noun) if noun is not None else None
        if ground is None or view.clauses.passive(chunk):
            return
        mode = None
        if state in ("gains", "controls") and fails(view, chunk):
            state, mode = "contests", "asserted"
        places = self._grounds.listed(view, ground)
        yield Statement(state, self._holders.subjects(view, chunk), places, chunk, mode)
        if state == "gains":
            yield self._from(view, chunk, (), places)

    def _reach(self, view: View, noun: Chunk) -> Chunk | None:
        phrases = view.clauses.phrases(noun)
        return next((c for c in phrases if c.lead in ("of", "over", "on", "in") and c.a <= noun.b + 2), None)

    def oust(self, view: View, chunk: Chunk, state: str) -> Iterator[Statement]:
        """ "drove X out of A", "X was pushed back from A", "A, from which it drove X"."""
        clauses, low = view.clauses, view.sentence.low
        passive = clauses.passive(chunk)
        driven = clauses.subject(chunk) if passive else clauses.object(chunk)
        losers = self._holders.listed(view, driven)
        if not losers or (driven is not None and driven.lead):
            return
        places = self._source(view, chunk, driven)
        if "out" in low[chunk.a : chunk.b + 6] or low[chunk.head][:3] in ("ous", "exp", "cle"):
            winners = self._holders.agents(view, chunk) if passive else self._holders.subjects(view, chunk)
            yield Statement("gains", winners, places, chunk)
        yield Statement("loses", losers, places, chunk)

    def _source(self, view: View, chunk: Chunk, driven: Chunk | None) -> list[Place]:
        low, clauses = view.sentence.low, view.clauses
        start = min([chunk.a, *(c.a for c in clauses.subjects(chunk))])
        if low[max(0, start - 2) : start] in (["from", "which"], ["from", "where"]):
            before = clauses.noun_before(start - 2)
            while before is not None and before.lead not in ("", "in") and clauses.at[before.a]:
                before = clauses.chunks[clauses.at[before.a] - 1]
            return self._grounds.listed(view, before)
        after = driven if driven is not None and driven.a >= chunk.b else chunk
        leads = (c for c in clauses.phrases(after) if c.lead in ("of", "from"))
        return self._grounds.listed(view, next((c for c in leads if self._grounds.of(view, c) is not None), None))

    def leave(self, view: View, chunk: Chunk, state: str) -> Iterator[Statement]:
        """ "X withdrew from A": an armed subject, and a place smaller than a country."""
        if view.clauses.passive(chunk) and view.sentence.low[chunk.head] in ("pulled", "withdrawn"):
            return
        where = self._grounds.after(view, chunk, frozenset(("from", "of")))
        if (
            where is None
            or where.a - chunk.b > _LEAVING
            or fails(view, chunk)
            or view.clauses.object(chunk) is not None
        ):
            return
        yield Statement("loses", self._holders.subjects(view, chunk), self._grounds.within(view, where), chunk)

    def fall(self, view: View, chunk: Chunk, state: str) -> Iterator[Statement]:
        """ "A fell to X", "A passed into the hands of X"; without X the side that the telling has gain ground."""
        clauses, low = view.clauses, view.sentence.low
        if clauses.object(chunk) is not None or clauses.passive(chunk):
            return
        places = self._grounds.within(view, self._grounds.patient(view, chunk))
        phrase = next((c for c in clauses.phrases(chunk) if c.a <= chunk.b + _LEAVING), None)
        if phrase is not None and low[phrase.head] in ("hands", "control", "rule"):
            return  # read with its noun
        holders = self._holders.led(view, chunk, "to") if phrase is not None and phrase.lead == "to" else []
        if phrase is None and low[chunk.head] in ("fell", "fallen", "falls"):
            holders = self._holders.gainer(view)
        yield Statement("gains", holders, places, chunk)

    def follow(self, view: View, chunk: Chunk) -> Iterator[Statement]:
        """ "B followed two days later", right after a gain: it went the same way."""
        winners = self._holders.gained_just_before(view)
        if winners and view.clauses.object(chunk) is None:
            places = self._grounds.listed(view, view.clauses.subject(chunk))
            if places:
                yield Statement("gains", winners, places, chunk)
