"""A story as the rules see it: sentences, chunks, and the items (future mentions) that stand on them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rasid.extract.chunks import Chunk
from rasid.extract.clauses import Clauses
from rasid.extract.sentences import Sentence
from rasid.records import Mention, MentionKind, Offsets, digest
from rasid.registry.names import Hit

PEOPLE = frozenset(("civilians", "victims", "forces", "militants", "office"))
ARMED = frozenset(("forces", "militants"))
MEANS = frozenset(
    (
        "aircraft",
        "drone",
        "missile",
        "rocket",
        "artillery",
        "bomb",
        "mine",
        "grenade",
        "gun",
        "fire",
        "blade",
        "gas",
        "weapon",
    )
)
SITES = frozenset(("facility", "vehicle", "vessel", "place"))


@dataclass(slots=True, eq=False)
class Item:
    """Words that will be a mention: tokens ``a`` to ``b`` of sentence ``s``; ``sense`` as in nouns.yaml, "name" for names."""

    kind: MentionKind
    s: int
    a: int
    b: int
    span: Offsets
    score: float
    sense: str
    hit: Hit | None = None
    owned: bool = False  # "their spokesman": speaks for ``means``, whatever the words alone would resolve to
    means: Item | None = None  # what "the group", "they" or a surname stands for
    id: str = ""
    low: str = ""  # its words, lower case
    text: str = ""  # its words as they stand


@dataclass(slots=True)
class View:
    """One sentence with its chunks and items."""

    index: int
    sentence: Sentence
    clauses: Clauses = field(init=False)
    items: list[Item] = field(default_factory=list)
    places: list[Item] = field(default_factory=list)  # those of the items that are names of places
    times: list[Item] = field(default_factory=list)  # those that are times
    of: dict[int, Item] = field(default_factory=dict)  # first token of a noun phrase -> its item
    hits: list[tuple[int, int, Hit]] = field(default_factory=list)
    weak_hits: list[tuple[int, int, Hit]] = field(default_factory=list)

    def item(self, chunk: Chunk | None) -> Item | None:
        """The item of a noun phrase, or ``None``."""
        return None if chunk is None else self.of.get(chunk.a)

    def add(self, item: Item, chunk: Chunk | None = None) -> Item:
        """Keep ``item``; with ``chunk`` it is what that noun phrase denotes."""
        item.low = " ".join(self.sentence.low[item.a : item.b])
        self.items.append(item)
        if item.kind == "place" and item.sense == "name":
            self.places.append(item)
        elif item.kind == "time":
            self.times.append(item)
        if chunk is not None:
            self.of[chunk.a] = item
        return item


@dataclass(slots=True)
class Analysis:
    """All views of one story, in reading order."""

    story_id: str
    text: str
    views: list[View]

    def mentions(self) -> tuple[Mention, ...]:
        """The items as mentions, ordered by place in the text, each once; gives the items their ids."""
        seen: dict[tuple[str, Offsets], Mention] = {}
        for item in sorted(self.items(), key=lambda i: (i.span, i.kind)):
            mention = seen.get((item.kind, item.span))
            if mention is None:
                mention = seen[item.kind, item.span] = self._mention(item)
            item.id, item.text = mention.id, mention.text
        return tuple(seen.values())

    def items(self) -> Iterable[Item]:
        """Every item of every sentence."""
        return (item for view in self.views for item in view.items)

    def _mention(self, item: Item) -> Mention:
        start, end = item.span
        words = self.text[start:end]
        return Mention(
            digest(self.story_id, item.kind, start, end), item.kind, item.span, words, round(item.score, 2), None
        )


def words(view: View, chunk: Chunk) -> Sequence[str]:
    """The lower-case words of a chunk."""
    return view.sentence.low[chunk.a : chunk.b]
