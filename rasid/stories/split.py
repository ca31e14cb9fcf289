"""One scraped text into its stories."""

from __future__ import annotations

from rasid.records import Page, Story
from rasid.stories.blocks import pieces
from rasid.stories.boundaries import groups
from rasid.stories.layout import Labelled, label
from rasid.stories.story import story


def split(page: Page) -> tuple[Story, ...]:
    """The stories of a page in the order of its text; ``()`` when it holds page furniture only.

    Every non-blank character of the page lies in a headline, caption, byline, dateline, body paragraph or dropped
    stretch of one story. Linear in the length of the text; nothing is raised.
    """
    found: list[Story] = []
    waiting: list[Labelled] = []
    for group in groups(label(pieces(page))):
        one = story([*waiting, *group], page)
        if one is None:
            waiting.extend(group)
        else:
            found.append(one)
            waiting = []
    return tuple(found)
