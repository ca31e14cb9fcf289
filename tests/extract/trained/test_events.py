"""Links between spans: which are drawn."""

from __future__ import annotations

import numpy as np

from rasid.extract.trained.events import _drawn


def test_links_are_drawn_from_their_least_probability_on_likeliest_first() -> None:
    found = np.array([(0, 1), (0, 2), (0, 3), (4, 1)])
    odds = np.array([(0.6, 0.55), (0.38, 0.3), (0.9, 0.9), (0.44, 0.36)], np.float32)
    drawn = _drawn(found, odds, ("actor", "killed"))  # 0.5 for an actor, 0.35 for a count
    assert {link: {i: [j for j, _ in to] for i, to in spans.items()} for link, spans in drawn.items()} == {
        "actor": {0: [3, 1]},
        "killed": {0: [3, 1], 4: [1]},
    }
    assert drawn["actor"][0][0] == (3, float(np.float32(0.9)))
