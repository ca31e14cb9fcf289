"""What a page's markup says about itself: date, headline, byline, name of the site."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rasid.ingest.published import interval
from rasid.records import Interval, Issue

_PUBLISHED = ("article:published_time", "og:article:published_time", "og:published_time")
_PUBLISHED_TOO = (
    "datepublished",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "parsely-pub-date",
    "pubdate",
    "publish-date",
)
_AUTHOR = ("author", "article:author", "parsely-author", "dc.creator")
_SITE = ("og:site_name", "application-name")
_SPACE = re.compile(r"\s+")
_LONG = 200  # characters; a <time> inside a longer paragraph dates what is told, not the page
_MAX_NAMES = 5


@dataclass(frozen=True, slots=True)
class Metadata:
    """Date, headline, byline and site as the page states them; ``None`` where it does not."""

    published: Interval | None = None
    headline: str | None = None
    byline: str | None = None
    site: str | None = None
    issues: tuple[Issue, ...] = ()


def metadata(root: Any) -> Metadata:
    """The metadata of an lxml tree. The date comes from ``meta`` elements, else JSON-LD, else ``time``; none is guessed."""
    metas, linked = _metas(root), _articles(root)
    published, issues = _published(root, metas, linked)
    return Metadata(
        published=published,
        headline=_headline(root, metas),
        byline=_byline(root, metas, linked),
        site=_first(metas, _SITE) or next((name for item in linked for name in _names(item.get("publisher"))), None),
        issues=issues,
    )


def _metas(root: Any) -> dict[str, str]:
    metas: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        content = _clean(meta.get("content"))
        if name and content:
            metas.setdefault(name.strip().lower(), content)
    return metas


def _first(metas: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((metas[name] for name in names if name in metas), None)


def _clean(text: str | None) -> str | None:
    return _SPACE.sub(" ", text or "").strip() or None


def _articles(root: Any) -> list[dict[str, Any]]:
    """JSON-LD objects, those that say they are an article first; what is not valid JSON says nothing."""
    found: list[dict[str, Any]] = []
    for script in root.iter("script"):
        if (script.get("type") or "").strip().lower() == "application/ld+json" and script.text:
            try:
                found.extend(_objects(json.loads(script.text, strict=False)))
            except (ValueError, RecursionError):
                continue  # a page's broken script is not the reader's concern: the page's other words still count
    return sorted(found, key=lambda item: not _is_article(item))


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            yield item
            yield from _objects(item.get("@graph", []))
            yield from _objects(item.get("mainEntity", []))


def _is_article(item: dict[str, Any]) -> bool:
    kinds = item.get("@type")
    return any(
        str(kind).endswith(("Article", "Posting", "Report")) for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


def _published(
    root: Any, metas: dict[str, str], linked: list[dict[str, Any]]
) -> tuple[Interval | None, tuple[Issue, ...]]:
    issues: list[Issue] = []
    for stated in _dates(root, metas, linked):
        if found := interval(stated):
            return found, tuple(issues)
        issues.append(Issue("ingest", f"publication date of the page not understood: {stated[:80]!r}"))
    return None, tuple(dict.fromkeys(issues))


def _dates(root: Any, metas: dict[str, str], linked: list[dict[str, Any]]) -> Iterator[str]:
    yield from (metas[name] for name in _PUBLISHED if name in metas)
    yield from (item["datePublished"] for item in linked if isinstance(item.get("datePublished"), str))
    yield from (metas[name] for name in _PUBLISHED_TOO if name in metas)
    yield from _times(root)


def _times(root: Any) -> Iterator[str]:
    """Dates of ``time`` elements that speak of the page: in its article, or the only one of the page."""
    times = [time for time in root.iter("time") if interval(time.get("datetime") or "") and not _aside(time)]
    stated = [time.get("datetime") for time in times if _in_article(time)]
    if not stated:
        stated = sorted({time.get("datetime") for time in times})
        stated = stated if len({interval(one) for one in stated}) == 1 else []
    yield from stated[:1]


def _in_article(time: Any) -> bool:
    return next(time.iterancestors("article", "main"), None) is not None


def _aside(time: Any) -> bool:
    if next(time.iterancestors("aside", "nav", "footer"), None) is not None:
        return True
    paragraph = next(time.iterancestors("p", "li", "blockquote"), None)
    return paragraph is not None and len("".join(paragraph.itertext())) > _LONG


def _headline(root: Any, metas: dict[str, str]) -> str | None:
    """The ``h1`` that the page's title repeats (the first may be the site's name), else ``og:title``, else the first ``h1``."""
    headings = [text for heading in root.iter("h1") if (text := _clean("".join(heading.itertext())))]
    title = metas.get("og:title")
    titles = [title, *(_clean("".join(element.itertext())) for element in root.iter("title"))]
    agreed = next((text for text in headings if any(_repeats(text, one) for one in titles if one)), None)
    return agreed or title or (headings[0] if headings else None)


def _repeats(heading: str, title: str) -> bool:
    heading, title = heading.casefold(), title.casefold()
    # A site's name ends most titles; a headline starts them.
    return title.startswith(heading) or heading.startswith(title)


def _byline(root: Any, metas: dict[str, str], linked: list[dict[str, Any]]) -> str | None:
    names = next((names for item in linked if (names := _names(item.get("author")))), None)
    if names:
        return ", ".join(names)
    stated = next((metas[name] for name in _AUTHOR if name in metas and not metas[name].startswith("http")), None)
    return stated or _marked(root)


def _names(value: Any) -> list[str]:
    found = []
    for item in value if isinstance(value, list) else [value]:
        name = item.get("name") if isinstance(item, dict) else item
        if isinstance(name, str) and (clean := _clean(name)) and not clean.startswith("http"):
            found.append(clean)
    return list(dict.fromkeys(found))[:_MAX_NAMES]


def _marked(root: Any) -> str | None:
    for element in root.iterfind('.//*[@rel="author"]'):
        if text := _clean("".join(element.itertext())):
            return text
    for element in root.iterfind('.//*[@itemprop="author"]'):
        if text := _clean("".join(element.itertext())):
            return text
    return None
