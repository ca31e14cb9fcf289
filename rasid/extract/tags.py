"""Parts of speech from a table: each word's possible tags, chosen by their neighbours.

One character stands for a tag, so that a sentence's tags are a string and chunking is a regular expression:

    d determiner   j adjective   N noun      M plural noun  P name       c number     o pronoun    s possessive 's
    V past         A present     Z present-s b base         n participle g -ing       m modal      t to
    B be           H have        X do        x negation     a adverb     r particle   i preposition f of
    y by           q that        w wh-word   k conjunction  , : . " ( )  $ symbol
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from importlib.resources import files

from rasid.extract.lexicon import noun_senses, past_forms, present_forms

_CODE = {
    "DT": "d", "PP$": "d", "JJ": "j", "NN": "N", "NNS": "M", "NNP": "P", "CD": "c", "PRP": "o", "POS": "s",
    "VBD": "V", "VBP": "A", "VBZ": "Z", "VB": "b", "VBN": "n", "VBG": "g", "MD": "m", "TO": "t", "IN": "i",
    "RP": "r", "RB": "a", "CC": "k", "W": "w", ",": ",", ":": ":", ".": ".", '"': '"', "(": "(", ")": ")",
    "SYM": "$", "^": "^",
}  # fmt: skip

# Words whose grammar matters more than their Penn tag.
_FIXED = {
    **dict.fromkeys(("be", "is", "are", "was", "were", "been", "being", "am", "'re", "’re", "'m"), "B"),
    **dict.fromkeys(("have", "has", "had", "having", "'ve", "’ve"), "H"),
    **dict.fromkeys(("do", "does", "did"), "X"),
    **dict.fromkeys(("not", "never", "n't", "cannot"), "x"),
    **dict.fromkeys(("’s", "'s", "’", "'"), "s"),
    **dict.fromkeys(("and", "or", "but", "nor", "&", "yet", "plus"), "k"),
    **dict.fromkeys(("–", "—", ";", ":", "-", "--", "…", "•", "|", "/"), ":"),
    **dict.fromkeys(('"', "“", "”", "«", "»", "``", "''", "‘"), '"'),
    **dict.fromkeys((".", "!", "?"), "."),
    **dict.fromkeys(("(", "["), "("),
    **dict.fromkeys((")", "]"), ")"),
    **dict.fromkeys(("will", "would", "could", "should", "must", "shall", "'ll", "’ll", "'d", "’d"), "m"),
    **dict.fromkeys(("several", "dozens", "scores", "hundreds", "thousands", "tens"), "c"),
    **dict.fromkeys(("amid", "amidst", "via", "towards", "toward", "despite", "among", "against", "targeting"), "i"),
    **dict.fromkeys(("who", "which", "whose", "whom", "where", "when", "what", "why", "how"), "w"),
    **dict.fromkeys(("least", "about", "around", "nearly", "almost", "roughly", "approximately", "only", "also"), "a"),
    ",": ",", "،": ",", "by": "y", "of": "f", "to": "t", "the": "d", "its": "d", "their": "d", "his": "d", "her": "d",
    "over": "i", "than": "i", "including": "i", "following": "i", "during": "i", "from": "i", "said": "V", "told": "V",
    "under": "i", "near": "i", "outside": "i", "inside": "i", "across": "i", "between": "i", "within": "i",
    "according": "g", "armed": "j", "dead": "j", "wounded": "n", "injured": "n", "held": "n", "left": "V",
    "pm": "N", "am": "B", "us": "o", "allegedly": "a", "reportedly": "a", "both": "d", "all": "d", "more": "j",
    "may": "m", "might": "m", "if": "i", "because": "i", "while": "i", "after": "i", "before": "i", "since": "i",
    "until": "i", "although": "i", "though": "i", "as": "i", "drone": "N", "rocket": "N", "missile": "N", "militant": "N",
    "militants": "M", "shelling": "N", "fighting": "N", "bombing": "N", "killing": "g", "wounding": "g", "injuring": "g",
    "gunmen": "M", "troops": "M", "burst": "V", "went": "V", "took": "V", "came": "V", "began": "V", "became": "V", "mortar": "N", "artillery": "N", "airstrike": "N", "airstrikes": "M", "police": "M", "desert": "N",
}  # fmt: skip

_OPEN = "-"  # rows of the table that begin so are word endings


class Tagger:
    """Chooses one tag a word, left to right, by the word's own odds and those of the step from the tag before."""

    def __init__(self) -> None:
        data = files("rasid.extract") / "data"
        self._words: dict[str, tuple[tuple[str, float], ...]] = {}
        for line in (data / "tags.tsv").read_text(encoding="utf-8").splitlines():
            word, _, options = line.partition("\t")
            self._words[word] = tuple(_option(o) for o in options.split(" "))
        for form, codes in past_forms().items():  # the treebank lacks many verbs of war, or knows them as nouns
            known = self._words.get(form, ())
            if not any(code in "Vn" for code, _ in known):
                self._words[form] = (*((code, -0.4) for code in codes), *((code, score - 2.0) for code, score in known))
        self._present = present_forms()
        self._past = past_forms()
        self._to: dict[str, dict[str, float]] = {}  # the odds of a step by where it comes from, and by where it leads
        self._on: dict[str, dict[str, float]] = {}
        for (a, b), score in _transitions((data / "transitions.tsv").read_text(encoding="utf-8")).items():
            self._to.setdefault(a, {})[b] = self._on.setdefault(b, {})[a] = score

    def tags(self, words: Sequence[str], low: Sequence[str], *, names: frozenset[int], title: bool) -> str:
        """One code a word. ``names``: tokens known to be names; ``title``: capitals say nothing (headlines, telegrams)."""
        out: list[str] = []
        before = "^"
        start = True
        finite = False
        following = [*low[1:], "."]
        for i, key in enumerate(low):
            named = i in names
            code = "P" if named else _SETTLED.get(key)
            if code is None:
                code = _FIXED.get(key)
                if code is None:
                    options = self._options(words[i], key, capital_says=not (title or start))
                    code = options[0][0] if len(options) == 1 else self._choose(options, before, following[i])
                if code == "b" and before in "oMP" and not finite:
                    code = "A"  # "they call on ...": the first verb of a sentence stands in the present, not the infinitive
                if code in _TOUCHY or key in _PARTICLES or (title and code == "P"):
                    code = self._corrected(key, code, before, following[i], title=title)
            elif named and key in _PARTICLES:
                code = self._corrected(key, code, before, following[i], title=title)
            start = code in '":(' and (start or code in ':"')
            out.append(code)
            before = code
            finite = finite or code in "VZAHBXm"
        return "".join(out)

    def _corrected(self, key: str, code: str, before: str, following: str, *, title: bool) -> str:
        """What the grammar of reporting knows better than the odds of single words."""
        if key in _PARTICLES:
            return "r" if before in "VnbgZA" and following != "to" else "i"
        if code == "i":
            return "q" if key == "that" else "i"
        if code in "NM" or (title and code == "P"):
            return self._verb_or_noun(key, code, before, following, title)
        after = self._after(following)
        if code in "Vn":  # "the extremely rugged desert"
            return "j" if before in "ad" and after in "NM" and key.endswith("ed") and key not in self._past else code
        if code == "g":  # "the killing of"
            return "N" if before in "dj" and after not in "NMPj" else code
        if code == "j" and key.endswith("ed") and before in "MPN" and after in "dPoc":
            return "V"  # "fighters shocked the town"
        is_noun = key in noun_senses() and not title and before in "dcjPN" and following in _BOUNDARIES
        return "N" if is_noun else code

    def _verb_or_noun(self, key: str, code: str, before: str, following: str, title: bool) -> str:
        if title or key.endswith("ing"):
            code = self._verb_after_all(key, code, before, following, title)
        if code == "N" and before in "xXmt" and self._present.get(key) == "b":
            return "b"  # "does not control"
        if (
            code in "NM"
            and before in "MPNoak"
            and key in self._present
            and not title
            and noun_senses().get(key, "action") == "action"
        ):
            code = self._present_verb(key, code, before, following)
        if code == "N" and key in _SAME_PAST and before in "MPNo":
            return "V"  # "members of the coalition set fire"
        if code == "N" and key in self._past:
            return "n" if before in "HB" else "V" if before in "kMPo,wq" else code  # "had shot"; "forces shot down"
        return code

    def options(self, word: str) -> tuple[tuple[str, float], ...]:
        """The tags a lower-case word can have, likeliest first; ``()`` when the table lacks it."""
        return self._words.get(word, ())

    def _options(self, word: str, key: str, *, capital_says: bool) -> tuple[tuple[str, float], ...]:
        first = word[0]
        if first.isdigit():
            return _NUMBER if not key[-1].isalpha() or key[-2:] in ("st", "nd", "rd", "th") else _ADJECTIVE
        if not first.isalpha():
            return _SYMBOL
        if capital_says and first.isupper():
            return _NAME
        found = self._words.get(key)
        # A guess is never kept among the table's words: what was read before must not change what is read now.
        return self._guess(word, key) if found is None else found

    def _guess(self, word: str, key: str) -> tuple[tuple[str, float], ...]:
        if "-" in key:
            tail = key.rsplit("-", 1)[1]
            return _ADJECTIVE if tail.endswith(("ed", "ing", "old", "based", "led", "held", "run", "born")) or key.startswith(
                ("pro-", "anti-", "ex-", "non-")) else self._words.get(tail, _NOUN)  # fmt: skip
        for size in (4, 3, 2):
            found = self._words.get(_OPEN + key[-size:])
            if found:
                return (
                    (("P", 0.0), *((code, score - 1.5) for code, score in found)) if word[0].isupper() else found
                )  # 1.5: names outnumber
        return _NAME if word[0].isupper() else _NOUN

    def _verb_after_all(self, key: str, code: str, before: str, following: str, title: bool) -> str:
        """-ing after a preposition and before a noun phrase ("of launching attacks"), -s after a name in a headline."""
        if key.endswith("ing"):
            after = _FIXED.get(following) or (self._words.get(following) or _NOUN)[0][0]
            return "g" if (before in "if," and after in "dMjPcNk" and before) or before == "M" else code
        if title and key.endswith("s") and before in "PMN" and following not in (".", "of"):
            stems = (key[:-1], key[:-2] if key.endswith("es") else key[:-1])
            if any(option in "bA" for stem in stems for option, _ in self._words.get(stem, ())):
                return "Z"
        return code

    def _present_verb(self, key: str, code: str, before: str, following: str) -> str:
        """ "forces control Palmyra", "the group controls the town": a known verb between a noun and the start of a phrase."""
        after = self._after(following)
        if after not in "dPcoM" and not (after == "i" and before == "M" and code == "N"):
            return code
        if self._present[key] == "Z":
            return "Z" if before in "PNoa" else code
        plain = before == "P" and after in "dPcM" and key not in noun_senses()  # "the Houthis control Sanaa"
        return "A" if before in "Mao" or plain else code

    def _after(self, following: str) -> str:
        if following[:1].isdigit():
            return "c"
        return _FIXED.get(following) or (self._words.get(following) or _NAME)[0][0]

    def _choose(self, options: tuple[tuple[str, float], ...], before: str, following: str) -> str:
        after = _FIXED.get(following) or (self._words.get(following) or _NOUN)[0][0]
        to, on = self._to[before], self._on[after]
        best, best_score = options[0][0], -1e9
        for code, score in options:
            if before == "^" and code in "ZA":
                continue  # no sentence starts with its verb in the present tense
            score += to[code] + 0.7 * on[code]  # 0.7: the next tag is itself a guess
            if score > best_score:
                best, best_score = code, score
        return best


_SAME_PAST = frozenset("set put cut hit shut".split())
_TOUCHY = frozenset("NMgjiVn")
_PARTICLES = frozenset(("out", "off", "up", "down", "away", "back"))
# Words whose tag no neighbour changes.
_SETTLED = {word: code for word, code in _FIXED.items() if code not in "NMgjVn" and word not in _PARTICLES}
_BOUNDARIES = frozenset(
    ", . ; : and or but in on at of by for from with who which that were was is are had have has ) ”".split()
)
_NAME, _NOUN, _NUMBER = (("P", 0.0),), (("N", 0.0),), (("c", 0.0),)
_ADJECTIVE, _SYMBOL = (("j", 0.0),), (("$", 0.0),)
_LIKE = {"B": "VBD", "H": "VBD", "X": "VBD", "x": "RB", "f": "IN", "y": "IN", "q": "IN"}


def _option(text: str) -> tuple[str, float]:
    tag, _, score = text.rpartition(":")
    return _CODE[tag], float(score)


def _transitions(table: str) -> dict[tuple[str, str], float]:
    header, *rows = (line.split("\t") for line in table.splitlines())
    steps = {
        (_CODE[row[0]], _CODE[tag]): float(score)
        for row in rows
        for tag, score in zip(header[1:], row[1:], strict=True)
    }
    for code, tag in _LIKE.items():  # lexicalised tags step like the tag they refine
        plain = _CODE[tag]
        steps |= {(code, b): s for (a, b), s in list(steps.items()) if a == plain}
        steps |= {(a, code): s for (a, b), s in list(steps.items()) if b == plain}
    return steps


@functools.cache
def tagger() -> Tagger:
    """The tagger, loaded once."""
    return Tagger()
