"""From the events that a model tells to candidates: each closed word checked, each quote found."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping, Sequence

from rasid.extract import attribution
from rasid.extract.analysis import Item, View
from rasid.extract.attribution import Speech
from rasid.extract.candidates import Candidate, Harm
from rasid.extract.chunks import Chunk
from rasid.extract.lexicon import Trigger
from rasid.extract.llm import items
from rasid.extract.llm.answer import Lists, ToldReport
from rasid.extract.llm.counts import stated
from rasid.extract.llm.quotes import Quotes, shown
from rasid.records import Offsets

Speeches = MutableMapping[int, list[Speech]]
Told = tuple[Candidate, list[Candidate]]


class Events:
    """Makes candidates of what a model tells of one part of a story."""

    def __init__(self, quotes: Quotes, lists: Lists, speeches: Speeches, language: str) -> None:
        self._quotes = quotes
        self._lists = lists
        self._speeches = speeches
        self._language = language
        self._taken: set[tuple[Offsets, str]] = set()

    def of(self, told: Sequence[ToldReport]) -> Iterator[Told]:
        """A candidate for each event with its other tellings; none for one of an unknown class or without its trigger."""
        for one in told:
            candidate = self._candidate(one)
            if candidate is not None:
                yield candidate, list(self._again(one, candidate))

    def _candidate(self, told: ToldReport) -> Candidate | None:
        what = f"report {shown(told.trigger)}"
        for key in ("event", "modality"):
            if (value := getattr(told, key)) not in getattr(self._lists, key):
                self._quotes.drop(f"{what} dropped: no {key} {shown(value)}", None)
                return None
        span = self._trigger(told, what)
        view = self._quotes.view(span[0]) if span is not None else None
        if span is None or view is None:
            return None
        c = _bare(view, span, told.event)
        c.modality = told.modality  # type: ignore[assignment]
        c.actors = self._items(items.PARTY, f"{what}: actor", told.actors, span)
        targets = self._items(items.PARTY, f"{what}: target", told.targets, span)
        c.targets = [item for item in targets if item not in c.actors]
        c.means = self._items(items.MEANS, f"{what}: instrument", told.instruments, span)
        c.place = items.find(self._quotes, items.PLACE, f"{what}: place", told.place, span)
        c.time = items.find(self._quotes, items.TIME, f"{what}: time", told.time, span)
        c.harm = list(self._harm(told, what, span))
        self._attribute(c, told, what, span)
        return c

    def _trigger(self, told: ToldReport, what: str) -> Offsets | None:
        """The trigger in its sentence, or the only one of its kind in the text; each tells one event of a class."""
        found = self._quotes.all(told.trigger)
        sentence = self._quotes.find(f"{what}: sentence", told.sentence, found[0] if len(found) == 1 else None)
        if not found:
            self._quotes.drop(f"{what} dropped: its trigger is not in the text", sentence)
            return None
        if sentence is None and len(found) > 1:
            self._quotes.drop(f"{what} dropped: its trigger stands in {len(found)} places", None)
            return None
        if sentence is not None:
            first, last = sentence
            inside = [s for s in found if first <= s[0] and s[1] <= last]
            found = inside or [min(found, key=lambda s: abs(s[0] - first))]
        free = next((s for s in found if (s, told.event) not in self._taken), None)
        if free is None:
            self._quotes.drop(f"{what} dropped: told twice", found[0])
            return None
        self._taken.add((free, told.event))
        return free

    def _items(self, sort: items.Sort, what: str, quotes: Sequence[str], near: Offsets) -> list[Item]:
        found = [items.find(self._quotes, sort, what, quote, near) for quote in quotes]
        return list(dict.fromkeys(item for item in found if item is not None))

    def _harm(self, told: ToldReport, what: str, near: Offsets) -> Iterator[Harm]:
        for one in told.casualties:
            if one.kind not in self._lists.kind:
                self._quotes.drop(f"{what}: no kind of casualty {shown(one.kind)}", near)
                continue
            span = self._quotes.find(f"{what}: count", one.count, near)
            view = self._quotes.view(span[0]) if span is not None else None
            if span is None or view is None:
                continue
            count = stated(view, span, self._language)
            if count is None:
                self._quotes.drop(f"{what}: {shown(one.count)} is no number that can be read", span)
                continue
            whom = items.find(self._quotes, items.ACTOR, f"{what}: whom", one.whom, span)
            head = whom.low.rsplit(" ", 1)[-1] if whom is not None else ""
            yield Harm(one.kind, count, view, whom, head)  # type: ignore[arg-type]

    def _attribute(self, c: Candidate, told: ToldReport, what: str, near: Offsets) -> None:
        """Who says so; a speech that the rules did not see is added to theirs."""
        if told.claimant and told.stance not in self._lists.stance:
            self._quotes.drop(f"{what}: claimant dropped: no stance {shown(told.stance)}", near)
            return
        who = items.find(self._quotes, items.ACTOR, f"{what}: claimant", told.claimant, near)
        if who is None:
            return
        c.claimant, c.stance = who, told.stance  # type: ignore[assignment]
        said = attribution.of_speaker(self._speeches.get(c.view.index, ()), who)
        if said is None:
            said = self._said(c, told, what, near, who)
        if said is not None:
            c.claimant, c.cue = said.claimant, said.cue

    def _said(self, c: Candidate, told: ToldReport, what: str, near: Offsets, who: Item) -> Speech | None:
        cue = self._quotes.find(f"{what}: cue", told.cue, near) if told.cue else None
        if cue is None or self._quotes.view(cue[0]) is not c.view:
            return None  # told in another sentence: the claimant stands, its words are not the report's
        said = attribution.reaching(c.view, c.a, who, c.stance, c.view.sentence.tokens(*cue))
        self._speeches.setdefault(c.view.index, []).append(said)
        return said

    def _again(self, told: ToldReport, candidate: Candidate) -> Iterator[Candidate]:
        for quote in told.retold:
            span = self._quotes.find(f"report {shown(told.trigger)}: retold", quote, None)
            view = self._quotes.view(span[0]) if span is not None else None
            if span is not None and view is not None and view is not candidate.view:
                yield _bare(view, span, candidate.event)


def _bare(view: View, span: Offsets, event: str) -> Candidate:
    a, b = view.sentence.tokens(*span)
    b = max(a + 1, min(b, len(view.sentence.words)))
    chunk = view.clauses.chunk(b - 1) or Chunk(a, b, False, b - 1)
    return Candidate(
        view, a, b, Trigger(event, " ".join(view.sentence.low[a:b]), chunk.verbal, False, "default"), event, chunk
    )
