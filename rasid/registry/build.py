"""Writes registry.json from the YAML files, so that a start need not parse them: ``python -m rasid.registry.build``."""

from __future__ import annotations

from pathlib import Path

import msgspec

from rasid.registry.source import BUILT, fingerprint, parse


def build(to: Path = BUILT) -> Path:
    """The written file. It is used only as long as its fingerprint matches the YAML files."""
    to.write_bytes(msgspec.json.encode(parse(fingerprint())))
    return to


if __name__ == "__main__":
    build()
