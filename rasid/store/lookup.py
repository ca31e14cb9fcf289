"""From an id to the story that holds the record, and its place there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rasid.errors import StoreError

if TYPE_CHECKING:
    from rasid.store.duckdb import Store

# Where records of a kind are kept: kind -> table. Only these names become SQL.
_TABLES = {
    "report": "reports",
    "claim": "claims",
    "control": "control",
    "measure": "measures",
    "mention": "mentions",
}


def stories_of(store: Store, kind: str, id: str) -> list[str]:
    """The ids of the stories of a document, or the one story that is or holds the record. ``kind`` as ``find`` gives it."""
    if kind == "story":
        return [id]
    if kind == "document":
        return [story for (story,) in store.rows("SELECT id FROM stories WHERE document_id = ? ORDER BY rowid", [id])]
    return [story for (story,) in store.rows(f"SELECT DISTINCT story_id FROM {_TABLES[kind]} WHERE id = ?", [id])]


def position(store: Store, kind: str, id: str, story_id: str) -> int:
    """The index of the record among those of its kind in the story. Raises ``StoreError`` where it is not there."""
    ids = store.rows(f"SELECT id FROM {_TABLES[kind]} WHERE story_id = ? ORDER BY rowid", [story_id])
    if (id,) not in ids:
        raise StoreError(f"{store.path}: story {story_id} has no {kind} {id}")
    return ids.index((id,))
