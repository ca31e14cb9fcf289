"""A page of markup: its own text with blocks, the main ones marked, and what it says about itself."""

from __future__ import annotations

import re
from typing import Any

import lxml.html
from lxml import etree

from rasid.ingest import maintext, marks
from rasid.ingest.arrival import Arrival
from rasid.ingest.blocks import layout
from rasid.ingest.encoding import Decoded
from rasid.ingest.given import Given
from rasid.ingest.language import language
from rasid.ingest.metadata import metadata
from rasid.records import Document, Interval, Issue, Page, Skipped

_NOSCRIPT = re.compile(r"<noscript\b[^<>]*>(?:(?!</?(?:script|noscript)\b).)*</noscript\s*>", re.IGNORECASE | re.DOTALL)
_CONTAINER = re.compile(
    r"</?(?!(?:script|style|noscript|template|html|head|body|title|meta|p|br)\b)"
    r"[a-z][a-z0-9-]*\b[^<>]*>",
    re.IGNORECASE,
)


def page(arrival: Arrival, given: Given, decoded: Decoded) -> Page | Skipped:
    """The page in ``decoded``; ``Skipped`` if its markup holds no text.

    ``Document.text`` can be had again from the raw bytes at any time: decode, parse, ``blocks.layout``.
    """
    root, deep = parsed(decoded.text)
    found = None if root is None else layout(root)
    if root is None or found is None or not found.text.strip():
        return arrival.skipped("empty: the markup holds no text")
    said = metadata(root)
    hint = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang")
    blocks, issues = maintext.blocks(root, found, said.headline)
    story = "\n".join(found.text[block.span[0] : block.span[1]] for block in blocks if block.main)
    document = Document(
        id=arrival.id,
        source=given.source or said.site,
        uri=arrival.uri,
        media_type=arrival.media_type or "text/html",
        language=language(story or found.text, hint=hint),
        fetched_at=arrival.fetched_at,
        text=found.text,
    )
    # What was undecodable may lie in markup, so its span in the page's source says nothing about the text.
    decoding = tuple(Issue(issue.stage, issue.reason) for issue in decoded.issues)
    return Page(
        document,
        arrival.raw,
        published=given.published or said.published,
        headline=said.headline,
        byline=said.byline,
        blocks=blocks,
        issues=(
            *decoding,
            *deep,
            *issues,
            *said.issues,
            *_differ(given.published, said.published),
            *marks.issues(found.text),
        ),
    )


def parsed(text: str) -> tuple[Any | None, tuple[Issue, ...]]:
    """The lxml tree of ``text``, however broken its markup, ``None`` if there is nothing to parse; and what was lost."""
    # NUL and noscript as the HTML standard reads them: libxml2 stops at the one and may leave the other open to the end.
    source = text.replace("\x00", "\ufffd")
    if "<noscript" in source or "<NOSCRIPT" in source:
        source = _NOSCRIPT.sub("", source)
    root, too_deep = _tree(source)
    # libxml2 stops reading at some depth: then only what parts text from text is kept of the markup.
    if not too_deep:
        return root, ()
    return _tree(_CONTAINER.sub("<p>", source))[0], (
        Issue("ingest", "markup nested too deep: only its paragraphs are kept"),
    )


def _tree(source: str) -> tuple[Any | None, bool]:
    # huge_tree: no limit on the size of a text node, and a depth of 2048, not 256.
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = lxml.html.document_fromstring(source.encode("utf-8"), parser=parser, ensure_head_body=True)
    except etree.ParserError:
        return None, False
    return root, any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log)


def _differ(given: Interval | None, said: Interval | None) -> tuple[Issue, ...]:
    if given is None or said is None or given.start <= said.start and said.end <= given.end:
        return ()
    return (Issue("ingest", f"the page dates itself {said.start}, the command line {given.start}: kept the latter"),)
