"""Photo credits, captions, and bylines: what the shape of one paragraph tells."""

from __future__ import annotations

import re
from functools import cache

from rasid.records import Offsets
from rasid.stories.lines import ends_sentence
from rasid.stories.phrases import load, words

# Longer captions than this were not met; a paragraph that long with an agency at its end is a paragraph.
LONGEST_CAPTION = 420
_NAME = r"[A-Z\u00c0-\u00de][\w.'’-]*(?:\s+(?:[A-Z\u00c0-\u00de][\w.'’-]*|al-\w+|el-\w+|de|da|van|von|bin|ibn|abu|der|la)){1,3}"
_NAMES = rf"{_NAME}(?:\s*(?:,|and|&)\s*(?:and\s+)?{_NAME}){{0,4}}"
_NAMED_IN = re.compile(rf"{_NAMES}\s+(?:in|reporting from)\s+[A-Z][\w'’-]*(?:[\s,]+(?:and\s+)?[A-Z][\w'’-]*){{0,4}}")
_BRACKET = re.compile(r"[(\[]([^()\[\]]{2,80})[)\]]\.?$")
_MAY_CREDIT = re.compile(r"\w/\w|[Pp]hoto|[Cc]redit|[Ii]mage|[Pp]icture|©|تصوير|المصدر")
_DASH_CREDIT = re.compile(r"\s[–—|-]\s+((?:[A-Z][\w/'’-]*\s?){1,4})$")
_SOURCE_NAME = re.compile(
    r"[A-Z\u00c0-\u00de][\w.'’/&-]*(?:\s+(?:[A-Z\u00c0-\u00de][\w.'’/&-]*|of|the|and|for|via|de)){0,4}"
)
# A caption with a full stop behind its bracket is short; a sentence that ends with an abbreviation may be any length.
SHORT_CAPTION = 160


@cache
def agency() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){words(load('credits.yaml')['agencies'])}(?!\w)")


@cache
def _credit_word() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){words(load('credits.yaml')['credit_words'])}(?!\w)", re.IGNORECASE)


@cache
def _tail_credit() -> re.Pattern[str]:
    """A credit without brackets at the end: "Credit: ...", "Photo by ...", "X/AFP", "– North Press/archive"."""
    agency = words(load("credits.yaml")["agencies"])
    return re.compile(
        rf"(?:(?:(?:photo(?:graph)?|image|picture)s?(?: credit)?s?\s*(?:by|:)|credits?\s*:|©|(?:تصوير|المصدر)\s*:?)\s*[^.]{{2,80}}"
        rf"|(?<!\S)(?:[A-Z][\w.'’-]*\s+){{0,4}}[\w.'’-]+(?:/[\w.'’ -]+)*/(?:{agency}|archive|file|pool|handout|EPA|AP)(?:/[\w.'’ -]+|\s+via\s+[\w.'’ -]+)*|(?:{agency}) photo(?:/[\w.'’ -]+)?)\.?$",
        re.IGNORECASE,
    )


@cache
def _caption_start() -> tuple[str, ...]:
    return tuple(load("credits.yaml")["caption_starts"])


@cache
def _byline() -> re.Pattern[str]:
    rules = load("credits.yaml")
    roles = words(rules["byline_roles"])
    start = words(rules["byline_starts"])
    arabic = r"[\u0621-\u064a]+(?:\s+[\u0621-\u064a]+){1,3}(?:\s*[،/-]\s*[\u0621-\u064a]+(?:\s+[\u0621-\u064a]+){0,3})?"
    return re.compile(
        rf"(?i:{start})[\s:]+(?:(?i:the )?(?:{_NAMES}|{arabic}|(?:[A-Z][\w.'’/-]+\s*){{1,5}}))(?:(?:\s+(?:in|for|and|at)\s+|\s*[,|/–—-]\s*)[^.!?]{{1,80}})?"
        rf"|{_NAMES}\s*[,|–—-]\s*(?:\S+\s+){{0,3}}(?i:{roles})(?:\s*[,|–—-]?\s*[^.!?]{{1,40}})?"
    )


def credit(text: str) -> Offsets | None:
    """Where a caption's credit stands in it, its brackets included, or ``None``."""
    if len(text) > LONGEST_CAPTION:
        return None
    bracket = _bracket(text)
    if bracket and (agency().search(bracket[1]) or _credit_word().search(bracket[1])):
        return bracket.start(), bracket.end()
    if ends_sentence(text) or not _MAY_CREDIT.search(text[-120:]):
        return None
    tail = _tail_credit().search(text[-120:])
    shift = max(0, len(text) - 120)
    return (tail.start() + shift, tail.end() + shift) if tail else None


def starts_caption(text: str) -> bool:
    """Whether a line begins like a caption ("FILE - ...")."""
    return text[:24].lower().startswith(_caption_start())


def _bracket(text: str) -> re.Match[str] | None:
    """The bracket that a text ends with, but for one that abbreviates the words before it."""
    if not (")" in text[-2:] or "]" in text[-2:]) or (text[-1] == "." and len(text) > SHORT_CAPTION):
        return None
    found = _BRACKET.search(text, max(0, len(text) - 90))
    return None if found is None or _abbreviates(text[: found.start()], found[1]) else found


def _abbreviates(before: str, short: str) -> bool:
    """ "... Arab News Agency (ANA)": the initials of the capitalised words before the bracket."""
    initials = "".join(word[0] for word in before.split()[-12:] if word[0].isupper())
    return short.isupper() and initials.endswith(short)


def named_credit(text: str) -> Offsets | None:
    """Where the bracket at the end of a caption's line stands that names any source by capitals, or ``None``.

    Only where a caption is due: elsewhere such a bracket explains the words before it.
    """
    found = _bracket(text) if len(text) <= LONGEST_CAPTION and text[-1] in ")]" else None
    if found is None or found[1].isupper() or not _SOURCE_NAME.fullmatch(found[1]):
        return None
    return found.start(), found.end()


def dash_credit(text: str) -> Offsets | None:
    """Where the credit of "The market of the town – Some Agency" stands, or ``None``."""
    found = _DASH_CREDIT.search(text[-60:])
    if found is None or not (agency().search(found[1]) or _credit_word().search(found[1])):
        return None
    shift = max(0, len(text) - 60)
    return found.start(1) + shift, found.end(1) + shift


def is_caption(text: str, found: Offsets | None) -> bool:
    """Whether a line with its credit ``found`` or not is a photo caption by itself.

    It begins like one, or is no sentence and ends with a credit.
    """
    if len(text) > LONGEST_CAPTION:
        return False
    if starts_caption(text):
        return True
    return found is not None and not ends_sentence(text[: found[0]].rstrip())


@cache
def _staff() -> re.Pattern[str]:
    """A byline without a name: "By a staff reporter", "From our correspondent in Aden", "Aden: Our Correspondent"."""
    rules = load("credits.yaml")
    kind, who = words(rules["staff_kinds"]), words(rules["staff"])
    place = r"[A-Z\u00c0-\u00de][\w'’-]*(?:[ ,]+[A-Z\u00c0-\u00de][\w'’-]*){0,3}"
    announced = rf"(?i:(?:by|from)\s+)(?i:(?:an?|our|the|its)\s+)?(?i:(?:{kind}\s+){{0,3}}{who})"
    ours = rf"(?i:our\s+(?:{kind}\s+){{0,3}}{who})"
    joined = r"(?:\s+(?:and|&)\s+(?i:agencies|wires|news agencies))?"
    where = rf"(?:\s+(?i:in|for|at)\s+{place}|\s*[,|–—-]\s*{place})?"
    return re.compile(
        rf"(?:{announced}|{ours}){joined}{where}|{place}\s*[:,|–—-]\s*(?:{ours}|(?i:{who})){joined}|(?i:{kind}\s+)?(?i:{who}){joined}"
        rf"|(?:من )?(?:مراسلنا|مراسلتنا|مراسلونا|مراسل|مراسلو)(?: [\u0621-\u064a]+){{0,4}}|[\u0621-\u064a]+(?: [\u0621-\u064a]+)?\s*[:/-]\s*(?:مراسلنا|مراسلتنا|وكالات|الوكالات)"
    )


def is_byline(text: str) -> bool:
    """Whether a line names who wrote the story ("By ...", "..., correspondent")."""
    if len(text) > 120 or ends_sentence(text):
        return False
    return _staff().fullmatch(text) is not None or _byline().fullmatch(text) is not None


def may_be_byline(text: str) -> bool:
    """Whether a line reads like "Jane Doe in Aleppo"; below a headline it is a byline, elsewhere a headline itself."""
    return len(text) <= 80 and len(text.split()) <= 7 and _NAMED_IN.fullmatch(text) is not None
