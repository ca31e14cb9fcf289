"""From inputs to coded stories: where the stages are joined.

    ingest.read -> stories.split -> reader.mentions -> resolve -> reader.reports -> Coded

Everything streams: one page at a time is in memory, and of its stories one is coded at a time.
"""

from __future__ import annotations

import dataclasses
import functools
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rasid import extract, gazetteer, ingest, registry, stories
from rasid.errors import InputError
from rasid.records import Coded, Dropped, Issue, Offsets, Page, Skipped, Span, Story
from rasid.resolve import Resolver
from rasid.settings import Settings, actor_files
from rasid.settings import load as load_settings

if TYPE_CHECKING:
    from rasid.extract import Reader

NO_STORY = "no story found in the text"


class Coder:
    """Codes page after page; remembers the stories that it saw, so that a copy is known as one."""

    def __init__(self, reader: Reader, resolver: Resolver, *, max_story_chars: int) -> None:
        self._reader = reader
        self._resolver = resolver
        self._max_story_chars = max_story_chars
        self.copies = stories.Copies()

    @classmethod
    def of(cls, settings: Settings) -> Coder:
        """The coder that the settings ask for, with the registry and the gazetteer that come with Rasid, and the user's layers."""
        return cls(
            extract.reader(settings.reader, settings),
            Resolver(registry.load(actor_files(settings)), gazetteer.open(folder=gazetteer.folder(settings))),
            max_story_chars=settings.max_story_chars,
        )

    @property
    def cost(self) -> str | None:
        """What the reading has cost so far, in a line; ``None`` where it costs nothing."""
        return self._reader.cost

    def code(self, page: Page) -> Outcome:
        """What becomes of a page: its stories, coded as they are asked for, and the issues that are in none of them."""
        found = stories.split(page)
        shares, rest = _shared(page.issues, found)
        if not found:
            rest = (*rest, Issue("stories", NO_STORY))
        coded = (self._story(page, story, share) for story, share in zip(found, shares, strict=True))
        return Outcome(page.document.uri, page, None, rest, len(found), coded)

    def _story(self, page: Page, story: Story, issues: Sequence[Issue]) -> Coded:
        document = page.document
        story = dataclasses.replace(story, copy_of=self.copies.seen(story, page.text))
        story, unread = _bounded(story, self._max_story_chars)
        mentions = self._reader.mentions(document, story)
        resolved = self._resolver.resolve(document, story, mentions)
        reading = self._reader.reports(document, resolved)
        return Coded(
            document,
            resolved.story,
            resolved.mentions,
            reading.reports,
            reading.claims,
            reading.control,
            reading.measures,
            (*issues, *unread, *reading.issues),
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input: ``page`` with its stories, or ``skipped``. ``issues`` are those that no story carries."""

    uri: str
    page: Page | None
    skipped: Skipped | None
    issues: tuple[Issue, ...]
    found: int
    coded: Iterator[Coded]

    @property
    def failed(self) -> bool:
        """Whether the input could not be read at all."""
        return self.skipped is not None

    def stories(self) -> Iterator[Coded]:
        """The coded stories, once, in the order of the page."""
        return self.coded


def outcomes(
    sources: Iterable[str],
    *,
    settings: Settings,
    published: str | None = None,
    source: str | None = None,
    coder: Coder | None = None,
) -> Iterator[Outcome]:
    """What became of each input, in input order. Nothing is stored. ``coder`` is by default the one of the settings."""
    coder = coder or Coder.of(settings)
    for item in ingest.read(sources, settings=settings, published=published, source=source):
        yield skipped(item) if isinstance(item, Skipped) else coder.code(item)


def skipped(item: Skipped) -> Outcome:
    """The outcome of an input that gave no document."""
    return Outcome(item.uri, None, item, (item.issue,), 0, iter(()))


def code_one(text_or_path: str | PathLike[str], *, published: str | None = None) -> list[Coded]:
    """The coded stories of one text (``str``), file or folder (a path). Raises ``InputError`` where one cannot be read."""
    settings = load_settings()
    if isinstance(text_or_path, str):
        stdin = BytesIO(text_or_path.encode("utf-8"))
        read = ingest.read(["-"], settings=settings, published=published, stdin=stdin)
    else:
        read = ingest.read([str(Path(text_or_path))], settings=settings, published=published)
    coder = _kept(settings, registry.contents(actor_files(settings)))
    coder.copies = stories.Copies()
    coded: list[Coded] = []
    for item in read:
        if isinstance(item, Skipped):
            raise InputError(f"{item.uri}: {item.issue.reason}")
        coded.extend(coder.code(item).stories())
    return coded


@functools.cache
def _kept(settings: Settings, actors: str) -> Coder:
    """The coder of these settings, with the user's actors as they are in the files that hash to ``actors``."""
    return Coder.of(settings)


def json_schema() -> dict[str, Any]:
    """The JSON Schema of what ``rasid code`` prints: every key is required, except those a kind of ``ref`` has not."""
    import msgspec

    return msgspec.json.schema(Coded)


def _bounded(story: Story, limit: int) -> tuple[Story, tuple[Issue, ...]]:
    """The story with at most ``limit`` characters of body, cut after a whole word; the rest is dropped and an issue.

    The work of reading is linear, but the mentions of a text of hundreds of megabytes fill the memory.
    """
    body: list[Span] = []
    beyond: list[Offsets] = []
    room = limit
    for part in story.body:
        start, end = part.span
        kept = _opening(part.text, room)
        room = room - len(kept) if len(kept) == len(part.text) else 0
        if kept:
            body.append(Span((start, start + len(kept)), kept))
        if start + len(kept) < end:
            beyond.append((start + len(kept), end))
    if not beyond:
        return story, ()
    unread = sum(end - start for start, end in beyond)
    dropped = (*story.dropped, *(Dropped(span, "truncated") for span in beyond))
    reason = f"a story of more than {limit:,} characters: {unread:,} are not read (setting max_story_chars)"
    issue = Issue("stories", reason, (beyond[0][0], beyond[-1][1]))
    cut = dataclasses.replace(story, body=tuple(body), dropped=tuple(sorted(dropped, key=lambda one: one.span)))
    return cut, (issue,)


def _opening(text: str, length: int) -> str:
    """The text's first characters, at most ``length``, without a word that is cut; all of it where it is not longer."""
    if len(text) <= length:
        return text
    space = max(text.rfind(" ", 0, length + 1), text.rfind("\n", 0, length + 1))
    return text[: length if space < 0 else space].rstrip()


def _shared(issues: Sequence[Issue], found: Sequence[Story]) -> tuple[list[list[Issue]], tuple[Issue, ...]]:
    """The page's issues that lie in each story, and those that lie in none."""
    shares: list[list[Issue]] = [[] for _ in found]
    starts = [story.span[0] for story in found]
    rest = []
    for issue in issues:
        nearest = -1 if issue.span is None else bisect_right(starts, issue.span[0]) - 1
        if issue.span is not None and nearest >= 0 and issue.span[0] < found[nearest].span[1]:
            shares[nearest].append(issue)
        else:
            rest.append(issue)
    return shares, tuple(rest)
