"""Readers: from a story to its mentions and, once these are resolved, to its reports, claims, control and measures."""

from __future__ import annotations

from typing import Protocol

from rasid import gazetteer, ontology, registry
from rasid.errors import UsageError
from rasid.records import Document, Mention, Reading, Resolved, Story

READERS = ("rules", "trained")


class Reader(Protocol):
    """What the pipeline asks of a reader."""

    name: str

    def mentions(self, document: Document, story: Story) -> tuple[Mention, ...]:
        """The story's mentions, unresolved (``ref`` is ``None``), in the order of the text."""

    def reports(self, document: Document, resolved: Resolved) -> Reading:
        """What the story tells, from its resolved mentions."""


def reader(name: str) -> Reader:
    """The reader of that name, with the registry, gazetteer and ontology that come with Rasid. Raises ``UsageError`` for an unknown one."""
    if name not in READERS:
        raise UsageError(f"unknown reader {name!r}: known are {', '.join(READERS)}")
    known = registry.load(), gazetteer.open(), ontology.load()
    if name == "rules":
        from rasid.extract.rules import RulesReader

        return RulesReader(*known)
    from rasid.extract.trained.reader import TrainedReader

    return TrainedReader(*known)
