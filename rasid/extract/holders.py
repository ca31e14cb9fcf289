"""Who holds, gains, loses or shelters: the sides that a sentence or the telling so far names."""

from __future__ import annotations

from collections.abc import Iterator

from rasid.extract.analysis import Item, View
from rasid.extract.chunks import Chunk
from rasid.extract.control_words import words
from rasid.extract.coreference import Coreference
from rasid.extract.lexicon import cues
from rasid.extract.people import People
from rasid.records import Control, Role

_REACH = 16  # tokens from a verb to the side that loses or gains
_AGENT_REACH = 8  # tokens from a passive to its "by"


class Holders:
    """Reads phrases of one story as sides; ``see`` walks it along the story."""

    def __init__(self, people: People, coreference: Coreference) -> None:
        self._people = people
        self._coreference = coreference
        self._gain: tuple[int, int, Role] | None = None  # sentence, paragraph, who gained ground last
        self._kinds: dict[str, tuple[str, ...]] = {}  # by mention of a holder
        self._before: View | None = None

    def see(self, view: View, rows: list[Control]) -> None:
        """Remember a sentence, and who gained ground in it."""
        self._before = view
        gains = [row for row in rows if row.state == "gains" and row.modality in ("asserted", "background")]
        if gains:
            self._gain = (view.index, view.sentence.paragraph, gains[-1].holder)

    # -- in the sentence -------------------------------------------------------

    def subjects(self, view: View, verb: Chunk) -> list[Role]:
        """The sides that are the subject of a verb."""
        return self._among(view, view.clauses.subjects(verb))

    def agents(self, view: View, verb: Chunk) -> list[Role]:
        """The sides in the "by" phrase of a passive."""
        agent = view.clauses.agent(verb)
        return [] if agent is None or agent.a > verb.b + _AGENT_REACH else self.listed(view, agent)

    def led(self, view: View, verb: Chunk, *leads: str) -> list[Role]:
        """The sides in the first phrase under one of the prepositions: "from the RSF", "to the army and the militias"."""
        for phrase in view.clauses.phrases(verb):
            if phrase.lead in leads and phrase.a - verb.b <= _REACH and self.of(view, phrase) is not None:
                return self.listed(view, phrase)
        return []

    def listed(self, view: View, chunk: Chunk | None) -> list[Role]:
        """The sides of the list that ``chunk`` starts."""
        return self._among(view, view.clauses.conjuncts(chunk)) if chunk is not None else []

    def _among(self, view: View, chunks: list[Chunk]) -> list[Role]:
        return [role for c in chunks if (role := self.of(view, c)) is not None]

    def sheltering(self, view: View, verb: Chunk) -> list[Role]:
        """The subjects of a verb that can take sanctuary: no state's forces."""
        return [role for role in self.subjects(view, verb) if self.shelters(role)]

    def of(self, view: View, chunk: Chunk) -> Role | None:
        """The side that a phrase is, ``None`` where it is nobody who can hold ground."""
        low = view.sentence.low
        if low[chunk.a] in words("each"):
            return None
        item = self._item(view, chunk)
        if item is None or not self.can_hold(item):
            return None
        return self.owner(view, item) or self._role(item)

    def _item(self, view: View, chunk: Chunk) -> Item | None:
        low = view.sentence.low
        if view.sentence.tags[chunk.a : chunk.b] == "o":
            return self._antecedent(view, chunk)
        item = view.item(chunk)
        inner = next((c for c in view.clauses.phrases(chunk) if c.lead == "of" and c.a == chunk.b + 1), None)
        if inner is not None and low[inner.a : inner.b] == ["them"] and (item is None or item.sense == "victims"):
            return self._antecedent(view, Chunk(chunk.a, inner.b, False, inner.head))  # "a few dozen of them"
        return item

    def owners(self, view: View, chunk: Chunk) -> list[Role]:
        """Whose a noun is: "the RSF stronghold", "its bases"."""
        low = view.sentence.low
        item = next((i for i in view.items if i.kind == "actor" and chunk.a <= i.a and i.b <= chunk.head), None)
        if item is None and low[chunk.a] in ("its", "their"):
            item = self._coreference.possessor(view, chunk)
        role = self._role(item) if item is not None and self.can_hold(item) else None
        return [role] if role is not None else []

    def owner(self, view: View, item: Item) -> Role | None:
        """ "its troops" are the side that "its" stands for, where they have no name."""
        if item.hit is not None or item.sense not in ("forces", "militants", "organisation"):
            return None
        if item.s != view.index or item.a == 0 or view.sentence.low[item.a - 1] not in ("its", "their"):
            return None
        owner = self._coreference.possessor(view, Chunk(item.a - 1, item.b, False, item.b - 1))
        role = self._people.role(owner) if owner is not None else None
        return role if role is not None and role.ref is not None else None

    def _role(self, item: Item) -> Role | None:
        role = self._people.role(item)
        if role is not None:
            self._kinds[role.mention] = self._people.kinds([item])
        return role

    def _antecedent(self, view: View, chunk: Chunk) -> Item | None:
        """Who a pronoun is; in what somebody says of others it is not the speaker ("the army believes they hide ...")."""
        item = self._coreference.pronoun(view, chunk)
        if item is None or item.s != view.index or view.sentence.low[chunk.head] not in ("they", "them"):
            return item
        speaks = item.low.rsplit(" ", 1)[-1] in cues()["coreferent_org"]
        if speaks and "q" in view.sentence.tags[item.b : chunk.a]:
            return self._coreference.pronoun(view, Chunk(0, 1, False, chunk.head))
        return item

    # -- what they are ---------------------------------------------------------

    def can_hold(self, item: Item) -> bool:
        """Whether someone can hold ground: no civilian, no speaker, no news agency."""
        if item.kind not in ("actor", "person_role") or item.sense in ("civilians", "victims"):
            return False
        kinds = self._people.kinds([item])
        return not kinds or kinds[0] in words("holding") or item.kind == "person_role"

    def shelters(self, role: Role) -> bool:
        """Whether a side can take sanctuary."""
        kinds = self._kinds.get(role.mention, ())
        return kinds[0] in words("sheltering") if kinds else role.name.lower().split()[-1] not in words("of_states")

    # -- told before -----------------------------------------------------------

    def gainer(self, view: View) -> list[Role]:
        """The side that a passage tells to gain ground, for a sentence that leaves it out."""
        return [self._gain[2]] if self._gain is not None and view.sentence.paragraph - self._gain[1] <= 1 else []

    def gained_just_before(self, view: View) -> list[Role]:
        """The side that gained ground in this sentence or the one before."""
        return [self._gain[2]] if self._gain is not None and view.index - self._gain[0] <= 1 else []

    def unnamed(self, view: View, state: str) -> list[Role]:
        """Who contests or besieges where a passive does not say: the side that fights in the same passage."""
        here = next(self._fighters(view), None)
        if here is not None:
            return [here]
        if state == "besieges":
            return self.gainer(view)
        before = self._before
        return list(self._fighters(before))[-1:] if before is not None and view.index - before.index <= 1 else []

    def _fighters(self, view: View) -> Iterator[Role]:
        for chunk in view.clauses.chunks:
            item = view.item(view.clauses.subject(chunk)) if chunk.verbal and view.clauses.finite(chunk) else None
            if item is None or item.kind != "actor" or item.sense == "organisation" or not self.can_hold(item):
                continue
            role = self._people.role(item)
            if role is not None:
                yield role
