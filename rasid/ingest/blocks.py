"""The text of a page's markup: its text nodes in document order, one block a line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from lxml import etree

from rasid.records import Offsets

_UNSEEN = {"script", "style", "noscript", "template"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_OWN = _HEADINGS | {"figcaption", "caption", "blockquote", "li", "td", "th", "dt", "dd", "pre", "title", "address"}
_HOLDS_PARAGRAPHS = _HEADINGS | {"figcaption", "caption", "blockquote", "li"}
_PLAIN = {
    "html", "head", "body", "div", "section", "article", "main", "header", "footer", "nav", "aside", "form", "fieldset",
    "table", "thead", "tbody", "tfoot", "tr", "ul", "ol", "dl", "menu", "figure", "details", "summary", "center", "hr",
    "dialog", "search", "hgroup", "legend", "select", "option", "optgroup", "textarea", "button", "iframe", "video", "audio",
}  # fmt: skip
_SECTIONS = {"article", "section", "main", "table", "body"}
_FURNITURE = {"nav", "footer", "aside", "form", "button", "select", "textarea"}
_STORY = {"article", "main"}
_CAPTION_CLASS = re.compile(
    r"(?<![\w-])(?!(?:has|no|with|without)[-_])(?:[\w-]*[-_])?caption(?:[-_]*text)?(?![\w-])", re.I
)
_SPACE = re.compile(r"[ \t\n\f\r]+")


@dataclass(frozen=True, slots=True)
class _Context:
    """What holds for text at one place of the tree."""

    tag: str = "div"
    link: bool = False
    time: bool = False
    preformatted: bool = False
    furniture: bool = False
    story: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """A block of text: where it lies, in which element, how much of it is linked, and in what part of the page."""

    span: Offsets
    tag: str
    link_share: float
    furniture: bool
    story: bool


@dataclass(slots=True)
class Builder:
    """Text and runs of a page as they grow."""

    pieces: list[str] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    depth: int = 0
    _length: int = 0
    _block: list[str] = field(default_factory=list)
    _context: _Context = _Context()
    _linked: int = 0
    _timed: int = 0
    _breaks: int = 0

    def add(self, text: str, context: _Context) -> None:
        """Take in a text node. Runs of white space become one space, but in ``pre``."""
        if not context.preformatted:
            text = _SPACE.sub(" ", text)
            if text[0] == " " and (not self._block or self._block[-1][-1] in " \n"):
                text = text[1:]
        if not text:
            return
        if not self._block:
            self._context = context
        self._breaks = 0
        self._block.append(text)
        size = len(text)
        self._linked += size if context.link else 0
        self._timed += size if context.time or text == " " else 0

    def line(self) -> None:
        """A ``br``: one is a line end inside the block, two part blocks."""
        self._breaks += 1
        if self._breaks > 1:
            self.end()
        elif self._block:
            self._block[-1] = self._block[-1].rstrip(" ") + "\n"

    def end(self) -> None:
        """Close the block at hand, if it holds anything."""
        self._breaks = 0
        text = "".join(self._block).rstrip(" \n") if self._block else ""
        if text.strip(" \t\n\f\r"):
            start = self._length + 1 if self.pieces else 0
            self._length = start + len(text)
            context = self._context
            tag = "time" if self._timed >= len(text) else context.tag
            share = min(1.0, self._linked / len(text))
            self.runs.append(Run((start, self._length), tag, share, context.furniture, context.story))
            self.pieces.append(text)
        self._block.clear()
        self._linked = self._timed = 0


@dataclass(frozen=True)
class Layout:
    """A page's text and its runs; ``text[start:end]`` of a run is the block, and line ends part the blocks."""

    runs: tuple[Run, ...]
    text: str
    depth: int

    @cached_property
    def words(self) -> list[str]:
        """The text of each run."""
        return [self.text[start:end] for start, end in (run.span for run in self.runs)]


def layout(root: Any) -> Layout:
    """The layout of an lxml tree. Text of script, style, noscript, template and comments is left out."""
    builder = Builder()
    contexts = [_Context()]
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        parts = tag in _OWN or tag in _PLAIN or tag == "p"
        if event == "start":
            context = contexts[-1]
            if tag in _UNSEEN or not tag:
                walk.skip_subtree()
                contexts.append(context)
                continue
            caption = _is_caption(element)
            if parts or caption:
                builder.end()
            if parts or caption or tag in ("a", "time"):
                context = _inside(context, tag, caption)
            contexts.append(context)
            builder.depth = max(builder.depth, len(contexts))
            if tag == "br":
                builder.line()
            if element.text:
                builder.add(element.text, context)
        else:
            inner = contexts.pop()
            if parts or inner.tag == "figcaption" != contexts[-1].tag:
                builder.end()
            if element.tail:
                builder.add(element.tail, contexts[-1])
    builder.end()
    return Layout(tuple(builder.runs), "\n".join(builder.pieces), builder.depth)


def _inside(outer: _Context, tag: str, caption: bool) -> _Context:
    return _Context(
        tag=_tag(outer, tag, caption),
        link=outer.link or tag == "a",
        time=outer.time or tag == "time",
        preformatted=outer.preformatted or tag in ("pre", "textarea"),
        furniture=outer.furniture or tag in _FURNITURE,
        story=outer.story or tag in _STORY,
    )


def _tag(outer: _Context, tag: str, caption: bool) -> str:
    if caption:
        return "figcaption"
    if tag in ("a", "time"):
        return outer.tag
    if tag in _OWN:
        return outer.tag if outer.tag == "figcaption" else tag
    if outer.tag in _HOLDS_PARAGRAPHS and tag not in _SECTIONS:
        return outer.tag
    return "p" if tag == "p" else "div"


def _is_caption(element: Any) -> bool:
    names = element.get("class")
    if not names or "aption" not in names or not _CAPTION_CLASS.search(names):
        return False
    return next(element.iter("img", "picture", "video", "table"), None) is None  # else it frames picture and caption
