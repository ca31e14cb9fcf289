"""Bad input, from end to end: one clear line, the rest goes on, nothing is lost."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from commandline import Rasid

from rasid.records import Coded

STORY = (
    "Two soldiers were killed on Monday when fighters attacked a checkpoint near Homs, the ministry said.\n\n"
    "The army retook the post by evening and three of the attackers were detained, according to residents.\n"
)


def lines(printed: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in printed.splitlines()]


def beside_a_good_page(rasid: Rasid, tmp_path: Path, bad: str, *flags: str) -> tuple[int, str]:
    """The exit code and the notes of coding a bad input before a good one, which must still be coded."""
    (tmp_path / "good.txt").write_text(STORY)
    done = rasid("code", bad, "good.txt", *flags)
    assert [line["document"]["uri"] for line in lines(done.stdout)][-1:] == ["good.txt"]  # type: ignore[index]
    assert "Traceback" not in done.stderr
    return done.returncode, done.stderr


def test_an_empty_file_is_named_and_the_rest_is_coded(rasid: Rasid, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    code, notes = beside_a_good_page(rasid, tmp_path, "empty.txt")
    assert (code, notes.count("\n")) == (1, 1) and notes.startswith("empty.txt: ")


def test_a_binary_file_is_named_and_the_rest_is_coded(rasid: Rasid, tmp_path: Path) -> None:
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    code, notes = beside_a_good_page(rasid, tmp_path, "picture.txt")
    assert (code, notes.count("\n")) == (1, 1) and notes.startswith("picture.txt: ")


def test_a_missing_path_is_named_and_the_rest_is_coded(rasid: Rasid, tmp_path: Path) -> None:
    code, notes = beside_a_good_page(rasid, tmp_path, "nowhere.txt")
    assert (code, notes.count("\n")) == (1, 1) and notes.startswith("nowhere.txt: ")


def test_a_name_that_would_steer_the_terminal_is_shown_harmless(rasid: Rasid, tmp_path: Path) -> None:
    code, notes = beside_a_good_page(rasid, tmp_path, "no\x1b[2Jwhere\u202e.txt")
    assert code == 1 and "\x1b" not in notes and "\u202e" not in notes


def test_a_folder_that_contains_itself_ends(rasid: Rasid, tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "one.txt").write_text(STORY)
    (folder / "again").symlink_to(folder, target_is_directory=True)
    done = rasid("code", "pages")
    assert len(lines(done.stdout)) == 1
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every file: permissions cannot be tested as root")
def test_an_unreadable_file_is_named_and_the_rest_is_coded(rasid: Rasid, tmp_path: Path) -> None:
    (tmp_path / "closed.txt").write_text(STORY)
    (tmp_path / "closed.txt").chmod(0)
    code, notes = beside_a_good_page(rasid, tmp_path, "closed.txt")
    assert (code, notes.count("\n")) == (1, 1) and notes.startswith("closed.txt: ")


def test_a_very_long_line_does_not_stop_the_rest(rasid: Rasid, tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_bytes(b"word " * (1024 * 1024))  # 5 MB; bench/speed.py reads 100 MB
    code, _ = beside_a_good_page(rasid, tmp_path, "long.txt")
    assert code in (0, 1)


def test_a_json_line_of_a_hundred_megabytes_does_not_stop_the_next_line(rasid: Rasid, tmp_path: Path) -> None:
    with (tmp_path / "long.jsonl").open("wb") as file:
        file.write(b'{"text": "' + b"word " * (20 * 1024 * 1024) + b'"}\n')
        file.write(json.dumps({"text": STORY, "id": "after"}).encode() + b"\n")
    done = rasid("code", "long.jsonl", env={"RASID_MAX_BYTES": str(1024 * 1024)})
    assert [line["document"]["uri"] for line in lines(done.stdout)] == ["after"]  # type: ignore[index]
    assert done.returncode == 1 and done.stderr.count("\n") == 1


def test_a_file_of_many_stories_flows_in_little_memory(rasid: Rasid, tmp_path: Path) -> None:
    count = 3_000  # bench/speed.py does the same with 50,000
    with (tmp_path / "many.jsonl").open("w") as file:
        for n in range(count):
            text = f"Clashes near village {n}\n\n{n} people fled fighting near village number {n} on Monday, officials said."
            file.write(json.dumps({"text": text, "id": str(n)}) + "\n")
    done = rasid("code", "many.jsonl")
    assert done.returncode == 0
    assert [line["document"]["uri"] for line in lines(done.stdout)] == [str(n) for n in range(count)]  # type: ignore[index]


def test_a_page_of_many_stories_is_stored_whole_though_it_is_larger_than_a_batch(rasid: Rasid, tmp_path: Path) -> None:
    items = [
        f"TOWN{n}, 3 May 2024 (Wire) - Shells fell on district {n} and {n + 2} families fled.\n" for n in range(60)
    ]
    page = "\n\n".join(f"Shelling empties district {n}\n\n{item}" for n, item in enumerate(items))
    (tmp_path / "page.txt").write_text(page)
    coded = lines(rasid("code", "page.txt").stdout)
    assert len(coded) > 10, "the page must have several stories for this test to mean something"

    rasid("run", "page.txt", "--db", "r.duckdb", env={"RASID_BATCH_STORIES": "7"})

    with duckdb.connect(str(tmp_path / "r.duckdb"), read_only=True) as record:
        stored = record.execute("SELECT id FROM stories ORDER BY rowid").fetchall()
    assert [id for (id,) in stored] == [line["story"]["id"] for line in coded]  # type: ignore[index]


def test_broken_html_is_read_as_far_as_it_goes(rasid: Rasid, tmp_path: Path) -> None:
    (tmp_path / "broken.html").write_text(f"<html><body><div><p>{STORY}</i></p></span><table><tr><td><p>And <b>then")
    done = rasid("code", "broken.html", "--with-text")
    assert done.returncode == 0
    assert "fighters attacked a checkpoint" in lines(done.stdout)[0]["document"]["text"]  # type: ignore[index]


def test_scripts_and_styles_of_a_page_are_never_read_as_reporting(rasid: Rasid, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(
        "<html><head><style>p { color: red } /* nine soldiers were killed */</style></head><body>"
        f"<script>var s = 'Seven soldiers were killed in Aleppo on Monday.'</script><article><p>{STORY}</p></article></body></html>"
    )
    printed = rasid("code", "page.html", "--with-text").stdout
    assert lines(printed) and "Aleppo" not in printed and "nine soldiers" not in printed


def test_control_characters_and_direction_overrides_do_not_move_the_quotes(rasid: Rasid, tmp_path: Path) -> None:
    text = (
        "\u202eTwo soldiers\u202c were \x07killed\x00 near\x1b[31m Homs on\u200f Monday, the ministry said.\n\n" + STORY
    )
    (tmp_path / "odd.txt").write_text(text)
    done = rasid("code", "odd.txt", "--with-text")
    for line in lines(done.stdout):
        assert misplaced(line) == []
    rasid("run", "odd.txt", "--db", "r.duckdb")
    shown = rasid("events", "--db", "r.duckdb").stdout
    assert not {"\x1b", "\x07", "\x00", "\u202e"} & set(shown)


def test_a_lone_surrogate_in_a_json_line_stops_nothing(rasid: Rasid, tmp_path: Path) -> None:
    broken = '{"text": "Two soldiers were killed near Homs \\ud800 on Monday, the ministry said.", "id": "broken"}\n'
    (tmp_path / "lines.jsonl").write_text(broken + json.dumps({"text": STORY, "id": "after"}) + "\n")
    done = rasid("run", "lines.jsonl", "--db", "r.duckdb")
    assert "Traceback" not in done.stderr
    assert "after" in rasid("stories", "--db", "r.duckdb", "--format", "csv").stdout


def test_a_text_without_a_story_is_an_issue(rasid: Rasid, tmp_path: Path) -> None:
    (tmp_path / "nothing.txt").write_text("\n \n\n")
    done = rasid("run", "nothing.txt", "--db", "r.duckdb")
    assert "nothing.txt" in rasid("issues", "--db", "r.duckdb").stdout
    assert "Traceback" not in done.stderr


def test_one_page_under_two_names_is_stored_once_and_found_under_both(rasid: Rasid, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / "b.txt").write_text(STORY)
    assert rasid("run", "a.txt", "b.txt", "--db", "r.duckdb").returncode == 0
    with duckdb.connect(str(tmp_path / "r.duckdb"), read_only=True) as record:
        assert record.execute("SELECT uri FROM documents ORDER BY uri").fetchall() == [("a.txt",), ("b.txt",)]
        assert record.execute("SELECT count(*), count(DISTINCT id) FROM stories").fetchone() == (1, 1)
        assert record.execute("SELECT count(*) FROM archive").fetchone() == (1,)


def test_the_same_command_twice_changes_no_row(rasid: Rasid, tmp_path: Path) -> None:
    pages(tmp_path / "pages", 12)
    (tmp_path / "pages" / "empty.txt").write_bytes(b"")
    rasid("run", "pages", "--db", "r.duckdb")
    before = everything(tmp_path / "r.duckdb", own=True)
    rasid("run", "pages", "--db", "r.duckdb")
    now = everything(tmp_path / "r.duckdb", own=True)
    assert {name: rows for name, rows in now.items() if name not in {"runs", "run_ends"}} == {
        name: rows for name, rows in before.items() if name not in {"runs", "run_ends"}
    }


def test_a_full_disk_while_storing_is_one_line_that_names_the_record(rasid: Rasid, tmp_path: Path) -> None:
    pages(tmp_path / "pages", 300)
    limit = 350_000  # bytes: the empty record fits, what is stored then does not

    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    done = rasid("run", "pages", "--db", "r.duckdb", preexec_fn=small)

    assert done.returncode == 1
    assert "r.duckdb" in done.stderr.splitlines()[-1] and "Traceback" not in done.stderr
    whole = rasid("run", "pages", "--db", "r.duckdb")
    assert whole.returncode == 0, whole.stderr
    rasid("run", "pages", "--db", "other.duckdb")
    assert everything(tmp_path / "r.duckdb") == everything(tmp_path / "other.duckdb")


@pytest.mark.parametrize("steps", [3, 12, 25])
def test_a_killed_run_and_the_same_command_again_equal_an_undisturbed_run(
    rasid: Rasid, tmp_path: Path, steps: int
) -> None:
    pages(tmp_path / "pages", 200)
    small = {"RASID_BATCH_STORIES": "10"}
    for late in range(
        0, 15, 3
    ):  # on a busy machine the log's first growths may be those of a batch that is not committed yet
        kill_midway(tmp_path, small, steps + late)
        if stories_in(tmp_path / "killed.duckdb"):
            break
    assert 0 < stories_in(tmp_path / "killed.duckdb") < 200, "killed too early or too late to tell"

    again = rasid("run", "pages", "--db", "killed.duckdb", env=small)
    rasid("run", "pages", "--db", "undisturbed.duckdb", env=small)

    assert again.returncode == 0, again.stderr
    assert everything(tmp_path / "killed.duckdb") == everything(tmp_path / "undisturbed.duckdb")


def kill_midway(folder: Path, environ: dict[str, str], steps: int) -> None:
    """Starts a run into a new record and kills it."""
    for file in folder.glob("killed.duckdb*"):
        file.unlink()
    command = [sys.executable, "-m", "rasid", "run", "pages", "--db", "killed.duckdb"]
    running = subprocess.Popen(command, cwd=folder, env=os.environ | environ, stdout=subprocess.DEVNULL)
    kill_after(running, folder / "killed.duckdb.wal", steps)


def stories_in(record: Path) -> int:
    """How many stories a record has; none where it has no tables yet."""
    with duckdb.connect(str(record), read_only=True) as connection:
        made = connection.execute("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'stories'").fetchone()
        found = connection.execute("SELECT count(*) FROM stories").fetchone() if made == (1,) else (0,)
    assert found is not None
    return int(found[0])


def kill_after(running: subprocess.Popen[bytes], log: Path, steps: int) -> None:
    """Kills a run once the log of its record has grown that many times (no reader can look into the record meanwhile)."""
    size, seen = 0, 0
    while running.poll() is None and seen < steps:
        now = log.stat().st_size if log.exists() else 0
        seen += now > size
        size = now
        time.sleep(0.001)
    running.send_signal(signal.SIGKILL)
    running.wait()


def everything(record: Path, *, own: bool = False) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables, in order; without ``own``, less what says which run wrote them and when."""
    with duckdb.connect(str(record), read_only=True) as connection:
        tables = [
            name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables() ORDER BY 1").fetchall()
        ]
        if own:
            return {name: connection.execute(f"FROM {name} ORDER BY rowid").fetchall() for name in tables}
        rows = {
            name: connection.execute(f"SELECT * EXCLUDE (run_id, recorded_at) FROM {name} ORDER BY rowid").fetchall()
            for name in tables
            if name not in {"runs", "run_ends", "schema_version"}
        }
    assert rows["stories"], "an empty record proves nothing"
    return rows


def pages(folder: Path, count: int) -> None:
    """A folder of pages, some with a copy of an earlier page, some with two stories."""
    folder.mkdir()
    for n in range(count):
        of = n - 3 if n % 10 == 9 else n
        body = "\n\n".join(
            f"Residents of quarter {of}-{k} said {of + k} shells fell on the {['market', 'bridge', 'mill'][k]} at dawn, "
            f"and that {k + 2} people from street {of * 7 + k} were taken to the hospital of district {of * 3 + k}."
            for k in range(3)
        )
        headline = f"Shelling of quarter {of} goes on" if of == n else f"Again: shelling of quarter {of}"
        (folder / f"{n:04}.txt").write_text(f"{headline}\n\nHOMS, 3 May 2024 (Wire) - {body}\n")


def spans(value: object) -> Iterator[tuple[list[int], str | None]]:
    """Every span in a coded story, with the words that are recorded beside it, if they are."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in {"span", "quote", "cue"} and inner is not None:
                words = value.get("text") if key == "span" and isinstance(value.get("text"), str) else None
                yield inner, words
            elif key == "retold":
                yield from ((span, None) for span in inner)
            else:
                yield from spans(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans(inner)


def misplaced(coded: dict[str, object]) -> list[object]:
    """The spans of a coded story that lie outside of its text, are empty, or do not slice to their words."""
    document = coded["document"]
    assert isinstance(document, dict)
    text = document["text"]
    rest = {key: value for key, value in coded.items() if key != "document"}
    return [
        (span, words)
        for span, words in spans(rest)
        if not 0 <= span[0] < span[1] <= len(text) or (words is not None and text[slice(*span)] != words)
    ]


SAMPLES = Path(__file__).resolve().parent.parent / "examples" / "pages"
SEEDS = Path(__file__).resolve().parent.parent.parent / "shared" / "seeds"


@pytest.mark.parametrize("folder", [SAMPLES, pytest.param(SEEDS, marks=pytest.mark.shared)], ids=["samples", "seeds"])
def test_every_span_slices_to_its_quote(rasid: Rasid, folder: Path) -> None:
    if not folder.is_dir():
        pytest.skip(f"{folder.name}: the corpora are not beside this checkout")
    coded = lines(rasid("code", folder, "--with-text").stdout)
    assert sum(len(list(spans(one))) for one in coded) > 30
    assert [wrong for one in coded for wrong in misplaced(one)] == []
    assert [list(one) for one in coded] == [list(Coded.__dataclass_fields__)] * len(coded)
