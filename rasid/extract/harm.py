"""How many were killed, injured, missing, detained, displaced, and who they were."""

from __future__ import annotations

from rasid.extract.analysis import Item, View
from rasid.extract.candidates import Candidate, Harm
from rasid.extract.chunks import Chunk
from rasid.extract.lexicon import noun_senses
from rasid.extract.numbers import Count, count
from rasid.records import CasualtyKind

KINDS: dict[str, CasualtyKind] = {
    "killing": "killed", "death": "killed", "execution": "killed", "massacre": "killed", "assassination": "killed", "injury": "injured",
    "detention": "detained", "abduction": "missing", "disappearance": "missing", "displacement": "displaced", "eviction": "displaced",
}  # fmt: skip
_WORDS: dict[str, CasualtyKind] = {
    **dict.fromkeys(
        (
            "killed",
            "martyrs",
            "dead",
            "slain",
            "murdered",
            "deaths",
            "fatalities",
            "died",
            "perished",
            "martyred",
            "executed",
            "beheaded",
            "shot",
        ),
        "killed",
    ),
    **dict.fromkeys(("injured", "wounded", "hurt", "injuries", "maimed", "hospitalized"), "injured"),
    **dict.fromkeys(("missing", "abducted", "kidnapped"), "missing"),
    **dict.fromkeys(("detained", "arrested", "captured", "detainees"), "detained"),
    **dict.fromkeys(("displaced", "homeless", "uprooted"), "displaced"),
}
_THINGS = frozenset(
    (
        "facility",
        "vehicle",
        "vessel",
        "weapon",
        "aircraft",
        "drone",
        "missile",
        "rocket",
        "place",
        "document",
        "bomb",
        "action",
    )
)
_PEOPLE = frozenset(("civilians", "victims", "forces", "militants", "office", "organisation"))


def union(harm: list[Harm], more: list[Harm]) -> list[Harm]:
    """Both, each count once; of two readings of the same words the one that takes in more of them stays."""
    out = list(harm)
    for h in more:
        i = next(
            (i for i, o in enumerate(out) if o.view is h.view and o.count.a < h.count.b and h.count.a < o.count.b), None
        )
        if i is None:
            out.append(h)
        elif h.count.b - h.count.a > out[i].count.b - out[i].count.a:
            out[i] = h
    return out


def of_chunk(view: View, chunk: Chunk, kind: CasualtyKind) -> list[Harm]:
    """The people of a noun phrase as harmed: a stated count, "a"/"an"/a bare singular as one; ``[]`` when nothing says how many."""
    low, tags = view.sentence.low, view.sentence.tags
    of = (
        view.clauses.chunk(chunk.b + 1)
        if low[chunk.b : chunk.b + 1] == ["of"] and set(tags[chunk.a : chunk.b]) <= set("cai")
        else None
    )
    start, end = chunk.a, chunk.b
    chunk = of if of is not None and not of.verbal else chunk  # "dozens of people": the people are what counts
    item = view.item(chunk)
    sense = chunk.sense or (item.sense if item is not None else None)
    found = count(low, start, end)
    if (
        found is None
        and kind != "displaced"
        and sense in _PEOPLE
        and low[chunk.a] in ("a", "an", "another", "one")
        and tags[chunk.head] != "M"
    ):
        found = Count(1, 1, 1, chunk.a, chunk.a + 1)
    if (
        found is None and low[chunk.a] in ("a", "another") and set(tags[chunk.a + 1 : chunk.b]) <= set("jc")
    ):  # "a second was injured"
        found = Count(1, 1, 1, chunk.a, chunk.a + 1)
    if found is None or "T" in tags[chunk.a : chunk.b]:
        return []
    if kind not in ("killed", "injured") and (
        sense not in _PEOPLE and not _bare(view, chunk) and not (item and item.sense == "name" and item.kind == "actor")
    ):
        return []
    if sense in _THINGS:
        return []
    return [
        Harm(
            kind,
            found,
            view,
            item if item is not None and item.kind in ("actor", "person_role") else None,
            low[chunk.head],
        )
    ]


def _bare(view: View, chunk: Chunk) -> bool:
    """A number without a noun: "killed five", "at least 12 were wounded"; also "12 of them", "dozens more"."""
    tags, low = view.sentence.tags, view.sentence.low
    words = [w for w, t in zip(low[chunk.a : chunk.b], tags[chunk.a : chunk.b], strict=True) if t not in "cda"]
    return (
        all(w in ("more", "others", "other", "least", "than", "dead") for w in words)
        and tags[chunk.b : chunk.b + 1] != "T"
        and low[chunk.b : chunk.b + 1] != ["%"]
    )


def of_list(view: View, chunks: list[Chunk], kind: CasualtyKind) -> list[Harm]:
    """Harm of each phrase of a list ("two soldiers and a civilian"); "including three children" stays inside its total."""
    out: list[Harm] = []
    for chunk in chunks:
        for harm in of_chunk(view, chunk, kind):
            if out and harm.count.a < out[-1].count.b:  # "between five and eight soldiers": one count in two phrases
                out[-1] = Harm(kind, out[-1].count, view, harm.whom, harm.head)
            else:
                out.append(harm)
    return out


def beside(candidate: Candidate) -> list[Harm]:
    """Counts of harm that stand as bare words near the trigger: "12 dead", "five wounded", "a death toll of 30"."""
    view = candidate.view
    out: list[Harm] = []
    low, tags = view.sentence.low, view.sentence.tags
    for chunk in view.clauses.chunks:
        if chunk.verbal:
            continue
        word = low[chunk.head]
        kind = _WORDS.get(word) or (
            _WORDS.get(low[chunk.b]) if chunk.b < len(low) and tags[chunk.b] in "jnVa" else None
        )
        if kind is None:
            continue
        found = count(low, chunk.a, chunk.b)
        if found is not None and (chunk.sense in _PEOPLE or _WORDS.get(word) or _bare(view, chunk)):
            item = view.item(chunk)
            head = low[chunk.head] if chunk.sense in _PEOPLE else ""
            out.append(Harm(kind, found, view, item if item is not None and item.kind == "actor" else None, head))
    return out


def of_toll(candidate: Candidate) -> list[Harm]:
    """ "The death toll rose to 32", "put the toll at more than 30": the first number after the word is the dead; "and N wounded" follow."""
    view = candidate.view
    low = view.sentence.low
    out: list[Harm] = []
    for chunk in view.clauses.chunks:
        if chunk.verbal or chunk.a < candidate.b or chunk.a - candidate.b > 25:
            continue
        found = count(low, chunk.a, chunk.b)
        if found is None or "T" in view.sentence.tags[chunk.a : chunk.b]:
            continue
        kind = next((k for w in low[found.b : found.b + 2] if (k := _WORDS.get(w)) is not None), None) or (
            "killed" if not out else None
        )
        if kind is not None and kind not in {h.kind for h in out}:
            item = view.item(chunk)
            out.append(
                Harm(kind, found, view, item if item is not None and item.kind == "actor" else None, low[chunk.head])
            )
    return out


def listed(candidate: Candidate) -> list[Harm]:
    """In a tally of the dead, the people at the head of the trigger's entry: "two soldiers in the explosion of a mine"."""
    view = candidate.view
    tags = view.sentence.tags
    start = tags.rfind(":", 0, candidate.a) + 1
    first = next((c for c in view.clauses.chunks if c.a >= start and c.a < candidate.a), None)
    return of_chunk(view, first, "killed") if first is not None and not first.verbal and not first.lead else []


def whom(harm: Harm, name: str | None) -> str:
    """Who the harmed were: "civilians", a named force, the words for a force, or "unknown"."""
    sense = noun_senses().get(harm.head)
    item: Item | None = harm.whom
    if sense == "civilians" or (item is not None and item.sense == "civilians"):
        return "civilians"
    if name is not None and sense != "victims":
        return name
    if sense in ("forces", "militants", "office", "organisation"):
        return harm.head
    return "unknown"
