"""Bytes as they arrived, before anything is read into them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from rasid.records import Issue, Skipped


@dataclass(frozen=True, slots=True)
class Arrival:
    """The raw bytes of one document with what their carrier says: where from, which type and charset, when fetched."""

    uri: str
    raw: bytes = field(repr=False)
    media_type: str | None = None
    charset: str | None = None
    fetched_at: str | None = None

    @property
    def id(self) -> str:
        """SHA-256 of the raw bytes, in hex."""
        return hashlib.sha256(self.raw).hexdigest()

    def skipped(self, reason: str) -> Skipped:
        """This document as one that gave no text, with its bytes kept."""
        return Skipped(self.uri, Issue("ingest", reason), self.raw or None)


def unread(uri: str, reason: str) -> Skipped:
    """An input that gave no bytes at all."""
    return Skipped(uri, Issue("ingest", reason))
