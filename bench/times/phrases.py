"""Our own sentences, each with one expression of time in brackets and its days: ``phrases.tsv``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from bench.times.corpus import Days, Time, read
from rasid import ingest
from rasid.pipeline import Coder
from rasid.records import Page
from rasid.settings import Settings

FILE = Path(__file__).parent / "data" / "phrases.tsv"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence, where its expression stands, when it was written (None: unknown) and the expression's days."""

    text: str
    published: str | None
    time: Time


def phrases(file: Path = FILE) -> Iterator[Phrase]:
    """The sentences of the file. Raises ValueError for a line that has not one pair of brackets."""
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        published, marked, first, last = line.split("\t")
        before, expression, after = marked.replace("]", "[").split("[")
        span = len(before), len(before) + len(expression)
        days: Days | None = None if first == "-" else (first, last)
        yield Phrase(before + expression + after, None if published == "-" else published, Time(span, days))


def found(phrase: Phrase, coder: Coder) -> Time | None:
    """What is read where the expression stands; None for nothing."""
    raw = BytesIO(phrase.text.encode())
    pages = ingest.read(["-"], settings=Settings(), published=phrase.published, stdin=raw)
    coded = [one for page in pages if isinstance(page, Page) for one in coder.code(page).stories()]
    start, end = phrase.time.span
    return next((time for time in read(coded) if time.span[0] < end and start < time.span[1]), None)


def rates(pairs: Sequence[tuple[Phrase, Time | None]]) -> dict[str, float]:
    """Share of the sentences whose expression is found, and whose days are right."""
    right = [got is not None and got.days == phrase.time.days for phrase, got in pairs]
    known = [got is not None for _, got in pairs]
    return {"found": sum(known) / len(pairs), "interval": sum(right) / len(pairs)} if pairs else {}
