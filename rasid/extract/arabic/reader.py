"""The reader of Arabic stories by rules; every value can be explained by the words that gave it."""

from __future__ import annotations

from rasid.extract.arabic.control import Controls
from rasid.extract.arabic.lexicon import lexicon
from rasid.extract.arabic.measures import Measures
from rasid.extract.arabic.names import Names
from rasid.extract.arabic.numbers import count
from rasid.extract.arabic.people import People
from rasid.extract.arabic.phrases import Item, Phrases, View
from rasid.extract.arabic.reports import Reports
from rasid.extract.arabic.words import Sentence, sentences
from rasid.gazetteer import Gazetteer
from rasid.ontology import Ontology
from rasid.records import Document, Mention, Reading, Resolved, Story, digest
from rasid.registry import Registry


class ArabicReader:
    """Reads Arabic stories; one serves any number of stories, one at a time."""

    name = "rules"

    def __init__(self, registry: Registry, gazetteer: Gazetteer, ontology: Ontology) -> None:
        self._registry = registry
        self._gazetteer = gazetteer
        self._ontology = ontology
        self._phrases = Phrases(Names(registry, gazetteer, lexicon()), lexicon())
        self._read: tuple[str, str, list[View]] | None = None

    def mentions(self, document: Document, story: Story) -> tuple[Mention, ...]:
        """The story's mentions, unresolved, in the order of the text."""
        text = document.text or ""
        found: dict[tuple[str, tuple[int, int]], Mention] = {}
        items = [item for view in self._views(document, story) for item in (*view.items, *view.quantities)]
        for item in sorted(items, key=lambda i: (i.span, i.kind)):
            found.setdefault(
                (item.kind, item.span),
                Mention(item.id, item.kind, item.span, text[slice(*item.span)], round(item.score, 2), None),
            )
        return tuple(found.values())

    def reports(self, document: Document, resolved: Resolved) -> Reading:
        """What the story tells, from its resolved mentions."""
        text = document.text or ""
        views = self._views(document, resolved.story)
        people = People(resolved, self._registry, self._gazetteer)
        reports = Reports(text, resolved, people, self._ontology, lexicon())
        found = reports.read(views)
        control = Controls(reports, people, resolved).read(views)
        return Reading(found, reports.claims(), control, Measures(people, lexicon(), text).read(views))

    def _views(self, document: Document, story: Story) -> list[View]:
        """The views of this story, made once for ``mentions`` and ``reports``."""
        if self._read is None or self._read[:2] != (document.id, story.id):
            text = document.text or ""
            self._read = (document.id, story.id, [self._view(text, s, story.id) for s in sentences(text, story)])
        return self._read[2]

    def _view(self, text: str, sentence: Sentence, story: str) -> View:
        view = self._phrases.view(text, sentence)
        view.quantities = _quantities(view)
        for item in (*view.items, *view.quantities):
            item.id = digest(story, item.kind, *item.span)
        return view


def _quantities(view: View) -> list[Item]:
    """The stated numbers of a sentence that are no dates."""
    sentence = view.sentence
    dated = {t for i in view.items if i.kind == "time" for t in range(i.a, i.b)}
    out: list[Item] = []
    t = 0
    while t < len(sentence.keys):
        found = count(sentence.keys, t) if t not in dated and sentence.keys[t][0].isalnum() else None
        if found is None:
            t += 1
            continue
        out.append(Item("quantity", found.a, found.b, sentence.offsets(found.a, found.b), 0.8, "number"))
        t = max(found.b, t + 1)
    return out
