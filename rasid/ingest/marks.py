"""Characters that no reader sees but that change what is shown: control characters and bidirectional overrides."""

from __future__ import annotations

import re

from rasid.records import Issue

# White space (tab, line ends, form feed) is no surprise; everything else of C0, DEL and C1 is.
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
# Embeddings, overrides and isolates of the Unicode Bidirectional Algorithm; plain marks (LRM, RLM) reorder nothing.
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")


def issues(text: str) -> tuple[Issue, ...]:
    """One issue for control characters and one for bidirectional controls, each with the first one's span and the count.

    The characters stay in the text, so that spans hold.
    """
    bidi = None if text.isascii() else _issue(text, _BIDI, "bidirectional override")
    found = (_issue(text, _CONTROLS, "control"), bidi)
    return tuple(issue for issue in found if issue)


def _issue(text: str, marks: re.Pattern[str], what: str) -> Issue | None:
    first = marks.search(text)
    if first is None:
        return None
    count = sum(1 for _ in marks.finditer(text, first.start()))
    return Issue("ingest", f"{count} {what} {'character' if count == 1 else 'characters'} in the text", first.span())
