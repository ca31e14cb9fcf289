"""What a kill, a full disk or a second process does to a record: nothing."""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from store_samples import fill

from rasid.errors import StoreError
from rasid.store import Store

STORIES = 36
HERE = str(Path(__file__).parent)


def python(code: str, *arguments: object) -> subprocess.Popen[str]:
    """A process that runs ``code`` with the project and these samples at hand."""
    path = os.pathsep.join([HERE, str(Path(__file__).parents[2]), *filter(None, sys.path)])
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        env=os.environ | {"PYTHONPATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def content(record: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables in the order of storing, without the run and the time; of the runs nothing."""
    with Store.open(record, write=False) as store:
        tables = [name for (name,) in store.rows("SELECT table_name FROM duckdb_tables() ORDER BY table_name")]
        return {
            table: store.rows(f"SELECT * EXCLUDE (run_id, recorded_at) FROM {table} ORDER BY rowid")
            for table in tables
            if table not in ("runs", "run_ends", "schema_version")
        }


FILL = f"""
import sys
from store_samples import filed
from rasid.store import Store
with Store.open(sys.argv[1], write=True) as store:
    store.start_run("fill", version="0")
    for n in range({STORIES}):
        if not store.has(filed(n).page.document.id, filed(n).page.document.uri):
            store.archive([filed(n).page])
            store.add([filed(n)])
        print("stored", n, flush=True)
print("done", flush=True)
"""


def kill_in(record: Path, dice: random.Random) -> bool:
    """Whether a filling process was still at it when it was killed, at some moment after some story."""
    run = python(FILL, record)
    assert run.stdout is not None
    for _ in range(dice.randrange(STORIES - 10)):
        run.stdout.readline()
    time.sleep(dice.uniform(0.0, 0.05))
    run.send_signal(signal.SIGKILL)
    output, _ = run.communicate()
    return "done" not in output


@pytest.mark.parametrize("seed", range(3))
def test_a_run_that_is_killed_again_and_again_gives_the_record_of_an_undisturbed_one(
    record: Path, tmp_path: Path, seed: int
) -> None:
    dice = random.Random(seed)
    kills = [kill_in(record, dice) for _ in range(4)]
    assert any(kills)
    fill(record, range(STORIES), batch=5)
    fill(tmp_path / "whole.duckdb", range(STORIES), batch=5)
    assert content(record) == content(tmp_path / "whole.duckdb")


def test_killed_between_archiving_and_adding_nothing_is_lost_or_doubled(record: Path, tmp_path: Path) -> None:
    killed = python(
        "import os, signal, sys\n"
        "from store_samples import filed, fill, page\n"
        "from rasid.store import Store\n"
        "fill(sys.argv[1], range(4))\n"
        "store = Store.open(sys.argv[1], write=True)\n"
        "store.start_run('x', version='0')\n"
        "store.archive([page(4), page(5)])\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n",
        record,
    )
    killed.communicate()
    assert killed.returncode == -signal.SIGKILL
    with Store.open(record, write=False) as store:
        assert store.rows("SELECT (SELECT count(*) FROM archive), (SELECT count(*) FROM documents)") == [(6, 4)]
    fill(record, range(8))
    fill(tmp_path / "whole.duckdb", range(8))
    assert content(record) == content(tmp_path / "whole.duckdb")


def test_a_kill_in_the_making_of_a_record_leaves_no_half_file(record: Path) -> None:
    killed = python(
        "import os, signal, sys\n"
        "from rasid.store import Store, duckdb\n"
        "duckdb.Path.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "Store.open(sys.argv[1], write=True)\n",
        record,
    )
    killed.communicate()
    assert killed.returncode == -signal.SIGKILL and not record.exists()
    fill(record, range(2))
    assert len(content(record)["stories"]) == 2


HOLD = """
import sys, time
from rasid.store import Store
store = Store.open(sys.argv[1], write=sys.argv[2] == "write")
print("held", flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize(("held", "wanted"), [("write", True), ("write", False), ("read", True)])
def test_a_record_held_by_another_process_is_an_error_that_names_file_and_holder(
    record: Path, held: str, wanted: bool
) -> None:
    fill(record, range(1))
    holder = python(HOLD, record, held)
    try:
        assert holder.stdout is not None and holder.stdout.readline() == "held\n"
        with pytest.raises(StoreError) as refused:
            Store.open(record, write=wanted)
        assert str(refused.value).startswith(f"{record}: in use by process {holder.pid} (")
        assert "\n" not in str(refused.value)
        if Path("/proc/self/cmdline").exists():
            assert "Store.open(sys.argv[1]" in str(refused.value).split("(", 1)[1]
    finally:
        holder.kill()
        holder.communicate()
    with Store.open(record, write=wanted) as store:
        assert store.rows("SELECT count(*) FROM stories") == [(1,)]


def test_two_readers_may_share_a_record(record: Path) -> None:
    fill(record, range(1))
    other = python(HOLD, record, "read")
    try:
        assert other.stdout is not None and other.stdout.readline() == "held\n"
        assert len(content(record)["stories"]) == 1
    finally:
        other.kill()
        other.communicate()


# A limit on the size of a file stands for a disk that fills: any user may set it, on any machine. The writes beyond it
# fail as on a full disk, with another number.
FILL_UNTIL_FULL = """
import random, resource, sys
from store_samples import page
from rasid.errors import StoreError
from rasid.store import Filed, Store
limit = int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
try:
    with Store.open(sys.argv[1], write=True) as store:
        store.start_run("full", version="0")
        for n in range(10_000):
            dice = random.Random(n)
            some = [page(n, uri=f"{n}-{k}", text=dice.randbytes(200_000).decode("latin-1")) for k in range(2)]
            store.add([Filed(given) for given in some])
            print(n, flush=True)
except StoreError as error:
    print(error, file=sys.stderr)
    sys.exit(3)
"""


# 3 MB: the log of a transaction fails; 45 MB: the checkpoint after one
@pytest.mark.parametrize("megabytes", [3, 45])
def test_a_full_disk_is_a_clear_error_and_leaves_a_usable_record_without_half_batches(
    record: Path, megabytes: int
) -> None:
    fill(record, range(2))
    run = python(FILL_UNTIL_FULL, record, megabytes * 1_000_000)
    output, said = run.communicate(timeout=120)
    assert run.returncode == 3, said
    assert f"{record}: disk full (needs about " in said and said.count("\n") == 1
    batches = len(output.split())
    assert batches > 0
    fill(record, range(4))  # there is room again
    with Store.open(record, write=False) as store:
        (stored,) = store.rows("SELECT count(*) FROM documents WHERE uri LIKE '%-%' AND uri NOT LIKE 'page%'")[0]
        assert stored % 2 == 0 and stored // 2 in (batches, batches + 1)
        for (document_id,) in store.rows("SELECT document_id FROM documents ORDER BY rowid DESC LIMIT 8"):
            assert store.raw(document_id).decode() == store.text(document_id)
        assert store.rows("SELECT count(*) FROM stories") == [(4,)]


def test_a_disk_that_is_really_full_is_a_clear_error(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("may not mount a small disk here; the limit on file size stands for it")
    try:
        record = disk / "record.duckdb"
        fill(record, range(2))
        (disk / "filler").write_bytes(bytes(8_000_000))
        run = python(FILL_UNTIL_FULL, record, resource.RLIM_INFINITY)
        _, said = run.communicate(timeout=120)
        assert run.returncode == 3 and f"{record}: disk full (needs about " in said
        (disk / "filler").unlink()
        fill(record, range(4))
        assert len(content(record)["stories"]) == 4
    finally:
        subprocess.run(["umount", str(disk)], check=True)
