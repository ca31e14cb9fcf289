"""Checks of registry files, with messages for whoever edits them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any, get_args

from rasid.errors import DataError
from rasid.registry.actor import Actor, Kind
from rasid.registry.source import HERE, yaml_of

_KEYS = {field.name for field in fields(Actor)} - {"id"}
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def nearest(word: str, known: Iterable[str]) -> str:
    """' (did you mean ...?)' with the known word closest to ``word``, or nothing."""
    from difflib import get_close_matches  # 5 ms that only a mistake should cost

    close = get_close_matches(word, list(known), n=1)
    return f" (did you mean {close[0]!r}?)" if close else ""


def check(paths: Sequence[Path]) -> list[str]:
    """What is wrong in actor files, a line each: "file: id: fault (did you mean ...?)". Empty when all is well."""
    from rasid.registry.source import read

    faults: list[str] = []
    entries: dict[str, tuple[str, dict[str, Any]]] = {}
    base = read()
    for path in paths:
        faults += _gathered(path, entries)
    own = _own_ids(paths)
    ids = {*base.actors, *entries}
    for id, (file, entry) in entries.items():
        faults += [f"{file}: {id}: {fault}" for fault in _entry_faults(entry, ids, id in base.actors, base.countries)]
        if id in base.actors and id not in own and id.split("-")[0] not in _derived_prefixes():
            faults.append(f"{file}: {id}: stands in the registry already; its entry there is extended")
    return faults + list(_shared_faults(entries, base.actors, base.shared))


def _derived_prefixes() -> set[str]:
    return set(yaml_of(HERE / "derived.yaml"))


def _own_ids(paths: Sequence[Path]) -> set[str]:
    """Ids in those of ``paths`` that are the registry's own files."""
    ours = [path for path in paths if path.resolve().parent == HERE / "actors"]
    return {id for path in ours for id in yaml_of(path)}


def _gathered(path: Path, entries: dict[str, tuple[str, dict[str, Any]]]) -> Iterator[str]:
    seen = re.findall(r"(?m)^([A-Za-z0-9_-]+):", path.read_text(encoding="utf-8"))
    for id in sorted({id for id in seen if seen.count(id) > 1}):
        yield f"{path.name}: {id}: stands twice in the file"
    try:
        loaded = yaml_of(path)
    except DataError as error:
        yield str(error)
        return
    for id, entry in loaded.items():
        if id in entries:
            yield f"{path.name}: {id}: stands in {entries[id][0]} too"
        entries[id] = (path.name, entry)


def _entry_faults(entry: Any, ids: set[str], extends: bool, countries: Mapping[str, object]) -> Iterator[str]:
    if not isinstance(entry, dict):
        yield f"must be a mapping, not {type(entry).__name__}"
        return
    for key in entry.keys() - _KEYS:
        yield f"unknown key {key!r}{nearest(str(key), _KEYS)}"
    for key in ("name", "kind"):
        if key not in entry and not extends:
            yield f"{key} is missing"
    if "kind" in entry and entry["kind"] not in get_args(Kind):
        yield f"unknown kind {entry['kind']!r}{nearest(str(entry['kind']), get_args(Kind))}"
    for id in _pointed(entry):
        if id not in ids:
            yield f"unknown actor {id!r}{nearest(id, ids)}"
    for iso2 in [*entry.get("countries", []), *filter(None, [entry.get("country")])]:
        if iso2 not in countries:
            yield f"unknown country {iso2!r}; give its ISO 3166-1 alpha-2 code"
    yield from _date_faults(entry)


def _pointed(entry: Mapping[str, Any]) -> Iterator[str]:
    yield from filter(None, [entry.get("parent"), entry.get("successor")])
    yield from entry.get("part_of", [])
    yield from entry.get("allies", [])
    yield from (tie["id"] for tie in entry.get("backers", []))


def _date_faults(entry: Mapping[str, Any]) -> Iterator[str]:
    for part in [entry, *entry.get("backers", []), *entry.get("offices", [])]:
        start, end = part.get("start"), part.get("end")
        for date in filter(None, (start, end)):
            if not _DATE.fullmatch(date):
                yield f"{date!r} is no ISO date or year"
        if start and end and end < start[: len(end)]:
            yield f"ends ({end}) before it starts ({start})"


def _shared_faults(
    entries: Mapping[str, tuple[str, dict[str, Any]]], base: Mapping[str, Actor], shared: Sequence[str]
) -> Iterator[str]:
    bearers: dict[str, set[str]] = defaultdict(set)
    for actor in base.values():
        for alias in {actor.name, *actor.aliases}:
            bearers[alias].add(actor.id)
    for id, (_, entry) in entries.items():
        for alias in {entry.get("name"), *entry.get("aliases", [])} - {None}:
            bearers[alias].add(id)
    for alias, ids in sorted(bearers.items()):
        if len(ids) > 1 and alias not in shared and not ids.isdisjoint(entries):
            where = ", ".join(sorted(ids))
            yield f"{alias!r} is ambiguous: {where}; declare it in shared.yaml if that is meant"
