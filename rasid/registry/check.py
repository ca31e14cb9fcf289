"""Checks of registry files, with messages for whoever edits them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, get_args

from rasid.errors import DataError
from rasid.registry.actor import Actor, Kind
from rasid.registry.lines import Lines
from rasid.registry.source import Source, read, yaml_of

_KEYS = {field.name for field in fields(Actor)} - {"id"} | {"retired"}
_LISTS = {"countries", "aliases", "metonyms", "loose", "part_of", "backers", "allies", "offices", "retired"}
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class _Entry:
    id: str
    file: Path
    lines: Lines
    told: Any

    def at(self, fault: str, word: object = None) -> str:
        return f"{self.file.name}:{self.lines.of(self.id, word)}: {self.id}: {fault}"


def nearest(word: str, known: Iterable[str]) -> str:
    """' (did you mean ...?)' with the known word closest to ``word``, or nothing."""
    from difflib import get_close_matches  # 5 ms that only a mistake should cost

    close = get_close_matches(word, list(known), n=1)
    return f" (did you mean {close[0]!r}?)" if close else ""


def check(paths: Sequence[Path]) -> list[str]:
    """What is wrong in actor files, a line each: "file:line: id: fault (did you mean ...?)". Empty when all is well.

    The files may extend entries of the package's registry, except its own files, which must not extend each other.
    """
    faults: list[str] = []
    entries: dict[str, _Entry] = {}
    base = read()
    for path in paths:
        try:
            faults += _gathered(path, entries)
        except DataError as error:
            faults.append(str(error))
    ids = {*base.actors, *entries}
    for entry in entries.values():
        faults += _entry_faults(entry, ids, entry.id in base.actors, base.countries)
    return faults + list(_shared_faults(entries, base))


def _gathered(path: Path, entries: dict[str, _Entry]) -> Iterator[str]:
    told, lines = yaml_of(path), Lines(path)
    times = Counter(id for id, _ in lines.entries)
    for id, line in lines.entries:
        if times.pop(id, 1) > 1:
            yield f"{path.name}:{line}: {id}: stands twice in the file"
        if id in entries:
            yield f"{path.name}:{line}: {id}: stands in {entries[id].file.name} too"
    entries.update({id: _Entry(id, path, lines, entry) for id, entry in told.items()})


def _entry_faults(entry: _Entry, ids: set[str], extends: bool, countries: Mapping[str, object]) -> Iterator[str]:
    told = entry.told
    if not isinstance(told, dict):
        yield entry.at(f"must be a mapping, not {type(told).__name__}")
        return
    if not _ID.fullmatch(entry.id):
        yield entry.at("an id has letters, figures, - and _ only")
    for key in told.keys() - _KEYS:
        yield entry.at(f"unknown key {key!r}{nearest(str(key), _KEYS)}", key)
    for key in ("name", "kind"):
        if key not in told and not extends:
            yield entry.at(f"{key} is missing")
    wrong = [key for key in _LISTS & told.keys() if not isinstance(told[key], list)]
    for key in wrong:
        yield entry.at(f"{key} must be a list", key)
    if wrong:
        return
    yield from _value_faults(entry, ids, countries)
    yield from _date_faults(entry)


def _value_faults(entry: _Entry, ids: set[str], countries: Mapping[str, object]) -> Iterator[str]:
    told = entry.told
    if "kind" in told and told["kind"] not in get_args(Kind):
        yield entry.at(f"unknown kind {told['kind']!r}{nearest(str(told['kind']), get_args(Kind))}", told["kind"])
    for id in _pointed(told):
        if id not in ids:
            yield entry.at(f"unknown actor {id!r}{nearest(str(id), ids)}", id)
    for iso2 in [*told.get("countries", []), *filter(None, [told.get("country")])]:
        if iso2 not in countries:
            yield entry.at(f"unknown country {iso2!r}; give its ISO 3166-1 alpha-2 code", iso2)


def _pointed(told: Mapping[str, Any]) -> Iterator[Any]:
    yield from filter(None, [told.get("parent"), told.get("successor")])
    yield from told.get("part_of", [])
    yield from told.get("allies", [])
    yield from (tie["id"] if isinstance(tie, dict) and "id" in tie else tie for tie in told.get("backers", []))


def _date_faults(entry: _Entry) -> Iterator[str]:
    for part in [entry.told, *entry.told.get("backers", []), *entry.told.get("offices", [])]:
        if not isinstance(part, dict):
            continue
        start, end = part.get("start"), part.get("end")
        dates = [date for date in (start, end) if date is not None]
        bad = [date for date in dates if not _DATE.fullmatch(date)]
        for date in bad:
            yield entry.at(f"{date!r} is no ISO date or year", date)
        if start and end and not bad and end < start[: len(end)]:
            yield entry.at(f"ends ({end}) before it starts ({start})", end)


def _shared_faults(entries: Mapping[str, _Entry], base: Source) -> Iterator[str]:
    """Names that two actors bear and nobody declared as shared, once for each, at the line that adds them."""
    bearers: dict[str, set[str]] = defaultdict(set)
    for actor in base.actors.values():
        for name in {actor.name, *actor.aliases}:
            bearers[name].add(actor.id)
    adds: dict[str, _Entry] = {}
    for entry in entries.values():
        if isinstance(entry.told, dict) and isinstance(entry.told.get("aliases", []), list):
            for name in entry.told.get("retired", []):
                bearers[name].discard(entry.id)
            for name in {entry.told.get("name"), *entry.told.get("aliases", [])} - {None}:
                bearers[name].add(entry.id)
                adds[name] = entry
    for name, entry in sorted(adds.items(), key=lambda item: str(item[0])):
        if len(bearers[name]) > 1 and name not in base.shared:
            where = ", ".join(sorted(bearers[name]))
            yield entry.at(f"{name!r} is ambiguous: {where}; retire it from one, or give it as loose", name)
