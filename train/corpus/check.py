"""Verifies the corpus and counts what it holds.

python train/corpus/check.py [FILE ...]
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from train.corpus.markup import STORIES, Annotated, MarkupError, chunks, story  # noqa: E402


def main(names: list[str]) -> int:
    """Prints every broken rule, then the counts; gives back 1 when a rule is broken."""
    files = [Path(n) for n in names] or sorted(STORIES.glob("*.txt"))
    stories: list[Annotated] = []
    broken = 0
    for file in files:
        for chunk in chunks(file.read_text(encoding="utf-8")):
            try:
                stories.append(story(chunk, file.stem))
            except MarkupError as error:
                broken += 1
                print(f"{file.name}: {error}")
    ids = Counter(s.id for s in stories)
    for id, n in ids.items():
        if n > 1:
            broken += 1
            print(f"{id}: {n} stories have this id")
    _counts(stories)
    print(f"{broken} broken" if broken else "all hold")
    return 1 if broken else 0


def _counts(stories: list[Annotated]) -> None:
    reports = [e for s in stories for e, _ in s.told()]
    words = sum(len(s.text.split()) for s in stories)
    print(
        f"{len(stories)} stories, {words} words, {sum(len(s.events) for s in stories)} triggers, {len(reports)} reports"
    )
    for what, found in (
        ("style", Counter(s.style for s in stories)),
        ("modality", Counter(e.modality for e in reports)),
        ("class", Counter(e.type for e in reports)),
        ("control", Counter(c.state for s in stories for c in s.control.values())),
        ("measures", Counter(m.status for s in stories for m in s.measures.values())),
    ):
        print(f"{what}: " + ", ".join(f"{k} {n}" for k, n in found.most_common()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
