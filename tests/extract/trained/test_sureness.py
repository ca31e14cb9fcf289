"""How sure the reader is of a report."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasid.extract.trained.sureness import evidence, probability

SHIPPED = json.loads((files("rasid") / "models" / "reader" / "score.json").read_text(encoding="utf-8"))
WEIGHTS = {"start": -1.0, "trigger": 0.5, "kind": 0.0, "modality": 0.0, "actor": 0.0, "told": 0.25}


def test_even_odds_and_four_roles_make_up_for_the_start() -> None:
    known = evidence(trigger=0.5, kind=0.9, modality=0.9, actor=0.9, told=4)
    assert probability(known, WEIGHTS) == pytest.approx(0.5)


def test_weights_without_a_start_are_refused() -> None:
    with pytest.raises(KeyError):
        probability(evidence(trigger=0.5, kind=0.5, modality=0.5, actor=0.5, told=0), {"told": 1.0})


odds = st.floats(0, 1)


@given(odds, odds, odds, odds, st.integers(0, 5))
def test_surer_decisions_never_make_a_report_less_sure(a: float, b: float, c: float, d: float, told: int) -> None:
    less = probability(evidence(trigger=a * 0.9, kind=b * 0.9, modality=c * 0.9, actor=d * 0.9, told=told), SHIPPED)
    more = probability(evidence(trigger=a, kind=b, modality=c, actor=d, told=told), SHIPPED)
    assert 0 < less <= more < 1
