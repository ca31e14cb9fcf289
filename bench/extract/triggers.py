"""How much of WikiEvents' triggers is in what a reader knows: a light tagger (``tagger.py``), fitted on the training part; and the
trained reader's own head for them (``wikievents.trigger``), which learnt the same part together with all else.

The annotators mark some of the words that tell events, by a sense of what a document is about; a record has each event once.
What of that can be learnt from the 204 documents of the training part is learnt here, with the reader left as it is. A word is
judged by itself and by its text: by the encoder's vector of the word and the classes of event that our own head sees in it (the
rules: by their clues of the word and its neighbours, and the words of the training part), by where it stands, how much of the text
tells events, and of which classes. Only words that our head, the lexicon or the training part knows as triggers are judged, each
for itself; those count that are at least ``LEAST`` likely.

The training part has the first two parts of a type; the third is told by the word (``third`` of ``wikievents.yaml``). The dev part
is scored alone: ``python -m bench.extract.triggers`` scores folds inside the training part, by which all numbers here were chosen.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bench.extract import annotated
from bench.extract.facts import Tally, f1, touch
from bench.extract.fakes import Counts
from bench.extract.folds import folds
from bench.extract.known import READERS, first_words, one_hot
from bench.extract.runs import Bools, Floats
from bench.extract.tagger import Tagger, fit, tags_of
from bench.extract.templates import load
from bench.extract.wikievents import Document, two
from rasid import ontology
from rasid.extract.trained import clues
from rasid.extract.trained.weights import Weights
from rasid.records import Offsets
from train.sample import Sample, sample

LIGHT, OWN = "light tagger", "own head"
TARGETS = {f"{LIGHT}: trigger": 0.50, f"{OWN}: trigger": 0.50}
HEAD = "wikievents.trigger"
LEAST = 0.25  # best of 0.2 to 0.6 in steps of 0.05, flat between 0.2 and 0.35
PENALTY = 100.0  # of 30, 100 and 300
SEEN = 3  # times that the annotators mark a word before it has a column
_SURE = -3.0  # log odds of our own head from which a word is judged
_RARE = 1e-4  # probability below which classes of events are not told apart
_LEXICON, _REPORTED = 4, 5  # columns of clues
_EARLY = (100, 250)  # words into the text

Trigger = tuple[Offsets, str]


@dataclass(frozen=True, slots=True)
class Text:
    """A text's words and what a reader knows of each: ``own``, that it is a trigger; ``classes`` ``[words, classes]`` of events."""

    words: tuple[str, ...]
    spans: tuple[Offsets, ...]
    sentences: tuple[int, ...]
    own: Floats
    classes: Floats
    known: Bools
    columns: Floats

    def word(self, span: Offsets) -> int | None:
        """The last word that touches characters ``span``."""
        return next((i for i in reversed(range(len(self.spans))) if touch(self.spans[i], span)), None)


def note(documents: Sequence[Document]) -> str:
    """What a reader of the figures must know."""
    return (
        f"light tagger: on what the reader knows of each word, fitted on the {len(annotated.train())} texts of WikiEvents' training part and "
        f"scored on these {len(documents)}; own head: learnt with the encoder from the same texts. None of these was learnt from."
    )


def score(documents: Sequence[Document], reader: str) -> Tally:
    """The tally of a tagger on what a reader knows, fitted on the training part alone."""
    weights = Weights() if reader == "trained" else None
    shown = annotated.train()
    if both := {d.text for d in shown} & {d.text for d in documents}:
        raise ValueError(f"{len(both)} of the texts to be scored are in the training part")
    model = learn(shown, [read(d, weights) for d in shown])
    tally = Tally()
    for document in documents:
        told = {LIGHT: model.triggers(read(document, weights))}
        if weights is not None:
            told[OWN] = taught(document, weights)
        tally.add(*compare(document, told))
    return tally


def taught(document: Document, weights: Weights) -> list[Trigger]:
    """The words that the trained reader's own head for the set marks, with the first two parts of their types.

    Those count that are at least ``LEAST`` likely, the bound of the light tagger: the head is sure of its own training part.
    """
    told = sample(document.id, document.text, set="bench")
    vectors = weights.vectors(told.words, told.sentences, clues.Clues(tuple(told.clues), {}))
    tags = weights.tagged(vectors)[:, weights.tags.index(HEAD)]
    outside = np.reciprocal(np.exp(tags - tags[:, :1]).sum(axis=1))
    found = np.flatnonzero(1 - outside >= LEAST)
    types = weights.judged[HEAD]["type"]
    best = weights.judge(HEAD, "type", weights.spans(vectors, np.stack((found, found + 1), axis=1))).argmax(axis=1)
    return [((told.starts[i], told.ends[i]), types[k]) for i, k in zip(found.tolist(), best.tolist(), strict=True)]


def read(document: Document, weights: Weights | None) -> Text:
    """What the trained reader knows of a text; without ``weights`` what the rules know."""
    told = sample(document.id, document.text, set="bench")
    words, spans = tuple(word.lower() for word in told.words), tuple(zip(told.starts, told.ends, strict=True))
    if weights is None:
        own, classes, known, columns = _by_rules(told)
    else:
        own, classes, known, columns = _by_weights(told, weights)
    return Text(words, spans, tuple(told.sentences), own, classes, known, columns)


def _by_weights(told: Sample, weights: Weights) -> tuple[Floats, Floats, Bools, Floats]:
    vectors = weights.vectors(told.words, told.sentences, clues.Clues(tuple(told.clues), {}))
    tags = weights.tagged(vectors)[:, weights.tags.index("trigger")]
    odds: Floats = np.logaddexp(tags[:, 1], tags[:, 2]) - tags[:, 0]
    number = np.arange(len(vectors))
    classes = weights.judge("trigger", "class", weights.spans(vectors, np.stack((number, number + 1), axis=1)))
    own: Floats = np.reciprocal(1 + np.exp(-odds), dtype=np.float32)
    return own, classes, odds > _SURE, np.concatenate((vectors, np.log(np.maximum(classes, _RARE))), axis=1)


def _by_rules(told: Sample) -> tuple[Floats, Floats, Bools, Floats]:
    values = np.array(told.clues)
    seen = np.maximum(values[:, _LEXICON], values[:, _REPORTED])
    classes = np.eye(len(ontology.load().classes) + 1, dtype=np.float32)[seen][:, 1:]
    own = (0.5 * (values[:, _LEXICON] > 0) + 0.5 * (values[:, _REPORTED] > 0)).astype(np.float32)
    beside = one_hot(told.clues)
    nothing = np.zeros((1, beside.shape[1]), np.float32)
    columns = (beside, np.concatenate((nothing, beside[:-1])), np.concatenate((beside[1:], nothing)), classes)
    return own, classes, seen > 0, np.concatenate(columns, axis=1)


def _about(text: Text) -> Floats:
    """``[words, n]``: where each word stands in its text, how often it is told, how much of the text tells events, and of which kind."""
    n = len(text.words)
    number, often = np.arange(n), Counter(text.words)
    sentence = np.array(text.sentences)
    mass = float(text.own.sum())
    kinds = (text.classes * text.own[:, None]).sum(axis=0) / max(mass, 1.0)
    rank = np.zeros(n)
    for one in range(int(sentence.max()) + 1):
        at = np.flatnonzero(sentence == one)
        rank[at] = np.argsort(np.argsort(-text.own[at], kind="stable"), kind="stable")
    seen = first_words(text.words)
    columns = (
        3 * number / n, np.log1p(number), np.full(n, np.log(n)), np.full(n, 20 * mass / n),
        np.log1p([min(often[w], 10) for w in text.words]), seen,
        np.bincount(sentence, weights=text.own)[sentence], 10 * text.classes @ kinds, np.minimum(rank, 4),
        *(number < early for early in _EARLY), np.full(n, n < _EARLY[0]),
    )  # fmt: skip
    beside = np.stack(columns, axis=1).astype(np.float32)
    made: Floats = np.concatenate((beside, np.repeat(8 * kinds[None], n, axis=0)), axis=1).astype(np.float32)
    return made


@dataclass(frozen=True, slots=True)
class Model:
    """A tagger with the words that it knows as triggers, and those of them that have a column."""

    tagger: Tagger
    known: frozenset[str]
    columns: tuple[str, ...]

    def triggers(self, text: Text, *, least: float = LEAST) -> list[Trigger]:
        """The triggers of a text with the first two parts of their types, in the order of the text."""
        at = judged(text, self.known)
        if not len(at):
            return []
        odds = self.tagger.odds(design(text, at, self.columns), np.ones(len(at), np.bool_))
        best = odds[:, 1::2].argmax(axis=1)
        return [
            (text.spans[i], self.tagger.types[k])
            for i, k, outside in zip(at, best, odds[:, 0], strict=True)
            if 1 - outside >= least
        ]


def judged(text: Text, known: frozenset[str]) -> list[int]:
    """The words that may be triggers."""
    return [i for i, word in enumerate(text.words) if text.known[i] or word in known]


def design(text: Text, at: Sequence[int], columns: Sequence[str]) -> Floats:
    """What the tagger sees of the words ``at``."""
    number = {word: i for i, word in enumerate(columns)}
    told = np.eye(len(columns) + 1, dtype=np.float32)[[number.get(text.words[i], len(columns)) for i in at]][:, :-1]
    return np.concatenate((text.columns[at], _about(text)[at], told), axis=1)


def learn(documents: Sequence[Document], texts: Sequence[Text], *, penalty: float = PENALTY) -> Model:
    """A tagger fitted to the annotated triggers of some documents."""
    types = tuple(sorted({two(e.type) for d in documents for e in d.events}))
    marked = [{i: two(e.type) for e in d.events for i in [t.word(e.head)] if i is not None} for d, t in zip(documents, texts, strict=True)]  # fmt: skip
    often = Counter(t.words[i] for t, found in zip(texts, marked, strict=True) for i in found)
    known, columns = frozenset(often), tuple(sorted(w for w, n in often.items() if n >= SEEN))
    rows, tags = [], []
    for text, found in zip(texts, marked, strict=True):
        at = judged(text, known)
        if at:
            rows.append(design(text, at, columns))
            tags.append(tags_of(len(at), [(k, k + 1, found[i]) for k, i in enumerate(at) if i in found], types))
    x = np.concatenate(rows)
    every = np.ones(len(x), np.bool_)
    return Model(fit(x, np.concatenate(tags), types, first=every, shown=every, penalty=penalty), known, columns)


# -- the third part of a type, and the score --------------------------------------------


def full(found: Sequence[Trigger], text: str) -> list[Trigger]:
    """The triggers with the third part of their types.

    A word that names no kind ("the attack") is of the kind that most words of its type in the text name: they tell the same event.
    """
    named = [(span, kind, _third(kind, text[slice(*span)])) for span, kind in found]
    most = {
        kind: Counter(third for _, other, third in named if other == kind and third is not None).most_common(1)
        for kind in {kind for _, kind, _ in named}
    }
    vague = re.compile(load("wikievents.yaml")["third"]["vague"], re.I)
    out = []
    for span, kind, third in named:
        if third is None and most[kind] and vague.match(text[slice(*span)]):
            third = most[kind][0][0]
        out.append((span, f"{kind}.{third or _else(kind)}"))
    return out


def _third(kind: str, word: str) -> str | None:
    rules = load("wikievents.yaml")["third"]["by word"].get(kind, {})
    return next((third for third, pattern in rules.items() if re.match(pattern, word, re.I)), None)


def _else(kind: str) -> str:
    other: str = load("wikievents.yaml")["third"]["else"].get(kind, "Unspecified")
    return other


def compare(document: Document, found: Mapping[str, Sequence[Trigger]]) -> Counts:
    """Right, told and wanted triggers of one document by who found them, by the full type and by two parts of it."""
    right, told, want = Counter[str](), Counter[str](), Counter[str]()
    gold = {(e.head, e.type) for e in document.events}
    for by, triggers in found.items():
        mine = {(_at(span, document), kind) for span, kind in full(triggers, document.text)}
        by_two = ({(at, two(kind)) for at, kind in some} for some in (gold, mine))
        for key, (a, b) in {"trigger": (gold, mine), "trigger by two parts": tuple(by_two)}.items():
            right[f"{by}: {key}"], told[f"{by}: {key}"], want[f"{by}: {key}"] = len(a & b), len(b), len(a)
    return right, told, want


def _at(span: Offsets, document: Document) -> Offsets:
    """The annotated head that a word is (part of), else the word itself."""
    return next((e.head for e in document.events if touch(e.head, span)), span)


def figures(right: Counter[str], told: Counter[str], want: Counter[str]) -> dict[str, tuple[float, int]]:
    """F1 of the triggers, with how many are wanted."""
    return {key: (f1(right[key], told[key], want[key]), want[key]) for key in want}


def main(words: Sequence[str]) -> int:
    """Prints the figures of folds inside the training part, by how likely a trigger must be."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reader", nargs="+", default=list(READERS), choices=READERS)
    parser.add_argument("--penalty", type=float, default=PENALTY)
    parser.add_argument("--folds", type=int, default=2, help="how many of the five are scored")
    options = parser.parse_args(list(words))
    documents = annotated.train()
    for reader in options.reader:
        weights = Weights() if reader == "trained" else None
        texts = [read(d, weights) for d in documents]
        for least, tally in in_folds(documents, texts, penalty=options.penalty, count=options.folds).items():
            right, told, want = (c[f"{LIGHT}: trigger by two parts"] for c in tally.sums())
            print(
                f"{reader:<10}least {least:.2f}  F1 {f1(right, told, want):.3f}  right {right}  told {told}  wanted {want}"
            )
    return 0


def in_folds(documents: Sequence[Document], texts: Sequence[Text], *, penalty: float, count: int) -> dict[float, Tally]:
    """By bound, the tally of taggers that were fitted to the documents of the other folds."""
    cuts = [round(0.2 + 0.05 * k, 2) for k in range(9)]
    out = {cut: Tally() for cut in cuts}
    for fold in folds(len(documents))[:count]:
        rest = [i for i in range(len(documents)) if i not in fold]
        model = learn([documents[i] for i in rest], [texts[i] for i in rest], penalty=penalty)
        for i in fold:
            for cut in cuts:
                out[cut].add(*compare(documents[i], {LIGHT: model.triggers(texts[i], least=cut)}))
    return out


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
