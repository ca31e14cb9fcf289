"""Nouns and compounds that say who is where: "the group's last stronghold", "rebel-held Idlib", "under siege by Y"."""

from __future__ import annotations

from collections.abc import Iterator

from rasid.extract.analysis import View
from rasid.extract.chunks import Chunk
from rasid.extract.control_words import nouns, table, words
from rasid.extract.ground import Grounds
from rasid.extract.holders import Holders
from rasid.extract.people import People
from rasid.extract.statement import Statement, no_longer
from rasid.records import Place, Role


class Strongholds:
    """Reads the nouns of holding of one story."""

    def __init__(self, grounds: Grounds, holders: Holders, people: People) -> None:
        self._grounds = grounds
        self._holders = holders
        self._people = people

    def read(self, view: View, chunk: Chunk) -> Iterator[Statement]:
        """ "the group's last stronghold", "X hideouts in the hills", "a stronghold of X"."""
        state = nouns().get(view.sentence.low[chunk.head])
        if state is None:
            return
        of = next((c for c in view.clauses.phrases(chunk) if c.lead == "of" and c.a <= chunk.b + 1), None)
        whose = self._holders.of(view, of) if of is not None and self._grounds.of(view, of) is None else None
        roles = (
            self._holders.owners(view, chunk) or ([whose] if whose is not None else []) or self._keepers(view, chunk)
        )
        if state == "sanctuary":
            roles = [r for r in roles if self._holders.shelters(r)]
        if not roles:
            return
        places = self._described(view, chunk) if state == "controls" else []
        if not places and state == "controls" and of is not None and whose is None:
            places = self._grounds.listed(view, of)
        if not places:
            places = self._grounds.listed(view, self._grounds.after(view, chunk, words("where")))
        yield Statement(state, roles, [p for p in places if p.precision != "country"], chunk, self._mode(view, chunk))

    def _mode(self, view: View, chunk: Chunk) -> str:
        low = view.sentence.low
        inside = low[chunk.a : chunk.head]
        last = not words("last").isdisjoint(inside) and not words("was").isdisjoint(
            low[max(0, chunk.a - 4) : chunk.head]
        )
        return "background" if last or "former" in inside else "asserted"

    def _keepers(self, view: View, chunk: Chunk) -> list[Role]:
        """ "X keeps hideouts in ...", "Y have bases across ..."."""
        k = view.clauses.at[chunk.a]
        verb = view.clauses.chunks[k - 1] if k else None
        if verb is None or not verb.verbal or verb.b != chunk.a or view.sentence.low[verb.head] not in words("keeping"):
            return []
        return self._holders.subjects(view, verb)

    def _described(self, view: View, chunk: Chunk) -> list[Place]:
        """ "Baghouz, which was the group's last stronghold", "Raqqa, a stronghold of the group": the place so called."""
        k = view.clauses.at[chunk.a]
        before = view.clauses.chunks[k - 1] if k else None
        if before is None:
            return []
        if before.verbal:
            copula = view.sentence.tags[before.head] == "B"
            return self._grounds.listed(view, view.clauses.subject(before)) if copula else []
        apposed = view.sentence.tags[before.b : chunk.a] == "," and not chunk.lead
        place = self._grounds.of(view, before) if apposed else None
        return [place] if place is not None else []

    def compounds(self, view: View) -> Iterator[Statement]:
        """ "rebel-held Idlib", "Houthi-controlled parts of Taiz"."""
        for t, word in enumerate(view.sentence.low):
            if "-" not in word:
                continue
            head, _, tail = word.rpartition("-")
            state = table()["compounds"].get(tail) if head else None
            chunk = view.clauses.chunk(t) if state is not None else None
            if state is None or chunk is None or chunk.verbal:
                continue
            start = view.sentence.starts[t]
            item = next((i for i in view.items if i.kind == "actor" and i.span == (start, start + len(head))), None)
            role = self._people.role(item) if item is not None else None
            place = self._compounded(view, chunk, t)
            if role is not None and place is not None:
                yield Statement(state, (role,), (place,), chunk, "asserted")

    def _compounded(self, view: View, chunk: Chunk, t: int) -> Place | None:
        names = (i for i in view.places if t < i.a < chunk.b)
        named = next(names, None)
        if named is not None:
            return self._people.place(named)
        if chunk.sense == "facility" or t + 1 >= chunk.b:
            return None
        return self._grounds.of(view, Chunk(t + 1, chunk.b, False, chunk.head, chunk.sense, chunk.lead))

    def under(self, view: View, chunk: Chunk) -> Iterator[Statement]:
        """ "is under the control of Y", "fell into the hands of Y", "areas under Y control", "under siege by Y"."""
        word = view.sentence.low[chunk.head]
        state = table()["under"].get(word)
        if state is None or chunk.lead not in ("under", "in", "into"):
            return
        if chunk.lead == "in" and word not in ("hands", "control"):
            return
        k = view.clauses.at[chunk.a]
        before = view.clauses.chunks[k - 1] if k else None
        if before is None:
            return
        phrases = view.clauses.phrases(chunk)
        of = next((c for c in phrases if c.lead in ("of", "by", "from") and c.a <= chunk.b + 2), None)
        if word == "control" and chunk.lead == "in":  # "is in control of A"
            if before.verbal:
                yield Statement(
                    "controls", self._holders.subjects(view, before), self._grounds.listed(view, of), before
                )
            return
        holders = self._holders.owners(view, chunk) or self._holders.listed(view, of)
        yield self._told_under(view, before, holders, state) if before.verbal else self._lying(view, k, holders, state)

    def _told_under(self, view: View, verb: Chunk, holders: list[Role], state: str) -> Statement:
        places = self._grounds.listed(view, self._grounds.patient(view, verb))
        if no_longer(view, verb):
            return Statement("loses", holders, places, verb)
        turned = state == "controls" and view.sentence.low[verb.head] in words("turning")
        return Statement("gains" if turned else state, holders, places, verb)

    def _lying(self, view: View, k: int, holders: list[Role], state: str) -> Statement:
        """ "the town under siege by Y": the ground is the noun before chunk ``k``."""
        chunks = view.clauses.chunks
        verb = next((c for c in reversed(chunks[:k]) if c.verbal), chunks[k])
        place = self._grounds.of(view, chunks[k - 1]) or (self._grounds.of(view, chunks[k - 2]) if k > 1 else None)
        return Statement(state, holders, [place] if place is not None else [], verb, "asserted")
