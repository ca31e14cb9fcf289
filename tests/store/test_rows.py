from pathlib import Path

import pytest
from store_samples import coded, page

from rasid.store import Store, rows
from rasid.store.tables import TABLES, Row


@pytest.mark.parametrize("kind", TABLES, ids=TABLES.values())
def test_rows_have_the_columns_of_their_table_in_its_order(kind: type[Row], record: Path) -> None:
    with Store.open(record, write=True) as store:
        columns = store.rows("SELECT column_name FROM duckdb_columns() WHERE table_name = ?", [TABLES[kind]])
    assert [name for (name,) in columns] == ["run_id", "recorded_at", *kind._fields]


def test_every_table_of_the_schema_is_filled_by_some_row(record: Path) -> None:
    with Store.open(record, write=True) as store:
        tables = {name for (name,) in store.rows("SELECT table_name FROM duckdb_tables()")}
    assert tables == set(TABLES.values()) | {"schema_version", "runs", "run_ends", "archive"}


def test_the_exact_record_is_without_the_text_and_decodes_to_an_equal_story() -> None:
    story = coded(page(0))
    record = rows.encoded(story)
    assert "Nobody" not in record
    assert rows.decoded(record, story.document.text or "") == story


def test_the_key_of_a_document_tells_addresses_apart() -> None:
    assert rows.document_key("a", "b") != rows.document_key("a", "c")
