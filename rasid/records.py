"""The records that stages hand to each other, and the JSON that ``rasid code`` prints.

Field names and order are the contract (docs/reference/records.md). Spans are half-open
character offsets ``(start, end)`` into ``Document.text``; slicing gives the quote.
Unknown is ``None``, none is ``()``; ``UNSET`` marks the keys that a kind of ``Ref`` does not have.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from msgspec import UNSET, UnsetType

Offsets = tuple[int, int]

MentionKind = Literal["actor", "place", "time", "quantity", "weapon", "facility", "document", "person_role"]
PlacePrecision = Literal["exact", "town", "district", "admin1", "region", "country", "line", "area"]
TimePrecision = Literal["minute", "day", "week", "month", "quarter", "year", "interval", "unknown"]
Basis = Literal["stated", "relative", "inferred", "metadata"]
Modality = Literal["asserted", "denied", "planned", "hypothetical", "background"]
Stance = Literal["asserts", "denies", "accuses", "admits", "reports"]
CasualtyKind = Literal["killed", "injured", "missing", "detained", "displaced"]
ControlState = Literal["controls", "contests", "sanctuary", "gains", "loses", "besieges"]
MeasureStatus = Literal["announced", "ordered", "adopted", "implemented", "requested", "rejected"]
MeasureDomain = Literal["domestic", "external"]
DropReason = Literal["duplicate", "boilerplate", "control", "truncated"]


def digest(*parts: object) -> str:
    """16 hex digits that name a record by its natural key: the same key gives the same id on every machine."""
    return hashlib.blake2b("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a document with its words: ``document.text[start:end] == text``."""

    span: Offsets
    text: str


@dataclass(frozen=True, slots=True)
class Interval:
    """Days ``start`` to ``end``, both included (ISO dates), and how the interval is known."""

    start: str
    end: str
    precision: TimePrecision
    span: Offsets | None
    basis: Basis


@dataclass(frozen=True, slots=True)
class Document:
    """One text as it arrived. ``id`` is the SHA-256 of its raw bytes; ``text`` is what all spans point into."""

    id: str
    source: str | None
    uri: str
    media_type: str
    language: str
    fetched_at: str | None
    text: str | None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph-like piece of a page with markup. ``main`` is the extractor's word that it is no page furniture."""

    span: Offsets
    tag: str
    main: bool


@dataclass(frozen=True, slots=True)
class Page:
    """A document with what its container says about it; plain text has no blocks."""

    document: Document
    raw: bytes = field(repr=False)
    published: Interval | None = None
    headline: str | None = None
    byline: str | None = None
    blocks: tuple[Block, ...] = ()
    issues: tuple[Issue, ...] = ()

    @property
    def text(self) -> str:
        """The document's text, which a page always has."""
        return self.document.text or ""


@dataclass(frozen=True, slots=True)
class Issue:
    """Something that was skipped or is doubtful: which stage, why, and where."""

    stage: str
    reason: str
    span: Offsets | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that gave no document. ``raw`` is kept when there were bytes at all."""

    uri: str
    issue: Issue
    raw: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Dropped:
    """A stretch of the page that is not part of the story, and why."""

    span: Offsets
    why: DropReason


@dataclass(frozen=True, slots=True)
class Story:
    """One story of a document, with its parts. ``body`` holds the kept paragraphs in order."""

    id: str
    span: Offsets
    headline: Span | None
    captions: tuple[Span, ...]
    credits: tuple[Span, ...]
    dateline: Span | None
    byline: Span | None
    body: tuple[Span, ...]
    dropped: tuple[Dropped, ...]
    published: Interval | None
    copy_of: str | None
    truncated: bool


@dataclass(frozen=True, slots=True)
class Ref:
    """What a mention was resolved to. Places and times have the further keys of their kind; others leave them unset."""

    id: str
    name: str
    country: str | None | UnsetType = UNSET
    admin1: str | None | UnsetType = UNSET
    lat: float | None | UnsetType = UNSET
    lon: float | None | UnsetType = UNSET
    start: str | UnsetType = UNSET
    end: str | UnsetType = UNSET
    precision: str | UnsetType = UNSET


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name an actor, a place, a time ...; ``ref`` is ``None`` when nothing fits."""

    id: str
    kind: MentionKind
    span: Offsets
    text: str
    score: float
    ref: Ref | None


@dataclass(frozen=True, slots=True)
class Role:
    """An actor in a role. ``name`` is the registry's name, else the words."""

    mention: str
    ref: str | None
    name: str
    span: Offsets


@dataclass(frozen=True, slots=True)
class Place:
    """Where, no more exactly than the words say. ``geometry`` is GeoJSON for areas and lines."""

    mention: str | None
    name: str
    span: Offsets | None
    id: str | None
    country: str | None
    admin1: str | None
    admin2: str | None
    lat: float | None
    lon: float | None
    geometry: dict[str, Any] | None
    precision: PlacePrecision
    relation: str | None
    radius_km: float | None
    score: float


@dataclass(frozen=True, slots=True)
class EventType:
    """PLOVER type and mode with the ACLED and UCDP types of the crosswalk."""

    plover: str
    mode: str | None
    acled: str | None
    acled_sub: str | None
    ucdp: str | None


@dataclass(frozen=True, slots=True)
class Casualty:
    """A stated count of people. ``whom`` is civilians, a named force, or unknown; bounds are inclusive."""

    kind: CasualtyKind
    whom: str
    low: int
    best: int | None
    high: int | None
    span: Offsets


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who tells a report, and with what stance; ``cue`` are the words that show it."""

    claimant: Role | None
    stance: Stance
    cue: Offsets | None


@dataclass(frozen=True, slots=True)
class Report:
    """One told event. ``retold`` are other places in the story that tell the same event."""

    id: str
    trigger: Span
    quote: Offsets
    retold: tuple[Offsets, ...]
    type: EventType
    modality: Modality
    actors: tuple[Role, ...]
    targets: tuple[Role, ...]
    instruments: tuple[Role, ...]
    place: Place | None
    time: Interval | None
    casualties: tuple[Casualty, ...]
    claim: Attribution
    score: float


@dataclass(frozen=True, slots=True)
class Claim:
    """What somebody says about something, kept as theirs."""

    claimant: Role
    stance: Stance
    about: str
    value: str | None
    report: str | None
    span: Offsets


@dataclass(frozen=True, slots=True)
class Control:
    """A statement that someone holds, contests, gains, loses, besieges or shelters in a place."""

    place: Place
    holder: Role
    state: ControlState
    as_of: Interval | None
    claimant: Role | None
    modality: Modality
    span: Offsets


@dataclass(frozen=True, slots=True)
class MeasureSet:
    """How many measures were announced, and how many of them are described here."""

    announced: int | None
    described: int


@dataclass(frozen=True, slots=True)
class Measure:
    """Something an authority announced, ordered, adopted, carried out, asked for or refused."""

    issuer: Role
    addressee: Role | None
    action: str
    domain: MeasureDomain
    status: MeasureStatus
    trigger: str | None
    set: MeasureSet | None
    span: Offsets


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader found in one story, besides the mentions."""

    reports: tuple[Report, ...] = ()
    claims: tuple[Claim, ...] = ()
    control: tuple[Control, ...] = ()
    measures: tuple[Measure, ...] = ()
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolved:
    """A story after resolution: dated as far as can be, mentions with refs, and by mention id the places and times meant."""

    story: Story
    mentions: tuple[Mention, ...]
    places: Mapping[str, Place]
    times: Mapping[str, Interval]


@dataclass(frozen=True, slots=True)
class Coded:
    """One story, coded: the object that ``rasid code`` prints as a line and the store keeps."""

    document: Document
    story: Story
    mentions: tuple[Mention, ...]
    reports: tuple[Report, ...]
    claims: tuple[Claim, ...]
    control: tuple[Control, ...]
    measures: tuple[Measure, ...]
    issues: tuple[Issue, ...]
