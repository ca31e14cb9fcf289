"""`rasid gazetteer` as a user meets it, and what a layer does to the reading of a page."""

from __future__ import annotations

import hashlib
import json
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from commandline import Rasid
from layer_files import DUMP, PCODES, TABLE, written

STORY = (
    "Two soldiers killed in drone strike\n\n"
    "IDLIB, 3 May 2024 (Wire) - Two Syrian soldiers were killed in a drone strike in the village of Kafr Qandil in Idlib "
    "province on Thursday, the Ministry of Defence said.\n"
)


@pytest.fixture
def own(tmp_path: Path) -> dict[str, str]:
    """The environment of a user whose layers are in a folder of the test."""
    return {"RASID_GAZETTEER_DIR": str(tmp_path / "layers")}


def place(printed: str) -> dict[str, object]:
    """The place of the one report of a page."""
    (story,) = [json.loads(line) for line in printed.splitlines()]
    (report,) = story["reports"]
    found: dict[str, object] = report["place"]
    return found


@pytest.mark.parametrize("config", [(), ("--reader", "trained")])
def test_a_village_of_an_added_table_is_resolved(
    rasid: Rasid, tmp_path: Path, own: dict[str, str], config: tuple[str, ...]
) -> None:
    (tmp_path / "page.txt").write_text(STORY)
    before = place(rasid("code", "page.txt", *config, env=own).stdout)
    assert before["id"] is None and before["lat"] is None
    written(tmp_path, "syr.csv", PCODES)
    assert rasid("gazetteer", "add", "syr.csv", env=own).returncode == 0
    after = place(rasid("code", "page.txt", *config, env=own).stdout)
    assert {key: after[key] for key in ("id", "country", "admin1", "admin2", "lat", "lon", "precision")} == {
        "id": "pcode:C9999", "country": "SY", "admin1": "Idlib", "admin2": "Harem District", "lat": 36.1, "lon": 36.6, "precision": "town",
    }  # fmt: skip
    assert rasid("gazetteer", "remove", "syr", env=own).returncode == 0
    assert place(rasid("code", "page.txt", *config, env=own).stdout) == before


def test_an_arabic_story_finds_the_village_too(rasid: Rasid, tmp_path: Path, own: dict[str, str]) -> None:
    (tmp_path / "page.txt").write_text(
        "قُتل جنديان في قصف على قرية كفر قنديل في محافظة إدلب، بحسب وزارة الدفاع.\n", "utf-8"
    )
    rasid("gazetteer", "add", written(tmp_path, "syr.csv", PCODES), env=own)
    assert place(rasid("code", "page.txt", env=own).stdout)["id"] == "pcode:C9999"


def test_layers_are_added_listed_found_and_removed(rasid: Rasid, tmp_path: Path, own: dict[str, str]) -> None:
    written(tmp_path, "SY.zip", DUMP)
    written(tmp_path, "own.csv", TABLE)
    done = rasid("gazetteer", "add", "SY.zip", "own.csv", env=own)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "Added SY (geonames): 4 rows, 10 names; left out: 1 of other kinds\nAdded own (table): 1 rows, 4 names\n"
    )
    layers = [json.loads(line) for line in rasid("gazetteer", "list", "--format", "json", env=own).stdout.splitlines()]
    digests = [hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() for name in ("SY.zip", "own.csv")]
    assert [(layer["name"], layer["source"], layer["sha256"]) for layer in layers] == [
        ("SY", "SY.zip", digests[0]),
        ("own", "own.csv", digests[1]),
    ]
    assert [line.split()[:4] for line in rasid("gazetteer", "list", env=own).stdout.splitlines()[-2:]] == [
        ["SY", "geonames", "SY.zip", "4"],
        ["own", "table", "own.csv", "1"],
    ]
    (found,) = [json.loads(line) for line in rasid("gazetteer", "find", "Oum Garn", env=own).stdout.splitlines()]
    assert found["name"] == "Umm Qarn" and {"name": "أم قرن", "language": "ar"} in found["names"]
    assert rasid("gazetteer", "remove", "own", env=own).stdout == "Removed own: 1 rows of own.csv\n"
    assert rasid("gazetteer", "find", "Oum Garn", env=own).stdout == ""


def test_mistakes_are_one_line_and_exit_code_2(rasid: Rasid, tmp_path: Path, own: dict[str, str]) -> None:
    written(tmp_path, "bad.csv", TABLE + "Tell X,,95,40,SY,,,\n")
    for words, message in [
        (("add", "missing.csv"), "rasid: missing.csv: cannot be read (No such file or directory)\n"),
        (("add", "bad.csv"), "rasid: bad.csv:3: latitude 95 is not between -90 and 90 (--skip-bad leaves such rows out)\n"),
        (("add", "bad.csv", "--country", "Atlantis"), "rasid: --country Atlantis: no such country: give its ISO code or its English name\n"),
        (("add", "bad.csv", "--encoding", "klingon"), "rasid: klingon: no such encoding\n"),
        (("remove", "x"), f"rasid: x: no such layer in {tmp_path / 'layers'} (there: none)\n"),
        (("fetch", "osm", "SY"), "rasid: unknown source 'osm': known is geonames\n"),
        (("fetch", "geonames", "Syria"), "rasid: Syria: give a country by its two letters (ISO 3166-1), such as SY, or 'all'\n"),
    ]:  # fmt: skip
        done = rasid("gazetteer", *words, env=own)
        assert (done.returncode, done.stdout, done.stderr) == (2, "", message)
    done = rasid("gazetteer", "add", "bad.csv", "--skip-bad", env=own)
    assert (done.returncode, done.stderr) == (0, "bad.csv:3: latitude 95 is not between -90 and 90\n")
    assert rasid("gazetteer", "list", env={"RASID_GAZETTEER_DIR": "none"}).returncode == 2


def test_countries_are_fetched_and_added(rasid: Rasid, tmp_path: Path, own: dict[str, str]) -> None:
    (tmp_path / "site" / "dump").mkdir(parents=True)
    raw = written(tmp_path / "site" / "dump", "SY.zip", DUMP).read_bytes()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path / "site")))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        url = f"http://127.0.0.1:{server.server_address[1]}/dump"
        done = rasid("gazetteer", "fetch", "geonames", "sy", env=own | {"RASID_GEONAMES_URL": url})
        gone = rasid("gazetteer", "fetch", "geonames", "XX", env=own | {"RASID_GEONAMES_URL": url})
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    assert done.stdout == (
        f"Fetched {url}/SY.zip: {len(raw):,} bytes, checked by length ({len(raw):,} bytes), the archive's CRC-32; "
        f"SHA-256 {hashlib.sha256(raw).hexdigest()}\nAdded SY (geonames): 4 rows, 10 names; left out: 1 of other kinds\n"
    )
    assert list((tmp_path / "layers" / "fetched").glob("SY*")) == []
    assert gone.returncode == 1 and gone.stderr.startswith(f"rasid: {url}/XX.zip: the server answers 404")


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass
