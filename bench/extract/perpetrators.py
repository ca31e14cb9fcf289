"""The organisations that a text names, each with all its names: "the National Liberation Army [ELN]", "ELN", "ELN guerrillas"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from rasid import registry
from rasid.records import Coded, Offsets, Role

_NAMELESS = frozenset("the of a an and de la el los las by for guerrillas rebels members terrorists s".split())
_SHORT = re.compile(r"\s*[\[(]\s*([^\])]+?)\s*[\])]")
_LONGEST = 6  # words in brackets behind a name that may be another name


@dataclass(slots=True)
class Organisation:
    """An organisation with its mentions, and the words of each of its names."""

    roles: list[Role] = field(default_factory=list)
    names: list[frozenset[str]] = field(default_factory=list)

    def is_one(self, role: Role, names: Iterable[frozenset[str]]) -> bool:
        """Whether a mention is of this one: by the registry, or where one name holds all words of the other."""
        if role.ref is not None and any(role.ref == known.ref for known in self.roles):
            return True
        return any(a <= b or b <= a for a in names for b in self.names)


def organisations(roles: Iterable[Role], text: str) -> list[Organisation]:
    """The organisations that mentions name, each once, in the order of the text."""
    out: list[Organisation] = []
    for role in sorted(roles, key=lambda r: r.span):
        names = list(_names(text, role.span))
        same = [o for o in out if o.is_one(role, names)]
        one = Organisation([*(r for o in same for r in o.roles), role], [*(n for o in same for n in o.names), *names])
        out = [*(o for o in out if o not in same), one]
    return sorted(out, key=lambda o: o.roles[0].span)


def mentioned(coded: Coded, organised: Callable[[Role, str], bool]) -> list[Organisation]:
    """The organisations that a story mentions, whatever it says of them."""
    text, known = coded.document.text or "", registry.load().actors
    roles = (
        Role(m.id, m.ref.id if m.ref is not None and m.ref.id in known else None, m.text, m.span)
        for m in coded.mentions
        if m.kind == "actor"
    )
    return organisations((role for role in roles if organised(role, text[slice(*role.span)])), text)


def _names(text: str, span: Offsets) -> Iterator[frozenset[str]]:
    """The words of a name, and those of its other name in brackets, inside it or just behind."""
    said = text[slice(*span)]
    inside, behind = _SHORT.search(said), _SHORT.match(text, span[1])
    parts = [said if inside is None else said[: inside.start()]]
    parts += [m[1] for m in (inside, behind) if m is not None and len(m[1].split()) <= _LONGEST]
    for part in parts:
        words = frozenset(re.findall(r"\w+", part.lower())) - _NAMELESS
        if words:
            yield words
