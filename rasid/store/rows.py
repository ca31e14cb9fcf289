"""Records laid flat: the rows of a document, of a story, of an input that was skipped."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
from collections.abc import Iterable, Iterator
from datetime import date

import msgspec
from msgspec import UNSET, UnsetType

from rasid.errors import StoreError
from rasid.records import Coded, Document, Interval, Issue, Mention, Offsets, Place, Report, Role, Skipped, digest
from rasid.store.filed import Filed
from rasid.store.tables import (
    CasualtyRow,
    ClaimRow,
    ControlRow,
    DocumentRow,
    FingerprintRow,
    IssueRow,
    MeasureRow,
    MentionRow,
    ReportRow,
    RoleRow,
    Row,
    StoryRow,
)

_Days = tuple[date | None, date | None, str | None, str | None]
_Who = tuple[str | None, str | None, str | None]
_Where = tuple[
    str | None,
    str | None,
    str | None,
    str | None,
    str | None,
    float | None,
    float | None,
    str | None,
    str | None,
    float | None,
]

_NOWHERE: _Where = (None, None, None, None, None, None, None, None, None, None)
_NO_DAYS: _Days = (None, None, None, None)
_NOBODY: _Who = (None, None, None)


def document_key(document_id: str, uri: str) -> str:
    """The id of the row of a document from one address."""
    return digest("document", document_id, uri)


def of_input(filed: Filed) -> Iterator[Row]:
    """The rows of a page and of the issues of the page as a whole; of an input without a page, why there is none."""
    if filed.skipped is not None:
        yield of_skipped(filed.skipped)
    if filed.page is None:
        return
    document = filed.page.document
    yield DocumentRow(
        document_key(document.id, document.uri),
        document.id,
        document.uri,
        document.source,
        document.media_type,
        document.language,
        document.fetched_at,
        filed.page.text,
    )
    yield from _issues(filed.issues, None, document.id, document.uri)


def of_skipped(skipped: Skipped) -> IssueRow:
    """The row of an input that gave no document. The same failure of the same input has the same id."""
    return next(_issues([skipped.issue], None, raw_id(skipped), skipped.uri))


def raw_id(skipped: Skipped) -> str | None:
    """The SHA-256 of a skipped input's bytes, if there were any."""
    return None if skipped.raw is None else hashlib.sha256(skipped.raw).hexdigest()


def of_story(coded: Coded, fingerprint: int | None) -> Iterator[Row]:
    """All rows of a story. Raises ``StoreError`` that names it where a date is none."""
    story, document, text = coded.story.id, coded.document, coded.document.text or ""
    try:
        yield _story(coded)
        yield from (_mention(mention, story, document.id) for mention in coded.mentions)
        for report in coded.reports:
            yield _report(report, story, document.id, text)
            yield from _roles(report, story, document.id)
            yield from _casualties(report, story, document.id)
        yield from _claims(coded, text)
        yield from _control(coded, text)
        yield from _measures(coded, text)
    except ValueError as error:  # a date that is none, or a lone surrogate in a text
        raise StoreError(f"{document.uri}: story {story} cannot be stored ({error})") from error
    yield from _issues(coded.issues, story, document.id, document.uri)
    if fingerprint is not None:
        yield FingerprintRow(digest(story, "fingerprint"), story, document.id, packed(fingerprint))


def packed(fingerprint: int) -> bytes:
    """A fingerprint, which may have 2,192 bits, as the store keeps it; ``unpacked`` gives it back."""
    return fingerprint.to_bytes(max(1, (fingerprint.bit_length() + 7) // 8), "big")


def unpacked(fingerprint: bytes) -> int:
    """The fingerprint that ``packed`` wrote."""
    return int.from_bytes(fingerprint, "big")


def encoded(coded: Coded) -> str:
    """The exact record of a story as JSON, without the document's text, which is stored once for all its stories."""
    return msgspec.json.encode(dataclasses.replace(coded, document=_bare(coded.document))).decode()


def decoded(record: str, text: str) -> Coded:
    """The story that ``encoded`` wrote, with its document's text put back."""
    coded = _decoder().decode(record)
    return dataclasses.replace(coded, document=dataclasses.replace(coded.document, text=text))


def _bare(document: Document) -> Document:
    return dataclasses.replace(document, text=None)


@functools.cache
def _decoder() -> msgspec.json.Decoder[Coded]:
    return msgspec.json.Decoder(Coded)


def _story(coded: Coded) -> StoryRow:
    story, document = coded.story, coded.document
    return StoryRow(
        story.id,
        document.id,
        document.uri,
        story.span[0],
        story.span[1],
        None if story.headline is None else story.headline.text,
        *_days(story.published),
        story.copy_of,
        story.truncated,
        encoded(coded),
    )


def _mention(mention: Mention, story: str, document: str) -> MentionRow:
    head = (mention.id, story, document, mention.kind, *mention.span, mention.text, mention.score)
    ref = mention.ref
    if ref is None:
        return MentionRow(*head, *(None,) * 9)
    return MentionRow(
        *head,
        ref.id,
        ref.name,
        ref.country or None,  # UNSET, the mark of a key that this kind of ref lacks, is false
        ref.admin1 or None,
        _number(ref.lat),
        _number(ref.lon),
        date.fromisoformat(ref.start[:10]) if ref.start else None,
        date.fromisoformat(ref.end[:10]) if ref.end else None,
        ref.precision or None,
    )


def _number(value: float | None | UnsetType) -> float | None:
    return None if value is UNSET else value


def _report(report: Report, story: str, document: str, text: str) -> ReportRow:
    kind, claim = report.type, report.claim
    cue_start, cue_end = claim.cue or (None, None)
    return ReportRow(
        report.id,
        story,
        document,
        kind.plover,
        kind.mode,
        kind.acled,
        kind.acled_sub,
        kind.ucdp,
        report.modality,
        report.trigger.span[0],
        report.trigger.span[1],
        report.trigger.text,
        report.quote[0],
        report.quote[1],
        _words(text, report.quote),
        msgspec.json.encode(report.retold).decode(),
        *_where(report.place),
        *_days(report.time),
        *_who(claim.claimant),
        claim.stance,
        cue_start,
        cue_end,
        report.score,
    )


def _roles(report: Report, story: str, document: str) -> Iterator[RoleRow]:
    for kind, roles in (("actor", report.actors), ("target", report.targets), ("instrument", report.instruments)):
        for n, role in enumerate(roles):
            key = digest(report.id, kind, n, role.mention)
            yield RoleRow(key, report.id, story, document, kind, n, role.mention, role.ref, role.name, *role.span)


def _casualties(report: Report, story: str, document: str) -> Iterator[CasualtyRow]:
    for n, count in enumerate(report.casualties):
        key = digest(report.id, "casualties", n, count.kind, *count.span)
        yield CasualtyRow(
            key, report.id, story, document, n, count.kind, count.whom, count.low, count.best, count.high, *count.span
        )


def _claims(coded: Coded, text: str) -> Iterator[ClaimRow]:
    for n, claim in enumerate(coded.claims):
        yield ClaimRow(
            digest(coded.story.id, "claim", n, *claim.span),
            coded.story.id,
            coded.document.id,
            claim.claimant.mention,
            claim.claimant.ref,
            claim.claimant.name,
            claim.stance,
            claim.about,
            claim.value,
            claim.report,
            *claim.span,
            _words(text, claim.span),
        )


def _control(coded: Coded, text: str) -> Iterator[ControlRow]:
    for n, control in enumerate(coded.control):
        yield ControlRow(
            digest(coded.story.id, "control", n, *control.span),
            coded.story.id,
            coded.document.id,
            *_where(control.place),
            control.holder.mention,
            control.holder.ref,
            control.holder.name,
            control.state,
            *_days(control.as_of),
            *_who(control.claimant),
            control.modality,
            *control.span,
            _words(text, control.span),
        )


def _measures(coded: Coded, text: str) -> Iterator[MeasureRow]:
    for n, measure in enumerate(coded.measures):
        whole = measure.set
        yield MeasureRow(
            digest(coded.story.id, "measure", n, *measure.span),
            coded.story.id,
            coded.document.id,
            measure.issuer.mention,
            measure.issuer.ref,
            measure.issuer.name,
            *_who(measure.addressee),
            measure.action,
            measure.domain,
            measure.status,
            measure.trigger,
            None if whole is None else whole.announced,
            None if whole is None else whole.described,
            *measure.span,
            _words(text, measure.span),
        )


def _issues(issues: Iterable[Issue], story: str | None, document: str | None, uri: str) -> Iterator[IssueRow]:
    for n, issue in enumerate(issues):
        key = digest("issue", document, uri, story, n, issue.stage, issue.reason, issue.span)
        yield IssueRow(key, story, document, uri, issue.stage, issue.reason, *(issue.span or (None, None)))


def _words(text: str, span: Offsets) -> str:
    return text[span[0] : span[1]]


def _days(time: Interval | None) -> _Days:
    if time is None:
        return _NO_DAYS
    # A start to the minute keeps its minutes in the exact record; the column is for finding it by day.
    start, end = date.fromisoformat(time.start[:10]), date.fromisoformat(time.end[:10])
    return start, end, time.precision, time.basis


def _who(role: Role | None) -> _Who:
    return _NOBODY if role is None else (role.mention, role.ref, role.name)


def _where(place: Place | None) -> _Where:
    if place is None:
        return _NOWHERE
    return (
        place.id,
        place.name,
        place.country,
        place.admin1,
        place.admin2,
        place.lat,
        place.lon,
        place.precision,
        place.relation,
        place.radius_km,
    )
