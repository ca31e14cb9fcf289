"""The table of public sets: what is skipped, left out and drawn again."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from bench.extract import event_location, fakes, public, re3d
from bench.extract.facts import Tally
from rasid.pipeline import Coder
from rasid.settings import Settings


def article(id: str, text: str, killed: int) -> dict[str, Any]:
    labels: dict[str, Any] = {"killed_civilians": killed, "actor": "unknown", "governorate": "homs"}
    labels |= dict.fromkeys(("killed_noncivilians", "killed_children", "killed_women"), 0)
    return {"id": id, "text": text, "labels": labels, "crowd_answers": [{"Date": "3 May 2016"}]}


def written(file: Path, rows: Iterable[dict[str, Any]]) -> None:
    """A set's file, as the public sets are stored."""
    file.parent.mkdir()
    with gzip.open(file, "wt", encoding="utf-8") as out:
        out.writelines(json.dumps(row) + "\n" for row in rows)


def test_a_set_that_is_not_there_is_skipped_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(public, "SHARED", tmp_path)
    text = "Shells killed four people in Homs on Monday, doctors said."
    written(tmp_path / fakes.FILES[0], [article("none of theirs", text, 4)])
    assert public.main(["--set", "fakes", "muc"]) == 0
    printed = capsys.readouterr().out
    assert "fakes: 1 cases of 1 rows" in printed
    assert any(line.split()[:3] == ["killed", "exact", "1.000"] for line in printed.splitlines())
    assert f"muc: skipped, {tmp_path / 'muc34/tst1.jsonl.gz'} is not there" in printed


def test_a_reader_is_scored_on_cases_read_from_their_texts() -> None:
    cases = fakes.cases([article("1", "Shells killed four people in Homs on Monday, doctors said.", 5)], frozenset())
    tally = public.score(fakes, cases, Coder.of(Settings()))
    by = {f.measure: f for f in public.table(fakes, tally)}
    assert (by["killed exact"].value, by["governorate"].value) == (0.0, 1.0)
    assert (by["governorate"].low, by["governorate"].high, by["governorate"].n) == (1.0, 1.0, 1)
    assert by["killed exact"].target == 0.70


def test_a_set_without_cases_has_no_figures() -> None:
    assert public.table(event_location, Tally()) == []


def test_re3d_is_also_scored_in_five_folds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(public, "SHARED", tmp_path)
    rows = []
    for n, town in enumerate(("Homs", "Aleppo", "Idlib", "Raqqa", "Daraa", "Mosul")):
        span = {"start": 11, "end": 11 + len(town), "label": "Location", "confidence": 1}
        rows.append({"id": str(n), "text": f"Shells hit {town} at noon.", "spans": [span]})
    written(tmp_path / re3d.FILES[0], rows)
    assert public.main(["--set", "re3d"]) == 0
    printed = capsys.readouterr().out
    assert "The encoder was trained on 0 of these 6 texts" in printed
    figures = {
        line.split("  ")[1]: line.split() for line in printed.splitlines() if line.startswith("  5 folds: span ")
    }
    (span_line,) = figures.values()
    assert span_line[3:4] == ["1.000"] and span_line[-2:] == ["6", "0.72"]
