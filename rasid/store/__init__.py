"""The record: one file, rows only ever added, read back as the same objects."""

from rasid.store.duckdb import Store
from rasid.store.filed import Filed
from rasid.store.select import Filter

__all__ = ["Filed", "Filter", "Store"]
