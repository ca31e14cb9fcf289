"""Who says so: the speech acts of a sentence and how far each reaches."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rasid.extract.analysis import Item, View
from rasid.extract.chunks import Chunk
from rasid.extract.coreference import Coreference
from rasid.extract.lexicon import cues, verb_lemmas
from rasid.records import Stance

_CLAIMANTS = ("actor", "person_role", "document")


_SAID = frozenset(
    "said says added reported announced told confirmed wrote explained noted stated insisted warned".split()
)


@dataclass(slots=True, eq=False)
class Speech:
    """``claimant`` says what stands in tokens ``first`` to ``last``; ``cue`` are the tokens of the verb."""

    view: View
    claimant: Item
    stance: Stance
    cue: tuple[int, int]
    first: int
    last: int


def speeches(view: View, coreference: Coreference) -> list[Speech]:
    """The sentence's speech acts, in order."""
    out: list[Speech] = []
    lemmas, accuse, deny = verb_lemmas("say"), verb_lemmas("accuse"), verb_lemmas("deny")
    low = view.sentence.low
    for chunk in view.clauses.chunks:
        word = low[chunk.head]
        if not chunk.verbal or not (word in lemmas or word in accuse or word in deny or _counts(view, chunk)):
            continue
        passive = view.clauses.passive(chunk)
        if lemmas.get(word) == "declare" and _performs(view, chunk):
            continue
        if passive and not (word in accuse or word in ("quoted", "cited")):
            continue
        if lemmas.get(word) in cues()["document_say"] and not _of_document(view, chunk):
            continue
        speaker = _speaker(view, chunk, coreference)
        if speaker is not None and not (passive and word in accuse):
            out.append(
                _reach(
                    view,
                    chunk,
                    view.clauses.subject(chunk),
                    speaker,
                    _stance(lemmas.get(word), word in accuse, word in deny),
                )
            )
    return out + _according(view, coreference)


def _counts(view: View, chunk: Chunk) -> bool:
    """ "The ministry put the toll at 28": a count is a statement."""
    if view.sentence.low[chunk.head] not in ("put", "puts", "gave", "gives", "raised", "revised", "updated"):
        return False
    held = view.clauses.object(chunk)
    return held is not None and view.sentence.low[held.head] in ("toll", "figure", "number", "count", "tally")


def _performs(view: View, chunk: Chunk) -> bool:
    """ "Declared a ceasefire": an act done by saying it, no statement."""
    made = view.clauses.object(chunk)
    return made is not None and view.sentence.low[made.head] in cues()["performed"]


def _of_document(view: View, chunk: Chunk) -> bool:
    """Verbs such as "show" and "find" are speech when a document is their subject or a "that" follows."""
    item = view.item(view.clauses.subject(chunk))
    return (item is not None and item.kind == "document") or "q" in view.sentence.tags[chunk.b : chunk.b + 3]


def _stance(lemma: str | None, accuses: bool, denies: bool) -> Stance:
    if accuses:
        return "accuses"
    if denies:
        return "denies"
    words = cues()
    return "admits" if lemma in words["say_admits"] else "asserts" if lemma in words["say_asserts"] else "reports"


def _speaker(view: View, chunk: Chunk, coreference: Coreference) -> Item | None:
    subject = view.clauses.subject(chunk)
    if subject is None or subject.a >= chunk.a:
        subject = (_inverted(view, chunk) if view.sentence.low[chunk.head] in _SAID else None) or subject
    if subject is None or view.sentence.low[subject.a] in ("no", "none", "neither", "nobody"):
        return None
    if view.sentence.tags[subject.a : subject.b] == "o":
        return coreference.pronoun(view, subject)
    item = view.item(subject) or coreference.name(view, subject)
    if item is not None and item.kind == "document":
        return author(view, subject, item)
    return item if item is not None and item.kind in _CLAIMANTS else None


def _inverted(view: View, chunk: Chunk) -> Chunk | None:
    """ "...", said the ministry."""
    before = view.sentence.tags[chunk.a - 1 : chunk.a]
    return view.clauses.object(chunk) if before in (",", '"') else None


def author(view: View, subject: Chunk, document: Item) -> Item | None:
    """Whose document it is: "a paper published by X", "X's statement", "a report from X"; ``None`` when it is not told."""
    for chunk in view.clauses.phrases(subject, through_verbs=False):
        item = view.item(chunk)
        if (
            chunk.lead in ("by", "from", "of")
            and item is not None
            and item.kind in ("actor", "person_role", "facility")
        ):
            return item
    owner = [
        i
        for i in view.items
        if i.kind in ("actor", "person_role") and subject.a <= i.a and i.b <= document.b and i is not document
    ]
    return owner[0] if owner else None


def _reach(view: View, verb: Chunk, subject: Chunk | None, speaker: Item, stance: Stance) -> Speech:
    """What is said: after the verb; before it when the verb closes the sentence; a "that" or a colon settles it."""
    sentence = view.sentence
    n = len(sentence.words)
    start = min(verb.a, *(c.a for c in view.clauses.subjects(verb))) if subject is not None else verb.a
    while start and sentence.tags[start - 1] in "da" and sentence.low[start - 1] not in ("not",):
        start -= 1
    trailing = start > 2 and sentence.tags[start - 1] in ',"' and _closes(view, verb)
    if trailing:
        begin = sentence.tags.rfind(":", 0, start) + 1
        return Speech(view, speaker, stance, (verb.a, verb.b), begin, start)
    return Speech(view, speaker, stance, (verb.a, verb.b), verb.b, n)


def _closes(view: View, verb: Chunk) -> bool:
    """Whether nothing that could be said follows the verb: the end, a time, "told reporters", "in a statement"."""
    clauses = view.clauses
    after = view.sentence.tags[verb.b :].lstrip("T")[:1]
    if after in ("", ".", ":", ","):
        return True
    if after in ("q", "t", '"') or any(c.verbal and c.a > verb.b and clauses.finite(c) for c in clauses.chunks):
        return False
    told = clauses.object(verb)
    if told is not None and view.sentence.low[verb.head] in ("told", "tells", "telling"):
        return "q" not in view.sentence.tags[told.b : told.b + 2]  # "told state radio"
    return told is None or (view.item(told) is not None and told.sense == "civilians")


def _according(view: View, coreference: Coreference) -> list[Speech]:
    low = view.sentence.low
    out = []
    for t in range(len(low) - 2):
        if (low[t] == "according" and low[t + 1] == "to") or low[t] in ("citing", "per"):
            after = t + (2 if low[t] == "according" else 1)
            chunk = view.clauses.chunk(after) or view.clauses.chunk(after + 1)
            item = view.item(chunk) or (coreference.name(view, chunk) if chunk is not None else None)
            if item is not None and item.kind == "document" and chunk is not None:
                item = author(view, chunk, item)
            if item is not None:
                out.append(Speech(view, item, "reports", (t, t + 2), 0, len(low)))
    return out


def of_speaker(known: Iterable[Speech], who: Item) -> Speech | None:
    """The speech of a speaker among those known of a sentence: of the same item, or of one that ends with the same word."""
    return next((s for s in known if s.claimant is who or (s.claimant.s, s.claimant.b) == (who.s, who.b)), None)


def reaching(view: View, at: int, who: Item, stance: Stance, cue: tuple[int, int]) -> Speech:
    """A speech that reaches from its cue to the end of the sentence on which token ``at`` stands."""
    first, last = (cue[1], len(view.sentence.words)) if at >= cue[1] else (0, cue[0])
    return Speech(view, who, stance, cue, first, last)
