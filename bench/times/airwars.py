"""The day of an event, end to end: texts that Airwars joined with incidents of a known day, in English.

A text's event is its first violent report that is told as a fact and has a time. Two files, each halved by a hash of the texts' ids; the
second half is only scored:

- ``syria``: source pages, joined with one incident or more. What dates the page is what its user has: the day that its
  address bears, if it bears one. Giving the incident's day as the day of writing would put every report of "today" right
  without reading, so that is shown beside as ``told``, with the share (``writing``) that never leaving that day would get: all.
- ``gaza``: narratives of one incident, whose day of writing nobody tells. ``first day`` is the first day of the calendar that the text
  states with its year, whatever it is said of.

Left out: pages without the name of the incident's place (error pages, and pages that have changed since), texts without a
word, and incidents whose code bears another day than their date. *Exact* is the very day, or inside the days where the incident
has several; *near* is a day off at most at either end, *dated* the share with any answer. An answer of several days is exact
only where all of them are the incident's.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.where import answer
from bench.where.gold import SHARED, in_first_half, rows
from rasid import timex
from rasid.pipeline import Coder
from rasid.settings import Settings
from rasid.timex.address import day as day_of_address

Days = tuple[str, str]  # the first and the last, ISO

SYRIA, GAZA = "airwars_syria/texts_en.jsonl.gz", "airwars_gaza/incidents.jsonl.gz"
REACH = 0.80
FACTS = ("asserted", "background")  # a narrative of last year is background beside the day that it was last mended
SEED = 20261123
_CODED = re.compile(r"[A-Z]+(\d\d)(\d\d)(\d\d)[a-z]?$")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Text:
    """A text with the days of its incidents, any of which is right; ``published`` is what is known of the day of writing."""

    id: str
    first: bool
    words: str
    published: str | None
    days: tuple[Days, ...]


def syria(shared: Path, *, told: bool = False) -> Iterator[Text]:
    """The source pages; with ``told`` the incident's day is given as the day of writing."""
    for row in rows(shared / "data" / SYRIA):
        days = tuple((i["date"], i["date"]) for i in row["incidents"] if not _contradicted(i))
        if days and row["meta"].get("place_token_in_text") and row["text"].strip():
            found = day_of_address(row["meta"]["url"])
            published = days[0][0] if told else found.isoformat() if found else None
            yield Text(row["id"], in_first_half(row["id"]), row["text"], published, days)


def _contradicted(incident: Mapping[str, Any]) -> bool:
    """Whether an incident's code bears another day than its date."""
    match = _CODED.search(incident["code"])
    return bool(match) and incident["date"][2:].split("-") != list(match.groups() if match else ())


def gaza(shared: Path) -> Iterator[Text]:
    """The narratives."""
    for row in rows(shared / "data" / GAZA):
        days = _days(row["incident"]["date_text"])
        if days and (row["text"] or "").strip():
            yield Text(row["id"], in_first_half(row["id"]), row["text"], None, (days,))


def _days(words: str) -> Days | None:
    """The days of "October 10, 2023" or "October 10-11, 2023"; ``None`` for other forms."""
    match = re.fullmatch(r"(\w+ \d+)(?:\s*[-–]\s*(\w+ )?(\d+))?, (\d{4})", words.strip())
    if match is None:
        return None
    last = f"{match[2] or match[1].split()[0] + ' '}{match[3]}" if match[3] else match[1]
    first, end = (datetime.strptime(f"{day} {match[4]}", "%B %d %Y").date().isoformat() for day in (match[1], last))
    return first, end


def read(text: Text, coder: Coder) -> Days | None:
    """The days of the first violent report that has any, the text read as a user would hand it in."""
    told = (r for c in answer.code(text.words, coder, text.published) for r in c.reports if r.modality in FACTS)
    return next(((r.time.start, r.time.end) for r in told if r.type.plover == "ASSAULT" and r.time), None)


def first_day(text: Text) -> Days | None:
    """The first day that a text states with its year."""
    found = (timex.anchor(one, None) for one in timex.find(text.words))
    return next(((i.start, i.end) for i in found if i and i.precision == "day" and i.basis == "stated"), None)


def writing(text: Text) -> Days | None:
    """The day of writing itself."""
    return (text.published, text.published) if text.published else None


@dataclass(frozen=True, slots=True)
class Judged:
    """Whether a text's answer is there, is the very day, and is a day off at most."""

    dated: bool
    exact: bool
    near: bool


def judged(text: Text, found: Days | None) -> Judged:
    """A text's answer beside its days."""
    if found is None:
        return Judged(False, False, False)
    exact = any(low <= found[0] and found[1] <= high for low, high in text.days)
    return Judged(True, exact, any(_beside(found, days) for days in text.days))


def _beside(found: Days, days: Days) -> bool:
    low, high = (date.fromisoformat(day) for day in days)
    first, last = (date.fromisoformat(day) for day in found)
    return low - _DAY <= first and last <= high + _DAY


def is_in(shared: Path) -> bool:
    """Whether both files are there."""
    return all((shared / "data" / file).is_file() for file in (SYRIA, GAZA))


def skipped(shared: Path) -> str:
    """The line that says that they are not."""
    return f"airwars: skipped, {SYRIA} and {GAZA} are not in {shared / 'data'}"


def lines(shared: Path, reader: str, *, draws: int) -> Iterator[str]:
    """The lines of the table: a block for each file and half, a line for each way of answering."""
    coder = Coder.of(Settings(reader=reader, gazetteer_dir="none"))
    files = {"syria": list(syria(shared)), "syria, told": list(syria(shared, told=True)), "gaza": list(gaza(shared))}
    for name, texts in files.items():
        floor = ("first day", first_day) if name == "gaza" else ("writing", writing)
        for half, first in (("first half", True), ("second half", False)):
            each = [t for t in texts if t.first == first]
            dated = sum(t.published is not None for t in each)
            yield f"\nairwars, {name}, {half}: {len(each)} texts, {dated} with a day of writing"
            yield _line(reader, [judged(t, read(t, coder)) for t in each], draws) + f"   to reach {REACH}"
            yield _line(floor[0], [judged(t, floor[1](t)) for t in each], draws)


def _line(name: str, found: Sequence[Judged], draws: int) -> str:
    exact, dated = [one.exact for one in found], [one.dated for one in found]
    low, high = _interval(exact, draws)
    return (
        f"  {name:<12} exact {_share(exact):.3f} ({low:.3f}-{high:.3f})   dated {_share(dated):.3f}"
        f"   exact of the dated {sum(exact) / max(sum(dated), 1):.3f}   near {_share([one.near for one in found]):.3f}"
    )


def _share(values: Sequence[bool]) -> float:
    return sum(values) / len(values) if values else 0.0


def _interval(values: Sequence[bool], draws: int) -> tuple[float, float]:
    chance = random.Random(SEED)
    shares = sorted(_share(chance.choices(values, k=len(values))) for _ in range(draws)) if values else [0.0]
    return shares[len(shares) // 40], shares[-len(shares) // 40 - 1]


def errors(shared: Path, reader: str) -> Iterator[str]:
    """A line for each text of the first halves whose day is missed."""
    coder = Coder.of(Settings(reader=reader, gazetteer_dir="none"))
    for text in (*syria(shared), *gaza(shared)):
        found = read(text, coder) if text.first else None
        if text.first and not judged(text, found).exact:
            yield f"    {text.id} written {text.published}: {found}, not {text.days}"


def main(words: Sequence[str]) -> int:
    """Prints the table, with ``--errors`` what is missed in the first halves."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reader", default="rules", help="rules or trained")
    parser.add_argument("--shared", type=Path, default=SHARED, help="the folder with data/airwars_syria")
    parser.add_argument("--draws", type=int, default=1000, help="draws for the intervals (1000)")
    parser.add_argument("--errors", action="store_true", help="show what is missed in the first halves")
    options = parser.parse_args(list(words))
    if not is_in(options.shared):
        print(skipped(options.shared))
    elif options.errors:
        print("\n".join(errors(options.shared, options.reader)))
    else:
        print("\n".join(lines(options.shared, options.reader, draws=options.draws)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
