"""How well a reader's mentions agree with re3d's entities, where our kinds correspond to its types (``re3d.yaml``).

An entity is right when a mention of a kind that its type may be has its head word ("head"), or its very span ("span"), each
mention once. Entities with a confidence below one half are doubtful: many are right ("Iraq"), many are not ("st ISIL" as a
vehicle). They are not wanted, and a mention with the head of one is not counted either. Types that we have no kind for are left
out. Its documents are all among what may be trained on, so that only a reader without training is measured fairly.
re3d marks pronouns ("we") and full noun phrases too, which are no mentions of ours: this is a measure of how far the
two agree, not a target.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from bench.extract.facts import f1
from bench.extract.fakes import Counts
from bench.extract.templates import load
from bench.extract.wikievents import head
from rasid.records import Coded, Mention, Offsets

FILES = ("re3d/documents.jsonl.gz",)
TARGETS: dict[str, float] = {}
LEFT_OUT = ""
SURE = 0.5  # confidences lie near 0 and near 1


@dataclass(frozen=True, slots=True)
class Document:
    """A document with its entities: span and type. ``doubtful`` are the spans of those that nobody confirmed."""

    id: str
    text: str
    entities: tuple[tuple[Offsets, str], ...]
    doubtful: tuple[Offsets, ...] = ()
    published: str | None = None


@cache
def kinds() -> dict[str, tuple[str, ...]]:
    """By type of re3d, the kinds of mention that it may be."""
    return {name: tuple(of) for name, of in load("re3d.yaml")["types"].items()}


def cases(rows: Iterable[Mapping[str, Any]]) -> Iterator[Document]:
    """The documents with the entities that are scored, each span and type once."""
    for row in rows:
        spans = [s for s in row["spans"] if s["start"] is not None]
        sure = (s for s in spans if s["confidence"] >= SURE and s["label"] in kinds())
        doubtful = tuple((s["start"], s["end"]) for s in spans if s["confidence"] < SURE)
        entities = tuple(dict.fromkeys(((s["start"], s["end"]), s["label"]) for s in sure))
        yield Document(row["id"], row["text"], entities, doubtful)


def compare(document: Document, coded: Sequence[Coded]) -> Counts:
    """Right, told and wanted mentions of one document; by type only right and wanted."""
    right, told, want = Counter[str](), Counter[str](), Counter[str]()
    meant = {kind for of in kinds().values() for kind in of}
    sure = {head(document.text, span) for span, _ in document.entities}
    passed = {head(document.text, span) for span in document.doubtful} - sure
    mentions = [m for c in coded for m in c.mentions if m.kind in meant and head(document.text, m.span) not in passed]
    told["mention span"] = told["mention head"] = len(mentions)
    want["mention span"] = want["mention head"] = len(document.entities)
    for _, label in document.entities:
        want[label] += 1
    right["mention span"] = len(_paired(document, {m.span: m for m in mentions}, lambda span: span))
    heads = {head(document.text, m.span): m for m in mentions}
    for label in _paired(document, heads, lambda span: head(document.text, span)):
        right["mention head"] += 1
        right[label] += 1
    return right, told, want


def _paired(document: Document, by: Mapping[Offsets, Mention], key: Any) -> list[str]:
    """The types of the entities that have a mention of a kind of theirs, each mention taken once."""
    left, out = dict(by), []
    for span, label in document.entities:
        mention = left.get(key(span))
        if mention is not None and mention.kind in kinds()[label]:
            out.append(label)
            del left[key(span)]
    return out


def figures(right: Counter[str], told: Counter[str], want: Counter[str]) -> dict[str, tuple[float, int]]:
    """F1 of the mentions, and recall (by head) of each type."""
    out = {key: (f1(right[key], told[key], want[key]), want[key]) for key in ("mention head", "mention span")}
    return {**out, **{f"{name} recall": (right[name] / (want[name] or 1), want[name]) for name in kinds()}}
