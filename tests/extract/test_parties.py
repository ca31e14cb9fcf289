"""Who stands in a report: each party once."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from rasid.extract.reports import Reports
from rasid.records import Role


def parties(*told: tuple[str, str, str | None, tuple[int, int]]) -> list[str]:
    """The names kept of (kind, words, registry entry, span)."""
    items = [
        SimpleNamespace(kind=kind, low=words.lower(), role=Role(f"m{k}", ref, words, span))
        for k, (kind, words, ref, span) in enumerate(told)
    ]
    reports: Any = SimpleNamespace(_people=SimpleNamespace(role=lambda item: item.role))
    return [role.name for role in Reports._parties(reports, items)]  # type: ignore[arg-type]


def test_a_state_is_not_told_again_as_the_place_of_its_name() -> None:
    assert parties(("place", "Chad", None, (5, 9)), ("actor", "Chad", "gov-TD", (5, 9))) == ["Chad"]
    assert parties(("place", "Abeche", None, (20, 26)), ("actor", "Chad", "gov-TD", (5, 9))) == ["Abeche", "Chad"]


def test_a_bare_pronoun_says_nothing_beside_a_name() -> None:
    army, they = ("actor", "army", "mil-TD", (0, 4)), ("actor", "They", None, (10, 14))
    assert parties(they, army) == ["army"]
    assert parties(they) == ["They"]


def test_one_actor_by_two_mentions_is_one() -> None:
    assert parties(("actor", "army", "mil-TD", (0, 4)), ("actor", "troops", "mil-TD", (9, 15))) == ["army"]


def test_one_name_that_nobody_knows_is_one_party() -> None:
    miners = ("actor", "miners", None, (0, 6))
    assert parties(miners, ("actor", "miners", None, (20, 26))) == ["miners"]
    assert parties(miners, ("actor", "herders", None, (20, 27))) == ["miners", "herders"]
