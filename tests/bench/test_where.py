"""The bench of places: what it reads, how it counts, and the floors of our own corpus and cases. All texts are our own."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from bench import floors
from bench.where import __main__ as where_bench
from bench.where import answer, event, gold, measure, ours
from bench.where.answer import Answer
from rasid import gazetteer
from rasid.records import Place, Ref
from rasid.resolve.where import Where

HOMS = (34.72, 36.73)
TEXT = "Fires burned in Homs, and in Qwertzabad."


@pytest.fixture(scope="module")
def where() -> Where:
    return Where(gazetteer.open())


def said(km: float | None, *, known: bool = True, same: bool = False, score: float = 1.0) -> Answer:
    return Answer(known, known, km is not None, km, same, score, 0.0 if known else None)


def text(*toponyms: gold.Toponym) -> gold.Text:
    return gold.Text("t", True, TEXT, None, toponyms)


def test_the_resolver_holds_its_floors(where: Where) -> None:
    pinned = floors.load(where_bench.FLOORS)
    now = where_bench.rates(where, gazetteer.open())
    assert pinned.rates.keys() == now.keys()
    assert floors.complaints(pinned, now, where_bench.data()) == []


def test_there_are_at_least_150_cases_and_some_in_which_no_place_is_right() -> None:
    cases = list(ours.cases())
    assert len(cases) >= 150 and len({c.text for c in cases}) == len(cases)
    assert sum("-" in c.wants.values() for c in cases) >= 40


def test_no_answer_is_a_wrong_one_and_saying_nothing_of_nothing_is_right() -> None:
    found = measure.figures([said(0.0, same=True), said(100.0), said(None), said(None, known=False)])
    assert (found["acc161"], found["acc10"], found["id"]) == pytest.approx((2 / 3, 1 / 3, 1 / 3))
    assert (found["answered"], found["null"], found["mean km"]) == pytest.approx((2 / 3, 1.0, 50.0))


def test_the_annotators_own_entry_is_right_wherever_its_point_lies() -> None:
    found = measure.figures([said(400.0, same=True), said(400.0), said(3.0)])
    assert (found["acc161"], found["place161"]) == pytest.approx((1 / 3, 2 / 3))


def test_the_name_of_a_people_reaches_its_country() -> None:
    told = gold.Text(
        "t", True, "Troops of the Syrians left.", None, (gold.Toponym((14, 21), (), frozenset({"iso:SY"})),)
    )
    assert answer.reach(told, told.gold[0], gazetteer.open()) == (None, True)


def test_the_area_under_the_errors_is_0_at_best_and_1_where_nothing_is_said() -> None:
    assert measure.figures([said(0.0)])["auc"] == 0
    assert measure.figures([said(None)])["auc"] == pytest.approx(1.0)


def test_scores_that_promise_too_much_have_a_gap() -> None:
    assert measure.gap([said(0.0, score=0.95), said(900.0, score=0.95)]) == pytest.approx(0.45)
    assert measure.gap([]) == 0.0


def test_an_interval_holds_its_figure_and_is_the_same_every_time() -> None:
    each = [[said(0.0)], [said(900.0)], [said(0.0), said(5.0)]]
    low, high = measure.intervals(each, draws=200)["acc161"]
    assert low <= measure.figures([a for row in each for a in row])["acc161"] <= high
    assert measure.intervals(each, draws=200)["acc161"] == (low, high)


def test_the_given_mentions_are_answered_with_distance_and_id(where: Where) -> None:
    homs = gold.Toponym((16, 20), (HOMS,), frozenset({"geonames:169577"}))
    nowhere = gold.Toponym((29, 39), (), frozenset())
    found = answer.given(text(homs, nowhere), where, gazetteer.open())
    assert found[0].same and found[0].km is not None and found[0].km < 5 and found[0].ceiling_km is not None
    assert (found[1].known, found[1].said, found[1].ceiling_km) == (False, False, None)


def test_population_alone_takes_the_largest() -> None:
    paris = gold.Text(
        "t", True, "Paris", None, (gold.Toponym((0, 5), ((33.66, -95.56),), frozenset({"geonames:4717560"})),)
    )
    (found,) = answer.populous(paris, gazetteer.open())
    assert not found.same and found.km is not None and found.km > 5000 and found.ceiling_km is not None
    assert found.ceiling_km < 10


def test_a_set_is_read_with_our_ids_and_places_marked_twice_are_one(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "gazetteer" / "geonames"
    folder.mkdir(parents=True)
    country = ["SY", *["x"] * 15, "163843", "", ""]
    (folder / "countryInfo.txt").write_text("#ISO\n" + "\t".join(country) + "\n", encoding="utf-8")
    (folder / "admin1CodesASCII.txt").write_text("SY.11\tHoms\tHoms\t169575\n", encoding="utf-8")
    with gzip.open(folder / "admin2Codes.txt.gz", "wt", encoding="utf-8") as file:
        file.write("SY.11.1\tHoms\tHoms\t169576\n")
    spans: list[dict[str, Any]] = [
        {"start": 16, "end": 20, "lat": 34.7, "lon": 36.7, "geonameid": "169577"},
        {"start": 16, "end": 20, "lat": 34.0, "lon": 38.0, "geonameid": "163843"},
        {"start": 29, "end": 39},
        {"start": None, "end": None, "lat": 1.0, "lon": 1.0},
    ]
    (tmp_path / "data" / "geoparsing").mkdir()
    with gzip.open(tmp_path / "data" / "geoparsing" / "own.jsonl.gz", "wt", encoding="utf-8") as file:
        for row in ({"id": "a", "text": TEXT, "spans": spans, "meta": {"title": "Fires"}}, {"id": "b", "spans": []}):
            file.write(json.dumps(row) + "\n")
    (one,) = gold.texts("own", tmp_path)
    assert one.headline == "Fires" and [t.span for t in one.gold] == [(16, 20), (29, 39)]
    assert one.gold[0].ids == {"geonames:169577", "iso:SY"} and len(one.gold[0].points) == 2
    assert one.gold[1] == gold.Toponym((29, 39), (), frozenset())


def test_a_case_is_its_sentence_without_marks() -> None:
    case = ours.case("file", {"text": "Near [Homs|SY] and [Ravn], Mr [Paris|-] ran.", "precision": "town"})
    assert case.text == "Near Homs and Ravn, Mr Paris ran."
    assert [(case.text[slice(*m.span)], case.wants.get(m.id)) for m in case.mentions] == [
        ("Homs", "SY"), ("Ravn", None), ("Paris", "-"),
    ]  # fmt: skip
    with pytest.raises(ValueError, match="precison"):
        ours.case("file", {"text": "[Homs|SY]", "precison": "town"})


@pytest.mark.parametrize(
    ("want", "ok"),
    [
        ("SY", True),
        ("SY/Homs", True),
        ("SY=geonames:1", True),
        ("TR", False),
        ("SY/Hama", False),
        ("SY=x", False),
        ("-", False),
    ],
)
def test_a_reference_is_what_a_case_wants_or_not(want: str, ok: bool) -> None:
    assert ours.fits(want, Ref("geonames:1", "Homs", country="SY", admin1="Homs")) is ok
    assert ours.fits(want, None) is (want == "-")


def test_a_line_lies_in_the_middle_of_its_box() -> None:
    line = {"type": "LineString", "coordinates": [[36.0, 34.0], [38.0, 35.0]]}
    place = Place(None, "x", None, None, None, None, None, None, None, line, "line", None, None, 1.0)
    assert answer.point(place) == (34.5, 37.0)


def test_a_text_without_a_report_has_no_place_of_its_event() -> None:
    row = {"id": "a", "text": TEXT}
    assert event._event(row, [HOMS], []) == event.Event(gold.in_first_half("a"), None, None)


def test_sets_that_are_not_at_hand_are_skipped_by_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert where_bench.main(["--set", "lgl", "airwars", "--shared", str(tmp_path)]) == 0
    assert [line.split(":")[0] for line in capsys.readouterr().out.splitlines()] == ["lgl", "airwars"]


def test_a_set_of_which_a_file_is_missing_is_skipped_with_the_files_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "data" / "geoparsing").mkdir(parents=True)
    (tmp_path / "data" / "geoparsing" / "lgl.jsonl.gz").touch()
    assert where_bench.main(["--set", "lgl", "--shared", str(tmp_path)]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("lgl: skipped, data/gazetteer/geonames/countryInfo.txt is not in ")
