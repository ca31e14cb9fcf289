"""How well a reader does on IndiaPoliceEvents: which sentences say that police killed, used force, or arrested.

A sentence is told to say so when a report that is neither denied, planned nor hypothetical has its trigger there, or is told
again there (by a stretch that covers half of it), and

- KILL: the actor is police and the trigger is a word for killing, or the count of the killed stands in the sentence;
- FORCE: the actor is police and the event is violent or puts a protest down, or it is a KILL;
- ARREST: the event is an arrest and the actor is police or not told.

The report's score ranks the sentence. The measure is the recall at the threshold with the most recall among those with a
precision of 0.7 or more (0 where none has), beside recall and precision of the plain decision.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bench.extract.fakes import Counts
from rasid import registry
from rasid.records import Coded, Offsets, Report, Role

FILES = ("india_police_events/docs.jsonl.gz",)
CLASSES = ("KILL", "FORCE", "ARREST")
TARGETS = {f"{name} recall at precision 0.7": 0.85 for name in CLASSES}
LEFT_OUT = ""
PRECISION = 0.7

_POLICE = re.compile(
    r"\b(police\w*|cops?|constables?|inspectors?|security (forces?|personnel|men)|jawans?|troops|army|soldiers|paramilitary"
    r"|rapid action force|raf|crpf|bsf|rpf|srp|sit|cbi|ats|special cell|sleuths|authorities)\b",
    re.I,
)
_KILL = re.compile(r"kill|shot dead|gunned|dead|die|death|slain|murder|encounter|eliminat", re.I)
_CROWD = re.compile(r"lathi|tear|baton|cane|fir(e|ed|ing)\b|burst|dispers|beat|thrash|assault", re.I)


@dataclass(frozen=True, slots=True)
class Document:
    """A document with its sentences and the labels of each."""

    id: str
    text: str
    published: str | None
    sentences: tuple[tuple[Offsets, frozenset[str]], ...]


def cases(rows: Iterable[Mapping[str, Any]]) -> Iterator[Document]:
    """The documents."""
    for row in rows:
        marked = tuple(((s["start"], s["end"]), frozenset(s["labels"])) for s in row["sentences"])
        yield Document(row["id"], row["text"], row["meta"].get("date"), marked)


def compare(document: Document, coded: Sequence[Coded]) -> Counts:
    """Right and told sentences by class and score (``KILL 0.860``), wanted sentences by class."""
    right, told, want = Counter[str](), Counter[str](), Counter[str]()
    reports = [r for c in coded for r in c.reports if r.modality in ("asserted", "background")]
    for at, labels in document.sentences:
        want.update(labels & set(CLASSES))
        for name, score in decided(at, reports).items():
            told[f"{name} {score:.3f}"] += 1
            right[f"{name} {score:.3f}"] += name in labels
    return right, told, want


def decided(at: Offsets, reports: Iterable[Report]) -> dict[str, float]:
    """The classes that a sentence is told to have, each with the score of its surest report."""
    out: dict[str, float] = {}
    for r in reports:
        if _within(r.trigger.span, at) or any(2 * (min(b, at[1]) - max(a, at[0])) > at[1] - at[0] for a, b in r.retold):
            for name in _classes(r, at):
                out[name] = max(out.get(name, 0.0), r.score)
    return out


def _classes(report: Report, at: Offsets) -> Iterator[str]:
    by_police = any(map(police, report.actors))
    words, kind, mode = report.trigger.text, report.type.plover, report.type.mode
    counted = any(c.kind == "killed" and _within(c.span, at) for c in report.casualties)
    if by_police and (counted or kind == "ASSAULT" and _KILL.search(words) and _within(report.trigger.span, at)):
        yield "KILL"
    if by_police and (
        kind == "ASSAULT" or report.type.acled_sub == "Protest with intervention" or _CROWD.search(words)
    ):
        yield "FORCE"
    if kind == "COERCE" and mode == "arrest" and (by_police or not report.actors):
        yield "ARREST"


def police(role: Role) -> bool:
    """Whether someone is police, or a force that does police work."""
    actor = registry.load().actors.get(role.ref) if role.ref else None
    return actor is not None and actor.kind in ("police", "military") or _POLICE.search(role.name) is not None


def figures(right: Counter[str], told: Counter[str], want: Counter[str]) -> dict[str, tuple[float, int]]:
    """By class: recall at precision 0.7, recall and precision of the plain decision, with how many sentences are wanted."""
    out = {}
    for name in CLASSES:
        scores = sorted({key for key in told if key.startswith(f"{name} ")}, reverse=True)
        n, good, all_told, best = want[name] or 1, 0, 0, 0.0
        for key in scores:
            good, all_told = good + right[key], all_told + told[key]
            if good >= PRECISION * all_told:
                best = max(best, good / n)
        out[f"{name} recall at precision {PRECISION}"] = best, want[name]
        out[f"{name} recall"] = good / n, want[name]
        out[f"{name} precision"] = good / (all_told or 1), want[name]
    return out


def _within(a: Offsets, b: Offsets) -> bool:
    """Whether ``a`` begins in ``b``."""
    return b[0] <= a[0] < b[1]
