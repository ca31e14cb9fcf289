"""Fetching from a local server: taken up again, checked, and never taken for whole when it is not."""

from __future__ import annotations

import base64
import hashlib
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from layer_files import DUMP, written

from rasid.errors import DataError, FetchError
from rasid.gazetteer import fetching


class Mirror(ThreadingHTTPServer):
    """A server of one archive whose manners are set by each test; ``asked`` are the ranges that it was asked for."""

    raw = b""
    etag: str | None = '"one"'
    ranges = True
    states_length = True
    digest: str | None = None
    breaks_after: int | None = None  # bytes of an answer, after which the connection is closed
    breaks = 0  # how many answers more are broken off
    stuck = False  # whether all but the first request are hung up on

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.asked: list[str | None] = []

    def handle_error(self, request: object, client_address: object) -> None:
        pass  # a client that hangs up is what some tests are about


class Answer(BaseHTTPRequestHandler):
    server: Mirror

    def do_GET(self) -> None:
        mirror = self.server
        told = self.headers.get("Range")
        mirror.asked.append(told)
        if mirror.stuck and len(mirror.asked) > 1:
            self.close_connection = True
            return
        if not self.path.endswith("/SY.zip"):
            self.send_error(404)
            return
        start = 0
        if told and mirror.ranges and self.headers.get("If-Range") == mirror.etag:
            start = int(told.removeprefix("bytes=").rstrip("-"))
        body = mirror.raw[start:]
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(mirror.raw) - 1}/{len(mirror.raw)}")
        if mirror.etag:
            self.send_header("ETag", mirror.etag)
        if mirror.digest:
            self.send_header("Repr-Digest", f"sha-256=:{mirror.digest}:")
        if mirror.states_length:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if mirror.breaks and mirror.breaks_after is not None:
            mirror.breaks -= 1
            body = body[: mirror.breaks_after]
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def mirror(tmp_path: Path) -> Iterator[Mirror]:
    server = Mirror()
    server.raw = written(tmp_path, "SY.zip", DUMP).read_bytes()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "fetched"


def base(mirror: Mirror) -> str:
    return f"http://127.0.0.1:{mirror.server_address[1]}/dump/"


def fetched(mirror: Mirror, folder: Path, path: str = "SY.zip") -> fetching.Fetched:
    return fetching.fetch(base(mirror), path, folder, timeout_s=5.0)


def test_a_file_comes_whole_with_its_digest(mirror: Mirror, folder: Path) -> None:
    assert fetched(mirror, folder) == fetching.Fetched(
        folder / "SY.zip",
        base(mirror) + "SY.zip",
        hashlib.sha256(mirror.raw).hexdigest(),
        len(mirror.raw),
        False,
        (f"length ({len(mirror.raw):,} bytes)", "the archive's CRC-32"),
    )
    assert (folder / "SY.zip").read_bytes() == mirror.raw
    assert [path.name for path in folder.iterdir()] == ["SY.zip"]


def test_a_connection_that_breaks_is_taken_up_where_it_broke(mirror: Mirror, folder: Path) -> None:
    mirror.breaks_after, mirror.breaks = 100, 3
    assert fetched(mirror, folder).sha256 == hashlib.sha256(mirror.raw).hexdigest()
    assert mirror.asked == [None, "bytes=100-", "bytes=200-", "bytes=300-"]


def test_a_later_command_goes_on_and_a_part_is_never_taken_for_whole(mirror: Mirror, folder: Path) -> None:
    _leave_part(mirror, folder, 100)
    assert not (folder / "SY.zip").exists()
    done = fetched(mirror, folder)
    assert done.resumed and (folder / "SY.zip").read_bytes() == mirror.raw and mirror.asked[-1] == "bytes=100-"


@pytest.mark.parametrize("etag", ['"two"', None, 'W/"weak"'])
def test_a_part_of_another_version_is_begun_anew(
    mirror: Mirror, folder: Path, tmp_path: Path, etag: str | None
) -> None:
    _leave_part(mirror, folder, 100)
    mirror.raw = written(tmp_path, "SY.zip", DUMP.replace("Kharab", "Jarab")).read_bytes()
    mirror.etag = etag
    fetched(mirror, folder)
    assert (folder / "SY.zip").read_bytes() == mirror.raw


def test_a_part_without_a_version_is_begun_anew(mirror: Mirror, folder: Path) -> None:
    mirror.etag = None
    _leave_part(mirror, folder, 100)
    fetched(mirror, folder)
    assert mirror.asked[-1] is None and (folder / "SY.zip").read_bytes() == mirror.raw


def test_a_server_that_knows_no_ranges_sends_it_all_again(mirror: Mirror, folder: Path) -> None:
    _leave_part(mirror, folder, 100)
    mirror.ranges = False
    fetched(mirror, folder)
    assert mirror.asked[-1] == "bytes=100-" and (folder / "SY.zip").read_bytes() == mirror.raw


def test_a_digest_that_the_server_states_is_compared(mirror: Mirror, folder: Path) -> None:
    mirror.digest = base64.b64encode(hashlib.sha256(mirror.raw).digest()).decode()
    assert "the server's SHA-256" in fetched(mirror, folder).checks
    mirror.digest = base64.b64encode(hashlib.sha256(b"something else").digest()).decode()
    with pytest.raises(FetchError, match="its SHA-256 is not the one that the server states; what came was deleted"):
        fetched(mirror, folder)
    assert not (folder / "SY.zip.part").exists()


@pytest.mark.parametrize("states_length", [True, False])
def test_an_archive_that_ends_early_or_is_damaged_is_refused(mirror: Mirror, folder: Path, states_length: bool) -> None:
    mirror.raw = mirror.raw[:-40]
    mirror.states_length = states_length
    with pytest.raises(FetchError, match=r"SY\.zip: no whole archive .*what came was deleted"):
        fetched(mirror, folder)
    assert list(folder.iterdir()) == []


def test_what_is_not_there_is_said(mirror: Mirror, folder: Path) -> None:
    with pytest.raises(FetchError, match=r"XX\.zip: the server answers 404 Not Found: no such file"):
        fetched(mirror, folder, "XX.zip")


def test_countries_become_the_paths_of_geonames() -> None:
    assert fetching.paths(["sy", "IQ"], names=False) == ["SY.zip", "IQ.zip"]
    assert fetching.paths(["SY"], names=True) == ["SY.zip", "alternatenames/SY.zip"]
    assert fetching.paths(["all"], names=True) == ["allCountries.zip", "alternateNamesV2.zip"]
    with pytest.raises(DataError, match=re.escape("../x: give a country by its two letters")):
        fetching.paths(["../x"], names=False)


def _leave_part(mirror: Mirror, folder: Path, size: int) -> None:
    """Has a fetch break off after some bytes, and get none more when it tries again."""
    mirror.breaks_after, mirror.breaks, mirror.stuck = size, 1, True
    with pytest.raises(FetchError, match=rf"broke off after {size} bytes .*the same command goes on from there"):
        fetched(mirror, folder)
    mirror.breaks_after, mirror.breaks, mirror.stuck = None, 0, False
    assert (folder / "SY.zip.part").stat().st_size == size
