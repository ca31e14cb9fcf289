"""What goes into the gazetteer's file."""

import sqlite3
from pathlib import Path

import pytest

from rasid.gazetteer.build import is_current
from rasid.gazetteer.index import DATABASE
from rasid.gazetteer.names import is_name

WORDS = frozenset({"market"})


@pytest.mark.parametrize("name", ["Al Bab", "الباب", "al-Hasakah", "São Tomé", "Đà Nẵng", "Homs"])
def test_names_in_latin_and_arabic_script_are_kept(name: str) -> None:
    assert is_name(name, WORDS)


@pytest.mark.parametrize(
    "name", ["", "DEZ", "X", "Market", "dai er zu er", "Дейр", "代尔祖尔", "דיר א-זור", "ال", "Zone 5"]
)
def test_codes_words_and_romanised_foreign_names_are_dropped(name: str) -> None:
    assert not is_name(name, WORDS)


def test_the_package_file_was_built_from_the_present_inputs() -> None:
    assert is_current(DATABASE), "run: python -m rasid.gazetteer.build"


def test_a_missing_or_foreign_file_is_not_current(tmp_path: Path) -> None:
    other = tmp_path / "other.sqlite"
    assert not is_current(other)
    sqlite3.connect(other).execute("CREATE TABLE t (x)").connection.close()
    assert not is_current(other)


def test_the_file_stays_small_and_complete() -> None:
    connection = sqlite3.connect(f"{DATABASE.as_uri()}?mode=ro", uri=True)
    counts = dict(connection.execute("SELECT kind, count(*) FROM entry GROUP BY kind"))
    connection.close()
    assert DATABASE.stat().st_size < 60_000_000
    assert (
        counts["town"] > 200_000 and counts["country"] > 240 and counts["admin1"] > 3_800 and counts["admin2"] > 4_000
    )


def test_every_entry_but_regions_and_bare_districts_has_a_point_in_range() -> None:
    connection = sqlite3.connect(f"{DATABASE.as_uri()}?mode=ro", uri=True)
    wrong = connection.execute(
        "SELECT id FROM entry WHERE kind = 'town' AND (lat IS NULL OR abs(lat) > 90 OR abs(lon) > 180)"
    ).fetchall()
    connection.close()
    assert wrong == []
