"""Files of the user's own become layers, and what several files have is one place."""

from __future__ import annotations

import itertools
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from layer_files import ALTERNATES, CODES, DUMP, PCODES, TABLE, dumped, written

from rasid import gazetteer
from rasid.errors import DataError
from rasid.gazetteer import Entry, Gazetteer
from rasid.gazetteer.adding import Reading, add, remove
from rasid.gazetteer.index import DATABASE
from rasid.gazetteer.keys import normalise
from rasid.gazetteer.layers import LIST, Layer, changing, listed
from rasid.settings import Settings


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "layers"


def places(folder: Path, *files: Path, **reading: object) -> Gazetteer:
    add(files, folder, Reading(**reading))  # type: ignore[arg-type]
    return gazetteer.open(folder=folder)


def only(entries: tuple[Entry, ...]) -> Entry:
    (entry,) = entries
    return entry


def test_a_village_of_a_table_of_pcodes_is_found_with_its_code_and_its_divisions(tmp_path: Path, folder: Path) -> None:
    found = places(folder, written(tmp_path, "syr.csv", PCODES))
    village = Entry(
        "pcode:C9999", "Kafr Qandil", "town", "SY", "Idlib", "Harem District", 36.1, 36.6, 0, "town", pcode="C9999"
    )
    assert found.exact("Kafr Qandil") == found.exact("كفر قنديل") == (village,)
    assert found.names(village) == (("كفر قنديل", "ar"), ("Kafr Qandil", "en"))
    assert only(found.exact("Qourqeena")).admin2 == "Harem District"


def test_divisions_of_a_table_are_those_that_are_known(tmp_path: Path, folder: Path) -> None:
    found = places(folder, written(tmp_path, "syr.csv", PCODES))
    assert (found.exact("Idleb")[0].id, found.exact("Idleb")[0].pcode) == ("admin1:SY.12", "SY07")
    assert [e.pcode for e in found.exact("Al-Hasakah") if e.kind == "admin1"] == ["SY08"]
    assert next(e for e in found.exact("Harim") if e.kind == "admin2").pcode == "SY0703"


def test_a_place_that_the_base_has_stays_one_with_all_its_names(tmp_path: Path, folder: Path) -> None:
    found = places(folder, written(tmp_path, "syr.csv", PCODES))
    towns = [e for e in found.exact("الباب") if e.kind == "town" and e.country == "SY"]
    assert [(town.id, town.pcode, town.population > 100_000) for town in towns] == [("geonames:174018", "C1234", True)]
    assert towns[0] in found.exact("Bab City") and towns[0] in found.exact("Al-Bab")


def test_namesakes_far_apart_or_of_one_table_stay_two(tmp_path: Path, folder: Path) -> None:
    table = "name,pcode,lat,lon,country\nUmm Zayl,A1,35.00,39.00,SY\nUmm Zayl,A2,35.01,39.00,SY\n"
    dump = dumped(90000010, "Umm Zayl", lat=35.009, lon=39.0) + dumped(90000011, "Umm Zayl", lat=35.2, lon=39.0)
    found = places(folder, written(tmp_path, "own.csv", table), written(tmp_path, "SY.txt", dump))
    assert {(e.id, e.pcode) for e in found.exact("Umm Zayl")} == {
        ("pcode:A1", "A1"),
        ("geonames:90000010", "A2"),
        ("geonames:90000011", None),
    }


def test_a_place_of_two_plain_tables_is_one_with_the_names_of_both(tmp_path: Path, folder: Path) -> None:
    other = TABLE.replace("35.5,40.0", "35.51,40.0").replace("Om Karn|Oum Garn", "Karn Village")
    found = places(folder, written(tmp_path, "a.csv", TABLE), written(tmp_path, "b.csv", other))
    assert only(found.exact("Karn Village")) == only(found.exact("Oum Garn")) == only(found.exact("Umm Qarn"))


def test_a_dump_of_geonames_brings_places_divisions_and_streams(tmp_path: Path, folder: Path) -> None:
    (added,) = add([written(tmp_path, "SY.zip", DUMP)], folder)
    assert (added.layer.format, added.layer.entries, added.layer.outside, added.layer.bad) == ("geonames", 4, 1, 0)
    found = gazetteer.open(folder=folder)
    village = only(found.exact("خراب وشقة"))
    assert (village.id, village.admin1, village.admin2, village.population) == (
        "geonames:90000002", "Deir ez-Zor", "Manadir District", 1200,
    )  # fmt: skip
    wadi = only(found.exact("Wadi Thumayl"))
    assert (wadi.kind, wadi.precision, wadi.lat, wadi.lon) == ("line", "line", None, None)
    assert found.exact("Hotel Thumayl") == ()


def test_one_number_of_geonames_is_one_place(tmp_path: Path, folder: Path) -> None:
    before = next(e for e in gazetteer.open().exact("Deir Ezzor") if e.kind == "town")
    found = places(folder, written(tmp_path, "SY.txt", DUMP), written(tmp_path, "copy.txt", DUMP))
    assert only(found.exact("Zor City")) in found.exact("Deir Ezzor")
    assert (only(found.exact("Zor City")).id, only(found.exact("Zor City")).population) == (
        before.id,
        before.population,
    )
    assert only(found.exact("Kharab Washqa")).id == "geonames:90000002"


@pytest.mark.parametrize("name", ["Manadir", "Manadir District", "المنادير", "ناحية المنادير"])
def test_a_division_is_found_without_the_word_for_its_unit(tmp_path: Path, folder: Path, name: str) -> None:
    found = places(folder, written(tmp_path, "SY.txt", DUMP))
    assert only(found.exact(name)).id == "admin2:SY.07.90000001"


def test_alternate_names_reach_places_of_other_files(tmp_path: Path, folder: Path) -> None:
    found = places(folder, written(tmp_path, "alternateNamesV2.txt", ALTERNATES), written(tmp_path, "SY.txt", DUMP))
    village = only(found.exact("خربة واشقة"))
    assert village.id == "geonames:90000002" and ("خربة واشقة", "ar") in found.names(village)
    assert only(found.exact("Menadîr")).id == "admin2:SY.07.90000001"
    assert found.exact("Nobody's Place") == () and found.exact("https://example.org") == ()


def test_codes_of_divisions_name_what_a_dump_only_numbers(tmp_path: Path, folder: Path) -> None:
    dump = written(tmp_path, "SY.txt", dumped(90000020, "Lone Hamlet", admin1="99", admin2=""))
    assert only(places(folder, dump).exact("Lone Hamlet")).admin1 is None
    codes = written(tmp_path, "admin1CodesASCII.txt", CODES)
    assert only(places(folder, codes).exact("Lone Hamlet")).admin1 == "New Governorate"


def test_a_plain_table_needs_no_more_than_names_points_and_a_country(tmp_path: Path, folder: Path) -> None:
    found = places(folder, written(tmp_path, "own.csv", TABLE))
    place = only(found.exact("Oum Garn"))
    assert (place.name, place.country, place.admin1, place.lat, place.population) == (
        "Umm Qarn",
        "SY",
        "Ar-Raqqah",
        35.5,
        300,
    )
    bare = written(tmp_path, "bare.csv", "name;lat;lon\nQasr Thalj;35.1;40.2\n")
    assert only(places(folder, bare, country="SYR").exact("Qasr Thalj")).country == "SY"


def test_hashtags_of_hxl_say_what_columns_hold(tmp_path: Path, folder: Path) -> None:
    table = "Gouvernorat,Code,Lieu,Y1,X1\n#adm1+name,#adm1+code,#loc+name+fr,#geo+lat,#geo+lon\nDiffa,NE002,Toumour Nord,13.7,13.1\n"
    place = only(places(folder, written(tmp_path, "ner.csv", table)).exact("Toumour Nord"))
    assert (place.country, place.admin1, place.lat, place.lon) == ("NE", "Diffa", 13.7, 13.1)


def test_without_layers_nothing_is_different(tmp_path: Path, folder: Path) -> None:
    base = gazetteer.open()
    add([written(tmp_path, "SY.txt", DUMP)], folder)
    remove(["SY"], folder)
    assert listed(folder) == () and gazetteer.open(folder=folder).exact("Kharab Washqa") == ()
    names = [name for (name,) in sqlite3.connect(DATABASE).execute("SELECT name FROM entry WHERE n % 997 = 0")]
    assert len(names) > 200
    far = places(folder, written(tmp_path, "far.csv", "name,lat,lon,country\nZzyzwx,-50,-140,NZ\n"))
    assert [far.exact(name) for name in names] == [base.exact(name) for name in names]


@pytest.mark.parametrize("order", list(itertools.permutations(range(4)))[::5])
def test_the_order_of_files_makes_no_difference(tmp_path: Path, order: tuple[int, ...]) -> None:
    files = [
        written(tmp_path, "syr.csv", PCODES), written(tmp_path, "SY.txt", DUMP),
        written(tmp_path, "names.txt", ALTERNATES), written(tmp_path, "own.csv", TABLE),
    ]  # fmt: skip
    asked = ["Kafr Qandil", "الباب", "Idleb", "Zor City", "خربة واشقة", "Menadir", "Om Karn", "Raqqa", "Manadir"]
    together = places(tmp_path / "together", *files)
    one_by_one = tmp_path / "one"
    for i in order:
        add([files[i]], one_by_one)
    apart = gazetteer.open(folder=one_by_one)
    assert [apart.exact(name) for name in asked] == [together.exact(name) for name in asked]
    assert all(apart.exact(name) for name in asked)


NAMES = st.text(
    st.one_of(st.sampled_from("abcdefghik -'ʿāīūḥ"), st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهويةىأإآء")), min_size=3, max_size=20
).filter(lambda name: bool(normalise(name)) and name == " ".join(name.split()))  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(NAMES, NAMES, st.integers(-80, 80), st.sampled_from(["SY", "NG", "UA"])), min_size=1, max_size=6)
)
def test_every_name_that_is_added_is_found(rows: list[tuple[str, str, int, str]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        lines = [f'"{one}","{other}",{lat},-140,{country}' for one, other, lat, country in rows]
        table = written(Path(name), "own.csv", "\n".join(["name,name_ar,lat,lon,country", *lines]) + "\n")
        found = places(Path(name) / "layers", table)
        for one, other, lat, country in rows:
            for word in (one, other):
                assert any((e.lat, e.lon, e.country) == (lat, -140, country) for e in found.exact(word)), word


BAD = [
    ("a.txt", DUMP.replace("34.0", "nowhere"), r"a\.txt:3: latitude 'nowhere' is no number of degrees"),
    ("b.txt", DUMP.replace("\t34.0\t", "\t134.0\t"), r"b\.txt:3: latitude 134\.0 is not between -90 and 90"),
    ("c.txt", DUMP + "90000005\tCut off", r"c\.txt:6: 2 columns, not 19: cut off, or no GeoNames file"),
    ("d.csv", TABLE + "Only a name\n", r"d\.csv:3: 1 cells under 8 headings"),
    ("e.csv", TABLE + ",,35,40,SY,,,\n", r"e\.csv:3: no name"),
    ("f.csv", TABLE + "Tell X,,35,40,Atlantis,,,\n", r"f\.csv:3: 'Atlantis' is no country"),
    ("g.csv", TABLE + "Tell X,,35,40,,,,\n", r"g\.csv:3: no country: add a column 'country', or give --country"),
    ("h.csv", TABLE + "Tell X,,35,40,SY,,,many\n", r"h\.csv:3: population 'many' is no whole number"),
    ("i.csv", TABLE + "Tell X,,,,SY,,,\n", r"i\.csv:3: neither a point nor a code"),
]


@pytest.mark.parametrize(("name", "text", "message"), BAD, ids=[name for name, _, _ in BAD])
def test_a_bad_row_is_named_by_its_line_and_may_be_skipped(
    tmp_path: Path, folder: Path, name: str, text: str, message: str
) -> None:
    path = written(tmp_path, name, text)
    with pytest.raises(DataError, match=message):
        add([path], folder)
    assert listed(folder) == ()
    (added,) = add([path], folder, Reading(skip_bad=True))
    assert added.layer.bad == 1 and added.problems[0].startswith(f"{path}:") and added.layer.entries > 0


@pytest.mark.parametrize(
    ("name", "raw", "message"),
    [
        ("empty.csv", b"", "an empty file"),
        ("arabic.csv", TABLE.encode("windows-1256", "replace"), r"arabic\.csv:2: not utf-8 \(byte 0x\w\w at \d+\): name the file's encoding"),
        ("nameless.csv", b"a,b,lat,lon\n1,2,3,4\n", "no column of names among 'a', 'b', 'lat', 'lon'"),
        ("pointless.csv", b"name,what\nX,Y\n", "neither 'lat' and 'lon' nor P-codes among 'name', 'what'"),
        ("headings.csv", b"name,lat,lon\n", "no places in it"),
        ("broken.csv", b'name,lat,lon\n"Tell "X",1,2\n', r"broken\.csv:2: no row of CSV"),
        ("cut.txt.gz", b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x01", "damaged or cut off at line 1"),
        ("sheet.xlsx", None, r"0 tables \(\.txt, \.csv, \.tsv\) in the archive"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_table_is_told_as_such(
    tmp_path: Path, folder: Path, name: str, raw: bytes | None, message: str
) -> None:
    path = tmp_path / name
    if raw is None:
        written(tmp_path, "sheet.zip", TABLE).rename(path)
        import zipfile

        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("xl/workbook.xml", "<workbook/>")
    else:
        path.write_bytes(raw)
    with pytest.raises(DataError, match=message):
        add([path], folder)
    assert listed(folder) == ()


def test_the_encoding_can_be_told(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_bytes(TABLE.encode("windows-1256"))
    assert only(places(folder, path, encoding="windows-1256").exact("أم قرن")).name == "Umm Qarn"


@pytest.mark.parametrize("share", [0.3, 0.9])
def test_an_archive_that_is_cut_off_is_no_layer(tmp_path: Path, folder: Path, share: float) -> None:
    path = written(tmp_path, "SY.zip", DUMP * 50)
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    with pytest.raises(DataError, match=r"SY\.zip: the archive is damaged or cut off"):
        add([path], folder)


def test_a_flipped_bit_in_an_archive_is_noticed(tmp_path: Path, folder: Path) -> None:
    path = written(tmp_path, "SY.zip", DUMP)
    raw = bytearray(path.read_bytes())
    at = raw.index(b"SY.txt") + 60
    raw[at] ^= 0x10
    path.write_bytes(bytes(raw))
    with pytest.raises(DataError, match=r"SY\.zip"):
        add([path], folder)


def test_all_files_of_a_command_are_added_or_none(tmp_path: Path, folder: Path) -> None:
    good, bad = written(tmp_path, "SY.txt", DUMP), written(tmp_path, "bad.csv", "name,what\nX,Y\n")
    with pytest.raises(DataError, match=r"bad\.csv"):
        add([good, bad], folder)
    assert listed(folder) == () and list(folder.glob("layer-*")) == []


def test_a_layer_added_again_is_replaced(tmp_path: Path, folder: Path) -> None:
    add([written(tmp_path, "own.csv", TABLE)], folder)
    (again,) = add([written(tmp_path, "own.csv", TABLE.replace("Umm Qarn", "Umm Farn"))], folder)
    assert again.replaced and gazetteer.open(folder=folder).exact("Umm Qarn") == ()
    assert only(gazetteer.open(folder=folder).exact("Umm Farn")).lat == 35.5
    assert [path.name for path in folder.glob("layer-*")] == [again.layer.file]


def test_what_is_not_there_cannot_be_removed(tmp_path: Path, folder: Path) -> None:
    add([written(tmp_path, "own.csv", TABLE)], folder)
    with pytest.raises(DataError, match="other: no such layer in .* \\(there: own\\)"):
        remove(["own", "other"], folder)
    assert [layer.name for layer in listed(folder)] == ["own"]


def test_a_reader_at_work_keeps_the_layers_it_opened(tmp_path: Path, folder: Path) -> None:
    before = places(folder, written(tmp_path, "own.csv", TABLE))
    assert before.exact("Umm Qarn")
    remove(["own"], folder)
    assert before.exact("Om Karn") and gazetteer.open(folder=folder).exact("Om Karn") == ()


def test_two_commands_at_once_do_not_lose_a_layer(tmp_path: Path, folder: Path) -> None:
    with changing(folder), pytest.raises(DataError, match="another rasid gazetteer command is at work there"):
        add([written(tmp_path, "own.csv", TABLE)], folder)
    assert add([written(tmp_path, "own.csv", TABLE)], folder)


def test_a_layer_whose_file_is_gone_is_named(tmp_path: Path, folder: Path) -> None:
    (added,) = add([written(tmp_path, "own.csv", TABLE)], folder)
    (folder / added.layer.file).unlink()
    with pytest.raises(DataError, match=r"layer-own-.*: no gazetteer; remove the layer and add it again"):
        gazetteer.open(folder=folder)


MANY = 40_000


def many(tmp_path: Path) -> Path:
    return written(tmp_path, "many.txt", "".join(dumped(91_000_000 + i, f"Village {i}") for i in range(MANY)))


def adding(path: Path, folder: Path, limit: int | None = None) -> subprocess.Popen[bytes]:
    """``rasid gazetteer add`` in a process of its own, in which no file may grow beyond ``limit`` bytes."""
    return subprocess.Popen(
        [sys.executable, "-m", "rasid", "gazetteer", "add", str(path)],
        env={**os.environ, "RASID_GAZETTEER_DIR": str(folder)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        preexec_fn=(lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))) if limit else None,
    )


def test_a_killed_command_leaves_the_old_layers_in_use(tmp_path: Path, folder: Path) -> None:
    kept: list[Layer] = [added.layer for added in add([written(tmp_path, "own.csv", TABLE)], folder)]
    process = adding(many(tmp_path), folder)
    end = time.monotonic() + 60
    while not any(path.stat().st_size > 1_000_000 for path in folder.glob("layer-many*")) and time.monotonic() < end:
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert process.returncode == -signal.SIGKILL and list(folder.glob("layer-many*"))
    assert list(listed(folder)) == kept and gazetteer.open(folder=folder).exact("Umm Qarn")
    add([written(tmp_path, "own.csv", TABLE)], folder)
    assert not list(folder.glob("*.part*"))


def test_a_full_disk_leaves_the_old_layers_in_use(tmp_path: Path, folder: Path) -> None:
    kept = [added.layer for added in add([written(tmp_path, "own.csv", TABLE)], folder)]
    process = adding(many(tmp_path), folder, limit=3_000_000)
    _, said = process.communicate(timeout=120)
    assert process.returncode == 2 and b"the gazetteer is as it was" in said and said.count(b"\n") == 1
    assert list(listed(folder)) == kept and not list(folder.glob("layer-many*"))


def test_the_setting_names_the_folder_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert gazetteer.folder(Settings(gazetteer_dir=str(tmp_path / "own"))) == tmp_path / "own"
    assert gazetteer.folder(Settings(gazetteer_dir="none")) is None
    own = gazetteer.folder(Settings())
    assert own is not None and own.name == "gazetteer" and not own.exists()


def test_nothing_is_written_until_something_is_added(folder: Path) -> None:
    assert gazetteer.open(folder=folder) is gazetteer.open() and listed(folder) == ()
    assert not folder.exists() and not (folder / LIST).exists()
