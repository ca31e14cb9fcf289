"""What an authority does by itself: "imposed a curfew", "voted to expel foreign troops", "demanded the release of X"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rasid.extract import action
from rasid.extract.agenda import Agenda
from rasid.extract.analysis import Item, View
from rasid.extract.chunks import Chunk
from rasid.extract.draft import Draft
from rasid.extract.issuers import Issuer, Issuers
from rasid.extract.measure_words import carriers, matches, noun_words, unmade, words

_DONE = frozenset(("adopted", "implemented", "announced", "ordered"))


@dataclass(frozen=True, slots=True)
class Act:
    """A verb of doing with what it is done to; ``agent``: somebody is told to do it, authority or not."""

    chunk: Chunk
    lemma: str
    status: str
    passive: bool
    agent: bool
    issuer: Issuer | None
    target: Chunk | None
    infinitive: int | None
    asked: bool


class Acts:
    """Reads the acts of one story."""

    def __init__(self, issuers: Issuers, agenda: Agenda) -> None:
        self._issuers = issuers
        self._agenda = agenda

    def read(self, view: View, chunk: Chunk) -> Iterator[Draft]:
        """The drafts of the first reading of the verb that gives any."""
        for lemma, status in matches(view, chunk, "acts"):
            found = list(self._act(view, chunk, lemma, status))
            if found:
                return iter(found)
        return iter(())

    def _act(self, view: View, chunk: Chunk, lemma: str, status: str) -> Iterator[Draft]:
        carried = _carried(view, chunk) if view.sentence.tags[chunk.a] == "t" else ""
        act = self._told(view, chunk, lemma, carried or status) if carried is not None else None
        if act is None or not _does(view, act) or not self._by_somebody(view, act) or _is_open(view, act):
            return
        issued = self._agenda.issuer(view, act.issuer)
        final = self._final(view, act, issued[1]) if issued is not None else None
        if issued is None or final is None:
            return
        start, stop = _extent(view, act)
        if act.infinitive is not None:
            for span in action.parts(view, start):
                yield Draft(view, *issued, None, span, final)
            return
        addressee = _hit(view, act.target, (start, stop), issued[1])
        yield Draft(view, *issued, addressee, (start, min(stop, action.next_act(view, chunk, stop))), final)

    def _told(self, view: View, chunk: Chunk, lemma: str, status: str) -> Act | None:
        """The parts of an act's sentence; ``None`` when it has neither an object nor an infinitive."""
        clauses = view.clauses
        led = lemma.split(" ")[1:]
        passive = led != ["for"] and action.passive(view, chunk, lemma)
        subject = clauses.agent(chunk) if passive else clauses.subject(chunk)
        if passive and subject is None and not clauses.finite(chunk) and not self._agenda.is_item(view):
            return None  # "the troops deployed there": what is known already
        target = clauses.subject(chunk) if passive else _object(view, chunk, led)
        infinitive = None if passive else action.infinitive(view, chunk)
        if target is None and infinitive is None:
            return None
        issuer = self._issuers.of(view, subject, asking=status == "requested")
        asked = status == "requested" and target is not None and _is_asked(view, target)
        return Act(chunk, lemma, status, passive, subject is not None, issuer, target, infinitive, asked)

    def _by_somebody(self, view: View, act: Act) -> bool:
        if act.issuer is not None:
            return True
        return act.passive and not act.agent and (self._agenda.is_item(view) or self._agenda.just_decreed(view))

    def _final(self, view: View, act: Act, issuer: Item) -> str | None:
        """The status after tense and negation; ``None`` for what was not done."""
        tags, low, chunk = view.sentence.tags, view.sentence.low, act.chunk
        group = low[chunk.a : chunk.b]
        if not words("possible").isdisjoint(group):
            return None
        if tags[chunk.a] == "t":
            carried = chunk.a > 0 and (low[chunk.a - 1] in carriers() or low[chunk.a - 1] in words("decided"))
            status = "announced" if act.status == "implemented" and not carried else act.status
        else:
            status = self._status(view, act, issuer)
        if "x" in tags[chunk.a : chunk.b]:
            return "rejected" if status in _DONE and ("will" in group or "would" in group) else None
        if status in ("adopted", "implemented") and not words("planned").isdisjoint(group):
            return "announced"
        return status

    def _status(self, view: View, act: Act, issuer: Item) -> str:
        """The verb's status, refined: sanctions imposed are in force; what one office-holder imposes is an order."""
        lemma, status = act.lemma, act.status
        head = view.sentence.low[act.target.head] if act.target is not None else ""
        if lemma == "order":
            return "ordered"
        if status == "adopted" and head == "sanctions" and lemma == "impose":
            return "implemented"
        if status in ("adopted", "ordered") and lemma == "suspend" and head in words("dealings"):
            return "implemented"
        if lemma in ("declare", "decree") and status == "announced" and head:
            return "adopted"  # the word is the deed
        by_one = status == "adopted" and issuer.kind == "person_role" and lemma in words("ordering")
        return "ordered" if by_one and not self._agenda.is_item(view) else status


def _carried(view: View, chunk: Chunk) -> str | None:
    """The status that the word before an infinitive lends to it, "" when it lends none; ``None`` where nothing is done.

    "began to close ..." and "voted to close ..." tell a measure, "a proposal to close", "threatened to close" none.
    """
    low, clauses = view.sentence.low, view.clauses
    before = low[chunk.a - 1] if chunk.a else ""
    if before in carriers():
        return carriers()[before]
    if before in words("decided"):
        return "adopted"
    governor = next((c for c in reversed(clauses.chunks[: clauses.at[chunk.a]]) if c.verbal), None)
    if before in words("unmade") or governor is None or low[governor.head] in unmade():
        return None
    return None if "x" in view.sentence.tags[governor.a : governor.b] else ""


def _does(view: View, act: Act) -> bool:
    """Whether an act is a measure: by its infinitive, else by its object or its verb."""
    low, target = view.sentence.low, act.target
    measured = target is not None and action.is_measure(view, target)
    if act.infinitive is not None:
        refused = act.status == "rejected" and low[act.infinitive] in words("no_act")
        return not refused and not _is_other(view, act, measured)
    if act.status == "requested":
        return act.asked and not _is_other(view, act, measured)
    return (measured or act.lemma in words("bare")) and not _is_other(view, act, measured)


def _is_other(view: View, act: Act, measured: bool) -> bool:
    """Whether the verb means something else here: "seeks to", "freed the road", "launched an attack"."""
    head = view.sentence.low[act.target.head] if act.target is not None else ""
    if act.lemma == "seek":
        return act.infinitive is not None
    if act.lemma == "order":
        return not measured
    if act.lemma in ("release", "free"):
        item = view.item(act.target)
        return head not in words("released") and (item is None or item.kind not in ("actor", "person_role"))
    return act.lemma == "launch" and head not in words("launched")


def _is_open(view: View, act: Act) -> bool:
    """Whether the act is what a question or a condition is about: "did not say how many soldiers were freed"."""
    low = view.sentence.low
    subject = view.clauses.subject(act.chunk)
    if subject is None or subject.a > act.chunk.a:
        return False
    return not words("open").isdisjoint(low[max(0, subject.a - 1) : subject.a + 1])


def _is_asked(view: View, target: Chunk) -> bool:
    """Whether what is asked for is an act: "demanded the release of ...", "called for an inquiry"."""
    return view.sentence.low[target.head] in words("asked_for") or action.is_measure(view, target)


def _extent(view: View, act: Act) -> tuple[int, int]:
    """Tokens of the action: from the infinitive, the verb, or the noun of a passive or a request."""
    chunk, target, tags = act.chunk, act.target, view.sentence.tags
    start = act.infinitive if act.infinitive is not None else chunk.head
    if act.passive and target is not None:
        start = target.a + (tags[target.a] == "d")
    elif act.asked:
        start = chunk.b + act.lemma.count(" ")
        start += tags[start] == "d"
    stop = action.end(view, max(chunk.b, target.b if target is not None and not act.passive else 0))
    return start, max(stop, action.end(view, start + 1)) if act.infinitive is not None else stop


def _hit(view: View, target: Chunk | None, span: tuple[int, int], issuer: Item) -> Item | None:
    """Who a measure hits: its object, else the side named in "with X", "against X", "of the firm X"."""
    if target is None:
        return None
    item = view.item(target)
    named = view.sentence.low[target.head] in noun_words("measured_by")
    if item is not None and item.kind in ("actor", "person_role") and item.sense != "document" and not named:
        return item if item is not issuer else None
    for c in view.clauses.phrases(target):
        if c.a >= span[1]:
            return None
        found = _named(view, c) if c.lead in words("hitting") else None
        if found is not None and found.kind in ("actor", "person_role") and found is not issuer:
            return found
    return None


def _named(view: View, chunk: Chunk) -> Item | None:
    found = view.item(chunk) or next((i for i in view.items if i.kind == "actor" and chunk.a <= i.a < chunk.b), None)
    return None if found is not None and is_inner(view, found) else found


def is_inner(view: View, item: Item) -> bool:
    """ "the French firm": a firm in the country, not a state."""
    if item.hit is None or item.hit.sort != "demonym":
        return False
    chunk = view.clauses.chunk(item.a)
    return chunk is not None and chunk.head >= item.b and view.sentence.low[chunk.head] in words("firms")


def _object(view: View, chunk: Chunk, led: list[str]) -> Chunk | None:
    """The object, also behind what the chunker leaves out: "their immediate and full release", "three days of"."""
    if led == ["for"]:
        return next((c for c in view.clauses.phrases(chunk) if c.lead == "for" and c.a <= chunk.b + 3), None)
    low, tags = view.sentence.low, view.sentence.tags
    found = view.clauses.object(chunk, chunk.b + len(led) if low[chunk.b : chunk.b + len(led)] == led else None)
    if found is not None:
        return found
    k = view.clauses.at[chunk.a] + 1
    following = view.clauses.chunks[k] if k < len(view.clauses.chunks) else None
    if following is None or following.verbal:
        return None
    gap = tags[chunk.b : following.a]
    return following if set(gap) <= set("djkaTcf") and gap.count("f") <= 1 and gap.strip("a") else None
