import gzip
import socket
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from rasid.errors import FetchError
from rasid.ingest import read
from rasid.ingest.fetch import fetch
from rasid.records import Issue, Page, Skipped
from rasid.settings import Settings

HERE = Settings(allow_private=True, fetch_timeout_s=5.0, fetch_max_bytes=100_000)
STORY = "<html><head><title>News</title></head><body><p>The army said that the town fell.</p></body></html>"


class Site(BaseHTTPRequestHandler):
    """A little site: each path shows one behaviour of servers."""

    def do_GET(self) -> None:
        getattr(self, "show_" + self.path.strip("/").split("/")[0])()

    def send(self, body: bytes, kind: str | None = "text/html", status: int = 200, **headers: str) -> None:
        self.send_response(status)
        if kind:
            self.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def show_story(self) -> None:
        self.send(STORY.encode(), "text/html; charset=utf-8")

    def show_plain(self) -> None:
        self.send(STORY.encode(), "text/plain")

    def show_arabic(self) -> None:
        self.send("<p>قال الجيش إن القرية سقطت</p>".encode("iso-8859-6"), "text/html; charset=ISO-8859-6")

    def show_untyped(self) -> None:
        self.send(STORY.encode(), None)

    def show_packed(self) -> None:
        self.send(gzip.compress(STORY.encode()), Content_Encoding="gzip")

    def show_bomb(self) -> None:
        self.send(gzip.compress(b"x" * 5_000_000), Content_Encoding="gzip")

    def show_broken(self) -> None:
        self.send(b"no gzip at all", Content_Encoding="gzip")

    def show_pdf(self) -> None:
        self.send(b"%PDF-1.4", "application/pdf")

    def show_disguised(self) -> None:
        self.send(b"%PDF-1.4", "text/html")

    def show_empty(self) -> None:
        self.send(b"")

    def show_missing(self) -> None:
        self.send(b"gone", status=404)

    def show_large(self) -> None:
        self.send(b"x" * 200_000)

    def show_loop(self) -> None:
        self.send(b"", status=302, Location="/loop")

    def show_hop(self) -> None:
        left = int(self.path.split("/")[2])
        self.send(b"", status=302, Location=f"/hop/{left - 1}" if left > 1 else "/story")

    def show_elsewhere(self) -> None:
        self.send(b"", status=302, Location="ftp://example.org/x")

    def show_drip(self) -> None:
        self.send(b"")
        for _ in range(100):  # each byte is in time, the whole is not
            time.sleep(0.05)
            try:
                self.wfile.write(b"x")
            except OSError:
                return

    def show_silent(self) -> None:
        time.sleep(1.0)
        self.send(b"late")

    def log_message(self, format: str, *args: object) -> None:
        pass


class Quiet(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        pass  # a client that hangs up is what some tests are about


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = Quiet(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


def reason(url: str, settings: Settings = HERE) -> str:
    (skipped,) = read([url], settings=settings)
    assert isinstance(skipped, Skipped) and skipped.uri == url and "\n" not in skipped.issue.reason
    return skipped.issue.reason


def test_a_page_is_fetched_with_its_address_and_time(site: str) -> None:
    (page,) = read([f"{site}/story"], settings=HERE, clock=lambda: datetime(2021, 3, 5, 10, 0, 0, 999, tzinfo=UTC))

    assert isinstance(page, Page)
    assert page.raw == STORY.encode()
    assert page.text == "News\nThe army said that the town fell."
    document = page.document
    assert (document.uri, document.media_type, document.fetched_at) == (
        f"{site}/story",
        "text/html",
        "2021-03-05T10:00:00Z",
    )


def test_the_content_type_says_what_is_html(site: str) -> None:
    plain, untyped = read([f"{site}/plain", f"{site}/untyped"], settings=HERE)

    assert isinstance(plain, Page) and isinstance(untyped, Page)
    assert (plain.text, plain.document.media_type) == (STORY, "text/plain")
    assert (untyped.text, untyped.document.media_type) == ("News\nThe army said that the town fell.", "text/html")


def test_the_charset_of_the_header_is_believed(site: str) -> None:
    (page,) = read([f"{site}/arabic"], settings=HERE)

    assert isinstance(page, Page) and page.text == "قال الجيش إن القرية سقطت"


def test_compression_on_the_way_is_undone(site: str) -> None:
    assert fetch(f"{site}/packed", settings=HERE).raw == STORY.encode()


def test_up_to_five_redirects_are_followed(site: str) -> None:
    assert fetch(f"{site}/hop/5", settings=HERE).raw == STORY.encode()
    assert reason(f"{site}/hop/6") == "more than 5 redirects"
    assert reason(f"{site}/loop") == "more than 5 redirects"


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("missing", "the server answers 404 Not Found"),
        ("pdf", "not a page but application/pdf: give the address of a text or HTML page"),
        ("large", "larger than fetch_max_bytes (100000): raise the setting"),
        ("bomb", "larger than fetch_max_bytes (100000): raise the setting"),
        ("elsewhere", "ftp addresses cannot be fetched: give http or https"),
        ("empty", "empty: nothing to read"),
    ],
)
def test_what_gives_no_page_is_skipped_with_the_reason(site: str, path: str, why: str) -> None:
    assert reason(f"{site}/{path}") == why


def test_a_broken_answer_is_skipped(site: str) -> None:
    assert reason(f"{site}/broken").startswith("cannot be fetched: ")


def test_a_binary_under_a_false_name_is_skipped_with_its_bytes(site: str) -> None:
    assert list(read([f"{site}/disguised"], settings=HERE)) == [
        Skipped(
            f"{site}/disguised",
            Issue("ingest", "binary (looks like PDF): give text, HTML or JSON lines"),
            b"%PDF-1.4",
        )
    ]


@pytest.mark.parametrize("path", ["drip", "silent"])
def test_the_time_out_is_over_the_whole_fetch(site: str, path: str) -> None:
    quick = Settings(allow_private=True, fetch_timeout_s=0.3)
    start = time.monotonic()

    assert reason(f"{site}/{path}", quick) == "no complete answer within 0.3 s (fetch_timeout_s)"
    assert time.monotonic() - start < 3.0


def test_a_slow_name_server_is_timed_out_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: time.sleep(1.0) or [])

    assert reason("http://slow.example/", Settings(fetch_timeout_s=0.2)).startswith("no complete answer within 0.2 s")


def test_a_private_address_is_refused_unless_allowed(site: str) -> None:
    assert (
        reason(f"{site}/story", Settings()) == "127.0.0.1 is not a public address: set allow_private to fetch from it"
    )


@pytest.mark.parametrize("host", ["localhost", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "0"])
def test_other_spellings_of_this_machine_are_refused(host: str) -> None:
    why = reason(f"http://{host}:9/", Settings())

    # A resolver that does not know a spelling cannot be led by it either.
    assert "is not a public address" in why or why.endswith("cannot be found: check the address") or "Invalid" in why


def answers(*addresses: str) -> object:
    def look_up(host: str, port: int, **_: object) -> list[object]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    return look_up


def test_a_name_that_leads_to_a_private_address_is_refused_even_beside_a_public_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", answers("93.184.216.34", "10.0.0.7"))

    why = reason("http://news.example/", Settings())

    assert why == "news.example (10.0.0.7) is not a public address: set allow_private to fetch from it"


def test_the_address_that_was_checked_is_the_one_connected_to(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    port = int(site.rsplit(":", 1)[1])
    real = socket.getaddrinfo

    def look_up(host: str, *rest: object, **options: object) -> object:
        asked.append(host)
        return real("127.0.0.1", *rest, **options) if len(asked) == 1 else real(host, *rest, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)

    assert fetch(f"http://news.example:{port}/story", settings=HERE).raw == STORY.encode()
    # The second call is the socket's own and has the number already; a second answer for the name is never used.
    assert asked in (["news.example", "127.0.0.1"], ["news.example"])


def test_a_redirect_to_a_private_address_is_refused(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from rasid.ingest import fetch as module

    port = site.rsplit(":", 1)[1]
    real = socket.getaddrinfo

    def look_up(host: str, *rest: object, **options: object) -> object:
        return real("127.0.0.1" if host == "news.example" else host, *rest, **options)  # type: ignore[arg-type]

    class Redirecting(Site):
        def do_GET(self) -> None:
            self.send(b"", status=302, Location=f"http://localhost:{port}/story")

    server = Quiet(("127.0.0.1", 0), Redirecting)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    # The network of the test stands in for the public one: only its first name counts as public.
    public = iter([True, False])
    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(module, "is_public", lambda _: next(public))
    try:
        why = reason(f"http://news.example:{server.server_address[1]}/", Settings(fetch_timeout_s=5.0))
    finally:
        server.shutdown()
        thread.join()
        server.server_close()

    assert "is not a public address" in why and why.startswith("localhost (")


def test_nothing_listening_is_skipped() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    assert reason(f"http://127.0.0.1:{port}/").startswith("cannot be fetched: ")


@pytest.mark.parametrize(
    "url", ["http://", "http:///x", "http://[::1", "http://a b/", "http://" + "a" * 70 + ".example/"]
)
def test_an_address_that_is_none_is_skipped(url: str) -> None:
    assert reason(url)


def test_an_address_with_a_password_is_refused() -> None:
    with pytest.raises(FetchError, match="holds a user name or password"):
        fetch("http://me:secret@example.org/", settings=HERE)
