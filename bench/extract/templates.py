"""From a reader's reports to what one template of MUC would hold; the words are in ``muc.yaml``.

A record has no templates, so reports are put together as the task has it (template-doc-part1, sections 1.0 and 5.0):

- A report is left out when it is not told as a fact, is placed outside MUC's nine countries, is older than two months, or hits
  only those who fight. What is no incident by its PLOVER type, mode and trigger is left out too.
- Reports of one type go together unless day, place or perpetrator differ. A word for harm ("killed") joins the incident of any
  type that is told up to 400 characters from it, and so does an attack on the same target, since ATTACK is the type of
  what fits no other; who is killed after an abduction belongs to the abduction. All under the same conditions.
- Of these incidents those count that are likely to have a template (``relevance.py``).
- Victims are the people who are targets, one or several by the plural, and the counts of people whom no target is.
- Harm that is denied is a fate too (NO INJURY OR DEATH) of the incident it is told next to, and so is a release after an
  abduction.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bench.extract import perpetrators, relevance
from rasid import registry
from rasid.extract.lexicon import noun_senses
from rasid.records import Casualty, Coded, Interval, Offsets, Place, Report, Role

_RECENT = timedelta(days=62)
_NEAR = 400  # characters from an incident to a word for its harm
_MOST = 0.6  # of the mentions of armed groups
_FATES = {"killed": "DEATH", "injured": "INJURY"}
_THINGS = ("organisation", "facility", "place", "action", "weapon", "document")
_SEVERAL = re.compile(r"several|some|many|numerous|dozens|scores|hundreds|thousands|group|various|others?$", re.I)
_PLURAL = re.compile(r"([^s']s|people|men|women|children|peasantry|others)$", re.I)
_HERE = Path(__file__).parent


# -- rules of the mapping ------------------------------------------------------------


@cache
def load(name: str) -> dict[str, Any]:
    """A mapping beside this file."""
    out: dict[str, Any] = yaml.safe_load((_HERE / name).read_text(encoding="utf-8"))
    return out


@cache
def _words(name: str) -> re.Pattern[str]:
    return re.compile(load("muc.yaml")[name], re.I)


def first(rules: Iterable[Mapping[str, Any]], report: Report) -> Mapping[str, Any] | None:
    """The first rule that fits a report."""
    return next((rule for rule in rules if _fits(rule, report)), None)


def _fits(rule: Mapping[str, Any], report: Report) -> bool:
    for key in ("plover", "mode", "acled", "acled_sub"):
        if key in rule and rule[key] != getattr(report.type, key):
            return False
    if "means" in rule and not any(re.search(rule["means"], role.name, re.I) for role in report.instruments):
        return False
    return "trigger" not in rule or re.search(rule["trigger"], report.trigger.text, re.I) is not None


def _is(name: str, report: Report) -> str | None:
    rule = first(load("muc.yaml")[name], report)
    return None if rule is None else rule["is"]


# -- incidents -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Victims:
    """Some people whom an incident hit; ``number`` is ``PLURAL`` when only that is told, ``None`` when only their fate is."""

    number: str | None
    fate: str | None


@dataclass(slots=True)
class Incident:
    """Reports that one template would hold."""

    type: str
    reports: list[Report]
    victims: list[Victims] = field(default_factory=list)
    organisations: dict[str, Role] = field(default_factory=dict)


def incidents(coded: Sequence[Coded]) -> list[Incident]:
    """The incidents of a text that MUC wants a template of."""
    found = candidates(coded)
    return [i for i in found if relevance.odds("muc", told_by(i, found)) >= 0]


def told_by(incident: Incident, found: Sequence[Incident]) -> list[str]:
    """The signs by which an incident, of those found in a text, is judged to be worth a template."""
    alike = [i for i in found if i.type == incident.type]
    beside = {
        "alone": len(found) == 1,
        "one of four": len(found) >= 4,
        "one of eight": len(found) >= 8,
        "first": incident is found[0],
        "first of its type": incident is alike[0],
        "only one of its type": len(alike) == 1,
        "told most": len(incident.reports) == max(len(i.reports) for i in found),
        "told thrice": len(incident.reports) > 2,
        "victims": bool(incident.victims),
        "organisation": bool(incident.organisations),
    }
    told = relevance.signs(incident.type, incident.reports, judges=_JUDGES)
    return [*told, *(name for name, is_so in beside.items() if is_so)]


def candidates(coded: Sequence[Coded]) -> list[Incident]:
    """All incidents of a text, from all of its stories."""
    out: list[Incident] = []
    for c in coded:
        published = c.story.published.start if c.story.published is not None else None
        own: list[Incident] = []
        for report in c.reports:
            kind = _is("types", report)
            if kind is not None and relevant(report, published):
                _put(own, kind, report)
        for incident in own:
            _Filled(incident, c).fill()
        _known_band(own, c)
        _outcomes(own, c)
        out += own
    return out


def _put(own: list[Incident], kind: str, report: Report) -> None:
    host = next((i for i in reversed(own) if _one(i, kind, report)), None)
    if host is None:
        own.append(Incident(kind, [report]))
        return
    host.reports.append(report)
    if host.type == "ATTACK":
        host.type = kind


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


def _specific(report: Report) -> bool:
    """Whether a report says whom or what an incident hit: more than a country, a town or "the country"."""
    return bool(report.casualties) or any(not _is_place(report, role) for role in report.targets)


def _is_place(report: Report, role: Role) -> bool:
    if report.place is not None and report.place.mention == role.mention:
        return True
    return role.ref is not None and role.ref not in registry.load().actors


_JUDGES: dict[str, Callable[[Report], bool]] = {
    "hits something": _specific,
    "word for harm": lambda r: _is("effects", r) is not None,
    "by a state": lambda r: any(_words("state").search(a.name) for a in r.actors),
    "by a band": lambda r: any(_words("bands").search(a.name) for a in r.actors),
    "hits a force": lambda r: any(map(_fights, r.targets)),
}


# -- which reports tell one incident -----------------------------------------------------


def _one(incident: Incident, kind: str, report: Report) -> bool:
    return _alike(incident, kind, report) and all(_together(one, report) for one in incident.reports)


def _alike(incident: Incident, kind: str, report: Report) -> bool:
    if kind == incident.type:
        return True
    harm = _is("effects", report)
    if kind == "ATTACK" and harm:
        last = incident.reports[-1]
        if abs(report.trigger.span[0] - last.trigger.span[0]) <= _NEAR:
            return True
    general = "ATTACK" in (kind, incident.type)
    return general and any(_targets(one) & _targets(report) for one in incident.reports)


def _targets(report: Report) -> set[str]:
    return {role.ref or role.name.split()[-1].lower() for role in report.targets}


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


# -- what an incident did, and who is responsible ---------------------------------------------


class _Filled:
    """Fills the slots of one incident."""

    def __init__(self, incident: Incident, coded: Coded) -> None:
        self.incident = incident
        self.text = coded.document.text or ""
        self.kinds = {m.id: m.kind for m in coded.mentions}
        self.counts: dict[tuple[object, ...], Victims] = {}
        self.people: dict[str, Victims] = {}

    def fill(self) -> None:
        """Victims first by count, then by name, and the organisations."""
        for report in self.incident.reports:
            self._harmed(report)
            self.incident.organisations = responsible(report, self.text) | self.incident.organisations
        totals = _totals(self.counts)
        self.incident.victims += [v for key, v in self.counts.items() if key not in totals]
        self.incident.victims += self.people.values()

    def _harmed(self, report: Report) -> None:
        people = {key: role for role in report.targets for key in [self._person(role)] if key is not None}
        single = [key for key, role in people.items() if not self._several(role)]
        for c in report.casualties:
            fate = _FATES.get(c.kind)
            if len(single) == c.best:  # the count of those who are named
                self.people |= {key: Victims("1", fate) for key in single}
                continue
            people = {key: role for key, role in people.items() if not _counts(c.span, role.span)}
            number = self._number(c)
            self.counts.setdefault((c.kind, number, c.whom if number == "1" else None), Victims(number, fate))
        fate = self._fate(report)
        for key, role in people.items():
            if self.people.get(key, Victims(None, None)).fate is None:
                self.people[key] = Victims("PLURAL" if self._several(role) else "1", fate)

    def _person(self, role: Role) -> str | None:
        """What tells a target that is a person, or people, from others; ``None`` for what is no person."""
        words = self.text[slice(*role.span)]
        if role.ref is not None or self.kinds.get(role.mention) not in ("actor", "person_role"):
            return None
        if noun_senses().get(head(words).lower()) in _THINGS or _words("organisations").search(head(words)):
            return None
        return words.split()[-1].lower()

    def _fate(self, report: Report) -> str | None:
        """What the words of a report say became of its targets: its trigger, else the sentences that tell it (again)."""
        fate = _is("effects", report)
        if fate is not None or self.incident.type == "KIDNAPPING":
            return fate
        told = " ".join(self.text[slice(*span)] for span in (report.quote, *report.retold))
        return next(
            (r["is"] for r in load("muc.yaml")["effects"] if "trigger" in r and re.search(r["trigger"], told, re.I)),
            None,
        )

    def _several(self, role: Role) -> bool:
        """Whether the words are a plural: of a noun, since names end in -s as well."""
        word = head(self.text[slice(*role.span)]).lower()
        return _PLURAL.search(word) is not None and (word in noun_senses() or _words("nouns").search(word) is not None)

    def _number(self, c: Casualty) -> str:
        if c.best is None and _SEVERAL.search(self.text[slice(*c.span)]):
            return "PLURAL"
        return str(c.low if c.best is None else c.best)


def _totals(counts: Mapping[tuple[object, ...], Victims]) -> set[tuple[object, ...]]:
    """The keys of counts that add up two or more others of their fate: "eight dead" of six priests and two servants (slot 24)."""
    out = set()
    for key, total in counts.items():
        parts = [
            int(v.number)
            for k, v in counts.items()
            if k != key and v.fate == total.fate and v.number and v.number.isdigit()
        ]
        if total.number and total.number.isdigit() and len(parts) > 1 and int(total.number) == sum(parts):
            out.add(key)
    return out


def head(phrase: str) -> str:
    """The head of a noun phrase: its last word before a preposition, a comma or a relative pronoun."""
    cut = re.split(
        r"\s+(?:of|in|at|on|from|for|with|by|to|near|who|whom|which|that|whose)\s|[,(\[]", phrase, flags=re.I
    )
    words = (cut[0] or phrase).split()
    return words[-1].strip("\"'.;:") if words else phrase


def responsible(report: Report, text: str) -> dict[str, Role]:
    """The organisations that did it, by registry id or words."""
    words = [(role, text[slice(*role.span)]) for role in report.actors]
    return {role.ref or said.lower(): role for role, said in words if organised(role, said)}


def _known_band(own: Sequence[Incident], coded: Coded) -> None:
    """Gives an incident of "the guerrillas", or of nobody, the group that the text is about, and names each organisation once.

    The key has such a group as POSSIBLE. The text is about it when ``_MOST`` of the mentions of groups are its own.
    """
    text = coded.document.text or ""
    groups = [o for o in perpetrators.mentioned(coded, organised) if _fights_a_state(o)]
    most = max(groups, key=lambda o: len(o.roles), default=None)
    if most is not None and len(most.roles) < _MOST * sum(len(o.roles) for o in groups):
        most = None
    for incident in own:
        roles = [role for report in incident.reports for role in report.actors]
        unnamed = not roles or any(_words("unnamed").search(r.name) for r in roles)
        if most is not None and not incident.organisations and unnamed:
            incident.organisations = {most.roles[0].name: most.roles[0]}
        each = [o.roles[0] for o in perpetrators.organisations(incident.organisations.values(), text)]
        incident.organisations = {role.ref or role.name.lower(): role for role in each}


def _fights_a_state(one: perpetrators.Organisation) -> bool:
    """Whether an organisation is a group in arms: no force of a state, no office."""
    known = registry.load().actors
    kinds = {known[role.ref].kind for role in one.roles if role.ref in known}
    if kinds:
        return bool(kinds & {"armed_group", "militia"})
    return not any(_words("state").search(role.name) for role in one.roles) and any(
        _words("groups").search(role.name) for role in one.roles
    )


def organised(role: Role, words: str) -> bool:
    """Whether a perpetrator is an organisation (slot 10) and no person or band (slot 9): by its words, else by the registry."""
    if _words("organisations").search(words):
        return True
    actor = registry.load().actors.get(role.ref) if role.ref else None
    if actor is None or actor.generic or actor.kind == "civilians":
        return False
    return _words("bands").search(words) is None


def _counts(count: Offsets, people: Offsets) -> bool:
    """Whether a count is that of the people: it lies in their words or just before them."""
    return count[0] < people[1] and people[0] <= count[1] + 20


def _outcomes(own: Sequence[Incident], coded: Coded) -> None:
    """Adds to each incident the harm that is denied of it, and the release of those abducted."""
    for report, fate in _fates(coded):
        able = [i for i in own if fate != "REGAINED FREEDOM" or i.type == "KIDNAPPING"]
        host = min(able, key=lambda i: _far(i, report), default=None)
        if host is None:
            continue
        if fate == "REGAINED FREEDOM":
            host.victims = [Victims(v.number, v.fate or fate) for v in host.victims]
        elif not any(v.fate in (fate, *_FATES.values()) for v in host.victims):
            host.victims.append(Victims(None, fate))


def _fates(coded: Coded) -> Iterator[tuple[Report, str]]:
    for report in coded.reports:
        fate = _is("outcomes", report)
        if fate is not None and report.modality == ("asserted" if fate == "REGAINED FREEDOM" else "denied"):
            yield report, fate


def _far(incident: Incident, report: Report) -> int:
    """Characters from a report to the nearest before it of an incident; what is told later is farther."""
    apart = [report.trigger.span[0] - one.trigger.span[0] for one in incident.reports]
    return min(d if d >= 0 else -3 * d for d in apart)
