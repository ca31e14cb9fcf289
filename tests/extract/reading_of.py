"""Reads a text of the tests by rules and shows what was found as plain tuples."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from rasid import extract, gazetteer, registry
from rasid.extract import Reader
from rasid.records import (
    Casualty,
    Claim,
    Control,
    Document,
    Interval,
    Measure,
    Report,
    Resolved,
    Role,
    Span,
    Story,
    digest,
)
from rasid.resolve import Resolver


@functools.cache
def _parts() -> tuple[Reader, Resolver]:
    return extract.reader("rules"), Resolver(registry.load(), gazetteer.open())


@dataclass(frozen=True)
class Told:
    """What a text was read to tell."""

    text: str
    resolved: Resolved
    reports: tuple[Report, ...]
    claims: tuple[Claim, ...]
    control: tuple[Control, ...]
    measures: tuple[Measure, ...]

    def events(self) -> list[tuple[str, str]]:
        """Trigger words and modality of each report."""
        return [(r.trigger.text, r.modality) for r in self.reports]

    def report(self, trigger: str) -> Report:
        """The one report with that trigger."""
        found = [r for r in self.reports if r.trigger.text == trigger]
        assert len(found) == 1, f"{trigger!r} in {self.events()}"
        return found[0]

    def words(self, roles: tuple[Role, ...]) -> list[str]:
        """The words of roles."""
        return [self.text[slice(*role.span)] for role in roles]


def told(text: str, *, published: str | None = "2024-05-24") -> Told:
    """The reading of one paragraph or several, parted by blank lines, as a story published on a Friday in May 2024."""
    document = Document(digest(text), None, "test", "text/plain", "en", None, text)
    spans = []
    at = 0
    for paragraph in text.split("\n\n"):
        spans.append(Span((at, at + len(paragraph)), paragraph))
        at += len(paragraph) + 2
    when = Interval(published, published, "day", None, "metadata") if published else None
    story = Story(digest(text, "s"), (0, len(text)), None, (), (), None, None, tuple(spans), (), when, None, False)
    reader, resolver = _parts()
    resolved = resolver.resolve(document, story, reader.mentions(document, story))
    reading = reader.reports(document, resolved)
    return Told(text, resolved, reading.reports, reading.claims, reading.control, reading.measures)


def counts(casualties: tuple[Casualty, ...]) -> list[tuple[str, str, int, int | None, int | None]]:
    """Kind, whom and bounds of each count."""
    return [(c.kind, c.whom, c.low, c.best, c.high) for c in casualties]
