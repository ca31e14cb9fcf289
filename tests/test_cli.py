"""The command as a user meets it: output, exit codes, formats, mistakes."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest
from commandline import Rasid, command

PAGE = (
    "Two soldiers killed in drone strike near Homs\n\n"
    "HOMS, 3 May 2024 (Wire) - Two Syrian soldiers were killed in a drone strike by the Islamic State near Homs on "
    "Thursday, the Ministry of Defence said.\n\n"
    "The army denied that it had lost control of the road to Palmyra. The ministry announced a curfew in the province.\n"
)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(PAGE)
    return path


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a record of the page, made once."""
    folder = tmp_path_factory.mktemp("record")
    (folder / "page.txt").write_text(PAGE)
    done = command(["run", "page.txt", "--db", "r.duckdb"], cwd=folder)
    assert done.returncode == 0, done.stderr
    return (folder / "r.duckdb").read_bytes()


@pytest.fixture
def record(recorded: bytes, page: Path) -> Path:
    path = page.with_name("r.duckdb")
    path.write_bytes(recorded)
    return path


def coded(printed: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in printed.splitlines()]


def test_code_prints_one_object_a_story_that_the_schema_allows(rasid: Rasid, page: Path) -> None:
    schema = json.loads(rasid("schema").stdout)
    (story,) = coded(rasid("code", page).stdout)
    jsonschema.validate(story, schema)
    assert list(story) == ["document", "story", "mentions", "reports", "claims", "control", "measures", "issues"]


def test_the_schema_refuses_a_story_that_lacks_a_key(rasid: Rasid, page: Path) -> None:
    schema = json.loads(rasid("schema").stdout)
    (story,) = coded(rasid("code", page).stdout)
    del story["measures"]
    with pytest.raises(jsonschema.ValidationError, match="measures"):
        jsonschema.validate(story, schema)


def test_the_text_is_printed_only_when_asked_for(rasid: Rasid, page: Path) -> None:
    (bare,) = coded(rasid("code", page).stdout)
    (full,) = coded(rasid("code", page, "--with-text").stdout)
    assert bare["document"] == full["document"] | {"text": None}  # type: ignore[operator]
    assert full["document"]["text"] == PAGE  # type: ignore[index]


def test_code_prints_the_same_bytes_every_time(rasid: Rasid, page: Path) -> None:
    assert rasid("code", page).stdout == rasid("code", page, env={"PYTHONHASHSEED": "7"}).stdout


def test_code_reads_standard_input(rasid: Rasid) -> None:
    (story,) = coded(rasid("code", "-", "--source", "Desk", stdin=PAGE).stdout)
    assert (story["document"]["uri"], story["document"]["source"]) == ("-", "Desk")  # type: ignore[index]


def test_published_dates_a_text_that_has_no_date(rasid: Rasid) -> None:
    text = "Fighters attacked a checkpoint near Homs on Monday, the ministry said. Two soldiers were killed there."
    (story,) = coded(rasid("code", "-", "--published", "2024-05-17", stdin=text).stdout)
    published = story["story"]["published"]  # type: ignore[index]
    assert (published["start"], published["end"], published["basis"]) == ("2024-05-17", "2024-05-17", "metadata")


def test_run_says_what_it_did_and_what_to_type_next(rasid: Rasid, page: Path) -> None:
    done = rasid("run", page, "--db", "r.duckdb")
    assert done.stdout.startswith(
        "Read 1 input: 1 with stories, 0 without, 0 in the record already, 0 skipped.\nFound 1 story"
    )
    assert done.stdout.endswith("\nNext: rasid events --db r.duckdb\n")
    assert done.stderr == ""


def test_run_counts_every_input_once(rasid: Rasid, page: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    rasid("run", page, "--db", "r.duckdb")
    (tmp_path / "other.txt").write_text(PAGE.replace("Homs", "Hama").replace("Two", "Nine"))
    done = rasid("run", page, "empty.txt", "missing.txt", "other.txt", "--db", "r.duckdb")
    assert done.returncode == 1
    assert done.stdout.startswith("Read 4 inputs: 1 with stories, 0 without, 1 in the record already, 2 skipped.\n")


def test_run_says_so_when_nothing_is_new(rasid: Rasid, page: Path, record: Path) -> None:
    done = rasid("run", "page.txt", "--db", record)
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "Nothing new: 1 document read, in the record already.")


LISTINGS = ["events", "claims", "control", "measures", "stories", "issues"]


@pytest.mark.parametrize("listing", LISTINGS)
def test_a_listing_has_the_same_rows_as_table_json_and_csv(rasid: Rasid, record: Path, listing: str) -> None:
    rows = coded(rasid(listing, "--db", record, "--format", "json").stdout)
    table = rasid(listing, "--db", record).stdout.splitlines()[1:]
    spread = list(csv.DictReader(io.StringIO(rasid(listing, "--db", record, "--format", "csv").stdout)))
    assert [str(row["id"])[:8] for row in rows] == [line.split()[0] for line in table]
    assert [row["id"] for row in rows] == [row["id"] for row in spread]


@pytest.mark.parametrize("listing", ["events", "stories"])
def test_a_listing_is_not_empty_for_a_page_that_has_such_rows(rasid: Rasid, record: Path, listing: str) -> None:
    assert coded(rasid(listing, "--db", record, "--format", "json").stdout) != []


def test_a_table_fits_a_hundred_columns_when_asked_to(rasid: Rasid, record: Path) -> None:
    printed = rasid("events", "--db", record, env={"COLUMNS": "100"}).stdout
    assert printed and max(map(len, printed.splitlines())) <= 100


def test_events_are_filtered_by_country_place_actor_time_type_and_modality(rasid: Rasid, record: Path) -> None:
    def ids(*flags: str) -> list[object]:
        return [row["id"] for row in coded(rasid("events", "--db", record, "--format", "json", *flags).stdout)]

    everything = ids()
    rows = coded(rasid("events", "--db", record, "--format", "json").stdout)
    for flags in (
        ["--country", "xx"],
        ["--place", "nowhere"],
        ["--actor", "nobody"],
        ["--until", "1990-01-01"],
        ["--type", "aid"],
    ):
        assert ids(*flags) == []
    first = rows[0]
    assert first["id"] in ids("--type", str(first["type"]), "--modality", str(first["modality"]))
    assert ids("--limit", "1") == everything[:1]


def test_a_spreadsheet_runs_nothing_of_a_page(rasid: Rasid, tmp_path: Path) -> None:
    (tmp_path / "p.txt").write_text(
        "=HYPERLINK(1)\n\nTwo soldiers were killed near Homs on Monday, the ministry said there.\n"
    )
    rasid("run", "p.txt", "--db", "f.duckdb")
    cells = [
        cell
        for row in csv.reader(io.StringIO(rasid("stories", "--db", "f.duckdb", "--format", "csv").stdout))
        for cell in row
    ]
    assert not [cell for cell in cells if cell.startswith("=")]


def test_show_prints_every_field_of_a_report_with_its_words(rasid: Rasid, record: Path) -> None:
    event = coded(rasid("events", "--db", record, "--format", "json").stdout)[0]
    shown = rasid("show", str(event["id"])[:8], "--db", record)
    assert shown.returncode == 0
    assert f"report {event['id']}" in shown.stdout and "«" in shown.stdout

    (whole,) = coded(rasid("show", event["id"], "--db", record, "--format", "json").stdout)
    assert whole["id"] == event["id"]
    for field in whole["fields"]:  # type: ignore[attr-defined]
        if field["span"] is not None:
            assert PAGE[slice(*field["span"])] == field["words"]


@pytest.mark.parametrize("listing", ["claims", "control", "measures", "stories"])
def test_show_takes_the_ids_that_a_listing_prints(rasid: Rasid, record: Path, listing: str) -> None:
    for row in coded(rasid(listing, "--db", record, "--format", "json").stdout):
        (shown,) = coded(rasid("show", row["id"], "--db", record, "--format", "json").stdout)
        assert shown["id"] == row["id"]


MISTAKES = [
    (["event"], "no such command 'event'. Did you mean 'events'?"),
    (["code"], "missing argument 'PATH...'"),
    (["code", "page.txt", "--publised", "2024-01-01"], "no such option"),
    (["code", "page.txt", "--published", "yesterday"], "yesterday"),
    (["code", "page.txt", "--reader", "tealeaves"], "tealeaves"),
    (["code", "page.txt", "--config", "missing.toml"], "missing.toml: cannot be read"),
    (["events"], "rasid.duckdb: no record there; name one with --db FILE or RASID_DB"),
    (["events", "--db", "r.duckdb", "--limit", "0"], "limit"),
    (["events", "--db", "r.duckdb", "--since", "soon"], "soon"),
    (["events", "--db", "r.duckdb", "--modality", "maybe"], "maybe"),
    (["events", "--db", "r.duckdb", "--format", "xml"], "xml"),
    (["events", "--db", "r.duckdb", "--country", "Syria"], "--country 'Syria' is no code of two letters"),
    (["control", "--db", "r.duckdb", "--state", "holds"], "'holds' is not one of 'controls'"),
    (["show", "0000", "--db", "r.duckdb", "--format", "csv"], "show has no csv"),
]


@pytest.mark.parametrize(("words", "said"), MISTAKES, ids=[" ".join(words) for words, _ in MISTAKES])
def test_a_wrong_command_line_is_one_line_and_exit_code_2(
    rasid: Rasid, record: Path, words: list[str], said: str
) -> None:
    done = rasid(*words)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.startswith("rasid: ") and said in done.stderr


def test_the_summary_of_a_command_is_not_cut_in_the_help(rasid: Rasid) -> None:
    _, commands = rasid("--help", env={"COLUMNS": "80"}).stdout.split("Commands:\n")
    assert "schema" in commands and "..." not in commands


@pytest.mark.parametrize(
    ("db", "said"),
    [("none/r.duckdb", "cannot be made, there is no folder none"), (".", "a folder; give a file in it")],
)
def test_a_record_that_cannot_be_made_is_one_line(rasid: Rasid, page: Path, db: str, said: str) -> None:
    done = rasid("run", page, "--db", db)
    assert (done.returncode, done.stderr) == (1, done.stderr.splitlines()[0] + "\n")
    assert done.stderr.startswith(f"rasid: {db}: {said}")


def test_a_wrong_setting_of_the_environment_is_one_line_and_exit_code_2(rasid: Rasid, page: Path) -> None:
    done = rasid("code", page, env={"RASID_MAX_BYTES": "lots"})
    assert (done.returncode, done.stderr.count("\n")) == (2, 1) and "max_bytes" in done.stderr


@pytest.mark.parametrize("content", [b"", b"not a record of anything" * 400], ids=["empty", "other"])
def test_a_file_that_is_no_record_is_one_line(rasid: Rasid, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.duckdb").write_bytes(content)
    done = rasid("events", "--db", "x.duckdb")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1) and "x.duckdb" in done.stderr


def test_an_unknown_id_is_one_line(rasid: Rasid, record: Path) -> None:
    done = rasid("show", "00000000", "--db", record)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1) and "00000000" in done.stderr


def test_a_second_writer_is_told_who_holds_the_record(rasid: Rasid, page: Path, record: Path) -> None:
    with writing(record) as holder:
        done = rasid("run", page, "--db", record)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "r.duckdb" in done.stderr and str(holder.pid) in done.stderr


def writing(record: Path) -> subprocess.Popen[bytes]:
    """A process that holds the record for writing until its input ends."""
    script = "import sys, duckdb; c = duckdb.connect(sys.argv[1]); sys.stdout.write('x'); sys.stdout.flush(); sys.stdin.read()"
    held = subprocess.Popen([sys.executable, "-c", script, str(record)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert held.stdout is not None and held.stdout.read(1) == b"x"
    return held


@pytest.mark.parametrize("words", [["--version"], ["--version", "code"]])
def test_the_version_is_printed(rasid: Rasid, words: list[str]) -> None:
    import rasid as package

    assert rasid(*words).stdout == f"rasid {package.__version__}\n"


def test_no_words_at_all_give_the_help(rasid: Rasid) -> None:
    done = rasid()
    assert done.returncode == 0 and "Usage: rasid" in done.stdout


def heavy(*words: str) -> set[str]:
    """Which heavy packages a command loads."""
    script = (
        "import sys\nfrom rasid import cli\ncli.run(sys.argv[1:])\n"
        "sys.stderr.write(' '.join(sorted({name.split('.')[0] for name in sys.modules})))"
    )
    done = subprocess.run([sys.executable, "-c", script, *words], capture_output=True, text=True, check=True)
    return set(done.stderr.split()) & {
        "typer",
        "rich",
        "duckdb",
        "httpx",
        "lxml",
        "trafilatura",
        "yaml",
        "ahocorasick_rs",
    }


def test_the_version_loads_nothing_heavy() -> None:
    assert heavy("--version") == set()


def test_the_help_loads_none_of_the_stages() -> None:
    assert heavy("--help") == {"typer"}


def test_coding_a_text_loads_neither_the_store_nor_what_fetches_pages(page: Path) -> None:
    assert not heavy("code", str(page)) & {"duckdb", "httpx", "trafilatura", "rich"}


def test_a_reader_that_leaves_ends_the_command_quietly(tmp_path: Path) -> None:
    lines = "".join(json.dumps({"text": PAGE.replace("Two", str(n)), "id": str(n)}) + "\n" for n in range(400))
    (tmp_path / "many.jsonl").write_text(lines)
    command = f"{sys.executable} -m rasid code many.jsonl | head -n 1"
    done = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert len(done.stdout.splitlines()) == 1
    assert done.stderr == ""


def _stopped(running: subprocess.Popen[str]) -> int:
    """The exit code after Ctrl-C; pressed again when the first one fell into a destructor, where Python drops it."""
    for _ in range(3):
        running.send_signal(signal.SIGINT)
        try:
            return running.wait(timeout=15)
        except subprocess.TimeoutExpired:
            continue
    return running.wait(timeout=1)


def test_ctrl_c_ends_the_command_with_one_line_and_130(tmp_path: Path) -> None:
    running = subprocess.Popen(
        [sys.executable, "-m", "rasid", "code", "-"],
        cwd=tmp_path,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert running.stdin is not None and running.stdout is not None and running.stderr is not None
    running.stdin.write(json.dumps({"text": PAGE}) + "\n")
    running.stdin.flush()
    running.stdout.readline()  # it is at work, and waits for the next line
    assert _stopped(running) == 130
    assert running.stderr.read() == "rasid: stopped\n"
    for stream in (running.stdin, running.stdout, running.stderr):
        stream.close()


def on_a_terminal(words: list[str], tmp_path: Path, *, lines: Iterator[str]) -> str:
    """What a command shows on a terminal while it reads lines that come slowly."""
    ours, theirs = pty.openpty()
    running = subprocess.Popen(
        [sys.executable, "-m", "rasid", *words],
        cwd=tmp_path,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=theirs,
        env=os.environ | {"TERM": "xterm"},
    )
    os.close(theirs)
    assert running.stdin is not None
    for line in lines:
        running.stdin.write(line.encode())
        running.stdin.flush()
    running.stdin.close()
    shown = b""
    while True:
        try:
            part = os.read(ours, 4096)
        except OSError:  # Linux says EIO where the other end has closed
            break
        if not part:
            break
        shown += part
    os.close(ours)
    assert running.wait(timeout=30) == 0
    return shown.decode()


def slowly(seconds: float) -> Iterator[str]:
    for n in range(2):
        yield json.dumps({"text": PAGE, "id": str(n)}) + "\n"
        time.sleep(seconds)


def test_long_work_shows_progress_on_a_terminal(tmp_path: Path) -> None:
    assert "coding" in on_a_terminal(["code", "-"], tmp_path, lines=slowly(2.0))


def test_short_work_shows_no_progress(tmp_path: Path) -> None:
    assert on_a_terminal(["code", "-"], tmp_path, lines=slowly(0.0)) == ""
