"""A text as tagged tokens: numbers in the forms that dates use, and the words of the lexicon."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from rasid.records import Offsets
from rasid.timex.lexicon import OTHER, Lexicon, heads, lexicon, lower

# One alternative per form of token; the name of the group says which. At a space none need be tried.
TOKEN = re.compile(
    r"""(?=[^ ])(?:(?P<word>[^\W\d_][^\W_]*(?:['’ʿ`][^\W\d_]+)*)
    |(?P<iso>\d{4}-\d\d-\d\d(?!\d)|\d{4}/\d\d?/\d\d?(?![\d/]))
    |(?P<slashed>\d{1,2}([/.])\d{1,2}\4(?:\d{4}|\d\d)(?![\d/])|\d{1,2}-\d{1,2}-\d{4}(?!\d))
    |(?P<clock>\d{1,2}[:.]\d\d(?::\d\d)?(?=\s?[ap]\.?m\b|\s?h\b)|\d{1,2}:\d\d(?::\d\d)?(?!\d))
    |(?P<hourly>\d{1,2}(?=[ap]m\b))
    |(?P<decade>(?<!\w)['’]?(?:\d0|\d\d\d0)['’]?s\b)
    |(?P<ordinal>\d{1,2}(?:st|nd|rd|th)\b)
    |(?P<amount>\d+(?:[.,]\d+)+|\d+[^\W\d_]\w*)
    |(?P<short>['’]\d\d(?!\w))
    |(?P<digits>\d+)
    |(?P<gap>\n[^\S\n]*\n\s*)
    |(?P<mark>[^\w\s]))""",
    re.VERBOSE,
)
_DOTTABLE = frozenset("ap")
_DOTTED = re.compile(r"[ap]\.m\.?", re.IGNORECASE)
_WORD = re.compile(r"[\s-]{0,2}([^\W\d_]+(?:['’][^\W\d_]+)*)")
_PHRASE_WORDS = 3
# Numbers in the form of a year, a date, a time of day or a decade.
_NUMBERS = re.compile(
    r"\d(?:\d{3}|[/.]\d+[/.]\d|\d[/.]\d+[/.]\d|\d?[:.]\d\d|\d?\s?[ap]\.?m\b|0s\b|\d?(?:st|nd|rd|th)\b)|['’]\d\d",
    re.IGNORECASE,
)
# Characters around such a word or number within which its whole expression and its neighbours lie: the longest forms
# ("just under two and a half years before the") stay well below, and what is longer has several such words.
_BEFORE, _AFTER = 48, 40
_BESIDE = 20  # the same for the words that stand alone: "in the foreseeable future"
_NAME_DASH = re.compile(r"([^\W\d_]+)[-–]$")
_EDGE = re.compile(r"\S*")


@dataclass(slots=True)
class Tokens:
    """``codes`` has one tag character a token; ``values``, ``starts`` and ``ends`` run beside it."""

    codes: list[str]
    values: list[Any]
    starts: list[int]
    ends: list[int]

    def add(self, code: str, value: Any, start: int, end: int) -> None:
        """Append one token."""
        self.codes.append(code)
        self.values.append(value)
        self.starts.append(start)
        self.ends.append(end)


def tokens(text: str, start: int, end: int) -> Tokens:
    """The tokens of ``text[start:end]`` around words and numbers that can be times, with offsets into ``text``.

    A BREAK parts stretches between which the text was passed over.
    """
    lex = lexicon()
    found = Tokens([], [], [], [])
    for low, high in _windows(text, start, end):
        if found.codes:
            found.add(lex.tags["BREAK"], "", low, low)
        _tokenise(found, lex, text, low, high)
    return found


def _windows(text: str, start: int, end: int) -> list[Offsets]:
    """The stretches of text to look at, in order and apart from each other."""
    lowered = lower(text[start:end])
    hits = [(m.start() - _BEFORE, m.start()) for m in _NUMBERS.finditer(text, start, end)]
    words, alone = heads()
    for which, low, high in words.find_matches_as_indexes(lowered, overlapping=True):
        if not ((low and lowered[low - 1].isalpha()) or (high < len(lowered) and lowered[high].isalpha())):
            hits.append((start + low - (_BESIDE if alone[which] else _BEFORE), start + low))
    windows: list[Offsets] = []
    for first, hit in sorted(hits):
        low = max(start, first)
        low = low if low == start else text.find(" ", low, hit) + 1 or low
        high = min(end, hit + (_BESIDE if hit - first == _BESIDE else _AFTER))
        edge = _EDGE.match(text, high, end)
        high = edge.end() if edge else high
        if windows and low <= windows[-1][1]:
            windows[-1] = windows[-1][0], max(high, windows[-1][1])
        else:
            windows.append((low, high))
    return windows


def _tokenise(found: Tokens, lex: Lexicon, text: str, start: int, end: int) -> None:
    skip = start
    entries, phrase_starts = lex.entries, lex.phrase_starts
    codes, values, starts, ends = found.codes, found.values, found.starts, found.ends
    for match in TOKEN.finditer(text, start, end):
        begin, stop = match.span()
        if begin < skip:
            continue
        form, words = match.lastgroup, match[0]
        if form == "word":
            low = words.lower()
            if low in phrase_starts or low in _DOTTABLE or not (low in entries or low.isalpha()):
                skip = _word(found, lex, text, begin, stop, end)
                continue
            code, value = _entry(lex, low, words)
        elif form == "mark":
            code, value = entries[words][0] if words in entries else OTHER, words
        else:
            code, value = _number(lex, form or "", words, text, begin)
        codes.append(code)
        values.append(value)
        starts.append(begin)
        ends.append(stop)


def _word(found: Tokens, lex: Lexicon, text: str, begin: int, stop: int, end: int) -> int:
    """Add the word or phrase that starts at ``begin``; where it ends."""
    low = text[begin:stop].lower()
    if low in lex.phrase_starts:
        phrase, phrase_end = low, stop
        best: tuple[str, int] | None = None
        for _ in range(_PHRASE_WORDS):
            more = _WORD.match(text, phrase_end, end)
            if not more:
                break
            phrase, phrase_end = f"{phrase} {more[1].lower()}", more.end()
            if phrase in lex.entries:
                best = phrase, phrase_end
        if best:
            low, stop = best
    if low not in lex.entries:
        stripped = re.sub(r"['’]s?$", "", low)
        if stripped in lex.entries:
            low, stop = stripped, begin + len(stripped)
    if low in _DOTTABLE and (dotted := _DOTTED.match(text, begin, end)):
        found.add(lex.tags["APM"], low + "m", begin, dotted.end())
        return dotted.end()
    found.add(*_entry(lex, low, text[begin]), begin, stop)
    return stop


def _entry(lex: Lexicon, low: str, first: str) -> tuple[str, Any]:
    """Tag and value of a word or phrase, ``first`` its beginning: without a capital, the name of a month is weak and that of a day none."""
    entry = lex.entries.get(low)
    if entry is None:
        return OTHER, low
    if entry[0] in lex.lowered and first[0].islower():
        code = lex.lowered[entry[0]]
        return code, low if code == OTHER else entry[1]
    return entry


def _number(lex: Lexicon, form: str, words: str, text: str, begin: int) -> tuple[str, Any]:
    """Tag and value of a token that starts with a digit, or of a gap between paragraphs."""
    tags = lex.tags
    if form == "digits":
        return _digits(tags, words, text, begin)
    if form == "ordinal":
        number = int(words[:-2])
        return (tags["ORDDAY"] if 1 <= number <= 31 else tags["CENTURYNO"]), number
    if form == "amount":
        return tags["COUNT"], _amount(words)
    if form == "decade":
        digits = int(re.sub(r"\D", "", words))
        return tags["DECADE"], digits if digits > 99 else 1900 + digits
    if form == "clock":
        hour, minute = re.split("[:.]", words)[:2]
        return (tags["CLOCK"], int(hour) * 60 + int(minute)) if int(hour) < 25 and int(minute) < 60 else (OTHER, words)
    names = {"iso": "ISO", "slashed": "SLASHED", "short": "APOS", "gap": "BREAK", "hourly": "DAY"}
    value = int(words[1:]) if form == "short" else int(words) if form == "hourly" else words
    return tags[names[form]], value


def _digits(tags: dict[str, str], words: str, text: str, begin: int) -> tuple[str, Any]:
    number = int(words)
    if (
        len(words) < 4
        and (name := _NAME_DASH.search(text, max(0, begin - 20), begin))
        and name[1].lower() not in lexicon().entries
    ):
        return OTHER, words  # "Su-24", but not "May-7 June"
    if len(words) == 4 and (1000 <= number <= 2199 or words[0] == "0"):
        return tags["YEAR"], number
    if len(words) <= 2 and 1 <= number <= 31:
        return tags["DAY"], number
    return (tags["TWO"] if len(words) == 2 else tags["COUNT"]), number


def _amount(words: str) -> float:
    """The number in "2,000" or "1.5"; 0 for what is no plain number ("10km", "1.2.3")."""
    plain = words.replace(",", "")
    return float(plain) if re.fullmatch(r"\d+(?:\.\d+)?", plain) else 0.0
