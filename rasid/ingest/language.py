"""The language of a text, by its script and its commonest words. Cheap: it looks at the first few thousand characters."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

_SAMPLE = 2000  # characters: about 300 words, far more than the dozen that decide
_SCRIPTS = {
    "arabic": "\u0620-\u064a\u0660-\u06d5\u06ee-\u06ff", "hebrew": "\u05d0-\u05ea", "cyrillic": "\u0400-\u052f",
    "el": "\u0370-\u03ff", "am": "\u1200-\u137f", "my": "\u1000-\u109f", "hi": "\u0900-\u097f", "bn": "\u0980-\u09ff",
    "hy": "\u0531-\u058f", "ka": "\u10d0-\u10ff", "th": "\u0e00-\u0e7f", "ko": "\uac00-\ud7a3", "ja": "\u3040-\u30ff",
    "zh": "\u4e00-\u9fff", "latin": "A-Za-z\u00c0-\u024f\u1e00-\u1eff",
}  # fmt: skip
_PATTERNS = {name: re.compile(f"[{ranges}]") for name, ranges in _SCRIPTS.items()}
# Letters that only one of the languages of a script writes, the most telling language first.
_OWN_LETTERS = {
    "arabic": (("ps", "ټډړښځڅېګڼ"), ("ur", "ٹڈڑںےھ"), ("ku", "ێۆڕڵە"), ("fa", "پچژگکی")),
    "cyrillic": (("sr", "јљњћђџ"), ("be", "ў"), ("uk", "їєґ"), ("kk", "әғқңұһ"), ("ru", "ыэё")),
}
_REST = {"arabic": "ar", "hebrew": "he"}
_OWN_SHARE = 0.01  # of the script's letters; a quoted foreign name stays below
_WORD = re.compile(r"[^\W\d_]+")
_STOP_WORDS = {
    "en": "the of and to in that was for with by from were has have which been their at its after",
    "fr": "le la les des du et est une dans que qui pour sur par au avec pas ont aux ce",
    "es": "el los las del y una que por con para se su fue como más entre sus han desde lo",
    "de": "der die das und den dem des ist von mit für auf ein eine nicht im zu sich wurde nach",
    "pt": "os as do da dos das em um uma não que com para foi no na pelo pela ao mais",
    "it": "il di che gli della dei delle per una nel con sono stato è alla dal anche più i le",
    "tr": "ve bir bu için ile olarak olan da de daha sonra kadar gibi çok oldu ise tarafından",
    "nl": "het een van en niet dat op te zijn voor met aan er door bij naar ook uit werd werden",
    "pl": "w i na z że się nie do jest przez oraz po od dla jak został przy za są o",
    "ro": "și în la de cu din pe nu care au fost pentru este sau prin unui mai lui o ale",
    "id": "yang dan di dengan untuk dari pada ini itu dalam oleh tidak akan telah para ke",
    "sw": "ya wa na kwa ni katika la za cha kuwa huo hiyo hii baada watu kama lakini wakati",
    "so": "iyo ee ka ku oo uu ay waxaa in waa ayaa la si ugu kale dagaal ciidamada",
    "ha": "da na a ya ta sun ne ce kuma don wannan yadda cikin bayan wata amma",
    "sv": "och att det som en på är av för med den till inte har om ett från var",
}
_CYRILLIC_WORDS = {
    "uk": "і та що на не у в з до за це як від було під також після які", "ru": "и в не на что с по как это к из за от был при о для его",
    "bg": "на и е в да се от за с че са по не при като след към", "sr": "и у је да се на за су од са не као по који",
}  # fmt: skip


def language(text: str, *, hint: str | None = None) -> str:
    """ISO 639-1 code of the language that most of ``text`` is in; ``hint`` (a ``lang`` attribute), else ``en``, without evidence."""
    sample = text[:_SAMPLE] if len(text) <= _SAMPLE else text[: _SAMPLE // 2] + text[len(text) // 2 :][: _SAMPLE // 2]
    counts = _letters(sample)
    script = max(counts, key=lambda name: counts[name]) if counts else None
    unsure = _code(hint) or "en"
    if script is None:
        return unsure
    if script in ("latin", "cyrillic"):
        words = _STOP_WORDS if script == "latin" else _CYRILLIC_WORDS
        return _by_letters(sample, script, counts[script]) or _by_words(sample, words) or _rest(script, hint, unsure)
    if script == "arabic":
        return _by_letters(sample, script, counts[script]) or "ar"
    return "ja" if script == "zh" and counts.get("ja", 0) > 0.1 * counts["zh"] else _REST.get(script, script)


def _letters(sample: str) -> dict[str, int]:
    if sample.isascii():
        return {"latin": 1} if _PATTERNS["latin"].search(sample) else {}
    counts: dict[str, int] = {}
    for letter, count in Counter(sample).items():
        if script := _script(letter):
            counts[script] = counts.get(script, 0) + count
    return counts


@cache
def _script(letter: str) -> str | None:
    return next((name for name, pattern in _PATTERNS.items() if pattern.match(letter)), None)


def _by_letters(sample: str, script: str, total: int) -> str | None:
    for code, own in _OWN_LETTERS.get(script, ()):
        if sum(map(sample.lower().count, own)) > _OWN_SHARE * total:
            return code
    return None


def _by_words(sample: str, stop_words: dict[str, str]) -> str | None:
    words = _WORD.findall(sample.lower())
    known = _known(tuple(stop_words.items()))
    hits = dict.fromkeys(stop_words, 0)
    for word in words:
        if word in known:
            for code in known[word]:
                hits[code] += 1
    best = max(hits, key=lambda code: hits[code])
    return best if hits[best] >= 2 else None


@cache
def _known(stop_words: tuple[tuple[str, str], ...]) -> dict[str, tuple[str, ...]]:
    known: dict[str, tuple[str, ...]] = {}
    for code, words in stop_words:
        for word in words.split():
            known[word] = (*known.get(word, ()), code)
    return known


def _rest(script: str, hint: str | None, unsure: str) -> str:
    return unsure if script == "latin" or _code(hint) else "ru"


def _code(hint: str | None) -> str | None:
    code = (hint or "").strip().lower().replace("_", "-").split("-")[0]
    return code if re.fullmatch("[a-z]{2}", code) else None
