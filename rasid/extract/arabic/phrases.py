"""The items of a sentence: the noun phrases, places and times that can be mentions, left to right."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from typing import Any

from rasid.extract.arabic import times
from rasid.extract.arabic.lexicon import Index, Lexicon, Row
from rasid.extract.arabic.names import Named, Names
from rasid.extract.arabic.numbers import number
from rasid.extract.arabic.words import Sentence, Split, splits
from rasid.gazetteer import Entry
from rasid.records import MentionKind, Offsets
from rasid.registry import Actor
from rasid.timex import Expression

PEOPLE = frozenset(("civilians", "victims", "forces", "militants", "office"))
ACTING = frozenset(("forces", "militants", "organisation", "office", "name", "source"))
MEANS = frozenset(
    ("drone", "aircraft", "missile", "rocket", "artillery", "bomb", "mine", "grenade", "gun", "blade", "gas")
)
SITES = frozenset(("facility", "vehicle", "vessel"))
_LOCATIVE = frozenset(("في", "على", "إلى", "من", "ب"))
_WEAK = frozenset(("على", "من", "إلى", "ل", "ب", "بين"))
_SETTLED = frozenset(
    "مدينه بلده قريه حي مخيم ناحيه قضاء منطقه محافظه ولايه مديريه مقاطعه ضاحيه اقليم بلدتي مدينتي قريتي شارع معبر جسر جبل مطار".split()
)
_DIRECTIONS = frozenset(
    "شمال جنوب شرق غرب وسط شمالي جنوبي شرقي غربي قرب محيط ريف اطراف مشارف غربي بالقرب بريف بمحيط شمالى جنوبى".split()
)
_AGENTS = frozenset((("من", "قبل"), ("علي", "يد"), ("علي", "ايدي"), ("من", "جانب")))  # "by"


@dataclass(slots=True, eq=False)
class Item:
    """Words ``a`` to ``b`` of a sentence that may be a mention. ``lead`` is the preposition, ``conj`` says that "and" precedes."""

    kind: MentionKind
    a: int
    b: int
    span: Offsets
    score: float
    sense: str
    lead: str = ""
    conj: bool = False
    definite: bool = False
    number: int = 0
    head: str = ""
    actor: Actor | None = None
    expression: Expression | None = None
    whole: tuple[int, int] | None = None  # words of a place with its "city of", "north of"
    id: str = ""


@dataclass(slots=True)
class View:
    """A sentence with its items in order, and whether a word stands inside one."""

    sentence: Sentence
    items: list[Item] = field(default_factory=list)
    quantities: list[Item] = field(default_factory=list)


def match(index: Index[Any], sentence: Sentence, t: int, *, verbs: bool = False) -> tuple[Split, Row[Any]] | None:
    """The first row of an index that fits at word ``t`` with some split of it; ``verbs``: only "and" may precede a verb."""
    for split, rows in index.readings(sentence.keys[t]):
        if verbs and (split.lead or split.definite):
            continue
        for row in rows:
            if not row.rest or _follows(sentence, t, row.rest):
                return split, row
    return None


def _follows(sentence: Sentence, t: int, rest: tuple[str, ...]) -> bool:
    there = sentence.keys[t + 1 : t + 1 + len(rest)]
    return len(there) == len(rest) and all(
        k == r or k == "ال" + r or "ال" + k == r for k, r in zip(there, rest, strict=True)
    )


class Phrases:
    """Reads the items of sentences."""

    def __init__(self, names: Names, lexicon: Lexicon) -> None:
        self._names = names
        self._lexicon = lexicon
        self._dull = functools.lru_cache(maxsize=65536)(self._says_nothing)
        self._opens = functools.lru_cache(maxsize=65536)(self._lets_in)
        self._prepositions = functools.lru_cache(maxsize=65536)(self._preposition)

    def _preposition(self, key: str) -> str:
        """The preposition that a word is, conjunction aside, "" for none."""
        leads = self._lexicon.prepositions
        return next((leads[s.stem] for s in splits(key) if s.stem in leads and not s.definite), "")

    def view(self, text: str, sentence: Sentence) -> View:
        """The sentence with its items."""
        view = View(sentence)
        for expression in times.expressions(text, sentence):
            view.items.append(self._time(sentence, expression))
        taken = {t for item in view.items for t in range(item.a, item.b)}
        t = 0
        while t < len(sentence.keys):
            item = None if t in taken or self._passed(view, t) else self._at(view, t)
            if item is None:
                t += 1
                continue
            view.items.append(item)
            t = item.b
        view.items.sort(key=lambda i: (i.a, i.b))
        return view

    def _passed(self, view: View, t: int) -> bool:
        """Whether nothing can start at a word: most words are passed over by their letters and the word before."""
        keys = view.sentence.keys
        if not keys[t][0].isalpha():
            return True
        if not self._dull(keys[t]) or (t and self._opens(keys[t - 1])):
            return False
        return not (view.items and view.items[-1].kind == "place" and view.items[-1].b >= t - 1)

    def _says_nothing(self, key: str) -> bool:
        words = self._lexicon
        plain = not (self._names.readings(key) or words.senses.readings(key))
        return plain and not any(s.lead or s.stem in words.demonyms for s in splits(key))

    def _lets_in(self, key: str) -> bool:
        """Whether a place or a speaker may follow a word that says nothing itself."""
        words = self._lexicon
        return (
            bool(self._prepositions(key) or _directs(key) or words.senses.readings(key) or words.speech.readings(key))
            or not key[0].isalpha()
            or len(key) == 1
        )

    def _time(self, sentence: Sentence, expression: Expression) -> Item:
        start, end = expression.span
        a = next(i for i, e in enumerate(sentence.ends) if e > start)
        b = next((i for i, s in enumerate(sentence.starts) if s >= end), len(sentence.starts))
        return Item("time", a, b, expression.span, 0.9, expression.kind, expression=expression)

    def _at(self, view: View, t: int) -> Item | None:
        sentence = view.sentence
        named = self._names.actor(sentence, t)
        if named is not None and not (named.sort == "metonym" and self._located(view, t, named.split)):
            if named.words > 1 or named.sort == "metonym" or not self._located_word(view, t, named):
                return self._name(view, t, named)
        found = match(self._lexicon.senses, sentence, t)
        place = self._place(view, t)
        if place is not None and (found is None or place.b - place.a > 1):
            return place
        if found is not None:
            return self._noun(view, t, *found)
        return self._demonym(view, t) or self._capital(view, t)

    def _capital(self, view: View, t: int) -> Item | None:
        """ "Kyiv accused": a capital as the subject right after a verb of speech."""
        sentence = view.sentence
        if t == 0 or not match(self._lexicon.speech, sentence, t - 1, verbs=True):
            return None
        found = self._names.capital(sentence, t, 0)
        return (
            None
            if found is None
            else Item(
                "actor",
                t,
                t + found[0],
                sentence.offsets(t, t + found[0]),
                0.7,
                "name",
                head=sentence.keys[t],
                actor=found[1],
            )
        )

    def _demonym(self, view: View, t: int) -> Item | None:
        """ "Israeli" of "an Israeli strike" names the state; "two Israelis" are people."""
        sentence = view.sentence
        for split in splits(sentence.keys[t]):
            country = self._lexicon.demonyms.get(split.stem)
            if country is None or split.lead:
                continue
            span = sentence.offsets(t, t + 1, split.skip)
            if (
                any(match(self._lexicon.nouns, sentence, k) for k in (t - 1, t - 2) if k >= 0)
                and not split.conj
                and not self._numbered(sentence, t)
            ):
                return Item("actor", t, t + 1, span, 0.6, "demonym", actor=self._names.state(country))
            if split.stem.endswith(("ون", "ين", "ان")) or self._numbered(sentence, t):
                number = 2 if split.stem.endswith("ان") else 3
                return Item(
                    "actor",
                    t,
                    t + 1,
                    span,
                    0.5,
                    "victims",
                    self._lead(sentence, t, split),
                    split.conj,
                    split.definite,
                    number,
                    split.stem,
                )
        return None

    def _numbered(self, sentence: Sentence, t: int) -> bool:
        """Whether a number ends just before word ``t``."""
        return any((found := number(sentence.keys, k)) is not None and found[1] == t for k in range(max(0, t - 2), t))

    # -- places ----------------------------------------------------------------

    def _located_word(self, view: View, t: int, named: Named) -> bool:
        """One-word names that are places too ("الجزيرة"): a place after a noun for places."""
        return (
            bool(self._unit(view, t)) and self._names.place(view.sentence, t, named.split.skip, told=True) is not None
        )

    def _unit(self, view: View, t: int) -> str:
        """The noun for a place just before word ``t`` ("city of"), "" for none."""
        if t == 0:
            return ""
        found = match(self._lexicon.senses, view.sentence, t - 1)
        return found[0].stem if found is not None and found[1].value.sense == "place" and not found[0].definite else ""

    def _lead(self, sentence: Sentence, t: int, split: Split) -> str:
        if split.lead:
            return split.lead
        if split.conj or t == 0:
            return ""
        before = sentence.keys[t - 1]
        if tuple(sentence.keys[t - 2 : t]) in _AGENTS:
            return "بيد"
        if before in ("ب", "ل") and t:
            return before
        return self._prepositions(before)

    def _located(self, view: View, t: int, split: Split) -> bool:
        lead = self._lead(view.sentence, t, split)
        return lead in ("في", "من", "إلى", "ب") or bool(self._unit(view, t)) or self._direction(view.sentence, t)

    def _direction(self, sentence: Sentence, t: int) -> bool:
        return t > 0 and _directs(sentence.keys[t - 1])

    def _place(self, view: View, t: int) -> Item | None:
        sentence = view.sentence
        unit = self._unit(view, t)
        previous = next((i for i in reversed(view.items) if i.kind == "place" and i.sense == "name" and i.a < t), None)
        for split in splits(sentence.keys[t]):
            if split.definite and not split.lead:
                continue  # the whole word keeps its article
            lead = self._lead(sentence, t, split)
            listed = previous is not None and (
                previous.b == t
                and (split.conj or split.lead == "ب")
                or (previous.b == t - 1 and sentence.keys[t - 1] in ("،", ",", "و", "-", "/"))
            )
            told = bool(unit) and split.skip == 0
            if not (
                told
                or lead in _LOCATIVE
                or lead == "بين"
                or listed
                or self._direction(sentence, t)
                or (lead and self._after_hash(sentence, t))
            ):
                continue
            found = self._names.place(
                sentence, t, split.skip, told=told, noun=lead == "في" or self._direction(sentence, t)
            )
            if found is not None and (told or listed or lead not in _WEAK or found[0] > 1 or any(map(_sure, found[1]))):
                return self._item(view, t, found[0], split.skip, lead, split.conj, 0.8)
        return self._unknown(view, t, unit)

    def _after_hash(self, sentence: Sentence, t: int) -> bool:
        return sentence.key(t - 1) == "#"

    def _unknown(self, view: View, t: int, unit: str) -> Item | None:
        """A name that the gazetteer lacks after "village of" and the like."""
        sentence, words = view.sentence, self._lexicon
        key = sentence.keys[t]
        if (
            unit not in _SETTLED
            or not key[0].isalpha()
            or key in words.demonyms
            or key in words.sets["adjectives"]
            or self._stops(sentence, t)
        ):
            return None
        if key.startswith("ال") and (key[2:] in words.demonyms or key[2:] in words.sets["adjectives"]):
            return None
        if match(words.senses, sentence, t) or match(words.nouns, sentence, t) or key in words.sets["not_places"]:
            return None
        following = sentence.key(t + 1)
        more = (
            following.startswith("ال")
            and following[2:] not in words.demonyms
            and not key.startswith("ال")
            and following[2:] not in words.sets["adjectives"]
        )
        return self._item(
            view, t, 1 + more, 0, self._lead(sentence, t - 1, splits(sentence.keys[t - 1])[0]), False, 0.5
        )

    def _item(self, view: View, t: int, size: int, skip: int, lead: str, conj: bool, score: float) -> Item:
        sentence = view.sentence
        first = t
        while (
            not skip and first > 0 and t - first < 3 and (self._unit(view, first) or self._direction(sentence, first))
        ):
            first -= 1
        if first < t:
            lead = self._lead(sentence, first, splits(sentence.keys[first])[0]) or lead
        return Item(
            "place",
            t,
            t + size,
            sentence.offsets(t, t + size, skip),
            score,
            "name",
            lead,
            conj,
            head=self._unit(view, t),
            whole=(first, t + size),
        )

    # -- actors and things -------------------------------------------------------

    def _name(self, view: View, t: int, named: Named) -> Item:
        sentence = view.sentence
        end = t + named.words
        actor = named.actors[0] if len(named.actors) == 1 else None
        lead = self._lead(sentence, t, named.split)
        return Item(
            "actor",
            t,
            end,
            sentence.offsets(t, end, named.split.skip),
            0.9,
            "name",
            lead,
            self._conj(sentence, t, named.split),
            True,
            head=named.split.stem,
            actor=actor,
        )

    def _conj(self, sentence: Sentence, t: int, split: Split) -> bool:
        return split.conj or sentence.key(t - 1) == "و"

    def _noun(self, view: View, t: int, split: Split, row: Row[Any]) -> Item | None:
        sentence = view.sentence
        sense, many = row.value
        lead = self._lead(sentence, t, split)
        if sense == "place":
            return self._area(view, t, split, lead, many)
        if many == 1 and sense in PEOPLE and self._adjectival(sentence, t, split):
            return None
        heads = [" ".join((split.stem, *row.rest)), split.stem]
        end, actor, country = self._extended(sentence, t + 1 + len(row.rest), sense, heads)
        if actor is None and country is not None and sense in ("forces", "organisation", "office", "aircraft", "drone"):
            actor = self._names.institution(heads, country)
        if sense == "source":
            end = self._at_institution(sentence, end)
        item = Item(
            "actor",
            t,
            end,
            sentence.offsets(t, end, split.skip),
            0.7,
            sense,
            lead,
            self._conj(sentence, t, split),
            split.definite,
            many,
            split.stem,
            actor,
        )
        item.kind = _kind(sense, actor)
        return item

    def _adjectival(self, sentence: Sentence, t: int, split: Split) -> bool:
        """Whether a word for a person is an adjective here: "an armed attack", "political killing"."""
        words, before = self._lexicon, sentence.key(t - 1)
        if split.stem == "اخر":
            return True
        if (
            not (split.stem in words.sets["adjectives"] or (split.definite and before.startswith("ال")))
            or split.conj
            or split.lead
        ):
            return False
        bare = before[1:] if before[:1] in "وف" and len(before) > 3 else before
        harmed = match(words.nouns, sentence, t - 1) if t else None
        governed = harmed is not None and harmed[1].value.frame == "suffers" and not harmed[0].definite
        return (
            bool(before)
            and before[0].isalpha()
            and not governed
            and not words.finite(bare)
            and not self._prepositions(before)
            and not self._numbered(sentence, t)
        )

    def _area(self, view: View, t: int, split: Split, lead: str, many: int) -> Item | None:
        """ "the village", "residential quarters": a common place can suffer, but it is nowhere on a map."""
        sentence = view.sentence
        if not (split.definite or many == 3) or (
            t + 1 < len(sentence.keys) and not split.definite and self._place(view, t + 1) is not None
        ):
            return None
        return Item(
            "place",
            t,
            t + 1,
            sentence.offsets(t, t + 1, split.skip),
            0.4,
            "place",
            lead,
            self._conj(sentence, t, split),
            split.definite,
            many,
            split.stem,
        )

    def _at_institution(self, sentence: Sentence, end: int) -> int:
        """ "a source in the police of ..." is one phrase."""
        if sentence.key(end) not in ("في", "من", "ب") or end + 1 >= len(sentence.keys):
            return end
        inner = match(self._lexicon.senses, sentence, end + 1)
        if inner is None or inner[1].value.sense not in ("forces", "organisation") or inner[0].skip:
            return end
        after = self._extended(sentence, end + 2 + len(inner[1].rest), "organisation", [])[0]
        place = (
            self._names.place(sentence, after, 0, told=True)
            if after < len(sentence.keys) and not self._stops(sentence, after)
            else None
        )
        return after + (place[0] if place is not None else 0)

    def _extended(
        self, sentence: Sentence, end: int, sense: str, heads: list[str]
    ) -> tuple[int, Actor | None, str | None]:
        """Where the noun phrase ends, whose it is by name, and the country that its adjectives say."""
        actor: Actor | None = None
        country: str | None = None
        limit = end + (10 if sense == "office" else 5)
        person = False
        while end < min(limit, len(sentence.keys)):
            key = sentence.keys[end]
            bare = key[2:] if key.startswith("ال") else key
            if bare in self._lexicon.demonyms:
                country = country if person else self._lexicon.demonyms[bare]  # after a first name it is a surname
                end += 1
                continue
            named = self._names.actor(sentence, end) if sense in ACTING or sense in MEANS else None
            if (
                named is not None
                and not named.split.conj
                and (named.split.skip == 0 or (sense == "office" or named.split.lead == "ل"))
            ):
                actor, end = (named.actors[0] if len(named.actors) == 1 else None), end + named.words
                continue
            step = self._step(sentence, end, sense, bare, heads)
            if not step:
                break
            person = person or (
                sense == "office"
                and key == bare
                and key[0] not in "بل"
                and not match(self._lexicon.senses, sentence, end)
            )
            end += step
        return end, actor, country

    def _step(self, sentence: Sentence, t: int, sense: str, bare: str, heads: list[str]) -> int:
        """How many words from ``t`` belong to a phrase of that sense besides names and demonyms."""
        key = sentence.keys[t]
        words = self._lexicon
        if bare in words.sets["adjectives"]:
            return 1 if bare != "اخر" else 0
        if sense not in ACTING or self._stops(sentence, t) or splits(key)[0].stem in words.prepositions:
            return 0
        if sense == "office":
            if bare in words.sets["office_stops"]:
                return 0
            if key[:1] == "و" and len(key) > 3 and match(words.senses, sentence, t):
                return 0
            heads.append(bare)
            return 1 if key[0].isalpha() else 0
        inner = match(words.senses, sentence, t)
        absolute = sentence.keys[t - 1].endswith(("ون", "ين")) or (
            key.endswith("ا") and not key.startswith("ال") and key[:-1] in words.senses
        )
        if inner is not None and not absolute and inner[0].skip == 0 and inner[1].value.sense in ACTING | {"civilians"}:
            heads.append(inner[0].stem)
            return 1 + len(inner[1].rest)
        if (
            key.startswith("ال")
            and sense in ("organisation", "source", "forces", "militants")
            and not match(words.nouns, sentence, t)
        ):
            heads.append(bare)
            return 1
        return 0

    def _stops(self, sentence: Sentence, t: int) -> bool:
        key = sentence.keys[t]
        words = self._lexicon
        return (
            not key[0].isalpha()
            or key in words.sets["breaks"]
            or key in words.prepositions
            or key in words.sets["negation"]
            or words.finite(key)
            or (key[0] in "وف" and words.finite(key[1:]))
            or key.isdigit()
        )


@functools.lru_cache(maxsize=65536)
def _directs(key: str) -> bool:
    return any(s.stem in _DIRECTIONS for s in splits(key))


def _sure(entry: Entry) -> bool:
    return (
        entry.kind in ("country", "admin1", "region")
        or (entry.kind in ("area", "line") and not entry.id.startswith("geonames:"))
        or entry.population >= 50_000
        or entry.id.startswith("registry:")
    )


def _kind(sense: str, actor: Actor | None) -> MentionKind:
    if sense in MEANS:
        return "actor" if actor is not None and sense in ("aircraft", "drone") else "weapon"
    if sense in SITES:
        return "facility"
    return "person_role" if sense == "office" else "document" if sense == "document" else "actor"
