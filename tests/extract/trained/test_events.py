"""Links between spans: which are drawn."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from rasid.extract.candidates import Candidate
from rasid.extract.trained import events as trained_events
from rasid.extract.trained.events import _drawn


def test_links_are_drawn_from_their_least_probability_on_likeliest_first() -> None:
    found = np.array([(0, 1), (0, 2), (0, 3), (4, 1)])
    odds = np.array([(0.6, 0.4), (0.38, 0.3), (0.9, 0.9), (0.4, 0.36)], np.float32)
    drawn = _drawn(found, odds, ("actor", "killed"))  # 0.4 for an actor, 0.35 for a count
    assert {link: {i: [j for j, _ in to] for i, to in spans.items()} for link, spans in drawn.items()} == {
        "actor": {0: [3, 1]},
        "killed": {0: [3, 1], 4: [1]},
    }
    assert drawn["actor"][0][0] == (3, float(np.float32(0.9)))


def test_two_marks_side_by_side_of_one_kind_are_one_event(monkeypatch: pytest.MonkeyPatch) -> None:
    told = [(3, 4, "attack"), (4, 5, "attack"), (5, 6, "killing"), (8, 9, "attack")]
    view: Any = SimpleNamespace(index=0, sentence=SimpleNamespace(part="body"))
    nodes = [SimpleNamespace(name="trigger", a=a, b=b, view=view) for a, b, _ in told]
    scored: Any = SimpleNamespace(nodes=nodes, linked=lambda i, link: [])
    made = [Candidate(view, a, b, trigger=None, event=event, chunk=None) for a, b, event in told]  # type: ignore[arg-type]
    monkeypatch.setattr(trained_events, "_candidate", lambda scored, i, speeches: made[i])
    found = trained_events.events(scored, {})
    assert [[c.a for c in (best, *others)] for best, others in found] == [[3, 4], [5], [8]]
