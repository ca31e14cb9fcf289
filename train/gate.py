"""Makes the relevance gate, rasid/models/gate.json: ``python -m train.gate``.

A logistic regression over distinct words, from the corpus's train part, the real stories annotated like it, and texts of
GUM and EWT (annotation CC BY 4.0 and CC BY-SA 4.0) of genres that seldom tell of conflict. Words count only when several
theatres use them. A post or a note of a few sentences must pass too, so each text is learnt from whole and in pieces; a piece
of a relevant story counts where an event is told in it. The least score is what all but 1 % of the train part's stories, and all
but 2 % of their pieces, reach when their theatre was left out of the fit; recall is then measured on the dev part.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import time
from collections import Counter
from collections.abc import Iterator
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


PIECES = (1, 1, 2, 3, 6)  # sentences of the pieces that are drawn of each text
FOLDS = 5  # of theatres
COMMON = 0.25  # of all texts and pieces; words in more of them have no weight
Rows = list[tuple[str, int, str]]  # text, whether relevant, group
_SENTENCE = re.compile(r"\S.*?(?:[.!?][\"')\u201d]?(?=\s)|\n\n|$)", re.S)


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


def pieces(text: str, key: str) -> Iterator[tuple[int, int]]:
    """The offsets of a few pieces of a text, drawn by its key: of one sentence, of two ..."""
    sentences = [m.span() for m in _SENTENCE.finditer(text)]
    drawn = random.Random(key)
    for n in PIECES if sentences else ():
        first = drawn.randrange(max(1, len(sentences) - n + 1))
        yield sentences[first][0], sentences[min(first + n, len(sentences)) - 1][1]


def telling(story: Annotated) -> list[str]:
    """The pieces of a story that must pass: those in which an event is told."""
    triggers = [mark.span for mark in story.marks.values() if mark.id in story.events]
    return [story.text[a:b] for a, b in pieces(story.text, story.id) if any(a <= x and y <= b for x, y in triggers)]


def fit(rows: Rows, *, strength: float = 0.05, steps: int = 400) -> tuple[dict[str, float], float]:
    """Weights of words and of the start, by gradient descent on the mean log loss with an L2 penalty."""
    told = [_words(text) for text, _, _ in rows]
    seen = Counter(word for word, _ in {(word, g) for row, (_, _, g) in zip(told, rows, strict=True) for word in row})
    often = Counter(
        word for row in told for word in row
    )  # words of grammar say more of a text's length than of its matter
    known = sorted(w for w, n in seen.items() if n >= 5 and len(w) > 2 and often[w] <= COMMON * len(told))
    vocabulary = {word: i for i, word in enumerate(known)}
    x = np.zeros((len(rows), len(vocabulary) + 1), np.float32)
    for k, row in enumerate(told):
        x[k, [vocabulary[w] for w in row if w in vocabulary]] = 1
    x[:, -1] = 1
    y = np.array([label for _, label, _ in rows], np.float32)
    share = np.where(y == 1, 0.5 / y.sum(), 0.5 / (1 - y).sum()).astype(np.float32)
    w = np.zeros(x.shape[1], np.float32)
    speed = np.zeros_like(w)
    for _ in range(steps):
        p = 1 / (1 + np.exp(-(x @ w)))
        gradient = x.T @ (share * (p - y)) + strength * np.append(w[:-1], 0) / 10
        speed = 0.9 * speed - 0.5 * gradient
        w += speed
    return {word: round(float(w[i]), 3) for word, i in vocabulary.items() if abs(w[i]) >= 0.01}, round(float(w[-1]), 3)


def least(rows: Rows, stories: list[Annotated]) -> float:
    """What a text must reach, by the scores of stories and pieces whose theatre was left out of the fit."""
    theatres = sorted({s.theatre for s in stories})
    whole, part = [], []
    for fold in range(FOLDS):
        out = set(theatres[fold::FOLDS])
        gate = Gate(*fit([row for row in rows if row[2] not in out]), 0.0)
        for s in stories:
            if s.theatre in out:
                whole.append(gate.score(_words(s.text)))
                part += [gate.score(_words(text)) for text in telling(s)]
    return round(min(sorted(whole)[len(whole) // 100], sorted(part)[len(part) // 50]), 3)


def _words(text: str) -> set[str]:
    return set(WORD.findall(text.lower())[:FULL])


def main() -> None:
    """Fit, measure and write."""
    stories = [s for f in sorted(STORIES.glob("*.txt")) for s in read(f)]
    train = [s for s in stories if part(s.id, s.theatre) == "train"]
    more = others()
    rows: Rows = []
    for s in (*train, *(s for file in sorted(REAL.glob("*.jsonl")) for s in real(file.stem))):
        whole = [s.text, *(telling(s) if relevant(s) else (s.text[a:b] for a, b in pieces(s.text, s.id)))]
        rows += [(text, int(relevant(s)), s.theatre) for text in whole]
    for i, text in enumerate(more):
        rows += [(t, 0, f"other {i % 23}") for t in (text, *(text[a:b] for a, b in pieces(text, str(i))))]
    weights, start = fit(rows)
    gate = Gate(weights, start, least(rows, [s for s in train if relevant(s)]))
    for name in ("train", "dev", "test"):
        some = [s for s in stories if part(s.id, s.theatre) == name]
        far = [s for s in some if not relevant(s)]
        for what, passing, stopping in (
            ("stories", [s.text for s in some if relevant(s)], [s.text for s in far]),
            (
                "pieces",
                [text for s in some if relevant(s) for text in telling(s)],
                [s.text[a:b] for s in far for a, b in pieces(s.text, s.id)],
            ),
        ):
            print(
                f"{name} {what}: recall {np.mean([gate.passes(t) for t in passing]):.3f} of {len(passing)}, "
                f"stopped {np.mean([not gate.passes(t) for t in stopping]):.3f} of {len(stopping)}"
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
