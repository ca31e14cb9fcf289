"""Looking names up in the built gazetteer."""

from pathlib import Path

import pytest

from rasid import gazetteer
from rasid.errors import DataError
from rasid.gazetteer import Entry, Gazetteer
from rasid.gazetteer.index import DATABASE

RIVER = Entry("registry:tigris", "Tigris", "line", None, None, None, 34.0, 44.0, 0, "line")


@pytest.fixture(scope="module")
def places() -> Gazetteer:
    return Gazetteer(DATABASE)


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Syria", "iso:SY"),
        ("the US", "iso:US"),
        ("DR Congo", "iso:CD"),
        ("العراق", "iso:IQ"),
        ("Lebanon", "iso:LB"),
        ("Nineveh", "admin1:IQ.15"),
        ("Kherson Oblast", "admin1:UA.08"),
        ("North Darfur", "admin1:SD.55"),
        ("North Kivu", "admin1:CD.11"),
        ("Rif Dimashq", "admin1:SY.08"),
        ("Middle East", "region:middle-east"),
    ],
)
def test_the_largest_unit_of_a_name_comes_first(places: Gazetteer, name: str, id: str) -> None:
    assert places.find(name)[0].id == id


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Deir Ezzor", "geonames:170794"),
        ("Aleppo", "geonames:170063"),
        ("Al-Bab", "geonames:174018"),
        ("الباب", "geonames:174018"),
        ("Kobani", "geonames:172256"),
        ("Bakhmut", "geonames:713174"),
        ("Goma", "geonames:216281"),
    ],
)
def test_towns_are_found_by_the_names_reports_use(places: Gazetteer, name: str, id: str) -> None:
    assert id in {entry.id for entry in places.find(name)}


def test_a_transliteration_found_nowhere_gives_its_likeness(places: Gazetteer) -> None:
    assert places.exact("Kamishlee") == ()
    (entry, likeness), *_ = places.similar("Kamishlee")
    assert entry.country == "SY" and 0.6 <= likeness < 1


@pytest.mark.parametrize("name", ["", "Qwrtzxv", "---", "a" * 500])
def test_no_such_name_gives_nothing(places: Gazetteer, name: str) -> None:
    assert places.find(name) == ()


def test_entries_tell_kind_precision_and_division(places: Gazetteer) -> None:
    town = next(e for e in places.find("Homs") if e.kind == "town")
    assert (town.country, town.admin1, town.precision) == ("SY", "Homs", "town")
    assert town.lat == pytest.approx(34.72, abs=0.1) and town.population > 500_000


def test_a_special_place_comes_before_a_town_of_its_name() -> None:
    places = Gazetteer(DATABASE, [(RIVER, ("Tigris", "Tigris River"))])
    assert places.find("the Tigris") == () or places.find("the Tigris")[0] is RIVER
    assert places.find("Tigris River") == (RIVER,)
    assert places.find("Tigris")[0] is RIVER


def test_a_missing_file_says_how_to_build_it(tmp_path: Path) -> None:
    with pytest.raises(
        DataError, match=r"none\.sqlite: no gazetteer; build it with: python -m rasid\.gazetteer\.build"
    ):
        Gazetteer(tmp_path / "none.sqlite")


def test_a_file_that_is_no_gazetteer_is_named(tmp_path: Path) -> None:
    bad = tmp_path / "bad.sqlite"
    bad.write_bytes(b"not a database at all, but long enough to be read as one" * 100)
    with pytest.raises(DataError, match=r"bad\.sqlite: not a gazetteer"):
        Gazetteer(bad).find("Homs")


def test_opening_twice_gives_one_gazetteer() -> None:
    assert gazetteer.open() is gazetteer.open()


def test_counties_of_one_name_are_told_apart_by_their_state() -> None:
    found = [entry for entry in gazetteer.open().exact("Madison County") if entry.kind == "admin2"]
    assert {"Alabama", "Kentucky", "Ohio"} <= {entry.admin1 for entry in found}
    assert all(entry.lat is not None and entry.population > 0 for entry in found)


@pytest.mark.parametrize(
    ("name", "country", "lat", "lon"), [("Queensland", "AU", -22.6, 144.6), ("Alaska", "US", 64.2, -152.5)]
)
def test_a_large_division_is_at_its_middle_and_not_on_an_island(
    name: str, country: str, lat: float, lon: float
) -> None:
    (found,) = [e for e in gazetteer.open().exact(name) if e.kind == "admin1" and e.country == country]
    assert (found.lat, found.lon) == pytest.approx((lat, lon), abs=0.2)
