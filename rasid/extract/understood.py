"""A story as a reader understood it: what claims, control and measures are read from, whichever reader it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rasid.extract.analysis import View
from rasid.extract.attribution import Speech
from rasid.extract.candidates import Candidate
from rasid.extract.coreference import Coreference
from rasid.extract.people import People
from rasid.records import Report, Resolved


@dataclass(frozen=True, slots=True)
class Understood:
    """``told`` pairs each report with what it was read from; ``speeches`` are by sentence."""

    text: str
    views: Sequence[View]
    resolved: Resolved
    people: People
    coreference: Coreference
    speeches: Mapping[int, Sequence[Speech]]
    told: Sequence[tuple[Candidate, Report]]
