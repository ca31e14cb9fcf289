"""How well a reader does on event-location sentences: the tokens of the place that belongs to a given event verb.

Scored is a third of the sentences, the same always: those whose words (letters and digits in lower case, joined) have a
SHA-256 divisible by three, so that all verbs of a sentence, and its copies with other punctuation, fall on one side. What is
trained on the set must leave them out (``held``).

A reader tells the place of a verb in the report whose trigger overlaps the verb; the tokens of the place's span are compared
with those annotated, which are names: words in small letters at its ends ("near ... village", "northern ...") are taken off,
articles of Arabic names apart. Without such a report nothing is told. "Verb found" scores only the verbs that have one.
"Or told around it" takes instead, where no trigger is at the verb, the report of the same sentence nearest to it, since a
reader that joins harm to its cause ("a bomb killed ...") has one report for both.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bench.extract.facts import f1, touch
from bench.extract.fakes import Counts
from rasid.records import Coded, Offsets

FILES = ("event_location/sentences.jsonl.gz",)
TARGETS = {"place tokens": 0.86}
_ARTICLES = frozenset("al el as ash ad an ar at az deir umm bani".split())
LEFT_OUT = "in the two thirds that may be trained on, or the same sentence with another verb"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its event verbs and, for each, the token numbers of its places."""

    id: str
    text: str
    tokens: tuple[Offsets, ...]
    verbs: tuple[tuple[Offsets, frozenset[int]], ...]
    published: str | None = None


def held(text: str) -> bool:
    """Whether a sentence is in the third that is scored and never trained on."""
    words = "".join(re.findall(r"\w+", text.lower()))
    return int(hashlib.sha256(words.encode()).hexdigest(), 16) % 3 == 0


def cases(rows: Iterable[Mapping[str, Any]]) -> Iterator[Sentence]:
    """The sentences of the held third, each once with all its verbs."""
    by: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        if held(row["text"]):
            by.setdefault(row["text"], []).append(row)
    for text, same in by.items():
        verbs: dict[Offsets, frozenset[int]] = {}
        for row in same:
            places = frozenset(t for s in row["spans"] if s["label"] == "LOCATION" for t in range(*s["tokens"]))
            for s in row["spans"]:
                if s["label"] == "VERB":
                    at = s["start"], s["end"]
                    verbs[at] = verbs.get(at, frozenset()) | places
        yield Sentence(same[0]["id"], text, tuple((a, b) for a, b in same[0]["tokens"]), tuple(verbs.items()))


def compare(sentence: Sentence, coded: Sequence[Coded]) -> Counts:
    """Right, told and wanted tokens of one sentence."""
    right, told, want = Counter[str](), Counter[str](), Counter[str]()
    for verb, places in sentence.verbs:
        reports = [r for c in coded for r in c.reports if touch(r.trigger.span, verb)]
        around = [r for c in coded for r in c.reports if any(touch(s, verb) for s in (r.quote, *r.retold))]
        around.sort(key=lambda r: abs(r.trigger.span[0] - verb[0]))
        for key, some in (
            ("place tokens", reports),
            ("place tokens, verb found", reports),
            ("place tokens, or told around it", reports or around),
        ):
            place = some[0].place if some else None
            mine = named(sentence, place.span) if place is not None and place.span is not None else set()
            if some or key != "place tokens, verb found":
                right[key] += len(mine & places)
                told[key] += len(mine)
                want[key] += len(places)
        want["verb"] += 1
        right["verb"] += bool(reports)
    return right, told, want


def figures(right: Counter[str], told: Counter[str], want: Counter[str]) -> dict[str, tuple[float, int]]:
    """F1 of the tokens, with how many are wanted, and the share of the verbs that are a report's trigger."""
    keys = ("place tokens", "place tokens, verb found", "place tokens, or told around it")
    out = {key: (f1(right[key], told[key], want[key]), want[key]) for key in keys}
    return {**out, "verbs that are triggers": (right["verb"] / (want["verb"] or 1), want["verb"])}


def named(sentence: Sentence, span: Offsets) -> set[int]:
    """The tokens of a place's name in the words at ``span``."""
    mine = [i for i, token in enumerate(sentence.tokens) if touch(token, span)]
    while mine and _common(sentence.text[slice(*sentence.tokens[mine[0]])]):
        mine.pop(0)
    while mine and _common(sentence.text[slice(*sentence.tokens[mine[-1]])]):
        mine.pop()
    return set(mine)


def _common(word: str) -> bool:
    return word.islower() and word.split("-")[0].split("’")[0] not in _ARTICLES
