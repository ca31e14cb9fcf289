"""Items as records: the roles, places and times that resolution gave them, or that the Arabic words themselves give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rasid import timex
from rasid.extract.arabic.phrases import Item, View
from rasid.extract.arabic.words import splits
from rasid.gazetteer import Gazetteer
from rasid.records import Interval, Mention, Place, PlacePrecision, Resolved, Role
from rasid.registry import Registry

_KIND_OF_SENSE = {"civilians": "civilians", "victims": "civilians", "forces": "military", "militants": "armed_group"}
_UNITS = {
    **dict.fromkeys(("قضاء", "ناحيه", "مديريه", "مقاطعه"), "admin2"), **dict.fromkeys(("محافظه", "ولايه", "اقليم"), "admin1"),
    **dict.fromkeys(("مدينه", "بلده", "قريه", "حي", "مخيم", "بلدتي", "مدينتي", "قريتي"), "town"),
}  # fmt: skip
_PRECISION: dict[str, PlacePrecision] = {"admin1": "admin1", "admin2": "district", "town": "town"}
_SITES = frozenset(("مطار", "معبر", "جسر", "حقل", "شارع", "ميدان", "ساحه", "طريق"))
_SIDES = {
    "شمال": "north",
    "جنوب": "south",
    "شرق": "east",
    "غرب": "west",
    "شمالي": "north",
    "جنوبي": "south",
    "شرقي": "east",
    "غربي": "west",
}
_NEAR_KM = 10.0  # as in the resolver: "near" says no figure


class People:
    """Looks items up among a story's resolved mentions."""

    def __init__(self, resolved: Resolved, registry: Registry, gazetteer: Gazetteer) -> None:
        self._mentions: dict[str, Mention] = {m.id: m for m in resolved.mentions}
        self._resolved = resolved
        self._registry = registry
        self._gazetteer = gazetteer

    def role(self, item: Item) -> Role | None:
        """The item as a role; the registry's actor by the mention's ref, else by the Arabic words."""
        mention = self._mentions.get(item.id)
        if mention is None:
            return None
        if mention.ref is not None:
            return Role(mention.id, mention.ref.id, mention.ref.name, mention.span)
        if item.actor is not None:
            return Role(mention.id, item.actor.id, item.actor.name, mention.span)
        return Role(mention.id, None, mention.text, mention.span)

    def roles(self, items: Sequence[Item]) -> tuple[Role, ...]:
        """The items as roles, each mention once."""
        found = (self.role(item) for item in items)
        return tuple({role.mention: role for role in found if role is not None}.values())

    def kinds(self, items: Sequence[Item]) -> tuple[str, ...]:
        """The registry kinds of actors, from their refs, else from what the words say."""
        out: list[str] = []
        for item in items:
            role = self.role(item) if item.kind in ("actor", "person_role") else None
            if role is not None and role.ref is not None and role.ref in self._registry.actors:
                out.append(self._registry.actor(role.ref).kind)
            elif item.sense in _KIND_OF_SENSE:
                out.append(_KIND_OF_SENSE[item.sense])
        return tuple(out)

    def country(self, item: Item) -> str | None:
        """The home country of an actor, where the registry knows one."""
        role = self.role(item)
        actor = self._registry.actors.get(role.ref) if role is not None and role.ref is not None else None
        return actor.country if actor is not None else None

    def time(self, item: Item) -> Interval | None:
        """The interval that resolution gave the item, else what the Arabic expression means at the story's date."""
        found = self._resolved.times.get(item.id)
        if found is not None or item.expression is None:
            return found
        return timex.anchor(item.expression, self._resolved.story.published)

    def place(self, item: Item, view: View) -> Place | None:
        """The place of an item as its Arabic words narrow, widen or move it; unknown names have words only."""
        mention = self._mentions.get(item.id)
        if mention is None:
            return None
        found = self._resolved.places.get(mention.id)
        if found is None:
            found = Place(
                mention.id,
                mention.text,
                mention.span,
                None,
                None,
                None,
                None,
                None,
                None,
                None,
                "area",
                None,
                None,
                0.2,
            )
        return self._worded(self._of_unit(found, item, mention.text), item, view)

    def _of_unit(self, found: Place, item: Item, name: str) -> Place:
        """The entry of the kind that the unit says: "district of Daquq" is not its town."""
        kind = _UNITS.get(item.head)
        if item.head in _SITES:
            return replace(found, lat=None, lon=None, geometry=None, precision="area")
        if kind is None:
            return found
        fitting = [e for e in self._gazetteer.exact(name) if e.kind == kind and found.country in (None, e.country)]
        if found.id is None and len(fitting) != 1:  # several of that name, or none: the word still says what it is
            return replace(found, precision=_PRECISION[kind])
        if not fitting or any(e.id == found.id for e in fitting):
            return found
        entry = fitting[0]
        return replace(
            found,
            id=entry.id,
            country=entry.country,
            admin1=entry.admin1,
            admin2=entry.admin2,
            lat=entry.lat,
            lon=entry.lon,
            geometry=entry.geometry,
            precision=entry.precision,
        )

    def _worded(self, found: Place, item: Item, view: View) -> Place:
        if item.whole is None or item.whole[0] == item.a:
            return found
        sentence = view.sentence
        first = sentence.keys[item.whole[0]]
        skip = next(
            (
                s.skip
                for s in splits(first)
                if s.lead
                and s.stem
                in {
                    "ريف",
                    "محيط",
                    "مدينه",
                    "بلده",
                    "قريه",
                    "حي",
                    "مخيم",
                    "قضاء",
                    "ناحيه",
                    "محافظه",
                    "ولايه",
                    "منطقه",
                    "شمال",
                    "جنوب",
                    "شرق",
                    "غرب",
                }
            ),
            0,
        )
        span = sentence.offsets(*item.whole, skip)
        words = [s.stem for k in sentence.keys[item.whole[0] : item.a] for s in splits(k)]
        text = " ".join([sentence.words[item.whole[0]][skip:], *sentence.words[item.whole[0] + 1 : item.whole[1]]])
        found = replace(found, name=text, span=span)
        if "قرب" in words or "قرب" in first:
            near = found.precision in ("town", "exact")
            return (
                replace(found, admin2=None, geometry=None, relation="near", precision="area", radius_km=_NEAR_KM)
                if near
                else _unpointed(found, "near")
            )
        if "ريف" in words:
            return (
                replace(found, relation="countryside of")
                if found.precision == "admin1"
                else _unpointed(found, "countryside of")
            )
        side = next((_SIDES[w] for w in words if w in _SIDES), None)
        if side is not None:
            wide = found.precision in ("country", "region", "admin1")
            return _unpointed(found, f"{side}ern part of" if wide else f"{side} of")
        return _unpointed(found, "around") if {"محيط", "اطراف", "مشارف"} & set(words) else found


def _unpointed(found: Place, relation: str) -> Place:
    """An area known by its words only."""
    wide = found.precision in ("country", "region")
    return replace(
        found, lat=None, lon=None, geometry=None, admin2=None, precision="region" if wide else "area", relation=relation
    )
