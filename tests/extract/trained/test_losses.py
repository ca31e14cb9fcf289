"""Whether a state that tells of losses is taken for who inflicted them."""

from __future__ import annotations

import copy

import pytest

from rasid.extract.attribution import Speech
from rasid.extract.trained import losses
from tests.extract.trained.rules_reading import rules


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Turkey reported two soldiers killed in a rocket strike on a base.", []),
        ("Turkey said three policemen were wounded in a rocket strike on a base.", []),
        ("Turkey reported two enemy soldiers killed in a rocket strike on a base.", ["turkey"]),
        ("Turkey reported two Syrian soldiers killed in a rocket strike on a base.", ["turkey"]),
        ("Turkey reported two militants killed in a rocket strike on a base.", ["turkey"]),
        ("Hezbollah reported two soldiers killed in a rocket strike on a base.", ["hezbollah"]),
        ("Turkey announced a rocket strike on two soldiers.", ["turkey"]),
    ],
)
def test_a_state_does_not_kill_the_soldiers_that_it_reports_lost(text: str, actors: list[str]) -> None:
    kept = rules(text)
    c = copy.copy(
        next(c for best, _ in kept for c in (best, *best.merged) if c.event in ("rocket_fire", "missile_strike"))
    )
    speaker = next(i for i in c.view.items if i.a == 0 and i.kind == "actor")
    c.actors = [speaker]
    c.targets = [i for i in c.view.items if i.kind == "actor" and i is not speaker and i.b - i.a > 1]
    losses.own(c, [Speech(c.view, speaker, "reports", (1, 2), 2, len(c.view.sentence.words))])
    assert [item.low for item in c.actors] == actors
