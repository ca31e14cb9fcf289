"""How well a reader does on MUC-3/4, both test sets: types of incidents, the number and fate of victims, who is responsible.

MUC's key has templates, a reader has reports, so reports are first put together to incidents: see ``templates.py``.

Templates are paired with incidents of their type so that most fills agree. As in the scoring guidelines any alternative is
right; optional templates and fills may be missing. Stricter than they are: nothing is half right (there ATTACK is for any
type). More lenient: two templates need nothing in common but the type; a fate is compared without the person it befell, an
approximate number (``~6``) is right when exact, a lower bound (``7 -``) when it is the bound.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bench.extract.facts import f1
from bench.extract.fakes import Counts
from bench.extract.templates import Incident, incidents
from rasid import registry
from rasid.records import Coded, Role

FILES = ("muc34/tst1.jsonl.gz", "muc34/tst2.jsonl.gz")
TARGETS = {"incident type": 0.80, "victims": 0.65, "perpetrator": 0.55}
LEFT_OUT = ""
KEYS = ("incident type", "victims", "victims' number", "victims' fate", "perpetrator", "incident type by text")


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
    numbers = _matched(template.numbers, [v.number for v in incident.victims if v.number], same_number)
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
        said = (
            sum(1 for v in incident.victims if v.number),
            sum(1 for v in incident.victims if v.fate),
            len(incident.organisations),
        )
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
