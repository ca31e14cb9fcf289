"""Names in other transliterations: "Dayr al-Zawr" for "Deir ez-Zor", "Hizballah" for "Hezbollah".

Two spellings are one name when their consonants agree, once what transliterations disagree about is taken out, and
their letters are alike on the whole. A name that two actors could then bear belongs to neither.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher

from rasid.registry.actor import Actor
from rasid.registry.names import folded

_ARTICLE = re.compile(r"\b(?:[AaEe][lnsdrtz]|[AaEe]sh|[Uu][ld])(?=[- ])")
_SAME = (("ch", "sh"), ("kh", "k"), ("dh", "d"), ("gh", "g"), ("th", "t"), ("ph", "f"), ("q", "k"), ("c", "k"))
_FIRST = re.compile(r"[b-df-hj-np-tvxz0-9]", re.IGNORECASE)
_CLASS = {"c": "k", "q": "k", "s": "k", "p": "f"}  # what one of _SAME may turn into another
_SILENT = re.compile(r"h\b|[^a-z0-9]|[aeiouyw]")
_WORD = re.compile(r"[\w'’]+")
_DOUBLED = re.compile(r"([a-z])\1+")
_OF_STATES = frozenset(("government", "military", "police", "office", "civilians", "other"))
_LEAST = 5  # consonants; fewer agree by chance
_ALIKE = 0.72  # share of letters in common: "dayr al-zawr" and "deir ez-zor" have 0.73 of theirs


class Spellings:
    """The names of groups and bodies by their consonants; words for a state's institutions are no such names."""

    def __init__(self, actors: Iterable[Actor]) -> None:
        self._unread: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._named: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for actor in actors:
            if actor.kind not in _OF_STATES:
                for alias in dict.fromkeys((actor.name, *actor.aliases)):
                    self._unread[_initial(alias)].append((alias, actor.id))

    def find(self, name: str) -> str | None:
        """The id of the only actor that bears the name in another spelling; ``None`` for none, or several."""
        key, low = skeleton(name), folded(name)
        if len(key) < _LEAST:
            return None
        for alias, id in self._unread.pop(_initial(name), ()):  # most initials are never asked for
            self._named[skeleton(alias)].append((folded(alias), id))
        ids = {id for alias, id in self._named.get(key, ()) if SequenceMatcher(None, low, alias).ratio() >= _ALIKE}
        return ids.pop() if len(ids) == 1 else None


def skeleton(name: str) -> str:
    """The consonants and figures of a name in Latin letters, without articles and what transliterations disagree about."""
    return _DOUBLED.sub(r"\1", "".join(map(_bones, _WORD.findall(_ARTICLE.sub("", name)))))


def _bones(word: str) -> str:
    low = folded(word)
    if len(word) > 1 and word.isupper():  # an acronym has no spellings
        return low
    for written, as_ in _SAME:
        low = low.replace(written, as_)
    return _SILENT.sub("", low)


def _initial(name: str) -> str:
    """A letter that all spellings of a name share: that of its first consonant, after an article."""
    found = _FIRST.search(name, 3 if name[2:3] in ("-", " ") and _ARTICLE.match(name) else 0)
    return _CLASS.get(found[0].lower()[:1], found[0].lower()[:1]) if found else ""
