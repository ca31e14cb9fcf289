"""Listings of the record: events, claims, control, measures, issues, stories, each as typed rows.

A listing knows which fields of a ``Filter`` mean something for it; one that it cannot apply is a ``UsageError``,
never passed over. Values are bound as parameters. ``as_of`` leaves out what was recorded later.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from rasid.errors import UsageError

if TYPE_CHECKING:
    from rasid.store.duckdb import Store

Listed = TypeVar("Listed")


@dataclass(frozen=True, slots=True)
class Filter:
    """What to list; ``None`` or nothing means all.

    ``actor`` is part of the id or the name of a party, ``place`` of a place, in any case of letters; ``country`` an
    ISO 3166 code of two letters; ``since`` and ``until`` ISO dates, both included, that the interval must touch (what
    has no date is left out then); ``type`` a PLOVER type, a mode, an ACLED type or sub-type; ``document`` the
    beginning of a document's id or part of its address; ``limit`` the most rows.
    """

    actor: str | None = None
    place: str | None = None
    country: str | None = None
    since: str | None = None
    until: str | None = None
    type: str | None = None
    modality: tuple[str, ...] = ()
    stance: str | None = None
    state: str | None = None
    status: str | None = None
    domain: str | None = None
    document: str | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """A report with what a reader of a table needs. ``copies`` counts further arrivals of its story."""

    id: str
    start: date | None
    end: date | None
    time_precision: str | None
    place: str | None
    country: str | None
    place_precision: str | None
    type: str
    mode: str | None
    acled_sub: str | None
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    instruments: tuple[str, ...]
    casualties: str
    claimant: str | None
    stance: str
    modality: str
    quote: str
    score: float
    source: str | None
    uri: str
    story: str
    document: str
    copies: int


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A claim with its words and where they stand."""

    id: str
    claimant: str
    stance: str
    about: str
    value: str | None
    report: str | None
    quote: str
    source: str | None
    uri: str
    story: str
    document: str
    copies: int


@dataclass(frozen=True, slots=True)
class ControlLine:
    """A statement of control with its words and where they stand."""

    id: str
    start: date | None
    end: date | None
    time_precision: str | None
    place: str
    country: str | None
    place_precision: str
    state: str
    holder: str
    claimant: str | None
    modality: str
    quote: str
    source: str | None
    uri: str
    story: str
    document: str
    copies: int


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A measure with its words and where they stand; ``announced`` and ``described`` count its set."""

    id: str
    issuer: str
    addressee: str | None
    action: str
    domain: str
    status: str
    trigger: str | None
    announced: int | None
    described: int | None
    quote: str
    source: str | None
    uri: str
    story: str
    document: str
    copies: int


@dataclass(frozen=True, slots=True)
class IssueLine:
    """What was skipped or is doubtful, and where."""

    id: str
    stage: str
    reason: str
    span_start: int | None
    span_end: int | None
    uri: str
    story: str | None
    document: str | None


@dataclass(frozen=True, slots=True)
class StoryLine:
    """A story with its date and what was found in it."""

    id: str
    start: date | None
    end: date | None
    time_precision: str | None
    time_basis: str | None
    headline: str | None
    copy_of: str | None
    truncated: bool
    reports: int
    source: str | None
    uri: str
    document: str
    copies: int


def events(store: Store, filter: Filter, *, as_of: datetime | None = None) -> list[Event]:
    """The reports, by date, undated last. Those of copies are left out: they count as copies of the first story."""
    where, given = _where(_EVENT_CONDITIONS, "events", filter, as_of)
    return [_event(line) for line in store.rows(_EVENTS.format(where=where), given)]


def claims(store: Store, filter: Filter, *, as_of: datetime | None = None) -> list[ClaimLine]:
    """The claims, in the order of storing, without those of copies."""
    return _listed(store, ClaimLine, _CLAIMS, _CLAIM_CONDITIONS, "claims", filter, as_of)


def control(store: Store, filter: Filter, *, as_of: datetime | None = None) -> list[ControlLine]:
    """The statements of control, by date, undated last, without those of copies."""
    return _listed(store, ControlLine, _CONTROL, _CONTROL_CONDITIONS, "control", filter, as_of)


def measures(store: Store, filter: Filter, *, as_of: datetime | None = None) -> list[MeasureLine]:
    """The measures, in the order of storing, without those of copies."""
    return _listed(store, MeasureLine, _MEASURES, _MEASURE_CONDITIONS, "measures", filter, as_of)


def issues(store: Store, filter: Filter, *, as_of: datetime | None = None) -> list[IssueLine]:
    """What was skipped or is doubtful, in the order of storing."""
    return _listed(store, IssueLine, _ISSUES, _ISSUE_CONDITIONS, "issues", filter, as_of)


def stories(store: Store, filter: Filter, *, as_of: datetime | None = None) -> list[StoryLine]:
    """The stories, copies among them, in the order of storing."""
    return _listed(store, StoryLine, _STORIES, _STORY_CONDITIONS, "stories", filter, as_of)


def _listed(
    store: Store,
    make: Callable[..., Listed],
    sql: str,
    conditions: Mapping[str, str],
    name: str,
    filter: Filter,
    as_of: datetime | None,
) -> list[Listed]:
    where, given = _where(conditions, name, filter, as_of)
    return [make(*line) for line in store.rows(sql.format(where=where), given)]


# What a listing may be asked for: field of Filter -> condition. Only these texts, never a value, become SQL.
_DOCUMENT = "(starts_with(s.document_id, lower($document)) OR contains(s.uri, $document))"
_PLACE = "(x.place_id = $place OR contains(lower(x.place_name), lower($place)))"
_COUNTRY = "x.place_country = upper($country)"
_SINCE, _UNTIL = "x.time_end >= CAST($since AS DATE)", "x.time_start <= CAST($until AS DATE)"
_MODALITY = "list_contains($modality, x.modality)"


def _party(*roles: str) -> str:
    parts = [f"contains(lower(x.{role}_{part}), lower($actor))" for role in roles for part in ("ref", "name")]
    return f"({' OR '.join(f'coalesce({part}, false)' for part in parts)})"


_EVENT_CONDITIONS = {
    "actor": "x.id IN (SELECT report_id FROM report_roles WHERE contains(lower(name), lower($actor)) "
    "OR contains(lower(ref), lower($actor)))",
    "place": _PLACE,
    "country": _COUNTRY,
    "since": _SINCE,
    "until": _UNTIL,
    "type": "list_contains([lower(x.plover), lower(x.mode), lower(x.acled), lower(x.acled_sub)], lower($type))",
    "modality": _MODALITY,
    "stance": "x.stance = lower($stance)",
    "document": _DOCUMENT,
}
_CLAIM_CONDITIONS = {"actor": _party("claimant"), "stance": "x.stance = lower($stance)", "document": _DOCUMENT}
_CONTROL_CONDITIONS = {
    "actor": _party("holder", "claimant"),
    "place": _PLACE,
    "country": _COUNTRY,
    "since": _SINCE,
    "until": _UNTIL,
    "modality": _MODALITY,
    "state": "x.state = lower($state)",
    "document": _DOCUMENT,
}
_MEASURE_CONDITIONS = {
    "actor": _party("issuer", "addressee"),
    "status": "x.status = lower($status)",
    "domain": "x.domain = lower($domain)",
    "document": _DOCUMENT,
}
_ISSUE_CONDITIONS = {"document": "(starts_with(x.document_id, lower($document)) OR contains(x.uri, $document))"}
_STORY_CONDITIONS = {"since": _SINCE, "until": _UNTIL, "document": _DOCUMENT}

# Where a story stands, and how often it came again: as copies of it, and as the same bytes from other addresses.
_SOURCES = """
WITH known AS (SELECT * FROM documents WHERE recorded_at <= $as_of),
arrivals AS (SELECT document_id, count(*) - 1 AS n FROM known GROUP BY document_id),
repeats AS (SELECT copy_of, count(*) AS n FROM stories WHERE recorded_at <= $as_of AND copy_of IS NOT NULL GROUP BY copy_of),
sourced AS (
    SELECT s.id, s.document_id, s.uri, d.source, s.copy_of, s.rowid AS n_story,
           a.n + coalesce(r.n, 0) AS copies
    FROM stories AS s
    JOIN known AS d ON d.document_id = s.document_id AND d.uri = s.uri
    JOIN arrivals AS a ON a.document_id = s.document_id
    LEFT JOIN repeats AS r ON r.copy_of = s.id
)
"""
_STANDS = "s.source, s.uri, s.id, s.document_id, s.copies"
_JOINED = "JOIN sourced AS s ON s.id = x.story_id WHERE s.copy_of IS NULL AND {where}"

_EVENTS = (
    _SOURCES
    + """, picked AS (
    SELECT x.*, x.rowid AS n, s.source, s.uri, s.copies FROM reports AS x """
    + _JOINED
    + """
    ORDER BY x.time_start NULLS LAST, x.rowid LIMIT $limit
),
parties AS (
    SELECT report_id,
           list(name ORDER BY position) FILTER (role = 'actor') AS actors,
           list(name ORDER BY position) FILTER (role = 'target') AS targets,
           list(name ORDER BY position) FILTER (role = 'instrument') AS instruments
    FROM report_roles WHERE report_id IN (SELECT id FROM picked) GROUP BY report_id
),
tolls AS (
    SELECT report_id, list([kind, whom, low::VARCHAR, high::VARCHAR] ORDER BY position) AS counts
    FROM casualties WHERE report_id IN (SELECT id FROM picked) GROUP BY report_id
)
SELECT x.id, x.time_start, x.time_end, x.time_precision, x.place_name, x.place_country, x.place_precision,
       x.plover, x.mode, x.acled_sub, p.actors, p.targets, p.instruments, t.counts,
       x.claimant_name, x.stance, x.modality, x.quote, x.score, x.source, x.uri, x.story_id, x.document_id, x.copies
FROM picked AS x LEFT JOIN parties AS p ON p.report_id = x.id LEFT JOIN tolls AS t ON t.report_id = x.id
ORDER BY x.time_start NULLS LAST, x.n
"""
)
_CLAIMS = (
    _SOURCES
    + f"SELECT x.id, x.claimant_name, x.stance, x.about, x.value, x.report_id, x.quote, {_STANDS} FROM claims AS x "
    + _JOINED
    + " ORDER BY x.rowid LIMIT $limit"
)
_CONTROL = (
    _SOURCES
    + "SELECT x.id, x.time_start, x.time_end, x.time_precision, x.place_name, x.place_country, x.place_precision, "
    + f"x.state, x.holder_name, x.claimant_name, x.modality, x.quote, {_STANDS} FROM control AS x "
    + _JOINED
    + " ORDER BY x.time_start NULLS LAST, x.rowid LIMIT $limit"
)
_MEASURES = (
    _SOURCES
    + "SELECT x.id, x.issuer_name, x.addressee_name, x.action, x.domain, x.status, x.trigger, x.announced, "
    + f"x.described, x.quote, {_STANDS} FROM measures AS x "
    + _JOINED
    + " ORDER BY x.rowid LIMIT $limit"
)
_ISSUES = (
    "SELECT x.id, x.stage, x.reason, x.span_start, x.span_end, x.uri, x.story_id, x.document_id FROM issues AS x "
    "WHERE {where} ORDER BY x.rowid LIMIT $limit"
)
_STORIES = (
    _SOURCES
    + """SELECT x.id, x.time_start, x.time_end, x.time_precision, x.time_basis, x.headline, x.copy_of, x.truncated,
       coalesce(c.n, 0), s.source, s.uri, s.document_id, s.copies
FROM stories AS x JOIN sourced AS s ON s.id = x.id
LEFT JOIN (SELECT story_id, count(*) AS n FROM reports GROUP BY story_id) AS c ON c.story_id = x.id
WHERE {where} ORDER BY x.rowid LIMIT $limit"""
)

_ALL = 2**62
_EVER = datetime(9999, 12, 31)


def _where(
    conditions: Mapping[str, str], listing: str, filter: Filter, as_of: datetime | None
) -> tuple[str, dict[str, Any]]:
    """The condition and its parameters. Raises ``UsageError`` for a field that the listing has no use for."""
    asked = {f.name: getattr(filter, f.name) for f in dataclasses.fields(filter) if f.name != "limit"}
    asked = {name: value for name, value in asked.items() if value not in (None, ())}
    for name in asked:
        if name not in conditions:
            raise UsageError(f"{listing} cannot be filtered by {name} (only by {', '.join(conditions)})")
    given = asked | {"limit": _ALL if filter.limit is None else filter.limit, "as_of": _naive(as_of)}
    for name in {"since", "until"} & asked.keys():
        given[name] = _day(name, asked[name])
    if "modality" in asked:
        given["modality"] = list(filter.modality)
    return " AND ".join(["x.recorded_at <= $as_of", *(conditions[name] for name in asked)]), given


def _naive(as_of: datetime | None) -> datetime:
    if as_of is None:
        return _EVER
    return as_of if as_of.tzinfo is None else as_of.astimezone(UTC).replace(tzinfo=None)


def _day(name: str, value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise UsageError(f"{name}: {value!r} is no date; write it as 2024-05-31") from error


def _event(line: Any) -> Event:
    parties = map(_names, line[10:13])
    return Event(*(*line[:10], *parties, _summary(line[13]), *line[14:]))


def _names(names: list[str] | None) -> tuple[str, ...]:
    return tuple(names or ())


def _summary(counts: list[list[str | None]] | None) -> str:
    """Such as ``killed 2-5 civilians; injured 12+``; of unknown people only the count is said."""
    return "; ".join(_toll(*count) for count in counts or ())


def _toll(kind: str | None, whom: str | None, low: str | None, high: str | None) -> str:
    count = f"{low}+" if high is None else str(low) if low == high else f"{low}-{high}"
    return f"{kind} {count}" if whom in (None, "unknown") else f"{kind} {count} {whom}"
