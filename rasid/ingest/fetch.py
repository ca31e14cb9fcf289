"""Web pages: fetched within a time and a size, and never from an address that is not public."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import httpcore
import httpx

from rasid.errors import FetchError
from rasid.ingest.address import is_public
from rasid.settings import Settings

_MAX_REDIRECTS = 5
_TEXT_TYPES = ("application/xhtml+xml",)
_BROKEN = (
    httpx.HTTPError,
    httpx.InvalidURL,
    httpx.StreamError,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.UnsupportedProtocol,
    OSError,
)
_HEADERS = {"User-Agent": "rasid", "Accept": "text/html, text/plain;q=0.9, */*;q=0.1"}


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page's bytes (with any transfer compression undone) and what its server says of them."""

    raw: bytes = field(repr=False)
    media_type: str | None
    charset: str | None


def fetch(url: str, *, settings: Settings) -> Fetched:
    """The page at ``url``.

    Raises ``FetchError`` if the address is not public (unless ``settings.allow_private``), if it takes longer
    than ``fetch_timeout_s`` in all, is larger than ``fetch_max_bytes``, leads through more than five
    redirects, or the server does not answer with a text. Every redirect is checked like the first address,
    and the checked address is the one connected to. Proxies of the environment are not used, for
    they would resolve the name anew.
    """
    clock = _Deadline(settings.fetch_timeout_s)
    try:
        with httpx.Client(transport=_Transport(clock, settings), headers=_HEADERS, trust_env=False) as client:
            return _followed(client, client.build_request("GET", _checked(httpx.URL(url))), settings)
    except (httpcore.TimeoutException, TimeoutError) as error:
        raise FetchError(f"no complete answer within {settings.fetch_timeout_s:g} s (fetch_timeout_s)") from error
    except _BROKEN as error:
        raise FetchError(f"cannot be fetched: {str(error) or type(error).__name__}") from error


def _followed(client: httpx.Client, request: httpx.Request, settings: Settings) -> Fetched:
    for _ in range(_MAX_REDIRECTS + 1):
        response = client.send(request, stream=True)
        try:
            if response.next_request is None:
                return _answer(response, settings.fetch_max_bytes)
            request = response.next_request
            _checked(request.url)
        finally:
            response.close()
    raise FetchError(f"more than {_MAX_REDIRECTS} redirects")


def _checked(url: httpx.URL) -> httpx.URL:
    if url.scheme not in ("http", "https"):
        raise FetchError(f"{url.scheme or 'such'} addresses cannot be fetched: give http or https")
    if not url.host:
        raise FetchError("the address names no host")
    if url.userinfo:
        raise FetchError("the address holds a user name or password, which would enter the record: take it out")
    return url


def _answer(response: httpx.Response, limit: int) -> Fetched:
    if not response.is_success:
        raise FetchError(f"the server answers {response.status_code} {response.reason_phrase}".rstrip())
    stated = response.headers.get("content-type", "")
    media_type = stated.split(";")[0].strip().lower() or None
    if media_type and not media_type.startswith("text/") and media_type not in _TEXT_TYPES:
        raise FetchError(f"not a page but {media_type}: give the address of a text or HTML page")
    raw = bytearray()
    for chunk in response.iter_bytes():
        raw += chunk
        if len(raw) > limit:
            raise FetchError(f"larger than fetch_max_bytes ({limit}): raise the setting")
    return Fetched(bytes(raw), media_type, response.charset_encoding)


class _Deadline:
    """The time left of one fetch, over all its redirects."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds left. Raises ``TimeoutError`` when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left


class _Transport(httpx.BaseTransport):
    """httpx over a connection pool that looks up, checks and connects by itself."""

    def __init__(self, deadline: _Deadline, settings: Settings) -> None:
        context = httpx.create_ssl_context()
        backend = _Network(deadline, settings.allow_private)
        self._pool = httpcore.ConnectionPool(ssl_context=context, network_backend=backend, max_keepalive_connections=0)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        response = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        assert isinstance(response.stream, Iterable)
        stream = _Stream(response.stream)
        return httpx.Response(response.status, headers=response.headers, stream=stream, extensions=response.extensions)

    def close(self) -> None:
        self._pool.close()


class _Stream(httpx.SyncByteStream):
    def __init__(self, stream: Any) -> None:  # httpcore's stream: an iterable of bytes with a close
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        yield from self._stream

    def close(self) -> None:
        self._stream.close()


class _Network(httpcore.NetworkBackend):
    """Connections to addresses that were checked, each wait bounded by the fetch's deadline."""

    def __init__(self, deadline: _Deadline, allow_private: bool) -> None:
        self._deadline, self._allow_private = deadline, allow_private
        self._tcp = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        addresses = _looked_up(host, port, self._deadline.left())
        refused = next((ip for ip in addresses if not (self._allow_private or is_public(ip))), None)
        if refused:
            shown = host if host == refused else f"{host} ({refused})"
            raise FetchError(f"{shown} is not a public address: set allow_private to fetch from it")
        for last, address in enumerate(addresses, 1 - len(addresses)):
            try:
                stream = self._tcp.connect_tcp(address, port, self._deadline.left(), local_address, socket_options)
                return _Timed(stream, self._deadline)
            except httpcore.ConnectError:
                if not last:
                    raise
        raise FetchError(f"{host} has no address")


class _Timed(httpcore.NetworkStream):
    """A stream on which every wait ends at the fetch's deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: _Deadline) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left())
        return _Timed(stream, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _looked_up(host: str, port: int, timeout_s: float) -> list[str]:
    """The addresses of ``host``. Raises ``FetchError`` if it has none, ``TimeoutError`` when the time is over."""
    found: list[str] = []
    failed: list[OSError | UnicodeError] = []

    def look_up() -> None:
        try:
            found.extend(str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            failed.append(error)

    # The system's resolver has no time-out; a daemon thread does not keep the program from ending.
    thread = threading.Thread(target=look_up, daemon=True)
    thread.start()
    thread.join(timeout_s)
    if thread.is_alive():
        raise TimeoutError
    if failed:
        raise FetchError(f"{host} cannot be found: check the address") from failed[0]
    return list(dict.fromkeys(found))
