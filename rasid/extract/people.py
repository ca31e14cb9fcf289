"""Items as records: the roles, places, times and kinds that resolution gave them."""

from __future__ import annotations

from collections.abc import Sequence

from rasid.extract.analysis import Item
from rasid.records import Interval, Mention, Place, Resolved, Role
from rasid.registry import Registry

_KIND_OF_SENSE = {
    "civilians": "civilians",
    "victims": "civilians",
    "forces": "military",
    "militants": "armed_group",
    "facility": "other",
}


_KIND_OF_WORD = {
    **dict.fromkeys(
        (
            "army",
            "military",
            "navy",
            "troops",
            "forces",
            "brigade",
            "battalion",
            "division",
            "regiment",
            "corps",
            "garrison",
        ),
        "military",
    ),
    **dict.fromkeys(("police", "policemen", "policeman", "officers", "gendarmes"), "police"),
    **dict.fromkeys(("militia", "militias", "militiamen", "vigilantes"), "militia"),
    **dict.fromkeys(("group", "groups", "faction", "factions", "gang", "gangs", "cartel", "opposition"), "armed_group"),
    **dict.fromkeys(("government", "junta", "regime", "state", "authorities"), "government"),
}  # a unit without a name still has a side


class People:
    """Looks items up among a story's resolved mentions."""

    def __init__(self, resolved: Resolved, registry: Registry) -> None:
        self._mentions: dict[str, Mention] = {m.id: m for m in resolved.mentions}
        self._roles: dict[str, Role] = {}  # by mention; each is asked for many times
        self._resolved = resolved
        self._registry = registry

    def role(self, item: Item) -> Role | None:
        """The item as a role; a pronoun or "the group" as the mention it stands for, when that one is known."""
        mention = self._mentions.get(item.id)
        if mention is None:
            return None
        if (mention.ref is None or item.owned) and item.means is not None:
            meant = self.role(item.means)
            if meant is not None and (item.kind != "person_role" or meant.ref is not None):
                return meant if item.kind != "person_role" else Role(mention.id, meant.ref, meant.name, mention.span)
        if (
            mention.ref is None
            and item.hit is not None
            and item.hit.sort == "demonym"
            and item.b - item.a == 1
            and len(item.hit.actors) == 1
        ):
            state = item.hit.actors[0]  # "an Israeli complaint": of an act of state the adjective names the state
            return Role(mention.id, state.id, state.name, mention.span)
        return self._plain(mention)

    def _plain(self, mention: Mention) -> Role:
        role = self._roles.get(mention.id)
        if role is None:
            id, name = (mention.ref.id, mention.ref.name) if mention.ref is not None else (None, mention.text)
            role = self._roles[mention.id] = Role(mention.id, id, name, mention.span)
        return role

    def place(self, item: Item) -> Place:
        """The place that resolution gave the item; for one it does not know the words alone, without coordinates."""
        found = self._resolved.places.get(item.id)
        if found is not None and (found.id is not None or found.lat is not None or item.means is None):
            return found
        if item.means is not None and item.means.kind == "place":
            return self.place(item.means)
        return found or Place(
            item.id, item.text, item.span, None, None, None, None, None, None, None, "area", None, None, 0.2
        )

    def time(self, item: Item) -> Interval | None:
        """The interval that resolution gave the item."""
        return self._resolved.times.get(item.id)

    def kinds(self, items: Sequence[Item]) -> tuple[str, ...]:
        """The registry kinds of actors, from their refs, else from what the words say."""
        out: list[str] = []
        for item in items:
            role = self.role(item)
            if role is not None and role.ref is not None and item.kind in ("actor", "person_role"):
                out.append(self._registry.actor(role.ref).kind)
            elif (kind := _KIND_OF_WORD.get(item.low.rsplit(" ", 1)[-1])) is not None:
                out.append(kind)
            elif item.sense in _KIND_OF_SENSE:
                out.append(_KIND_OF_SENSE[item.sense])
        return tuple(out)

    def kind(self, role: Role) -> str | None:
        """The registry kind of a role's actor, ``None`` where the registry does not know it."""
        return self._registry.actor(role.ref).kind if role.ref is not None else None

    def country(self, item: Item) -> str | None:
        """The home country of an actor, where the registry knows one."""
        role = self.role(item)
        return self._registry.actor(role.ref).country if role is not None and role.ref is not None else None
