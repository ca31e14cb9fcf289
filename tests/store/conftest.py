from collections.abc import Iterator
from pathlib import Path

import pytest

from rasid.store import Store


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """Where a test's record is to be."""
    return tmp_path / "record.duckdb"


@pytest.fixture
def store(record: Path) -> Iterator[Store]:
    """An empty record in a run."""
    with Store.open(record, write=True) as opened:
        opened.start_run("test", version="0")
        yield opened
