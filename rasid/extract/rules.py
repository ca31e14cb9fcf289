"""The rules reader: names, lexicons and shallow grammar; every value can be explained by the words that gave it."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from rasid.extract.analysis import Analysis
from rasid.extract.coreference import Coreference
from rasid.extract.mentions import analyse
from rasid.extract.names import Names
from rasid.extract.people import People
from rasid.extract.reading import reading
from rasid.extract.reports import Reports
from rasid.extract.telling import Telling
from rasid.extract.understood import Understood
from rasid.gazetteer import Gazetteer
from rasid.ontology import Ontology
from rasid.records import Document, Issue, Mention, Reading, Resolved, Story
from rasid.registry import Registry

if TYPE_CHECKING:
    from rasid.extract.arabic import ArabicReader


def _arabic(registry: Registry, gazetteer: Gazetteer, ontology: Ontology) -> ArabicReader:
    from rasid.extract.arabic import ArabicReader  # 50 ms that only an Arabic page should cost

    return ArabicReader(registry, gazetteer, ontology)


class RulesReader:
    """Reads English and Arabic stories by rules; of others it reads names only and says so in an issue."""

    name = "rules"
    cost = None

    def __init__(self, registry: Registry, gazetteer: Gazetteer, ontology: Ontology) -> None:
        self._registry = registry
        self._ontology = ontology
        self._names = Names(registry, gazetteer)
        self._analysis: Analysis | None = None
        self._arabic = functools.cache(lambda: _arabic(registry, gazetteer, ontology))

    def mentions(self, document: Document, story: Story) -> tuple[Mention, ...]:
        """The story's mentions, unresolved, in the order of the text."""
        if document.language == "ar":
            return self._arabic().mentions(document, story)
        self._analysis = analyse(document, story, self._names)
        return self._analysis.mentions()

    def reports(self, document: Document, resolved: Resolved) -> Reading:
        """What the story tells, from its resolved mentions."""
        if document.language == "ar":
            return self._arabic().reports(document, resolved)
        if document.language != "en":
            return Reading(
                issues=(Issue("extract", f"language {document.language!r}: the rules reader reads names only", None),)
            )
        return self._told(document, resolved)

    def _told(self, document: Document, resolved: Resolved) -> Reading:
        analysis = self._analysed(document, resolved.story)
        coreference = Coreference(analysis)
        telling = Telling(analysis, coreference, self._ontology)
        telling.read()
        people = People(resolved, self._registry)
        reports = Reports(analysis.text, resolved, people, self._ontology)
        told = reports.all(telling.kept, analysis.views)
        return reading(Understood(analysis.text, analysis.views, resolved, people, coreference, telling.speeches, told))

    def _analysed(self, document: Document, story: Story) -> Analysis:
        """The analysis that ``mentions`` made of this story, made anew when another story came between."""
        if self._analysis is None or self._analysis.story_id != story.id:
            self.mentions(document, story)
        assert self._analysis is not None
        return self._analysis
