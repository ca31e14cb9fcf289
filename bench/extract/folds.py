"""How much of re3d's entities is in what a reader knows: a light tagger (``tagger.py``), fitted and scored in five folds.

All 12 types, pronouns and full noun phrases included, are read in re3d's own way: that is what the tagger learns from the
other folds' documents, and the reader itself is left as it is. "span" counts an entity with its very span and type,
"overlap" with its type and a word in common, each entity once. Entities that lie within another one are wanted too, though the
tagger can't tell both.

Doubtful entities (see ``re3d.py``) are neither learnt nor wanted, and what is told where only doubtful ones stand is not counted;
under "doubtful wrong" it is. The encoder has seen 44 of the 77 texts in training, with our own annotation (mentions, triggers,
links; ``train/corpus/real``), never with re3d's: the figures without them are those of "unseen texts".
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from bench.extract.facts import Tally, f1
from bench.extract.fakes import Counts
from bench.extract.known import Known, common, known, with_words
from bench.extract.re3d import SURE, Document
from bench.extract.runs import Bools
from bench.extract.tagger import PENALTY, Entity, fit, tags_of
from rasid.extract.trained.weights import Weights
from rasid.records import Offsets
from train.corpus.real import REAL

FILES = ("re3d/documents.jsonl.gz",)
TARGETS = {"5 folds: span": 0.72}
LEFT_OUT = ""
FOLDS = 5
SEED = 20261122
TYPES = (
    "Organisation", "Location", "Person", "Temporal", "Quantity", "Weapon", "MilitaryPlatform", "DocumentReference",
    "Nationality", "Money", "Vehicle", "CommsIdentifier",
)  # fmt: skip
Found = tuple[Offsets, str]


def cases(rows: Iterable[Mapping[str, Any]]) -> Iterator[Document]:
    """The documents with their entities of all types, each span and type once. Raises ``ValueError`` for a type that is not re3d's."""
    for row in rows:
        spans = [s for s in row["spans"] if s["start"] is not None]
        if other := {s["label"] for s in spans} - set(TYPES):
            raise ValueError(f"re3d {row['id']}: unknown types {sorted(other)}")
        sure = (((s["start"], s["end"]), s["label"]) for s in spans if s["confidence"] >= SURE)
        doubtful = ((s["start"], s["end"]) for s in spans if s["confidence"] < SURE)
        yield Document(row["id"], row["text"], tuple(dict.fromkeys(sure)), tuple(doubtful))


def seen() -> frozenset[str]:
    """The documents whose texts the encoder was trained on."""
    lines = (REAL / "re3d.jsonl").read_text(encoding="utf-8").splitlines()
    return frozenset(json.loads(line)["key"] for line in lines)


def note(documents: Sequence[Document]) -> str:
    """What a reader of the figures must know."""
    known_ = sum(document.id in seen() for document in documents)
    return (
        f"5 folds: a light tagger on what the reader knows of each word. The encoder was trained on {known_} of these "
        f"{len(documents)} texts, with our own annotation and none of re3d's; the others are the unseen texts."
    )


def folds(count: int, *, into: int = FOLDS, seed: int = SEED) -> list[list[int]]:
    """The numbers below ``count`` in ``into`` parts of even size, drawn with ``seed``."""
    order = list(range(count))
    random.Random(seed).shuffle(order)
    return [sorted(order[k::into]) for k in range(into)]


def score(documents: Sequence[Document], reader: str) -> Tally:
    """The tally of a tagger on what a reader knows, each document by the tagger that was not fitted to it."""
    weights = Weights() if reader == "trained" else None
    read = [known(document.id, document.text, weights) for document in documents]
    tally, unseen = Tally(), seen()
    for document, found in zip(documents, held_out(documents, read), strict=True):
        tally.add(*compare(document, found, unseen=document.id not in unseen))
    return tally


def held_out(documents: Sequence[Document], read: Sequence[Known], *, penalty: float = PENALTY) -> list[list[Found]]:
    """For each document what a tagger tells that was fitted to the documents of the other folds."""
    marked = [_marked(document, one) for document, one in zip(documents, read, strict=True)]
    tags = [tags_of(len(one.spans), found, TYPES) for one, (found, _) in zip(read, marked, strict=True)]
    out: list[list[Found]] = [[] for _ in documents]
    for fold in folds(len(documents)):
        rest = [i for i in range(len(documents)) if i not in fold]
        vocabulary = common([read[i] for i in rest])
        tagger = fit(
            np.concatenate([with_words(read[i], vocabulary) for i in rest]),
            np.concatenate([tags[i] for i in rest]),
            TYPES,
            first=np.concatenate([read[i].first for i in rest]),
            shown=np.concatenate([marked[i][1] for i in rest]),
            penalty=penalty,
        )
        for i in fold:
            found = tagger.entities(with_words(read[i], vocabulary), read[i].first)
            out[i] = [(read[i].span(e), e[2]) for e in found]
    return out


def _marked(document: Document, read: Known) -> tuple[list[Entity], Bools]:
    """The entities in words, and the words that may be learnt from: all but those of which only doubtful entities say something."""
    found = [(*words, label) for span, label in document.entities if (words := read.touched(span)) is not None]
    shown = np.ones(len(read.spans), np.bool_)
    for span in document.doubtful:
        words = read.touched(span)
        if words is not None:
            shown[slice(*words)] = False
    for a, b, _ in found:
        shown[a:b] = True
    return found, shown


def compare(document: Document, found: Sequence[Found], *, unseen: bool) -> Counts:
    """Right, told and wanted entities of a document, by measure and by type."""
    right, told, want = Counter[str](), Counter[str](), Counter[str]()
    wrong_or_sure = [f for f in found if not _only_doubtful(f[0], document)]
    exact = [label for span, label in wrong_or_sure if (span, label) in set(document.entities)]
    touching = _touching(document.entities, wrong_or_sure)
    groups = ("", " unseen") if unseen else ("",)
    for group in groups:
        for measure, hits in (("span", exact), ("overlap", touching)):
            right[measure + group] = len(hits)
            told[measure + group] = len(wrong_or_sure)
            want[measure + group] = len(document.entities)
    right["strict"], told["strict"], want["strict"] = len(exact), len(found), len(document.entities)
    for counter, labels in (
        (right, exact),
        (told, [label for _, label in wrong_or_sure]),
        (want, [label for _, label in document.entities]),
    ):
        counter.update(labels)
    right.update(f"{label} overlap" for label in touching)
    return right, told, want


def _only_doubtful(span: Offsets, document: Document) -> bool:
    """Whether a span touches a doubtful entity and no sure one."""
    return any(_common(span, other) for other in document.doubtful) and not any(
        _common(span, other) for other, _ in document.entities
    )


def _touching(wanted: Sequence[Found], found: Sequence[Found]) -> list[str]:
    """The types of the pairs of one wanted and one found entity of a type with characters in common, the longest first."""
    pairs = [
        (-_common(a, b), i, j)
        for i, (a, type) in enumerate(wanted)
        for j, (b, told) in enumerate(found)
        if type == told and _common(a, b)
    ]
    used: tuple[set[int], set[int]] = (set(), set())
    out = []
    for _, i, j in sorted(pairs):
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            out.append(wanted[i][1])
    return out


def _common(a: Offsets, b: Offsets) -> int:
    """How many characters two spans share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def figures(right: Counter[str], told: Counter[str], want: Counter[str]) -> dict[str, tuple[float, int]]:
    """F1 by measure, and of each type with its very span and with words in common."""
    names = {
        "span": "span",
        "overlap": "overlap",
        "span unseen": "span, unseen texts",
        "overlap unseen": "overlap, unseen texts",
        "strict": "span, doubtful wrong",
    }
    out = {f"5 folds: {name}": (f1(right[key], told[key], want[key]), want[key]) for key, name in names.items()}
    for type in TYPES:
        out[f"5 folds: {type} span"] = (f1(right[type], told[type], want[type]), want[type])
        out[f"5 folds: {type} overlap"] = (f1(right[f"{type} overlap"], told[type], want[type]), want[type])
    return out
