"""From scored spans and pairs to candidates: one for each event, with its other tellings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from rasid.extract import attribution, harm, numbers
from rasid.extract.analysis import Item, View
from rasid.extract.attribution import Speech
from rasid.extract.candidates import Candidate, Harm
from rasid.extract.chunks import Chunk
from rasid.extract.lexicon import Trigger
from rasid.extract.trained import losses
from rasid.extract.trained.fates import Linked, told_apart
from rasid.extract.trained.grammar import Grammar, of_document
from rasid.extract.trained.incidents import Telling, incidents
from rasid.extract.trained.nodes import Node, Words
from rasid.extract.trained.shape import Floats, Ints
from rasid.extract.trained.shares import in_wholes
from rasid.extract.trained.sureness import Evidence, evidence, probability
from rasid.extract.trained.weights import Weights
from rasid.records import CasualtyKind

_HARM: tuple[CasualtyKind, ...] = ("killed", "injured", "missing", "detained", "displaced")
# Probability from which a link is drawn, by what did best on the dev part of a few values.
_LINKED = {
    "actor": 0.5, "target": 0.5, "at": 0.5, "on": 0.5, "says": 0.4, "coref": 0.65, "held": 0.5, "holder": 0.5,
}  # fmt: skip
_ELSE = 0.35  # of all other links
_LEAST = 0.1  # from which a statement of control takes its holder and place, a measure its issuer
# What may stand at the end of a link; a link to something else is not drawn, however likely.
_ACTORS = ("actor", "person_role")
_KINDS = {
    "target": (*_ACTORS, "place", "facility", "weapon", "document"),
    "with": ("weapon",),
    "at": ("place", "facility"),
    "held": ("place", "facility"),
    "on": ("time",),
    "says": (*_ACTORS, "document"),
}


def least(link: str) -> float:
    """The probability from which a link is drawn."""
    return _LINKED.get(link, _ELSE)


class Scored:
    """A story's spans with what the model says of each and of each pair."""

    def __init__(
        self,
        weights: Weights,
        nodes: Sequence[Node],
        vectors: Floats,
        words: Words,
        proposed: dict[tuple[int, int], int],
    ) -> None:
        self.nodes = nodes
        self.words = words
        spans = np.array([(n.a, n.b) for n in nodes])
        heads = np.array([n.head for n in nodes])
        sentences = np.repeat(np.arange(len(words.views)), [len(v.sentence.words) for v in words.views])
        made = weights.spans(vectors, spans)
        self._judged: dict[tuple[int, str], tuple[str, float]] = {}
        for head, attributes in weights.judged.items():
            at = [i for i, n in enumerate(nodes) if n.name == head]
            for name, values in attributes.items() if at else ():
                odds = weights.judge(head, name, made[at])
                for i, row in zip(at, odds, strict=True):
                    self._judged[i, name] = (values[int(row.argmax())], float(row.max()))
        asked = np.array(
            [
                n.item is None or n.item.kind == "quantity" or _stands_for_another(n.item) or _is_common_place(n.item)
                for n in nodes
            ]
        )
        told = [w for v in words.views for w in v.sentence.words]
        self._links = weights.links
        self.sureness = weights.sureness
        self._found, self._odds = weights.link(made, spans, heads, told, sentences, asked=asked, proposed=proposed)
        self._linked = _drawn(self._found, self._odds, weights.links)
        self._first = np.searchsorted(
            self._found[:, 0], np.arange(len(nodes) + 1)
        ).tolist()  # pairs lie in their first span's order

    def _of(self, i: int, link: str) -> tuple[Ints, Floats]:
        """The spans that span ``i`` may be linked to, with the link's probabilities."""
        rows = slice(self._first[i], self._first[i + 1])
        return self._found[rows, 1], self._odds[rows, self._links.index(link)]

    def judged(self, i: int, name: str) -> tuple[str, float]:
        """The likeliest value of an attribute of span ``i``, and its probability."""
        return self._judged[i, name]

    def linked(self, i: int, link: str) -> list[tuple[int, float]]:
        """Spans that span ``i`` is linked to, likeliest first."""
        return self._linked[link].get(i, [])

    def alike(self, i: int) -> dict[int, float]:
        """How likely span ``i`` tells the same event as each earlier trigger near it."""
        to, odds = self._of(i, "same")
        return {j: sure for j, sure in zip(to.tolist(), odds.tolist(), strict=True) if self.nodes[j].name == "trigger"}

    def evidence(self, i: int, told: int) -> Evidence:
        """What says how likely type, modality and actors of the event at span ``i`` are right, of which so many roles are told."""
        _, odds = self._of(i, "actor")
        drawn = odds[odds > least("actor")]
        actor = float(drawn.max()) if len(drawn) else 1 - float(odds.max(initial=0.0))
        kind, modality = (self.judged(i, name)[1] for name in ("class", "modality"))
        return evidence(trigger=self.nodes[i].score, kind=kind, modality=modality, actor=actor, told=told)

    def best(self, i: int, link: str) -> Item | None:
        """The mention that span ``i`` is likeliest linked to."""
        found = (self.nodes[j].item for j, _ in self.linked(i, link))
        return next((x for x in found if x is not None and x.kind in _KINDS.get(link, _ACTORS)), None)

    def likeliest(self, i: int, link: str) -> list[Item]:
        """The one mention that span ``i`` is likeliest linked to, also below the bound of ``linked``; for what must have one."""
        return [item for item, sure in self.weighed(i, link) if sure >= _LEAST][:1]

    def weighed(self, i: int, link: str) -> list[tuple[Item, float]]:
        """Every mention that may stand at the end of a link from span ``i``, with the link's probability, likeliest first."""
        to, odds = self._of(i, link)
        out = ((self.nodes[int(to[k])].item, float(odds[k])) for k in np.argsort(-odds, kind="stable"))
        return [(item, sure) for item, sure in out if item is not None and item.kind in _KINDS.get(link, _ACTORS)]

    def items(self, i: int, link: str) -> list[Item]:
        """The mentions that span ``i`` is linked to, in the order of the text."""
        out: list[Item] = []
        for j, _ in self.linked(i, link):
            item = self.nodes[j].item
            if item is not None and item not in out and item.kind in _KINDS.get(link, _ACTORS):
                out.append(item)
        return sorted(out, key=lambda item: (item.s, item.a))


def _drawn(found: Ints, odds: Floats, links: Sequence[str]) -> dict[str, dict[int, list[tuple[int, float]]]]:
    """By a link and a span, the spans that it is drawn to with their probabilities, likeliest first."""
    out: dict[str, dict[int, list[tuple[int, float]]]] = {link: {} for link in links}
    rows, columns = np.nonzero(odds > np.array([least(link) for link in links], odds.dtype))
    for (i, j), k, sure in zip(found[rows].tolist(), columns.tolist(), odds[rows, columns].tolist(), strict=True):
        out[links[k]].setdefault(i, []).append((j, sure))
    for spans in out.values():
        for drawn in spans.values():
            drawn.sort(key=lambda pair: -pair[1])
    return out


def _stands_for_another(item: Item) -> bool:
    """Whether what an item means must be looked for among earlier ones."""
    return item.hit is None and item.means is None and item.kind in ("actor", "person_role")


def _is_common_place(item: Item) -> bool:
    """Whether a place is told by a common word: "the town"."""
    return item.kind == "place" and item.sense != "name"


def _leads_to(item: Item | None, other: Item) -> bool:
    """Whether following what an item stands for comes to the other one."""
    while item is not None:
        if item is other:
            return True
        item = item.means
    return False


def corefer(scored: Scored) -> None:
    """Give each pronoun and short phrase the item that it stands for, where the rules gave none, and "the town" the town named."""
    for i, node in enumerate(scored.nodes):
        item = node.item
        if item is not None and _is_common_place(item):
            named = (scored.nodes[j].item for j, _ in scored.linked(i, "coref"))
            item.means = next(
                (x for x in named if x is not None and x.kind == "place" and x.sense == "name"), item.means
            )
        if item is None or not _stands_for_another(item):
            continue
        for j, _ in scored.linked(i, "coref"):
            earlier = scored.nodes[j].item
            if (
                earlier is not None
                and not _leads_to(earlier, item)
                and (earlier.hit is not None or earlier.means is not None or earlier.kind == "person_role")
            ):
                item.means = earlier.means or earlier
                break


def events(
    scored: Scored, speeches: dict[int, list[Speech]], grammar: Grammar
) -> list[tuple[Candidate, list[Candidate]]]:
    """The events of a story in reading order, each as its best telling and the others."""
    triggers = [
        i
        for i, n in enumerate(scored.nodes)
        if n.name == "trigger" and n.view.sentence.part not in ("caption", "byline")
    ]
    harmed = told_apart({i: _harmed(scored, i) for i in triggers})
    told = [
        Telling(i, scored.nodes[i].a, scored.nodes[i].b, _candidate(scored, i, speeches, grammar, harmed[i]))
        for i in triggers
    ]
    out = [_joined(tellings) for tellings in incidents(told, scored.alike)]
    return sorted(out, key=lambda told: (told[0].view.index, told[0].a))


def _candidate(
    scored: Scored, i: int, speeches: dict[int, list[Speech]], grammar: Grammar, harmed: Sequence[Linked]
) -> Candidate:
    node = scored.nodes[i]
    view, a = scored.words.place(node.a)
    b = a + node.b - node.a
    event, sure = scored.judged(i, "class")
    chunk = view.clauses.chunk(b - 1) or Chunk(a, b, False, b - 1)
    trigger = Trigger(event, " ".join(view.sentence.low[a:b]), chunk.verbal, node.score * sure < 0.5, "default")
    c = Candidate(view, a, b, trigger, event, chunk)
    c.modality = scored.judged(i, "modality")[0]  # type: ignore[assignment]
    c.actors = scored.items(i, "actor")
    c.targets = [item for item in scored.items(i, "target") if item not in c.actors]
    grammar.name(c)
    losses.own(c, speeches.get(view.index, ()))
    c.means = scored.items(i, "with")
    c.place = scored.best(i, "at")
    c.time = scored.best(i, "on")
    c.harm = _harm(scored, c, harmed)
    c.evidence = scored.evidence(i, sum(map(bool, (c.actors, c.targets, c.place, c.time, c.harm))))
    c.sure = probability(c.evidence, scored.sureness)
    _attribute(scored, i, c, speeches)
    return c


def _harmed(scored: Scored, i: int) -> list[Linked]:
    """The counts that an event is linked to, by what became of the people."""
    return [Linked(kind, j, sure) for kind in _HARM for j, sure in scored.linked(i, kind)]


def _harm(scored: Scored, c: Candidate, harmed: Iterable[Linked]) -> list[Harm]:
    """People harmed; a number in the trigger's own phrase ("120 rocket strikes") counts events."""
    out: list[Harm] = []
    for link in harmed:
        node = scored.nodes[link.count]
        view, a = scored.words.place(node.a)
        count = numbers.of_people(view.sentence.low, a, a + node.b - node.a)
        whom = scored.best(link.count, "whom")
        of_events = c.event not in harm.KINDS and view is c.view and not c.chunk.verbal and c.chunk.a <= a < c.a
        if count is not None and not of_events:
            head = whom.low.rsplit(" ", 1)[-1] if whom is not None else _counted(view, count)
            out.append(Harm(link.kind, count, view, whom, head))
    return in_wholes(out)


def _counted(view: View, count: numbers.Count) -> str:
    """The noun that a number counts, by grammar; empty where none follows it in its phrase."""
    chunk = view.clauses.chunk(count.a)
    return view.sentence.low[chunk.head] if chunk is not None and not chunk.verbal and chunk.head >= count.b else ""


def _attribute(scored: Scored, i: int, c: Candidate, speeches: dict[int, list[Speech]]) -> None:
    """Who says so; a speech that the rules did not see is added to theirs, and what a document says its author does."""
    who = scored.best(i, "says")
    if who is None:
        return
    known = speeches.get(c.view.index, ())
    stance = scored.judged(i, "stance")[0]
    c.claimant, c.stance = who, stance or "reports"  # type: ignore[assignment]
    cue = next((scored.nodes[j] for j, _ in scored.linked(i, "cue")), None)
    said = next((s for s in known if s.first <= c.a < s.last and _of_document(s)), None) or attribution.of_speaker(
        known, who
    )
    if said is not None:
        c.claimant, c.cue = said.claimant, said.cue
    elif cue is not None and cue.view is c.view:
        at = cue.a - scored.words.number(c.view, 0)
        c.cue = (at, at + cue.b - cue.a)
        speeches.setdefault(c.view.index, []).append(attribution.reaching(c.view, c.a, who, c.stance, c.cue))


def _of_document(speech: Speech) -> bool:
    verb = speech.view.clauses.chunk(speech.cue[0])
    return verb is not None and verb.verbal and of_document(speech.view, verb)


def _joined(told: Sequence[Candidate]) -> tuple[Candidate, list[Candidate]]:
    """The telling that says most, with what only the others say."""
    best = max(told, key=lambda c: (c.view.sentence.part != "headline", _weight(c)))
    others = [c for c in told if c is not best]
    for c in sorted(others, key=lambda c: abs(c.view.index - best.view.index)):
        best.actors = best.actors or c.actors
        best.targets = best.targets or c.targets
        best.means = best.means or c.means
        best.place = best.place or c.place
        best.time = best.time or c.time
        known = {h.kind for h in best.harm}
        best.harm += [h for h in c.harm if h.kind not in known]
        if best.claimant is None and c.view is best.view:
            best.claimant, best.stance, best.cue = c.claimant, c.stance, c.cue
    return best, others


_VAGUE = frozenset(("killing", "death", "injury", "attack", "destruction"))  # their cause is told by another word


def _weight(c: Candidate) -> int:
    told: Iterable[object] = (c.actors, c.targets, c.place, c.time, c.claimant)
    return sum(map(bool, told)) + 2 * (c.event not in _VAGUE)
