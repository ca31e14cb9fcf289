"""Where the words that a model quotes stand in the text, or that they do not."""

from __future__ import annotations

import re
from bisect import bisect_right

from rasid.extract.analysis import View
from rasid.extract.llm.parts import Part
from rasid.records import Issue, Offsets

_SHOWN = 80  # characters of a quote that an issue repeats


class Quotes:
    """Finds the quotes of one part of a story; ``issues`` says which are not there."""

    def __init__(self, part: Part, text: str) -> None:
        self.text = text
        self.issues: list[Issue] = []
        self._span = part.span
        self._views = sorted(part.views, key=lambda v: v.sentence.start)
        self._starts = [v.sentence.start for v in self._views]

    def view(self, at: int) -> View | None:
        """The sentence of the part that the character ``at`` stands in."""
        k = bisect_right(self._starts, at) - 1
        return self._views[k] if k >= 0 and at < self._views[k].sentence.end else None

    def all(self, quote: str) -> list[Offsets]:
        """The places of a quote, exact ones before those whose white space differs, whole words before parts of words."""
        words = quote.split()
        found: list[Offsets] = []
        if words:
            found = self._matching(re.escape(quote.strip())) or self._matching(r"\s+".join(map(re.escape, words)))
        return [span for span in found if self._is_whole(span)] or found

    def find(self, what: str, quote: str, near: Offsets | None) -> Offsets | None:
        """The place of a quote that is nearest to ``near``; where it is not in the text ``None``, and an issue."""
        found = self.all(quote)
        if found:
            return min(found, key=lambda span: _gap(span, near)) if near is not None else found[0]
        self.drop(f"{what} {shown(quote)} is not in the text", near)
        return None

    def drop(self, reason: str, near: Offsets | None) -> None:
        """Notes what the model said that is not kept."""
        self.issues.append(Issue("extract", f"llm: {reason}", near))

    def _matching(self, pattern: str) -> list[Offsets]:
        return [m.span() for m in re.compile(pattern).finditer(self.text, *self._span) if self.view(m.start())]

    def _is_whole(self, span: Offsets) -> bool:
        start, end = span
        text = self.text
        inside = text[start - 1 : start].isalnum() and text[start].isalnum()
        return not inside and not (text[end - 1].isalnum() and text[end : end + 1].isalnum())


def shown(quote: str) -> str:
    """A quote for an issue: in quotation marks, on one line, not too long."""
    words = " ".join(quote.split())
    return repr(words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…")


def _gap(span: Offsets, near: Offsets) -> int:
    return max(span[0] - near[1], near[0] - span[1], 0)
