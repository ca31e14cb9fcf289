"""Readers asked for the place of an event whose words are given, instead of for what a story tells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from rasid import gazetteer, ontology, registry
from rasid.extract import placing
from rasid.extract.analysis import Analysis
from rasid.extract.candidates import Candidate, candidates
from rasid.extract.coreference import Coreference
from rasid.extract.lexicon import Trigger
from rasid.extract.mentions import analyse
from rasid.extract.names import Names
from rasid.extract.roles import Roles
from rasid.extract.telling import Telling
from rasid.extract.trained.nodes import Words
from rasid.extract.trained.scoring import score
from rasid.extract.trained.weights import Weights
from rasid.records import Document, Offsets, Span, Story

Weighed = list[tuple[Offsets, float]]  # places by their offsets with the odds that the event is there, likeliest first
Ask = Callable[[str, Sequence[Offsets]], list[Weighed]]


def asked(reader: str) -> Ask:
    """By a reader's name, what tells the places of each of the words given in a text. Raises ``KeyError`` for another reader."""
    known: dict[str, Callable[[], Ask]] = {"rules": _Rules, "trained": _Trained}
    return known[reader]()


class _Asked:
    """What both readers make of a text before they place events."""

    def __init__(self) -> None:
        self._names = Names(registry.load(), gazetteer.open())
        self._ontology = ontology.load()

    def _read(self, text: str) -> tuple[Analysis, Coreference, Telling]:
        span = (0, len(text))
        story = Story("asked", span, None, (), (), None, None, (Span(span, text),), (), None, None, False)
        analysis = analyse(Document("asked", None, "asked", "text/plain", "en", None, text), story, self._names)
        coreference = Coreference(analysis)
        telling = Telling(analysis, coreference, self._ontology)
        telling.read()
        return analysis, coreference, telling


class _Trained(_Asked):
    """The trained reader: the odds of its link from a trigger to each place. A word that it has no trigger at is made one."""

    def __init__(self) -> None:
        super().__init__()
        self._weights = Weights()

    def __call__(self, text: str, given: Sequence[Offsets]) -> list[Weighed]:
        analysis, _, telling = self._read(text)
        scored = score(self._weights, analysis, telling, self._ontology, given=given)
        if scored is None:
            return [[] for _ in given]
        out = []
        for at in map(Words(analysis.views).touched, given):
            i = next(
                (i for i, n in enumerate(scored.nodes) if n.name == "trigger" and at and n.a < at[1] and at[0] < n.b),
                None,
            )
            out.append([] if i is None else [(item.span, sure) for item, sure in scored.weighed(i, "at")])
        return out


class _Rules(_Asked):
    """The rules: the place that they give to a candidate at the words; words that they don't know are taken for violence."""

    def __call__(self, text: str, given: Sequence[Offsets]) -> list[Weighed]:
        analysis, coreference, _ = self._read(text)
        violent = frozenset(name for name, event in self._ontology.classes.items() if event.violent)
        roles = Roles(coreference, violent)
        out: list[Weighed] = []
        for c in (_candidate(analysis, span) for span in given):
            if c is not None:
                roles.fill(c)
            place = placing.place_of(c, violent=c.event in violent) if c is not None else None
            out.append([(place.span, 1.0)] if place is not None else [])
        return out


def _candidate(analysis: Analysis, span: Offsets) -> Candidate | None:
    """The candidate of the lexicon at some words, else one of an attack; ``None`` where no phrase of a sentence has them."""
    for view in analysis.views:
        a, b = view.sentence.tokens(*span)
        if a < b:
            known: Iterator[Candidate] = (c for c in candidates(view) if c.a < b and a < c.b)
            chunk = view.clauses.chunk(b - 1)
            if chunk is None:
                return None
            trigger = Trigger("attack", " ".join(view.sentence.low[a:b]), chunk.verbal, False, "default")
            return next(known, Candidate(view, a, b, trigger, "attack", chunk))
    return None
