"""The decrees and open lists of a story: below them a sentence is a measure without a verb that says so."""

from __future__ import annotations

import re

from rasid.extract.analysis import View
from rasid.extract.issuers import Issuer, Issuers
from rasid.extract.measure_words import matches, words

_MARKER = re.compile(r"(?:\d{1,2}[.)]|[-–•*▪◦]|\([a-z0-9]{1,2}\))\s")
_MARKED = re.compile(r"(?:\d{1,2}[.)]|[-–•*▪◦]|\([a-z0-9]{1,2}\))\s+$")
_DECREE_REACH = 8  # paragraphs
_LIST_REACH = 14  # paragraphs
_NEVER = -99


class Agenda:
    """Walks along a story and knows which decree or list a sentence stands under."""

    def __init__(self, issuers: Issuers, text: str) -> None:
        self._issuers = issuers
        self._text = text
        self._decree = _NEVER  # the paragraph that last spoke of a decree or of measures
        self._list: tuple[int, Issuer, str] | None = None  # paragraph, issuer and status of an open list
        self._here: tuple[int, bool] = (-1, False)  # sentence, whether it is an item of a list
        self.decreer: Issuer | None = None  # who signed the decree that a list spells out

    def is_item(self, view: View) -> bool:
        """Whether a sentence is an item of a list: a number, a bullet or a letter starts it."""
        if self._here[0] != view.index:
            start = view.sentence.start
            before = self._text[max(0, start - 6) : start]
            item = _MARKER.match(self._text, start) or (before and _MARKED.search(before))
            self._here = (view.index, bool(item))
        return self._here[1]

    def decreed(self, view: View) -> bool:
        """Whether a decree or a set of measures was told a few paragraphs before."""
        return view.sentence.paragraph - self._decree <= _DECREE_REACH

    def just_decreed(self, view: View) -> bool:
        """Whether it was told in this paragraph or the one before."""
        return view.sentence.paragraph - self._decree <= 1

    def spelt(self, view: View) -> tuple[Issuer, str] | None:
        """The issuer and status of the open list that the sentence is an item of."""
        return self._list[1:] if self._list is not None and self.is_item(view) else None

    def issuer(self, view: View, found: Issuer | None) -> Issuer | None:
        """The issuer told here, else of the decree that is spelt out, else of the measures just before."""
        if found is not None:
            self._issuers.note(view, found)
            return found
        if self.decreer is not None and self.decreed(view) and self.is_item(view):
            return self.decreer
        return self._issuers.near(view)

    def open(self, view: View) -> None:
        """Note a line that ends in a colon and speaks of measures or of what is asked: the list below spells it out."""
        sentence = view.sentence
        if self._list is not None:
            if sentence.paragraph - self._list[0] > _LIST_REACH or not self.is_item(view):
                self._list = None
        if not self._text[sentence.end - 1 : sentence.end + 2].strip().startswith(":") or self.is_item(view):
            return
        verbs = [c for c in view.clauses.chunks if c.verbal]
        told = {status for c in verbs for _, status in matches(view, c, "acts")}
        asks = "requested" in told or any(s == "requested" for c in verbs for _, s in matches(view, c, "directives"))
        if not asks and words("decrees").isdisjoint(sentence.low) and "following" not in sentence.low:
            return
        issued = self._issuers.speaking(view) or self._issuers.subject_before()
        if issued is not None:
            status = "requested" if asks else "announced" if "announced" in told else "ordered"
            self._list = (sentence.paragraph, issued, status)

    def see(self, view: View) -> None:
        """Remember a sentence once it has been read."""
        if not words("decrees").isdisjoint(view.sentence.low):
            self._decree = view.sentence.paragraph
            if not self.is_item(view):
                self.decreer = self._issuers.speaking(view) or self.decreer
