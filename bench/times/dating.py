"""The day of writing taken away: is it inside the interval that is inferred from the text, and how wide is that."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bench.extract import ours
from rasid.pipeline import Coder
from rasid.records import Interval
from train.corpus.markup import Annotated


@dataclass(frozen=True, slots=True)
class Inferred:
    """A dated story, and the interval that its text alone gives; None where it gives none."""

    story: Annotated
    published: Interval | None

    @property
    def inside(self) -> bool:
        """Whether the day of writing lies in the interval."""
        day = self.story.published
        return self.published is not None and day is not None and self.published.start <= day <= self.published.end

    @property
    def days(self) -> int:
        """How many days the interval has; 0 for none."""
        if self.published is None:
            return 0
        return (date.fromisoformat(self.published.end) - date.fromisoformat(self.published.start)).days + 1


def inferred(story: Annotated, coder: Coder) -> Inferred:
    """What is inferred of a story whose day of writing is held back."""
    coded = ours.code(replace(story, published=None), coder)
    return Inferred(story, coded[0].story.published if coded else None)


def rates(stories: Sequence[Inferred]) -> dict[str, float]:
    """Share of the stories that get an interval, of those the share that holds the day, and of those intervals' days the median."""
    dated = [one for one in stories if one.published]
    inside = [one for one in dated if one.inside]
    return {
        "dated": len(dated) / len(stories) if stories else 0.0,
        "inside": len(inside) / len(dated) if dated else 0.0,
        "median days": statistics.median(one.days for one in inside) if inside else 0.0,
    }
