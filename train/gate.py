"""Makes the relevance gate, rasid/models/gate.json: ``python -m train.gate``.

A logistic regression over distinct words, from the corpus's train part, the real stories annotated like it, and texts of
GUM and EWT (annotation CC BY 4.0 and CC BY-SA 4.0) of genres that seldom tell of conflict. Words count only when several
theatres use them. The least score is the one that all but 1 % of the train part's stories
reach when their theatre was left out of the fit; recall is then measured on the dev part.
"""

from __future__ import annotations

import gzip
import json
import time
from collections import Counter
from pathlib import Path

import numpy as np

from rasid.extract.gate import FULL, WORD, Gate
from train.corpus.markup import STORIES, Annotated, read
from train.corpus.real import REAL
from train.corpus.real import stories as real
from train.corpus.split import part

FILE = Path(__file__).resolve().parents[1] / "rasid" / "models" / "gate.json"
SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
OTHERS = ("gum/documents.jsonl.gz", "ewt/documents.jsonl.gz")
_CIVIL = ("reviews", "answers", "email", "academic", "how", "fiction", "voyage", "interview", "textbook", "whow", "bio")


def relevant(story: Annotated) -> bool:
    """Whether a story of the corpus tells of conflict."""
    return story.style != "nonconflict"


def others() -> list[str]:
    """Texts of genres that seldom tell of conflict."""
    out = []
    for name in OTHERS:
        with gzip.open(SHARED / name, "rt", encoding="utf-8") as file:
            for line in file:
                row = json.loads(line)
                if any(genre in f"{row['id']} {row['meta']}".lower() for genre in _CIVIL):
                    out.append(row["text"])
    return out


def fit(
    texts: list[str], labels: list[int], groups: list[str], *, strength: float = 0.05, steps: int = 400
) -> tuple[dict[str, float], float]:
    """Weights of words and of the start, by gradient descent on the mean log loss with an L2 penalty."""
    rows = [set(WORD.findall(text.lower())[:FULL]) for text in texts]
    seen = Counter(word for word, _ in {(word, g) for row, g in zip(rows, groups, strict=True) for word in row})
    vocabulary = {word: i for i, word in enumerate(sorted(w for w, n in seen.items() if n >= 5 and len(w) > 2))}
    x = np.zeros((len(rows), len(vocabulary) + 1), np.float32)
    for k, row in enumerate(rows):
        x[k, [vocabulary[w] for w in row if w in vocabulary]] = 1
    x[:, -1] = 1
    y = np.array(labels, np.float32)
    share = np.where(y == 1, 0.5 / y.sum(), 0.5 / (1 - y).sum()).astype(np.float32)
    w = np.zeros(x.shape[1], np.float32)
    speed = np.zeros_like(w)
    for _ in range(steps):
        p = 1 / (1 + np.exp(-(x @ w)))
        gradient = x.T @ (share * (p - y)) + strength * np.append(w[:-1], 0) / 10
        speed = 0.9 * speed - 0.5 * gradient
        w += speed
    return {word: round(float(w[i]), 3) for word, i in vocabulary.items() if abs(w[i]) >= 0.01}, round(float(w[-1]), 3)


def main() -> None:
    """Fit, measure and write."""
    stories = [s for f in sorted(STORIES.glob("*.txt")) for s in read(f)]
    train = [s for s in stories if part(s.id, s.theatre) == "train"]
    more = others()
    told = [*train, *(s for file in sorted(REAL.glob("*.jsonl")) for s in real(file.stem))]
    groups = [*(s.theatre for s in told), *(f"other {i % 23}" for i in range(len(more)))]
    texts = [*(s.text for s in told), *more]
    labels = [*(int(relevant(s)) for s in told), *(0 for _ in more)]
    scores = []
    for out in sorted({s.theatre for s in told}):
        kept = [i for i, g in enumerate(groups) if g != out]
        gate = Gate(*fit([texts[i] for i in kept], [labels[i] for i in kept], [groups[i] for i in kept]), 0.0)
        scores += [gate.score(WORD.findall(s.text.lower())[:FULL]) for s in train if s.theatre == out and relevant(s)]
    weights, start = fit(texts, labels, groups)
    gate = Gate(weights, start, round(sorted(scores)[len(scores) // 100], 3))
    for name in ("train", "dev", "test"):
        rows = [s for s in stories if part(s.id, s.theatre) == name]
        passed = [gate.passes(s.text) for s in rows if relevant(s)]
        stopped = [not gate.passes(s.text) for s in rows if not relevant(s)]
        print(
            f"{name}: recall {np.mean(passed):.3f} of {len(passed)}, stopped {np.mean(stopped):.3f} of {len(stopped)}"
        )
    print(f"others stopped: {np.mean([not gate.passes(t) for t in more]):.3f} of {len(more)}")
    started = time.process_time()
    for s in stories:
        gate.passes(s.text)
    print(f"{len(stories) / (time.process_time() - started):.0f} stories a second, {len(weights)} words")
    FILE.write_text(
        json.dumps({"start": start, "least": gate.least, "weights": weights}, indent=0, sort_keys=True) + "\n"
    )


if __name__ == "__main__":
    main()
