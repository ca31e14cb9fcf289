import io
import os
import tracemalloc
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

import pytest

from rasid.errors import UsageError
from rasid.ingest import files, read
from rasid.records import Document, Interval, Issue, Page, Skipped
from rasid.settings import Settings

USUAL = Settings()
STORY = "Two soldiers were killed in the attack, the army said.\r\nThe road is closed.\n"


def all_of(*sources: str | Path, settings: Settings = USUAL, **options: object) -> list[Page | Skipped]:
    return list(read(map(str, sources), settings=settings, **options))  # type: ignore[arg-type]


def uris(found: Iterable[Page | Skipped]) -> list[str]:
    return [item.document.uri if isinstance(item, Page) else item.uri for item in found]


def reason(found: list[Page | Skipped]) -> str:
    (skipped,) = found
    assert isinstance(skipped, Skipped) and "\n" not in skipped.issue.reason
    return skipped.issue.reason


def test_a_text_file_becomes_a_page_with_its_line_ends_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(STORY.encode())

    assert all_of(path, published="2021-03-05", source="Post") == [
        Page(
            Document(
                id=sha256(STORY.encode()).hexdigest(),
                source="Post",
                uri=path.as_posix(),
                media_type="text/plain",
                language="en",
                fetched_at=None,
                text=STORY,
            ),
            STORY.encode(),
            Interval("2021-03-05", "2021-03-05", "day", None, "metadata"),
        )
    ]


@pytest.mark.parametrize("published", ["soon", "2021-13", ""])
def test_a_bad_date_on_the_command_line_is_refused_before_anything_is_read(published: str) -> None:
    with pytest.raises(UsageError, match=f"--published '{published}' is no date: give YYYY-MM-DD, YYYY-MM or YYYY"):
        read([], settings=Settings(), published=published)


def test_standard_input_is_a_text(tmp_path: Path) -> None:
    (page,) = all_of("-", stdin=io.BytesIO(STORY.encode()))

    assert isinstance(page, Page)
    assert (page.document.uri, page.text) == ("-", STORY)


def test_standard_input_with_json_lines_is_read_as_such() -> None:
    found = all_of("-", stdin=io.BytesIO(b'{"text":"a"}\n{"text":"b","id":"x"}\n'))

    assert uris(found) == ["-#1", "x"]


def test_standard_input_that_only_starts_with_a_brace_is_a_text() -> None:
    (page,) = all_of("-", stdin=io.BytesIO(b'{"news"} of the day\n'))

    assert isinstance(page, Page) and page.text == '{"news"} of the day\n'


def test_a_file_and_standard_input_over_the_limit_are_skipped(tmp_path: Path) -> None:
    path, small = tmp_path / "a.txt", Settings(max_bytes=10)
    path.write_text("x" * 11)

    assert reason(all_of(path, settings=small)) == "11 bytes larger than max_bytes (10): raise the setting or split it"
    for raw in (b"x" * 11, b"x\n" * 6):
        assert reason(all_of("-", settings=small, stdin=io.BytesIO(raw))).startswith("input larger than max_bytes (10)")
    path.write_text("x" * 10)
    assert isinstance(all_of(path, settings=small)[0], Page)
    assert isinstance(all_of("-", settings=small, stdin=io.BytesIO(b"x" * 10))[0], Page)


@pytest.mark.parametrize("raw", [b"", b" \r\n\t ", b"\xef\xbb\xbf", "\u00a0\u2003\n".encode()])
def test_an_empty_file_is_skipped(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(raw)

    assert reason(all_of(path)).startswith("empty: ")


def test_a_binary_file_is_skipped_with_its_bytes_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"%PDF-1.4 ...")

    assert all_of(path) == [
        Skipped(
            path.as_posix(), Issue("ingest", "binary (looks like PDF): give text, HTML or JSON lines"), b"%PDF-1.4 ..."
        )
    ]


def test_a_missing_path_is_skipped_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text(STORY)

    missing, page = all_of(tmp_path / "a.txt", tmp_path / "b.txt")

    assert reason([missing]) == "cannot be read: no such file or directory: check the path"
    assert isinstance(page, Page)


def test_unreadable_permissions_are_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text(STORY)

    def refuse(*_: object) -> None:  # root may read anything, so that mode bits alone test nothing
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)

    assert reason(all_of(path)) == "cannot be read: permission denied: make it readable"


def test_an_unreadable_directory_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: object) -> list[str]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "listdir", refuse)

    assert reason(all_of(tmp_path)) == "cannot be listed: permission denied: make it readable"


def test_a_file_that_breaks_while_it_is_read_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise OSError(5, "Input/output error")

        readline = read

    for name in ("a.txt", "a.jsonl"):
        (tmp_path / name).write_text("x")
    monkeypatch.setattr("builtins.open", lambda *_: Broken())

    assert reason(all_of(tmp_path / "a.txt")) == "cannot be read: Input/output error"
    assert reason(all_of(tmp_path / "a.jsonl")) == "cannot be read: Input/output error"
    assert reason(all_of("-", stdin=Broken())) == "cannot be read: Input/output error"


@pytest.mark.parametrize("name", ["ftp://example.org/x", "file:///etc/hosts"])
def test_other_addresses_are_skipped(name: str) -> None:
    assert reason(all_of(name)) == f"{name.split(':')[0]} addresses cannot be fetched: give http or https"


def test_a_name_with_a_nul_is_skipped() -> None:
    assert reason(all_of("a\x00b")).startswith("cannot be read: ")


def test_a_directory_is_read_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/a.html", ".git/x.txt", ".hidden", "c/d/e.jsonl"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text('{"text":"x"}' if name.endswith("jsonl") else "<p>x</p>")

    found = uris(all_of(tmp_path))

    assert found == [f"{tmp_path.as_posix()}/{name}" for name in ("a/a.html", "a/z.txt", "b.txt", "c/d/e.jsonl#1")]


def test_an_empty_directory_is_skipped(tmp_path: Path) -> None:
    (tmp_path / ".hidden").write_text("x")

    assert reason(all_of(tmp_path)) == "directory without files to read"


def test_a_directory_loop_is_told_once_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "z.txt").write_text(STORY)

    loop, page = all_of(tmp_path)

    assert uris([loop]) == [f"{tmp_path.as_posix()}/in/loop"]
    assert reason([loop]) == f"directory loop: leads back to {tmp_path.as_posix()}"
    assert isinstance(page, Page)


def test_a_directory_under_two_names_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.txt").write_text(STORY)
    (tmp_path / "b").symlink_to("a", target_is_directory=True)

    page, again = all_of(tmp_path)

    assert isinstance(page, Page)
    assert reason([again]) == f"already read as {tmp_path.as_posix()}/a"


def test_broken_links_and_pipes_in_a_directory_are_skipped(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("nowhere")
    (tmp_path / "self").symlink_to("self")
    os.mkfifo(tmp_path / "pipe")

    found = all_of(tmp_path)

    assert [reason([item]) for item in found] == [
        "broken link: no such file",
        "not a plain file (pipe, socket or device)",
        "broken link: no such file",
    ]


def test_a_very_deep_directory_is_read(tmp_path: Path) -> None:
    here = os.open(tmp_path, os.O_RDONLY)
    for _ in range(600):
        os.mkdir("d", dir_fd=here)
        below = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(os.open("x.txt", os.O_CREAT | os.O_WRONLY, dir_fd=here))
    os.close(here)

    assert len(all_of(tmp_path)) == 1


def test_a_file_name_that_is_no_utf_8_is_shown_with_a_sign(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    try:
        Path(os.fsdecode(path)).write_text(STORY)
    except OSError:
        pytest.skip("this file system has only UTF-8 names")

    (page,) = all_of(os.fsdecode(path))

    assert isinstance(page, Page)
    assert page.document.uri == f"{tmp_path.as_posix()}/caf\ufffd.txt"
    assert files.shown(page.document.uri) == page.document.uri


def test_the_same_page_under_two_names_has_one_id(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(STORY)

    first, second = all_of(tmp_path)

    assert isinstance(first, Page) and isinstance(second, Page)
    assert first.document.id == second.document.id and uris([first]) != uris([second])


def test_control_characters_stay_and_are_said(tmp_path: Path) -> None:
    text = "The army said\x07 that \u202ethe\u202c town fell. " * 3
    (tmp_path / "a.txt").write_text(text)

    (page,) = all_of(tmp_path)

    assert isinstance(page, Page) and page.text == text
    assert page.issues == (
        Issue("ingest", "3 control characters in the text", (13, 14)),
        Issue("ingest", "6 bidirectional override characters in the text", (20, 21)),
    )


def test_fifty_thousand_stories_in_one_file_are_all_read(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text('{"text": "Shelling was heard in the town of Alpha at dawn."}\n' * 50_000)

    assert sum(isinstance(item, Page) for item in read([str(path)], settings=USUAL)) == 50_000


def test_json_lines_are_not_held_together(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text(f'{{"text": "{"Shelling was heard at dawn. " * 100}"}}\n' * 2000)
    tracemalloc.start()

    count = sum(isinstance(item, Page) for item in read([str(path)], settings=USUAL))

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 2000
    assert peak < 1_000_000 < path.stat().st_size / 5  # bytes


def test_a_hundred_megabytes_on_one_line_are_one_page_held_about_twice(tmp_path: Path) -> None:
    path = tmp_path / "one.txt"
    path.write_bytes(b"The army said that. " * 5_000_000)
    tracemalloc.start()

    (page,) = all_of(path)

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(page, Page) and len(page.text) == 100_000_000
    assert peak < 320_000_000  # bytes: the raw ones, the text, and one copy while it is read
