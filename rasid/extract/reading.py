"""All that an understood story says, as records."""

from __future__ import annotations

from collections.abc import Sequence

from rasid.extract.claims import claims
from rasid.extract.control import Controls
from rasid.extract.measures import Measures
from rasid.extract.telling import is_table
from rasid.extract.understood import Understood
from rasid.records import Control, Issue, Measure, Reading


def reading(
    story: Understood, control: Sequence[Control] | None = None, measures: Sequence[Measure] | None = None
) -> Reading:
    """Reports, claims, control and measures of a story, and an issue for each row of a table, which is not read.

    ``control`` and ``measures`` are given by a reader that finds them its own way; else the rules read them.
    """
    sentences = (v.sentence for v in story.views if is_table(v))
    return Reading(
        tuple(report for _, report in story.told),
        claims(story),
        Controls(story).read() if control is None else tuple(control),
        Measures(story).read() if measures is None else tuple(measures),
        tuple(Issue("extract", "table not read", (s.start, s.end)) for s in sentences),
    )
