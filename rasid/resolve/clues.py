"""What the words beside a name say against its being a place: "Paris Hilton", "Michael Jordan", "General Sudan Khan"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rasid.records import Offsets
from rasid.resolve.context import country_of
from rasid.resolve.phrase import Phrase, is_name
from rasid.resolve.weights import Evidence

_NEXT = re.compile(r"[ \u00a0]([^\W\d_][\w'’]*)")
_LAST = re.compile(r"(?:^|(?<=[\s(\"“‘']))([^\W\d_][\w'’]*)[ \u00a0]$")
_OPENS = re.compile(r"(?:^|[.!?:;\n>|\"“”]\s*)$")
_TITLES = frozenset(
    "mr mrs ms miss dr sir lady lord president minister premier senator judge justice general gen colonel col major maj captain "
    "capt lieutenant lt sergeant sgt commander brigadier sheikh sheik imam ayatollah mullah emir prince princess king queen "
    "professor prof coach singer actress actor writer painter reporter analyst spokesman spokeswoman spokesperson envoy "
    "lawyer lawmaker lawmakers deputy engineer journalist activist author governor mayor abu abou umm bin ibn".split()
)
# Words that begin a sentence with a capital, or that stand before a place with one, and name nobody.
_PLAIN = frozenset(
    "in at on of from to near for and but the a an by with around outside inside across between towards toward both while when "
    "after before since as if all most many some two three four five six north south east west northern southern eastern western "
    "central greater upper lower new old rural city town village port state province district governorate region county camp "
    "river lake mount mountain republic kingdom occupied besieged northwest northeast southwest southeast".split()
)
# Bodies and offices that bear the name of the place they serve: "Dallas Police Department", "US Embassy".
_OFFICES = frozenset(
    "police army navy air force forces guard military embassy consulate ministry foreign defence defense interior health civil "
    "parliament assembly congress senate house government council court supreme high federal national state public red crescent "
    "cross department office authority secretary chief attorney university stock times post news day week international time "
    "valley hills heights beach park square street road avenue bridge airport hospital war peace accord agreement strip".split()
)


def clues(phrase: Phrase, text: str, places: Sequence[Offsets]) -> Evidence:
    """Evidence for no place: a capitalised word that follows the name or comes before it, or a person's title there.

    Where the words around are capitalised throughout, as in headlines, there is none. ``places`` are other places' spans.
    """
    start, end = phrase.core
    told: list[tuple[str, float]] = []
    if phrase.hint is not None or not phrase.name[:1].isupper():
        return ()
    after = _NEXT.match(text, end)
    before = _LAST.search(text, max(0, start - 24), start)
    if before and before[1].lower() in _TITLES and (start < 2 or text[start - 2] != ","):
        told.append(("titled", 1.0))
    elif before and _is_of_name(before[1]) and not _OPENS.search(text[max(0, before.start() - 3) : before.start()]):
        told.append(("after a name", 1.0))
    if after and _is_of_name(after[1]) and not any(a <= after.start(1) < b for a, b in places):
        told.append(("before a name", 1.0))
    return tuple(told) if told and not _is_shouted(text, start, end) else ()


def _is_of_name(word: str) -> bool:
    low = word.lower()
    if not word[0].isupper() or word.isupper() or low in _PLAIN or low in _TITLES or low in _OFFICES:
        return False
    return is_name(word) and not country_of(word)


def _is_shouted(text: str, start: int, end: int) -> bool:
    """Whether most of the words around are capitalised: a headline."""
    words = [w for w in re.findall(r"[^\W\d_]{4,}", text[max(0, start - 60) : start] + text[end : end + 60])]
    return len(words) > 3 and sum(w[0].isupper() for w in words) > 0.7 * len(words)
