"""Which of a sentence's places and times belong to an event."""

from __future__ import annotations

from collections import Counter

from rasid.extract.analysis import Item, View
from rasid.extract.candidates import Candidate
from rasid.extract.lexicon import cues

_ORIGIN = frozenset(("from", "via", "through"))
_RANK = {"name": 0, "place": 1}
_ON = ("in", "on")  # what leads a date
_WITHIN = frozenset(
    "over off above in at near inside across throughout around into within outside along between".split()
)
_MOVES = frozenset(
    "withdrawal lose_territory displacement evacuation expulsion deployment advance incursion capture_territory siege blockade presence regrouping patrol return_of_displaced eviction border_closure border_opening protest".split()
)
# "operating in the south, starting from X": these verbs only go on with the place.
_STRETCHING = frozenset("starting stretching extending reaching running spanning ranging including".split())
_FAR = 20  # tokens: further off, a place belongs to something else more often than not
_BETWEEN = {",": 1.5, "w": 4.0, ":": 6.0, "q": 3.0, "k": 1.0, '"': 1.0}


def place_of(c: Candidate, *, violent: bool) -> Item | None:
    """The place item nearest to the event in its clause, a named one before a common one; ``None`` when none is told."""
    if c.place is not None:
        return c.place
    best: tuple[float, Item] | None = None
    for item in c.view.places:
        if _taken(c, item, violent):
            continue
        cost = _cost(c, item)
        if cost < _FAR and (best is None or cost < best[0]):
            best = (cost, item)
    return _narrower(c.view, best[1]) if best is not None else None


def _narrower(view: View, item: Item) -> Item:
    """ "Syria's Idlib province": of two places in one phrase the owned one is meant."""
    chunk = view.clauses.chunk(item.a)
    owned = [
        i
        for i in view.items
        if i.kind == "place" and i.sense == "name" and chunk is not None and item.b < i.a < chunk.b
    ]
    return owned[-1] if owned and view.sentence.tags[item.b] == "s" else item


def _taken(c: Candidate, item: Item, violent: bool) -> bool:
    """A country name that acts or speaks here is no place; nor is what a person or thing comes from."""
    view = c.view
    chunk = view.clauses.chunk(item.a)
    lead = chunk.lead if chunk is not None else ""
    acts = any(i.span == item.span for i in (*c.actors, *([c.claimant] if c.claimant else [])))
    if acts or (lead in _ORIGIN and _launching(view, chunk.a if chunk else item.a)):
        return True
    if c.event in _MOVES and lead in ("to", "from", "into", "towards", "toward", "through"):
        return False
    state = any(a == item.a and hit.sort == "metonym" for a, _, hit in view.hits)
    if state and lead == "between":
        return True  # "between Bogotá and the rebels"
    if (state or not violent) and lead not in _WITHIN and not (violent and lead in ("on", "against", "of")):
        return state or not (violent or c.event in _MOVES or _chained(view, item))
    if not violent and c.chunk.verbal:
        subject = view.clauses.subject(c.chunk)
        if subject is not None and subject.a < item.a < c.chunk.a:
            return True  # "the coordinator in Sudan condemned": where the speaker works
    inside_actor = any(
        i.kind in ("actor", "person_role") and i.a <= item.a and item.b <= i.b and i.span != item.span
        for i in view.items
    )
    metonym_subject = (
        any(a == item.a and hit.sort == "metonym" for a, _, hit in view.hits)
        and lead == ""
        and item.span in {i.span for i in view.items if i.kind == "actor"}
    )
    return inside_actor or (metonym_subject and item.span not in {i.span for i in c.targets})


def _launching(view: View, a: int) -> bool:
    return any(
        w in ("launched", "fired", "launching", "firing", "sent", "originating", "came", "coming")
        for w in view.sentence.low[max(0, a - 4) : a]
    )


def _cost(c: Candidate, item: Item) -> float:
    sentence = c.view.sentence
    if c.chunk.a <= item.a and item.b <= c.chunk.b:
        return 2.0  # "the Homs attack"
    before = item.b <= c.a
    lo, hi = (item.b, c.a) if before else (c.b, item.a)
    gap = sentence.tags[lo:hi]
    cost = len(gap) + sum(_BETWEEN.get(t, 0.0) for t in gap)
    crossed = [v for v in c.view.clauses.chunks if v.verbal and lo <= v.a < hi and v is not c.carrier]
    cost += sum(
        8.0 if c.view.clauses.finite(v) else 0.0 if sentence.low[v.head] in _STRETCHING else 4.0 for v in crossed
    )
    if before and item.a <= 3:
        cost = min(cost, 9.0)  # "In Homs, ..." holds for the sentence
    return cost + (6.0 if before and item.a > 3 else 0.0)


def time_of(c: Candidate) -> Item | None:
    """The time item that dates the event: in its clause, or at the head of its sentence."""
    best: tuple[float, Item] | None = None
    for item in c.view.times:
        if item.sense in ("duration", "set", "vague") or anchored(c, item):
            continue
        cost = _cost(c, item)
        if cost < _FAR and (best is None or cost < best[0]):
            best = (cost, item)
    return _said_again(c.view, best[1]) if best is not None else None


def _said_again(view: View, item: Item) -> Item:
    """The date that a shift is told again as: "two years later, in October 2017"."""
    if item.sense != "relative":
        return item
    gap = view.sentence.low[item.b : item.b + 2]
    for other in view.times:
        if other.sense == "date" and gap[:1] == [","]:
            if other.a == item.b + 1 or (other.a == item.b + 2 and gap[1] in _ON):
                return other
    return item


def anchored(c: Candidate, item: Item) -> bool:
    """Whether the event only dates another: in "two years after the coup" the time is not the coup's."""
    low = c.view.sentence.low
    subject = c.view.clauses.subject(c.chunk) if c.chunk.verbal else None
    first = min(x.a for x in (c.chunk, subject, c.carrier) if x is not None)
    return 0 <= first - item.b <= 4 and low[item.b - 1] in ("after", "since", "before") and item.b - item.a >= 3


def _chained(view: View, item: Item) -> bool:
    """ "in Muscat, Oman": a name joined to one before it."""
    return view.sentence.low[item.a - 1 : item.a] == [","] and any(
        i.kind == "place" and i.b == item.a - 1 for i in view.items
    )


class Scene:
    """Where and when the telling stands: what "the town" or "it" takes up, and what the next sentence leaves unsaid."""

    def __init__(self, violent: frozenset[str], spoken: frozenset[str]) -> None:
        self._violent = violent
        self._spoken = spoken
        self._named: Item | None = None
        self._dated: Candidate | None = None
        self._named_at = -99
        self._often: Counter[str] = Counter()
        self._called: dict[str, Item] = {}  # generic word -> the place that it was joined to: "the town of X", "X city"
        self._first: dict[str, Item] = {}
        self._told: Candidate | None = None
        self._section: Item | None = None
        self._entry: tuple[int, Item | None] = (-1, None)  # the place that a list entry begins with, by paragraph

    def enter(self, view: View) -> None:
        """Note a heading that is nothing but a place ("EL FASHER", "Idlib (4):"): what follows in the list happens there."""
        sentence = view.sentence
        if sentence.part != "body":
            return
        named = view.places
        if named and named[0].a <= 1 and sentence.low[named[0].b : named[0].b + 1] == [":"]:
            self._entry = (sentence.paragraph, named[0])
        alone = len(sentence.words) <= 5 and not any(c.verbal for c in view.clauses.chunks)
        if alone and named:
            self._section = named[0]
        elif alone and sentence.title and len(sentence.words) <= 3:
            self._section = None  # another heading

    def see(self, view: View) -> None:
        """Remember the last place that a sentence names."""
        states = {a for a, _, hit in view.hits if hit.sort == "metonym"}
        named = [i for i in view.places if i.a not in states]
        low = view.sentence.low
        for item in named:
            key = " ".join(low[item.a : item.b])
            self._often[key] += 1
            if view.sentence.part == "body":  # a headline's "East of X" is not X
                self._first.setdefault(key, item)
            for word in (*low[max(0, item.a - 2) : item.a], *low[item.b : item.b + 1]):
                if word in cues()["definite_places"]:
                    self._called[word] = item
        if named and view.sentence.part == "body":
            self._named, self._named_at = min(named, key=lambda i: i.a), view.index

    def meant(self, word: str) -> Item | None:
        """The place that "the town" takes up: the one so called, else the one named most often, else the last."""
        called = self._called.get(word)
        if called is not None:
            return called
        top = self._often.most_common(2)
        if top and (len(top) == 1 or top[0][1] > top[1][1]) and top[0][0] in self._first:
            return self._first[top[0][0]]
        return self._named

    def referred(self, c: Candidate) -> Item | None:
        """The place that "the town", "the area" or an object "it" stands for."""
        low = c.view.sentence.low
        after = c.view.clauses.object(c.chunk, c.end) if c.chunk.verbal else None
        if after is not None and low[after.a : after.b] == ["it"] and c.event in _MOVES:
            here = [i for i in c.view.places if i.b <= c.a]
            return here[-1] if here else self._named
        if self._named is None or c.view.index - self._named_at > 6:
            return None
        for chunk in c.view.clauses.chunks:
            if (
                chunk.verbal
                or low[chunk.head] not in cues()["definite_places"]
                or low[chunk.a] not in ("the", "this", "that")
            ):
                continue
            if abs(chunk.a - c.a) < _FAR and not any(chunk.a <= i.a < chunk.b for i in c.view.places):
                return self.meant(low[chunk.head])
        return None

    def fill(self, c: Candidate) -> None:
        """Give an event without place or time those of the one just told before it in the same paragraph.

        A place only from violence to violence; a time to all but acts of speech, which are of the day of the report.
        """
        told = self._told
        if c.event in self._spoken or c.view.sentence.part != "body":
            return
        if (
            told is not None
            and told.view is not c.view
            and told.view.sentence.paragraph == c.view.sentence.paragraph
            and c.view.index - told.view.index <= 1
            and self._goes_on(told, c)
        ):
            if (
                c.place is None
                and c.event in self._violent
                and told.event in self._violent | _MOVES
                and not c.view.places
            ):
                c.place = told.place
            if c.time is None and not c.view.times:
                c.time = told.time
        if c.event in self._violent:
            if c.time is not None:
                self._dated = c
            elif c.harm and not c.view.times and self._dated is not None and self._goes_on(self._dated, c):
                if (
                    c.view.sentence.paragraph - self._dated.view.sentence.paragraph <= 1
                    and c.view.index - self._dated.view.index <= 3
                ):
                    c.time = self._dated.time
        heading = self._entry[1] if self._entry[0] == c.view.sentence.paragraph else self._section
        if c.place is None and c.event in self._violent and not any(i is not heading for i in c.view.places):
            c.place = heading
        self._told = c

    def _goes_on(self, told: Candidate, c: Candidate) -> bool:
        return told.modality == c.modality and not any(w in _APART for w in c.view.sentence.low)


_APART = frozenset("separately elsewhere meanwhile another separate earlier previously last".split())
