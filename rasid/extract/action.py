"""The words of an action: where its clause ends, and where a further action starts."""

from __future__ import annotations

from collections.abc import Iterator

from rasid.extract.analysis import View
from rasid.extract.chunks import Chunk
from rasid.extract.measure_words import noun_words, words


def end(view: View, start: int) -> int:
    """The token where the clause of the measure ends: a new finite clause, a semicolon, or the sentence."""
    tags, low = view.sentence.tags, view.sentence.low
    n = aside(view, start, _next_clause(view, start))
    for chunk in view.clauses.chunks:
        if (
            chunk.verbal
            and start < chunk.a < n
            and tags[chunk.a - 1 : chunk.a + 1] == ",g"
            and low[chunk.a] in words("saying")
        ):
            n = chunk.a
            break
    if ";" in low:
        n = next((t for t in range(start, n) if low[t] == ";"), n)
    return trimmed(view, start, n, '.,:"k')


def aside(view: View, start: int, stop: int) -> int:
    """Where a comma ends the action before ``stop``: ", which ...", ", while ...", ", allegations that ...", ", the capital"."""
    tags, low = view.sentence.tags, view.sentence.low
    at = tags.find(",", start, stop)
    while 0 <= at < stop - 1:
        if low[at + 1] in words("turning_away") or _is_apposition(view, at, stop):
            return at
        at = tags.find(",", at + 1, stop)
    return stop


def _is_apposition(view: View, comma: int, stop: int) -> bool:
    """Whether the phrase after a comma explains what stands before: it has a clause of its own, or no list goes on."""
    tags, low = view.sentence.tags, view.sentence.low
    chunk = view.clauses.chunk(comma + 1)
    if chunk is None or chunk.verbal or chunk.a != comma + 1:
        return False
    if tags[chunk.b : chunk.b + 1] == "q":
        return True
    closed = chunk.b >= stop or tags[chunk.b] in ",.if"
    return low[chunk.a] in words("articles") and closed and "k" not in tags[chunk.a : stop]


def _next_clause(view: View, start: int) -> int:
    clauses, tags = view.clauses, view.sentence.tags
    for chunk in clauses.chunks:
        if not chunk.verbal or chunk.a <= start or tags[chunk.a] in "bt" or not clauses.finite(chunk):
            continue
        subject = clauses.subject(chunk)
        if subject is not None and subject.a > start and tags[subject.a - 1] in "k,a":
            cut = max(tags.rfind(code, 0, chunk.a) for code in ",kw")
            if cut >= start:
                return cut
        if tags[chunk.a - 1] in "k," and tags[chunk.a] in "VnZa" and (subject is None or subject.a < start):
            return chunk.a - 1
    return len(tags)


def trimmed(view: View, start: int, stop: int, codes: str) -> int:
    """``stop`` without the tokens before it whose tags are in ``codes``."""
    while stop > start and view.sentence.tags[stop - 1] in codes:
        stop -= 1
    return stop


def parts(view: View, head: int) -> Iterator[tuple[int, int]]:
    """The clause from ``head`` on, split where a conjunction brings another base verb with an object of its own."""
    tags = view.sentence.tags
    stop = end(view, head + 1)
    starts = [head]
    for chunk in view.clauses.chunks:
        if chunk.verbal and head < chunk.a < stop and tags[chunk.a] in "bAt" and tags[chunk.a - 1] == "k":
            if not tags[chunk.a : chunk.b].startswith("m") and view.sentence.low[chunk.a] != "may":
                starts.append(chunk.a)
    for i, start in enumerate(starts):
        last = starts[i + 1] - 1 if i + 1 < len(starts) else stop
        start += tags[start] == "t"
        if last > start:
            yield start, last


def next_listed(view: View, chunk: Chunk) -> int:
    """Where the next gerund of a list of measures starts: "directing ..., urging ..., and calling on ..."."""
    tags = view.sentence.tags
    if tags[chunk.a] != "g":
        return len(tags)
    following = (c for c in view.clauses.chunks if c.verbal and c.a > chunk.a)
    return next((c.a for c in following if tags[c.a] == "g" and tags[c.a - 1] in ",k"), len(tags))


def next_act(view: View, chunk: Chunk, stop: int) -> int:
    """Where a further verb with the same subject starts: "imposed a curfew, closed the border and ..."."""
    tags, clauses = view.sentence.tags, view.clauses
    for c in clauses.chunks:
        if not c.verbal or not chunk.b < c.a < stop or tags[c.a - 1] not in ",k" or tags[c.head] not in "VnZ":
            continue
        if clauses.finite(c) and "t" not in tags[c.a : c.b]:
            return trimmed(view, chunk.b, c.a, ",ka")
    return stop


def infinitive(view: View, chunk: Chunk) -> int | None:
    """The base verb of the infinitive right after a group: "decided to close"."""
    chunks = view.clauses.chunks
    k = view.clauses.at[chunk.a] + 1
    if k < len(chunks) and chunks[k].verbal and chunks[k].a <= chunk.b + 1 and view.sentence.tags[chunks[k].a] == "t":
        return chunks[k].a + 1
    return None


def passive(view: View, chunk: Chunk, lemma: str) -> bool:
    """Whether the verb is a passive; "called on", "refused to" and the like are none without a form of "be"."""
    if not view.clauses.passive(chunk):
        return False
    bare = "B" not in view.sentence.tags[chunk.a : chunk.head]
    return not (bare and (" " in lemma or infinitive(view, chunk) is not None))


def is_measure(view: View, target: Chunk) -> bool:
    """Whether a phrase is a measure: by its head, or by what it is a part or a term of ("three days of mourning")."""
    low = view.sentence.low
    head, objects, money = low[target.head], noun_words("objects"), noun_words("money")
    if head in objects or head in money or " ".join(low[target.a + 1 : target.b]) in words("objects"):
        return True
    if head not in noun_words("measured_by"):
        return False
    of = next((c for c in view.clauses.phrases(target) if c.lead == "of" and c.a <= target.b + 1), None)
    if of is None:
        return False
    last = low[of.head]
    return last in objects or last in money or " ".join((head, "of", *low[of.a : of.b])) in words("objects")
