"""A measure as the words tell it, before it is a record."""

from __future__ import annotations

from dataclasses import dataclass

from rasid.extract.analysis import Item, View
from rasid.records import Role


@dataclass(frozen=True, slots=True)
class Draft:
    """Who does what to whom: ``span`` are the tokens of the action in the sentence of ``view``."""

    view: View
    issuer: Role
    by: Item
    addressee: Item | None
    span: tuple[int, int]
    status: str
