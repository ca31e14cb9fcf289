"""The llm reader: a language model says what a story tells, the text says whether that is so."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from rasid.errors import InputError
from rasid.extract.analysis import Analysis, Item
from rasid.extract.attribution import Speech, speeches
from rasid.extract.candidates import Candidate
from rasid.extract.claims import claims
from rasid.extract.coreference import Coreference
from rasid.extract.llm.answer import Lists, read, schema
from rasid.extract.llm.endpoint import Endpoint
from rasid.extract.llm.events import Events, Told
from rasid.extract.llm.parts import Part, parts
from rasid.extract.llm.prompt import messages
from rasid.extract.llm.quotes import Quotes
from rasid.extract.llm.statements import Held, Taken, controls, held, measures, taken
from rasid.extract.llm.usage import Usage
from rasid.extract.mentions import analyse
from rasid.extract.names import Names
from rasid.extract.people import People
from rasid.extract.reports import Reports
from rasid.extract.rules import RulesReader
from rasid.extract.telling import is_table
from rasid.extract.understood import Understood
from rasid.gazetteer import Gazetteer
from rasid.ontology import Ontology
from rasid.records import Document, Issue, Mention, Reading, Report, Resolved, Story
from rasid.registry import Registry
from rasid.settings import Settings


@dataclass(slots=True)
class _Work:
    """A story between its mentions and its reports."""

    analysis: Analysis
    coreference: Coreference
    speeches: dict[int, list[Speech]]
    told: list[Told] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    understood: bool = False  # whether any part was read


class LlmReader:
    """Reads stories of any language with the endpoint that the settings name.

    Names, times and who speaks are found by rules as far as there are any for the language; the model's quotes
    stand on these or are new. Raises ``UsageError`` for settings that name no endpoint, and ``EndpointError`` from
    ``mentions`` where it will read no story.
    """

    name = "llm"

    def __init__(self, registry: Registry, gazetteer: Gazetteer, ontology: Ontology, settings: Settings) -> None:
        self._rules = RulesReader(registry, gazetteer, ontology)  # for the mentions of Arabic stories
        self._registry = registry
        self._ontology = ontology
        self._names = Names(registry, gazetteer)
        self._lists = Lists.of(ontology)
        self._schema = schema(self._lists)
        self._usage = Usage(settings.llm_price_in or None, settings.llm_price_out or None)
        self._endpoint = Endpoint(settings, self._usage)
        self._work: _Work | None = None

    @property
    def cost(self) -> str:
        """What was read so far, and what it cost, in a line."""
        return self._usage.line()

    def mentions(self, document: Document, story: Story) -> tuple[Mention, ...]:
        """The story's mentions, unresolved, in the order of the text. Here the model is asked."""
        work = self._work = self._prepared(document, story)
        self._usage.stories += 1
        for part in parts(work.analysis.views, work.analysis.text):
            self._read(document, story, part, work)
        return work.analysis.mentions()

    def reports(self, document: Document, resolved: Resolved) -> Reading:
        """What the story tells, from its resolved mentions; nothing but the issue for one that could not be read."""
        if self._work is None or self._work.analysis.story_id != resolved.story.id:
            self.mentions(document, resolved.story)
        work = self._work
        assert work is not None
        if not work.understood:
            return Reading(issues=tuple(work.issues))
        text, views = work.analysis.text, work.analysis.views
        people = People(resolved, self._registry)
        reports = Reports(text, resolved, people, self._ontology)
        in_order = sorted(work.told, key=lambda told: (told[0].view.index, told[0].a))
        told = list(_once(reports.all(in_order, views), work.issues))
        story = Understood(text, views, resolved, people, work.coreference, work.speeches, told)
        return Reading(
            tuple(report for _, report in told),
            claims(story),
            controls(work.held, people, resolved),
            measures(work.taken, people, views, text),
            tuple(work.issues),
        )

    def _prepared(self, document: Document, story: Story) -> _Work:
        analysis = analyse(document, story, self._names)
        if document.language == "ar":
            _replace(analysis, self._rules.mentions(document, story))
        coreference = Coreference(analysis)
        said: dict[int, list[Speech]] = {}
        if document.language == "en":
            told = (v for v in analysis.views if v.sentence.part in ("headline", "body") and not is_table(v))
            said = {view.index: speeches(view, coreference) for view in told}
        return _Work(analysis, coreference, said)

    def _read(self, document: Document, story: Story, part: Part, work: _Work) -> None:
        asked = messages(self._lists, document, story, part.text)
        try:
            answer = self._endpoint.ask(asked, self._schema, read)
        except InputError as error:
            work.issues.append(Issue("extract", f"llm: not read: {error}", part.span))
            return
        work.understood = True
        quotes = Quotes(part, work.analysis.text)
        work.told += Events(quotes, self._lists, work.speeches, document.language).of(answer.reports)
        work.held += held(quotes, self._lists, answer.control)
        work.taken += taken(quotes, self._lists, answer.measures)
        work.issues += quotes.issues


def _once(told: Iterable[tuple[Candidate, Report]], issues: list[Issue]) -> Iterator[tuple[Candidate, Report]]:
    """The reports without those that tell the same words as the same event again."""
    seen: set[str] = set()
    for one, report in told:
        if report.id in seen:
            issues.append(Issue("extract", f"llm: report {report.trigger.text!r} dropped: told twice", report.quote))
            continue
        seen.add(report.id)
        yield one, report


def _replace(analysis: Analysis, mentions: Iterable[Mention]) -> None:
    """Puts the mentions of another analysis in the place of this one's items."""
    for view in analysis.views:
        view.items, view.places, view.times, view.of = [], [], [], {}
    views = sorted(analysis.views, key=lambda v: v.sentence.start)
    starts = [view.sentence.start for view in views]
    for mention in mentions:
        home = views[max(0, bisect_right(starts, mention.span[0]) - 1)]
        if home.sentence.start <= mention.span[0] < home.sentence.end:
            a, b = home.sentence.tokens(*mention.span)
            home.add(Item(mention.kind, home.index, a, max(a + 1, b), mention.span, mention.score, "name"))
