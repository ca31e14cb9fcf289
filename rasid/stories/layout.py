"""What each piece of a page is by its looks: title, caption, byline, date line, body, mail header, rule, furniture."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from rasid.records import Offsets
from rasid.stories.boilerplate import Furniture, furniture
from rasid.stories.credits import (
    LONGEST_CAPTION,
    credit,
    dash_credit,
    is_byline,
    is_caption,
    may_be_byline,
    named_credit,
    starts_caption,
)
from rasid.stories.datelines import dateline, is_lone_dateline
from rasid.stories.dates import Stamp, closing_date, date_line
from rasid.stories.labels import (
    account,
    is_letterhead,
    is_organisation,
    is_period,
    is_series,
    series_date,
    sourced_date,
)
from rasid.stories.lines import Piece, ends_sentence, is_list_item, is_title_case

Kind = Literal["title", "caption", "byline", "date", "dateline", "body", "mail", "rule", "noise", "label", "issuer"]

# A title below a head of related stories may be as long as this, if no sentence.
LONGEST_LINK = 300
# Headlines of agencies and newspapers stay under 25 words; measured on the project's own sample of headlines.
LONGEST_TITLE_WORDS, LONGEST_TITLE = 24, 190
_RULE = re.compile(r"(?:\*\s?){3,}|(?:[-–—_=~#+·•]\s?){3,}")
_MAIL = re.compile(
    r"(?:from|to|cc|bcc|date|sent|subject|reply-to|message-id|mime-version|content-type):\s", re.IGNORECASE
)
_INNER_END = re.compile(r"([\w\u0621-\u064a]{3,})[.!?؟]['\"”’]?\s+\S")
_TITLES = frozenset("gen col maj capt sgt gov sen rep rev hon prof lieut brig adm cmdr pres supt insp dept mrs".split())
_INITIALS = re.compile(r"(?:\b[A-Z]\.)+$")
_STOPS = ".:;,،؛-–—"
_CELL = re.compile(r"\|\s*[\d,.%-]+\s*(?:\||$)")
# A full sentence of this length is a paragraph, if it is neither furniture nor a caption.
SHORTEST_PARAGRAPH = 80
# Lines of dates, series and accounts are no longer.
LONGEST_HEADING = 120


@dataclass(frozen=True, slots=True)
class Labelled:
    """A piece with its kind; ``why`` names the furniture when it is noise, ``stamp`` the date of a date line."""

    piece: Piece
    kind: Kind
    why: Furniture | None = None
    stamp: Stamp | None = None
    credit: Offsets | None = None
    strong: bool = False
    dateline: Offsets | None = None


def label(found: Sequence[Piece]) -> list[Labelled]:
    """Every piece with its kind, in order; titles below a head of related stories are noise. Linear."""
    usual = usual_gap(found)
    labelled: list[Labelled] = []
    related = False
    # Scraped pages print titles and captions twice and more: a line that stands alone in its kind is looked at once.
    known: dict[tuple[str, str, bool, int, bool], Labelled] = {}
    for index, piece in enumerate(found):
        key = (piece.text, piece.tag, piece.main, piece.lines, is_doubled(index, found))
        seen = known.get(key)
        one = replace(seen, piece=piece) if seen else _label(piece, index, found)
        if one.kind in ("title", "caption", "noise") and "|" not in piece.text:
            known[key] = one
        if one.why == "related":
            related = True
        elif index and labelled[-1].why == "related" and _is_link(one):
            one = Labelled(piece, "noise", "related")
        elif one.kind in ("body", "rule", "mail", "caption") or is_wide(piece, usual) or one.strong:
            related = False
        elif related and one.kind in ("title", "byline", "label", "issuer"):
            one = Labelled(piece, "noise", "related")
        labelled.append(one)
    return _pictured(_issued(labelled))


def _is_link(one: Labelled) -> bool:
    """A line too long for a title that stands right below such a head and is no sentence."""
    return one.kind == "body" and len(one.piece.text) <= LONGEST_LINK and not ends_sentence(one.piece.text)


def _issued(labelled: list[Labelled]) -> list[Labelled]:
    """The pieces with the names of organisations right above a label of their series as issuers."""
    for index in range(len(labelled) - 2, -1, -1):
        one, below = labelled[index], labelled[index + 1]
        if (
            one.kind == "title"
            and not one.strong
            and below.kind in ("label", "issuer")
            and is_organisation(one.piece.text)
        ):
            labelled[index] = Labelled(one.piece, "issuer")
    return labelled


def _pictured(labelled: list[Labelled]) -> list[Labelled]:
    """The pieces with captions found by their neighbours: full sentences with a credit between a title and the body,
    and lines over a credit of their own."""
    before: Labelled | None = None
    previous = -1
    for index, one in enumerate(labelled):
        if one.kind == "noise":
            continue
        if before is not None and _is_lone_credit(one) and _is_over_credit(labelled, previous):
            labelled[previous] = Labelled(before.piece, "caption")
        elif before is not None and before.kind in ("title", "caption", "byline", "date"):
            one = _below_title(one, labelled, index)
            labelled[index] = one
        before, previous = one, index
    return labelled


def _is_lone_credit(one: Labelled) -> bool:
    return one.kind == "caption" and one.credit is not None and one.credit[0] <= 2


def _is_over_credit(labelled: Sequence[Labelled], index: int) -> bool:
    """A sentence-case line of eight words over a credit says what the picture shows, when a title stood above it or body."""
    words = labelled[index].piece.text
    if labelled[index].kind != "title" or len(words.split()) < 8 or is_title_case(words):
        return False
    return any(one.kind in ("title", "body") for one in labelled[max(0, index - 3) : index])


def _below_title(one: Labelled, labelled: Sequence[Labelled], index: int) -> Labelled:
    if one.kind == "title":
        if may_be_byline(one.piece.text) and labelled[index - 1].kind == "title":
            return Labelled(one.piece, "byline")
        found = named_credit(one.piece.text) or dash_credit(one.piece.text)
        return Labelled(one.piece, "caption", credit=found) if found else one
    if one.kind != "body" or one.credit is None or one.dateline is not None:
        return one
    following = next((later for later in labelled[index + 1 : index + 4] if later.kind != "noise"), None)
    # The only paragraph of a brief may end with its agency too: then it is the body.
    return replace(one, kind="caption") if following is not None and following.kind in ("body", "caption") else one


def usual_gap(found: Sequence[Piece]) -> int:
    """The blank lines that mostly part two paragraphs of the page."""
    counts: dict[int, int] = {}
    for piece in found[1:]:
        counts[piece.gap] = counts.get(piece.gap, 0) + 1
    return max(counts, key=lambda gap: (counts[gap], -gap), default=1)


def is_wide(piece: Piece, usual: int) -> bool:
    """Whether a piece stands further off than paragraphs of its page do: by two blank lines at least."""
    return piece.gap >= 2 and piece.gap > usual


def _label(piece: Piece, index: int, found: Sequence[Piece]) -> Labelled:
    text = piece.text
    if not piece.main:
        return _outside(piece)
    if piece.tag in ("h1", "figcaption"):
        return _tagged(piece)
    if len(text) > LONGEST_CAPTION:
        return _body(piece)
    if _is_paragraph(index, found):
        return _body(piece)
    if not any(map(str.isalnum, text)):
        return Labelled(piece, "rule" if _RULE.fullmatch(text) else "noise", "control")
    why = furniture(text)
    if why and "|" in text and _is_row(index, found):
        return Labelled(piece, "body")
    if why:
        stamp = date_line(text) if why != "related_line" else None
        return Labelled(piece, "noise", why, stamp)
    return _shaped(piece, index, found)


def _is_paragraph(index: int, found: Sequence[Piece]) -> bool:
    """Whether a piece is a plain paragraph beyond doubt: too long for furniture, a full sentence, no caption."""
    text = found[index].text
    if len(text) < SHORTEST_PARAGRAPH or text[-1] not in ".!?؟" or not text[-2].isalnum():
        return False
    if furniture(text) or closing_date(text):
        return False
    return not (starts_caption(text) or is_doubled(index, found) or _is_mail(index, found))


def _shaped(piece: Piece, index: int, found: Sequence[Piece]) -> Labelled:
    text = piece.text
    if _is_mail(index, found):
        return Labelled(piece, "mail", stamp=date_line(text) if text[:4].lower() in ("date", "sent") else None)
    headed = _heading(piece)
    if headed:
        return headed
    begins = dateline(text)
    if begins:
        return Labelled(piece, "body", dateline=begins)
    if is_byline(text):
        return Labelled(piece, "byline")
    pictured = credit(text)
    if is_caption(text, pictured):
        return Labelled(piece, "caption", credit=pictured)
    title = is_title(piece)
    if not title and is_doubled(index, found):
        return Labelled(piece, "caption", credit=pictured)
    if not title:
        return Labelled(piece, "body", credit=pictured)
    return Labelled(piece, "issuer" if is_letterhead(text) else "title", credit=pictured)


def _heading(piece: Piece) -> Labelled | None:
    """The piece as a line that tells date, series or who posted, or ``None``."""
    text = piece.text
    if len(text) > LONGEST_HEADING:
        return None
    stamp = date_line(text)
    if stamp:
        return Labelled(piece, "date", stamp=stamp)
    if is_lone_dateline(text):
        return Labelled(piece, "dateline", stamp=closing_date(text), dateline=(0, len(text)))
    posted, stamp = account(text)
    stamp = stamp or sourced_date(text)
    if posted or stamp:
        return Labelled(piece, "issuer", stamp=stamp)
    if is_series(text):
        return Labelled(piece, "label", stamp=series_date(text))
    return Labelled(piece, "label") if is_period(text) and is_title(piece) else None


def _is_row(index: int, found: Sequence[Piece]) -> bool:
    """Whether a line with bars is a row of a table: the next or last line has as many, and one of them figures."""
    bars = found[index].text.count("|")
    near = [piece.text for piece in found[max(0, index - 1) : index + 2] if piece.text.count("|") == bars]
    return len(near) > 1 and any(_CELL.search(text) for text in near)


def _tagged(piece: Piece) -> Labelled:
    if piece.tag == "figcaption":
        return Labelled(piece, "caption", credit=credit(piece.text))
    return Labelled(piece, "title", strong=True)


def _outside(piece: Piece) -> Labelled:
    """Page furniture by the extractor's word; a date line there may still tell the date."""
    if len(piece.text) > LONGEST_CAPTION:
        return Labelled(piece, "noise", "furniture")
    return Labelled(piece, "noise", furniture(piece.text) or "furniture", date_line(piece.text))


def _body(piece: Piece) -> Labelled:
    return Labelled(piece, "body", dateline=dateline(piece.text))


def _is_mail(index: int, found: Sequence[Piece]) -> bool:
    """A header line of a message: another header line stands right before or after it."""
    if not _MAIL.match(found[index].text):
        return False
    before = index > 0 and found[index].gap == 0 and _MAIL.match(found[index - 1].text)
    after = index + 1 < len(found) and found[index + 1].gap == 0 and _MAIL.match(found[index + 1].text)
    return bool(before or after)


def is_doubled(index: int, found: Sequence[Piece]) -> bool:
    """Whether the same words stand right before or right after, as captions of scraped pages do."""
    text = found[index].text
    before = index > 0 and found[index - 1].text == text
    return before or (index + 1 < len(found) and found[index + 1].text == text)


def is_title(piece: Piece) -> bool:
    """Whether a piece can be a headline: short, no sentence end, no small first letter, no list mark."""
    text = piece.text
    if len(text) > LONGEST_TITLE or piece.lines > 2 or piece.tag in ("p", "li", "td", "blockquote", "pre"):
        return False
    words = text.split()
    if len(words) > LONGEST_TITLE_WORDS or text[0].islower() or is_list_item(text) or not any(map(str.isalpha, text)):
        return False
    if text[-1] in _STOPS and not _INITIALS.search(text):
        return False
    # "He asked: 'Who did this?'" may end so too; headlines that ask are short.
    if text[-1] in "!?؟" and len(words) > 16:
        return False
    if ends_sentence(text) and text[-1] not in "!?؟…" and not _INITIALS.search(text) and not text.endswith("..."):
        return False
    return not _has_inner_end(text)


def _has_inner_end(text: str) -> bool:
    return any(found[1].lower() not in _TITLES for found in _INNER_END.finditer(text))
