"""Who takes a measure: the authorities that a sentence or the telling so far names."""

from __future__ import annotations

from collections.abc import Iterator

from rasid.extract.analysis import Item, View
from rasid.extract.chunks import Chunk
from rasid.extract.coreference import Coreference
from rasid.extract.measure_words import coup, words
from rasid.extract.people import People
from rasid.records import Role

Issuer = tuple[Role, Item]


class Issuers:
    """Reads phrases of one story as authorities; ``see`` walks it along the story."""

    def __init__(self, people: People, coreference: Coreference, text: str, views: list[View]) -> None:
        self._people = people
        self._coreference = coreference
        self._text = text
        self._views = views
        self._last: tuple[int, Issuer] | None = None  # paragraph, who took the last measure
        self._subject: Issuer | None = None
        self._seen: list[View] = []  # not yet searched for a subject
        self._coup: bool | None = None

    # -- in the sentence -------------------------------------------------------

    def of(self, view: View, chunk: Chunk | None, *, asking: bool = False) -> Issuer | None:
        """The authority that a phrase is; with ``asking`` also others who ask states for something."""
        if chunk is None:
            return None
        if view.sentence.tags[chunk.a : chunk.b] == "o":
            item = self._coreference.pronoun(view, chunk)
        else:
            item = view.item(chunk) or self._coreference.name(view, chunk)
        if item is None or item.kind not in ("actor", "person_role"):
            return None
        role = self._people.role(item)
        if role is None or not (self._is_authority(item, role) or (asking and self._asks(item))):
            return None
        return role, item

    def speaking(self, view: View) -> Issuer | None:
        """The authority that is the subject of the sentence's first clause."""
        verb = self._first_verb(view)
        return self.of(view, view.clauses.subject(verb)) if verb is not None else None

    def _first_verb(self, view: View) -> Chunk | None:
        return next((c for c in view.clauses.chunks if c.verbal and view.clauses.finite(c)), None)

    # -- what they are ---------------------------------------------------------

    def _asks(self, item: Item) -> bool:
        kinds = self._people.kinds([item])
        return bool(kinds) and kinds[0] in words("asking")

    def _is_authority(self, item: Item, role: Role) -> bool:
        if item.b - item.a > 1 and item.low.rsplit(" ", 1)[-1] in words("bodies"):
            return True  # "the Houthi government", "the M23 administration"
        if role.ref in words("de_facto") and item.sense not in ("militants", "forces"):
            return True
        kinds = self._people.kinds([item])
        if item.sense == "forces" and kinds[:1] == ("military",) and self._rule():
            return True  # soldiers whom the text tells to have taken power
        if kinds and item.sense not in ("forces", "militants", "civilians", "victims"):
            return kinds[0] in words("authorities")
        if item.sense == "office":
            return True
        named = self._text[slice(*item.span)].lower().replace("’s", "").replace("'s", "").split()
        return not words("authority_words").isdisjoint(named)

    def _rule(self) -> bool:
        if self._coup is None:
            sentences = (self._text[v.sentence.start : v.sentence.end] for v in self._views)
            self._coup = any(coup().search(sentence) for sentence in sentences)
        return self._coup

    # -- told before -----------------------------------------------------------

    def see(self, view: View) -> None:
        """Remember a sentence once it has been read."""
        self._seen.append(view)

    def note(self, view: View, issuer: Issuer) -> None:
        """Remember who took a measure."""
        self._last = (view.sentence.paragraph, issuer)

    def last(self) -> Issuer | None:
        """Who took the last measure told."""
        return self._last[1] if self._last is not None else None

    def near(self, view: View) -> Issuer | None:
        """Who took the last measure told in this paragraph or the one before, else the last authority that did anything."""
        if self._last is not None and view.sentence.paragraph - self._last[0] <= 1:
            return self._last[1]
        return self.subject_before()

    def subject_before(self) -> Issuer | None:
        """The authority that last was the subject of a sentence's first active clause."""
        while self._seen:
            view = self._seen.pop()
            verb = next(self._active(view), None)
            found = self.of(view, view.clauses.subject(verb)) if verb is not None else None
            if found is not None:
                self._subject = found
                self._seen.clear()
        return self._subject

    def _active(self, view: View) -> Iterator[Chunk]:
        clauses = view.clauses
        return (c for c in clauses.chunks if c.verbal and clauses.finite(c) and not clauses.passive(c))
