"""The fields of a record, each with the words that it was read from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rasid.records import (
    Casualty,
    Claim,
    Coded,
    Control,
    Interval,
    Measure,
    Mention,
    Offsets,
    Place,
    Report,
    Role,
    Story,
)

Record = Report | Claim | Control | Measure | Mention | Story


@dataclass(frozen=True, slots=True)
class Field:
    """A field's name, its value in words, and where it was read; no ``span`` where it follows from other fields."""

    name: str
    value: str
    span: Offsets | None = None


def fields(record: Record) -> Iterator[Field]:
    """The fields of a record that have a value, in the order of the contract."""
    if isinstance(record, Report):
        yield from _report(record)
    elif isinstance(record, Claim):
        yield from _claim(record)
    elif isinstance(record, Control):
        yield from _control(record)
    elif isinstance(record, Measure):
        yield from _measure(record)
    elif isinstance(record, Mention):
        yield from _mention(record)
    else:
        yield from _story(record)


def record_of(coded: Coded, kind: str, index: int) -> Record:
    """The record of a kind (as ``Store.find`` names it) at its place in a story."""
    held: dict[str, Sequence[Record]] = {
        "report": coded.reports,
        "claim": coded.claims,
        "control": coded.control,
        "measure": coded.measures,
        "mention": coded.mentions,
    }
    return held[kind][index]


def _report(report: Report) -> Iterator[Field]:
    yield Field("quote", "", report.quote)
    yield Field("trigger", report.trigger.text, report.trigger.span)
    kind = report.type
    yield Field("type", " ".join(filter(None, [kind.plover, kind.mode])))
    if kind.acled:
        yield Field("type (ACLED)", " / ".join(filter(None, [kind.acled, kind.acled_sub])))
    if kind.ucdp:
        yield Field("type (UCDP)", kind.ucdp)
    yield Field("modality", report.modality)
    for name, roles in (("actor", report.actors), ("target", report.targets), ("instrument", report.instruments)):
        yield from (_role(name, role) for role in roles)
    yield from _place(report.place)
    yield from _time("time", report.time)
    yield from map(_casualty, report.casualties)
    if report.claim.claimant is not None:
        yield _role("claimant", report.claim.claimant)
    yield Field("stance", report.claim.stance, report.claim.cue)
    yield from (Field("told again", "", again) for again in report.retold)
    yield Field("score", f"{report.score:.2f}")


def _claim(claim: Claim) -> Iterator[Field]:
    yield Field("quote", "", claim.span)
    yield _role("claimant", claim.claimant)
    yield Field("stance", claim.stance)
    yield Field("about", claim.about)
    if claim.value is not None:
        yield Field("value", claim.value)
    if claim.report is not None:
        yield Field("report", claim.report)


def _control(control: Control) -> Iterator[Field]:
    yield Field("quote", "", control.span)
    yield from _place(control.place)
    yield _role("holder", control.holder)
    yield Field("state", control.state)
    yield from _time("as of", control.as_of)
    if control.claimant is not None:
        yield _role("claimant", control.claimant)
    yield Field("modality", control.modality)


def _measure(measure: Measure) -> Iterator[Field]:
    yield Field("quote", "", measure.span)
    yield _role("issuer", measure.issuer)
    if measure.addressee is not None:
        yield _role("addressee", measure.addressee)
    yield Field("action", measure.action)
    yield Field("domain", measure.domain)
    yield Field("status", measure.status)
    if measure.trigger is not None:
        yield Field("trigger", measure.trigger)
    if measure.set is not None:
        announced = "an unknown number" if measure.set.announced is None else str(measure.set.announced)
        yield Field("set", f"{measure.set.described} described of {announced} announced")


def _mention(mention: Mention) -> Iterator[Field]:
    yield Field("words", mention.text, mention.span)
    yield Field("kind", mention.kind)
    yield Field("ref", f"{mention.ref.name} ({mention.ref.id})" if mention.ref else "nothing that is known")
    yield Field("score", f"{mention.score:.2f}")


def _story(story: Story) -> Iterator[Field]:
    for name, part in (("headline", story.headline), ("dateline", story.dateline), ("byline", story.byline)):
        if part is not None:
            yield Field(name, part.text, part.span)
    for name, parts in (("caption", story.captions), ("credit", story.credits), ("body", story.body)):
        yield from (Field(name, "", part.span) for part in parts)
    yield from (Field("dropped", dropped.why, dropped.span) for dropped in story.dropped)
    yield from _time("published", story.published)
    if story.copy_of is not None:
        yield Field("copy of", story.copy_of)
    yield Field("cut off", "yes" if story.truncated else "no")


def _role(name: str, role: Role) -> Field:
    return Field(name, role.name + (f" ({role.ref})" if role.ref else ""), role.span)


def _place(place: Place | None) -> Iterator[Field]:
    if place is None:
        return
    known = [place.name, place.admin1, place.country, place.precision, place.relation]
    if place.lat is not None and place.lon is not None:
        known.append(f"{place.lat:.4f} {place.lon:.4f}")
    if place.radius_km is not None:
        known.append(f"within {place.radius_km:g} km")
    yield Field("place", ", ".join(filter(None, known)) + (f" ({place.id})" if place.id else ""), place.span)


def _time(name: str, time: Interval | None) -> Iterator[Field]:
    if time is not None:
        days = time.start if time.start == time.end else f"{time.start} to {time.end}"
        yield Field(name, f"{days} ({time.precision}, {time.basis})", time.span)


def _casualty(casualty: Casualty) -> Field:
    high = casualty.high
    count = (
        f"{casualty.low} or more"
        if high is None
        else str(high)
        if high == casualty.low
        else f"{casualty.low} to {high}"
    )
    return Field(casualty.kind, f"{count}, {casualty.whom}", casualty.span)
