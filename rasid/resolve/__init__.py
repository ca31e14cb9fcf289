"""Who, where and when: mentions get their refs, and the story its time."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from rasid.records import Document, Mention, Offsets, Place, Ref, Resolved, Story

if TYPE_CHECKING:
    from rasid.gazetteer import Gazetteer
    from rasid.registry import Registry

__all__ = ["Resolver"]


class Resolver:
    """Resolves the mentions of one story at a time; keeps nothing between stories."""

    def __init__(self, registry: Registry, gazetteer: Gazetteer) -> None:
        from rasid.resolve.when import When  # here, so that one resolver can be used without loading the others
        from rasid.resolve.where import Where
        from rasid.resolve.who import Who

        self._who = Who(registry)
        self._where = Where(gazetteer)
        self._when = When()

    def resolve(self, document: Document, story: Story, mentions: Sequence[Mention]) -> Resolved:
        """The story dated as far as can be, its mentions with refs, and by mention id the places and times meant.

        Time comes first (who an actor was depends on when), then place (which army depends on where), then actors.
        """
        text = document.text or ""
        times = self._when.resolve(mentions, text, story=story, uri=document.uri)
        places = self._where.resolve(
            mentions, text, story=story, published=times.published, source=document.source, uri=document.uri
        )
        # Who is weighed over the whole story, and never over its neighbours on the page.
        actors = self._who.resolve(
            mentions,
            text,
            published=times.published,
            countries=_countries(places.places.values()),
            span=_extent(story),
        )
        refs = {**times.refs, **places.refs, **actors}
        return Resolved(
            dataclasses.replace(story, published=times.published),
            tuple(_with_ref(mention, refs) for mention in mentions),
            places.places,
            times.intervals,
        )


def _extent(story: Story) -> Offsets:
    """From the story's start to the end of the last of its parts."""
    parts = [
        *story.captions,
        *story.body,
        *(part for part in (story.headline, story.byline, story.dateline) if part is not None),
    ]
    return story.span[0], max((part.span[1] for part in parts), default=story.span[1])


def _with_ref(mention: Mention, refs: Mapping[str, Ref | None]) -> Mention:
    ref = refs.get(mention.id)
    if ref is None:
        return mention
    return Mention(
        mention.id, mention.kind, mention.span, mention.text, mention.score, ref
    )  # 5 times faster than replace()


def _countries(places: Iterable[Place]) -> tuple[str, ...]:
    """Countries of the places that the story names, most often named first."""
    counted = Counter(place.country for place in places if place.country is not None)
    return tuple(country for country, _ in counted.most_common())
