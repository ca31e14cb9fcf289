"""All that an understood story says, as records."""

from __future__ import annotations

from rasid.extract.claims import claims
from rasid.extract.control import Controls
from rasid.extract.measures import Measures
from rasid.extract.telling import is_table
from rasid.extract.understood import Understood
from rasid.records import Issue, Reading


def reading(story: Understood) -> Reading:
    """Reports, claims, control and measures of a story, and an issue for each row of a table, which is not read."""
    sentences = (v.sentence for v in story.views if is_table(v))
    return Reading(
        tuple(report for _, report in story.told),
        claims(story),
        Controls(story).read(),
        Measures(story).read(),
        tuple(Issue("extract", "table not read", (s.start, s.end)) for s in sentences),
    )
