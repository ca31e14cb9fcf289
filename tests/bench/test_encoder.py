"""What the encoder costs: shares, windows, turns, and what is said where the training extras are missing."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import onnxruntime
import pytest

from bench import encoder
from bench.encoder import Story
from rasid.extract.trained import weights

LIMIT = 25_000_000  # bytes: what the weights may take in the wheel
SHIPPED = Path(encoder.weights.__file__).parents[2] / "models" / "reader" / "encoder.onnx"


def test_shares_are_medians_of_stories() -> None:
    found = encoder.share([Story(0.2, 0.1), Story(0.4, 0.3), Story(0.1, 0.09)])
    assert found == pytest.approx({"stories a second": 5, "share": 0.75, "whole over encoder": 4 / 3})


def test_windows_count_what_is_read_again_and_their_marks() -> None:
    assert encoder.cut([1] * 300, [i // 10 for i in range(300)], 202, 20) == [202, 122]
    assert encoder.cut([1] * 300, [i // 10 for i in range(300)], 202, 0) == [202, 102]


def test_costs_lie_on_straight_lines_between_what_was_measured() -> None:
    assert encoder.cost({100: 1.0, 200: 3.0}, [100, 150, 200]) == pytest.approx(6.0)


def test_turns_leave_out_the_first_and_give_medians() -> None:
    ours, theirs = iter([9.0, 1.0, 2.0, 3.0]), iter([9.0, 8.0, 8.0, 9.0])
    assert encoder.turns(lambda: next(ours), lambda: next(theirs), count=3) == (2.0, 8.0, 4.0)


def test_runs_of_a_session_are_seen_only_while_they_are_watched() -> None:
    plain = onnxruntime.InferenceSession.run
    session = weights.session(SHIPPED)
    with encoder.watched() as runs:
        session.run(None, {"ids": np.ones((1, 5), np.int64), "extra": np.zeros((1, 5, 384), np.float32)})
    assert (runs.pieces, len(runs.seconds)) == ([5], 1)
    assert onnxruntime.InferenceSession.run is plain


def test_without_the_training_extras_it_says_what_is_skipped(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("train.rival", "train.export"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setitem(sys.modules, "torch", None)
    with encoder.rival(None) as made:
        assert made is None
    assert "skipped: needs the training extras (no module torch)" in capsys.readouterr().out


def test_the_shipped_weights_take_no_more_than_25_megabytes() -> None:
    sizes = [file.stat().st_size for file in (SHIPPED, SHIPPED.with_name("heads.npz"))]
    assert min(sizes) > 0 and sum(sizes) <= LIMIT
