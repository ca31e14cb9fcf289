"""Which incidents MUC wants a template of: ``python -m bench.extract.relevance`` fits the weights in ``relevance.yaml``.

The task wants incidents that are specific, recent and terrorist, and what that means is spread over many small signs. They
are weighed by a logistic regression, fitted on MUC's dev part alone: on our annotation of it (a reader without a mistake) and
on texts that are not annotated, as the readers named read them. An incident counts from the odds that give the best F1 there.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from rasid.records import Coded, Report

FILE = Path(__file__).with_name("relevance.yaml")
EARLY, LATE = 600, 1500  # characters into the text
RIDGE = 2.0  # keeps the weight of a rare sign small
SEED = 7
ABOUT = "# Written by `python -m bench.extract.relevance`: log odds by sign, and the sum from which something counts.\n"


Judge = Callable[[Report], bool]


def signs(type: str, reports: Sequence[Report], *, judges: Mapping[str, Judge]) -> list[str]:
    """What speaks for or against a template, by name. ``judges``: more signs that one of its reports may have."""
    at, sure = min(r.trigger.span[0] for r in reports), max(r.score for r in reports)
    told = {
        f"type {type}": True,
        "people counted": any(r.casualties for r in reports),
        "actor": any(r.actors for r in reports),
        "attack or clash": all(r.type.acled_sub == "Armed clash" for r in reports),
        "place": any(r.place is not None and r.place.precision != "country" for r in reports),
        "only a country": all(r.place is not None and r.place.precision == "country" for r in reports),
        "day": any(r.time is not None and r.time.precision in ("day", "minute") for r in reports),
        "told often": len(reports) > 1,
        "told again": any(r.retold for r in reports),
        "several at once": all(r.trigger.text.lower().endswith("s") for r in reports),
        "early": at < EARLY,
        "late": at > LATE,
        "surer than half": sure > 0.5,
        "quite sure": sure > 0.85,
    }
    told |= {name: any(map(judge, reports)) for name, judge in judges.items()}
    return [name for name, is_so in told.items() if is_so]


@cache
def _weights() -> dict[str, Any]:
    out: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return out


def odds(name: str, told: Iterable[str]) -> float:
    """The log odds that something with these signs is in the key of a set, above what counts: wanted from 0 on."""
    fitted = _weights()[name]
    return float(round(sum(fitted["weights"].get(name, 0.0) for name in told) - fitted["from"], 3))


# -- fitting ----------------------------------------------------------------------


Examples = tuple[Sequence[tuple[Sequence[str], bool]], int]


def fit(readers: Sequence[Examples]) -> dict[str, Any]:
    """Weights by sign, and the log odds from which something counts: those of the best F1, the mean over the readers.

    ``readers``: of each the examples with whether they are in the key, and how many of the key are not among them.
    """
    rows = [row for examples, _ in readers for row in examples]
    names = ["always", *sorted({name for told, _ in rows for name in told})]
    x = np.array([[name == "always" or name in told for name in names] for told, _ in rows], dtype=float)
    y = np.array([wanted for _, wanted in rows], dtype=float)
    weights = np.zeros(len(names))
    held = np.diag([0.0, *[RIDGE] * (len(names) - 1)])
    for _ in range(50):  # Newton's method; converges in fewer than ten
        p = 1 / (1 + np.exp(-x @ weights))
        hessian = x.T @ (x * (p * (1 - p))[:, None]) + held
        weights -= np.linalg.solve(hessian, x.T @ (p - y) + held @ weights)
    weights = weights.round(3)  # as they are kept
    said = (x @ weights - weights[0]).round(3)
    ends = np.cumsum([len(examples) for examples, _ in readers])[:-1]
    parts = list(zip(np.split(said, ends), np.split(y, ends), (missed for _, missed in readers), strict=True))
    best = max(np.unique(said), key=lambda cut: sum(_f1(*part, cut) for part in parts))
    return {
        "from": float(best),
        "weights": {name: float(w) for name, w in zip(names[1:], weights[1:], strict=True)},
    }


def _f1(said: Any, wanted: Any, missed: int, cut: float) -> float:
    kept = said >= cut
    return float(2 * wanted[kept].sum() / (kept.sum() + wanted.sum() + missed))


def examples(read: Iterable[tuple[Any, Sequence[Coded]]]) -> Examples:
    """The signs of each incident with whether a template is paired with it, and how many templates are missed.

    Incidents of optional templates say nothing either way.
    """
    from bench.extract import muc, templates

    out: list[tuple[Sequence[str], bool]] = []
    missed = 0
    for message, coded in read:
        found = templates.candidates(coded)
        paired = muc.pair(message.templates, found, message.text)
        by = {j: i for i, j in paired.items()}
        missed += sum(1 for i, t in enumerate(message.templates) if not t.optional and i not in paired)
        for j, incident in enumerate(found):
            if j not in by or not message.templates[by[j]].optional:
                out.append((templates.told_by(incident, found), j in by))
    return out, missed


def trigger_examples(read: Iterable[tuple[Any, Sequence[Coded]]]) -> Examples:
    """The signs of each trigger with whether the annotators have it (by two parts of its type), and how many of theirs are missed."""
    from bench.extract import wikievents

    out: list[tuple[Sequence[str], bool]] = []
    missed = 0
    for document, coded in read:
        gold = {(e.head, wikievents.two(e.type)) for e in document.events}
        told = [t for c in coded for r in c.reports for t in wikievents.triggers(document.text, r)]
        by = {(t.head, wikievents.two(t.kind)): t for t in reversed(told)}
        out += [(t.signs, key in gold) for key, t in by.items()]
        missed += len(gold - by.keys())
    return out, missed


Read = Iterator[tuple[Any, Sequence[Coded]]]


def _read(pairs: Sequence[Any], cases: Sequence[Any], readers: Sequence[str], n: int) -> Iterator[Read]:
    """First the annotated texts of a set as annotated, then for each reader ``n`` of the others as it reads them."""
    from bench.extract import annotated, public
    from rasid.pipeline import Coder
    from rasid.settings import Settings

    annotations = annotated.Annotations()
    yield ((case, [annotations.coded(story)]) for case, story in pairs)
    ours = {case.id for case, _ in pairs}
    rest = [case for case in cases if case.id not in ours]
    random.Random(SEED).shuffle(rest)
    for reader in readers:
        coder = Coder.of(Settings(reader=reader, gazetteer_dir="none"))
        yield ((case, public.code(case, coder)) for case in rest[:n])


def main(words: Sequence[str]) -> None:
    """Fits and writes the weights of both sets."""
    from bench.extract import annotated

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reader", nargs="*", default=["rules", "trained"])
    parser.add_argument("--texts", type=int, default=260)
    options = parser.parse_args(list(words))
    messages = _read(list(annotated.messages()), annotated.dev(), options.reader, options.texts)
    write("muc", list(map(examples, messages)))
    documents = _read(list(annotated.documents()), annotated.train(), options.reader, options.texts)
    write("wikievents", list(map(trigger_examples, documents)))


def write(name: str, readers: Sequence[Examples]) -> None:
    """Fits on the examples of one set and writes its weights beside those of the other."""
    kept = dict(_weights()) if FILE.exists() else {}
    about = [
        {"examples": len(rows), "in the key": sum(wanted for _, wanted in rows), "missed": missed}
        for rows, missed in readers
    ]
    kept[name] = {"fitted on": about} | fit(readers)
    FILE.write_text(ABOUT + yaml.safe_dump(kept, sort_keys=False, width=200), encoding="utf-8")
    _weights.cache_clear()


if __name__ == "__main__":
    main(sys.argv[1:])
