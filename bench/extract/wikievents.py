"""How well a reader does on WikiEvents' dev set: triggers and arguments of the KAIROS ontology.

- A trigger is right when its head word and its full type (three parts, by ``wikievents.yaml``) are those annotated. Reports
  without a KAIROS type are not counted. "By two parts" compares ``Conflict.Attack`` only, which is what the training part has.
  A record joins the tellings of one event, and harm to its cause; KAIROS does not. So the words for them in the sentences of a
  report are triggers too, and of all triggers those count that are likely to be marked (``relevance.py``, fitted on the training
  part), since the annotators keep to the events that a document is about. "All of ours" is each report's own trigger, unweighed.
- An argument is right when its head word and role are those annotated. "Argument" is over annotated events whose trigger some
  report has (that is the nearest to given triggers that a reader can be asked for); "argument, all" over all of them. Documents with no
  argument annotated at all are left out of both.

The head of a span is its last word before a preposition, comma or relative pronoun, particles of verbs apart. One document
(scenario_en_kairos_61) is left out, since its text is in the training part too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from bench.extract import relevance
from bench.extract.facts import f1
from bench.extract.fakes import Counts
from bench.extract.templates import first, load
from rasid.records import Coded, Offsets, Report

FILES = ("wikievents/dev.jsonl.gz",)
TARGETS = {"trigger": 0.50, "argument": 0.52}
LEFT_OUT = "in the training part too"
KEYS = ("trigger", "trigger by two parts", "trigger, all of ours", "argument", "argument, all")

_IN_TRAIN = frozenset(("scenario_en_kairos_61",))
_BREAKS = frozenset(
    "of in at on from for with by to near who whom which that whose inside outside after before during including , ( -- -".split()
)
_HARM = {"killed": "Life.Die.Unspecified", "injured": "Life.Injure.Unspecified"}
_HARMING = ("Conflict.Attack", "Life.Die", "Life.Injure")
_EARLY = 600  # characters into the text
_PARTICLES = frozenset("out off up down away over on to into with of against for at in from back".split())


@dataclass(frozen=True, slots=True)
class Event:
    """An annotated event: the span of its trigger's head, its type, and by role the spans of its arguments' heads."""

    head: Offsets
    type: str
    arguments: tuple[tuple[str, Offsets], ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A document with its events."""

    id: str
    text: str
    events: tuple[Event, ...]
    published: str | None = None


def cases(rows: Iterable[Mapping[str, Any]]) -> Iterator[Document]:
    """The documents that are not in the training part. Their text has line breaks again where it had them."""
    for row in rows:
        if row["doc_id"] in _IN_TRAIN:
            continue
        text, places = _text(row["sentences"])
        entities = {e["id"]: e for e in row["entity_mentions"]}

        def at(span: Mapping[str, int], places: Sequence[Offsets] = places) -> Offsets:
            return places[span["start"]][0], places[span["end"] - 1][1]

        events = tuple(
            Event(
                trigger_head(text, at(e["trigger"])),
                e["event_type"],
                tuple((a["role"], head(text, at(entities[a["entity_id"]]))) for a in e["arguments"]),
            )
            for e in row["event_mentions"]
        )
        yield Document(row["doc_id"], text, events)


def training(row: Mapping[str, Any]) -> Document:
    """A document of the training part: tokens are parted by spaces, types have two parts, arguments have no place."""
    ends: list[int] = []
    for token in row["tokens"]:
        ends.append((ends[-1] + 1 if ends else 0) + len(token))
    text = " ".join(row["tokens"])

    def at(trigger: Mapping[str, int]) -> Offsets:
        first = trigger["start_idx"]
        return ends[first] - len(row["tokens"][first]), ends[trigger["end_idx"] - 1]

    events = tuple(
        Event(trigger_head(text, at(e["trigger"])), f"{e['event_type']}.", ()) for e in row["event_mentions"]
    )
    return Document(row["docid"], text, events)


def _text(sentences: Iterable[Any]) -> tuple[str, list[Offsets]]:
    """The text, and where each token lies: tokens at their offsets; what is between two sentences are line breaks."""
    places: list[Offsets] = []
    chars: list[str] = []
    for tokens, _ in sentences:
        for i, (token, start, end) in enumerate(tokens):
            chars += (" " if i else "\n") * (start - len(chars)) + token
            places.append((start, end))
    return "".join(chars), places


def head(text: str, span: Offsets) -> Offsets:
    """The head word of a noun phrase: the last one before a preposition, comma or relative pronoun."""
    words = _words(text, span)
    cut = next((i for i, (a, b) in enumerate(words) if i and text[a:b].lower() in _BREAKS), len(words))
    for i, (a, b) in enumerate(words[:cut]):
        if text[b - 1] == ",":
            return a, b - 1
        if text[b : b + 1] == "," and i < cut:
            return a, b
    return words[cut - 1] if words else span


def trigger_head(text: str, span: Offsets) -> Offsets:
    """The head word of a trigger: the last one that is not a particle."""
    words = _words(text, span)
    while len(words) > 1 and text[slice(*words[-1])].lower() in _PARTICLES:
        words.pop()
    return words[-1] if words else span


def _words(text: str, span: Offsets) -> list[Offsets]:
    out, at = [], span[0]
    for word in text[slice(*span)].split():
        at = text.index(word, at)
        kept = word.strip("\"'“”‘’.;:()[]") or word
        start = at + word.index(kept)
        out.append((start, start + len(kept)))
        at += len(word)
    return out


@cache
def _mapping() -> dict[str, Any]:
    return load("wikievents.yaml")


def kairos(report: Report) -> str | None:
    """The KAIROS type of a report; ``None`` where KAIROS has none."""
    rule = first(_mapping()["types"], report)
    return None if rule is None else rule["is"]


@dataclass(frozen=True, slots=True)
class Told:
    """A trigger as a report tells it: its head, its type, and the signs by which it is judged to be one for the annotators."""

    head: Offsets
    kind: str
    signs: tuple[str, ...]


def triggers(text: str, report: Report) -> Iterator[Told]:
    """All triggers of a report: its own, and the words for the same event and its harm in the sentences that tell it.

    A record keeps one trigger a report, and of further tellings the sentences alone; their words are found by the
    patterns ``again`` of ``wikievents.yaml``, one of each type a sentence.
    """
    kind = kairos(report)
    if kind is None:
        return
    own = trigger_head(text, report.trigger.span)
    signs = [f"is {report.modality}"]
    signs += ["told again"] * bool(report.retold) + ["people counted"] * bool(report.casualties)
    signs += ["early"] * (own[0] < _EARLY)
    yield Told(own, kind, (f"type {kind}", *signs))
    for span in (report.quote, *report.retold):
        for one in dict.fromkeys((kind, *(_HARM.values() if two(kind) in _HARMING else ()))):
            found = _word(text, span, one)
            if found is not None and found != own:
                yield Told(found, one, (f"again {two(one)}", *signs))


def _word(text: str, span: Offsets, kind: str) -> Offsets | None:
    """The first word of a stretch that tells an event of a type."""
    pattern = _mapping()["again"].get(two(kind))
    if pattern is not None:
        for at in _words(text, span):
            if re.match(pattern, text[slice(*at)], re.I):
                return at
    return None


def wanted(told: Told) -> bool:
    """Whether the annotators are likely to have marked a trigger (``relevance.py``)."""
    return relevance.odds("wikievents", told.signs) >= 0


def compare(document: Document, coded: Sequence[Coded]) -> Counts:
    """Right, told and wanted triggers and arguments of one document."""
    right, told, want = Counter[str](), Counter[str](), Counter[str]()
    reports = [r for c in coded for r in c.reports]
    gold = {(e.head, e.type) for e in document.events}
    plain = {(trigger_head(document.text, r.trigger.span), kind) for r in reports for kind in [kairos(r)] if kind}
    mine = {(t.head, t.kind) for r in reports for t in triggers(document.text, r) if wanted(t)}
    for key, some in (("trigger", mine), ("trigger, all of ours", plain)):
        _add(right, told, want, key, len(gold & some), len(some), len(gold))
    two_gold, two_mine = ({(at, two(kind)) for at, kind in some} for some in (gold, mine))
    _add(right, told, want, "trigger by two parts", len(two_gold & two_mine), len(two_mine), len(two_gold))
    _arguments(right, told, want, document, coded)
    return right, told, want


def _arguments(
    right: Counter[str], told: Counter[str], want: Counter[str], document: Document, coded: Sequence[Coded]
) -> None:
    if not any(event.arguments for event in document.events):
        return
    by: dict[Offsets, Report] = {}
    for c in coded:
        for r in c.reports:
            by.setdefault(trigger_head(document.text, r.trigger.span), r)
    for event in document.events:
        report = by.get(event.head)
        mine = arguments(report, event.type, document.text) if report is not None else {}
        gold = set(event.arguments)
        good = sum(any((role, at) in gold for role in roles) for at, roles in mine.items())
        for key in ("argument, all", *(["argument"] if report is not None else ())):
            _add(right, told, want, key, good, len(mine), len(gold))


def arguments(report: Report, kind: str, text: str) -> dict[Offsets, tuple[str, ...]]:
    """By head, the roles of KAIROS that a report's roles stand for in an event of a type."""
    roles = _mapping()["roles"].get(two(kind), {})
    spans = [("actor", r.span) for r in report.actors] + [("target", r.span) for r in report.targets]
    spans += [("instrument", r.span) for r in report.instruments]
    if report.place is not None and report.place.span is not None:
        spans.append(("place", report.place.span))
    out: dict[Offsets, tuple[str, ...]] = {}
    for role, span in spans:
        if role in roles:
            names = roles[role]
            at = head(text, span)
            out[at] = (*out.get(at, ()), *([names] if isinstance(names, str) else names))
    return out


def figures(right: Counter[str], told: Counter[str], want: Counter[str]) -> dict[str, tuple[float, int]]:
    """F1 of triggers and arguments, with how many are wanted."""
    return {key: (f1(right[key], told[key], want[key]), want[key]) for key in KEYS}


def _add(
    right: Counter[str], told: Counter[str], want: Counter[str], key: str, good: int, said: int, wanted: int
) -> None:
    right[key] += good
    told[key] += said
    want[key] += wanted


def two(kind: str) -> str:
    return ".".join(kind.split(".")[:2])
