"""From a story to its analysis: sentences, names, chunks, and an item for every phrase that can matter."""

from __future__ import annotations

import functools
import re

from rasid import timex
from rasid.extract.analysis import MEANS, Analysis, Item, View
from rasid.extract.chunks import Chunk
from rasid.extract.clauses import Clauses
from rasid.extract.inflect import verb_forms
from rasid.extract.lexicon import cues, noun_senses, nouns_of
from rasid.extract.names import Names
from rasid.extract.sentences import Sentence, sentences
from rasid.records import Document, MentionKind, Story
from rasid.registry.names import Hit

_PLACE_LEADS = frozenset(
    "in at near from to into around outside inside across towards toward through via throughout within over between along off onto entering".split()
)
_DETERMINERS = frozenset(
    "the a an this that these those its their his her our some any all both each every no another such".split()
)
KIND_OF_SENSE: dict[str, tuple[MentionKind, float]] = {
    **dict.fromkeys(("organisation", "civilians", "victims", "forces", "militants"), ("actor", 0.7)),
    "office": ("person_role", 0.8),
    **dict.fromkeys((*MEANS, "drug"), ("weapon", 0.8)),
    **dict.fromkeys(("facility", "vehicle", "vessel"), ("facility", 0.7)),
    "document": ("document", 0.6),
}
_HELD = frozenset(("held", "controlled", "run", "administered", "occupied", "ruled", "besieged", "dominated"))
_BRACKETED = re.compile(
    r"(?<=[NMP])\(P{1,3}\)|(?<=[djc])\"(?=[jNMP]{1,3}\")|(?<=[djc]\"[NMP])\"|(?<=[djc]\"[NMP]{2})\""
)
_TARGET_LEADS = frozenset(("", "on", "against", "targeting", "at"))
_OF = frozenset(("of", "from", "within", "among", "for"))
_PARTS = frozenset(("civilians", "victims", "forces", "militants", "organisation", "office"))
_ACRONYM = re.compile(r"[A-Z][A-Z0-9]{1,6}(?:-[A-Z0-9]+)?$")
_NOT_ACTORS = frozenset(
    "GMT UTC EST CET PM AM KM TV USD EU NGO NGOS AFP AP SUV UAV IED PDF RT TT FPV HIMARS GPS ID VIP".split()
)


def analyse(document: Document, story: Story, names: Names) -> Analysis:
    """The analysis of one story; headlines are read last because their capitals need the body's names."""
    text = document.text or ""
    views = [View(i, s) for i, s in enumerate(sentences(text, story))]
    seen: dict[str, float] = {}
    names.begin(text, *story.span)
    found = _expressions(text, story)
    order = sorted(views, key=lambda v: v.sentence.part == "headline")
    # A step goes through all sentences before the next one starts, so that its code and tables stay in the processor's cache.
    for view in order:
        names.actors(view, text)
        for item in names.places(view, seen):
            view.add(item)
        view.sentence.tag()
    for view in order:
        times = _times(view, found)
        _mark_times(view.sentence, times)
        for item in times:
            view.add(item)
    for view in order:
        view.clauses = Clauses(view.sentence)
    for view in order:
        _Phrases(view, names).fill()
    return Analysis(story.id, text, views)


def _expressions(text: str, story: Story) -> list[timex.Expression]:
    parts = [part.span for part in (story.headline, *story.body, *story.captions) if part is not None]
    return [expression for span in parts for expression in timex.find(text, *span)]


def _times(view: View, found: list[timex.Expression]) -> list[Item]:
    out = []
    for expression in found:
        if not view.sentence.start <= expression.span[0] < view.sentence.end:
            continue
        a, b = view.sentence.tokens(*expression.span)
        out.append(Item("time", view.index, a, b, expression.span, 0.9, expression.kind))
    return out


def _mark_times(sentence: Sentence, times: list[Item]) -> None:
    tags = list(sentence.tags)
    for item in times:
        if item.sense == "vague":  # "has now taken": an adverb of its verb group
            continue
        if sentence.starts[item.a] != item.span[0] or sentence.ends[item.b - 1] != item.span[1]:
            continue  # part of a word: "dusk-to-dawn"
        tags[item.a : item.b] = "T" * (item.b - item.a)
    # A name in brackets or words in quotation marks stand inside their phrase: "ISIS (Daesh) militants", 'six "bandits"'.
    sentence.tags = _BRACKETED.sub(lambda match: "_" * len(match[0]), "".join(tags))


@functools.cache
def _hurting() -> frozenset[str]:
    """Forms of verbs that only people suffer."""
    return frozenset(form for lemma in cues()["hurting"] for form in verb_forms(lemma))


@functools.cache
def _harming() -> frozenset[str]:
    """Forms of verbs that harm things."""
    return frozenset(form for lemma in cues()["harming"] for form in verb_forms(lemma))


class _Phrases:
    """Gives each noun phrase of a sentence its item."""

    def __init__(self, view: View, names: Names) -> None:
        self._view = view
        self._names = names
        self._sentence = view.sentence
        self._places = {item.a: item for item in view.places}
        self._offices = not nouns_of("office").isdisjoint(view.sentence.low)

    def fill(self) -> None:
        """Add an item for each phrase whose head has a sense or a name."""
        for chunk in self._view.clauses.chunks:
            if not chunk.verbal:
                self._phrase(chunk)
        for chunk in reversed(
            self._view.clauses.chunks
        ):  # from the right, so that a chain grows: "spokesman for the chief of the army"
            if not chunk.verbal and chunk.lead in _OF:
                self._extend(chunk)
        for t, word in enumerate(self._sentence.low):
            if "-" in word and word.rpartition("-")[2] in _HELD:
                self._compound(t, word.rpartition("-")[0])

    def _compound(self, t: int, head: str) -> None:
        """The holder in "rebel-held" and "Houthi-controlled"."""
        start = self._sentence.starts[t]
        span = (start, start + len(head))
        named = self._names.named(self._sentence.words[t][: len(head)])
        sense = noun_senses().get(head)
        if named or sense in ("militants", "organisation"):
            self._view.add(Item("actor", self._view.index, t, t + 1, span, 0.6, "name" if named else str(sense)))

    def _phrase(self, chunk: Chunk) -> None:
        view, sentence = self._view, self._sentence
        if chunk.b - chunk.a == 1 and sentence.tags[chunk.a] in "od":
            return  # a pronoun
        a = self._core(chunk)
        hits = [(x, y, h) for x, y, h in view.hits if x < chunk.b and y > chunk.a] if view.hits else []
        self._possessors(chunk)
        head = [(x, y, h) for x, y, h in hits if y > chunk.head >= x] if hits else []
        for x, y, hit in hits:
            if hit.sort == "metonym":
                self._place_of(x, y)
        if self._offices and self._office(chunk, a):
            return
        named = self._place_at_end(chunk) if self._places else None
        if named is not None and not any(h.sort == "name" for _, _, h in head):
            view.of[chunk.a] = named  # "Rakhine State" is no body politic
            if not head:
                return
        if head:
            x, y, hit = head[0]
            if hit.sort in ("metonym", "demonym") and (chunk.lead in _PLACE_LEADS or self._beside_generic(y)):
                return
            told = chunk.sense if hit.sort == "generic" and chunk.sense in _PARTS else "name"
            item = Item("actor", view.index, min(a, x), chunk.b, sentence.span(min(a, x), chunk.b), 0.9, str(told), hit)
            view.add(item, chunk)
            return
        self._common(chunk, a, hits[0][2] if hits else None)
        self._quantity(chunk)

    def _place_at_end(self, chunk: Chunk) -> Item | None:
        return next((p for t, p in self._places.items() if chunk.a <= t and p.b == chunk.b), None)

    def _common(self, chunk: Chunk, a: int, hit: Hit | None) -> None:
        """The item of a phrase whose head is a common noun, by the noun's sense."""
        kind, score = KIND_OF_SENSE.get(chunk.sense or "", (None, 0.0))
        if kind is None:
            self._other(chunk, a)
            return
        span = self._sentence.span(a, chunk.b)
        self._view.add(
            Item(kind, self._view.index, a, chunk.b, span, score, str(chunk.sense), hit if kind == "actor" else None),
            chunk,
        )

    def _other(self, chunk: Chunk, a: int) -> None:
        view, sentence = self._view, self._sentence
        place = next((p for t, p in self._places.items() if chunk.a <= t < chunk.b and p.b >= chunk.head), None)
        if place is not None:
            view.of[chunk.a] = place
        elif (
            chunk.sense == "place" and chunk.lead in _TARGET_LEADS
        ):  # "isolated villages" can suffer; "in the region" says little
            view.add(Item("place", view.index, a, chunk.b, sentence.span(a, chunk.b), 0.4, "place"), chunk)
        elif self._harmed(chunk):
            view.add(Item("actor", view.index, a, chunk.b, sentence.span(a, chunk.b), 0.4, "victims"), chunk)
        elif self._struck(chunk):
            view.add(Item("facility", view.index, a, chunk.b, sentence.span(a, chunk.b), 0.3, "thing"), chunk)
        elif (
            _ACRONYM.match(sentence.words[chunk.head])
            and not sentence.title
            and sentence.words[chunk.head] not in _NOT_ACTORS
        ):
            view.add(Item("actor", view.index, a, chunk.b, sentence.span(a, chunk.b), 0.4, "name"), chunk)

    def _harmed(self, chunk: Chunk) -> bool:
        """Whether an unknown noun is counted and stands by a verb that only people suffer ("killed three truffle collectors")."""
        tags, low = self._sentence.tags, self._sentence.low
        if (
            "c" not in tags[chunk.a : chunk.b]
            or tags[chunk.head] not in "NM"
            or noun_senses().get(low[chunk.head]) is not None
        ):
            return False
        k = self._view.clauses.at[chunk.a]
        beside = self._view.clauses.chunks[max(0, k - 1) : k] + self._view.clauses.chunks[k + 1 : k + 2]
        return any(c.verbal and low[c.head] in _hurting() for c in beside)

    def _struck(self, chunk: Chunk) -> bool:
        """Whether a phrase of unknown sense is the object of a verb of harm ("hit a printing works")."""
        k = self._view.clauses.at[chunk.a]
        verb = self._view.clauses.chunks[k - 1] if k else None
        if (
            verb is not None
            and not verb.verbal
            and self._sentence.tags[verb.b : chunk.a] in ("k", ",", ",k")
            and self._view.of.get(verb.a) is not None
        ):
            verb = (
                self._view.clauses.chunks[k - 2]
                if k > 1 and self._view.of[verb.a].sense in ("thing", "facility", "vehicle")
                else None
            )
            joined = True
        else:
            joined = False
        if (
            verb is None
            or not verb.verbal
            or not (joined or verb.b == chunk.a)
            or self._sentence.tags[chunk.head] not in "NM"
        ):
            return False
        return self._sentence.low[verb.head] in _harming() and noun_senses().get(self._sentence.low[chunk.head]) is None

    def _core(self, chunk: Chunk) -> int:
        """The first token after determiners, and after a possessor."""
        a = chunk.a
        while a < chunk.head and (self._sentence.low[a] in _DETERMINERS or self._sentence.tags[a] in "a$"):
            a += 1
        return a

    def _possessors(self, chunk: Chunk) -> None:
        """Names inside a longer phrase ("Israel's strike", "Israeli strikes") are items of their own."""
        view, sentence = self._view, self._sentence
        for x, y, hit in view.hits:
            if chunk.a <= x and y <= chunk.head and (hit.sort != "generic" or sentence.tags[y : y + 1] == "s"):
                item = Item("actor", view.index, x, y, sentence.span(x, y), 0.8, "name", hit)
                view.add(item)
        if "s" in sentence.tags[chunk.a : chunk.b]:
            self._common_possessor(chunk)

    def _common_possessor(self, chunk: Chunk) -> None:
        view, sentence = self._view, self._sentence
        end = chunk.a + sentence.tags[chunk.a : chunk.b].index("s")
        sense = noun_senses().get(sentence.low[end - 1]) if end > chunk.a else None
        if sense in _PARTS and not any(x <= end - 1 < y for x, y, _ in view.hits):
            a = chunk.a + (sentence.low[chunk.a] in _DETERMINERS)
            kind: MentionKind = "person_role" if sense == "office" else "actor"
            if a < end:
                view.add(Item(kind, view.index, a, end, sentence.span(a, end), 0.6, str(sense)))

    def _place_of(self, a: int, b: int) -> None:
        if not any(p.a <= a < p.b for p in self._places.values()):
            item = Item("place", self._view.index, a, b, self._sentence.span(a, b), 0.8, "name")
            self._places[a] = item
            self._view.add(item)

    def _beside_generic(self, y: int) -> bool:
        return self._sentence.low[y : y + 1] != [] and self._sentence.low[y] in cues()["generic_place"]

    def _office(self, chunk: Chunk, a: int) -> bool:
        """ "Foreign Minister Gideon Saar": an office noun followed by nothing but a name."""
        view, sentence = self._view, self._sentence
        senses = noun_senses()
        end = chunk.b
        possessive = sentence.tags[chunk.a : chunk.b].rfind("s")
        start = a if possessive < 0 else chunk.a + possessive + 1
        if possessive >= 0 and chunk.head > chunk.a + possessive + 1 and not sentence.words[chunk.head][0].isupper():
            if senses.get(sentence.low[chunk.head]) != "office":
                return self._possessor_office(chunk, a)
        for t in range(chunk.b - 1, start - 1, -1):
            if senses.get(sentence.low[t]) == "office" and (
                t == chunk.head or all(sentence.tags[k] == "P" for k in range(t + 1, end))
            ):
                view.add(Item("person_role", view.index, a, end, sentence.span(a, end), 0.85, "office"), chunk)
                return True
        return False

    def _possessor_office(self, chunk: Chunk, a: int) -> bool:
        sentence = self._sentence
        end = chunk.a + sentence.tags[chunk.a : chunk.b].index("s")
        if any(noun_senses().get(sentence.low[t]) == "office" for t in range(a, end)) and a < end:
            self._view.add(Item("person_role", self._view.index, a, end, sentence.span(a, end), 0.8, "office"))
        return False

    def _quantity(self, chunk: Chunk) -> None:
        tags = self._sentence.tags[chunk.a : chunk.b]
        if "c" in tags:
            a = chunk.a + tags.index("c")
            b = a + 1
            while b < chunk.b and self._sentence.tags[b] == "c":
                b += 1
            self._view.add(Item("quantity", self._view.index, a, b, self._sentence.span(a, b), 0.9, "quantity"))

    def _capitals(self, part: Item, chunk: Chunk) -> bool:
        words = self._sentence.words
        return (
            part.b + 1 >= chunk.a
            and words[part.b - 1][0].isupper()
            and all(w[0].isupper() for w in words[chunk.a : chunk.b] if w.lower() not in ("the", "and"))
        )

    def _extend(self, chunk: Chunk) -> None:
        """ "six factions within the PMF", "forces of President X": the part's item takes in the whole it belongs to."""
        view = self._view
        k = view.clauses.at[chunk.a]
        if k == 0:
            return
        before = view.clauses.chunks[k - 1]
        part, whole = view.item(before), view.item(chunk)
        if (
            chunk.lead == "of"
            and part is not None
            and whole is None
            and part.sense == "organisation"
            and self._capitals(part, chunk)
        ):
            part.b, part.span = chunk.b, (part.span[0], self._sentence.ends[chunk.b - 1])  # "Ministry of Public Works"
        if (
            part is None
            or whole is None
            or part.kind not in ("actor", "person_role")
            or part.sense not in _PARTS
            or before.b != part.b
        ):
            return
        if chunk.lead == "for" and part.sense != "office":
            return
        if (
            whole.kind in ("actor", "person_role")
            and (whole.sense in ("name", "organisation", "office"))
            and whole.b >= chunk.b
        ):
            part.b, part.span = whole.b, (part.span[0], whole.span[1])
            part.hit = part.hit or whole.hit
