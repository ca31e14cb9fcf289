"""The registry's data as it lies on disk: YAML files, or the one JSON file built from them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from rasid.errors import DataError
from rasid.registry.actor import Actor, Country, SpecialPlace

HERE = Path(__file__).parent
BUILT = HERE / "registry.json"
NAMES = ("aliases", "metonyms", "loose")  # the keys of an actor that hold names


@dataclass(frozen=True, slots=True)
class Source:
    """Everything in the files: countries, actors, special places, what each country has, declared shared names."""

    fingerprint: str
    countries: dict[str, Country]
    actors: dict[str, Actor]
    places: dict[str, SpecialPlace]
    shared: tuple[str, ...] = ()
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)


def files() -> list[Path]:
    """The registry's own YAML files, in a fixed order."""
    return [HERE / name for name in ("countries.yaml", "derived.yaml", "shared.yaml", "words.yaml")] + [
        file for folder in ("actors", "places") for file in sorted((HERE / folder).glob("*.yaml"))
    ]


def fingerprint() -> str:
    """A hash over the names and bytes of the registry's YAML files and of the code that merges them."""
    seen = hashlib.blake2b(digest_size=16)
    for file in [*files(), HERE / "actor.py", Path(__file__)]:
        seen.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return seen.hexdigest()


def contents(extra: Iterable[Path]) -> str:
    """A hash over the bytes of a user's files. Raises ``DataError`` for one that cannot be read."""
    seen = hashlib.blake2b(digest_size=16)
    for file in extra:
        try:
            seen.update(str(file).encode() + b"\0" + file.read_bytes() + b"\0")
        except OSError as error:
            raise DataError(f"{file}: cannot be read ({error.strerror})") from error
    return seen.hexdigest()


def read(extra: Iterable[Path] = ()) -> Source:
    """The data of the built JSON file when it matches the YAML files, else of the YAML files; ``extra`` on top.

    Raises ``DataError`` for a file that breaks the rules.
    """
    mark = fingerprint()
    own = _built(mark) or parse(mark)
    return layered(own, extra) if (extra := list(extra)) else own


def _built(mark: str) -> Source | None:
    if not BUILT.exists():
        return None
    built = msgspec.json.decode(BUILT.read_bytes(), type=Source)
    return built if built.fingerprint == mark else None


def layered(source: Source, extra: Iterable[Path]) -> Source:
    """The source with the entries of a user's files on top: one with a known id extends and overrides that entry.

    Only the entries that the files have are made again, so it takes a millisecond for each hundred. Raises ``DataError``.
    """
    changed: dict[str, dict[str, Any]] = {}
    for file in extra:
        for id, entry in yaml_of(file).items():
            if not isinstance(entry, dict):
                raise DataError(f"{file}: {id}: must be a mapping, not {type(entry).__name__}")
            under = changed.get(id) or (msgspec.to_builtins(source.actors[id]) if id in source.actors else {})
            changed[id] = merged(under, {"id": id, **entry})
            _convert(changed[id], Actor, f"{file}: {id}")
    made = {id: _convert(entry, Actor, id) for id, entry in changed.items()}
    for id, actor in made.items():
        for other in _pointed(actor):
            if other not in source.actors and other not in made:
                raise DataError(f"registry: {id}: unknown actor {other!r}; `rasid actors check` says where")
    return replace(source, actors={**source.actors, **made})


def _pointed(actor: Actor) -> Iterator[str]:
    yield from filter(None, (actor.parent, actor.successor))
    yield from (*actor.part_of, *actor.allies, *(tie.id for tie in actor.backers))


def parse(mark: str) -> Source:
    """The data of the package's YAML files, merged: countries' own actors first, then the theatres'."""
    countries = {iso2: {"iso2": iso2, **entry} for iso2, entry in yaml_of(HERE / "countries.yaml").items()}
    for entry in countries.values():
        entry.setdefault("people", [a + "s" for a in entry.get("adj", ()) if a.endswith(("n", "i"))])
    actors = dict(_derived(countries.values(), yaml_of(HERE / "derived.yaml")))
    for file in sorted((HERE / "actors").glob("*.yaml")):
        for id, entry in yaml_of(file).items():
            actors[id] = merged(actors.get(id, {}), {"id": id, **entry})
    places = {
        id: {"id": id, **entry}
        for file in sorted((HERE / "places").glob("*.yaml"))
        for id, entry in yaml_of(file).items()
    }
    raw = {
        "fingerprint": mark, "countries": countries, "actors": actors, "places": places,
        "shared": yaml_of(HERE / "shared.yaml")["shared"], "words": yaml_of(HERE / "words.yaml"),
    }  # fmt: skip
    return _convert(raw, Source, "registry")


_Made = TypeVar("_Made")


def _convert(raw: dict[str, Any], to: type[_Made], where: str) -> _Made:
    try:
        return msgspec.convert(raw, to)
    except msgspec.ValidationError as error:
        raise DataError(f"{where}: {error}; `rasid actors check` says where") from error


def yaml_of(file: Path) -> dict[str, Any]:
    """The mapping in a YAML file, dates as ISO text. Raises ``DataError`` when it is not one."""
    import yaml  # 15 ms that a built registry does not need

    try:
        loaded = yaml.load(file.read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except OSError as error:
        raise DataError(f"{file}: cannot be read ({error.strerror})") from error
    except yaml.YAMLError as error:
        raise DataError(f"{file}: not valid YAML ({' '.join(str(error).split())})") from error
    if not isinstance(loaded, dict):
        raise DataError(f"{file}: must be a mapping of ids to entries, not {type(loaded).__name__}")
    return {str(key): plain(value) for key, value in loaded.items()}


def plain(value: Any) -> Any:
    """``value`` with bonds written short made long, and dates and years under start and end as text."""
    if isinstance(value, list):
        return [plain(item) for item in value]
    if not isinstance(value, dict):
        return value
    out = {
        key: str(item) if key in ("start", "end") and item is not None else plain(item) for key, item in value.items()
    }
    if "backers" in out and isinstance(out["backers"], list):
        out["backers"] = [{"id": tie} if isinstance(tie, str) else tie for tie in out["backers"]]
    return out


def merged(under: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """Two entries of one id: lists are joined, other values of ``over`` win, and names under ``retired`` are taken out."""
    both = dict(under)
    for key, value in over.items():
        known = both.get(key)
        both[key] = [*known, *value] if isinstance(known, list | tuple) and isinstance(value, list) else value
    retired = set(both.pop("retired", ()))
    for key in NAMES if retired else ():
        both[key] = [name for name in both.get(key, ()) if name not in retired]
    return both


def _derived(countries: Iterable[dict[str, Any]], templates: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for country in countries:
        for prefix, template in templates.items():
            yield f"{prefix}-{country['iso2']}", _of_country(country, prefix, template)


def _of_country(country: dict[str, Any], prefix: str, template: dict[str, Any]) -> dict[str, Any]:
    iso2, adjectives = country["iso2"], country.get("adj", [])
    aliases = {
        alias.format(name=country["name"], adj=adj): None
        for alias in template["aliases"]
        for adj in adjectives or [country["name"]]
    }
    actor = {
        "id": f"{prefix}-{iso2}", "name": template["name"].format(name=country["name"]), "kind": template["kind"],
        "country": iso2, "aliases": list(aliases),
    }  # fmt: skip
    if "parent" in template:
        actor["parent"] = f"{template['parent']}-{iso2}"
    if prefix == "gov":
        capital = [country["capital"]] if country.get("capital") else []
        actor["metonyms"] = [country["name"], *country.get("aliases", []), *capital, *country.get("metonyms", [])]
    return actor
