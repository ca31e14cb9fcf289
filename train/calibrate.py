"""Fits how sure the trained reader is of a report, rasid/models/reader/score.json: ``python -m train.calibrate [--dry]``.

A report of the corpus's dev part is right when one that is annotated has its type, its modality and exactly its actors. A logistic
regression with a small L2 penalty on the reader's evidence (``rasid/extract/trained/sureness.py``); before it is fitted on the whole part,
it is scored in five folds by story, beside the plain count of roles that the rules give as a score: mean error of calibration
(ten bins), Brier score, and the area under the curve.
"""

from __future__ import annotations

import argparse
import contextlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from unittest.mock import patch

import numpy as np

from bench.extract.facts import Wanted, pair, same, wanted
from bench.extract.ours import code, stories
from rasid.extract.candidates import Candidate
from rasid.extract.reports import Reports
from rasid.extract.trained.sureness import Evidence
from rasid.pipeline import Coder
from rasid.records import Report
from rasid.settings import Settings

FILE = Path(__file__).resolve().parents[1] / "rasid" / "models" / "reader" / "score.json"
NAMES = ("trigger", "kind", "modality", "actor", "told")
FOLDS = 5
PENALTY = 1.0
BINS = 10


def right(gold: Wanted | None, report: Report, text: str) -> bool:
    """Whether type, modality and actors are those annotated."""
    if gold is None or gold.type != report.type.plover or gold.modality != report.modality:
        return False
    found = sum(any(same(name, actor, text) for actor in report.actors) for name in gold.actor)
    return found == len(gold.actor) == len(report.actors)


def rows(part: str) -> Iterator[tuple[int, list[float], bool]]:
    """For each report of a part: the number of its story, its evidence, whether it is right."""
    coder = Coder.of(Settings(reader="trained", gazetteer_dir="none"))
    for number, story in enumerate(stories(part)):
        with watched() as evidence:
            reports = [r for coded in code(story, coder) for r in coded.reports]
        gold = {id(r): g for g, r in pair(wanted(story), reports, story.text)}
        for r in reports:
            known = evidence[r.id]
            if known:  # stories far from conflict are read by rules
                yield number, [known[name] for name in NAMES], right(gold.get(id(r)), r, story.text)


@contextlib.contextmanager
def watched() -> Iterator[dict[str, Evidence]]:
    """The evidence of each report made while it is open, by the report's id."""
    seen: dict[str, Evidence] = {}
    of = Reports.of

    def kept(self: Reports, c: Candidate, again: Sequence[Candidate]) -> Report:
        report = of(self, c, again)
        seen[report.id] = c.evidence
        return report

    with patch.object(Reports, "of", kept):
        yield seen


def fitted(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Weights ``[1 + columns]``, the first the start, by Newton's method."""
    design = np.column_stack([np.ones(len(x)), x])
    w = np.zeros(design.shape[1])
    shrink = np.diag([1e-6, *([PENALTY] * x.shape[1])])
    for _ in range(50):
        p = 1 / (1 + np.exp(-design @ w))
        curve = design.T @ (design * (p * (1 - p))[:, None]) + shrink
        w = w + np.linalg.solve(curve, design.T @ (y - p) - shrink @ w)
    return w


def quality(p: np.ndarray, y: np.ndarray) -> str:
    """Error of calibration, Brier score and area under the curve, in words."""
    bins = np.minimum((p * BINS).astype(int), BINS - 1)
    error = sum(abs((p[bins == b] - y[bins == b]).sum()) for b in range(BINS)) / len(p)
    ranks = np.argsort(np.argsort(p + np.linspace(0, 1e-9, len(p)))) + 1
    good = y.sum()
    area = (ranks[y == 1].sum() - good * (good + 1) / 2) / (good * (len(y) - good))
    return f"calibration error {error:.3f}, Brier {np.mean((p - y) ** 2):.3f}, area {area:.3f}"


def main() -> None:
    """Score in folds, fit on all, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dry", action="store_true", help="write nothing")
    parser.add_argument("--test", action="store_true", help="score what is fitted on the dev part on the test part too")
    options = parser.parse_args()
    found = list(rows("dev"))
    number, x, y = (
        np.array([n for n, _, _ in found]),
        np.array([e for _, e, _ in found]),
        np.array([r for *_, r in found]),
    )
    p = np.zeros(len(y))
    for fold in range(FOLDS):
        w = fitted(x[number % FOLDS != fold], y[number % FOLDS != fold])
        p[number % FOLDS == fold] = _sigmoid(x[number % FOLDS == fold], w)
    print(f"{len(y)} reports of the dev part, {y.mean():.3f} right")
    print(f"count of roles:  {quality(np.minimum(0.95, 0.5 + 0.09 * x[:, NAMES.index('told')]), y)}")
    print(f"in five folds:   {quality(p, y)}")
    w = fitted(x, y)
    made = {"start": round(float(w[0]), 3), **{name: round(float(v), 3) for name, v in zip(NAMES, w[1:], strict=True)}}
    print(made)
    if options.test:
        held = list(rows("test"))
        tx, ty = np.array([e for _, e, _ in held]), np.array([r for *_, r in held])
        print(f"test part, {len(ty)} reports, {ty.mean():.3f} right: {quality(_sigmoid(tx, w), ty)}")
    if not options.dry:
        FILE.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")


def _sigmoid(x: np.ndarray, w: np.ndarray) -> np.ndarray:
    made: np.ndarray = 1 / (1 + np.exp(-(w[0] + x @ w[1:])))
    return made


if __name__ == "__main__":
    main()
