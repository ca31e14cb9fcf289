"""``rasid events``, ``claims``, ``control``, ``measures``, ``stories``, ``issues``: the record, filtered, as rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer

from rasid.commands import options, table
from rasid.commands.options import Format
from rasid.commands.table import Column, Row
from rasid.records import ControlState, MeasureDomain, MeasureStatus, Modality, Stance

if TYPE_CHECKING:
    from rasid.store import Filter, Store

Actor = Annotated[
    str | None, typer.Option(metavar="NAME", help="Only with this actor: part of its name or registry id.")
]
At = Annotated[str | None, typer.Option(metavar="NAME", help="Only at this place: part of its name, or its id.")]
Country = Annotated[str | None, typer.Option(metavar="CODE", help="Only in this country: two letters, such as SY.")]
Since = Annotated[str | None, typer.Option(metavar="DATE", help="Only what may have been on that day or later.")]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="Only what may have been on that day or before.")]
Type = Annotated[
    str | None,
    typer.Option("--type", metavar="TYPE", help="Only this type: a PLOVER type or mode, an ACLED type or sub-type."),
]
OfModality = Annotated[
    list[str] | None,
    typer.Option(
        "--modality",
        metavar="WORD",
        help=f"Only told so ({', '.join(get_args(Modality))}); give it again for one more.",
    ),
]
OfStance = Annotated[Stance | None, typer.Option("--stance", help="Only told with this stance.")]
Document = Annotated[
    str | None,
    typer.Option(metavar="ID", help="Only from this document: the beginning of its id, or part of its address."),
]


def events(
    db: options.Db = None,
    actor: Actor = None,
    place: At = None,
    country: Country = None,
    since: Since = None,
    until: Until = None,
    type_: Type = None,
    modality: OfModality = None,
    stance: OfStance = None,
    document: Document = None,
    limit: options.Limit = None,
    form: options.As = Format.table,
) -> None:
    """List the reports: when, where, what, who, to whom, with what toll, and who says so."""
    asked = dict(actor=actor, place=place, country=country, since=since, until=until, type=type_, stance=stance)
    _list("events", db, form, _EVENTS, **asked, modality=_modalities(modality), document=document, limit=limit)


def claims(
    db: options.Db = None,
    actor: Actor = None,
    stance: OfStance = None,
    document: Document = None,
    limit: options.Limit = None,
    form: options.As = Format.table,
) -> None:
    """List the claims: who says what about what, with what stance."""
    _list("claims", db, form, _CLAIMS, actor=actor, stance=stance, document=document, limit=limit)


def control(
    db: options.Db = None,
    actor: Actor = None,
    place: At = None,
    country: Country = None,
    since: Since = None,
    until: Until = None,
    state: Annotated[ControlState | None, typer.Option(help="Only this state of control.")] = None,
    modality: OfModality = None,
    document: Document = None,
    limit: options.Limit = None,
    form: options.As = Format.table,
) -> None:
    """List the statements of control: who holds, contests, gains, loses, besieges or shelters where."""
    asked = dict(actor=actor, place=place, country=country, since=since, until=until, state=state)
    _list("control", db, form, _CONTROL, **asked, modality=_modalities(modality), document=document, limit=limit)


def measures(
    db: options.Db = None,
    actor: Actor = None,
    status: Annotated[MeasureStatus | None, typer.Option(help="Only measures of this status.")] = None,
    domain: Annotated[MeasureDomain | None, typer.Option(help="Only measures at home, or only abroad.")] = None,
    document: Document = None,
    limit: options.Limit = None,
    form: options.As = Format.table,
) -> None:
    """List the measures: who announced, ordered, adopted, asked for or refused what, and to whom it is addressed."""
    asked = dict(actor=actor, status=status, domain=domain, document=document)
    _list("measures", db, form, _MEASURES, **asked, limit=limit)


def stories(
    db: options.Db = None,
    since: Since = None,
    until: Until = None,
    document: Document = None,
    limit: options.Limit = None,
    form: options.As = Format.table,
) -> None:
    """List the stories: when published, what they are called, how many reports they hold, of which they are copies."""
    _list("stories", db, form, _STORIES, since=since, until=until, document=document, limit=limit)


def issues(
    db: options.Db = None,
    document: Document = None,
    limit: options.Limit = None,
    form: options.As = Format.table,
) -> None:
    """List what was skipped or is doubtful: at which stage, why, and where."""
    _list("issues", db, form, _ISSUES, document=document, limit=limit)


def _list(name: str, db: Path | None, form: Format, columns: Sequence[Column], **asked: Any) -> None:
    from rasid.commands.record import opened
    from rasid.errors import UsageError
    from rasid.store import Filter, select

    country = asked.get("country")
    if country is not None and not (len(country) == 2 and country.isalpha()):
        raise UsageError(f"--country {country!r} is no code of two letters, such as SY")
    listing: Callable[[Store, Filter], list[Any]] = getattr(select, name)
    with opened(db) as store:
        rows = listing(store, Filter(**asked))
    filtered = any(value not in (None, ()) for key, value in asked.items() if key != "limit")
    table.write(rows, columns, form=form, nothing=f"no {name} " + ("fit that" if filtered else "in the record"))


def _modalities(words: list[str] | None) -> tuple[str, ...]:
    for word in words or ():
        if word not in get_args(Modality):
            raise typer.BadParameter(f"--modality {word!r} is none of {', '.join(get_args(Modality))}")
    return tuple(words or ())


def _days(row: Row) -> str:
    """Such as 2024-05-17, 2024-05, 2019, or both ends (ISO 8601, with /); nothing where the time is not known."""
    start, end = row.start, row.end
    if start is None or end is None:
        return ""
    if start == end:
        return str(start)
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return str(start.year) if start.year == end.year else f"{start.year}-{end.year}"
    return f"{start}/{end}" if not _whole_month(start, end) else f"{start:%Y-%m}"


def _whole_month(start: date, end: date) -> bool:
    from calendar import monthrange

    last = monthrange(start.year, start.month)[1]
    return (start.year, start.month, 1, last) == (end.year, end.month, start.day, end.day)


def _where(row: Row) -> str:
    """The place with its country, and the kind of place where it is more than a town."""
    if row.place is None:
        return ""
    country = f", {row.country}" if row.country and row.place_precision != "country" else ""
    wide = f" ({row.place_precision})" if row.place_precision in {"area", "region", "line"} else ""
    return f"{row.place}{country}{wide}"


def _what(row: Row) -> str:
    """The type with room to break lines in names such as Shelling/artillery/missile attack."""
    return str(row.acled_sub or " ".join(filter(None, [row.type, row.mode]))).replace("/", "/ ")


def _told(row: Row) -> str:
    """Who says so and how; plain assertion by nobody in particular is the usual case and says nothing."""
    said = f"{row.claimant} {row.stance}" if row.claimant else row.stance if row.stance != "reports" else ""
    return ", ".join(filter(None, [said, row.modality if row.modality != "asserted" else ""]))


def _from(row: Row) -> str:
    """The end of the address, which tells inputs apart; JSON and CSV have all of it."""
    return str(row.uri).rstrip("/").rpartition("/")[2] or str(row.uri)


def _set(row: Row) -> str:
    return "" if row.described is None else f"{row.described} of {row.announced if row.announced is not None else '?'}"


DAY = 11  # letters of 2024-05-17/, so that both ends of an interval stand below each other
TOLL = 10  # letters of civilians;

_ID = Column("id", lambda row: row.id[:8], share=0)
_EVENTS = (
    _ID,
    Column("when", _days, width=DAY),
    Column("where", _where, share=3),
    Column("what", _what, share=4),
    Column("who", lambda row: "; ".join(row.actors), share=3),
    Column("to whom", lambda row: "; ".join(row.targets), share=3),
    Column("toll", lambda row: row.casualties, width=TOLL),
    Column("told", _told, share=3),
)
_CLAIMS = (
    _ID,
    Column("who", lambda row: row.claimant),
    Column("stance", lambda row: row.stance, share=0),
    Column("about", lambda row: row.about, share=4),
    Column("value", lambda row: row.value),
    Column("from", _from, share=2),
)
_CONTROL = (
    _ID,
    Column("as of", _days, width=DAY),
    Column("where", _where),
    Column("who", lambda row: row.holder),
    Column("state", lambda row: row.state, share=0),
    Column(
        "told", lambda row: ", ".join(filter(None, [row.claimant, row.modality if row.modality != "asserted" else ""]))
    ),
    Column("words", lambda row: row.quote, share=3),
)
_MEASURES = (
    _ID,
    Column("issuer", lambda row: row.issuer),
    Column("status", lambda row: row.status, share=0),
    Column("addressee", lambda row: row.addressee),
    Column("domain", lambda row: row.domain, share=0),
    Column("action", lambda row: row.action, share=3),
    Column("set", _set, share=0),
)
_STORIES = (
    _ID,
    Column("published", _days, width=DAY),
    Column("basis", lambda row: row.time_basis, share=0),
    Column("headline", lambda row: row.headline, share=3),
    Column("reports", lambda row: row.reports, share=0),
    Column("copy of", lambda row: row.copy_of and row.copy_of[:8], share=0),
    Column("cut off", lambda row: "yes" if row.truncated else "", share=0),
    Column("from", _from, share=2),
)
_ISSUES = (
    _ID,
    Column("stage", lambda row: row.stage, share=0),
    Column("reason", lambda row: row.reason, share=3),
    Column("span", lambda row: None if row.span_start is None else f"{row.span_start}-{row.span_end}", share=0),
    Column("from", _from, share=2),
)
