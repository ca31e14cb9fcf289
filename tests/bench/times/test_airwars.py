"""The bench of the days of events. All texts are our own."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from bench.times import airwars
from bench.times.airwars import Judged, Text
from rasid.pipeline import Coder
from rasid.settings import Settings

CODED = {"code": "XS230625", "date": "2023-06-25"}


def _shared(folder: Path, pages: list[dict[str, object]], narratives: list[dict[str, object]]) -> Path:
    for file, rows in ((airwars.SYRIA, pages), (airwars.GAZA, narratives)):
        target = folder / "data" / file
        target.parent.mkdir(parents=True, exist_ok=True)
        with gzip.open(target, "wt", encoding="utf-8") as lines:
            lines.writelines(json.dumps(row) + "\n" for row in rows)
    return folder


def _page(text: str, *incidents: dict[str, str], named: bool = True) -> dict[str, object]:
    url = "https://news.example/2023/06/26/shells"
    return {"id": text, "text": text, "incidents": incidents, "meta": {"place_token_in_text": named, "url": url}}


def test_pages_are_dated_by_their_address_and_left_out_where_the_incident_contradicts_itself(tmp_path: Path) -> None:
    other = {"code": "XS230616b", "date": "2023-06-26"}
    pages = [_page("Good.", CODED), _page("Wrong code.", other), _page("Elsewhere.", CODED, named=False)]
    shared = _shared(tmp_path, pages, [])
    assert [(t.words, t.published, t.days) for t in airwars.syria(shared)] == [
        ("Good.", "2023-06-26", (("2023-06-25", "2023-06-25"),))
    ]
    assert [t.published for t in airwars.syria(shared, told=True)] == ["2023-06-25"]


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("October 9, 2023", ("2023-10-09", "2023-10-09")),
        ("October 10–11, 2023", ("2023-10-10", "2023-10-11")),
        ("October 31 - November 2, 2023", ("2023-10-31", "2023-11-02")),
    ],
)
def test_a_narrative_has_the_days_of_its_incident(tmp_path: Path, words: str, days: airwars.Days) -> None:
    shared = _shared(tmp_path, [], [{"id": "n", "text": "Told.", "incident": {"date_text": words}}])
    assert [t.days for t in airwars.gaza(shared)] == [(days,)]


def test_the_first_violent_report_with_a_day_answers() -> None:
    text = Text(
        "t",
        True,
        "An air strike killed two men in Tyre on 3 May 2024, the army said. A drone hit a car there a day later, witnesses said, and the fighting went on through the night in the villages around.",
        None,
        (),
    )
    coder = Coder.of(Settings(reader="rules", gazetteer_dir="none"))
    assert airwars.read(text, coder) == ("2024-05-03", "2024-05-03") == airwars.first_day(text)


def test_an_answer_is_exact_inside_the_days_and_near_a_day_off() -> None:
    text = Text("t", True, "", None, (("2023-10-10", "2023-10-11"),))
    assert airwars.judged(text, ("2023-10-11", "2023-10-11")) == Judged(dated=True, exact=True, near=True)
    assert airwars.judged(text, ("2023-10-11", "2023-10-12")) == Judged(dated=True, exact=False, near=True)
    assert airwars.judged(text, ("2023-10-01", "2023-10-31")) == Judged(dated=True, exact=False, near=False)
    assert airwars.judged(text, None) == Judged(dated=False, exact=False, near=False)


def test_missing_texts_of_incidents_are_skipped_by_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert airwars.main(["--shared", str(tmp_path)]) == 0
    assert "skipped" in capsys.readouterr().out
