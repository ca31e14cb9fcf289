"""How well a reader does on Airwars: English source texts on Syria and narratives on Gaza, with the graded range of killed.

The grade merges all sources of an incident, of which a text is one or, in a narrative, which a text weighs. So:

- The reader's range is that of its deadliest asserted report, from its ``low`` to its ``high`` (where none is stated: ``best``,
  else ``low``), added up over the groups of people as in ``fakes``. It is right when it overlaps the graded range. "Covers" is
  stricter: it must lie inside the graded range or hold all of it. Texts whose grade has no number killed are left out of both.
- Texts on Syria without the incident's place are left out: most are error pages, or pages that have changed since.
- The belligerent is that of the deadliest report, else of the violent report with the highest score that names one. It is right
  when it is one of those graded.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bench.extract.fakes import Counts, asserted, deadliest, kin, total
from rasid import registry
from rasid.records import Coded, Report, Role

FILES = ("airwars_syria/texts_en.jsonl.gz", "airwars_gaza/incidents.jsonl.gz")
TARGETS = {"killed range overlaps": 0.75, "belligerent": 0.80}
LEFT_OUT = "without text, grade, or the name of the incident's place"

BELLIGERENTS = {
    "Iranian Military": "IR", "Israeli Military": "IL", "Kurdish Forces": "kurds", "Palestinian Militants": "PS",
    "Russian Military": "RU", "Syrian Democratic Forces": "kurds", "Syrian Regime": "SY", "Turkish Military": "TR",
    "U.S.-led Coalition": "US", "YPG": "kurds",
}  # fmt: skip
_GROUPS = {
    **dict.fromkeys(("sy-sdf", "sy-pyd", "sy-aanes"), "kurds"),
    **dict.fromkeys(("global-coalition", "gov-GB", "gov-FR"), "US"),
}
_STATES = frozenset(("government", "military", "police", "intelligence", "office"))
_FIGHTERS = frozenset(("armed_group", "militia", "coalition"))
_WORDS = (
    (re.compile(r"israel|occupation", re.I), "IL"),
    (re.compile(r"turk", re.I), "TR"),
    (re.compile(r"russia", re.I), "RU"),
    (re.compile(r"coalition|\bU\.?S\.?\b", re.I), "US"),
    (re.compile(r"regime|syrian (army|forces|government)", re.I), "SY"),
)


@dataclass(frozen=True, slots=True)
class Incident:
    """A text with the incident's grade: ``killed`` is the range, ``None`` where it has none."""

    id: str
    text: str
    published: str | None
    killed: tuple[int, int] | None
    belligerents: frozenset[str]


def cases(rows: Iterable[Mapping[str, Any]]) -> Iterator[Incident]:
    """The texts of both files that have a grade."""
    for row in rows:
        if "incidents" in row and not row["meta"].get("place_token_in_text"):
            continue
        case = _gaza(row) if "incident" in row else _syria(row)
        if case.text.strip() and (case.killed or case.belligerents):
            yield case


def _syria(row: Mapping[str, Any]) -> Incident:
    incident = row["incidents"][0]
    return Incident(
        row["id"], row["text"], incident["date"], _range(incident), _named(incident.get("belligerents", ()))
    )


def _gaza(row: Mapping[str, Any]) -> Incident:
    incident, fields = row["incident"], row["incident"]["fields"]
    names = (v for k, v in fields.items() if k.removesuffix("s") in ("suspected belligerent", "known belligerent"))
    named = _named(name.strip() for v in names for name in v.split(","))
    try:
        published = datetime.strptime(incident["date_text"], "%B %d, %Y").date().isoformat()
    except ValueError:
        published = None
    return Incident(row["id"], row["text"] or "", published, _range(incident), named)


def _range(incident: Mapping[str, Any]) -> tuple[int, int] | None:
    low, high = incident.get("civ_killed_min"), incident.get("civ_killed_max")
    return None if low is None or high is None else (low, high)


def _named(names: Iterable[str]) -> frozenset[str]:
    return frozenset(BELLIGERENTS[name] for name in names if name)


def compare(incident: Incident, coded: Sequence[Coded]) -> Counts:
    """Right, told and wanted facts of one text."""
    told = asserted(coded)
    worst = deadliest(told, incident.text)
    right, want = Counter[str](), Counter[str]()
    if incident.killed is not None:
        low, high = (0, 0) if worst is None else span(worst)
        least, most = incident.killed
        want.update(["killed range overlaps", "killed range covers"])
        right["killed range overlaps"] += low <= most and least <= high
        right["killed range covers"] += least <= low <= high <= most or low <= least <= most <= high
    if incident.belligerents:
        want["belligerent"] += 1
        right["belligerent"] += belligerent(worst, told) in incident.belligerents
    return right, want, want


def figures(right: Counter[str], told: Counter[str], want: Counter[str]) -> dict[str, tuple[float, int]]:
    """The share of texts with the right fact, and how many texts have it."""
    return {key: (right[key] / want[key], want[key]) for key in sorted(want, reverse=True)}


def span(report: Report) -> tuple[int, int]:
    """The least and the most that a report says were killed."""
    counts = [c for c in report.casualties if c.kind == "killed"]
    most = ((c.whom, c.high if c.high is not None else c.low if c.best is None else c.best) for c in counts)
    return total((c.whom, c.low) for c in counts), total(most)


def belligerent(worst: Report | None, told: Sequence[Report]) -> str | None:
    """Who did it: the deadliest report's actor, else that of the surest violent report that names one."""
    violent = sorted((r for r in told if r.type.plover == "ASSAULT"), key=lambda r: -r.score)
    roles = (role for r in (*([worst] if worst else ()), *violent) for role in r.actors)
    return next(filter(None, map(_belligerent, roles)), None)


def _belligerent(role: Role) -> str | None:
    if role.ref is None:
        return next((who for words, who in _WORDS if words.search(role.name)), None)
    found = next((_GROUPS[id] for id in kin(role.ref) if id in _GROUPS), None)
    actor = registry.load().actors.get(role.ref)
    if found is not None or actor is None:
        return found
    return actor.country if actor.kind in _STATES or actor.kind in _FIGHTERS and actor.country == "PS" else None
