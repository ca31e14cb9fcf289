"""Whom "the group", "the rebels", "the party" mean: the one such actor that the story has just named."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rasid.records import Mention
from rasid.registry import Actor
from rasid.resolve.wording import words_of

_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[\"'“‘(]*[^\W\da-z_])|\n")
_GOES_ON = re.compile(
    r"\s+(?:of|that|who|whose|led|linked|allied|known|called|calling|behind|responsible|in question)\b"
)
_ARTICLE = re.compile(r"\b(?:the|this|that)\s+\Z", re.IGNORECASE)
_REACH = 3  # sentences back; further away, something else has been told of in between


class Anaphors:
    """The words of ``rasid/registry/words.yaml`` by which a story tells again of a group."""

    def __init__(self, words: Mapping[str, Sequence[str]], bodies: Mapping[str, Actor]) -> None:
        self._bodies = bodies
        self._with = frozenset(words["told_again_with"])
        groups, fighters, members = ("armed_group", "militia"), ("armed_group", "coalition", "company"), ("party",)
        self._kinds: dict[str, frozenset[str]] = {}
        for key, kinds in (
            ("told_again", groups),
            ("told_again_fighters", fighters),
            ("told_again_members", (*groups, *members)),
        ):
            for noun in words[key]:
                self._kinds[noun] = self._kinds.get(noun, frozenset()) | frozenset(kinds)

    def meant(self, mention: Mention, told: Sequence[tuple[Mention, Actor]], text: str) -> Actor | None:
        """The actor that a phrase such as "the group" tells of again.

        ``told`` are the story's mentions that name somebody. The nearest sentence before the phrase that names a group
        decides, when it names only one; ``None`` for other phrases, and where two may be meant.
        """
        kinds = self._kinds_of(mention, text)
        before = [(one, actor) for one, actor in told if one.span[1] <= mention.span[0] and self._fits(actor)]
        if not kinds or not before:
            return None
        starts = [0, *(match.end() for match in _END.finditer(text, 0, mention.span[0]))]
        upper = mention.span[0]
        for start in reversed(starts[-_REACH:]):
            here = {actor.id: actor for one, actor in before if start <= one.span[0] < upper}
            if here:
                (first, *others) = here.values()
                return first if not others and first.kind in kinds else None
            upper = start
        return None

    def _kinds_of(self, mention: Mention, text: str) -> frozenset[str]:
        """The kinds of actor that a definite phrase may tell of again; the article may stand before the mention."""
        words = words_of(mention.text)
        definite = words[:1] in (["the"], ["this"], ["that"])
        words = words[1:] if definite else words
        before = text[max(0, mention.span[0] - 6) : mention.span[0]]
        if not words or not (definite or _ARTICLE.search(before)) or _GOES_ON.match(text, mention.span[1]):
            return frozenset()
        if mention.text.split()[-1][:1].isupper():
            return frozenset()  # part of a name
        plain = all(word in self._with for word in words[:-1])
        return self._kinds.get(words[-1], frozenset()) if plain else frozenset()

    def _fits(self, actor: Actor) -> bool:
        """Whether an actor is a group at all; the mission of a body of states is none."""
        sent = actor.parent is not None and self._bodies[actor.parent].kind == "igo"
        return (
            not actor.generic and not sent and actor.kind in ("armed_group", "militia", "coalition", "party", "company")
        )
