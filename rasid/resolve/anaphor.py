"""Whom "the group", "the rebels", "the militia" mean: the one such actor that the story has just named."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rasid.records import Mention
from rasid.registry import Actor
from rasid.resolve.wording import words_of

_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[\"'“‘(]*[^\W\da-z_])|\n")
_GROUPS = frozenset(("armed_group", "militia", "coalition", "party"))
_REACH = 3  # sentences back; further away, something else has been told of in between
_STATES = ("gov-", "mil-", "pol-", "mfa-", "mod-", "moi-", "moh-", "par-")


class Anaphors:
    """The words of ``rasid/registry/words.yaml`` by which a story tells again of a group."""

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        self._nouns = frozenset(words["told_again"])
        self._with = frozenset(words["told_again_with"])
        self._sides = frozenset(("force", "unit", "coalition", "alliance"))  # a state's own may be meant

    def meant(self, mention: Mention, told: Sequence[tuple[Mention, Actor]], text: str) -> Actor | None:
        """The actor that a phrase such as "the group" tells of again.

        ``told`` are the story's mentions that name somebody. The nearest sentence before the phrase that names a group
        decides, when it names only one; ``None`` for other phrases, and where two may be meant.
        """
        noun = self._noun(mention.text)
        if noun is None:
            return None
        before = [(one, actor) for one, actor in told if one.span[1] <= mention.span[0] and self._fits(actor, noun)]
        starts = [0, *(match.end() for match in _END.finditer(text, 0, mention.span[0]))]
        upper = mention.span[0]
        for start in reversed(starts[-_REACH:]):
            here = {actor.id: actor for one, actor in before if start <= one.span[0] < upper}
            if here:
                (first, *others) = here.values()
                return None if others or first.kind not in _GROUPS and not _private(first) else first
            upper = start
        return None

    def _noun(self, phrase: str) -> str | None:
        words = words_of(phrase)
        if len(words) < 2 or words[0] not in ("the", "this", "that") or words[-1] not in self._nouns:
            return None
        return words[-1] if all(word in self._with for word in words[1:-1]) else None

    def _fits(self, actor: Actor, noun: str) -> bool:
        if actor.generic:
            return False
        return (
            actor.kind in _GROUPS
            or _private(actor)
            or (noun in self._sides and actor.kind in ("military", "government"))
        )


def _private(actor: Actor) -> bool:
    """Whether an actor fights without being a state's: a company of mercenaries, an army without a state."""
    return actor.kind in ("company", "military") and not actor.id.startswith(_STATES) and actor.parent is None
