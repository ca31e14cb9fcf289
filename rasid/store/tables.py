"""The rows of the record, a class for each table that a batch fills.

Fields are the table's columns, in its order, less ``run_id`` and ``recorded_at``, which the store adds.
Named tuples and not dataclasses, because DuckDB's appender takes tuples and most of a run's rows pass here.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class DocumentRow(NamedTuple):
    """A document as it came from one address."""

    id: str
    document_id: str
    uri: str
    source: str | None
    media_type: str
    language: str
    fetched_at: str | None
    text: str


class StoryRow(NamedTuple):
    """A story; ``coded`` is its exact record as JSON, without the document's text."""

    id: str
    document_id: str
    uri: str
    span_start: int
    span_end: int
    headline: str | None
    time_start: date | None
    time_end: date | None
    time_precision: str | None
    time_basis: str | None
    copy_of: str | None
    truncated: bool
    coded: str


class MentionRow(NamedTuple):
    """A mention with what it was resolved to."""

    id: str
    story_id: str
    document_id: str
    kind: str
    span_start: int
    span_end: int
    text: str
    score: float
    ref_id: str | None
    ref_name: str | None
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    time_start: date | None
    time_end: date | None
    precision: str | None


class ReportRow(NamedTuple):
    """A told event."""

    id: str
    story_id: str
    document_id: str
    plover: str
    mode: str | None
    acled: str | None
    acled_sub: str | None
    ucdp: str | None
    modality: str
    trigger_start: int
    trigger_end: int
    trigger: str
    quote_start: int
    quote_end: int
    quote: str
    retold: str
    place_id: str | None
    place_name: str | None
    place_country: str | None
    place_admin1: str | None
    place_admin2: str | None
    place_lat: float | None
    place_lon: float | None
    place_precision: str | None
    place_relation: str | None
    place_radius_km: float | None
    time_start: date | None
    time_end: date | None
    time_precision: str | None
    time_basis: str | None
    claimant_mention: str | None
    claimant_ref: str | None
    claimant_name: str | None
    stance: str
    cue_start: int | None
    cue_end: int | None
    score: float


class RoleRow(NamedTuple):
    """Who takes part in a report, and as what."""

    id: str
    report_id: str
    story_id: str
    document_id: str
    role: str
    position: int
    mention: str
    ref: str | None
    name: str
    span_start: int
    span_end: int


class CasualtyRow(NamedTuple):
    """A count of people in a report."""

    id: str
    report_id: str
    story_id: str
    document_id: str
    position: int
    kind: str
    whom: str
    low: int
    best: int | None
    high: int | None
    span_start: int
    span_end: int


class ClaimRow(NamedTuple):
    """What somebody says."""

    id: str
    story_id: str
    document_id: str
    claimant_mention: str
    claimant_ref: str | None
    claimant_name: str
    stance: str
    about: str
    value: str | None
    report_id: str | None
    span_start: int
    span_end: int
    quote: str


class ControlRow(NamedTuple):
    """Who holds, contests, gains, loses, besieges or shelters in a place."""

    id: str
    story_id: str
    document_id: str
    place_id: str | None
    place_name: str | None
    place_country: str | None
    place_admin1: str | None
    place_admin2: str | None
    place_lat: float | None
    place_lon: float | None
    place_precision: str | None
    place_relation: str | None
    place_radius_km: float | None
    holder_mention: str
    holder_ref: str | None
    holder_name: str
    state: str
    time_start: date | None
    time_end: date | None
    time_precision: str | None
    time_basis: str | None
    claimant_mention: str | None
    claimant_ref: str | None
    claimant_name: str | None
    modality: str
    span_start: int
    span_end: int
    quote: str


class MeasureRow(NamedTuple):
    """Something that an authority announced, ordered, did, asked for or refused."""

    id: str
    story_id: str
    document_id: str
    issuer_mention: str
    issuer_ref: str | None
    issuer_name: str
    addressee_mention: str | None
    addressee_ref: str | None
    addressee_name: str | None
    action: str
    domain: str
    status: str
    trigger: str | None
    announced: int | None
    described: int | None
    span_start: int
    span_end: int
    quote: str


class IssueRow(NamedTuple):
    """What was skipped or is doubtful."""

    id: str
    story_id: str | None
    document_id: str | None
    uri: str
    stage: str
    reason: str
    span_start: int | None
    span_end: int | None


class FingerprintRow(NamedTuple):
    """The number by which copies of a story are found, as bytes, the most significant first."""

    id: str
    story_id: str
    document_id: str
    fingerprint: bytes


Row = (
    DocumentRow
    | StoryRow
    | MentionRow
    | ReportRow
    | RoleRow
    | CasualtyRow
    | ClaimRow
    | ControlRow
    | MeasureRow
    | IssueRow
    | FingerprintRow
)

TABLES: dict[type[Row], str] = {
    DocumentRow: "documents",
    StoryRow: "stories",
    MentionRow: "mentions",
    ReportRow: "reports",
    RoleRow: "report_roles",
    CasualtyRow: "casualties",
    ClaimRow: "claims",
    ControlRow: "control",
    MeasureRow: "measures",
    IssueRow: "issues",
    FingerprintRow: "fingerprints",
}
