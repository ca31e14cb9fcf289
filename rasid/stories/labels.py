"""Lines above a story that are no headline: series and genre labels, letterheads, accounts of posts, flashes."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from rasid.records import Interval
from rasid.stories.dates import Stamp, closing_date, interval, stamp
from rasid.stories.phrases import load, plain, words

# "Office of the High Commissioner ... - Press release" is about as long as letterheads get.
LONGEST = 110
_SEPARATOR = re.compile(r"\s+[|·•–—-]\s+|\s*[|·•:–—]\s*")
_PERIOD = re.compile(r"[\s:,(]*\d{1,2}(?:\s+\w+)?\s*(?:[-–—]|to|until)\s*$")
_COVERS = re.compile(
    r"(?:covering|period covered|(?:reporting |coverage )?period|as of|situation as (?:of|at))[\s:]", re.IGNORECASE
)
_RANGE = re.compile(r"\b\d{1,2}\s*[-–—]\s*(\d{1,2}\s+\w)")
_LEAD_IN = re.compile(r"(?:^|\s)(?:for|on|of|as of|dated|issued|from|عن|ليوم|يوم)$", re.IGNORECASE)
_ACCOUNT = re.compile(
    r"([^@\n]{0,60}?)[\s(\[]*@\w{2,30}[)\]]?(?:\s+on (?:x|twitter|telegram))?(?:[\s·•|,–—-]+(.*))?", re.IGNORECASE
)
_EXPORTED = re.compile(r"[^\[\]\n]{2,60}, \[([^\[\]]{6,30})\]:?")
_AGO = re.compile(
    r"(?:\d{1,3}\s?(?:s|m|min|h|d|w|hours?|days?|minutes?)(?: ago)?|verified(?: account)?|follow(?:ing)?|subscribe|edited)\W*",
    re.IGNORECASE,
)
_SOURCED = re.compile(r"([^|·•\d]{2,50}?)\s*[|·•]\s*(\S.*)")
_SMALL = frozenset("of the for and to in on & de la del el des du al".split())
_VERB = re.compile(r"(?:(?<!s)s|ed|ing)$")
# "the Democratic Republic", "Burkina Faso": longer runs of capitals hold a verb.
LONGEST_NAME = 2


@cache
def _series() -> re.Pattern[str]:
    rules = load("labels.yaml")
    label = "|".join(f"(?:{one})" for one in rules["series"])
    number = "|".join(rules["numbers"])
    return re.compile(rf"(?:{label})(?:\s*[:,|·–—-]?\s*\(?(?:{number})\)?)?")


@cache
def _office() -> re.Pattern[str]:
    """An office by name: "Ministry of Defence", "Embassy of", the first words of a letterhead."""
    rules = load("labels.yaml")
    portfolio, office = words(rules["portfolios"]), words(rules["offices"])
    return re.compile(
        rf"(?:the )?(?:[a-z]+ )?(?:(?:ministry|department|directorate|secretariat) (?:of|for) (?:the )?{portfolio}(?: and (?:the )?{portfolio})?|{office})(?!\w)"
        rf"|(?:وزارة|رئاسة|القيادة العامة|المكتب الإعلامي|هيئة الأركان|مكتب)\s(?!\S*\s?[تي])"
    )


@cache
def _listed(section: str) -> frozenset[str]:
    return frozenset(load("labels.yaml")[section])


@cache
def _flash() -> re.Pattern[str]:
    return re.compile(rf"\W*{words(load('labels.yaml')['flashes'])}\s*[:|!–—-]+\s*\S", re.IGNORECASE)


def is_series(text: str) -> bool:
    """Whether a line names the form or series of what follows ("Flash Update No. 14", "Check against delivery")."""
    if len(text) > LONGEST:
        return False
    text = _RANGE.sub(r"\1", text)
    found = closing_date(text)
    if found is not None:
        text = _LEAD_IN.sub("", _PERIOD.sub("", text[: found.start]).strip(" \t:,|·•–—-("))
    return _series().fullmatch(plain(text)) is not None


def is_period(text: str) -> bool:
    """Whether a line gives the time that a report covers ("Covering 12 - 18 June 2024"): no headline, but part of it."""
    return len(text) <= LONGEST and _COVERS.match(text) is not None and stamp(text) is not None


def covered(text: str, offset: int) -> Interval | None:
    """The last day that a report says it covers ("As of 31 March 2025"): inferred as its own day, which follows at once."""
    found = closing_date(text) or stamp(text)
    last = interval(found, offset) if found is not None else None
    return replace(last, basis="inferred") if last is not None else None


def series_date(text: str) -> Stamp | None:
    """The day in a series label, ``None`` where it gives a period ("12 - 18 June 2024") or none."""
    found = None if _RANGE.search(text) else closing_date(text)
    return found if found is not None and not _PERIOD.search(text[: found.start]) else None


def is_letterhead(text: str) -> bool:
    """Whether a line is nothing but the name of an office ("Ministry of Defence of ..."), a series label behind it or not."""
    if len(text) > LONGEST:
        return False
    parts = [part for part in _SEPARATOR.split(text) if part]
    return bool(parts) and _is_office(parts[0]) and all(_is_office(part) or is_series(part) for part in parts[1:])


def _is_office(text: str) -> bool:
    found = _office().match(text.lower())
    if found is None or not _is_name(text):
        return False
    rest = text[found.end() :].split()
    return not rest or rest[0].lower() in _SMALL or not text.isascii() and len(rest) <= 3


def is_organisation(text: str) -> bool:
    """Whether a line reads like the name of an organisation: capitals, and a last word that organisations have."""
    last = text.rsplit(None, 1)[-1].lower()
    # No verb is looked for: names of places end like verbs too, and a label of a series below is evidence enough.
    capitals = all(word[0].isupper() or word.lower() in _SMALL for word in text.split())
    return len(text) <= LONGEST and 2 <= len(text.split()) <= 8 and last in _listed("organisations") and capitals


def _is_name(text: str) -> bool:
    """Whether only names and small words stand there: no verb, no long run of capitals behind the first "of"."""
    run, after_of = 0, False
    for word in text.split():
        small = word.lower()
        if small in _SMALL:
            run, after_of = 0, after_of or small == "of"
            continue
        run += 1
        if (
            word[0].islower()
            or not word[0].isalpha()
            or (after_of and run > LONGEST_NAME and small not in _listed("no_verbs"))
        ):
            return False
        if _VERB.search(small) and small not in _listed("no_verbs"):
            return False
    return True


def account(text: str) -> tuple[bool, Stamp | None]:
    """Whether a line is the account that posted ("Name @handle · 26 Mar 2025"), and the date in it."""
    if "@" not in text and "[" not in text or len(text) > LONGEST:
        return False, None
    found = _ACCOUNT.fullmatch(text)
    rest = found[2] if found else None
    if found is None:
        exported = _EXPORTED.fullmatch(text)
        when = closing_date(text.rstrip(":]")) if exported else None
        return when is not None, when
    if not rest or _AGO.fullmatch(rest):
        return True, None
    when = closing_date(text)
    return when is not None and not text[found.start(2) : when.start].strip(" ·•|,–—-("), when


def sourced_date(text: str) -> Stamp | None:
    """The date of a line that names its source before it ("Agencies | Monday 3 May 2023"), or ``None``."""
    found = _SOURCED.fullmatch(text) if len(text) <= LONGEST and ("|" in text or "·" in text or "•" in text) else None
    if found is None or len(found[1].split()) > 5 or found[1][0].islower():
        return None
    when = closing_date(text)
    return when if when is not None and not text[found.start(2) : when.start].strip() else None


def is_flash(text: str) -> bool:
    """Whether a line begins like a flash: "URGENT: ...", "Breaking | ..."."""
    return _flash().match(text) is not None


def is_headline_word(text: str) -> bool:
    """Whether a single word is a headline all the same ("Correction")."""
    return plain(text) in _listed("headlines")


def is_section(text: str) -> bool:
    """Whether a line is the head of a section ("Highlights")."""
    return plain(text) in _listed("sections")
