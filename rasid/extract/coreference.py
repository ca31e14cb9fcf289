"""What "the group", "they", "its", "he" or a bare surname stands for: the nearest fitting actor told before."""

from __future__ import annotations

from collections.abc import Callable

from rasid.extract.analysis import Analysis, Item, View
from rasid.extract.chunks import Chunk
from rasid.extract.lexicon import cues

_DEFINITE = frozenset(("the", "this", "that", "these", "those", "its", "their"))
_ARMED_KINDS = frozenset(("armed_group", "militia", "coalition", "party"))
_GROUPS = frozenset(
    "group organization organisation movement militia faction militants fighters jihadists insurgents rebels terrorists extremists gunmen attackers gang cartel outfit network".split()
)


class Coreference:
    """Walks a story in order and answers for each pronoun or short definite phrase."""

    def __init__(self, analysis: Analysis) -> None:
        self._people = {
            view.index: sorted((i for i in view.items if i.kind in ("actor", "person_role")), key=lambda i: i.a)
            for view in analysis.views
        }
        self._views = {view.index: view for view in analysis.views}
        self._subjects: dict[int, list[Item]] = {}  # by sentence, found when first asked for
        self._text = analysis.text
        self._surnames: dict[str, Item] = {}
        for view in analysis.views:
            self._link(view)

    def pronoun(self, view: View, chunk: Chunk) -> Item | None:
        """The antecedent of a pronoun phrase, or ``None`` when no candidate stands out."""
        word = view.sentence.low[chunk.head]
        if word in ("he", "she", "him"):
            return self._last(view, chunk.a, lambda i: i.kind == "person_role")
        if word in ("they", "them", "it", "this", "these", "those", "both"):
            if word == "it" and (here := self._body_before(view, chunk.a)) is not None:
                return here
            return self._subject_before(view, chunk.a) if word in ("they", "them", "it") else None
        return None

    def _body_before(self, view: View, a: int) -> Item | None:
        """The last institution or group that the sentence names before: what "it" means where a person is the subject."""
        subjects = self._subjects_of(view.index)
        before = [i for i in subjects if i.b <= a]
        if before and before[-1].kind != "person_role":
            return None
        bodies = [
            i for i in view.items if i.kind == "actor" and i.b <= a and (i.hit is not None or i.sense == "organisation")
        ]
        return max(bodies, key=lambda i: i.a, default=None)

    def possessor(self, view: View, chunk: Chunk) -> Item | None:
        """Whose "its" or "their" is: the subject of the same clause, else of the sentence before."""
        return self._subject_before(view, chunk.a)

    def name(self, view: View, chunk: Chunk) -> Item | None:
        """The office-holder whose surname the phrase is."""
        return self._surnames.get(view.sentence.low[chunk.head])

    def _link(self, view: View) -> None:
        sentence = view.sentence
        for item in self._people[view.index]:
            if item.kind == "person_role" and item.b - item.a > 1 and sentence.words[item.b - 1][0].isupper():
                surname = sentence.low[item.b - 1]
                self._surnames.setdefault(surname, item)
                self._surnames.setdefault(surname.split("-")[-1], item)
            if item.kind == "person_role" and item.a and sentence.low[item.a - 1] in ("their", "its"):
                owner = self._subject_before(view, item.a)
                if owner is not None and owner is not item:
                    item.means, item.owned = owner, True
            if item.kind == "person_role":
                for surname in _named_beside(view, item):
                    self._surnames.setdefault(surname, item)
            if (
                item.kind == "actor"
                and item.sense in ("forces", "militants")
                and item.a
                and sentence.low[item.a - 1] in ("its", "their")
            ):
                item.means = self._subject_before(view, item.a)  # "its troops", "their fighters"
            if item.kind == "actor" and item.hit is None and item.means is None:
                item.means = self._definite(view, item) or _owner(view, item)
            if item.kind == "person_role" and item.means is None and not item.owned:
                item.means = _apposition(view, item)

    def _definite(self, view: View, item: Item) -> Item | None:
        low = view.sentence.low
        if item.a == 0 or low[item.a - 1] not in _DEFINITE or item.b - item.a > 2 or low[item.b : item.b + 1] == ["of"]:
            return None
        head = low[item.b - 1]
        same = self._last(
            view, item.a, lambda i: i is not item and i.b - i.a > item.b - item.a and _head(i, self._text) == head
        )
        if same is not None:
            return same.means or same
        if head in _GROUPS or (
            low[item.a]
            in ("paramilitary", "terror", "terrorist", "militant", "armed", "rebel", "jihadist", "extremist")
            and head in cues()["coreferent_org"]
        ):
            return self._last(
                view,
                item.a,
                lambda i: (
                    i.hit is not None
                    and i.hit.sort == "name"
                    and i.hit.actors[0].kind in _ARMED_KINDS
                    and i.sense != "civilians"
                ),
            )
        return None

    def _last(self, view: View, a: int, fits: Callable[[Item], bool]) -> Item | None:
        """The nearest one that fits, before token ``a`` or in one of the four sentences before."""
        for back in range(5):
            for item in reversed(self._people.get(view.index - back, ())):
                if (back or item.a < a) and fits(item):
                    return item
        return None

    def _subjects_of(self, index: int) -> list[Item]:
        if index not in self._subjects:
            view = self._views.get(index)
            self._subjects[index] = _subjects(view) if view is not None else []
        return self._subjects[index]

    def _subject_before(self, view: View, a: int) -> Item | None:
        here = [i for i in self._subjects_of(view.index) if i.b <= a]
        if here:
            return here[-1].means or here[-1]
        for back in (1, 2):
            before = self._subjects_of(view.index - back)
            if before:
                return before[0].means or before[0]
        return None


def _owner(view: View, item: Item) -> Item | None:
    """ "the organization's fighters" are the organization."""
    if item.sense not in ("militants", "forces", "organisation"):
        return None
    inner = [
        i
        for i in view.items
        if i.kind == "actor" and i is not item and item.a <= i.a and i.b < item.b and view.sentence.tags[i.b] == "s"
    ]
    return next((i.means or i for i in inner if i.means is not None), None)


def _named_beside(view: View, item: Item) -> list[str]:
    """The surname in "the spokesman, Yahya X, said" or "Yahya X, the spokesman, said"."""
    out = []
    tags = view.sentence.tags
    for chunk in view.clauses.chunks:
        beside = (chunk.a == item.b + 1 and tags[item.b : item.b + 1] == ",") or (
            chunk.b + 1 in (item.a, item.a - 1) and tags[chunk.b : chunk.b + 1] == ","
        )
        if beside and not chunk.verbal and set(tags[chunk.a : chunk.b]) == {"P"} and view.item(chunk) is None:
            out += [view.sentence.low[chunk.head], view.sentence.low[chunk.head].split("-")[-1]]
    return out


def _apposition(view: View, item: Item) -> Item | None:
    """ "General X, spokesperson for the army": the office that explains the name."""
    following = [
        i for i in view.items if i.kind == "person_role" and i.a == item.b + 1 and view.sentence.tags[item.b] == ","
    ]
    return following[0] if following else None


def _head(item: Item, text: str) -> str:
    return text[item.span[0] : item.span[1]].rsplit(None, 1)[-1].lower()


def _subjects(view: View) -> list[Item]:
    out: list[Item] = []
    for chunk in view.clauses.chunks:
        if chunk.verbal and view.clauses.finite(chunk):
            item = view.item(view.clauses.subject(chunk))
            if item is not None and item.kind in ("actor", "person_role") and item not in out:
                out.append(item)
    return out
