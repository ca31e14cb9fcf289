"""Names in a sentence before it is tagged: registry names, times and place names as token ranges."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Iterator

from rasid.extract.analysis import Item, View
from rasid.extract.inflect import verb_forms
from rasid.extract.lexicon import cues
from rasid.extract.sentences import Sentence
from rasid.extract.tags import tagger
from rasid.gazetteer import Entry, Gazetteer
from rasid.registry import Registry
from rasid.registry.names import Hit

_ARTICLE = re.compile(r"(?:al|el|ar|as|ash|at|ad|an|az|ez|es|en|er|ed|et)-\w", re.IGNORECASE)
_JOINERS = frozenset(
    ("de", "del", "la", "las", "los", "el", "al", "ez", "du", "des", "le", "of", "abu", "umm", "bin", "sur", "do", "da")
)
_DIRECTIONS = frozenset(
    "northern southern eastern western central northeastern northwestern southeastern southwestern north south east west upper lower "
    "greater rural downtown northeast northwest southeast southwest north-eastern north-western south-eastern south-western mid nearby neighbouring "
    "neighboring besieged occupied coastal".split()
)
_TOWARDS = frozenset(("from", "to", "into", "towards", "toward", "through", "on", "of"))
_MOVING = frozenset(
    "withdrew withdraw withdrawn pulled back out fled flee fleeing moved move advanced advance deployed deploy transferred sent evacuated returned headed crossed marched pushed drove driven retreated outskirts north south east west km kilometres kilometers miles raid attack strike strikes airstrike bombing shelling".split()
)
_CONTENT = frozenset("NMVAZbngj")
_TELLING = frozenset(("country", "area", "line", "region", "facility"))
_MAX_WORDS = 5
_SMALL = 15_000
_LARGE = 100_000  # inhabitants: a name of such a place is likelier to be the place than a homonym


class Names:
    """Finds names with the registry and the gazetteer."""

    def __init__(self, registry: Registry, gazetteer: Gazetteer) -> None:
        self._registry = registry
        self._gazetteer = gazetteer
        self.countries: frozenset[str] = frozenset()  # those that the story at hand names

        self._adjectives: set[int] = set()
        self._hits: list[Hit] = []
        self._starts: list[int] = []

    def begin(self, text: str, start: int, end: int) -> None:
        """Find a story's registry names, and note the countries they belong to, for the weight of its place names."""
        self._hits = self._registry.find(text, start, end)
        self._starts = [hit.start for hit in self._hits]
        self.countries = frozenset(a.country for h in self._hits for a in h.actors[:2] if a.country is not None)

    def _of(self, view: View, text: str) -> list[Hit]:
        sentence = view.sentence
        if sentence.title:  # its capitals say nothing, so names must be found regardless of case
            return self._registry.find(text, sentence.start, sentence.end, fold=True)
        first, last = bisect_left(self._starts, sentence.start), bisect_left(self._starts, sentence.end)
        return [hit for hit in self._hits[first:last] if hit.end <= sentence.end]

    def named(self, words: str) -> bool:
        """Whether the registry knows the words as a name."""
        return bool(self._registry.find(words, fold=False))

    def actors(self, view: View, text: str) -> None:
        """Fill ``view.hits`` with registry names; country names and capitals also stand as possible places."""
        sentence = view.sentence
        for hit in self._of(view, text):
            a, b = sentence.tokens(hit.start, hit.end)
            if a >= b or sentence.starts[a] != hit.start or sentence.ends[b - 1] != hit.end:
                continue  # part of a longer word ("US-backed", "pro-Iranian") names nobody by itself
            view.hits.append((a, b, hit))
            if hit.sort != "generic":
                sentence.names.update(range(a, b))

    def places(self, view: View, seen: dict[str, float]) -> Iterator[Item]:
        """Place names of the sentence as items, kept only where the context or the gazetteer's weight speaks for a place."""
        sentence = view.sentence
        taken = {t for a, b, hit in view.hits if hit.sort in ("name", "generic") for t in range(a, b)}
        self._adjectives = {t for a, b, hit in view.hits if hit.sort == "demonym" for t in range(a, b)}
        previous: Item | None = None
        for first, last in _runs(sentence, taken):
            for item in self._in_run(view, first, last, previous, seen):
                previous = item
                seen[" ".join(sentence.low[item.a : item.b])] = item.score
                sentence.names.update(range(item.a, item.b))
                yield item

    def _in_run(
        self, view: View, first: int, last: int, previous: Item | None, seen: dict[str, float]
    ) -> Iterator[Item]:
        sentence = view.sentence
        i = first
        while i < last:
            for j in range(min(last, i + _MAX_WORDS), i, -1):
                score = self._score(view, i, j, (first, last), previous, seen)
                if score >= 0.55:
                    item = Item("place", view.index, i, j, sentence.span(i, j), min(score, 1.0), "name")
                    yield item
                    previous = item
                    i = j - 1
                    break
            i += 1

    def _score(
        self, view: View, i: int, j: int, run: tuple[int, int], previous: Item | None, seen: dict[str, float]
    ) -> float:
        sentence = view.sentence
        key = " ".join(sentence.low[i:j])
        if j - i == 1 and (key in _DIRECTIONS or key in _not_places()):
            return 0.0
        if all(t in self._adjectives for t in range(i, j)):
            return 0.0  # "Syrian" alone is no place; "Syrian Badia" is
        located = _located(sentence, i, j)
        entries = self._gazetteer.exact(" ".join(sentence.words[i:j]))
        if not entries:
            whole = (i, j) == run
            if not (whole and located >= 0.4 and not sentence.title) or _is_other(sentence, i, j):
                return 0.0
            similar = self._gazetteer.find(" ".join(sentence.words[i:j]))
            return 0.6 if similar or located >= 0.65 or _in_place(sentence, i, j) else 0.0
        score = _weight(entries, self.countries) + located
        if (
            previous is not None
            and previous.b < i
            and all(t in (",", "and", "or", "،", "و") for t in sentence.low[previous.b : i])
        ):
            score += 0.35
        if key in seen:
            score += 0.2
        beside = (k for k in (i - 1, j) if run[0] <= k < run[1] and sentence.low[k] not in _qualifying())
        if any(_unknown_capital(sentence, k) for k in beside):
            score -= 0.6
        if j - i == 1 and (i == 0 or sentence.title) and located < 0.3 and _common(key):
            score -= 0.6
        return score


def _weight(entries: tuple[Entry, ...], countries: frozenset[str]) -> float:
    best = 0.2
    for entry in entries:
        if entry.kind in _TELLING and not entry.id.startswith("geonames:"):  # its hills and streams bear any word
            return 0.7
        inside = entry.country in countries
        if entry.kind == "admin1":
            best = max(best, 0.75 if inside else 0.5)
        else:
            size = 0.45 if entry.population >= _LARGE else 0.35 if entry.population >= _SMALL else 0.2
            best = max(best, size + (0.2 if inside else 0.0))
    return best


def _runs(sentence: Sentence, taken: set[int]) -> Iterator[tuple[int, int]]:
    """Stretches of capitalised words (in a text without informative capitals: all words but the commonest)."""
    first = last = 0
    for i, word in enumerate(sentence.words):
        if ("a" <= word[0] <= "z" and "-" not in word) or i in taken or not _capital(sentence, i):
            continue
        joined = i == last or (i == last + 1 and sentence.low[last] in _JOINERS and last not in taken)
        if first == last or not joined:
            if first < last:
                yield first, last
            first = i
        last = i + 1
    if first < last:
        yield first, last


def _capital(sentence: Sentence, i: int) -> bool:
    word = sentence.words[i]
    first = word[0]
    if first.isupper() or ("-" in word and _ARTICLE.match(word)) or "\u0600" <= first <= "\u06ff":
        if sentence.title or i == 0 or sentence.words[i - 1] in '"“‘:':
            options = tagger().options(sentence.low[i])
            return not options or options[0][0] in "NPMj" or _ARTICLE.match(word) is not None
        return True
    return False


def _located(sentence: Sentence, i: int, j: int) -> float:
    """How much the neighbours speak for a place: a locative preposition before, a generic word beside."""
    low = sentence.low
    score = 0.0
    generic = cues()["generic_place"]
    k = i - 1
    while k >= 0 and (
        low[k] in _DIRECTIONS
        or low[k]
        in (
            "the",
            "of",
            ",",
            "and",
            "city",
            "town",
            "village",
            "province",
            "district",
            "area",
            "neighbourhood",
            "neighborhood",
            "region",
            "governorate",
        )
    ):
        if low[k] == "of" and k > 0 and low[k - 1] in generic:
            score += 0.4
        if low[k] in (",", "and") and k - 1 >= 0 and low[k - 1] in ("and", ","):
            break
        if low[k] in (",", "and", "of"):
            break
        if low[k] in _DIRECTIONS:
            score += 0.2
        k -= 1
    if k >= 0 and low[k] in cues()["locative"]:
        score += 0.25 if low[k] in ("of", "from", "to", "on", "against", "over", "through") else 0.4
    if i and low[i - 1] in _taking():
        score += 0.3
    if low[j : j + 1] == [":"] and (i == 0 or (i == 1 and not low[0][0].isalnum())):
        score += 0.4  # "- Nasir: ...": an entry of a list by places
    if low[j : j + 1] in (["fell"], ["falls"]) or (
        low[j : j + 1] in (["was"], ["were"], ["is"], ["has"], ["had"])
        and any(w in _taking() or w == "fallen" for w in low[j + 1 : j + 3])
    ):
        score += 0.4
    if j < len(low) and low[j] in generic:
        score += 0.4
    if j < len(low) and low[j] in ("s", "’s", "'s") and j + 1 < len(low) and low[j + 1] in _qualifying():
        score += 0.4
    return score


def _is_other(sentence: Sentence, i: int, j: int) -> bool:
    """Whether an unknown capitalised run looks like something else than a place: a title, an acronym, a weekday, a noun of another sense."""
    from rasid.extract.lexicon import noun_senses

    last = sentence.low[j - 1]
    sense = noun_senses().get(last)
    return (
        (sense is not None and sense != "place")
        or last in _not_places()
        or (sentence.words[i].isupper() and j - i == 1)
    )


def _in_place(sentence: Sentence, i: int, j: int) -> bool:
    """ "in Snuny": a name that the gazetteer lacks, right after a plain preposition of place and before no noun it could qualify."""
    following = sentence.low[j : j + 1]
    moved = i > 1 and sentence.low[i - 1] in _TOWARDS and any(w in _MOVING for w in sentence.low[max(0, i - 5) : i - 1])
    if i == 0 or not (moved or sentence.low[i - 1] in ("in", "near", "outside", "around", "at")) or j - i > 3:
        return sentence.low[j : j + 1] in (["fell"], ["falls"]) or (
            sentence.low[j : j + 1] in (["was"], ["had"], ["has"])
            and any(w in _taking() for w in sentence.low[j + 1 : j + 3])
        )
    options = tagger().options(following[0]) if following else ()
    return not options or options[0][0] not in "NMP"


def _unknown_capital(sentence: Sentence, k: int) -> bool:
    return (
        sentence.words[k][:1].isupper()
        and sentence.words[k].isalpha()
        and sentence.low[k] not in ("the", "in", "at", "on")
    )


def _common(word: str) -> bool:
    options = tagger().options(word)
    return bool(options) and options[0][0] in _CONTENT


@functools.cache
def _taking() -> frozenset[str]:
    """Forms of verbs whose object is a place more often than not."""
    return frozenset(form for lemma in cues()["place_verbs"] for form in verb_forms(lemma))


@functools.cache
def _qualifying() -> frozenset[str]:
    """Words that stand beside a place's name and are no part of it."""
    return _DIRECTIONS | cues()["generic_place"]


def _not_places() -> frozenset[str]:
    return cues()["not_places"]
