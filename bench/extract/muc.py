"""How well a reader does on MUC-3/4, both test sets: types of incidents, the number and fate of victims, who is responsible.

MUC's key has templates, a reader has reports, so reports are first put together to incidents (``muc.yaml`` holds the words):

- A report is left out when it is not asserted, is placed outside MUC's nine countries, is older than two months, or hits
  only those who fight. What is not an incident by its PLOVER type, mode and trigger is left out too.
- Reports of one type go together unless day, place or perpetrator differ, as the task has it (template-doc-part1, section
  5.0). A word for harm ("killed") joins the incident of any type told up to 400 characters from it, under the same conditions.
- Victims are the counts of people, and the people who are targets and have no count: one, or several by the plural.

Templates are paired with incidents of their type so that most fills agree. As in the scoring guidelines any alternative is
right; optional templates and fills may be missing. Stricter than they are: nothing is half right (there ATTACK is for any
type). More lenient: two templates need nothing in common but the type; a fate is compared without the person it befell, an
approximate number (``~6``) is right when exact, a lower bound (``7 -``) when it is the bound.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bench.extract.facts import f1
from bench.extract.fakes import Counts
from rasid import registry
from rasid.records import Casualty, Coded, Interval, Offsets, Place, Report, Role

FILES = ("muc34/tst1.jsonl.gz", "muc34/tst2.jsonl.gz")
TARGETS = {"incident type": 0.80, "victims": 0.65, "perpetrator": 0.55}
LEFT_OUT = ""
KEYS = ("incident type", "victims", "victims' number", "victims' fate", "perpetrator", "incident type by text")

_RECENT = timedelta(days=62)
_NEAR = 400  # characters from an incident to a word for its harm
_FATES = {"killed": "DEATH", "injured": "INJURY"}
_SEVERAL = re.compile(r"several|some|many|numerous|dozens|scores|hundreds|thousands|group|various|others?$", re.I)
_PLURAL = re.compile(r"([^s']s|people|men|children|peasantry|others)$", re.I)
_HERE = Path(__file__).parent


# -- rules of the mapping ------------------------------------------------------------


def load(name: str) -> dict[str, Any]:
    """A mapping beside this file."""
    out: dict[str, Any] = yaml.safe_load((_HERE / name).read_text(encoding="utf-8"))
    return out


@cache
def _words(name: str) -> re.Pattern[str]:
    return re.compile(load("muc.yaml")[name], re.I)


@cache
def _rules(name: str) -> tuple[dict[str, Any], ...]:
    return tuple(load("muc.yaml")[name])


def first(rules: Iterable[Mapping[str, Any]], report: Report) -> Mapping[str, Any] | None:
    """The first rule that fits a report."""
    return next((rule for rule in rules if _fits(rule, report)), None)


def _fits(rule: Mapping[str, Any], report: Report) -> bool:
    for key in ("plover", "mode", "acled", "acled_sub"):
        if key in rule and rule[key] != getattr(report.type, key):
            return False
    return "trigger" not in rule or re.search(rule["trigger"], report.trigger.text, re.I) is not None


def _is(name: str, report: Report) -> str | None:
    rule = first(_rules(name), report)
    return None if rule is None else rule["is"]


# -- the key --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Fill:
    """One fill of a slot: any of its alternatives is right."""

    values: tuple[str, ...]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Template:
    """A template of the key, as far as it is scored."""

    types: tuple[str, ...]
    optional: bool
    numbers: tuple[Fill, ...] = ()
    fates: tuple[Fill, ...] = ()
    organisations: tuple[Fill, ...] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """A text with its templates."""

    id: str
    text: str
    templates: tuple[Template, ...]
    published: str | None = None


def cases(rows: Iterable[Mapping[str, Any]]) -> Iterator[Message]:
    """The texts, those without incident too."""
    for row in rows:
        yield Message(row["id"], row["text"], tuple(map(_template, row["templates"])))


def _template(row: Mapping[str, Any]) -> Template:
    slots = row["slots"]
    names = ("hum_tgt_number", "hum_tgt_effect_of_incident", "perp_organization_id")
    types = tuple(v for fill in slots["incident_type"] for v in fill["values"])
    return Template(types, bool(row.get("optional")), *(_fills(slots[name]) for name in names))


def _fills(slot: str | Sequence[Mapping[str, Any]]) -> tuple[Fill, ...]:
    if isinstance(slot, str):
        return ()
    return tuple(Fill(tuple(one["values"]), bool(one.get("optional"))) for one in slot)


# -- the response ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Victims:
    """Some people whom an incident hit. ``number`` is ``PLURAL`` when only that is told."""

    number: str
    fate: str | None


@dataclass(slots=True)
class Incident:
    """Reports that one template would hold."""

    type: str
    reports: list[Report]
    victims: list[Victims] = field(default_factory=list)
    organisations: dict[str, Role] = field(default_factory=dict)


def incidents(coded: Sequence[Coded]) -> list[Incident]:
    """The incidents of a text, from all of its stories."""
    out: list[Incident] = []
    for c in coded:
        published = c.story.published.start if c.story.published is not None else None
        own: list[Incident] = []
        for report in c.reports:
            kind = _is("types", report)
            if kind is not None and relevant(report, published):
                host = next((i for i in reversed(own) if _one(i, kind, report)), None)
                if host is None:
                    own.append(Incident(kind, [report]))
                else:
                    host.reports.append(report)
        for incident in own:
            _fill(incident, c)
        out += own
    return out


def relevant(report: Report, published: str | None) -> bool:
    """Whether a report tells what MUC wants told: as a fact, recent, in its countries, and not between forces alone."""
    if report.modality != "asserted":
        return False
    if report.place is not None and report.place.country not in (None, *countries()):
        return False
    if published is not None and report.time is not None:
        if date.fromisoformat(report.time.end) < date.fromisoformat(published) - _RECENT:
            return False
    hit = [*map(_fights, report.targets), *(_words("fighters").search(c.whom) is not None for c in report.casualties)]
    return not hit or not all(hit)


@cache
def countries() -> tuple[str, ...]:
    """The countries whose incidents count, by ISO code."""
    return tuple(load("muc.yaml")["countries"])


def _fights(role: Role) -> bool:
    actor = registry.load().actors.get(role.ref) if role.ref else None
    armed = actor is not None and actor.kind in ("military", "police", "armed_group", "militia")
    return armed or _words("fighters").search(role.name) is not None


def _one(incident: Incident, kind: str, report: Report) -> bool:
    last = incident.reports[-1]
    near = abs(report.trigger.span[0] - last.trigger.span[0]) <= _NEAR
    if kind != incident.type and not (near and kind == "ATTACK" and _is("effects", report)):
        return False
    return all(_together(one, report) for one in incident.reports)


def _together(a: Report, b: Report) -> bool:
    if a.time is not None and b.time is not None and not _meet(a.time, b.time):
        return False
    if a.place is not None and b.place is not None and not _near(a.place, b.place):
        return False
    mine, theirs = ({r.ref or r.name.lower() for r in one.actors} for one in (a, b))
    known = all(any(r.ref for r in one.actors) for one in (a, b))
    return not known or bool(mine & theirs)


def _meet(a: Interval, b: Interval) -> bool:
    return a.start <= b.end and b.start <= a.end


def _near(a: Place, b: Place) -> bool:
    if a.name.lower() == b.name.lower() or (a.id is not None and a.id == b.id):
        return True
    if a.country is None or b.country is None or a.country != b.country:
        return a.country is None or b.country is None
    wide = "country" in (a.precision, b.precision) or None in (a.admin1, b.admin1)
    return wide or a.admin1 == b.admin1 and "admin1" in (a.precision, b.precision)


def _fill(incident: Incident, coded: Coded) -> None:
    text = coded.document.text or ""
    kinds = {m.id: m.kind for m in coded.mentions}
    seen: set[object] = set()
    for report in incident.reports:
        fate = None if incident.type == "KIDNAPPING" else _is("effects", report)
        for c in report.casualties:
            if (c.kind, c.whom, c.low, c.best) not in seen:
                seen.add((c.kind, c.whom, c.low, c.best))
                incident.victims.append(Victims(_number(c, text), _FATES.get(c.kind)))
        for role in report.targets:
            name = text[slice(*role.span)].split()[-1].lower()
            people = role.ref is None and kinds.get(role.mention) in ("actor", "person_role")
            if people and name not in seen and not any(_counts(c.span, role.span) for c in report.casualties):
                incident.victims.append(Victims("PLURAL" if _PLURAL.search(name) else "1", fate))
            seen.add(name)
        for role in report.actors:
            words = text[slice(*role.span)]
            if _organised(role, words):
                incident.organisations.setdefault(role.ref or words.lower(), role)


def _organised(role: Role, words: str) -> bool:
    actor = registry.load().actors.get(role.ref) if role.ref else None
    if actor is None:
        return _words("organisations").search(words) is not None
    return not actor.generic and actor.kind != "civilians"


def _number(c: Casualty, text: str) -> str:
    return (
        "PLURAL"
        if c.best is None and _SEVERAL.search(text[slice(*c.span)])
        else str(c.low if c.best is None else c.best)
    )


def _counts(count: Offsets, people: Offsets) -> bool:
    """Whether a count is that of the people: it lies in their words or just before them."""
    return count[0] < people[1] and people[0] <= count[1] + 20


# -- agreement --------------------------------------------------------------------------


def compare(message: Message, coded: Sequence[Coded]) -> Counts:
    """Right, told and wanted fills of one text."""
    right, told, want = Counter[str](), Counter[str](), Counter[str]()
    found = incidents(coded)
    paired = pair(message.templates, found, message.text)
    for i, template in enumerate(message.templates):
        incident = found[paired[i]] if i in paired else None
        if incident is not None or not template.optional:
            _count(right, told, want, template, incident, message.text)
    for j, incident in enumerate(found):
        if j not in paired.values():
            _count(right, told, want, None, incident, message.text)
    _by_text(right, told, want, message, found)
    return right, told, want


def pair(key: Sequence[Template], found: Sequence[Incident], text: str) -> dict[int, int]:
    """By number of the template, the number of the incident that it is paired with."""
    scored = []
    for i, template in enumerate(key):
        for j, incident in enumerate(found):
            if incident.type in template.types:
                agree = sum(len(fills) for fills in _agreed(template, incident, text))
                scored.append((-agree, template.optional, i, j))
    out: dict[int, int] = {}
    for _, _, i, j in sorted(scored):
        if i not in out and j not in out.values():
            out[i] = j
    return out


def _agreed(template: Template, incident: Incident, text: str) -> tuple[list[Fill], list[Fill], list[Fill]]:
    """The fills that an incident has right: numbers, fates, organisations."""
    numbers = _matched(template.numbers, [v.number for v in incident.victims], same_number)
    fates = _matched(template.fates, [v.fate for v in incident.victims if v.fate], lambda value, told: value == told)
    roles = list(incident.organisations.values())
    return (
        numbers,
        fates,
        _matched(template.organisations, roles, lambda value, role: same_organisation(value, role, text)),
    )


def _matched(fills: Iterable[Fill], told: Sequence[Any], same: Any) -> list[Fill]:
    left, out = list(told), []
    for fill in fills:
        found = next((k for k, one in enumerate(left) if any(same(value, one) for value in fill.values)), None)
        if found is not None:
            out.append(fill)
            left.pop(found)
    return out


def same_number(value: str, told: str) -> bool:
    """Whether a number of the key (``6``, ``~6``, ``6 -``, ``- 6``, ``5 - 7``, ``PLURAL``) is the one told."""
    return told in (value, *re.findall(r"\d+", value))


def same_organisation(value: str, role: Role, text: str) -> bool:
    """Whether a string of the key names the organisation: one holds all words of the other, or the registry knows both as one."""
    mine, theirs = (
        set(re.findall(r"\w+", words.lower())) - {"the", "of"} for words in (text[slice(*role.span)], value)
    )
    if mine and theirs and (mine <= theirs or theirs <= mine):
        return True
    return role.ref is not None and any(
        a.id == role.ref for hit in registry.load().find(value, fold=True) for a in hit.actors
    )


def _count(
    right: Counter[str],
    told: Counter[str],
    want: Counter[str],
    template: Template | None,
    incident: Incident | None,
    text: str,
) -> None:
    slots = (template.numbers, template.fates, template.organisations) if template else ((), (), ())
    agreed = _agreed(template, incident, text) if template and incident else ([], [], [])
    said = (0, 0, 0)
    if incident is not None:
        said = len(incident.victims), sum(1 for v in incident.victims if v.fate), len(incident.organisations)
    told["incident type"] += incident is not None
    want["incident type"] += template is not None
    right["incident type"] += template is not None and incident is not None
    for key, fills, good, n in zip(
        ("victims' number", "victims' fate", "perpetrator"), slots, agreed, said, strict=True
    ):
        right[key] += len(good)
        told[key] += n
        want[key] += sum(1 for fill in fills if not fill.optional) + sum(1 for fill in good if fill.optional)


def _by_text(
    right: Counter[str], told: Counter[str], want: Counter[str], message: Message, found: Sequence[Incident]
) -> None:
    """Types as a set for the whole text, which does not depend on how reports are put together."""
    mine = {i.type for i in found}
    must = {t.types for t in message.templates if not t.optional}
    may = {t.types for t in message.templates} - must
    good = sum(1 for types in must if mine & set(types))
    extra = sum(1 for types in may if mine & set(types) - {x for types in must for x in types})
    right["incident type by text"] += good + extra
    told["incident type by text"] += len(mine)
    want["incident type by text"] += len(must) + extra


def figures(right: Counter[str], told: Counter[str], want: Counter[str]) -> dict[str, tuple[float, int]]:
    """F1 of each slot, with how many fills are wanted; ``victims`` is number and fate together."""
    parts = {"victims": ("victims' number", "victims' fate")}
    out = {}
    for key in KEYS:
        good, said, wanted = (sum(counts[part] for part in parts.get(key, (key,))) for counts in (right, told, want))
        out[key] = f1(good, said, wanted), wanted
    return out
