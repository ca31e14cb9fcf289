"""GeoNames' files: dumps of places, alternate names, codes of divisions. Columns: https://download.geonames.org/export/dump/readme.txt."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from rasid.gazetteer.formats.number import degrees, whole
from rasid.gazetteer.formats.source import Source
from rasid.gazetteer.names import common_words, is_name
from rasid.gazetteer.row import Row

_FEATURES = Path(__file__).parent.parent / "data" / "features.tsv"
_ADMIN1 = re.compile(r"[A-Z]{2}\.[^.\s]+")
_ADMIN2 = re.compile(r"[A-Z]{2}\.[^.\s]+\.\S+")
_NO_CODE = ("", "00")  # "00" is GeoNames' for "not known"
# What stands in the column of languages of alternate names and is none: links, codes of posts and airports.
NO_LANGUAGES = frozenset("link wkdt post iata icao faac tcid unlc nuts olct phon".split())

DUMP, ALTERNATES, CODES = "geonames", "geonames-names", "geonames-codes"


def recognised(first: str) -> str | None:
    """Which of GeoNames' formats a first line is of, or ``None``."""
    cells = first.rstrip("\r\n").split("\t")
    if len(cells) == 19 and cells[0].isdigit():
        return DUMP
    if len(cells) in (8, 10) and cells[0].isdigit() and cells[1].isdigit():
        return ALTERNATES
    if len(cells) == 4 and cells[3].isdigit() and (_ADMIN1.fullmatch(cells[0]) or _ADMIN2.fullmatch(cells[0])):
        return CODES
    return None


def rows(source: Source, kind: str) -> Iterator[Row]:
    """The places of a file of a format of GeoNames. Rows of features that are not used are counted in ``source.outside``."""
    read, width = _READ[kind]
    for number, line in enumerate(source.lines(), 1):
        cells = line.rstrip("\r\n").split("\t")
        if cells == [""]:
            continue
        if len(cells) not in width:
            source.refuse(
                number, f"{len(cells)} columns, not {' or '.join(map(str, width))}: cut off, or no GeoNames file"
            )
            continue
        try:
            row = read(cells)
        except ValueError as error:
            source.refuse(number, str(error))
            continue
        if row is None:
            source.outside += 1
        else:
            yield row


def _place(cells: list[str]) -> Row | None:
    (number, name, ascii_, others, lat, lon, feature, code, country, _, *divisions, population) = cells[:15]
    kind = _features().get((feature, code)) or _features().get((feature, ""))
    if kind is None or not name:
        return None
    point = degrees(lat, lon)
    own_lat, own_lon = point if kind != "line" else (None, None)  # a river is at no point
    id = f"geonames:{whole(number, 'geonameid')}"
    admin1, admin2 = divisions[:2]
    own1 = f"admin1:{country}.{admin1}" if country and admin1 not in _NO_CODE else None
    own2 = f"admin2:{country}.{admin1}.{admin2}" if own1 and admin2 not in _NO_CODE else None
    own = {"country": f"iso:{country}" if country else None, "admin1": own1, "admin2": own2}.get(kind) or id
    names = {other for other in others.split(",") if is_name(other, common_words())}
    return Row(
        own, name, kind, country or None, own1, own_lat, own_lon,
        whole(population or "0", "population"), names | {ascii_} - {""},
        admin2=own2 if kind not in ("admin1", "admin2") else None, refs=(id,),
        alternates=((name, ""), *((other, "") for other in sorted(names))),
    )  # fmt: skip


def _alternate(cells: list[str]) -> Row | None:
    id, language, name = f"geonames:{whole(cells[1], 'geonameid')}", cells[2], cells[3].strip()
    if language in NO_LANGUAGES or not name:
        return None
    return Row(id, name, None, None, None, None, None, alternates=((name, language),))


def _division(cells: list[str]) -> Row:
    code, name, ascii_, number = cells
    if _ADMIN1.fullmatch(code):
        kind = "admin1"
    elif _ADMIN2.fullmatch(code):
        kind = "admin2"
    else:
        raise ValueError(f"{code!r} is no code of a division (such as SY.07 or SY.07.170793)")
    id = f"{kind}:{code}"
    admin1 = f"admin1:{'.'.join(code.split('.')[:2])}"
    refs = (f"geonames:{whole(number, 'geonameid')}",)
    return Row(id, name, kind, code[:2], admin1, None, None, names={ascii_} - {""}, refs=refs, alternates=((name, ""),))


_READ: dict[str, tuple[Callable[[list[str]], Row | None], tuple[int, ...]]] = {
    DUMP: (_place, (19,)),
    ALTERNATES: (_alternate, (8, 10)),
    CODES: (_division, (4,)),
}


@cache
def _features() -> dict[tuple[str, str], str]:
    """The kind of each feature class and code that is used; a class without a code stands for all of its others."""
    with _FEATURES.open(encoding="utf-8", newline="") as lines:
        table = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {(row["class"], row["code"]): row["kind"] for row in table}
