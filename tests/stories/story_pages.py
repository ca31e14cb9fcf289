"""Pages made of a text, for the tests of this folder."""

import hashlib

from rasid.records import Block, Document, Interval, Page
from rasid.stories import split


def page(
    text: str,
    *,
    uri: str = "page.txt",
    published: Interval | None = None,
    headline: str | None = None,
    byline: str | None = None,
    blocks: tuple[Block, ...] = (),
) -> Page:
    """A page of plain text, or with the given blocks."""
    raw = text.encode("utf-8", "surrogatepass")
    document = Document(hashlib.sha256(raw).hexdigest(), None, uri, "text/plain", "en", None, text)
    return Page(document, raw, published, headline, byline, blocks)


def marked(*parts: tuple[str, str, bool], **options: str) -> Page:
    """A page with blocks of (tag, words, main), one a line."""
    text, blocks = "", []
    for tag, words, main in parts:
        blocks.append(Block((len(text), len(text) + len(words)), tag, main))
        text += words + "\n"
    return page(text, blocks=tuple(blocks), headline=options.get("headline"), byline=options.get("byline"))


def check(source: Page) -> None:
    """Fail unless every non-blank character lies in a part of a story and every span slices to its words."""
    found = split(source)
    text, covered = source.text, [False] * len(source.text)
    for story in found:
        spans = [
            part
            for part in (story.headline, story.byline, story.dateline, *story.captions, *story.credits, *story.body)
            if part
        ]
        assert all(text[part.span[0] : part.span[1]] == part.text for part in spans)
        assert all(story.span[0] <= part.span[0] < part.span[1] <= story.span[1] for part in spans)
        for start, end in [part.span for part in spans] + [one.span for one in story.dropped]:
            covered[start:end] = [True] * (end - start)
    if found:
        assert not [text[at] for at, seen in enumerate(covered) if not seen and not text[at].isspace()]
    assert all(one.span[1] <= two.span[0] for one, two in zip(found, found[1:], strict=False))
