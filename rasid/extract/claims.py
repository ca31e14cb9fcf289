"""Claims: what somebody is said to have said, with the report it is about where there is one."""

from __future__ import annotations

from collections.abc import Iterator

from rasid.extract.analysis import Item
from rasid.extract.attribution import Speech
from rasid.extract.candidates import Candidate
from rasid.extract.people import People
from rasid.extract.understood import Understood
from rasid.records import Claim, Report, Role

_LONGEST = 240  # characters of "about": a clause, not a paragraph
_STANCES = {"accuse": "accuses", "deny": "denies", "reject": "denies", "condemn": "accuses", "complain": "accuses"}


def claims(story: Understood) -> tuple[Claim, ...]:
    """One claim for each speech act and report in its reach, and one for a speech act that reaches no report."""
    out: list[Claim] = []
    by_view: dict[int, list[tuple[Candidate, Report]]] = {}
    for candidate, report in story.told:
        by_view.setdefault(candidate.view.index, []).append((candidate, report))
    for index, said in sorted(story.speeches.items()):
        for speech in said:
            out += _of(speech, by_view.get(index, []), story.people, story.text)
    return tuple(out)


def _of(speech: Speech, told: list[tuple[Candidate, Report]], people: People, text: str) -> Iterator[Claim]:
    claimant = people.role(speech.claimant)
    if claimant is None:
        return
    sentence = speech.view.sentence
    first, last = _trim(speech)
    if first >= last:
        return
    span = sentence.span(first, last)
    about = " ".join(text[span[0] : span[1]].split())[:_LONGEST]
    reached = [(c, r) for c, r in told if c.claimant is speech.claimant and c.cue == speech.cue]
    for _, report in reached:
        yield Claim(claimant, speech.stance, about, _value(report), report.id, span)
    if speech.view.sentence.tags[speech.cue[0] : speech.cue[1]].find("x") >= 0:
        return  # "did not say how many": nothing is claimed
    if (
        not reached
        and last - first >= (2 if speech.stance in ("denies", "accuses") else 3)
        and _speaks_publicly(speech.claimant, claimant)
    ):
        yield Claim(claimant, speech.stance, about, None, None, span)


def _speaks_publicly(item: Item, role: Role) -> bool:
    """Institutions, offices and named actors; what a passer-by says is kept only where it tells an event."""
    return role.ref not in (None, "civilians") or item.kind == "person_role" or item.sense == "organisation"


def _trim(speech: Speech) -> tuple[int, int]:
    tags = speech.view.sentence.tags
    first, last = speech.first, speech.last
    while first < last and tags[first] in 'q,:."':
        first += 1
    while last > first and tags[last - 1] in ',:."':
        last -= 1
    return first, last


def _value(report: Report) -> str | None:
    if not report.casualties:
        return None
    parts = []
    for c in report.casualties:
        number = (
            str(c.best)
            if c.best is not None and c.best == c.low == c.high
            else f"{c.low}-{c.high if c.high is not None else ''}"
        )
        parts.append(f"{number} {c.kind}")
    return ", ".join(parts)
