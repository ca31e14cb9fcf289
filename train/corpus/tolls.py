"""How a story gives its figures of harm: by party, by claimant, revised."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rasid.records import Offsets
from train.corpus.markup import Annotated, Harmed

# What stands right before a figure that another one has replaced.
_REPLACED = re.compile(
    r"\b(?:(?:up|down) from|(?:revis|rais|lift|lower|correct|cut)(?:ed|ing)\b[^.]{0,80}\bfrom|(?:rose|risen|climbed|climbing|jumped|fell)\b[^.]{0,40}\bfrom"
    r"|to (?:at least )?[\w-]+(?: (?:dead|killed|wounded|injured))?,? from|it had been|(?:first|initial|previous|earlier)(?:ly)?"
    r" (?:\w+ ){0,2}(?:of|at|was|were|had|said|spoke|spoken of|counted|reported)|instead of|, not)[\s:\"“'‘(~]*$",
    re.IGNORECASE,
)
_TOLL = re.compile(
    r"\b(?:toll|dead|deaths?|died|killed|killings|casualt\w+|bodies|wounded|injured|hurt|victims|missing|displaced|lives)\b",
    re.IGNORECASE,
)
_PART_AFTER = re.compile(r"[\w\s]{0,20}\bof (?:them|whom|these|those)\b")
_PART_BEFORE = re.compile(
    r"(?:including|among (?:them|these|those|whom)|of (?:them|whom)|(?:them|whom) (?:were|was)|\()[\s,]*$"
)
_BEFORE, _AROUND = 110, 160  # characters: a clause, a sentence

Told = list[tuple[Harmed, str | None]]  # each figure of one event, with who says it


def replaced(story: Annotated) -> Iterator[Offsets]:
    """Counts without a role that words before them mark as an earlier figure of a toll ("up from 9")."""
    used = {harmed.count for event in story.events.values() for harmed in event.harmed}
    for mark in story.marks.values():
        a, b = mark.span
        if mark.id[0] == "n" and mark.id not in used and _REPLACED.search(story.text[max(0, a - _BEFORE) : a]):
            if _TOLL.search(story.text[max(0, a - _AROUND) : b + _AROUND]):
                yield mark.span


def by_party(story: Annotated) -> Iterator[Offsets]:
    """Events with figures of one kind of harm for two groups of people or more: their best tellings."""
    chain = story.chains()
    for id, told in _told(story):
        groups: dict[str, dict[str, str]] = {}
        for harmed, _ in told:
            if harmed.whom != "unknown":
                groups.setdefault(harmed.kind, {})[chain.get(harmed.whom, harmed.whom)] = chain[harmed.count]
        if any(len(set(counts.values())) > 1 for counts in groups.values()):
            yield story.marks[id].span


def by_claimant(story: Annotated) -> Iterator[Offsets]:
    """Events of which two claimants give different figures for one kind of harm to the same people: their best tellings."""
    for id, told in _told(story):
        claims = _claims(story, told)
        if any(
            len({says for says, _ in rows if says}) > 1 and len({n for says, n in rows if says}) > 1 for rows in claims
        ):
            yield story.marks[id].span


def differing(story: Annotated) -> Iterator[Offsets]:
    """Events with two figures or more for one kind of harm to the same people, whoever says so: their best tellings."""
    for id, told in _told(story):
        if any(len({n for _, n in rows}) > 1 for rows in _claims(story, told)):
            yield story.marks[id].span


def _told(story: Annotated) -> Iterator[tuple[str, Told]]:
    for best, others in story.told():
        told = [(harmed, event.says) for event in (best, *others) for harmed in event.harmed]
        yield best.id, [(harmed, says) for harmed, says in told if not _part(story, harmed.count)]


def _part(story: Annotated, id: str) -> bool:
    """Whether a count is told as a part of another one: "seven of them children"."""
    a, b = story.marks[id].span
    before, after = story.text[max(0, a - 30) : a], story.text[b : b + 30]
    return _PART_AFTER.match(after) is not None or _PART_BEFORE.search(before) is not None


def _claims(story: Annotated, told: Told) -> list[set[tuple[str | None, str | None]]]:
    """By kind of harm and people, who says it and the figure."""
    chain = story.chains()
    out: dict[tuple[str, str], set[tuple[str | None, str | None]]] = {}
    for harmed, says in told:
        row = (chain[says] if says else None, story.marks[chain[harmed.count]].value or story.marks[harmed.count].value)
        out.setdefault((harmed.kind, chain.get(harmed.whom, harmed.whom)), set()).add(row)
    return list(out.values())
