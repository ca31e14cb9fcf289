"""The ``rasid`` command: takes the words apart, calls the command, turns errors into one line and an exit code.

0 done; 1 some input could not be read, or the record could not be; 2 the command line is wrong; 130 stopped with Ctrl-C.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from rasid import __version__


def main() -> None:
    """Runs the command that the process was started with, and exits."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """The exit code of one command. Every mistake of a user becomes one line on standard error."""
    if list(arguments) == ["--version"]:  # answered before typer is loaded, which takes longer than all of this
        sys.stdout.write(f"rasid {__version__}\n")
        return 0
    from rasid.errors import DataError, RasidError, UsageError

    try:
        return _dispatch(arguments)
    except (UsageError, DataError) as error:
        return _complain(str(error), 2)
    except RasidError as error:
        return _complain(str(error), 1)
    except KeyboardInterrupt:
        return _complain("stopped", 130)


def _dispatch(arguments: Sequence[str]) -> int:
    import typer

    from rasid.commands import app

    try:
        code = app(args=list(arguments) or ["--help"], prog_name="rasid", standalone_mode=False)
    except typer.TyperException as error:
        message = " ".join(error.format_message().split()).removesuffix(".").replace("Value error, ", "")
        message = message[:1].lower() + message[1:]
        return _complain(f"{message or 'which command?'} (see: rasid --help)", 2)
    except typer.Abort:
        return _complain("stopped", 130)
    return _complain("stopped", 130) if code == 130 else int(code or 0)


def _complain(message: str, code: int) -> int:
    sys.stderr.write(f"rasid: {message}\n")
    return code
