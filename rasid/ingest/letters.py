"""How common a letter is in running text: what tells apart encodings that give different letters for one byte.

Each string lists letters from the commonest to the rarest. The orders were set by hand from
general knowledge of the languages; only the rough rank matters.
"""

from __future__ import annotations

import re

_WESTERN = "éáíóàèñ¿¡üäöçêãôúâîßøåæûùëïõìòœ"
_TURKISH = "ışğüçöâîû"
_CENTRAL = "áéíłąęśżóćńčšžřěýůőűúöüäđźăţşîâťďň"
_ARABIC = "البيمونرتعدةسفأهكقحجشطصإخىضذثغزءئظآؤيیکپگچژ"
_CYRILLIC = "оеаинтсрвлкмдпуяызьібгчйхжїшюцщєэфґъё"
_HEBREW = "יוהלאמתרבנשעדקחפםגכצסטזןךףץ"
_GREEK = "αοιετσνηυρπκμλςωδγχθφβξζψίόάέήύώ"

_PUNCTUATION = "‘’“”–—…«»،؛؟°·•€£§©®™×½¼²³±´¿¡ªº\u00a0„‚‹›№ـ\u200c\u200d\u200e\u200fًٌٍَُِّْ"
_STRANGE = -1.0
_BROKEN = -3.0
_CAPITAL = 0.15  # a capital is rare, so that text read with its cases swapped loses
_CROWDED = re.compile(r"[\u00c0-\u024f]{3,}")
_TORN = re.compile(r"[A-Za-z][\u0370-\u06ff]|[\u0370-\u06ff][A-Za-z]")
_ALONE = re.compile(r"(?<![\u0370-\u06ff])[\u0370-\u06ff](?![\u0370-\u06ff])")


def _weights(letters: str) -> dict[str, float]:
    # Rank 0 weighs 1, the last 0.2; a capital never more than _CAPITAL.
    ranked = {letter: 1.0 - 0.8 * rank / len(letters) for rank, letter in reversed(list(enumerate(letters)))}
    capitals = {letter.upper(): _CAPITAL for letter in letters if len(letter.upper()) == 1}
    capitals |= {"İ": _CAPITAL} if "ı" in letters else {}
    return {**dict.fromkeys(_PUNCTUATION, 0.3), **capitals, **ranked, "\ufffd": _BROKEN}


WESTERN, TURKISH, CENTRAL = _weights(_WESTERN), _weights(_TURKISH), _weights(_CENTRAL)
ARABIC, CYRILLIC, HEBREW, GREEK = _weights(_ARABIC), _weights(_CYRILLIC), _weights(_HEBREW), _weights(_GREEK)


def plausibility(text: str, weights: dict[str, float]) -> float:
    """How well the non-ASCII letters of ``text`` fit a script: about 0.6 for its running text, negative for nonsense.

    A word that mixes Latin letters with another script's counts against the text, and so do three accented
    Latin letters in a row (a text of another script, read with the wrong table, is full of them) and a letter of
    another script alone (a sign in a Latin text, read with the wrong table).
    """
    counts: dict[str, int] = {}
    for letter in text:
        if letter > "\x7f":
            counts[letter] = counts.get(letter, 0) + 1
    total = sum(counts.values())
    if not total:
        return 0.0
    fit = sum(count * weights.get(letter, _STRANGE) for letter, count in counts.items())
    odd = 2 * len(_TORN.findall(text)) + len(_ALONE.findall(text)) + sum(map(len, _CROWDED.findall(text)))
    return (fit - odd) / total
