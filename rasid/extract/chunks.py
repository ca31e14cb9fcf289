"""Noun phrases and verb groups of a sentence: a shallow parse by a regular expression over its tags."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rasid.extract.lexicon import noun_senses, phrase_ends
from rasid.extract.sentences import Sentence

_WORD = r"(?:(?<=[djcNMP])_+(?=[jNMP])|(?<![NMP])a(?=[jc])|[jNMP$]|(?<![NM])c|(?:(?<=[djcyf])|^)n(?=[jNMP])|(?<=[djc])g(?=[jNMP]))"
_CHUNK = re.compile(
    rf"(?P<NP>d[jc]+(?=[BHXVZ])|d?{_WORD}*[NMPc$](?:s{_WORD}*[NMP])*s?|o|d(?![jcNMP]))|(?P<VG>(?:[mt][ax]*)?(?:[BHX][axd]*(?=[BHXaxVAZbng]))*[axr]*[VAZbngBHX]r?)"
)


@dataclass(slots=True, eq=False)
class Chunk:
    """Tokens ``a`` up to, without, ``b``. A noun phrase has a head and a sense; a verb group has its main verb as head."""

    a: int
    b: int
    verbal: bool
    head: int
    sense: str | None = None
    lead: str = ""  # the preposition just before, lower case


def chunks(sentence: Sentence) -> Iterator[Chunk]:
    """The noun phrases and verb groups of a tagged sentence, in order, without overlaps."""
    tags, low = sentence.tags, sentence.low
    for match in _CHUNK.finditer(tags):
        a, b = match.span()
        if match.lastgroup == "VG":
            head = b - 1
            while head > a and tags[head] in "rax":
                head -= 1
            yield Chunk(a, b, True, head)
            continue
        end = b - 1 if tags[b - 1] == "s" and b - a > 1 else b
        if tags[a] in "ac":
            a = _quantified(low, tags, a)
        yield Chunk(a, end, False, end - 1, _sense(low, a, end), _lead(sentence, a))


_QUANTIFIERS = (("more", "than"), ("less", "than"), ("fewer", "than"), ("at", "least"), ("at", "most"), ("up", "to"), ("as", "many", "as"),
                ("no", "fewer", "than"), ("not", "less", "than"), ("over",), ("under",), ("around",), ("about",), ("nearly",), ("almost",), ("between",), ("between", "as"), ("than",), ("least",))  # fmt: skip


_HANDED = frozenset("hand hands handed handing take takes took taken taking turn turns turned turning".split())


def _quantified(low: list[str], tags: str, a: int) -> int:
    """Where a phrase with a number starts when "more than", "at least", "up to" stand before the number."""
    first = a + (tags[a] == "a" and low[a] in ("least", "most"))
    if tags[first] != "c":
        return a
    for words in _QUANTIFIERS:
        start = first - len(words)
        handed = words == ("over",) and start > 0 and low[start - 1] in _HANDED
        if start >= 0 and tuple(low[start:first]) == words and "T" not in tags[start:first] and not handed:
            return min(a, start)
    return a


_PREPOSITIONS = "ifyt"


def _lead(sentence: Sentence, a: int) -> str:
    tags, low = sentence.tags, sentence.low
    before = a - 1
    while before >= 0 and tags[before] in 'a"' and low[before] not in ("near", "inside"):
        before -= 1
    if before >= 0 and tags[before] in _PREPOSITIONS:
        return low[before]
    if before >= 0 and tags[before] == "g" and low[before] in ("including", "following", "targeting"):
        return low[before]
    return ""


def _sense(low: list[str], a: int, b: int) -> str | None:
    senses = noun_senses()
    last = low[b - 1]
    if b - a > 1 and last in phrase_ends():
        for size in (3, 2):
            found = senses.get(" ".join(low[b - size : b])) if b - a >= size else None
            if found:
                return found
    return senses.get(last)
