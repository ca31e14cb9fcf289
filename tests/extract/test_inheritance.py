"""An event takes over a place of its story where one is likelier than none, by its own words, and no further than they go."""

from pathlib import Path

import pytest

from rasid.errors import DataError
from rasid.extract import inheritance
from rasid.extract.inheritance import chosen, likeliest, probabilities
from rasid.extract.spots import Case, Option, Spot, lack
from rasid.records import Place
from tests.extract.reading_of import Told, told


def place(name: str, precision: str = "town", admin1: str | None = "Aleppo", id: str | None = "x:1") -> Place:
    known = id is not None
    return Place(
        name, name, (0, 1), id, "SY" if known else None, admin1, None, 36.2 if known else None, 37.1 if known else None,
        None, precision, None, None, 0.8,
    )  # type: ignore[arg-type]  # fmt: skip


def option(name: str, *evidence: str, admin1: str = "Aleppo", precision: str = "town") -> Option:
    one = place(name, precision, admin1, f"x:{name}")
    return Option((Spot(f"x:{name}", ("SY", admin1), one, (0, 1), 0),), tuple((e, 1.0) for e in evidence))


WEIGHTS = {"likely": 4.0, "less": 3.9}


def by_trigger(reading: Told, trigger: str) -> Place | None:
    (found,) = (r.place for r in reading.reports if trigger in r.trigger.text)
    return found


def test_what_a_place_lacks() -> None:
    assert lack(None) == "none"
    assert lack(place("Syria", "country", None)) == "wide"
    assert lack(place("town", "area", None, None)) == "word"
    assert lack(place("Bab al-Nayrab", "area", None, None)) == "name"
    assert lack(place("Aleppo")) is None
    assert lack(place("Aleppo province", "admin1")) is None


def test_odds_of_options_and_none_make_one() -> None:
    case = Case("none", (option("A", "likely"), option("B")), (("likely", 1.0),))
    odds = probabilities(case, WEIGHTS)
    assert odds[0] == pytest.approx((1 - odds[1]) / 2)
    assert 0 < odds[1] < odds[0] < 0.5


def test_no_place_is_taken_over_that_is_less_likely_than_none() -> None:
    case = Case("none", (option("A", "less"),), (("likely", 1.0),))
    assert chosen(case, None, WEIGHTS) is None


def test_a_place_taken_over_is_as_sure_as_the_choice() -> None:
    case = Case("none", (option("A", "likely"),), ())
    taken = chosen(case, None, WEIGHTS)
    assert taken is not None
    assert (taken.name, taken.lat) == ("A", 36.2)
    assert taken.score == pytest.approx(0.8 * probabilities(case, WEIGHTS)[0], abs=0.001)


def test_two_towns_of_a_division_tell_it_where_the_story_names_it() -> None:
    towns = option("A", "less"), option("B", "less")
    assert likeliest(Case("none", towns, ()), probabilities(Case("none", towns, ()), WEIGHTS))[0] == ("SY", "Aleppo")
    assert chosen(Case("none", towns, ()), None, WEIGHTS) is None
    taken = chosen(Case("none", (*towns, option("P", precision="admin1")), ()), None, WEIGHTS)
    assert taken is not None
    assert taken.name == "P"


def test_a_name_that_is_not_known_gets_its_division_and_no_point() -> None:
    taken = chosen(Case("name", (option("A", "likely"),), ()), place("Kafr Zor", "area", None, None), WEIGHTS)
    assert taken is not None
    assert (taken.name, taken.country, taken.admin1) == ("Kafr Zor", "SY", "Aleppo")
    assert (taken.id, taken.lat, taken.precision) == (None, None, "area")


def test_a_district_whose_town_is_told_is_in_the_town() -> None:
    case = Case("name", (option("A", "likely", "holds"),), ())
    taken = chosen(case, place("Bab al-Nayrab", "area", None, None), WEIGHTS)
    assert taken is not None
    assert (taken.name, taken.relation, taken.id, taken.precision) == ("Bab al-Nayrab", "in", "x:A", "town")


def test_an_unknown_quarter_is_in_the_town_that_its_sentence_names() -> None:
    reading = told(
        "Air strikes killed nine civilians on Monday in the Bab al-Zahr neighbourhood of Aleppo, medics said. "
        "Rescuers in Aleppo dug through the rubble until night."
    )
    found = by_trigger(reading, "strike")
    assert found is not None
    assert (found.country, found.admin1) == ("SY", "Aleppo")


def test_a_place_taken_over_shows_where_the_story_tells_it() -> None:
    reading = told(
        "Two soldiers were killed overnight, an officer said. Rescuers came late. The roadside bomb went off in Tabqa at noon."
    )
    for report in reading.reports:
        if report.place is not None:
            assert report.place.span is not None
            assert reading.text[slice(*report.place.span)] in report.place.name
    assert any(r.place is not None for r in reading.reports)


def test_without_weights_the_remedy_is_told(tmp_path: Path) -> None:
    file = tmp_path / "inheritance.json"
    with pytest.raises(DataError, match=r"train\.inheritance"):
        inheritance.load(file)
    file.write_text("[1]", encoding="utf-8")
    with pytest.raises(DataError, match=r"inheritance\.json"):
        inheritance.load(file)
