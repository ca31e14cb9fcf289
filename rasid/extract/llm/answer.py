"""What the model is asked to give back: its shape, its JSON Schema, and the closed lists its words come from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, get_args

import msgspec

from rasid.errors import InputError
from rasid.ontology import Ontology
from rasid.records import CasualtyKind, ControlState, MeasureDomain, MeasureStatus, Modality, Stance


@dataclass(frozen=True, slots=True)
class ToldCasualty:
    """People harmed: ``count`` and ``whom`` are quotes."""

    kind: str
    count: str
    whom: str | None = None


@dataclass(frozen=True, slots=True)
class ToldReport:
    """An event. ``event``, ``modality`` and ``stance`` are of closed lists, all else are quotes."""

    event: str
    modality: str
    sentence: str
    trigger: str
    retold: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    place: str | None = None
    time: str | None = None
    casualties: tuple[ToldCasualty, ...] = ()
    claimant: str | None = None
    stance: str = "reports"
    cue: str | None = None


@dataclass(frozen=True, slots=True)
class ToldControl:
    """A statement of who holds what. ``state`` and ``modality`` are of closed lists, all else are quotes."""

    state: str
    modality: str
    sentence: str
    holder: str
    place: str
    time: str | None = None
    claimant: str | None = None


@dataclass(frozen=True, slots=True)
class ToldMeasure:
    """A measure. ``domain`` and ``status`` are of closed lists, all else are quotes."""

    domain: str
    status: str
    issuer: str
    action: str
    addressee: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything that one part of a story tells, in the model's view."""

    reports: tuple[ToldReport, ...]
    control: tuple[ToldControl, ...]
    measures: tuple[ToldMeasure, ...]


def read(text: str) -> Answer:
    """The answer in a model's words. Raises ``InputError`` where it is no JSON, or not of the schema's shape."""
    try:
        return msgspec.json.decode(text, type=Answer)
    except (msgspec.DecodeError, UnicodeError) as error:
        raise InputError(f"the answer is not as the schema asks ({error})") from error


@dataclass(frozen=True, slots=True)
class Lists:
    """The closed lists by the key whose values they are."""

    event: tuple[str, ...]
    modality: tuple[str, ...] = get_args(Modality)
    stance: tuple[str, ...] = get_args(Stance)
    kind: tuple[str, ...] = get_args(CasualtyKind)
    state: tuple[str, ...] = get_args(ControlState)
    domain: tuple[str, ...] = get_args(MeasureDomain)
    status: tuple[str, ...] = get_args(MeasureStatus)

    @classmethod
    def of(cls, ontology: Ontology) -> Lists:
        """The lists, with the ontology's classes of events."""
        return cls(tuple(ontology.classes))


def schema(lists: Lists) -> dict[str, Any]:
    """The JSON Schema of an answer, in the subset that strict structured output allows: every key required, none besides."""
    quote, quotes, maybe = {"type": "string"}, _list({"type": "string"}), {"type": ["string", "null"]}
    casualty = _object(kind=_one(lists.kind), count=quote, whom=maybe)
    report = _object(
        event=_one(lists.event),
        modality=_one(lists.modality),
        sentence=quote,
        trigger=quote,
        retold=quotes,
        actors=quotes,
        targets=quotes,
        instruments=quotes,
        place=maybe,
        time=maybe,
        casualties=_list(casualty),
        claimant=maybe,
        stance=_one(lists.stance),
        cue=maybe,
    )
    control = _object(
        state=_one(lists.state),
        modality=_one(lists.modality),
        sentence=quote,
        holder=quote,
        place=quote,
        time=maybe,
        claimant=maybe,
    )
    measure = _object(domain=_one(lists.domain), status=_one(lists.status), issuer=quote, action=quote, addressee=maybe)
    return _object(reports=_list(report), control=_list(control), measures=_list(measure))


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _list(of: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": of}


def _one(of: Sequence[str]) -> dict[str, Any]:
    return {"type": "string", "enum": list(of)}
