"""Readers: from a story to its mentions and, once these are resolved, to its reports, claims, control and measures."""

from __future__ import annotations

from typing import Protocol

from rasid import gazetteer, ontology, registry
from rasid.errors import UsageError
from rasid.records import Document, Mention, Reading, Resolved, Story
from rasid.settings import Settings, actor_files

READERS = ("rules", "trained", "llm")


class Reader(Protocol):
    """What the pipeline asks of a reader."""

    name: str

    @property
    def cost(self) -> str | None:
        """What the reading has cost so far, in a line; ``None`` for a reader that costs nothing."""

    def mentions(self, document: Document, story: Story) -> tuple[Mention, ...]:
        """The story's mentions, unresolved (``ref`` is ``None``), in the order of the text."""

    def reports(self, document: Document, resolved: Resolved) -> Reading:
        """What the story tells, from its resolved mentions."""


def reader(name: str, settings: Settings | None = None) -> Reader:
    """The reader of that name, with the registry, gazetteer and ontology that come with Rasid.

    With ``settings``, the registry and the gazetteer have the user's layers too.
    Raises ``UsageError`` for an unknown one, and where ``settings`` lack what it needs.
    """
    if name not in READERS:
        raise UsageError(f"unknown reader {name!r}: known are {', '.join(READERS)}")
    places = gazetteer.open(folder=gazetteer.folder(settings) if settings else None)
    known = registry.load(actor_files(settings or Settings())), places, ontology.load()
    if name == "rules":
        from rasid.extract.rules import RulesReader

        return RulesReader(*known)
    if name == "llm":
        from rasid.extract.llm.reader import LlmReader

        return LlmReader(*known, settings or Settings())
    from rasid.extract.trained.reader import TrainedReader

    return TrainedReader(*known)
