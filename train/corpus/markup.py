"""Reads the corpus's inline markup: one story's text, marks and records, checked against each other.

See README.md for the markup. Spans are half-open character offsets into ``Annotated.text``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import get_args

from rasid.ontology import load as ontology
from rasid.records import CasualtyKind, ControlState, MeasureStatus, Modality, Offsets, Stance

STORIES = Path(__file__).resolve().parent / "stories"
STYLES = "wire feature sitrep statement tally arabic-press thread briefing nonconflict".split()
PARTS = "headline byline dateline caption credit dropped".split()
KINDS = {
    "a": "actor",
    "r": "person_role",
    "p": "place",
    "t": "time",
    "n": "quantity",
    "w": "weapon",
    "f": "facility",
    "d": "document",
}
_HARM = get_args(CasualtyKind)
_MARK_END = re.compile(r"\|([a-z]\d+(?:,[a-z]\d+)*)\]")
_COUNT = re.compile(r"~?(\d+)|(\d+)[+-]|(\d+)\.\.(\d+)")
_WHEN = re.compile(r"(\d{4}-\d\d-\d\d)(?:\.\.(\d{4}-\d\d-\d\d))?")


class MarkupError(ValueError):
    """A story that breaks the rules of the markup: which story, where and why."""


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph of the text and what it is: headline, byline, ... or body."""

    kind: str
    span: Offsets


@dataclass(frozen=True, slots=True)
class Mark:
    """Marked words; ``same`` is the id of an earlier or later mark for the same thing; ``value`` as README.md says."""

    id: str
    span: Offsets
    same: str | None = None
    value: str | None = None

    @property
    def kind(self) -> str:
        """The kind of mention, or ``""`` for triggers, cues, control words and measures."""
        return KINDS.get(self.id[0], "")


@dataclass(frozen=True, slots=True)
class Harmed:
    """People who suffered: how, the id of their count, and ``civilians``, ``unknown`` or the id of an actor."""

    kind: str
    count: str
    whom: str


@dataclass(frozen=True, slots=True)
class Event:
    """What one trigger tells. ``same`` is the trigger that tells the event best, ``None`` on that one itself."""

    id: str
    type: str
    modality: str
    actor: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    means: tuple[str, ...] = ()
    at: str | None = None
    on: str | None = None
    harmed: tuple[Harmed, ...] = ()
    says: str | None = None
    stance: str = "reports"
    cue: str | None = None
    same: str | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A statement of control."""

    id: str
    state: str
    holder: str
    place: str
    modality: str = "asserted"
    on: str | None = None
    says: str | None = None
    cue: str | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """A measure; its words are the action."""

    id: str
    status: str
    issuer: str
    domain: str
    to: str | None = None
    set: int | None = None
    because: str | None = None
    cue: str | None = None


@dataclass(frozen=True, slots=True)
class Annotated:
    """One annotated story."""

    id: str
    theatre: str
    style: str
    country: str
    published: str | None
    source: str
    text: str
    parts: tuple[Part, ...]
    marks: dict[str, Mark] = field(repr=False)
    events: dict[str, Event] = field(repr=False)
    control: dict[str, Held] = field(repr=False)
    measures: dict[str, Decided] = field(repr=False)

    def words(self, id: str) -> str:
        """The words of a mark."""
        return self.text[slice(*self.marks[id].span)]

    def told(self) -> Iterator[tuple[Event, list[Event]]]:
        """Each report: the trigger that tells it best, and the other tellings; what is denied is a report of its own."""
        groups: dict[tuple[str, bool], list[Event]] = {}
        for event in self.events.values():
            groups.setdefault(self.group(event.id), []).append(event)
        for (root, _), group in groups.items():
            best = next((e for e in group if e.id == root), group[0])
            yield best, [e for e in group if e is not best]

    def group(self, id: str) -> tuple[str, bool]:
        """Which report a trigger tells: that of its root, or the denial of it."""
        return self.root(id), self.events[id].modality == "denied"

    def chains(self) -> dict[str, str]:
        """By mark, the mark that stands for all marks of the same thing."""
        parent = {id: id for id in self.marks}

        def first(id: str) -> str:
            while parent[id] != id:
                id = parent[id]
            return id

        for mark in self.marks.values():
            if mark.same is not None:
                parent[first(mark.id)] = first(mark.same)
        return {id: first(id) for id in self.marks}

    def root(self, id: str) -> str:
        """The trigger that tells best the event of this one."""
        seen = {id}
        while (same := self.events[id].same) is not None:
            if same in seen:
                raise MarkupError(f"{self.id}: {id}: same= goes in a circle")
            seen.add(same)
            id = same
        return id


def read(file: Path) -> Iterator[Annotated]:
    """The stories of one file. Raises ``MarkupError`` at the first that breaks a rule."""
    for chunk in chunks(file.read_text(encoding="utf-8")):
        yield story(chunk, file.stem)


def chunks(text: str) -> Iterator[str]:
    """The stories of a file's text, each with its ``===`` line."""
    for part in re.split(r"(?m)^(?==== )", text):
        if part.strip():
            yield part


def story(chunk: str, theatre: str) -> Annotated:
    """One story from its markup. Raises ``MarkupError``, which names the story and the rule."""
    first, _, rest = chunk.partition("\n")
    name = first.removeprefix("===").strip()
    sections = re.split(r"(?m)^---[ \t]*$\n?", rest)
    if len(sections) != 3:
        raise MarkupError(f"{name}: header, text and records are parted by two lines '---'; found {len(sections) - 1}")
    try:
        header = _header(sections[0])
        text, parts, marks = _text(sections[1])
        return _checked(_joined(name, theatre, header, text, parts, marks, sections[2]))
    except MarkupError as error:
        raise MarkupError(f"{name}: {error}") from None


def _header(section: str) -> dict[str, str]:
    pairs = dict(line.split(":", 1) for line in section.splitlines() if ":" in line)
    header = {k.strip(): v.strip() for k, v in pairs.items()}
    if missing := {"style", "country", "published", "source"} - header.keys():
        raise MarkupError(f"header lacks {sorted(missing)}")
    if header["style"] not in STYLES:
        raise MarkupError(f"style {header['style']!r} is none of {STYLES}")
    if header["published"] != "none":
        _day(header["published"])
    return header


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise MarkupError(f"{text!r} is no ISO date") from None


def _text(section: str) -> tuple[str, tuple[Part, ...], dict[str, Offsets]]:
    text, parts, spans = "", [], {}
    for paragraph in re.split(r"\n[ \t]*\n", section.strip("\n")):
        words = " ".join(line.strip() for line in paragraph.splitlines() if line.strip())
        kind, arrow, after = words.partition("> ")
        if not arrow or kind not in PARTS:
            kind, after = "body", words
        if text:
            text += "\n\n"
        plain, marks = _unmarked(after, len(text))
        parts.append(Part(kind, (len(text), len(text) + len(plain))))
        if twice := spans.keys() & marks.keys():
            raise MarkupError(f"ids marked twice: {sorted(twice)}")
        spans |= marks
        text += plain
    return text, tuple(parts), spans


def _unmarked(marked: str, offset: int) -> tuple[str, dict[str, Offsets]]:
    plain: list[str] = []
    length = 0
    opened: list[int] = []
    spans: dict[str, Offsets] = {}
    at = 0
    while at < len(marked):
        end = _MARK_END.match(marked, at) if marked[at] == "|" else None
        if marked[at] == "[":
            opened.append(length)
            at += 1
        elif end is not None:
            if not opened:
                raise MarkupError(f"no '[' for {end[0]!r} in {marked[max(0, at - 40) : at + 10]!r}")
            start = opened.pop()
            for id in end[1].split(","):
                if id in spans:
                    raise MarkupError(f"id {id} is marked twice")
                spans[id] = (offset + start, offset + length)
            at = end.end()
        elif marked[at] in "|]":
            raise MarkupError(f"stray {marked[at]!r} in {marked[max(0, at - 40) : at + 20]!r}")
        else:
            plain.append(marked[at])
            length += 1
            at += 1
    if opened:
        raise MarkupError(f"a '[' is never closed in {marked[:60]!r}")
    text = "".join(plain)
    for id, (a, b) in spans.items():
        words = text[a - offset : b - offset]
        if not words or words != words.strip():
            raise MarkupError(f"{id}: {words!r} is empty or begins or ends with a blank")
    return text, spans


def _joined(
    name: str,
    theatre: str,
    header: dict[str, str],
    text: str,
    parts: tuple[Part, ...],
    spans: dict[str, Offsets],
    records: str,
) -> Annotated:
    marks = {id: Mark(id, span) for id, span in spans.items()}
    out = Annotated(
        name,
        theatre,
        header["style"],
        header["country"],
        None if header["published"] == "none" else header["published"],
        header["source"],
        text,
        parts,
        marks,
        {},
        {},
        {},
    )
    seen: set[str] = set()
    for line in records.splitlines():
        fields = line.split()
        if not fields or fields[0].startswith("#"):
            continue
        id = fields[0]
        if id not in marks:
            raise MarkupError(f"record {line!r}: {id} is not marked in the text")
        equation = len(fields) == 3 and fields[1] == "="
        if (id, equation) in seen:
            raise MarkupError(f"{id} has two records")
        seen.add((id, equation))
        _record(out, id, fields[1:], line)
    return out


def _record(out: Annotated, id: str, fields: list[str], line: str) -> None:
    if len(fields) == 2 and fields[0] == "=":
        out.marks[id] = Mark(id, out.marks[id].span, fields[1], out.marks[id].value)
    elif id[0] == "e":
        out.events[id] = _event(id, fields, line)
    elif id[0] == "c":
        out.control[id] = Held(id, fields[0], **_keys(fields[1:], "holder place modality on says cue", line))  # type: ignore[arg-type]
    elif id[0] == "m":
        keys = _keys(fields[1:], "issuer to domain set because cue", line)
        if "set" in keys:
            keys["set"] = int(keys["set"])  # type: ignore[assignment]
        try:
            out.measures[id] = Decided(id, fields[0], **keys)  # type: ignore[arg-type]
        except TypeError:
            raise MarkupError(f"{line!r}: a measure needs issuer= and domain=") from None
    elif len(fields) == 1:
        out.marks[id] = Mark(id, out.marks[id].span, out.marks[id].same, _value(id, fields[0]))
    else:
        raise MarkupError(f"record {line!r} is not understood")


def _keys(fields: list[str], known: str, line: str) -> dict[str, str]:
    keys = {}
    for part in fields:
        key, sign, value = part.partition("=")
        if not sign or not value or key not in known.split() or key in keys:
            raise MarkupError(f"{line!r}: {part!r} is none of the keys {known}")
        keys[key] = value
    return keys


def _event(id: str, fields: list[str], line: str) -> Event:
    keys = _keys(fields[2:], "actor target with at on says stance cue same " + " ".join(_HARM), line)

    def many(key: str) -> tuple[str, ...]:
        return tuple(keys[key].split(",")) if key in keys else ()

    harmed = []
    for kind in _HARM:
        for one in many(kind):
            count, sign, whom = one.partition("/")
            if not sign:
                raise MarkupError(f"{line!r}: {kind}= wants n/whom, not {one!r}")
            harmed.append(Harmed(kind, count, whom))
    if len(fields) < 2:
        raise MarkupError(f"{line!r}: an event needs class and modality")
    return Event(
        id,
        fields[0],
        fields[1],
        many("actor"),
        many("target"),
        many("with"),
        keys.get("at"),
        keys.get("on"),
        tuple(harmed),
        keys.get("says"),
        keys.get("stance", "reports"),
        keys.get("cue"),
        keys.get("same"),
    )


def _value(id: str, text: str) -> str:
    match id[0]:
        case "n" if not _COUNT.fullmatch(text):
            raise MarkupError(f"{id}: {text!r} is no count")
        case "t" if text != "?":
            found = _WHEN.fullmatch(text)
            if not found:
                raise MarkupError(f"{id}: {text!r} is no time")
            days = [_day(d) for d in found.groups() if d]
            if days != sorted(days):
                raise MarkupError(f"{id}: {text!r} ends before it starts")
        case "p" if text != "-" and not re.fullmatch("[A-Z]{2}", text):
            raise MarkupError(f"{id}: {text!r} is no ISO country")
        case "a" | "r" | "w" | "f" | "d" | "q":
            raise MarkupError(f"{id} takes no value")
    return text


# -- what the records may say ------------------------------------------------


def _checked(out: Annotated) -> Annotated:
    for id in out.marks:
        if id[0] not in (*KINDS, "e", "q", "c", "m"):
            raise MarkupError(f"{id}: no such kind of mark")
        told = {"e": out.events, "c": out.control, "m": out.measures}.get(id[0])
        if told is not None and id not in told:
            raise MarkupError(f"{id} ({out.words(id)!r}) has no record")
        if id[0] in "nt" and out.marks[id].value is None and out.marks[id].same is None:
            raise MarkupError(f"{id} ({out.words(id)!r}) has no value")
        same = out.marks[id].same
        if same is not None and (same not in out.marks or same == id or same[0] not in _ALIKE.get(id[0], id[0])):
            raise MarkupError(f"{id} = {same}: no such mark of that kind")
    for event in out.events.values():
        _check_event(out, event)
    for held in out.control.values():
        _one_of(held.id, "state", held.state, get_args(ControlState))
        _one_of(held.id, "modality", held.modality, get_args(Modality))
        _ids(out, held.id, "holder", [held.holder], "ar")
        _ids(out, held.id, "place", [held.place], "pf")
        _ids(out, held.id, "on", [held.on], "t")
        _ids(out, held.id, "says", [held.says], "ard")
        _ids(out, held.id, "cue", [held.cue], "qe")
    for decided in out.measures.values():
        _one_of(decided.id, "status", decided.status, get_args(MeasureStatus))
        _one_of(decided.id, "domain", decided.domain, ("domestic", "external"))
        _ids(out, decided.id, "issuer", [decided.issuer], "ar")
        _ids(out, decided.id, "to", [decided.to], "ar")
        _ids(out, decided.id, "because", [decided.because], "e")
        _ids(out, decided.id, "cue", [decided.cue], "qe")
    return out


_ALIKE = {"a": "ar", "r": "ar", "p": "pf", "f": "pf"}


def _check_event(out: Annotated, event: Event) -> None:
    id = event.id
    _one_of(id, "class", event.type, tuple(ontology().classes))
    _one_of(id, "modality", event.modality, get_args(Modality))
    _one_of(id, "stance", event.stance, get_args(Stance))
    _ids(out, id, "actor", event.actor, "ar")
    _ids(out, id, "target", event.target, "arfpwd")
    _ids(out, id, "with", event.means, "w")
    _ids(out, id, "at", [event.at], "pf")
    _ids(out, id, "on", [event.on], "t")
    _ids(out, id, "says", [event.says], "ard")
    _ids(out, id, "cue", [event.cue], "qe")
    _ids(out, id, "same", [event.same], "e")
    for h in event.harmed:
        _ids(out, id, h.kind, [h.count], "n")
        if h.whom not in ("civilians", "unknown"):
            _ids(out, id, h.kind, [h.whom], "ar")
    if event.says is None and event.stance != "reports":
        raise MarkupError(f"{id}: stance={event.stance} without says=")
    out.root(id)


def _one_of(id: str, what: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise MarkupError(f"{id}: {what} {value!r} is none of {', '.join(known)}")


def _ids(out: Annotated, id: str, key: str, ids: list[str | None] | tuple[str, ...], kinds: str) -> None:
    for one in ids:
        if one is not None and (one not in out.marks or one[0] not in kinds):
            raise MarkupError(f"{id}: {key}={one}: wanted a marked id of kind {' '.join(kinds)}")
