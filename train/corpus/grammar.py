"""How a story words its events, by the rules' own tags and chunks: passives, nouns, headlines without a verb, coordination.

Names and times are those of the annotation, so that no gazetteer and no registry has a say in what is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from rasid.extract.chunks import Chunk
from rasid.extract.clauses import Clauses
from rasid.extract.lexicon import noun_senses, past_forms, transitive
from rasid.extract.sentences import Sentence, sentences
from rasid.extract.tags import tagger
from rasid.records import Offsets, Span, Story
from train.corpus.markup import Annotated

_NAMED = "arpfd"  # kinds of marks whose capitals are names
_GETTING = frozenset(("get", "got", "gets", "getting"))
_THE = re.compile(r"\b(?:the|this|that|these|those|both)(?: [a-z-]+)? $", re.IGNORECASE)
_JOIN = re.compile(r"[\s,;]*(?:\b(?:and|or|nor|but|as well as|along with|plus)\b|&|/)?[\s,;]*")
_BETWEEN = re.compile(r"\b(?:the|an?|its|their|his|her|some|other|at|on|in|near|of|against|both|also|to)\b|\d[\d,.]*")
_AND = re.compile(r"\b(?:and|or|nor)\b|&")
_GOVERNS = re.compile(r"[NMj][do]")  # no noun stands right before an article or pronoun: "cut the road", "double it"
_STOPS = frozenset((",", ".", ";", ":", "of", ""))
_BREAKS = _STOPS | {"in", "on", "at", "and"}


class Worded:
    """An annotated story with its sentences parsed; what finds gives spans in ``story.text``."""

    def __init__(self, story: Annotated) -> None:
        self.story = story

    @cached_property
    def clauses(self) -> list[Clauses]:
        """The sentences of headline, body and captions, in that order."""
        return [Clauses(self._tagged(s)) for s in sentences(self.story.text, _story(self.story)) if s.part != "byline"]

    def _tagged(self, sentence: Sentence) -> Sentence:
        for mark in self.story.marks.values():
            if sentence.start <= mark.span[0] < sentence.end and mark.id[0] in _NAMED:
                a, b = sentence.tokens(*mark.span)
                sentence.names |= {t for t in range(a, b) if _name(sentence, t)}
        sentence.tag()
        tags = list(sentence.tags)
        for mark in self.story.marks.values():
            if mark.id[0] == "t" and sentence.start <= mark.span[0] < sentence.end:
                a, b = sentence.tokens(*mark.span)
                tags[a:b] = "T" * (b - a)
        sentence.tags = "".join(tags)
        return sentence

    def events(self, clauses: Clauses) -> Iterator[tuple[str, int, int]]:
        """The triggers of a sentence in order, each with its first token and the one after its last."""
        sentence = clauses.sentence
        for id in sorted(self.story.events, key=lambda id: self.story.marks[id].span):
            span = self.story.marks[id].span
            if sentence.start <= span[0] < sentence.end:
                yield id, *sentence.tokens(*span)

    def verbs(self, clauses: Clauses) -> Iterator[tuple[str, Chunk]]:
        """The triggers that are verbs, each with its verb group."""
        for id, a, b in self.events(clauses):
            group = _verb(clauses, a, b)
            if group is not None:
                yield id, group

    def nouns(self, clauses: Clauses) -> Iterator[str]:
        """The triggers that are nouns."""
        for id, a, b in self.events(clauses):
            tags = clauses.sentence.tags[a:b]
            if _verb(clauses, a, b) is None and tags[-1] in "NM" and tags[0] in "NMPjdcg":
                yield id

    # -- what is counted -----------------------------------------------------

    def passives(self, *, whole: bool) -> Iterator[Offsets]:
        """Triggers in the passive: ``whole`` with be or get ("was killed"), else participles without ("soldiers killed in")."""
        for clauses in self.clauses:
            for id, group in self.verbs(clauses):
                sentence = clauses.sentence
                before = range(group.a, group.head)
                helped = any(sentence.tags[t] == "B" or sentence.low[t] in _GETTING for t in before)
                needs_object = whole or sentence.low[group.head] in transitive()  # "camps agreed" is no passive
                if helped == whole and needs_object and clauses.passive(group):
                    yield self.story.marks[id].span

    def nominal(self) -> Iterator[Offsets]:
        """Triggers that are nouns."""
        return (self.story.marks[id].span for clauses in self.clauses for id in self.nouns(clauses))

    def nominal_sentences(self) -> Iterator[Offsets]:
        """Sentences of the body that have triggers, all of them nouns."""
        for clauses in self.clauses:
            told = list(self.events(clauses))
            if clauses.sentence.part == "body" and told and len(told) == len(list(self.nouns(clauses))):
                yield clauses.sentence.start, clauses.sentence.end

    def verbless(self, part: str) -> Iterator[Offsets]:
        """Sentences of a part of the story ("headline", "body") that have a trigger and nothing that could be a verb."""
        for clauses in self.clauses:
            if clauses.sentence.part == part and any(self.events(clauses)) and not _verbal(clauses):
                yield clauses.sentence.start, clauses.sentence.end

    def several(self) -> Iterator[Offsets]:
        """Sentences whose triggers tell two reports or more."""
        for clauses in self.clauses:
            if len({self.story.group(id) for id, _, _ in self.events(clauses)}) > 1:
                yield clauses.sentence.start, clauses.sentence.end

    def told_again(self) -> Iterator[Offsets]:
        """Nouns after "the", "this" ... that are not the first telling of their event ("the strike")."""
        story = self.story
        first: dict[str, str] = {}
        for id in sorted(story.events, key=lambda id: story.marks[id].span):
            first.setdefault(story.root(id), id)
        for clauses in self.clauses:
            for id in self.nouns(clauses):
                if first[story.root(id)] != id and definite(story, id):
                    yield story.marks[id].span

    def joined_triggers(self) -> Iterator[Offsets]:
        """Triggers that a conjunction joins to one before: verbs of one subject, or nouns of one list; from one to the other."""
        for clauses in self.clauses:
            verbs = list(self.verbs(clauses))
            for (first, one), (second, other) in zip(verbs, verbs[1:], strict=False):
                if one is not other and _follows_and(clauses, other) and _same_subject(clauses, one, other):
                    yield self._from(first, second)
            nouns = list(self.nouns(clauses))
            for first, second in zip(nouns, nouns[1:], strict=False):
                if self.joined(first, second) and self._and_between(first, second):
                    yield self._from(first, second)

    def joined_parties(self, role: str) -> Iterator[Offsets]:
        """The ``actor`` or ``target`` marks of events that name two or more in one list: from the first to the last of two."""
        chain = self.story.chains()
        for event in self.story.events.values():
            ids = sorted(getattr(event, role), key=lambda id: self.story.marks[id].span)
            pairs = zip(ids, ids[1:], strict=False)
            found = next((p for p in pairs if chain[p[0]] != chain[p[1]] and self.joined(*p)), None)
            if found is not None:
                yield self._from(*found)

    def joined_places(self) -> Iterator[Offsets]:
        """Where the place of an event is one of two that "and" joins: from the one to the other, each pair once an event."""
        places = sorted((m.id for m in self.story.marks.values() if m.id[0] in "pf"), key=lambda id: self.story.marks[id].span)  # fmt: skip
        after = dict(zip(places, places[1:], strict=False))
        before = {b: a for a, b in after.items()}
        for event in self.story.events.values():
            if event.at is None:
                continue
            pairs = ((before.get(event.at), event.at), (event.at, after.get(event.at)))
            known = ((a, b) for a, b in pairs if a is not None and b is not None and not self._range(a))
            found = next((p for p in known if self.joined(*p) and self._and_between(*p)), None)
            if found is not None:
                yield self._from(*found)

    # -- words between two marks ---------------------------------------------

    def joined(self, first: str, second: str) -> bool:
        """Whether between two marks stand only commas, conjunctions, articles, prepositions and counts, and a joint among them."""
        a, b = self.story.marks[first].span[1], self.story.marks[second].span[0]
        if not 0 < b - a < 60 or "\n" in self.story.text[a:b]:
            return False
        counts = [m.span for m in self.story.marks.values() if m.id[0] == "n" and a <= m.span[0] and m.span[1] <= b]
        gap = "".join(c for i, c in enumerate(self.story.text[a:b], a) if not any(x <= i < y for x, y in counts))
        joint = _AND.search(gap) is not None or ("," in gap and not counts)  # "a house, two officers killed" is no list
        return joint and _JOIN.fullmatch(_BETWEEN.sub("", gap)) is not None

    def _range(self, first: str) -> bool:
        """Whether "between" stands before a place: "between A and B" is one place."""
        at = self.story.marks[first].span[0]
        return self.story.text[max(0, at - 12) : at].lower().removesuffix("the ").endswith("between ")

    def _and_between(self, first: str, second: str) -> bool:
        a, b = self.story.marks[first].span[1], self.story.marks[second].span[0]
        return ";" not in self.story.text[a:b] and _AND.search(self.story.text[a:b]) is not None

    def _from(self, first: str, second: str) -> Offsets:
        return self.story.marks[first].span[0], self.story.marks[second].span[1]


def definite(story: Annotated, id: str) -> bool:
    """Whether "the", "this", "that" ... stands before a mark, with one word between at most."""
    start = story.marks[id].span[0]
    return _THE.search(story.text[max(0, start - 25) : start]) is not None


def _story(story: Annotated) -> Story:
    parts = {p.kind: Span(p.span, story.text[slice(*p.span)]) for p in reversed(story.parts)}

    def of(kind: str) -> tuple[Span, ...]:
        return tuple(Span(p.span, story.text[slice(*p.span)]) for p in story.parts if p.kind == kind)

    whole = (0, len(story.text))
    return Story(story.id, whole, parts.get("headline"), of("caption"), (), None, None, of("body"), (), None, None, False)  # fmt: skip


def _name(sentence: Sentence, token: int) -> bool:
    return sentence.words[token][:1].isupper() and sentence.low[token] not in noun_senses()


def _verb(clauses: Clauses, a: int, b: int) -> Chunk | None:
    """The verb group whose main verb is among tokens ``a`` up to, without, ``b``."""
    return next((c for c in clauses.chunks if c.verbal and a <= c.head < b), None)


def _verbal(clauses: Clauses) -> bool:
    """Whether a verb group stands there, or a word right after a noun that may be a verb ("Ramadi falls", "gunmen lay waste")."""
    low, tags = clauses.sentence.low, clauses.sentence.tags
    if any(c.verbal for c in clauses.chunks):
        return True
    if _GOVERNS.search(tags):
        return True
    headline = clauses.sentence.part == "headline"
    return any(
        _hides_verb(tags[i - 1], tags[i], low[i], low[i + 1] if i + 1 < len(low) else "", headline=headline)
        for i in range(1, len(low))
    )


def _hides_verb(before: str, tag: str, word: str, after: str, *, headline: bool) -> bool:
    if before not in "NMP":
        return False
    if tag in "NMj" and word in past_forms():
        return True  # "nobody shot at them"
    if tag == "j":
        return before == "M" and after not in _BREAKS  # "commandos free crew"
    if before != "M" and tag in "NM" and word.endswith("s") and (headline or after not in _STOPS):
        return headline or _may_be_verb(word)  # "gang slaughters at least 70", "market empties"
    return tag in "NMb" and after not in _BREAKS and _may_be_verb(word)


def _may_be_verb(word: str) -> bool:
    stems = (word, word.removesuffix("s"), word.removesuffix("es"))
    return any(code in "VZAb" for stem in stems for code, _ in tagger().options(stem))


def _follows_and(clauses: Clauses, group: Chunk) -> bool:
    tags, at = clauses.sentence.tags, group.a - 1
    while at >= 0 and tags[at] in 'a"':
        at -= 1
    return at >= 0 and tags[at] == "k"


def _same_subject(clauses: Clauses, one: Chunk, other: Chunk) -> bool:
    subject = clauses.subject(one)
    return subject is not None and subject is clauses.subject(other)
