"""Texts whose places somebody located: LGL, GeoVirus, GeoCorpora. They lie beside the checkout and never enter it."""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rasid.gazetteer.build import DATA
from rasid.records import Offsets

Point = tuple[float, float]

SHARED = Path(__file__).resolve().parents[3] / "shared"
SETS = ("lgl", "geovirus", "geocorpora")


@dataclass(frozen=True, slots=True)
class Toponym:
    """Words that name a place. ``points`` are (latitude, longitude), any of which is right; none for a place that the
    annotators found in no gazetteer. ``ids`` are the gazetteer's ids of the place, none where the set gives no id."""

    span: Offsets
    points: tuple[Point, ...]
    ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its toponyms in order; ``first`` says whether it is in the half that may be looked at. ``uri`` is the address
    of its page, "" where the set has none."""

    id: str
    first: bool
    words: str
    headline: str | None
    gold: tuple[Toponym, ...]
    uri: str = ""


def in_first_half(name: str) -> bool:
    """Whether a text is in the half that errors are shown of: by a hash of its id."""
    return hashlib.sha256(name.encode()).digest()[0] % 2 == 0


def rows(file: Path) -> Iterator[dict[str, Any]]:
    """The rows of a file of gzipped JSON lines."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def texts(name: str, shared: Path) -> Iterator[Text]:
    """The texts of a set that have a toponym, in the order of the file."""
    codes = _codes(shared / "data" / "gazetteer" / "geonames")
    for row in rows(shared / "data" / "geoparsing" / f"{name}.jsonl.gz"):
        if row["spans"]:
            yield _text(row, codes)


def _text(row: Mapping[str, Any], codes: Mapping[str, str]) -> Text:
    by_span: dict[Offsets, list[Mapping[str, Any]]] = {}
    for span in row["spans"]:
        if span["start"] is not None:
            by_span.setdefault((span["start"], span["end"]), []).append(span)
    gold = tuple(_toponym(span, spans, codes) for span, spans in sorted(by_span.items()))
    title = row["meta"].get("title")
    headline = title if title and row["text"].startswith(title) else None
    return Text(row["id"], in_first_half(row["id"]), row["text"], headline, gold, _uri(row["meta"]))


def _uri(meta: Mapping[str, Any]) -> str:
    return meta.get("url") or (f"http://{meta['domain']}/" if meta.get("domain") else "")


def _toponym(span: Offsets, spans: list[Mapping[str, Any]], codes: Mapping[str, str]) -> Toponym:
    points = tuple((s["lat"], s["lon"]) for s in spans if s.get("lat") is not None)
    numbers = [s["geonameid"] for s in spans if s.get("geonameid")]
    return Toponym(span, points, frozenset(codes.get(n, f"geonames:{n}") for n in numbers))


def _codes(folder: Path) -> dict[str, str]:
    """Our ids of countries, divisions and continents by GeoNames' number, from GeoNames' own tables and ours."""
    found = {}
    for line in (folder / "countryInfo.txt").read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) > 16 and cells[16].isdigit():
            found[cells[16]] = f"iso:{cells[0]}"
    for line in (folder / "admin1CodesASCII.txt").read_text(encoding="utf-8").splitlines():
        code, _, _, number = line.split("\t")
        found[number] = f"admin1:{code}"
    with gzip.open(folder / "admin2Codes.txt.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            code, _, _, number = line.rstrip("\n").split("\t")
            found[number] = f"admin2:{code}"
    with (DATA / "regions.tsv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            found[row["geonameid"]] = "region:" + row["name"].lower().replace(" ", "-")
    return found
