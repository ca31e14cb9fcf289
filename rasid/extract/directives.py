"""What somebody is told or asked to do: "instructed the army to close the border and the police to guard it"."""

from __future__ import annotations

from collections.abc import Iterator

from rasid.extract import action
from rasid.extract.agenda import Agenda
from rasid.extract.analysis import View
from rasid.extract.chunks import Chunk
from rasid.extract.decrees import is_listed
from rasid.extract.draft import Draft
from rasid.extract.issuers import Issuer, Issuers
from rasid.extract.measure_words import matches, words

Told = tuple[int, int, Chunk]  # tokens of what is told to do, and to whom


class Directives:
    """Reads the directives of one story."""

    def __init__(self, issuers: Issuers, agenda: Agenda) -> None:
        self._issuers = issuers
        self._agenda = agenda

    def read(self, view: View, chunk: Chunk) -> Iterator[Draft]:
        """One draft for each thing that the verb tells somebody to do."""
        row = next(matches(view, chunk, "directives"), None)
        return self._directive(view, chunk, *row) if row is not None else self._given(view, chunk)

    def _given(self, view: View, chunk: Chunk) -> Iterator[Draft]:
        """ "gave the officers a week to restore the president": a term set is a demand."""
        clauses, tags = view.clauses, view.sentence.tags
        if view.sentence.low[chunk.head] not in words("giving") or clauses.passive(chunk):
            return
        receiver = clauses.object(chunk)
        addressee = view.item(receiver)
        issued = self._issuers.of(view, clauses.subject(chunk))
        if issued is None or receiver is None or addressee is None:
            return
        if not any("T" in tags[receiver.b : c.a + 1] for c in clauses.chunks if c.a >= receiver.b):
            return
        for start, end, _ in told(view, chunk, receiver):
            if tags[start - 1] == "t":
                yield Draft(view, *issued, addressee, (start, end), "requested")

    def _directive(self, view: View, chunk: Chunk, lemma: str, status: str) -> Iterator[Draft]:
        passive = action.passive(view, chunk, lemma)
        receiver = view.clauses.subject(chunk) if passive else self._receiver(view, chunk)
        addressee = view.item(receiver)
        if receiver is None:
            return
        if status == "requested" and addressee is None and receiver.a >= chunk.b + 3:
            return
        issued = self._issued(view, chunk, passive, status)
        if issued is None:
            return
        thing = addressee is None or addressee.kind in ("facility", "place")
        thing = thing and not passive and status == "ordered" and receiver.a >= chunk.b
        thing = thing and view.sentence.tags[receiver.a : receiver.b] != "o"
        for start, end, to in told(view, chunk, receiver):
            own = to is receiver
            if own and thing:
                start = receiver.a + (view.sentence.low[receiver.a] == "the")  # "ordered all schools in ... to close"
            addressee = addressee if own else view.item(to)
            yield Draft(view, *issued, addressee, (start, end), status)

    def _receiver(self, view: View, chunk: Chunk) -> Chunk | None:
        clauses = view.clauses
        led = (c for c in clauses.phrases(chunk) if c.lead in ("on", "to", "upon") and c.a <= chunk.b + 2)
        return clauses.object(chunk) or next(led, None)

    def _issued(self, view: View, chunk: Chunk, passive: bool, status: str) -> Issuer | None:
        clauses = view.clauses
        if passive:
            return self._agenda.issuer(view, self._issuers.of(view, clauses.agent(chunk)))
        found = self._issuers.of(view, clauses.subject(chunk), asking=status == "requested")
        return self._agenda.issuer(view, found) if found is not None or is_listed(view, chunk) else None


def told(view: View, chunk: Chunk, receiver: Chunk) -> Iterator[Told]:
    """Each thing told to do: infinitives or gerunds, split where a list has a verb of its own."""
    after = max(chunk.b, receiver.b) if receiver.a > chunk.a else chunk.b
    starts = list(_starts(view, chunk, after))
    if not starts:
        return
    stop = min(action.end(view, after), action.next_listed(view, chunk))
    to = receiver
    for i, (start, other) in enumerate(starts):
        end, following = starts[i + 1] if i + 1 < len(starts) else (stop, None)
        end = following.a if following is not None else end
        to = other or to
        if end <= start:
            end = action.end(view, start + 1)  # an aside stood between
        end = _trimmed(view, start, action.aside(view, start, end))
        if end > start:
            yield start, end, to


def _trimmed(view: View, start: int, end: int) -> int:
    while end > start and (view.sentence.tags[end - 1] in ',:."kt' or view.sentence.low[end - 1] == "to"):
        end -= 1
    return end


def _starts(view: View, chunk: Chunk, after: int) -> Iterator[tuple[int, Chunk | None]]:
    """Where each thing told to do starts, and to whom it is told where that is somebody else than before."""
    clauses, tags = view.clauses, view.sentence.tags
    before: Chunk | None = None
    found = False
    for verb in clauses.chunks:
        if not verb.verbal or verb.a < after:
            continue
        finite = clauses.finite(verb)
        if not found:
            if _relative(view, verb):
                before = verb
                continue  # "the committee that oversees the truce"
            first = _first(view, chunk, verb)
            if first is not None:
                found = True
                yield first, None
            elif finite:
                return
        elif finite and tags[verb.a] != "b":
            return
        elif (other := _another(view, verb)) is not None:
            yield verb.a + 1, other
        elif before is not None and _joined(view, before, verb):
            yield verb.a + (tags[verb.a] == "t"), None
        before = verb


def _first(view: View, chunk: Chunk, verb: Chunk) -> int | None:
    """Where the first thing told to do starts, if ``verb`` is it."""
    tags, low = view.sentence.tags, view.sentence.low
    form = tags[verb.a]
    if form == "t" and tags[verb.a - 1] == "x":
        return verb.a - 1  # "told people not to cross"
    gerund = form == "g" and low[verb.a - 1] in ("with", "to", "on")
    warned = low[chunk.head].startswith("warn") and view.clauses.finite(verb)
    return verb.a + (form == "t") if form in "tb" or gerund or warned else None


def _relative(view: View, verb: Chunk) -> bool:
    tags = view.sentence.tags
    left = verb.a - 2
    return left >= 0 and tags[verb.a - 1] in "wq" and tags[left] in "NMP" and view.clauses.finite(verb)


def _another(view: View, verb: Chunk) -> Chunk | None:
    """ "instructed A to x, B to y and C to z": who is told next."""
    tags = view.sentence.tags
    other = view.clauses.chunk(verb.a - 1) if tags[verb.a] == "t" else None
    if other is None or other.verbal or other.lead or tags[other.a - 1] not in ",k" or view.item(other) is None:
        return None
    return other


def _joined(view: View, before: Chunk, verb: Chunk) -> bool:
    """ "prevent and pursue any actions" is one measure; "prevent actions, strengthen borders" two."""
    tags = view.sentence.tags
    form = tags[verb.a]
    if form not in "bt" or not (form == "b" or tags[before.b : verb.a].endswith(("k", ",", 'k"'))):
        return False
    return any(not c.verbal and before.b <= c.a < verb.a for c in view.clauses.chunks)
