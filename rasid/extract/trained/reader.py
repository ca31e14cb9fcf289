"""The trained reader: a small encoder and what the rules know, weighed together."""

from __future__ import annotations

from dataclasses import dataclass

from rasid.extract import gate
from rasid.extract.analysis import Analysis
from rasid.extract.control import Controls
from rasid.extract.coreference import Coreference
from rasid.extract.measures import Measures
from rasid.extract.mentions import analyse
from rasid.extract.names import Names
from rasid.extract.people import People
from rasid.extract.reading import reading
from rasid.extract.reports import Reports
from rasid.extract.rules import RulesReader
from rasid.extract.telling import Telling
from rasid.extract.trained.events import Scored, events
from rasid.extract.trained.fates import by_grammar
from rasid.extract.trained.grammar import Grammar
from rasid.extract.trained.scoring import score
from rasid.extract.trained.statements import controls, joined_controls, joined_measures, measures
from rasid.extract.trained.weights import Weights
from rasid.extract.understood import Understood
from rasid.gazetteer import Gazetteer
from rasid.ontology import Ontology
from rasid.records import Document, Mention, Reading, Resolved, Story
from rasid.registry import Registry


@dataclass(frozen=True, slots=True)
class _Work:
    """A story between its mentions and its reports; without ``scored`` what the rules tell of it stands."""

    analysis: Analysis
    coreference: Coreference
    telling: Telling
    scored: Scored | None


class TrainedReader:
    """Reads English stories with the trained weights; other languages, and what is far from conflict, by rules."""

    name = "trained"
    cost = None

    def __init__(self, registry: Registry, gazetteer: Gazetteer, ontology: Ontology) -> None:
        self._rules = RulesReader(registry, gazetteer, ontology)
        self._registry = registry
        self._ontology = ontology
        self._names = Names(registry, gazetteer)
        self._gate = gate.load()
        self._weights = Weights()
        self._work: _Work | None = None

    def mentions(self, document: Document, story: Story) -> tuple[Mention, ...]:
        """The story's mentions, unresolved, in the order of the text."""
        if document.language != "en":
            return self._rules.mentions(document, story)
        self._work = self._read(document, story)
        return self._work.analysis.mentions()

    def _read(self, document: Document, story: Story) -> _Work:
        analysis = analyse(document, story, self._names)
        coreference = Coreference(analysis)
        telling = Telling(analysis, coreference, self._ontology)
        telling.read()
        passes = self._gate.passes(analysis.text[slice(*story.span)])
        scored = score(self._weights, analysis, telling, self._ontology) if passes else None
        return _Work(analysis, coreference, telling, scored)

    def reports(self, document: Document, resolved: Resolved) -> Reading:
        """What the story tells, from its resolved mentions."""
        if document.language != "en":
            return self._rules.reports(document, resolved)
        if self._work is None or self._work.analysis.story_id != resolved.story.id:
            self.mentions(document, resolved.story)
        work = self._work
        assert work is not None
        people = People(resolved, self._registry)
        reports = Reports(work.analysis.text, resolved, people, self._ontology)
        speeches = {k: list(v) for k, v in work.telling.speeches.items()}
        kept = work.telling.kept
        if work.scored is not None:
            kept = events(work.scored, speeches, Grammar(kept))
            by_grammar(kept, work.telling.kept)
        text, views = work.analysis.text, work.analysis.views
        told = reports.all(kept, views)
        story = Understood(text, views, resolved, people, work.coreference, speeches, told)
        if work.scored is None:
            return reading(story)
        control = joined_controls(tuple(controls(work.scored, people, resolved)), Controls(story).read())
        taken = joined_measures(measures(work.scored, people, text), Measures(story).read())
        return reading(story, control, taken)
