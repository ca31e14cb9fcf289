"""Verbs by which ground is held, contested, besieged or hidden in."""

from __future__ import annotations

from collections.abc import Iterator

from rasid.extract.analysis import View
from rasid.extract.chunks import Chunk
from rasid.extract.control_words import ground_words, words
from rasid.extract.ground import Grounds
from rasid.extract.holders import Holders
from rasid.extract.statement import Statement, fails, is_count, no_longer, particle
from rasid.records import Place, Role


class Holdings:
    """Reads the verbs of holding of one story."""

    def __init__(self, grounds: Grounds, holders: Holders) -> None:
        self._grounds = grounds
        self._holders = holders

    def hold(self, view: View, chunk: Chunk, state: str) -> Iterator[Statement]:
        """ "X controls A, B and C", "A is held by X", "A is contested"; or, of people who hide there, where they are."""
        if state == "sanctuary":
            yield from self._stay(view, chunk)
            return
        passive = view.clauses.passive(chunk)
        places, holders = self._held(view, chunk, state) if passive else self._holding(view, chunk)
        if not places or not holders or (state == "besieges" and self._is_cordon(view, chunk, passive)):
            return
        mode = None
        if state == "controls" and no_longer(view, chunk):
            state = "loses"
        elif state == "controls" and fails(view, chunk):
            state, mode = "contests", "asserted"
        elif state == "besieges" and (fails(view, chunk) or any(p.precision == "country" for p in places)):
            return
        yield Statement(state, holders, places, chunk, mode)

    def _held(self, view: View, chunk: Chunk, state: str) -> tuple[list[Place], list[Role]]:
        places = self._grounds.listed(view, self._grounds.patient(view, chunk))
        holders = self._holders.agents(view, chunk)
        if places and not holders and state in ("contests", "besieges") and view.clauses.finite(chunk):
            holders = self._holders.unnamed(view, state)
        return places, holders

    def _holding(self, view: View, chunk: Chunk) -> tuple[list[Place], list[Role]]:
        held = view.clauses.object(chunk, particle(view, chunk))
        if held is None or view.sentence.tags[held.b : held.b + 1] == "j":
            return [], []  # "held Baghdad responsible"
        if is_count(view, held) or view.sentence.low[held.head] in words("sanctuary_nouns"):
            return [], []
        return self._grounds.listed(view, held), self._holders.subjects(view, chunk)

    def _is_cordon(self, view: View, chunk: Chunk, passive: bool) -> bool:
        """Whether only a building is surrounded: police around a house."""
        item = view.item(view.clauses.subject(chunk) if passive else view.clauses.object(chunk))
        return (
            item is not None and item.kind == "facility" and item.low.rsplit(" ", 1)[-1] not in ground_words("besieged")
        )

    def left(self, view: View, chunk: Chunk, state: str) -> Iterator[Statement]:
        """ "the junta is left with A, with B and with C"."""
        clauses, tags = view.clauses, view.sentence.tags
        first = next((c for c in clauses.phrases(chunk) if c.lead == "with"), None)
        if first is None or (not clauses.passive(chunk) and tags[chunk.a] != "B"):
            return
        again = [c for c in clauses.chunks if c.a > first.a and c.lead == "with" and tags[max(0, c.a - 2)] in ",k"]
        places = [place for phrase in (first, *again) for place in self._with(view, phrase)]
        yield Statement("controls", self._holders.subjects(view, chunk), places, chunk)

    def _with(self, view: View, phrase: Chunk) -> list[Place]:
        """The places of a phrase, else of its apposition: "with its base, Latakia"."""
        found = self._grounds.listed(view, phrase)
        follows = view.clauses.chunks[view.clauses.at[phrase.a] + 1 :][:1]
        if found or not follows or follows[0].verbal or follows[0].lead:
            return found
        return self._grounds.listed(view, follows[0]) if view.sentence.tags[phrase.b : follows[0].a] == "," else []

    def siege(self, view: View, chunk: Chunk, state: str) -> Iterator[Statement]:
        """ "halted the siege of A", "laid siege to A": the subject is the one who besieges."""
        low = view.sentence.low
        held = view.clauses.object(chunk)
        if held is None or low[held.head] not in words("sieges") or view.clauses.passive(chunk):
            return
        phrases = view.clauses.phrases(held)
        where = next((c for c in phrases if c.lead in ("of", "to", "on", "around") and c.a <= held.b + 1), None)
        mode = "asserted" if low[chunk.head] not in ("lifted", "ended") else None
        yield Statement("besieges", self._holders.subjects(view, chunk), self._grounds.within(view, where), chunk, mode)

    def _stay(self, view: View, chunk: Chunk) -> Iterator[Statement]:
        """ "hide in the hills and in the desert south of A", "are based in B"; only sides that are no state's."""
        word = view.sentence.low[chunk.head]
        if fails(view, chunk) or (view.clauses.passive(chunk) and word not in words("stationed")):
            return
        where = self._grounds.after(view, chunk, words("where") | {"from"})
        if where is None or (where.lead == "from" and not word.startswith(("operat", "launch", "staged", "mounte"))):
            return
        held = view.clauses.object(chunk)
        if held is not None and held.a < where.a and view.sentence.low[held.head] not in words("refuges"):
            return  # "shelters refugees in ..."
        yield Statement("sanctuary", self._holders.sheltering(view, chunk), self._grounds.within(view, where), chunk)

    def launch(self, view: View, chunk: Chunk, state: str) -> Iterator[Statement]:
        """ "launch raids from the forest": a place that attacks regularly come from shelters those who make them."""
        low = view.sentence.low
        held = view.clauses.object(chunk)
        if held is None or low[held.head] not in words("from_here") or view.sentence.tags[held.head] != "M":
            return
        if not low[held.head].endswith("s"):
            return
        where = next((c for c in view.clauses.phrases(held) if c.lead == "from" and c.a <= held.b + 8), None)
        yield Statement("sanctuary", self._holders.sheltering(view, chunk), self._grounds.within(view, where), chunk)
