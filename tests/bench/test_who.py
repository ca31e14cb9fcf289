"""The bench of who is meant: how it scores, and that our resolver stays at or above its floors."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from bench import floors, names, who


def case(answer: str) -> who.Case:
    return who.Case("kind", "The army left.", (0, 8), None, answer)


def test_an_answer_is_right_wrong_or_open() -> None:
    said = [
        who.Answered(case("isis"), "isis"),
        who.Answered(case("isis"), "al-qaeda"),
        who.Answered(case("isis"), "none"),
        who.Answered(case("none"), "isis"),
        who.Answered(case("none"), "provisional"),
        who.Answered(case("provisional"), "none"),
        who.Answered(case("provisional"), "isis"),
        who.Answered(case("none"), "none"),
    ]
    assert who.figures(said) == {"right": 2 / 8, "wrong": 3 / 8, "open": 2 / 8}
    assert who.figures(said, [0, 0, 1]) == {"right": 2 / 3, "wrong": 1 / 3, "open": 0.0}


def test_floors_hold_wrong_links_down_too() -> None:
    assert who.rates({"dev": [who.Answered(case("isis"), "al-qaeda"), who.Answered(case("none"), "none")]}) == {
        "dev right": 0.5,
        "dev no wrong link": 0.5,
    }


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ('- {is: isis, text: "No mark."}', "must mark one mention"),
        ('- {is: isis, text: "[[One]] and [[two]]."}', "must mark one mention"),
        ('- {is: isiss, text: "[[One]]."}', "no actor 'isiss'"),
        ('- {is: isis, on: 2020-01-01, text: "[[One]]."}', "unknown key"),
    ],
)
def test_a_case_that_breaks_the_rules_is_refused(tmp_path: Path, row: str, fault: str) -> None:
    (tmp_path / "kind.yaml").write_text(row, encoding="utf-8")
    with pytest.raises(ValueError, match=fault):
        list(who.cases(tmp_path))


def test_there_are_more_than_four_hundred_cases_no_two_alike_in_two_halves() -> None:
    every = list(who.cases())
    assert len(every) >= 400
    assert len({(one.text, one.span) for one in every}) == len(every)
    assert {one.part for one in every} == {"dev", "test"}
    assert all(one.words in one.text for one in every)


def test_who_is_meant_stays_at_or_above_its_floors() -> None:
    answered = {part: [who.answer(one) for one in who.cases() if one.part == part] for part in who.PARTS}
    now = who.rates(answered)
    pinned = floors.load(who.FLOORS)
    assert pinned.rates.keys() == now.keys()
    assert floors.complaints(pinned, now, who.data()) == []


def test_public_names_that_are_not_at_hand_are_skipped_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(names, "SHARED", tmp_path)
    file = tmp_path / names.FILES["fakes"]
    file.parent.mkdir(parents=True)
    labels = ("al-nusra front", "syrian government or russian troops", "international coalition forces")
    with gzip.open(file, "wt", encoding="utf-8") as out:
        out.writelines(json.dumps({"labels": {"actor": label}}) + "\n" for label in labels)
    assert names.main() == 0
    printed = capsys.readouterr().out
    assert "fakes, 3 names: right 3 (1.000)" in printed
    assert "ucdp: skipped, ucdp/ged231_sample_1000.csv.gz is not there" in printed
