"""The ontology: our event classes and their types in PLOVER, ACLED and UCDP."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from rasid.errors import DataError
from rasid.ontology.check import class_faults, nearest
from rasid.records import EventType

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class EventClass:
    """One leaf class with its crosswalk; ``ucdp`` is "violence" when UCDP's types apply to it at all."""

    name: str
    label: str
    plover: str
    mode: str | None = None
    acled: str | None = None
    acled_sub: str | None = None
    ucdp: str | None = None
    violent: bool = False
    verbal: bool = False
    acled_on_civilians: tuple[str, str] | None = None
    acled_sub_by_actor: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ontology:
    """Event classes by name, the official lists of the schemes, and the crosswalks of precision."""

    classes: Mapping[str, EventClass]
    schemes: Mapping[str, Any]
    # Each class with each combination of kinds is typed once; there are some hundreds.
    _typed: dict[tuple[str, frozenset[str], frozenset[str]], EventType] = field(
        default_factory=dict, repr=False, compare=False
    )

    def event_type(self, name: str, *, actors: Collection[str] = (), targets: Collection[str] = ()) -> EventType:
        """The class as PLOVER, ACLED and UCDP type it, given the kinds of its actors and targets in the registry.

        Raises ``DataError`` for an unknown class.
        """
        key = (name, frozenset(actors), frozenset(targets))
        typed = self._typed.get(key)
        if typed is None:
            typed = self._typed[key] = self._type(name, *key[1:])
        return typed

    def _type(self, name: str, actors: frozenset[str], targets: frozenset[str]) -> EventType:
        found = self.classes.get(name)
        if found is None:
            raise DataError(f"ontology: unknown event class {name!r}{nearest(name, self.classes)}")
        sides, hit = self._sides(actors), self._sides(targets)
        acled, sub = self._acled(found, sides, hit)
        ucdp = _ucdp(sides, hit) if found.ucdp == "violence" else None
        return EventType(found.plover, found.mode, acled, sub, ucdp)

    def place_precision(self, precision: str, scheme: str) -> int | None:
        """ACLED's geo_precision (1-3) or UCDP's where_prec (1-7) for our precision; ``None`` where it has no code."""
        code: int | None = self.schemes["place_precision"][precision][scheme]
        return code

    def time_precision(self, precision: str, scheme: str) -> int | None:
        """ACLED's time_precision (1-3) or UCDP's date_prec (1-5) for our precision; ``None`` where it has no code."""
        code: int | None = self.schemes["time_precision"][precision][scheme]
        return code

    def _sides(self, kinds: Collection[str]) -> frozenset[str]:
        return frozenset(side for side, of in self.schemes["sides"].items() if not set(of).isdisjoint(kinds))

    def _acled(self, found: EventClass, sides: frozenset[str], hit: frozenset[str]) -> tuple[str | None, str | None]:
        if found.acled_on_civilians and hit == {"civilian"}:
            return found.acled_on_civilians
        if found.acled_sub == "Attack" and hit & {"state", "armed"} and sides & {"state", "armed"}:
            return "Battles", "Armed clash"  # ACLED: an attack on those who can fight back is a battle
        if found.acled_sub_by_actor and len(sides) == 1:
            return found.acled, found.acled_sub_by_actor.get(next(iter(sides)), found.acled_sub)
        return found.acled, found.acled_sub


def _ucdp(actors: frozenset[str], targets: frozenset[str]) -> str | None:
    """UCDP's type: one-sided on civilians alone, state-based with a state on a side, else non-state; needs both sides."""
    organised = actors & {"state", "armed"}
    if organised and targets == {"civilian"}:
        return "one-sided"
    fought = targets & {"state", "armed"}
    if not organised or not fought:
        return None
    return "state-based" if "state" in organised | fought else "non-state"


@cache
def load() -> Ontology:
    """The ontology of this package, read once. Raises ``DataError`` naming file, key and nearest right value."""
    return read(HERE / "classes.yaml", HERE / "schemes.yaml")


def read(classes: Path, schemes: Path) -> Ontology:
    """The ontology in two YAML files, checked. Raises ``DataError`` naming file, key and nearest right value."""
    lists = _yaml(schemes)
    raw = _yaml(classes)
    for name, entry in raw.items():
        for fault in class_faults(entry, lists):
            raise DataError(f"{classes.name}: {name}: {fault}")
    return Ontology({name: _event_class(name, entry) for name, entry in raw.items()}, lists)


def _event_class(name: str, entry: dict[str, Any]) -> EventClass:
    on_civilians = entry.get("acled_on_civilians")
    return EventClass(name, **{**entry, "acled_on_civilians": tuple(on_civilians) if on_civilians else None})


def _yaml(file: Path) -> dict[str, Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loaded: dict[str, Any] = yaml.load(file.read_text(encoding="utf-8"), Loader=loader)
    return loaded
