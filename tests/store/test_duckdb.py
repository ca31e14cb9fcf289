from __future__ import annotations

import dataclasses
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest
from store_samples import coded, filed, fill, page, span

from rasid.errors import StoreError
from rasid.records import Issue, Skipped
from rasid.store import Filed, Filter, Store, select


def counts(store: Store, *tables: str) -> tuple[int, ...]:
    return tuple(store.rows(f"SELECT count(*) FROM {table}")[0][0] for table in tables)


def test_stories_are_read_back_equal_in_the_order_of_storing(store: Store) -> None:
    batch = [filed(n) for n in (2, 0, 1)]
    store.add(batch)
    assert list(store.coded()) == [story for f in batch for story in f.coded]


def test_more_stories_than_one_page_of_reading_are_read_back_once_each(store: Store) -> None:
    batch = [filed(n) for n in range(205)]
    store.add(batch)
    assert list(store.coded()) == [story for f in batch for story in f.coded]


def test_one_story_is_read_back_by_its_id(store: Store) -> None:
    store.add([filed(0), filed(1)])
    wanted = filed(1).coded[0]
    assert list(store.coded(story_id=wanted.story.id)) == [wanted]
    assert list(store.coded(story_id="unknown")) == []


def test_stories_of_one_document_keep_their_common_text(store: Store) -> None:
    given = page()
    first = coded(given)
    second = dataclasses.replace(
        first, story=dataclasses.replace(first.story, id="f" * 16), reports=(), mentions=(), issues=()
    )
    store.add([Filed(given, None, (first, second))])
    assert list(store.coded()) == [first, second]


def test_the_last_fingerprints_of_stories_that_are_no_copies_come_back_in_the_order_of_storing(store: Store) -> None:
    first, second, third, copy = (coded(page(n)) for n in range(4))
    copy = dataclasses.replace(copy, story=dataclasses.replace(copy.story, copy_of=first.story.id))
    for n, (one, fingerprint) in enumerate(((first, 0), (second, 2**2192 - 1), (third, 256), (copy, 5))):
        store.add([Filed(page(n), None, (one,), (), (fingerprint,))])
    stored = [(first.story.id, 0), (second.story.id, 2**2192 - 1), (third.story.id, 256)]
    assert store.fingerprints(last=10) == stored
    assert store.fingerprints(last=2) == stored[1:]


def test_text_and_raw_bytes_are_those_that_came(store: Store) -> None:
    given = page(5)
    store.add([Filed(given)])
    assert (store.text(given.document.id), store.raw(given.document.id)) == (given.text, given.raw)


def test_spans_slice_the_stored_text_to_the_stored_quotes(store: Store) -> None:
    store.add([filed(3)])
    quoted = store.rows("SELECT document_id, quote_start, quote_end, quote FROM reports")
    assert [store.text(d)[start:end] for d, start, end, _ in quoted] == [quote for *_, quote in quoted]
    assert len(quoted) == 2


def test_a_quote_can_be_cut_from_the_text_in_sql(store: Store) -> None:
    store.add([filed(3)])
    cut = store.rows(
        "SELECT substring(d.text, r.quote_start + 1, r.quote_end - r.quote_start) = r.quote "
        "FROM reports AS r JOIN documents AS d USING (document_id)"
    )
    assert cut == [(True,), (True,)]


def test_unknown_documents_are_an_error_that_names_them(store: Store) -> None:
    with pytest.raises(StoreError, match="no document abc"):
        store.text("abc")
    with pytest.raises(StoreError, match="no bytes of a document abc"):
        store.raw("abc")


def test_the_same_input_twice_changes_nothing(record: Path) -> None:
    fill(record, range(5))
    with Store.open(record, write=False) as store:
        before = counts(store, "documents", "archive", "stories", "mentions", "reports", "issues", "fingerprints")
    with Store.open(record, write=True) as store:
        store.start_run("again", version="0")
        store.add([filed(n) for n in range(5)])
        after = counts(store, "documents", "archive", "stories", "mentions", "reports", "issues", "fingerprints")
    assert before == after == (5, 5, 5, 20, 10, 15, 5)


def test_the_same_input_twice_in_one_batch_is_stored_once(store: Store) -> None:
    store.add([filed(0), filed(0)])
    assert counts(store, "documents", "stories", "mentions", "issues") == (1, 1, 4, 3)


def test_the_same_bytes_at_two_addresses_are_archived_once_and_both_addresses_kept(store: Store) -> None:
    one, two = page(0, uri="a.txt"), page(0, uri="b.txt")
    store.add([Filed(one, None, (coded(one),), (), (7,))])
    store.add([Filed(two, None, (coded(two),), (), (7,))])
    assert counts(store, "archive", "documents", "stories", "reports", "fingerprints") == (1, 2, 1, 2, 1)
    assert store.has(one.document.id, "a.txt") and store.has(two.document.id, "b.txt")
    assert list(store.coded()) == [coded(one)]
    assert [line.copies for line in select.stories(store, Filter())] == [1]


def test_an_archived_document_counts_as_stored_only_once_it_was_added(store: Store) -> None:
    given = filed(0)
    assert given.page is not None
    key = given.page.document.id, given.page.document.uri
    store.archive([given.page])
    assert not store.has(*key)
    store.add([given])
    assert store.has(*key)
    assert not store.has(key[0], "elsewhere.txt")


def test_a_document_without_stories_is_stored(store: Store) -> None:
    given = page(0)
    store.add([Filed(given, None, (), (Issue("stories", "no story in it"),))])
    assert store.has(given.document.id, given.document.uri)
    assert [(i.stage, i.reason, i.story) for i in select.issues(store, Filter())] == [
        ("stories", "no story in it", None)
    ]


def test_a_skipped_input_is_one_issue_with_its_bytes_however_often_it_comes(store: Store) -> None:
    skipped = Skipped("bad.bin", Issue("ingest", "binary"), b"\x00\xff")
    missing = Skipped("none.txt", Issue("ingest", "no such file"))
    for _ in range(2):
        store.archive([skipped, missing])
        store.add([Filed(None, skipped), Filed(None, missing)])
    lines = select.issues(store, Filter())
    assert [(line.uri, line.reason) for line in lines] == [("bad.bin", "binary"), ("none.txt", "no such file")]
    assert lines[0].document is not None and store.raw(lines[0].document) == b"\x00\xff"
    assert lines[1].document is None


def test_equal_issues_of_one_story_are_all_kept(store: Store) -> None:
    given = page(0)
    store.add([Filed(given, None, (coded(given),))])
    assert len(coded(given).issues) == counts(store, "issues")[0] == 2


@pytest.mark.parametrize(
    "table",
    "documents stories mentions reports report_roles casualties claims control measures issues fingerprints".split(),
)
def test_every_row_has_an_id_of_its_own_a_run_and_a_time(store: Store, table: str) -> None:
    store.add([filed(n) for n in range(3)])
    total, ids, runs, times = store.rows(
        f"SELECT count(*), count(DISTINCT id), count(run_id), count(recorded_at) FROM {table}"
    )[0]
    assert total == ids == runs == times > 0


def test_flat_columns_say_what_the_record_says(store: Store) -> None:
    given = page(0)
    report = coded(given).reports[0]
    store.add([Filed(given, None, (coded(given),))])
    row = store.rows(
        "SELECT plover, mode, acled, acled_sub, ucdp, modality, place_id, place_name, place_country, place_admin1, "
        "place_lat, place_lon, place_precision, time_start::VARCHAR, time_precision, time_basis, claimant_name, stance "
        "FROM reports WHERE id = ?",
        [report.id],
    )
    assert row == [
        ("ASSAULT", "firearms", "Battles", "Armed clash", "state-based", "asserted", "geo:1", "Town", "SY", "Homs")
        + (34.5, 38.25, "town", "2024-05-06", "day", "relative", "army", "reports")
    ]
    refs = "SELECT ref_id, country, lat, lon, time_start::VARCHAR, precision FROM mentions ORDER BY rowid"
    assert store.rows(refs) == [
        (None, None, None, None, None, None),
        ("xx/front", None, None, None, None, None),
        ("geo:1", "SY", 34.5, None, None, None),
        ("t", None, None, None, "2024-05-06", "day"),
    ]


def test_runs_say_when_they_began_and_ended_and_what_they_counted(record: Path) -> None:
    clock = datetime(2024, 5, 6, 12, 0, 0, 7, tzinfo=UTC)
    with Store.open(record, write=True, clock=lambda: clock) as store:
        run = store.start_run("rasid run pages", version="0.1", now=clock - timedelta(hours=1))
        store.end_run(run, counts={"stories": 3})
        other = store.start_run("rasid run pages", version="0.1", now=clock - timedelta(hours=1))
        assert run != other
        began = store.rows("SELECT run_id, started_at, command, version FROM runs ORDER BY rowid")
        assert began[0] == (run, datetime(2024, 5, 6, 11, 0, 0, 7), "rasid run pages", "0.1")
        ended = store.rows("SELECT run_id, finished_at, counts->>'stories' FROM run_ends")
        assert ended == [(run, datetime(2024, 5, 6, 12, 0, 0, 7), "3")]


def test_what_is_added_outside_a_run_is_refused(record: Path) -> None:
    with Store.open(record, write=True) as store, pytest.raises(StoreError, match="outside a run"):
        store.add([filed()])


def _wrong_batches() -> list[tuple[Filed, str]]:
    given = page(0)
    return [
        (Filed(), "either a page or skipped"),
        (Filed(None, Skipped("x", Issue("a", "b")), (coded(given),)), "without their page"),
        (Filed(given, None, (coded(given),), (), (1, 2)), "2 fingerprints for 1 stories"),
        (Filed(page(1), None, (coded(given),)), "not read from the page"),
    ]


@pytest.mark.parametrize(("wrong", "why"), _wrong_batches())
def test_a_batch_whose_parts_do_not_belong_together_is_refused(store: Store, wrong: Filed, why: str) -> None:
    with pytest.raises(StoreError, match=why):
        store.add([filed(5), wrong])
    assert counts(store, "documents", "stories") == (0, 0)


def test_a_batch_that_fails_half_way_leaves_nothing(store: Store) -> None:
    given = page(1)
    broken = coded(given, day="2024-13-01")
    with pytest.raises(StoreError, match=rf"page-1.txt: story {broken.story.id} cannot be stored"):
        store.add([filed(0), Filed(given, None, (broken,))])
    assert counts(store, "documents", "stories", "mentions", "reports", "issues") == (0, 0, 0, 0, 0)
    store.add([filed(0)])
    assert counts(store, "documents", "stories") == (1, 1)


def test_a_text_that_utf8_cannot_hold_is_an_error_that_names_the_file(store: Store, record: Path) -> None:
    broken = dataclasses.replace(page(0), document=dataclasses.replace(page(0).document, text="a\ud800b"))
    with pytest.raises(StoreError, match=record.name):
        store.add([Filed(broken)])
    assert counts(store, "documents") == (0,)


def test_a_missing_record_cannot_be_read_and_is_not_made(record: Path) -> None:
    with pytest.raises(StoreError, match=r"record\.duckdb: no record there; make one with `rasid run"):
        Store.open(record, write=False)
    assert not record.exists()


def test_an_empty_file_becomes_a_record_when_writing_and_is_none_when_reading(record: Path) -> None:
    record.touch()
    with pytest.raises(StoreError, match="no record there"):
        Store.open(record, write=False)
    fill(record, range(1))
    with Store.open(record, write=False) as store:
        assert counts(store, "stories") == (1,)


def test_making_a_record_leaves_no_other_file(record: Path) -> None:
    fill(record, range(1))
    assert [path.name for path in record.parent.iterdir()] == [record.name]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="nowhere"):
        Store.open(tmp_path / "nowhere" / "record.duckdb", write=True)


def test_a_folder_in_place_of_the_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="a folder; give a file in it"):
        Store.open(tmp_path, write=True)


@pytest.mark.parametrize("write", [True, False])
def test_a_file_that_is_no_database_is_an_error_and_stays_as_it_is(record: Path, write: bool) -> None:
    record.write_bytes(b"not a database at all\n" * 999)
    with pytest.raises(StoreError, match=r"record\.duckdb: no DuckDB file, or a damaged one"):
        Store.open(record, write=write)
    assert record.read_bytes() == b"not a database at all\n" * 999


@pytest.mark.parametrize("share", [0.0005, 0.1, 0.5, 0.9])
def test_a_truncated_record_is_an_error_that_names_it(record: Path, share: float) -> None:
    fill(record, range(40))
    whole = record.read_bytes()
    record.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(StoreError, match=r"record\.duckdb: no DuckDB file, or a damaged one"):
        with Store.open(record, write=False) as store:
            list(store.coded())


def test_a_database_of_something_else_is_no_record(record: Path) -> None:
    with duckdb.connect(str(record)) as other:
        other.execute("CREATE TABLE prices (day DATE)")
    with pytest.raises(StoreError, match="no record of Rasid"):
        Store.open(record, write=True)


def test_a_record_of_another_version_is_refused_with_both_versions(record: Path) -> None:
    fill(record, range(1))
    with duckdb.connect(str(record)) as other:
        other.execute("INSERT INTO schema_version VALUES (7)")
    with pytest.raises(StoreError, match="has version 7, this Rasid reads version 1"):
        Store.open(record, write=False)


def test_nothing_can_be_written_through_a_reader(record: Path) -> None:
    fill(record, range(1))
    with Store.open(record, write=False) as store, pytest.raises(StoreError, match="read-only"):
        store.start_run("x", version="0")


def test_reader_and_writer_in_one_process_get_a_clear_error(record: Path) -> None:
    with Store.open(record, write=True), pytest.raises(StoreError, match="already open in this process"):
        Store.open(record, write=False)


def test_damaged_bytes_in_the_archive_are_noticed(store: Store) -> None:
    store._append("archive", [(*store._head(), "a" * 64, b"no zlib", 9, None)])
    with pytest.raises(StoreError, match="damaged"):
        store.raw("a" * 64)


def test_find_gives_kind_and_full_id_of_a_unique_prefix(store: Store) -> None:
    store.add([filed(n) for n in range(3)])
    story = filed(1).coded[0]
    wanted = [("report", story.reports[0].id), ("story", story.story.id), ("mention", story.mentions[2].id)]
    wanted.append(("document", story.document.id))
    wanted += [(kind, store.rows(f"SELECT id FROM {kind}{s}")[0][0]) for kind, s in _TABLE_OF.items()]
    assert [store.find(full[:10].upper()) for _, full in wanted] == wanted
    assert [store.find(full) for _, full in wanted] == wanted


_TABLE_OF = {"claim": "s", "control": "", "measure": "s"}


def test_find_says_what_is_wrong_with_an_id(store: Store) -> None:
    given = page(0)
    story = coded(given)
    reports = tuple(dataclasses.replace(r, id=f"abcd{n}") for n, r in enumerate(story.reports))
    store.add([Filed(given, None, (dataclasses.replace(story, reports=reports),))])
    with pytest.raises(StoreError, match="too short"):
        store.find("abc")
    with pytest.raises(StoreError, match="nothing has an id that begins with 'ffffff00'"):
        store.find("ffffff00")
    with pytest.raises(StoreError, match="begins several ids.*report abcd0, report abcd1"):
        store.find("abcd")


def test_a_document_at_two_addresses_is_found_by_its_id(store: Store) -> None:
    store.add([Filed(page(0, uri="a")), Filed(page(0, uri="b"))])
    assert store.find(page(0).document.id[:8]) == ("document", page(0).document.id)


def test_a_story_of_many_mentions_is_stored_in_several_pieces_of_one_transaction(store: Store) -> None:
    given = page(0)
    one = coded(given)
    word = span(given.text, "army")
    many = tuple(dataclasses.replace(one.mentions[1], id=f"{n:016x}", span=word.span) for n in range(45_000))
    store.add([Filed(given, None, (dataclasses.replace(one, mentions=many),))])
    assert counts(store, "mentions", "reports") == (45_000, 2)


def test_a_page_of_ten_megabytes_on_one_line_is_stored(store: Store) -> None:
    given = page(0, text="ü" * 10_000_000)
    store.add([Filed(given)])
    assert store.text(given.document.id) == given.text


def test_a_page_may_have_a_text_that_is_empty(store: Store) -> None:
    given = page(0, text="")
    store.add([Filed(given)])
    assert store.text(given.document.id) == ""


def test_opening_the_package_does_not_load_duckdb() -> None:
    code = "import sys, rasid.store; sys.exit('duckdb' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
