"""The ground that a phrase means: a named place, a part of one, a road between two, or what "it" and "the town" take up."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasid.extract.analysis import Item, View
from rasid.extract.chunks import Chunk
from rasid.extract.control_words import ground_words as _words
from rasid.extract.lexicon import cues, noun_senses
from rasid.extract.people import People
from rasid.extract.placing import Scene
from rasid.records import Place

_LISTING = frozenset(",k")
_POINTING = frozenset(("these", "those", "such", "this", "that"))
_FAR = 14  # tokens between a verb and the phrase that says where


class Grounds:
    """Reads phrases of one story as places; ``see`` walks it along the story."""

    def __init__(self, people: People, text: str) -> None:
        self._people = people
        self._text = text
        self._scene = Scene(frozenset(), frozenset())
        self._last: Place | None = None  # of the sentence before, or of this one so far
        self._paragraph = -1
        self._heading: Place | None = None

    def see(self, view: View) -> None:
        """Remember what a sentence names, once it has been read; a line that is only a place heads those below."""
        self._scene.see(view)
        chunks = view.clauses.chunks
        alone = len(chunks) == 1 and not chunks[0].verbal and len(view.sentence.words) <= 3
        if alone and view.sentence.part == "body":
            self._heading = self._named(view, chunks[0]) or self._heading
        areas = [c for c in chunks if not c.verbal and c.sense == "place"]
        named = view.places
        after = [i for i in named if areas and i.a >= areas[0].a]
        item = next(iter(after or named), None) or next(
            (i for i in view.items if i.kind == "place" and i.sense == "place"), None
        )
        if item is not None:
            self._last = self._people.place(item)
        self._paragraph = view.sentence.paragraph

    def told(self, place: Place) -> None:
        """Note a place that a statement was about: "it" in the next one takes it up."""
        self._last = place

    def of(self, view: View, chunk: Chunk | None) -> Place | None:
        """The place that a phrase means, an area without coordinates where it is only a part of one; else ``None``."""
        if chunk is None or chunk.verbal:
            return None
        low, tags = view.sentence.low, view.sentence.tags
        head = low[chunk.head]
        if tags[chunk.a : chunk.b] == "o" or head in ("there", "here"):
            return self._last if head in ("it", "there", "here") else None
        if "T" in tags[chunk.a : chunk.b] or self._foreign(view, chunk):
            return None
        end = self._tail(view, chunk)
        plain = self._named(view, chunk)
        if plain is not None and not self._partial(view, chunk):
            return plain
        if end > chunk.b and (
            chunk.sense in ("place", "facility")
            or head in _words("terrain")
            or head in _words("parts")
            or head in _words("wholes")
            or tags[chunk.head] == "c"
            or self._partial(view, chunk)
        ):
            inner = view.clauses.chunks[view.clauses.at[chunk.a] + 1]
            return self._tailed(view, chunk, end) if not self._foreign(view, inner) else None  # "tens of guards"
        if plain is not None or (chunk.sense == "place" and low[chunk.a] in _POINTING):
            return self._area(view, chunk.a, chunk.b, "part of") if plain is not None else self._last
        return self._definite(view, chunk)

    def listed(self, view: View, chunk: Chunk | None) -> list[Place]:
        """The places of the list that ``chunk`` starts: "A, B and the road from C to D"."""
        if chunk is None or chunk.verbal:
            return []
        inner = self._named_list(view, chunk)
        if inner:
            return inner
        first = self.of(view, chunk)
        if first is None:
            return []
        found, pending = [first], []
        chunks, tags = view.clauses.chunks, view.sentence.tags
        end = self._tail(view, chunk)
        for k in range(view.clauses.at[chunk.a] + 1, len(chunks)):
            following = chunks[k]
            if following.verbal:
                break
            if following.a < end:
                continue
            gap = "".join(t for t in tags[end : following.a] if t not in 'Ta"ifyt')
            listing = bool(gap) and set(gap) <= _LISTING
            if not listing or (following.lead and following.lead != chunk.lead):
                if listing and following.lead:
                    end = self._tail(view, following)  # "in the hills and, across the river, in the camps"
                    continue
                break
            start, end = end, self._tail(view, following)
            if self._explains(view, start, following):
                continue  # "A, the capital of B, and C"
            place = self.of(view, following)
            if place is None or self._opens_clause(view, end):
                break
            part = first.relation == "part of" and place.relation is None
            pending.append(_part(place) if part else place)  # "parts of A, B and C": of each only a part
            if "k" in gap:
                found, pending = found + pending, []
        return found

    def _explains(self, view: View, end: int, chunk: Chunk) -> bool:
        """Whether a phrase after a comma only says what the place before it is."""
        low, tags = view.sentence.low, view.sentence.tags
        named = tags[end : chunk.a] == "," and tags[end - 1] == "P"
        return named and low[chunk.a] in ("a", "an", "the") and low[chunk.head] in _words("explaining")

    def _named_list(self, view: View, chunk: Chunk) -> list[Place]:
        """ "the cities of A, B and C" are these; "the villages of A" only lie there."""
        k = view.clauses.at[chunk.a] + 1
        following = view.clauses.chunks[k] if k < len(view.clauses.chunks) else None
        if following is None or following.lead != "of" or view.sentence.low[chunk.head] not in _words("settlements"):
            return []
        places = self.listed(view, following)
        return places if len(places) > 1 else []

    def within(self, view: View, chunk: Chunk | None) -> list[Place]:
        """The places of the list that ``chunk`` starts, whole countries left out."""
        return [place for place in self.listed(view, chunk) if place.precision != "country"]

    def patient(self, view: View, verb: Chunk) -> Chunk | None:
        """The subject of a verb that tells what became of ground: with its chain right before, or as grammar finds it."""
        chunks, tags = view.clauses.chunks, view.sentence.tags
        subject = view.clauses.subject(verb)
        k = view.clauses.at[verb.a] - 1
        if k < 0 or chunks[k].verbal or chunks[k].b != verb.a:
            return subject
        while k > 0 and chunks[k].lead and not chunks[k - 1].verbal and chunks[k].a - chunks[k - 1].b == 1:
            k -= 1
        opens = not chunks[k].lead and tags[max(0, chunks[k].a - 1)] in "k:q"
        near = chunks[k] if opens and self.of(view, chunks[k]) is not None else None
        if near is None or (subject is not None and subject.a >= near.a):
            return subject
        return subject if view.clauses.first_of_list(near) is subject else near

    def after(self, view: View, chunk: Chunk, leads: frozenset[str]) -> Chunk | None:
        """The phrase after ``chunk`` that says where, under one of the prepositions."""
        for phrase in view.clauses.phrases(chunk, through_verbs=True):
            if phrase.a - chunk.b > _FAR:
                return None
            if phrase.lead in leads and self.of(view, phrase) is not None:
                return phrase
        return None

    # -- pieces --------------------------------------------------------------

    def _named(self, view: View, chunk: Chunk) -> Place | None:
        """The place whose name the phrase is, listed in a gazetteer or not."""
        items = [i for i in view.places if chunk.a <= i.a < chunk.b]
        if items and (chunk.sense in (None, "place") or items[-1].b >= chunk.b):
            place = self._people.place(items[-1])
            around = items[-1].b < chunk.b and view.sentence.low[chunk.head] in _words("around")
            return (
                replace(self._area(view, items[-1].a, chunk.b, ""), relation=None)
                if around and place.precision in ("town", "exact")
                else place
            )
        item = view.item(chunk)
        if item is not None and item.kind == "facility":
            proper = (
                any(view.sentence.words[t][0].isupper() for t in range(item.a, item.b)) and item.sense == "facility"
            )
            return self._people.place(item) if proper else None
        names = view.sentence.tags[chunk.a : chunk.b].lstrip("dj")
        settled = view.sentence.low[chunk.head] in cues()["generic_place"] and len(names) > 1
        if item is None and names and (set(names) <= set("Ps") or (settled and set(names[:-1]) <= set("Ps"))):
            return self._bare(view, chunk.b - len(names), chunk.b)
        return None

    def _bare(self, view: View, a: int, b: int) -> Place:
        """A place of which only the words are known."""
        start, end = view.sentence.span(a, b)
        name = " ".join(self._text[start:end].split())
        return Place(None, name, (start, end), None, None, None, None, None, None, None, "area", None, None, 0.3)

    def _foreign(self, view: View, chunk: Chunk) -> bool:
        """Whether the phrase is somebody or a thing that moves, not ground."""
        item = view.item(chunk)
        if item is None:
            return chunk.sense in ("action", "document")
        if item.kind == "actor" and item.hit is not None and item.hit.sort == "metonym":
            return False
        return item.kind not in ("place", "facility") or item.sense in ("vehicle", "vessel", "thing")

    def _tail(self, view: View, chunk: Chunk) -> int:
        """Where the chain ends that says which: "of Y", "between A and B", "from A to B", "north of Z"."""
        end = chunk.b
        tags = view.sentence.tags
        chunks = view.clauses.chunks
        between = False
        for k in range(view.clauses.at[chunk.a] + 1, len(chunks)):
            following = chunks[k]
            gap = tags[end : following.a]
            joined = between and gap == "k"
            if (
                following.verbal
                or "," in gap
                or not (
                    joined
                    or (following.lead in _words("chains") and set(gap) <= set("iftaM") and len(gap) <= 2)
                    or self._around(view, end, following)
                )
            ):
                break
            if self._named(view, chunk) is not None and following.lead not in ("of",):
                break
            between = following.lead == "between"
            end = following.b
        return end

    def _around(self, view: View, end: int, following: Chunk) -> bool:
        return following.a == end + 1 and view.sentence.low[end] in _words("chains")

    def _partial(self, view: View, chunk: Chunk) -> bool:
        """ "northern Gaza", "parts of", "14 of the": the phrase means less than the name in it."""
        low = view.sentence.low
        return any(w in _words("parts") for w in low[chunk.a : chunk.b]) or low[chunk.head] in _words("parts")

    def _tailed(self, view: View, chunk: Chunk, end: int) -> Place:
        low = view.sentence.low
        following = view.clauses.chunks[view.clauses.at[chunk.a] + 1]
        whole = low[chunk.head] in _words("wholes") and not any(
            w in ("nearly", "almost", "not") for w in low[max(0, chunk.a - 2) : chunk.a]
        )
        settlement = (
            low[chunk.head] in cues()["definite_places"]
            and "c" not in view.sentence.tags[chunk.a : chunk.b]
            and not self._partial(view, chunk)
        )
        if following.lead == "of" and (whole or settlement):
            named = self.of(view, following)
            if named is not None:
                return named
        return self._area(view, chunk.a, end, "part of" if following.lead == "of" else following.lead or low[chunk.b])

    def _area(self, view: View, a: int, b: int, relation: str) -> Place:
        """The words from ``a`` to ``b`` as an area that keeps the country of the first place named in them, and no point."""
        tags = view.sentence.tags
        while a < b - 1 and tags[a] == "d":
            a += 1
        bare = self._bare(view, a, b)
        item = next((i for i in view.places if a <= i.a and i.b <= b), None)
        anchor = self._people.place(item) if item is not None else None
        if anchor is None:
            return replace(bare, relation=relation)
        admin1 = anchor.admin1 if relation == "part of" else None
        return replace(bare, mention=anchor.mention, country=anchor.country, admin1=admin1, relation=relation)

    def _definite(self, view: View, chunk: Chunk) -> Place | None:
        """What "the town", "the whole area" or "the airport" takes up: the place told just before, else the one most told of."""
        low = view.sentence.low
        head = low[chunk.head]
        if low[chunk.a] not in ("the", "its", "their") or view.sentence.tags[chunk.head] == "M":
            return None
        if head in cues()["definite_places"]:
            return self._before(view, chunk) or self._heading_of(view) or self._meant(view, head)
        item = view.item(chunk)
        if item is not None and item.kind == "facility" and noun_senses().get(head) == "facility":
            return self._people.place(item)
        return None

    def _heading_of(self, view: View) -> Place | None:
        return self._heading if self._heading is not None and view.sentence.part == "body" else None

    def _meant(self, view: View, head: str) -> Place | None:
        if self._last is not None and view.sentence.paragraph == self._paragraph and self._last.precision != "country":
            return self._last
        item: Item | None = self._scene.meant(head)
        return self._people.place(item) if item is not None else self._last

    def _before(self, view: View, chunk: Chunk) -> Place | None:
        """The nearest place told before in the sentence that does not act there."""
        acting = {i.span for i in view.items if i.kind == "actor"}
        before = [i for i in view.places if i.b <= chunk.a and i.span not in acting]
        item = max(before, key=lambda i: i.a, default=None)
        return self._people.place(item) if item is not None else None

    def _opens_clause(self, view: View, end: int) -> bool:
        """Whether a finite verb follows right there, so that the phrase is its subject and no part of a list."""
        following: Any = next((c for c in view.clauses.chunks if c.a >= end), None)
        return following is not None and following.verbal and following.a == end and view.clauses.finite(following)


def _part(place: Place) -> Place:
    return replace(place, id=None, lat=None, lon=None, geometry=None, precision="area", relation="part of")
