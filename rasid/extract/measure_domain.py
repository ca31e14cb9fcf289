"""Whether a measure is one at home or one towards other states."""

from __future__ import annotations

import re

from rasid.extract.acts import is_inner
from rasid.extract.analysis import Item
from rasid.extract.draft import Draft
from rasid.extract.measure_words import external, words
from rasid.extract.people import People

_SANCTIONS = re.compile(r"(?:impose|lift|extend|tighten|ease)\w* (?:\w+ ){0,2}sanctions")


class Domains:
    """Tells the domain of drafts."""

    def __init__(self, people: People, text: str) -> None:
        self._people = people
        self._text = text

    def of(self, draft: Draft, action: str) -> str:
        """ "external" where the issuer is no state, or the addressee, the ground or the words are abroad; else "domestic"."""
        kinds = self._people.kinds([draft.by])
        if kinds and kinds[0] in ("igo", "ngo"):
            return "external"
        issuer = self.country(draft.by)
        if draft.addressee is not None and self._is_abroad(draft.addressee, draft.by, issuer):
            return "external"
        if issuer is not None and (_SANCTIONS.match(action) or self._touches(draft, issuer)):
            return "external"
        return "external" if external().search(action) else "domestic"

    def country(self, item: Item) -> str | None:
        """The home country of an actor."""
        return self._people.country(item) if item.kind in ("actor", "person_role") else None

    def _is_abroad(self, receiver: Item, by: Item, issuer: str | None) -> bool:
        """Whether the addressee is another state, a body of states, or a member of the bloc that speaks."""
        if external().search(self._text[slice(*receiver.span)]) or self._people.kinds([receiver])[:1] == ("igo",):
            return True
        country = self.country(receiver)
        bloc = by.low.rsplit(" ", 1)[-1] in words("blocs")
        return bool(country) and (bloc or (issuer is not None and country != issuer))

    def _touches(self, draft: Draft, issuer: str) -> bool:
        """Whether all places of the sentence are abroad, or somebody or some country in the action is."""
        items = draft.view.items
        grounds = [c for i in items if i.kind == "place" and (c := self._people.place(i).country) is not None]
        if grounds and all(country != issuer for country in grounds):
            return True
        inside = (i for i in items if draft.span[0] <= i.a < draft.span[1])
        found = (self._home(i) for i in inside if i.kind != "actor" or not is_inner(draft.view, i))
        return any(country is not None and country != issuer for country in found)

    def _home(self, item: Item) -> str | None:
        """The country that an actor or place in an action belongs to."""
        if item.kind == "place":
            place = self._people.place(item)
            return place.country if place.precision == "country" else None
        return self.country(item)
