"""Fixtures that every test may use. No test sees the settings of who runs it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from commandline import Rasid, command


@pytest.fixture(autouse=True)
def no_settings_of_the_user(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    for name in [name for name in os.environ if name.startswith("RASID_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.getbasetemp() / "no-settings"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path_factory.getbasetemp() / "no-data"))
    monkeypatch.delenv("COLUMNS", raising=False)


@pytest.fixture
def rasid(tmp_path: Path) -> Rasid:
    """Runs the command as a user does, in an empty folder, and gives back its output and exit code."""

    def run(*arguments: object, **options: object) -> subprocess.CompletedProcess[str]:
        return command(arguments, cwd=tmp_path, **options)

    return run
