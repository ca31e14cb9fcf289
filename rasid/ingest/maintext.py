"""Which blocks of a page are its story: trafilatura's word, carried back to the page's own blocks."""

from __future__ import annotations

import logging
import re
from typing import Any

from rasid.ingest.blocks import Layout, Run
from rasid.records import Block, Issue

_MAX_DEPTH = 1000  # elements inside each other; copying deeper trees can exhaust the C stack
_MAX_CHARS = 1_000_000  # of text; trafilatura's time grows faster than the page
_SHORT = 40  # letters; a shorter block must be a whole line of the extract, for "News" occurs in any story
_PARAGRAPH = 80  # characters; what the fallback takes for a sentence at least
_LINKED = 0.3  # share of linked characters above which the fallback takes a block for a menu
_SIGNS = re.compile(r"[\W_]+")

logging.getLogger("trafilatura").addHandler(logging.NullHandler())  # its remarks on a page become our issues


def blocks(root: Any, layout: Layout, headline: str | None) -> tuple[tuple[Block, ...], tuple[Issue, ...]]:
    """The blocks of ``layout``, marked main or not, and an issue if the extractor found nothing.

    A block is main if its words occur in trafilatura's text. So are the heading that tells the page's
    headline and the captions between the first main block and the last. ``root`` is spent.
    """
    extract, why = _extract(root, layout)
    main = _aligned(layout, extract)
    issues: tuple[Issue, ...] = ()
    if not any(main):
        issues = (Issue("ingest", f"{why}: paragraphs with few links are taken for the main text"),)
        main = [_like_story(run, words) for run, words in zip(layout.runs, layout.words, strict=True)]
    _add_headline(main, layout, headline)
    _add_captions(main, layout)
    return tuple(Block(run.span, run.tag, kept) for run, kept in zip(layout.runs, main, strict=True)), issues


def _extract(root: Any, layout: Layout) -> tuple[str, str]:
    if layout.depth > _MAX_DEPTH or len(layout.text) > _MAX_CHARS:
        return "", "page too large or too deeply nested for main text extraction"
    from trafilatura.core import bare_extraction  # 150 ms, which only HTML costs
    from trafilatura.settings import Document

    # fast: 9 ms a page instead of 17, at F1 0.927 instead of 0.930 on trafilatura's own 479 annotated pages.
    found = bare_extraction(root, fast=True, include_comments=False, include_tables=True)
    text = found.text if isinstance(found, Document) else None
    return text or "", "no main text found by the extractor"


def _aligned(layout: Layout, extract: str) -> list[bool]:
    lines = {_letters(line) for line in extract.splitlines()}
    whole = _letters(extract)
    return [_occurs(_letters(words), lines, whole) for words in layout.words]


def _occurs(words: str, lines: set[str], whole: str) -> bool:
    return bool(words) and (words in lines or len(words) > _SHORT and words in whole)


def _letters(text: str) -> str:
    return _SIGNS.sub("", text)


def _like_story(run: Run, words: str) -> bool:
    return run.tag != "title" and not run.furniture and run.link_share < _LINKED and len(words) >= _PARAGRAPH


def _add_headline(main: list[bool], layout: Layout, headline: str | None) -> None:
    wanted = _letters(headline or "")
    for at, (run, words) in enumerate(zip(layout.runs, layout.words, strict=True)):
        if wanted and run.tag == "h1" and _letters(words) == wanted:
            main[at] = True
            return


def _add_captions(main: list[bool], layout: Layout) -> None:
    kept = [at for at, is_main in enumerate(main) if is_main]
    for at in range(kept[0], kept[-1]) if kept else ():
        run = layout.runs[at]
        if run.tag == "figcaption" and not run.furniture:
            main[at] = True
