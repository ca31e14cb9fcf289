"""Who acts, who suffers, by what means: read from where phrases stand around a trigger."""

from __future__ import annotations

from collections.abc import Iterable

from rasid.extract.analysis import MEANS, PEOPLE, SITES, Item, View
from rasid.extract.attribution import author
from rasid.extract.candidates import Candidate
from rasid.extract.chunks import Chunk
from rasid.extract.coreference import Coreference
from rasid.extract.lexicon import LIGHT, frames, light_verbs, noun_senses

_AGAINST = frozenset("on against at targeting upon over into toward towards".split())
_WITH = frozenset("with using by".split())
# Nouns of these events take what they do something to after "of": "the killing of two soldiers".
_OF_TARGET = frozenset(
    "killing injury abduction detention execution beheading assassination capture_territory shelling bombing airstrike massacre torture siege blockade "
    "destruction demolition displacement release expulsion looting arson eviction evacuation beating sexual_violence disappearance recruitment "
    "death weapons_seizure rescue ship_seizure condemn reject arrest_warrant demand mobilization deployment interception".split()
)


# Nouns whose owner suffers: "their release", "his killing".
_PATIENTS = frozenset(
    "killing death injury detention abduction release rescue assassination execution displacement disappearance expulsion".split()
)


class Roles:
    """Fills the roles of candidates of one story."""

    def __init__(self, coreference: Coreference, violent: frozenset[str]) -> None:
        self._coreference = coreference
        self._violent = violent

    def fill(self, candidate: Candidate) -> bool:
        """Find the roles; ``False`` when a weak trigger has none that fits, so that it tells no event."""
        if candidate.chunk.verbal:
            self._verb(candidate)
        else:
            self._noun(candidate)
        return self._stands(candidate)

    # -- verbs ---------------------------------------------------------------

    def _verb(self, c: Candidate) -> None:
        clauses = c.view.clauses
        frame = frames()[c.trigger.frame]
        passive = clauses.passive(c.chunk) and frame["subject"] not in ("none",)
        subjects = clauses.subjects(c.chunk)
        after = clauses.object(c.chunk, c.end)
        objects = clauses.conjuncts(after) if after is not None else []
        if not objects and subjects and c.view.sentence.low[subjects[0].a - 1 : subjects[0].a] in (["which"], ["whom"]):
            antecedent = clauses.noun_before(subjects[0].a - 1)  # "El Fasher, which it has encircled"
            objects = [antecedent] if antecedent is not None else []
        if passive and frame.get("object") == "target":
            self._put(c, "target", subjects)
            agent = clauses.agent(c.chunk)
            if agent is not None:
                self._put(c, "actor", clauses.conjuncts(agent))
            reached = subjects
        else:
            self._put(c, frame["subject"], subjects)
            if frame.get("object", "none") not in ("none", "event"):
                self._put(c, frame["object"], objects)
            reached = objects
        self._after_verb(c, frame, objects)
        self._object_fits = self._by_object(c, reached)

    def _after_verb(self, c: Candidate, frame: dict[str, str], objects: list[Chunk]) -> None:
        clauses = c.view.clauses
        for chunk in clauses.phrases(c.chunk):
            item = c.view.item(chunk)
            if chunk.a == c.end and chunk.lead not in frame:
                continue  # a phrase verb's object, whose particle looks like a preposition
            if chunk.lead in frame and frame[chunk.lead] != "means":
                self._put(c, frame[chunk.lead], clauses.conjuncts(chunk))
            elif chunk.lead in _AGAINST and not c.targets and not objects and frame.get("object") == "target":
                self._put(c, "target", clauses.conjuncts(chunk))
            elif chunk.lead in _WITH and item is not None and item.sense in MEANS:
                c.means.append(item)
            elif (
                chunk.lead == "from"
                and c.trigger.event in ("capture_territory", "release")
                and item is not None
                and item.kind == "actor"
            ):
                _append(c.targets, item)  # "retook the town from ISIS"

    def _by_object(self, c: Candidate, reached: Iterable[Chunk]) -> bool:
        table = frames()["by_object"].get(c.trigger.lemma)
        if not table:
            return True
        reached = list(reached)
        if not reached:
            return any(
                armed(i) or i.hit is not None for i in c.actors
            )  # "troops withdrew": nothing is said to be moved
        if c.view.sentence.tags[reached[-1].b : reached[-1].b + 1] == "j":
            return False  # "held them accountable"
        for chunk in reached:
            category = (
                "place"
                if c.view.sentence.low[chunk.a : chunk.b] == ["it"]
                else _category(c.view, chunk, self._item(c.view, chunk))
            )
            if category in table:
                c.event = table[category]
                return True
        return False

    # -- nouns ---------------------------------------------------------------

    def _noun(self, c: Candidate) -> None:
        self._inside(c)
        self._carried(c)
        clauses = c.view.clauses
        carried = c.carrier is not None and c.carrier.a > c.chunk.a  # "an attack was carried out ... against X"
        for chunk in (
            *_own_phrases(c, c.chunk),
            *(_own_phrases(c, c.carrier) if carried and c.carrier is not None else ()),
        ):
            between = c.view.sentence.low[c.b : chunk.a]
            item = c.view.item(chunk)
            if chunk.lead == "by" and not c.actors:
                self._put(c, "actor", clauses.conjuncts(chunk))
            elif chunk.lead in _AGAINST and not c.targets and not (chunk.lead in ("at", "over") and item is None):
                self._put(c, "target", clauses.conjuncts(chunk))
            elif chunk.lead == "of" and len(between) <= 2 and c.event in _OF_TARGET:
                self._put(c, "target", clauses.conjuncts(chunk))
            elif chunk.lead == "between" or (
                chunk.lead == "with"
                and c.event in ("armed_clash", "talks", "meeting", "agreement", "ceasefire", "prisoner_exchange")
            ):
                listed = clauses.conjuncts(chunk)
                self._put(c, "actor" if chunk.lead == "between" else "target", listed[:1])
                self._put(c, "target", listed[1:])
            elif chunk.lead in _WITH and item is not None and item.sense in MEANS:
                c.means.append(item)
        self._reduced(c)
        if not c.actors and c.event in self._violent:
            self._claimed(c)

    def _claimed(self, c: Candidate) -> None:
        """ "an attack ..., claimed by X"; "X claimed responsibility for the attack"."""
        clauses = c.view.clauses
        low = c.view.sentence.low
        for chunk in clauses.chunks:
            if chunk.verbal and chunk.a > c.b and low[chunk.head] == "claimed" and low[chunk.b : chunk.b + 1] == ["by"]:
                agent = clauses.agent(chunk)
                self._put(c, "actor", [agent] if agent is not None else [])
        k = clauses.at[c.chunk.a]
        if c.chunk.lead == "for" and k > 1 and low[clauses.chunks[k - 1].head] in ("responsibility", "credit"):
            verb = clauses.chunks[k - 2]
            subject = clauses.subject(verb) if verb.verbal else None
            if (
                subject is not None
                and low[subject.a] not in ("no", "none", "nobody")
                and low[verb.head] in ("claimed", "claims", "claim", "claiming", "admitted", "accepted", "took")
            ):
                self._put(c, "actor", clauses.subjects(verb))
                c.carrier = verb

    def _inside(self, c: Candidate) -> None:
        """ "Israel's strike", "ISIS attacks", "its attacks", "a car bomb attack"."""
        sentence = c.view.sentence
        if sentence.low[c.chunk.a] in ("its", "their", "his"):
            owner = self._coreference.possessor(c.view, c.chunk)
            if owner is not None:
                (c.targets if c.event in _PATIENTS or c.trigger.lemma == "capture" else c.actors).append(owner)
        for item in c.view.items:
            if item.kind == "actor" and c.chunk.a <= item.a and item.b <= c.a and item not in c.actors:
                (
                    c.targets
                    if c.event in _OF_TARGET
                    and _possessed(sentence.tags, item)
                    and c.event in ("killing", "death", "injury", "assassination", "detention")
                    else c.actors
                ).append(item)
        for x, y, hit in c.view.hits:
            if c.chunk.a <= x and y <= c.a and hit.sort != "generic" and not c.actors:
                c.actors.append(c.view.add(Item("actor", c.view.index, x, y, sentence.span(x, y), 0.8, "name", hit)))

    def _carried(self, c: Candidate) -> None:
        """A light verb's subject acts (or suffers) in the noun it carries."""
        clauses = c.view.clauses
        k = clauses.at[c.chunk.a]
        first = clauses.first_of_list(c.chunk)
        verb = clauses.chunks[clauses.at[first.a] - 1] if clauses.at[first.a] else None
        if verb is not None and verb.verbal and clauses.object(verb) is first and self._lends(c, verb):
            return
        following = clauses.chunks[k + 1] if k + 1 < len(clauses.chunks) else None
        if following is not None and following.verbal and clauses.passive(following) and self._light(c, following):
            c.carrier = following
            agent = clauses.agent(following)
            if agent is not None:
                self._put(c, "actor", clauses.conjuncts(agent))

    def _light(self, c: Candidate, verb: Chunk) -> str | None:
        kind = light_verbs().get(c.view.sentence.low[verb.head])
        return None if kind is None or (kind == "spoken" and c.event in self._violent) else LIGHT[kind]

    def _lends(self, c: Candidate, verb: Chunk) -> bool:
        role = self._light(c, verb)
        if role is None:
            return False
        c.carrier = verb
        if not c.view.clauses.passive(verb):
            self._put(c, role, c.view.clauses.subjects(verb))
        return True

    def _reduced(self, c: Candidate) -> None:
        """ "an attack that targeted the base", "strikes hitting the port": what a noun does is done in its name."""
        clauses = c.view.clauses
        k = clauses.at[c.chunk.a]
        following = clauses.chunks[k + 1] if k + 1 < len(clauses.chunks) else None
        if following is None or not following.verbal or c.targets:
            return
        word = c.view.sentence.low[following.head]
        if word in ("targeting", "targeted", "hit", "hitting", "struck", "striking") and not clauses.passive(following):
            after = clauses.object(following)
            if after is not None:
                self._put(c, "target", clauses.conjuncts(after))

    # -- shared --------------------------------------------------------------

    def _put(self, c: Candidate, role: str, chunks: Iterable[Chunk]) -> None:
        for chunk in chunks:
            item = self._item(c.view, chunk)
            if item is None or role in ("none", "event", "place"):
                if role == "place" and item is not None and item.kind == "place":
                    c.place = item
                continue
            if role == "actor" and item.sense in MEANS and item.kind == "weapon":
                _append(c.means, item)
                self._operator(c, chunk)
            elif role == "actor":
                speaks = item if item.kind != "document" else author(c.view, chunk, item)
                if speaks is not None and speaks.kind in ("actor", "person_role"):
                    _append(c.actors, speaks)
            elif role == "means" or (role == "target" and item.kind == "weapon" and c.event in _BLASTS):
                _append(c.means if item.kind == "weapon" else c.actors, item) if item.kind in (
                    "weapon",
                    "actor",
                ) else None
            elif role == "both":
                _append(c.actors if not c.actors else c.targets, item)
            elif item.kind != "document" and item not in c.actors:
                _append(c.targets, item)

    def _operator(self, c: Candidate, chunk: Chunk) -> None:
        """ "Israeli warplanes struck": the means' owner acts."""
        for item in c.view.items:
            if item.kind == "actor" and chunk.a <= item.a < chunk.head and item.hit is not None:
                _append(c.actors, item)

    def _item(self, view: View, chunk: Chunk) -> Item | None:
        if view.sentence.tags[chunk.a : chunk.b] == "o":
            return self._coreference.pronoun(view, chunk)
        if set(view.sentence.tags[chunk.a : chunk.b]) <= set("cai"):
            return self._measured(view, chunk)
        found = view.item(chunk)
        if found is None and chunk.b - chunk.a <= 2:
            found = self._coreference.name(view, chunk)
        return found or self._measured(view, chunk)

    def _measured(self, view: View, chunk: Chunk) -> Item | None:
        """ "a column of tankers", "a group of villagers", "12 of the soldiers": what a word for an amount is of."""
        if view.sentence.low[chunk.b : chunk.b + 1] != ["of"]:
            return None
        of = view.clauses.chunk(chunk.b + 1)
        return view.item(of) if of is not None and not of.verbal else None

    def _stands(self, c: Candidate) -> bool:
        if not c.trigger.weak:
            return True
        if c.trigger.verb:
            if c.trigger.lemma in frames()["armed_only"] and not any(
                armed(i) or i.hit is not None or i.means is not None for i in (*c.actors, *c.targets)
            ):
                return False
            if c.trigger.lemma in frames()["by_object"]:
                return self._object_fits or bool(c.targets and (c.means or any(armed(i) for i in c.actors)))
            return any(_fits(i) for i in (*c.actors, *c.targets, *c.means))
        if c.event == "bombing" and c.view.places:
            return True  # an explosion somewhere; what exploded is often unknown at first
        return any(_fits(i) for i in (*c.actors, *c.means)) or any(_suffers(i) for i in c.targets)


_BLASTS = frozenset(
    "bombing suicide_bombing airstrike rocket_fire missile_strike shelling grenade drone_strike".split()
)


def _own_phrases(c: Candidate, after: Chunk) -> Iterable[Chunk]:
    """The phrases that follow a noun or its carrier before another verb does."""
    clauses = c.view.clauses
    verb = next((k.a for k in clauses.chunks[clauses.at[after.a] + 1 :] if k.verbal), len(c.view.sentence.words))
    return [chunk for chunk in clauses.phrases(after) if chunk.a < verb]


def _append(items: list[Item], item: Item) -> None:
    if item not in items:
        items.append(item)


def _possessed(tags: str, item: Item) -> bool:
    return tags[item.b : item.b + 1] == "s"


def _fits(item: Item) -> bool:
    """Whether an item belongs to conflict reporting: an actor with a name or a side, armed people, a weapon."""
    return (
        item.hit is not None
        or item.means is not None
        or item.sense in ("militants", "forces", "organisation", "office")
        or item.kind in ("weapon", "facility")
        or item.sense == "civilians"
    )


_ARMED_KINDS = frozenset(("military", "armed_group", "militia"))


def armed(item: Item) -> bool:
    """Whether an item is armed people: by its words, or by what it stands for."""
    meant = item.means or item
    return item.sense in ("forces", "militants") or (meant.hit is not None and meant.hit.actors[0].kind in _ARMED_KINDS)


def _suffers(item: Item) -> bool:
    """Whether a thing that an everyday noun ("defeat", "deal") is done to makes it conflict: people, sites, named groups."""
    return (item.sense in PEOPLE | SITES and _fits(item)) or (item.hit is not None and item.hit.sort == "name")


def _category(view: View, chunk: Chunk, item: Item | None) -> str | None:
    if item is None:
        sense = noun_senses().get(view.sentence.low[chunk.head])
        return "place" if sense == "place" else "weapon" if sense in MEANS else None
    if item.kind == "place":
        return "place"
    if item.sense in PEOPLE:
        return "people"
    if item.sense in MEANS:
        return "weapon"
    if item.sense == "name" and item.hit is not None:
        return "place" if item.hit.sort == "metonym" else "organisation"
    return item.sense
