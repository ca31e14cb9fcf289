"""Mentions of actors that were resolved to nobody, for counting those that a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rasid.store.duckdb import Store


@dataclass(frozen=True, slots=True)
class Unresolved:
    """Words for an actor that was not resolved, with the first report in which it has a part; ``report`` may be ``None``."""

    words: str
    span: tuple[int, int]
    story: str
    uri: str
    report: str | None
    quote: str | None


def unresolved(store: Store) -> list[Unresolved]:
    """Every mention of an actor without a reference, in the order of the record."""
    rows = store.rows(
        """
        SELECT m.text, m.span_start, m.span_end, m.story_id, s.uri, min_by(r.id, r.quote_start), min_by(r.quote, r.quote_start)
        FROM mentions m
        JOIN stories s ON s.id = m.story_id
        LEFT JOIN report_roles p ON p.mention = m.id AND p.story_id = m.story_id
        LEFT JOIN reports r ON r.id = p.report_id
        WHERE m.kind = 'actor' AND m.ref_id IS NULL
        GROUP BY m.id, m.text, m.span_start, m.span_end, m.story_id, s.uri, m.rowid
        ORDER BY m.rowid
        """,
        [],
    )
    return [Unresolved(words, (start, end), *rest) for words, start, end, *rest in rows]
