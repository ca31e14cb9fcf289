"""What authorities announced, ordered, adopted, carried out, asked for or refused, one row for each measure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rasid.extract.acts import Acts
from rasid.extract.agenda import Agenda
from rasid.extract.analysis import View
from rasid.extract.chunks import Chunk
from rasid.extract.decrees import Decrees
from rasid.extract.directives import Directives
from rasid.extract.draft import Draft
from rasid.extract.issuers import Issuers
from rasid.extract.measure_domain import Domains
from rasid.extract.measure_sets import Told, counted
from rasid.extract.measure_words import forms, words
from rasid.extract.understood import Understood
from rasid.records import Measure, Role

_LONGEST = 300  # characters of an action


class Measures:
    """The measures of one story."""

    def __init__(self, story: Understood) -> None:
        self._people = story.people
        self._coreference = story.coreference
        self._text = story.text
        self._views = list(story.views)
        self._domains = Domains(story.people, story.text)

    def read(self) -> tuple[Measure, ...]:
        """All measures in reading order, with the announced count of their set where the story tells one."""
        views = self._views
        issuers = Issuers(self._people, self._coreference, self._text, views)
        agenda = Agenda(issuers, self._text)
        reading = _Reading(agenda, Decrees(issuers, agenda), Directives(issuers, agenda), Acts(issuers, agenda))
        told: Told = []
        for view in views:
            if view.sentence.part != "body":
                continue
            agenda.open(view)
            for draft in reading.of(view):
                row = self._row(draft)
                if row is not None and not any(_covers(measure, row) for measure, _, _ in told):
                    told.append((row, view, self._domains.country(draft.by)))
            issuers.see(view)
            agenda.see(view)
        return counted(told, views, self._text)

    def _row(self, draft: Draft) -> Measure | None:
        length = draft.span[1] - draft.span[0]
        if length < 1 or (length == 1 and draft.addressee is None and draft.status != "requested"):
            return None
        span = draft.view.sentence.span(*draft.span)
        action = " ".join(self._text[slice(*span)].split())[:_LONGEST]
        domain = self._domains.of(draft, action)
        return Measure(draft.issuer, self._addressee(draft), action, domain, draft.status, None, None, span)  # type: ignore[arg-type]

    def _addressee(self, draft: Draft) -> Role | None:
        role = self._people.role(draft.addressee) if draft.addressee is not None else None
        if role is None or draft.addressee is None:
            return None
        if draft.addressee.kind not in ("actor", "person_role"):
            role = replace(role, ref=None)  # schools are told to close: a place is nobody's registry entry
        same = role.mention == draft.issuer.mention or (role.ref is not None and role.ref == draft.issuer.ref)
        return None if same else role


class _Reading:
    """Tries the ways of telling a measure on each verb of a sentence."""

    def __init__(self, agenda: Agenda, decrees: Decrees, directives: Directives, acts: Acts) -> None:
        self._agenda = agenda
        self._decrees = decrees
        self._ways = (decrees.obligation, directives.read, decrees.clause, acts.read, decrees.standing, decrees.listed)

    def of(self, view: View) -> list[Draft]:
        """The drafts of a sentence."""
        return self._decrees.item(view) or list(self._verbs(view))

    def _verbs(self, view: View) -> Iterator[Draft]:
        low, tags = view.sentence.low, view.sentence.tags
        near = self._agenda.decreed(view) or not words("lists").isdisjoint(low)
        if not near and forms().isdisjoint(low):
            return
        for chunk in view.clauses.chunks:
            # Of other verbs only an infinitive can be an obligation, and only a gerund an item of a list.
            untold = near and (tags[chunk.head] in "bB" or tags[chunk.a] == "g")
            if chunk.verbal and (untold or low[chunk.head] in forms()):
                yield from self._first(view, chunk)

    def _first(self, view: View, chunk: Chunk) -> list[Draft]:
        return next((found for way in self._ways if (found := list(way(view, chunk)))), [])


def _covers(one: Measure, other: Measure) -> bool:
    return one.span[0] <= other.span[0] and other.span[1] <= one.span[1]
