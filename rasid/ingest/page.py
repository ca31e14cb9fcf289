"""One arrival of bytes becomes one ``Page``, or a ``Skipped`` that says why not."""

from __future__ import annotations

import re

from rasid.ingest import marks
from rasid.ingest.arrival import Arrival
from rasid.ingest.binary import why_binary
from rasid.ingest.encoding import decode
from rasid.ingest.given import Given
from rasid.ingest.language import language
from rasid.records import Document, Page, Skipped

_HTML_NAMES = (".html", ".htm", ".xhtml", ".shtml")
_HTML_TYPES = ("text/html", "application/xhtml+xml")
_HTML_START = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|title|meta|script|article|section|main|div|table|p|h[1-6])[\s>/]",
    re.IGNORECASE | re.DOTALL,
)
_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]+)""", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"""\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w:.-]+)""")


def page(arrival: Arrival, given: Given) -> Page | Skipped:
    """The page that the bytes hold: HTML if its type, name or start says so, else plain text."""
    if not arrival.raw.strip():
        return arrival.skipped("empty: nothing to read")
    if reason := why_binary(arrival.raw):
        return arrival.skipped(reason)
    return _html(arrival, given) if _is_html(arrival) else _text(arrival, given)


def _is_html(arrival: Arrival) -> bool:
    if arrival.media_type in _HTML_TYPES or arrival.media_type == "text/plain":
        return arrival.media_type != "text/plain"
    start = arrival.raw[:4096].replace(b"\x00", b"")  # the start of UTF-16 looks like ASCII without its NULs
    start = start.removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    return arrival.uri.lower().endswith(_HTML_NAMES) or _HTML_START.match(start) is not None


def _text(arrival: Arrival, given: Given) -> Page | Skipped:
    decoded = decode(arrival.raw, declared=arrival.charset)
    text = decoded.text
    if not text.strip():
        return arrival.skipped("empty: white space only")
    document = Document(
        id=arrival.id,
        source=given.source,
        uri=arrival.uri,
        media_type=arrival.media_type or "text/plain",
        language=language(text),
        fetched_at=arrival.fetched_at,
        text=text,
    )
    return Page(document, arrival.raw, given.published, issues=decoded.issues + marks.issues(text))


def _html(arrival: Arrival, given: Given) -> Page | Skipped:
    from rasid.ingest import html  # lxml and trafilatura, which plain text need not wait for

    decoded = decode(arrival.raw, declared=arrival.charset or _declared(arrival.raw))
    return html.page(arrival, given, decoded)


def _declared(raw: bytes) -> str | None:
    found = _META_CHARSET.search(raw[:8192]) or _XML_CHARSET.match(raw[:256])
    return found[1].decode("ascii", "replace") if found else None
