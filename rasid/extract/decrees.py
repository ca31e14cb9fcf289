"""Measures that no verb of doing tells: clauses after "announced that", obligations, lists, and what is in force."""

from __future__ import annotations

from collections.abc import Iterator

from rasid.extract import action
from rasid.extract.agenda import Agenda
from rasid.extract.analysis import View
from rasid.extract.chunks import Chunk
from rasid.extract.draft import Draft
from rasid.extract.issuers import Issuer, Issuers
from rasid.extract.measure_words import matches, standing, words
from rasid.extract.tags import tagger


class Decrees:
    """Reads the decreed, listed and standing measures of one story."""

    def __init__(self, issuers: Issuers, agenda: Agenda) -> None:
        self._issuers = issuers
        self._agenda = agenda

    # -- lists -----------------------------------------------------------------

    def item(self, view: View) -> list[Draft]:
        """A whole item of a list of measures that has no finite verb: "Close the market at dusk", "A ban on drones"."""
        spelt = self._agenda.spelt(view)
        if spelt is None or not view.clauses.chunks:
            return []
        tags = view.sentence.tags
        first = next((t for t, tag in enumerate(tags) if tag not in ':.c"()$'), None)
        if first is None:
            return []
        later = (c for c in view.clauses.chunks if c.verbal and c.a > first and tags[c.a] not in "bV")
        if any(view.clauses.finite(c) for c in later):
            return []
        issued, status = spelt
        start = first + (tags[first] == "d")
        return [Draft(view, *issued, None, (start, action.end(view, start + 1)), status)]

    def listed(self, view: View, chunk: Chunk) -> Iterator[Draft]:
        """A gerund in a list of measures: "these include seizing weapons and ..."."""
        if view.sentence.tags[chunk.a] != "g" or not is_listed(view, chunk):
            return
        issued = self._agenda.issuer(view, None)
        if issued is not None:
            stop = min(action.end(view, chunk.b), action.next_listed(view, chunk))
            stop = action.trimmed(view, chunk.a, stop, ",k:")
            yield Draft(view, *issued, None, (chunk.a, stop), "implemented")

    # -- obligations -----------------------------------------------------------

    def obligation(self, view: View, chunk: Chunk) -> Iterator[Draft]:
        """ "The Ministry of Finance shall find ...", "the army is to withdraw", shortly after a decree or a set of measures."""
        if not self._binds(view, chunk):
            return
        subject = view.clauses.subject(chunk)
        if subject is not None and view.item(subject) is None:
            before = (c for c in view.clauses.chunks if not c.verbal and c.b <= chunk.a)
            subject = next((c for c in before if self._issuers.of(view, c)), subject)
        bound = self._issuers.of(view, subject)
        issued = self._binding(bound) if bound is not None else None
        if bound is not None and issued is not None:
            for span in action.parts(view, chunk.head):
                yield Draft(view, *issued, bound[1], span, "ordered")

    def _binds(self, view: View, chunk: Chunk) -> bool:
        low, tags = view.sentence.low, view.sentence.tags
        if not self._agenda.decreed(view) or tags[chunk.head] not in "bB" or "x" in tags[chunk.a : chunk.b]:
            return False
        if low[chunk.a] != "to":
            return low[chunk.a] in words("binding") or (low[chunk.a] == "will" and self._agenda.is_item(view))
        k = view.clauses.at[chunk.a]
        copula = view.clauses.chunks[k - 1] if k else None
        return copula is not None and copula.verbal and copula.b == chunk.a and low[copula.head] in ("is", "are")

    def _binding(self, bound: Issuer) -> Issuer | None:
        """Who can have bound somebody: the one who decreed, took the last measure, or acted last; nobody binds himself."""
        for issued in (self._agenda.decreer, self._issuers.last(), self._issuers.subject_before()):
            if issued is not None and issued[0].ref != bound[0].ref:
                return issued
        return None

    # -- clauses ---------------------------------------------------------------

    def clause(self, view: View, chunk: Chunk) -> Iterator[Draft]:
        """ "announced that the camps would close", "demanded that the group hand over the port"."""
        tags = view.sentence.tags
        row = next(matches(view, chunk, "clauses"), None)
        that = tags.find("q", chunk.b, chunk.b + 4)
        if row is None or that < 0 or "x" in tags[chunk.a : chunk.b] or view.clauses.passive(chunk):
            return
        issued = self._issuers.of(view, view.clauses.subject(chunk))
        receiver = next((c for c in view.clauses.chunks if c.a > that), None)
        if issued is None or receiver is None or receiver.verbal:
            return
        later = (c for c in view.clauses.chunks if c.verbal and c.a >= receiver.b)
        verb = next((c for c in later if tags[c.a - 1] not in "wq"), None)
        self._issuers.note(view, issued)
        if row[1] == "announced":
            start = self._announced(view, receiver, verb)
            if start is not None and verb is not None:
                yield Draft(view, *issued, None, (start, action.end(view, verb.b)), "announced")
            return
        start = self._asked(view, receiver, verb)
        if start is not None:
            yield Draft(view, *issued, view.item(receiver), (start, action.end(view, start + 1)), row[1])

    def _announced(self, view: View, subject: Chunk, verb: Chunk | None) -> int | None:
        """Where what will be done starts; what "it" will do is read at its own verb."""
        low = view.sentence.low
        if verb is None or low[verb.head] in ("be", "have") or low[subject.a] in words("own"):
            return None
        will = not words("will").isdisjoint(low[verb.a : verb.b])
        return subject.a + (view.sentence.tags[subject.a] == "d") if will else None

    def _asked(self, view: View, receiver: Chunk, verb: Chunk | None) -> int | None:
        """Where what is asked for starts: a base verb, or what should or must be done."""
        tags, low = view.sentence.tags, view.sentence.low
        start = _bare_verb(view, receiver)
        if start is not None or verb is None:
            return start
        should = low[verb.a] in ("should", "must")
        base = (tags[verb.head] in "bA" or low[verb.head] == "be") and tags[verb.a] != "m"
        return verb.a + should if base or should else None

    # -- in force --------------------------------------------------------------

    def standing(self, view: View, chunk: Chunk) -> Iterator[Draft]:
        """ "a curfew applies in ...", "the ban took effect"."""
        rows = standing().get(view.sentence.low[chunk.head], ())
        near = view.sentence.low[chunk.a : chunk.b + 3]
        if not any(all(w in near for w in rest) for rest in rows):
            return
        subject = view.clauses.subject(chunk)
        issued = self._agenda.issuer(view, None)
        if issued is None or subject is None or subject.a > chunk.a or view.clauses.passive(chunk):
            return
        if action.is_measure(view, subject):
            tags = view.sentence.tags
            start = subject.a + (tags[subject.a] == "d")
            status = "adopted" if tags[chunk.head] in "ZAbm" else "implemented"
            yield Draft(view, *issued, None, (start, action.end(view, chunk.b)), status)


def _bare_verb(view: View, receiver: Chunk) -> int | None:
    """Where a phrase took in the base verb behind its noun ("that the group hand over ...").

    No noun ends in a verb and its object.
    """
    sentence = view.sentence
    named = (y for x, y, _ in view.hits if receiver.a <= x < receiver.b and y < receiver.b)
    end = max(named, default=receiver.a + 1)
    for t in range(receiver.b - 1, max(end, receiver.a + 1) - 1, -1):
        follows = sentence.tags[t + 1 : t + 2] in ("r", "d", "P", "M", "t")
        moved = sentence.low[t + 1 : t + 2] in (["over"], ["up"], ["out"], ["off"])
        if sentence.tags[t] in "NA" and (moved or follows):
            if any(code in "bA" for code, _ in tagger().options(sentence.low[t])):
                return t
    return None


def is_listed(view: View, chunk: Chunk) -> bool:
    """Whether a group stands in a list after "include(s)" whose subject is a noun for measures or a pronoun for them."""
    tags, low, lists = view.sentence.tags, view.sentence.low, words("lists")
    if tags[chunk.a] != "g" or lists.isdisjoint(low):
        return False
    before = reversed(view.clauses.chunks[: view.clauses.at[chunk.a]])
    opener = next((c for c in before if c.verbal and low[c.head] in lists), None)
    subject = view.clauses.subject(opener) if opener is not None else None
    if opener is None or subject is None:
        return False
    word = low[subject.head]
    return word in words("sets") or (tags[opener.head] != "B" and word in words("taking_up"))
