"""Files of places become layers: read, indexed once, joined with what is there."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rasid.errors import DataError
from rasid.gazetteer.file import File
from rasid.gazetteer.formats import ALTERNATES, FORMATS, PCODES, PLAIN, Source, geonames
from rasid.gazetteer.formats.table import Table
from rasid.gazetteer.index import DATABASE, REMEDY, specials
from rasid.gazetteer.keys import normalise, plain
from rasid.gazetteer.layers import REMEDY as LAYER_REMEDY
from rasid.gazetteer.layers import Layer, changing, clear, commit, listed
from rasid.gazetteer.row import UNITS, Row
from rasid.gazetteer.same import divisions, same
from rasid.gazetteer.writer import Writer

_BLOCK = 1024 * 1024
_UNFIT = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class Reading:
    """How files are read: ``country`` (a name or ISO code) of tables that tell none, the ``encoding``, whether bad rows are left out."""

    country: str | None = None
    encoding: str = "utf-8"
    skip_bad: bool = False


@dataclass(frozen=True, slots=True)
class Added:
    """A new layer, what it took the place of, and the first reasons for rows left out."""

    layer: Layer
    replaced: bool
    problems: tuple[str, ...]


def add(paths: Sequence[Path], folder: Path, reading: Reading | None = None) -> list[Added]:
    """Makes a layer of each file, all or none; one of the same name is replaced.

    Raises ``DataError`` that names the file and the line where one can't be read, and where the disk is full or another
    process changes the folder; the layers are then as they were.
    """
    reading = reading or Reading()
    with changing(folder):
        clear(folder)
        before = {layer.name: layer for layer in listed(folder)}
        base = File(DATABASE, REMEDY)
        try:
            added = [_layer(path, folder, reading, base) for path in paths]
            names = [one.layer.name for one in added]
            if twice := next((name for name in names if names.count(name) > 1), None):
                raise DataError(f"{twice}: two files would be this layer: rename one")
            _commit(folder, {**before, **{one.layer.name: one.layer for one in added}})
        except BaseException:
            clear(folder)
            raise
    return [Added(one.layer, one.layer.name in before, one.problems) for one in added]


def remove(names: Sequence[str], folder: Path) -> list[Layer]:
    """Takes layers away. Raises ``DataError`` for one that is not there."""
    with changing(folder):
        layers = {layer.name: layer for layer in listed(folder)}
        for name in names:
            if name not in layers:
                raise DataError(f"{name}: no such layer in {folder} (there: {', '.join(layers) or 'none'})")
        gone = [layers.pop(name) for name in dict.fromkeys(names)]
        _commit(folder, layers)
    return gone


def _commit(folder: Path, layers: dict[str, Layer]) -> None:
    kept = sorted(layers.values(), key=lambda layer: (FORMATS.index(layer.format), layer.name))
    files = [File(folder / layer.file, LAYER_REMEDY) for layer in kept]
    tables = [file for file, layer in zip(files, kept, strict=True) if layer.format in (PCODES, PLAIN)]
    everything = [File(DATABASE, REMEDY), *files]
    pairs = same(everything, tables, specials())
    commit(folder, sorted(kept, key=lambda layer: layer.name), pairs, divisions(everything, pairs))


def _layer(path: Path, folder: Path, reading: Reading, base: File) -> Added:
    source = Source(path, reading.encoding, reading.skip_bad)
    first = next(source.lines(), None)
    if first is None:
        raise DataError(f"{path}: an empty file")
    digest, size = _fingerprint(path)
    told = geonames.recognised(first)
    name = _name(path, told)
    part = folder / f"layer-{name}.part"
    with Writer(part, units=UNITS) as writer:
        if told:
            rows: Iterator[Row] = geonames.rows(source, told)
        else:
            table = Table(source, lambda word: _country(word, base), layer=name, country=_told_country(reading, base))
            rows = table.rows()
        for row in rows:
            writer.add(row)
        if not writer.entries:
            raise DataError(f"{path}: no places in it ({source.outside} of other kinds, {source.bad} malformed)")
        kind = told or table.kind
        names = writer.finish({"format": kind, "source": path.name, "sha256": digest})
    file = folder / f"layer-{name}-{digest[:12]}-{_version(reading)}.sqlite"
    part.replace(file)
    layer = Layer(name, file.name, kind, path.name, digest, size, writer.entries, names, source.outside, source.bad)
    return Added(layer, False, tuple(source.problems))


def _version(reading: Reading) -> str:
    """Tells the same file read in another way apart, so that no index in use is written over."""
    return hashlib.sha256(repr(reading).encode()).hexdigest()[:6]


def _name(path: Path, told: str | None) -> str:
    """The layer's name: the file's without its endings; GeoNames calls a country's names what it calls its places."""
    stem = _UNFIT.sub("-", path.name.split(".")[0]) or "layer"
    return f"{stem}-names" if told == ALTERNATES and "names" not in stem.casefold() else stem


def _fingerprint(path: Path) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
            size += len(block)
    return digest.hexdigest(), size


def _told_country(reading: Reading, base: File) -> str | None:
    if reading.country is None:
        return None
    if found := _country(reading.country, base):
        return found
    raise DataError(f"--country {reading.country}: no such country: give its ISO code or its English name")


def _country(word: str, base: File) -> str | None:
    """ISO 3166-1 alpha-2 of a country by its code or its name."""
    code = word.strip().upper()
    for id in (f"iso:{code}", f"iso3:{code}"):
        if found := base.known_as(id):
            return found[0].country
    return next((row.country for row in base.called(plain(word), normalise(word)) if row.kind == "country"), None)
