"""How names in public sets resolve: ``python -m bench.names``. A set that is not beside the checkout is skipped by name.

Airwars belligerents and FA-KES classes are labels; ``bench/cases/names.yaml`` says which actors are right for each, none where
it names nobody in particular. UCDP's sides of an event have names of their own: governments must resolve to that country's
government; of groups we count how many resolve, are provisional, or stay open. Each row of a set counts once.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import yaml

from rasid import registry
from rasid.records import Interval, Mention
from rasid.resolve.provisional import provisional
from rasid.resolve.who import Who

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
LABELS = Path(__file__).parent / "cases" / "names.yaml"
FILES = {
    "airwars": "airwars_syria/incidents.jsonl.gz",
    "fakes": "fakes_syria/articles.jsonl.gz",
    "ucdp": "ucdp/ged231_sample_1000.csv.gz",
}
_JOINTS = re.compile(r"\b(?:Of|Or|And|The|In)\b")
_FORMER = re.compile(r"\s*\([^)]*\)")


@cache
def _who() -> Who:
    return Who(registry.load())


def resolved(name: str, country: str | None, day: str | None) -> str:
    """What a name means in a country on a day: an id, ``provisional`` or ``none``; case is taken as that of a title."""
    words = _JOINTS.sub(lambda match: match[0].lower(), name.title()) if name.islower() else name
    published = Interval(day, day, "day", None, "metadata") if day else None
    mention = Mention("name", "actor", (0, len(words)), words, 1.0, None)
    (ref,) = _who().resolve([mention], words, published=published, countries=[country] if country else []).values()
    if ref is not None:
        return ref.id
    return "provisional" if provisional(words, registry.load()) else "none"


def labelled(name: str, folder: Path) -> Counter[str]:
    """Right, wrong and open labels of a set of labels, a row each. Raises ``FileNotFoundError``, and ``KeyError`` for a new label."""
    right = yaml.safe_load(LABELS.read_text(encoding="utf-8"))[name]
    count = Counter[str]()
    for label, day in _labels(name, folder):
        said = resolved(label, "SY", day)
        count["right" if said in right[label] or (not right[label] and said in ("none", "provisional")) else
              "open" if said in ("none", "provisional") else "wrong"] += 1  # fmt: skip
    return count


def _labels(name: str, folder: Path) -> Iterator[tuple[str, str | None]]:
    with gzip.open(folder / FILES[name], "rt", encoding="utf-8") as file:
        for row in map(json.loads, file):
            if name == "fakes":
                yield row["labels"]["actor"], None
            else:
                yield from ((label, (row["date"] or "")[:10] or None) for label in row.get("belligerents") or ())


def sides(folder: Path) -> Counter[str]:
    """How UCDP's sides resolve, a side of an event each. Raises ``FileNotFoundError``."""
    known = registry.load()
    count = Counter[str]()
    with gzip.open(folder / FILES["ucdp"], "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            here = known.country(_FORMER.sub("", row["country"]))
            for side in (row["side_a"], row["side_b"]):
                if side == "Civilians" or not side:
                    continue
                said = resolved(_FORMER.sub("", side), here, row["date_start"][:10])
                if side.startswith("Government of "):
                    of = known.country(_FORMER.sub("", side.removeprefix("Government of ")).replace("-", " and "))
                    of = of or known.country(_FORMER.sub("", side.removeprefix("Government of ")))
                    count["government right" if of and said == f"gov-{of}" else "government not"] += 1
                else:
                    count[f"group {said if said in ('none', 'provisional') else 'linked'}"] += 1
    return count


def main() -> int:
    """Prints the counts of every set that is at hand."""
    for name, file in FILES.items():
        try:
            count = sides(SHARED) if name == "ucdp" else labelled(name, SHARED)
        except FileNotFoundError:
            print(f"{name}: skipped, {file} is not there")
            continue
        total = sum(count.values())
        shares = (f"{key} {n} ({n / total:.3f})" for key, n in sorted(count.items()))
        print(f"{name}, {total} names: " + ", ".join(shares))
    return 0


if __name__ == "__main__":
    sys.exit(main())
