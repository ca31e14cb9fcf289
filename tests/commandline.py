"""The command as a user runs it, for tests."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

Rasid = Callable[..., subprocess.CompletedProcess[str]]


def command(
    arguments: Sequence[object],
    *,
    cwd: Path,
    stdin: str | bytes = "",
    env: dict[str, str] | None = None,
    **options: object,
) -> subprocess.CompletedProcess[str]:
    """What ``rasid`` printed, in a process of its own, in the folder ``cwd``."""
    done = subprocess.run(
        [sys.executable, "-m", "rasid", *map(str, arguments)],
        cwd=cwd,
        input=stdin if isinstance(stdin, bytes) else stdin.encode(),
        env={**os.environ, "PYTHONUTF8": "1", **(env or {})},
        capture_output=True,
        timeout=300,
        check=False,
        **options,  # type: ignore[call-overload]
    )
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    )
