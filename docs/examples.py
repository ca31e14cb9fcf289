"""Runs the console examples of the pages and writes what they print: ``python docs/examples.py``; ``stale`` is for tests.

A block marked ``console`` holds commands (lines that begin with ``$ ``), each with its output. The commands of a page run
one after the other in an empty folder that has the sample pages in ``examples``, a hundred columns wide.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = ("README.md", "docs/tutorial.md", "docs/how-to/query-the-record.md")
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Shell:
    """A folder and an environment in which the commands of one page run."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        (folder / "examples").symlink_to(ROOT / "examples", target_is_directory=True)
        tools = folder / ".bin"
        tools.mkdir()
        for name, words in (("rasid", "-m rasid"), ("python", "")):
            tool = tools / name
            tool.write_text(f'#!/bin/sh\nexec "{sys.executable}" {words} "$@"\n')
            tool.chmod(0o755)
        kept = {name: value for name, value in os.environ.items() if not name.startswith("RASID_")}
        path = f"{tools}{os.pathsep}{os.environ['PATH']}"
        self._environ = kept | {"PATH": path, "COLUMNS": "100", "PYTHONUTF8": "1", "XDG_CONFIG_HOME": str(folder)}
        self._environ["XDG_DATA_HOME"] = str(folder)

    def run(self, command: str) -> str:
        """What a command prints, its notes included, with no space at the ends of lines."""
        if command.startswith("export "):
            name, _, value = command.removeprefix("export ").partition("=")
            self._environ[name] = value
            return ""
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=self._folder,
            env=self._environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=120,
            check=False,
        )
        return "".join(f"{line.rstrip()}\n" for line in done.stdout.decode("utf-8").splitlines())


def rewritten(text: str) -> str:
    """A page with the output of its examples as it is now."""
    with tempfile.TemporaryDirectory(prefix="rasid-docs-") as name:
        shell = Shell(Path(name))

        def block(found: re.Match[str]) -> str:
            commands = [line[2:] for line in found[1].splitlines() if line.startswith("$ ")]
            return "```console\n" + "".join(f"$ {command}\n{shell.run(command)}" for command in commands) + "```"

        return BLOCK.sub(block, text)


def stale() -> list[str]:
    """The pages whose examples print something else now."""
    texts = {page: (ROOT / page).read_text(encoding="utf-8") for page in PAGES}
    return [page for page, text in texts.items() if rewritten(text) != text]


def main() -> None:
    """Writes the pages."""
    for page in PAGES:
        path = ROOT / page
        path.write_text(rewritten(path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
