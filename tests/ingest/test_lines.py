import io
import json
from collections.abc import Iterator
from hashlib import sha256

import pytest

from rasid.ingest import lines
from rasid.ingest.given import Given
from rasid.ingest.published import interval
from rasid.records import Document, Issue, Page, Skipped

NOTHING = Given()


def read(raw: bytes, given: Given = NOTHING, max_bytes: int = 1000) -> list[Page | Skipped]:
    return list(lines.pages(io.BytesIO(raw), "in.jsonl", given, max_bytes=max_bytes))


def test_a_line_becomes_a_page_with_what_it_says_about_itself() -> None:
    line = (
        b'{"text": "Two men were shot in the town.", "published": "2020-05", "source": "Post", "url": "http://x.org/1"}'
    )

    assert read(line + b"\r\n") == [
        Page(
            Document(
                id=sha256(line).hexdigest(),
                source="Post",
                uri="http://x.org/1",
                media_type="application/jsonl",
                language="en",
                fetched_at=None,
                text="Two men were shot in the town.",
            ),
            line,
            interval("2020-05"),
        )
    ]


@pytest.mark.parametrize(
    ("fields", "uri"),
    [
        ({"url": "u", "id": "i"}, "u"),
        ({"id": "i"}, "i"),
        ({"id": 7}, "7"),
        ({"url": "", "id": None}, "in.jsonl#1"),
        ({}, "in.jsonl#1"),
    ],
)
def test_the_uri_is_url_else_id_else_path_and_line(fields: dict[str, object], uri: str) -> None:
    (page,) = read(json.dumps({"text": "x", **fields}).encode())

    assert isinstance(page, Page) and page.document.uri == uri


def test_a_date_of_its_own_wins_over_the_flag_and_a_source_given_wins_over_its_own() -> None:
    given = Given(interval("1999"), "Flag")

    own, none = read(b'{"text":"a","published":"2020-01-02","source":"Own"}\n{"text":"b"}\n', given)

    assert isinstance(own, Page) and isinstance(none, Page)
    assert (own.published, own.document.source) == (interval("2020-01-02"), "Flag")
    assert (none.published, none.document.source) == (interval("1999"), "Flag")


def test_a_date_that_is_none_is_said_and_not_replaced_by_the_flag() -> None:
    (page,) = read(b'{"text":"a","published":"last week"}', Given(interval("1999")))

    assert isinstance(page, Page)
    assert (page.published, page.issues) == (None, (Issue("ingest", "\"published\" is no date: 'last week'"),))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"[1]", 'line 2: not a JSON object: give {"text": ...}'),
        (b'{"txt":"a"}', 'line 2: no "text"'),
        (b'{"text":5}', 'line 2: "text" is not a string'),
        (b'{"text":null}', 'line 2: "text" is not a string'),
        (b'{"text":"a","url":3}', 'line 2: "url" is not a string'),
        (b'{"text":"a","id":[3]}', 'line 2: "id" is neither a string nor a whole number'),
        (b'{"text":" \\n "}', 'line 2: empty: "text" has nothing but white space'),
        (b'{"text":"a"', "line 2: not valid JSON (Expecting ',' delimiter: line 1 column 12 (char 11))"),
        (b"[" * 99_000, "line 2: JSON nested too deep"),
    ],
)
def test_one_bad_line_is_skipped_with_its_number_and_bytes_and_the_rest_goes_on(line: bytes, reason: str) -> None:
    first, bad, last = read(b'{"text":"a"}\n' + line + b'\n{"text":"b"}', max_bytes=10**6)

    assert isinstance(bad, Skipped)
    assert (bad.uri, bad.issue, bad.raw is not None) == ("in.jsonl#2", Issue("ingest", reason), True)
    assert isinstance(first, Page) and isinstance(last, Page) and (first.text, last.text) == ("a", "b")


def test_a_line_that_is_too_long_is_passed_over_without_being_held() -> None:
    long = b'{"text":"' + b"x" * 3_000_000 + b'"}\n'

    before, skipped, after = read(b'{"text":"a"}\n' + long + b'{"text":"b"}\n')

    assert skipped == Skipped(
        "in.jsonl#2", Issue("ingest", "line 2 is longer than max_bytes (1000): raise the setting or split it")
    )
    assert isinstance(before, Page) and isinstance(after, Page) and after.text == "b"


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b""])
def test_a_line_of_exactly_the_limit_is_read(end: bytes) -> None:
    line = b'{"text":"' + b"x" * 89 + b'"}'

    (page,) = read(line + end, max_bytes=100)

    assert len(line) == 100 and isinstance(page, Page)


def test_blank_lines_are_no_documents_but_count_as_lines() -> None:
    (page,) = read(b'\n  \r\n{"text":"a"}\n')

    assert isinstance(page, Page) and page.document.uri == "in.jsonl#3"


def test_half_characters_are_replaced_and_said() -> None:
    (page,) = read(b'{"text":"shot \\ud83d fell \\ud83d\\ude00"}')

    assert isinstance(page, Page)
    assert page.text == "shot \ufffd fell 😀"
    assert page.issues == (Issue("ingest", "1 half characters (lone surrogates) replaced", (5, 6)),)


def test_a_byte_order_mark_and_another_encoding_do_not_stop_a_line() -> None:
    marked, western = read(b'\xef\xbb\xbf{"text":"a"}\n' + '{"text":"Le village a été bombardé"}'.encode("cp1252"))

    assert isinstance(marked, Page) and marked.text == "a"
    assert isinstance(western, Page) and western.text == "Le village a été bombardé"
    assert western.issues == (Issue("ingest", "no encoding declared: read as windows-1252"),)


def test_lines_are_read_as_they_are_asked_for() -> None:
    class Endless(io.BytesIO):
        asked = 0

        def readline(self, size: int | None = -1, /) -> bytes:
            self.asked += 1
            return b'{"text":"a"}\n'

    stream = Endless()
    pages: Iterator[Page | Skipped] = lines.pages(stream, "x", Given(), max_bytes=100)
    next(pages), next(pages)

    assert stream.asked == 2
