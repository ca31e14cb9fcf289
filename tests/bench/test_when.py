"""The bench of times: how our reading is written as TIMEX3, and how it is scored. All texts are our own."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path

import pytest
import when
from timex3 import Timex3, read

PUBLISHED = "2024-11-13"  # a Wednesday


def written(text: str) -> list[tuple[str, str, str]]:
    return [(text[slice(*one.span)], one.type, one.value) for one in read(text, PUBLISHED)]


@pytest.mark.parametrize(
    ("text", "words", "kind", "value"),
    [
        ("The bridge fell on 3 March 2024.", "3 March 2024", "DATE", "2024-03-03"),
        ("The bridge fell on Monday.", "Monday", "DATE", "2024-11-11"),
        ("The bridge fell in early March.", "early March", "DATE", "2024-03"),
        ("The bridge fell last week.", "last week", "DATE", "2024-W45"),
        ("The bridge fell over the weekend.", "the weekend", "DATE", "2024-W45-WE"),
        ("The bridge fell in the third quarter.", "the third quarter", "DATE", "2024-Q3"),
        ("The bridge fell in the second half of 2023.", "the second half of 2023", "DATE", "2023-H2"),
        ("The bridge fell last summer.", "last summer", "DATE", "2024-SU"),
        ("The bridge fell in the mid-1990s.", "the mid-1990s", "DATE", "199"),
        ("The bridge fell two years ago.", "two years ago", "DATE", "2022"),
        ("The bridge fell several months ago.", "several months ago", "DATE", "PAST_REF"),
        ("The bridge fell last night.", "last night", "TIME", "2024-11-12TNI"),
        ("The bridge fell at 14:30 on Monday.", "14:30 on Monday", "TIME", "2024-11-11T14:30"),
        ("The bridge fell at noon.", "noon", "TIME", "2024-11-13T12:00"),
        ("The bridge is now closed.", "now", "DATE", "PRESENT_REF"),
        ("The bridge recently fell.", "recently", "DATE", "PAST_REF"),
        ("The bridge was shut for almost two years.", "almost two years", "DURATION", "P2Y"),
        ("The bridge was shut for a year and a half.", "a year and a half", "DURATION", "P1Y6M"),
        ("The bridge was shut for several weeks.", "several weeks", "DURATION", "PXW"),
        ("The bridge was shut for 36 hours.", "36 hours", "DURATION", "PT36H"),
        ("The bridge was shut two decades.", "two decades", "DURATION", "P20Y"),
        ("The bridge fell in the past ten days.", "the past ten days", "DURATION", "P10D"),
        ("The bridge fell two days after the flood.", "two days", "DURATION", "P2D"),
        ("The bridge is shut every day.", "every day", "SET", "P1D"),
        ("The bridge is shut on Fridays.", "Fridays", "SET", "XXXX-WXX-5"),
        ("The bridge has been shut since 2017.", "2017", "DATE", "2017"),
        ("The bridge has been shut since yesterday.", "yesterday", "DATE", "2024-11-12"),
    ],
)
def test_our_reading_is_written_as_timex3(text: str, words: str, kind: str, value: str) -> None:
    assert written(text) == [(words, kind, value)]


def test_a_range_is_two_annotations() -> None:
    assert written("It burned from Monday to Wednesday.") == [
        ("Monday", "DATE", "2024-11-11"),
        ("Wednesday", "DATE", "2024-11-13"),
    ]


def test_a_year_earlier_than_a_quarter_is_written_as_a_quarter() -> None:
    text = "In the third quarter 90 raids were counted, up from 40 a year earlier."
    assert [value for _, _, value in written(text)] == ["2024-Q3", "2023-Q3"]


def test_equal_spans_are_paired_before_overlapping_ones() -> None:
    gold = [Timex3((0, 9), "DATE", "a"), Timex3((5, 9), "DATE", "b")]
    found = [Timex3((5, 9), "DATE", "c"), Timex3((20, 24), "DATE", "d")]
    pairs = when.paired(gold, found)
    assert pairs == when.Pairs(((gold[1], found[0]),), (gold[0],), (found[1],))


def test_each_annotation_is_paired_once() -> None:
    gold = [Timex3((0, 30), "DATE", "a")]
    found = [Timex3((0, 9), "DATE", "a"), Timex3((10, 20), "DATE", "a")]
    pairs = when.paired(gold, found)
    assert (pairs.both, pairs.missed, pairs.spurious) == (((gold[0], found[0]),), (), (found[1],))


def test_measures_count_relaxed_matches_with_the_right_type_or_value() -> None:
    gold = [
        Timex3((0, 4), "DATE", "2024"),
        Timex3((10, 16), "DATE", "2024-WXX"),
        Timex3((20, 24), "DURATION", "P2D"),
        Timex3((30, 34), "SET", "P1D"),
    ]
    found = [
        Timex3((0, 4), "DATE", "2024"),
        Timex3((10, 12), "DATE", "2024-W45"),
        Timex3((20, 24), "DATE", "P3D"),
        Timex3((40, 44), "DATE", "2024"),
    ]
    counts = when.counted(when.paired(gold, found))
    assert {m: counts[m] for m in ("gold", "found", *when.MEASURES)} == {
        "gold": 4, "found": 4, "strict": 2, "relaxed": 3, "type": 2, "value": 1, "fitting": 2,
    }  # fmt: skip
    assert when.f1(counts, "relaxed") == 0.75
    assert (counts["gold DATE"], counts["value DATE"], counts["found DATE"]) == (2, 1, 4)


def test_nothing_annotated_and_nothing_found_is_no_division_by_zero() -> None:
    assert when.f1(Counter(), "value") == 0.0
    assert when.interval([Counter()], "value", draws=3) == (0.0, 0.0)


def test_the_interval_holds_the_score_and_is_the_same_every_time() -> None:
    each = [Counter(gold=10, found=10, value=n) for n in range(11)]
    low, high = when.interval(each, "value", draws=200)
    assert low < when.f1(sum(each, Counter()), "value") < high
    assert when.interval(each, "value", draws=200) == (low, high)


@pytest.mark.parametrize(
    ("want", "got", "fits"),
    [
        ("2024-WXX", "2024-W45", True),
        ("2024-QX", "2024-Q3", True),
        ("2024-WXX", "2023-W45", False),
        ("2024-WXX", "2024-11", False),
        ("PXD", "P3D", False),
        ("PXD", "PXD", True),
    ],
)
def test_an_open_figure_of_a_date_fits_any(want: str, got: str, fits: bool) -> None:
    assert when.fits(want, got) is fits


def test_the_bench_reads_the_corpora_where_they_are_and_halves_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "data" / "timeml"
    folder.mkdir(parents=True)
    row = {
        "text": "The bridge fell on Monday.",
        "meta": {"dct": {"value": "2024-11-13T08:00"}},
        "spans": [{"label": "TIMEX3", "start": 19, "end": 25, "type": "DATE", "value": "2024-11-11"}],
    }
    for corpus in when.CORPORA:
        with gzip.open(folder / f"{corpus}.jsonl.gz", "wt", encoding="utf-8") as file:
            file.writelines(json.dumps({"id": f"{corpus}-{n}", **row}) + "\n" for n in range(6))
    assert when.main(["--shared", str(tmp_path), "--draws", "5"]) == 0
    printed = capsys.readouterr().out
    assert "both, all: 12 texts, 12 annotated, 12 found" in printed
    assert "value    F1 1.000 (1.000-1.000)" in printed
    halves = [text.first for text in when.texts(folder)]
    assert 0 < sum(halves) < len(halves)


def test_errors_are_classed_by_kind_and_form() -> None:
    shown = when.Text("a", "timebank", True, "It fell on Monday, they say now.", PUBLISHED, ())
    gold = [Timex3((11, 17), "DATE", "2024-11-04")]
    pairs = when.paired(gold, read(shown.words, PUBLISHED))
    assert [name for name, _ in when.classes(shown, pairs)] == [
        "spurious DATE PRESENT_REF",
        "value 9999-99-99 read as 9999-99-99",
    ]


def test_without_the_corpora_nothing_is_scored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert when.main(["--shared", str(tmp_path)]) == 0
    assert capsys.readouterr().out.startswith("timebank and aquaint: skipped, not in ")


def test_a_corpus_that_is_not_at_hand_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "data" / "timeml").mkdir(parents=True)
    (tmp_path / "data" / "timeml" / "timebank.jsonl.gz").touch()
    assert when.main(["--shared", str(tmp_path)]) == 0
    assert capsys.readouterr().out.startswith("aquaint: skipped, not in ")
