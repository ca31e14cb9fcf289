"""One mention that names two places: "the Damascus-Aleppo highway"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from rasid.records import Mention

_ROAD = r"(?:(?:inter)?national\s+)?(?:road|highway|motorway|route|axis|line|corridor|railway)s?"
_NAMES = re.compile(
    r"^(?:the\s+)?(?P<a>[^\W\d_][\w'’ -]+?)\s?(?P<dash>[-–—])\s?(?P<b>[^\W\d_][\w'’ -]+?)(?=\s+" + _ROAD + r"$|$)",
    re.IGNORECASE,
)
_AFTER = re.compile(r"\s+" + _ROAD + r"\b", re.IGNORECASE)


def split(mention: Mention, text: str, known: Callable[[str], bool]) -> tuple[Mention, Mention] | None:
    """The two ends of the road that ``mention`` names, as mentions ``<id>/a`` and ``<id>/b``; ``None`` when it names none.

    A hyphen may belong to a name ("Deir ez-Zor-Raqqa road"): both halves must be ``known``.
    """
    start, end = mention.span
    if not any(dash in mention.text for dash in "-–—") or not _road(text, start, end) or known(mention.text):
        return None
    match = _NAMES.match(mention.text)
    names = match["a"] + match["dash"] + match["b"] if match else ""
    first = mention.text.find(names)
    for cut in (i for i, c in enumerate(names) if c in "-–—"):
        if known(names[:cut].strip()) and known(names[cut + 1 :].strip()):
            return _part(mention, "a", first, names[:cut]), _part(mention, "b", first + cut + 1, names[cut + 1 :])
    return None


def _road(text: str, start: int, end: int) -> bool:
    return bool(re.search(rf"\s{_ROAD}$", text[start:end], re.IGNORECASE) or _AFTER.match(text, end))


def _part(mention: Mention, letter: str, start: int, words: str) -> Mention:
    start += mention.span[0] + len(words) - len(words.lstrip())
    name = words.strip()
    return replace(mention, id=f"{mention.id}/{letter}", span=(start, start + len(name)), text=name)
