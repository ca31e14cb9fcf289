"""Words for the institutions of a state: "the army", "Defence Minister X", "commander-in-chief of the armed forces"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rasid.resolve.wording import core_words

_KINDS = ("mil", "pol", "mfa", "mod", "moi", "moh", "par", "gov")
_NAMED = {"mil": "military", "pol": "police", "gov": "government"}


class Institutions:
    """The words of ``rasid/registry/words.yaml`` that head a phrase for an institution: "mil", "pol", "mfa" ..."""

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        self._heads = {word: of for of in reversed(_KINDS) for word in words[of]}
        self._crews = {word: "mil" for word in words["weapon_crews"]}
        self._plain = frozenset(words["plain"])
        self._home = frozenset(words["home"])
        self._needs_owner = frozenset(words["needs_owner"])

    def of(self, words: Sequence[str], *, crews: bool = False) -> str | None:
        """Which institution the end of a phrase means, ``None`` for none; ``crews`` lets "warplanes" mean the military."""
        head = self.head(words)
        return self._heads.get(head) or (self._crews.get(head) if crews else None)

    def head(self, words: Sequence[str]) -> str:
        """The longest known head that ends the phrase, else its last word."""
        for size in (4, 3, 2, 1):
            if len(words) >= size and (head := " ".join(words[-size:])) in self._heads:
                return head
        return " ".join(words[-2:]) if " ".join(words[-2:]) in self._crews else "".join(words[-1:])

    def kind(self, words: Sequence[str]) -> str | None:
        """The kind of actor that a phrase tells of by its head, ``None`` where it is no institution."""
        of = self.of(words, crews=True)
        return _NAMED.get(of, "office") if of else None

    def needs_owner(self, words: Sequence[str]) -> bool:
        """Whether the head says too little to look for its country in the story: "officials", "the delegation"."""
        return self.head(words) in self._needs_owner

    def is_plain(self, words: Sequence[str]) -> bool:
        """Whether nothing before the head changes whose it is: "senior army officers", but not "rebel forces"."""
        head = self.head(words)
        before = words[: len(words) - len(head.split())]
        return all(word in self._plain or word.replace(",", "").isdigit() for word in before)

    def department(self, words: Sequence[str]) -> str | None:
        """The government for "ministry of oil", which has no institution of its own in the registry."""
        of = words.index("of") if "of" in words else 0
        return "gov" if of and words[of - 1] in ("ministry", "minister") else None

    def served(self, words: list[str]) -> list[str]:
        """What an office is of: "armed forces" for "commander-in-chief of the armed forces"; else the words as they are."""
        if "of" not in words:
            return words
        of = words.index("of")
        rest = words[of + 1 + (words[of + 1 : of + 2] == ["the"]) :]
        same = self.of(words) and self.of(words[:of]) and self.of(rest) == self.of(words)
        return rest if same else words

    def titled(self, core: str) -> str | None:
        """The institution of an office at home with a name that is not known: "army chief X", "Defence Minister X"."""
        tokens = core.split()
        while len(tokens) > 1 and (tokens[-1][0].isupper() or tokens[-1][:3].lower() in ("al-", "el-")):
            tokens.pop()
            words = core_words(" ".join(tokens))
            of = self.of(words)
            if of in self._home and not self.needs_owner(words):
                return of if self.is_plain(words) else None
        return None
