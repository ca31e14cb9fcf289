"""A story's spans as the model scores them, from what the rules see in it."""

from __future__ import annotations

from collections.abc import Sequence

from rasid.extract.analysis import Analysis
from rasid.extract.telling import Telling
from rasid.extract.trained.clues import clues
from rasid.extract.trained.events import Scored, corefer
from rasid.extract.trained.nodes import Words, given_too, nodes
from rasid.extract.trained.weights import Weights
from rasid.ontology import Ontology
from rasid.records import Offsets


def score(
    weights: Weights, analysis: Analysis, telling: Telling, ontology: Ontology, *, given: Sequence[Offsets] = ()
) -> Scored | None:
    """What the model says of the story that ``telling`` has read; ``None`` where it marks nothing.

    Words ``given``, as offsets, are triggers whatever the model makes of them: who asks about an event has its words.
    """
    words = [w for v in analysis.views for w in v.sentence.words]
    if not words:
        return None
    told = [c for first, again in telling.kept for c in (first, *again)]
    seen = clues(analysis.views, told, telling.speeches, ontology)
    sentences = [i for i, v in enumerate(analysis.views) for _ in v.sentence.words]
    numbered = Words(analysis.views)
    with weights.one_thread():
        vectors = weights.vectors(words, sentences, seen)
        found = given_too(nodes(weights, weights.tagged(vectors), numbered), given, numbered)
        if not found:
            return None
        scored = Scored(weights, found, vectors, numbered, seen.pairs)
    corefer(scored)
    return scored
