"""Tables with headings: OCHA's P-code tables, and any CSV of places."""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from rasid.errors import DataError
from rasid.gazetteer.formats.columns import Column, columns, is_tags, kinds
from rasid.gazetteer.formats.number import degrees, whole
from rasid.gazetteer.formats.source import Source
from rasid.gazetteer.keys import normalise
from rasid.gazetteer.row import Row

PCODES, PLAIN = "pcodes", "table"
_DELIMITERS = (",", ";", "\t", "|")
_LETTERS = re.compile(r"[A-Z]+")
_DIVISIONS = {1: "admin1", 2: "admin2", 3: "admin3"}  # a deeper level is a settlement, a ward or a village: a town

Countries = Callable[[str], str | None]


@dataclass(slots=True)
class _Told:
    """What the cells of one row say."""

    names: list[tuple[str, str]] = field(default_factory=list)
    levels: dict[int, list[tuple[str, str]]] = field(default_factory=dict)
    codes: dict[int, str] = field(default_factory=dict)
    one: dict[str, str] = field(default_factory=dict)  # the roles that only one column can have

    @property
    def deepest(self) -> int:
        """The lowest level that the row names or codes; -1 for none."""
        return max([*self.levels, *self.codes], default=-1)


class Table:
    """The rows of one file. ``layer`` names it in the ids of places that have none of their own elsewhere."""

    def __init__(self, source: Source, countries: Countries, *, layer: str, country: str | None = None) -> None:
        """``countries`` turns a name or code into ISO 3166-1 alpha-2; ``country`` (alpha-2) is that of rows which tell none."""
        self._source, self._countries, self._layer, self._country = source, countries, layer, country
        self._seen: set[tuple[str, tuple[tuple[str, str], ...]]] = set()
        self._known_countries: dict[str, str | None] = {}
        self.kind = PLAIN

    def rows(self) -> Iterator[Row]:
        """The places, and the divisions that they lie in. Raises ``DataError`` where a column or a value is missing or wrong."""
        lines = self._source.lines()
        first = next(lines, "")
        if not first.strip():
            raise DataError(f"{self._source.path}: no heading in the first line, or nothing at all")
        delimiter = max(_DELIMITERS, key=first.count)
        headings = next(csv.reader([first], delimiter=delimiter))
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        cells = self._next(reader)
        tags = cells if cells is not None and is_tags(cells) else []
        held = self._checked(headings, tags)
        if tags:
            cells = self._next(reader)
        while cells is not None:
            yield from self._row(reader.line_num + 1, cells, held, len(headings))
            cells = self._next(reader)

    def _next(self, reader: Iterator[list[str]]) -> list[str] | None:
        try:
            return next(reader, None)
        except csv.Error as error:
            number = getattr(reader, "line_num", 0) + 1
            raise DataError(f"{self._source.path}:{number}: no row of CSV ({error})") from error

    def _checked(self, headings: Sequence[str], tags: Sequence[str]) -> dict[int, Column]:
        """The columns, which must tell names, and places or codes; ``kind`` is set by what there is."""
        held = columns(headings, tags)
        roles = {column.role for column in held.values()}
        shown = ", ".join(repr(heading) for heading in headings[:8])
        if not roles & {"name", "level-name"}:
            raise DataError(
                f"{self._source.path}:1: no column of names among {shown}: call one 'name', or as OCHA does 'ADM3_EN'"
            )
        if not (roles & {"pcode", "level-code", "geonameid"} or {"lat", "lon"} <= roles):
            raise DataError(f"{self._source.path}:1: neither 'lat' and 'lon' nor P-codes among {shown}")
        if roles & {"pcode", "level-code"}:
            self.kind = PCODES
        return held

    def _row(self, number: int, cells: list[str], held: dict[int, Column], width: int) -> Iterator[Row]:
        if not any(cell.strip() for cell in cells):
            return
        if len(cells) != width:
            self._source.refuse(number, f"{len(cells)} cells under {width} headings")
            return
        try:
            found = self._places(_told(cells, held))
        except ValueError as error:
            self._source.refuse(number, str(error))
            return
        yield from found

    def _places(self, told: _Told) -> list[Row]:
        """The row's own place and what it lies in, each of these once in a file."""
        own = len(_DIVISIONS) + 2 if told.names else told.deepest
        names = told.names or told.levels.get(told.deepest, [])
        if not names:
            raise ValueError("no name")
        country = self._country_of(told)
        rows = [self._own(told, own, names, country)]
        for level in sorted(set(told.levels) & set(told.codes) - {0}):
            if level < own and level in _DIVISIONS and self._is_new(told.codes[level], told.levels[level]):
                rows.append(_division(told, level, country))
        return rows

    def _is_new(self, code: str, names: list[tuple[str, str]]) -> bool:
        seen = (code, tuple(names))
        if seen in self._seen:
            return False
        self._seen.add(seen)
        return True

    def _own(self, told: _Told, own: int, names: list[tuple[str, str]], country: str) -> Row:
        lat, lon = degrees(told.one.get("lat", ""), told.one.get("lon", ""))
        kind = _kind(told, own)
        code = told.one.get("pcode") if told.names else told.codes.get(own)
        number = told.one.get("geonameid")
        refs = tuple(
            filter(None, [f"pcode:{code}" if code else "", f"geonames:{whole(number, 'geonameid')}" if number else ""])
        )
        natural = (normalise(names[0][0]), country, str(lat), str(lon), kind)
        if kind == "country":
            id = f"iso:{country}"
        elif number:
            id = f"geonames:{number}"
        elif code:
            id = f"pcode:{code}"
        elif own_id := told.one.get("id"):
            id = f"place:{self._layer}:{own_id}"
        elif lat is None:
            raise ValueError("neither a point nor a code: nothing tells where the place is")
        else:
            id = f"place:{self._layer}:{hashlib.sha256(chr(10).join(natural).encode()).hexdigest()[:12]}"
        others = [(name.strip(), "") for name in re.split(r"[|;]", told.one.get("others", "")) if name.strip()]
        return Row(
            id, names[0][0], kind, country, _container(told, 1, own), lat, lon, whole(told.one.get("population") or "0", "population"),
            admin2=_container(told, 2, own), pcode=code, refs=refs, alternates=(*names, *others),
        )  # fmt: skip

    def _country_of(self, told: _Told) -> str:
        """ISO 3166-1 alpha-2 of the country that the row tells, else of its P-code's letters, else of the whole file."""
        told_as = [told.one.get("country"), told.codes.get(0), *(name for name, _ in told.levels.get(0, []))]
        words = [word for word in told_as if word]
        for word in words:
            if found := self._known(word):
                return found
        if words:
            raise ValueError(f"{words[0]!r} is no country: give its ISO code or its English name")
        code = told.one.get("pcode") or (told.codes[max(told.codes)] if told.codes else "")
        letters = match[0] if (match := _LETTERS.match(code)) else ""
        for prefix in (letters[:3], letters[:2]):
            if len(prefix) >= 2 and (found := self._known(prefix)):
                return found
        if self._country:
            return self._country
        raise ValueError("no country: add a column 'country', or give --country")

    def _known(self, word: str) -> str | None:
        if word not in self._known_countries:
            self._known_countries[word] = self._countries(word)
        return self._known_countries[word]


def _told(cells: list[str], held: dict[int, Column]) -> _Told:
    told = _Told()
    for i, column in held.items():
        cell = " ".join(cells[i].split())
        if not cell:
            continue
        if column.role == "name":
            told.names.append((cell, column.language))
        elif column.role == "level-name" and column.level is not None:
            told.levels.setdefault(column.level, []).append((cell, column.language))
        elif column.role == "level-code" and column.level is not None:
            told.codes[column.level] = cell
        else:
            told.one.setdefault(column.role, cell)
    return told


def _kind(told: _Told, own: int) -> str:
    if word := told.one.get("kind"):
        if word.casefold() not in kinds():
            raise ValueError(f"kind {word!r} is not known: {', '.join(kinds())}")
        return kinds()[word.casefold()]
    return "country" if own == 0 else _DIVISIONS.get(own, "town")


def _container(told: _Told, level: int, own: int) -> str | None:
    """The id of the division of a level that the row's place lies in, else its name."""
    if level >= own:
        return None
    if code := told.codes.get(level):
        return f"pcode:{code}"
    return told.levels[level][0][0] if level in told.levels else None


def _division(told: _Told, level: int, country: str) -> Row:
    names, code = told.levels[level], told.codes[level]
    return Row(
        f"pcode:{code}", names[0][0], _DIVISIONS[level], country, _container(told, 1, level), None, None,
        admin2=_container(told, 2, level), pcode=code, alternates=tuple(names),
    )  # fmt: skip
