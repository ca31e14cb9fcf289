"""Armed groups that have a name and no entry in the registry: provisional actors.

A mention that resolves to nobody keeps its words and no reference. Where these words are a group's own name, the group
can still be told from others, counted, and added to a registry later; that is all a provisional actor is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rasid import registry
from rasid.registry import Registry
from rasid.registry.names import folded
from rasid.registry.source import yaml_of
from rasid.resolve.institution import Institutions
from rasid.resolve.wording import core_words, words_of

_TOKEN = re.compile(r"[^\s\"“”(),;:]+|[(),;:]")
_PARTICLE = re.compile(r"(\w)-(?:e|i|ul|ud|al)-", re.IGNORECASE)
_LEADING = frozenset(("the", "a", "an", "new", "old", "former", "alleged", "suspected"))


@dataclass(frozen=True, slots=True)
class Provisional:
    """A group by its own name. ``id`` is made of the name's letters: the same name gives the same id everywhere."""

    id: str
    name: str


def provisional(phrase: str, known: Registry) -> Provisional | None:
    """The group that a phrase names and ``known`` does not; ``None`` where the words name no group of their own.

    "fighters of the Karun Liberation Front" name one; "PMF factions", "the army", "Revolution Street" do not.
    """
    name, after = proper_name(phrase)
    words = words_of(_PARTICLE.sub(r"\1 ", name))  # "Lashkar-e-Sahra" is two words
    if len(words) < 2 or any(hit.end - hit.start == len(name) for hit in known.find(name)) or known.named(name):
        return None
    if not (_shows_group(words) or after in _words("after")) or _is_thing(words, after):
        return None
    institutions = _institutions(known)
    if institutions.of(words) and (institutions.is_plain(words) or _of_people(words, name, known)):
        return None
    return Provisional("unknown-" + re.sub(r"[^\w]+", "-", folded(name).replace("'", "")).strip("-"), name)


def proper_name(phrase: str) -> tuple[str, str]:
    """The longest run of capitalised words in a phrase, with what joins them, and the word after it in lower case."""
    tokens = list(_TOKEN.finditer(phrase))
    best: tuple[int, int] = (0, 0)
    start = 0
    while start < len(tokens):
        if not _capital(tokens[start][0]):
            start += 1
            continue
        end = at = start + 1
        while at < len(tokens) and (_capital(tokens[at][0]) or tokens[at][0].lower() in _words("joint")):
            at += 1
            end = at if _capital(tokens[at - 1][0]) else end
        if end - start > best[1] - best[0]:
            best = start, end
        start = end
    first, last = best
    if first + 1 < last and tokens[first][0].lower() in _words("people"):
        first = next(
            (at for at in range(first + 1, last) if _capital(tokens[at][0])), last
        )  # "Fighters of the X Front"
    while first < last and tokens[first][0].lower() in _LEADING:
        first += 1
    if first >= last:
        return "", ""
    after = tokens[last][0].lower() if last < len(tokens) else ""
    return phrase[tokens[first].start() : tokens[last - 1].end()].removesuffix("'s").removesuffix("’s"), after


def _capital(token: str) -> bool:
    article = (
        token[:3].lower() in ("al-", "el-", "an-", "as-", "ad-", "ar-", "at-", "az-", "ul-") or token[:4] == "ash-"
    )
    return token[:1].isupper() or (article and token[3:4].isalpha())


def _shows_group(words: list[str]) -> bool:
    return not _words("group").isdisjoint(words) or words[0].replace("'", "") in _words("opening")


def _is_thing(words: list[str], after: str) -> bool:
    last = after if after in _words("thing") else words[-1]
    return last in _words("thing") or words[0] in _words("thing_opening")


def _of_people(words: list[str], name: str, known: Registry) -> bool:
    """Whether a people's or a country's name is all that stands before an institution: "Malian Armed Forces"."""
    hits = known.find(name)
    before = core_words(name[: hits[0].start] + name[hits[0].end :]) if hits else words
    return bool(hits) and hits[0].sort in ("demonym", "metonym") and _institutions(known).is_plain(before)


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(yaml_of(Path(registry.__file__).parent / "group_words.yaml")[key])


@cache
def _institutions(known: Registry) -> Institutions:
    return Institutions(known.words)
