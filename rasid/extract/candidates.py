"""Words that tell an event, as candidates: a trigger on its phrase, before roles are known."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from rasid.extract.analysis import Item, View
from rasid.extract.chunks import Chunk
from rasid.extract.lexicon import Trigger, noun_senses, triggers
from rasid.extract.numbers import Count
from rasid.records import CasualtyKind, Modality, Stance


@dataclass(slots=True, eq=False)
class Harm:
    """People who suffered: how, how many, who."""

    kind: CasualtyKind
    count: Count
    view: View
    whom: Item | None
    head: str


@dataclass(slots=True, eq=False)
class Candidate:
    """A possible event: its trigger tokens ``a`` to ``b`` in ``view``, and what the rules find around them."""

    view: View
    a: int
    b: int
    trigger: Trigger
    event: str
    chunk: Chunk
    actors: list[Item] = field(default_factory=list)
    targets: list[Item] = field(default_factory=list)
    means: list[Item] = field(default_factory=list)
    harm: list[Harm] = field(default_factory=list)
    carrier: Chunk | None = None  # the light verb that carries a noun ("launched an attack")
    place: Item | None = None
    time: Item | None = None
    modality: Modality = "asserted"
    claimant: Item | None = None
    stance: Stance = "reports"
    cue: tuple[int, int] | None = None
    end: int = 0  # the token after a phrase verb's last word, when its words stand together: its object follows there
    merged: list[Candidate] = field(default_factory=list)
    sure: float | None = None  # how likely it is right, where a reader knows that
    evidence: Mapping[str, float] = field(default_factory=dict)  # by name, what that is weighed from

    @property
    def group(self) -> Chunk | None:
        """The verb group that says when and whether: its own, or its carrier's."""
        return self.chunk if self.chunk.verbal else self.carrier


def candidates(view: View) -> Iterator[Candidate]:
    """The candidates of one sentence, in order; a longer trigger wins over one inside it."""
    sentence, clauses = view.sentence, view.clauses
    index = triggers()
    done = -1
    for t, word in enumerate(sentence.low):
        if word not in index.starts or t <= done or (chunk := clauses.chunk(t)) is None:
            continue
        if chunk.verbal:
            found = _verb(view, t, chunk, index.verbs.get(word, ()))
        else:
            found = _noun(view, t, chunk, index.nouns.get(word, ()))
        if found is not None:
            yield found
            done = found.b - 1


@functools.cache
def _idioms() -> frozenset[str]:
    """Phrases of two words and more that only sound like an event."""
    return frozenset(
        words
        for words, sense in noun_senses().items()
        if sense == "action" and " " in words and words not in ("war crime", "war crimes")
    )


_GAP = 6  # words that may stand inside a phrase verb: "ordered [the residents of 25 villages] to leave"


def _verb(
    view: View, t: int, chunk: Chunk, rows: tuple[tuple[tuple[frozenset[str], ...], Trigger], ...]
) -> Candidate | None:
    if t != chunk.head:
        return None
    matches = []
    for rest, trigger in rows:
        end = _follow(view, t + 1, rest, gap=1 if view.sentence.tags[t] == "B" else _GAP)
        if end:
            matches.append((end - t - 1 - len(rest), -len(rest), end, rest, trigger))
    if matches:
        skipped, _, end, rest, trigger = min(
            (m for m in matches if m[3] or len(matches) == 1 or not any(o[3] for o in matches)), key=lambda m: m[:2]
        )
        if skipped >= 0:
            close = end == t + 1 + len(rest)
            return Candidate(
                view, t, end if close else t + 1, trigger, trigger.event, chunk, end=end if close and rest else 0
            )
    return None


def _follow(view: View, start: int, rest: tuple[frozenset[str], ...], *, gap: int) -> int:
    """The token after a phrase verb's further words, or 0; determiners, adjectives and numbers may stand between."""
    low, tags = view.sentence.low, view.sentence.tags
    t = start
    for forms in rest:
        skipped = 0
        while t < len(low) and low[t] not in forms and tags[t] in "djcaPNMrsf" and skipped < gap:
            t += 1
            skipped += 1
        if t >= len(low) or low[t] not in forms:
            return 0
        t += 1
    return t


def _noun(view: View, t: int, chunk: Chunk, rows: tuple[tuple[tuple[str, ...], Trigger], ...]) -> Candidate | None:
    low = view.sentence.low
    for rest, trigger in rows:
        end = t + 1 + len(rest)
        if tuple(low[t + 1 : end]) != rest or end > chunk.b and "of" not in rest:
            continue
        if chunk.sense == "action" and " ".join(low[max(chunk.a, t - 1) : end]) in _idioms():
            continue  # "a heart attack"
        if end - 1 == chunk.head or "of" in rest or "the" in rest:
            return Candidate(view, t, end, trigger, trigger.event, chunk)
    return None
