"""How good a probability is, and how it is fitted."""

from __future__ import annotations

import json

import numpy as np
import pytest

from train.calibrate import FILE, NAMES, fitted, quality


def test_a_sure_and_right_answer_is_best_and_a_sure_and_wrong_one_worst() -> None:
    right = np.array([1, 0, 1, 0])
    assert quality(np.array([1.0, 0.0, 1.0, 0.0]), right) == "calibration error 0.000, Brier 0.000, area 1.000"
    assert quality(np.array([0.0, 1.0, 0.0, 1.0]), right) == "calibration error 1.000, Brier 1.000, area 0.000"


def test_even_odds_of_what_is_right_half_the_time_are_calibrated() -> None:
    assert quality(np.full(4, 0.5), np.array([1, 0, 1, 0])).startswith("calibration error 0.000, Brier 0.250")


def test_weights_follow_what_tells_right_from_wrong() -> None:
    x = np.array([[2.0, 1.0], [2.0, -1.0], [-2.0, 1.0], [-2.0, -1.0]] * 25)
    w = fitted(x, (x[:, 0] > 0).astype(float))
    assert w[1] > 1 and w[2] == pytest.approx(0, abs=1e-6)


def test_the_shipped_weights_name_what_is_fitted() -> None:
    assert json.loads(FILE.read_text(encoding="utf-8")).keys() == {"start", *NAMES}
