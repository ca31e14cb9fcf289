"""Fetches GeoNames' files: taken up where they broke off, and never taken for whole when they are not.

GeoNames publishes no checksums. What is checked instead: the length that the server states, that all parts are of one version
of the file (its ETag, else its date), a digest where a server sends one, and the checksum that a zip archive has of each member.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import httpx

from rasid.errors import DataError, FetchError

ALL = "all"
_COUNTRY = re.compile(r"[A-Z]{2}")
_TRIES = 3  # without a byte gained; a connection that broke is taken up again
_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+)")
_SHA256 = re.compile(r"(?:^|,)\s*sha-256=:?([A-Za-z0-9+/]{43}=):?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fetched:
    """A whole file. ``checks`` are the ways in which that was made sure, in words."""

    path: Path
    url: str
    sha256: str
    bytes: int
    resumed: bool
    checks: tuple[str, ...]


def paths(countries: list[str], *, names: bool) -> list[str]:
    """The paths, below GeoNames' address, of the dumps of countries (alpha-2, or ``all``), with ``names`` those of alternate names.

    Raises ``DataError`` for what is no code of a country.
    """
    found = []
    for word in countries:
        if word.casefold() == ALL:
            found += ["allCountries.zip", *(["alternateNamesV2.zip"] if names else [])]
            continue
        code = word.upper()
        if not _COUNTRY.fullmatch(code):
            raise DataError(f"{word}: give a country by its two letters (ISO 3166-1), such as SY, or {ALL!r}")
        found += [f"{code}.zip", *([f"alternatenames/{code}.zip"] if names else [])]
    return found


def fetch(base: str, path: str, folder: Path, *, timeout_s: float) -> Fetched:
    """The file at ``base``/``path``, in ``folder``; begun anew only where the server has another version than the part that is there.

    ``timeout_s`` is the longest silence. Raises ``FetchError``; the part is kept for the next time unless it is wrong.
    """
    download = _Download(f"{base.rstrip('/')}/{path}", folder / path.replace("/", "-"))
    folder.mkdir(parents=True, exist_ok=True)
    resumed = download.size > 0
    left = _TRIES
    with httpx.Client(timeout=timeout_s, follow_redirects=True, headers={"User-Agent": "rasid"}) as client:
        while True:
            before = download.size
            try:
                download.go_on(client)
                return download.checked(resumed=resumed)
            except (httpx.TransportError, _BrokenOff) as error:
                left = _TRIES if download.size > before else left - 1
                if not left:
                    words = str(error) or type(error).__name__
                    raise FetchError(
                        f"{download.url}: broke off after {download.size:,} bytes ({words}); the same command goes on from there"
                    ) from error
            except OSError as error:
                raise FetchError(f"{folder}: cannot be written ({error.strerror or error})") from error


class _BrokenOff(Exception):
    """The server ended before the length that it had stated."""


class _Download:
    """One file on its way: ``path`` + ``.part``, and beside it what the server said of the version that it is part of."""

    def __init__(self, url: str, path: Path) -> None:
        self.url, self._path = url, path
        self._part = path.with_name(path.name + ".part")
        self._note = path.with_name(path.name + ".part.json")
        self._total: int | None = None
        self._digest: str | None = None

    @property
    def size(self) -> int:
        """Bytes that are there."""
        return self._part.stat().st_size if self._part.exists() else 0

    def go_on(self, client: httpx.Client) -> None:
        """Asks for what is missing and writes it."""
        headers = {"Accept-Encoding": "identity"}
        if self.size and (version := self._version()):
            headers |= {"Range": f"bytes={self.size}-", "If-Range": version}
        with client.stream("GET", self.url, headers=headers) as response:
            if response.status_code == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
                self._forget()
                raise _BrokenOff("the part that was there is longer than the file")
            if not response.is_success:
                hint = ": no such file; is the country's code right?" if response.status_code == 404 else ""
                raise FetchError(
                    f"{self.url}: the server answers {response.status_code} {response.reason_phrase}{hint}"
                )
            with self._place(response) as file:
                for block in response.iter_raw():
                    file.write(block)
        if self._total is not None and self.size != self._total:
            raise _BrokenOff(f"{self.size:,} of {self._total:,} bytes")

    def _place(self, response: httpx.Response) -> BinaryIO:
        """Where to write: behind what is there if the server goes on from there, else from the start."""
        digest = response.headers.get("repr-digest") or response.headers.get("digest") or ""
        self._digest = match[1] if (match := _SHA256.search(digest)) else None
        if response.status_code == httpx.codes.PARTIAL_CONTENT:
            told = _RANGE.fullmatch(response.headers.get("content-range", ""))
            if not told or int(told[1]) != self.size:
                self._forget()
                raise _BrokenOff("the server went on elsewhere than asked")
            self._total = int(told[2])
            return self._part.open("ab")
        length = response.headers.get("content-length")
        self._total = int(length) if length else None
        self._forget()
        etag = response.headers.get("etag", "")
        version = etag if etag and not etag.startswith("W/") else response.headers.get("last-modified")
        self._note.write_text(json.dumps({"url": self.url, "version": version, "total": self._total}), encoding="utf-8")
        return self._part.open("wb")

    def _version(self) -> str | None:
        """What tells the version that the part is of; ``None`` where it can't be gone on with."""
        try:
            told = json.loads(self._note.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return told.get("version") if told.get("url") == self.url else None

    def _forget(self) -> None:
        for path in (self._part, self._note):
            path.unlink(missing_ok=True)

    def checked(self, *, resumed: bool) -> Fetched:
        """The file under its own name, once it has passed every check there is. Raises ``FetchError`` and drops what has not."""
        sha256 = _sha256(self._part)
        checks = [f"length ({self._total:,} bytes)"] if self._total is not None else []
        if self._digest:
            if base64.b64decode(self._digest).hex() != sha256:
                self._refuse("its SHA-256 is not the one that the server states")
            checks.append("the server's SHA-256")
        if self._path.suffix == ".zip":
            self._test_zip()
            checks.append("the archive's CRC-32")
        if not checks:
            self._refuse("the server states neither its length nor a digest")
        size = self.size
        os.replace(self._part, self._path)
        self._note.unlink(missing_ok=True)
        return Fetched(self._path, self.url, sha256, size, resumed, tuple(checks))

    def _test_zip(self) -> None:
        try:
            with zipfile.ZipFile(self._part) as archive:
                wrong = archive.testzip()
        except (zipfile.BadZipFile, EOFError) as error:
            self._refuse(f"no whole archive ({error})")
        else:
            if wrong:
                self._refuse(f"{wrong} in the archive is damaged")

    def _refuse(self, why: str) -> None:
        self._forget()
        raise FetchError(f"{self.url}: {why}; what came was deleted: try again")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
