"""Benches measure what comes with Rasid, whoever runs them."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_READS = re.compile(r"(?:Coder\.of|extract\.reader)\((?:\"\w+\", )?Settings\(([^)]*)\)")
PLACES = [
    (path.relative_to(ROOT), match[1])
    for folder in ("bench", "train")
    for path in sorted((ROOT / folder).rglob("*.py"))
    for match in _READS.finditer(path.read_text(encoding="utf-8"))
]


def test_the_benches_that_read_stories_are_found() -> None:
    assert len(PLACES) >= 10


@pytest.mark.parametrize(("path", "options"), PLACES, ids=[f"{path}:{n}" for n, (path, _) in enumerate(PLACES)])
def test_no_bench_reads_with_the_users_own_layers(path: Path, options: str) -> None:
    assert 'gazetteer_dir="none"' in options, path
