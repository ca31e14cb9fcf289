"""Bytes to text: the encoding by mark, by form, by declaration, by the letters that come out, in this order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from rasid.ingest import letters
from rasid.records import Issue

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
# In the order in which they win a draw: the commonest of each script first.
_CANDIDATES = {
    "windows-1252": letters.WESTERN,
    "windows-1256": letters.ARABIC,
    "iso-8859-6": letters.ARABIC,
    "windows-1251": letters.CYRILLIC,
    "koi8-u": letters.CYRILLIC,
    "iso-8859-5": letters.CYRILLIC,
    "cp866": letters.CYRILLIC,
    "windows-1255": letters.HEBREW,
    "windows-1253": letters.GREEK,
    "windows-1254": letters.TURKISH,
    "windows-1250": letters.CENTRAL,
}
# Labels as the WHATWG Encoding Standard reads them: pages that say Latin-1 mean Windows-1252.
_MEANT = {
    "iso-8859-1": "windows-1252", "latin1": "windows-1252", "latin-1": "windows-1252", "us-ascii": "windows-1252",
    "ascii": "windows-1252", "iso8859-1": "windows-1252", "cp1252": "windows-1252", "cp1256": "windows-1256",
    "cp1251": "windows-1251", "iso-8859-9": "windows-1254", "iso-8859-8-i": "iso-8859-8", "gb2312": "gb18030",
    "gbk": "gb18030", "x-sjis": "shift_jis", "utf8": "utf-8", "utf-16": "utf-8", "unicode": "utf-8",
}  # fmt: skip
_TEXT_CODEC = re.compile(
    r"utf-8|windows-(?:125\d|874)|iso-8859-\d+|koi8-[ru]|cp866|ibm866|gb18030|big5|euc-(?:jp|kr)|shift_jis|"
    r"iso-2022-jp|macintosh|tis-620"
)
_ASCII = bytes(range(128))
_NOT_LEADS = bytes(range(192))
_SAMPLE = 32_768  # bytes that are weighed; the fit of letters settles within a few hundred
_PLAUSIBLE = 0.3  # running text scores 0.45 to 0.7 with the right table, below 0.2 with a wrong one
_DENSE = 0.2  # share of bytes that are not ASCII below which no East Asian text is
_CLEARLY = 0.2  # how much better a guess must score than what was declared
_LIKELY_16 = re.compile(
    r"[\t\n\r -~\u00a0-\u024f\u0370-\u06ff\u0750-\u077f\u0900-\u109f\u1200-\u137f\u2010-\u203a\u20ac\u3000-\u30ff"
    r"\u3400-\u9fff\uac00-\ud7a3\ufb50-\ufdff\ufe70-\ufefe]"
)
_PARTS_16 = re.compile(r"[ \n\r\t\u3000-\u3002]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding it was read as, and what is doubtful about it."""

    text: str = field(repr=False)
    encoding: str
    issues: tuple[Issue, ...] = ()


def decode(raw: bytes, *, declared: str | None = None) -> Decoded:
    """The text of ``raw`` with nothing removed but a byte order mark.

    Bytes that the encoding does not know become U+FFFD and an issue with their number; an encoding
    that was found by the look of the letters is an issue too. Valid UTF-8 beats a declaration.
    """
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return _replaced(raw[len(mark) :], name)
    if wide := utf16_without_mark(raw):
        return _replaced(raw, wide, Issue("ingest", f"no encoding declared: read as {wide}"))
    label = _label(declared)
    try:
        return Decoded(raw.decode(label if label == "iso-2022-jp" else "utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _not_utf8(raw, label)


def utf16_without_mark(raw: bytes) -> str | None:
    """``utf-16-le`` or ``utf-16-be`` if the bytes read so give plausible text, else ``None``."""
    sample = raw[: 4096 & ~1]
    if len(raw) < 4 or not any(byte in sample for byte in range(9)):  # no high byte of Latin, Cyrillic, Arabic ...
        return None
    fits = {name: _fit_16(sample[: len(sample) & ~1].decode(name, "replace")) for name in ("utf-16-le", "utf-16-be")}
    best = max(fits, key=lambda name: fits[name])
    return best if fits[best] >= 0.95 else None


def _fit_16(text: str) -> float:
    likely = len(_LIKELY_16.findall(text)) / len(text)
    # Swapped ASCII is Chinese to the eye of a machine; real text of every script has white space or ideographic stops.
    plain = sum(letter in " \n\r\t" or letter.isascii() and letter.isalnum() for letter in text) / len(text)
    return likely + plain if likely >= 0.95 and plain > 0.02 and _PARTS_16.search(text) else 0.0


def _label(declared: str | None) -> str | None:
    name = (declared or "").strip().strip("\"'").lower().replace("_", "-").replace("shift-jis", "shift_jis")
    name = _MEANT.get(name, name)
    return name if _TEXT_CODEC.fullmatch(name) else None


def _not_utf8(raw: bytes, label: str | None) -> Decoded:
    if label not in (None, "utf-8"):
        return _declared(raw, str(label))
    if _nearly_utf8(raw):
        return _replaced(raw, "utf-8")
    said = "declared as utf-8 but is not" if label else "no encoding declared"
    guess = _guess(raw)
    return _replaced(raw, guess, Issue("ingest", f"{said}: read as {guess}"))


def _declared(raw: bytes, label: str) -> Decoded:
    sample = _sample(raw)
    guess, score = _best(sample)
    if _fits(sample, label, score):
        return _replaced(raw, label)
    if _nearly_utf8(raw):
        return _replaced(raw, "utf-8", Issue("ingest", f"declared as {label} but is not: read as utf-8"))
    if score < _PLAUSIBLE or guess == label:
        return _replaced(raw, label)
    return _replaced(raw, guess, Issue("ingest", f"declared as {label} but is not: read as {guess}"))


def _fits(sample: bytes, label: str, best: float) -> bool:
    text, weights = sample.decode(label, "replace"), _CANDIDATES.get(label)
    if weights is None:  # an encoding whose letters are not known here: believed if it can be read at all
        return text.count("\ufffd") <= 0.1 * len(sample.translate(None, _ASCII))
    return best < _PLAUSIBLE or letters.plausibility(text, weights) > best - _CLEARLY


def _nearly_utf8(raw: bytes) -> bool:
    # Bytes of another encoding hardly ever form valid sequences, so more good than bad ones means damaged UTF-8.
    leads = len(raw.translate(None, _NOT_LEADS))
    bad = raw.decode("utf-8", "replace").count("\ufffd") - raw.count(b"\xef\xbf\xbd")
    return leads > 2 * bad


def _guess(raw: bytes) -> str:
    sample = _sample(raw)
    name, score = _best(sample)
    if score >= _PLAUSIBLE or len(sample.translate(None, _ASCII)) < _DENSE * len(sample):
        return name
    return _normalizer(sample) or name


def _best(sample: bytes) -> tuple[str, float]:
    scores = {
        name: letters.plausibility(sample.decode(name, "replace"), weights) for name, weights in _CANDIDATES.items()
    }
    best = max(scores, key=lambda name: scores[name])
    return best, scores[best]


def _normalizer(sample: bytes) -> str | None:
    from charset_normalizer import from_bytes  # 50 ms, and asked only when no table fits: East Asian encodings mostly

    best = from_bytes(sample).best()
    return None if best is None else str(best.encoding)


def _sample(raw: bytes) -> bytes:
    """A stretch around the first byte that is not ASCII: in a long English page the rest tells nothing."""
    if len(raw) <= _SAMPLE:
        return raw
    first = re.search(rb"[\x80-\xff]", raw)
    start = max(0, (first.start() if first else 0) - 64)
    return raw[start : start + _SAMPLE]


def _replaced(raw: bytes, name: str, *issues: Issue) -> Decoded:
    text = raw.decode(name, "replace")
    first = text.find("\ufffd")
    if first >= 0 and not _decodes(raw, name):
        count = text.count("\ufffd")
        reason = f"{count} undecodable {'byte' if count == 1 else 'bytes or sequences'} replaced, read as {name}"
        issues += (Issue("ingest", reason, (first, first + 1)),)
    return Decoded(text, name, issues)


def _decodes(raw: bytes, name: str) -> bool:
    try:
        raw.decode(name)
    except UnicodeDecodeError:
        return False
    return True
