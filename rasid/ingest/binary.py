"""Telling text from what is not text, by the first bytes."""

from __future__ import annotations

from rasid.ingest.encoding import utf16_without_mark

_KINDS = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "zip or an office document"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"Rar!\x1a", "RAR"),
    (b"\x89PNG\r\n\x1a\n", "PNG image"),
    (b"\xff\xd8\xff", "JPEG image"),
    (b"GIF87a", "GIF image"),
    (b"GIF89a", "GIF image"),
    (b"RIFF", "RIFF sound, video or image"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old office document"),
    (b"{\\rtf", "RTF"),
    (b"SQLite format 3\x00", "SQLite database"),
    (b"PAR1", "Parquet"),
    (b"\x7fELF", "program"),
)
_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_CONTROLS = bytes(sorted((set(range(32)) - set(b"\t\n\v\f\r\x1b")) | {127}))
_HEAD = 8192  # bytes; as git does, a NUL in the first 8 kB makes a file binary
_CONTROL_SHARE = 0.05  # text with stray controls has far fewer, compressed data about 10 %


def why_binary(raw: bytes) -> str | None:
    """One line that says what the bytes look like and what to give instead, or ``None`` for text."""
    kind = next((name for magic, name in _KINDS if raw.startswith(magic)), None)
    if kind is None and _is_data(raw):
        kind = "data"
    return None if kind is None else f"binary (looks like {kind}): give text, HTML or JSON lines"


def _is_data(raw: bytes) -> bool:
    head = raw[:_HEAD]
    if raw.startswith(_MARKS):
        return False
    controls = len(head) - len(head.translate(None, _CONTROLS))
    suspect = b"\x00" in head or controls > _CONTROL_SHARE * len(head)
    return suspect and utf16_without_mark(raw) is None
