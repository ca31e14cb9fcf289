"""A progress bar on standard error: only on a terminal, and only for work that takes over two seconds."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

T = TypeVar("T")

PATIENCE_S = 2.0


def watch(items: Iterable[T], doing: str, *, printing: bool = False) -> Iterator[T]:
    """The same items, counted on the terminal once the work has taken ``PATIENCE_S`` seconds.

    ``printing`` says that the command writes to standard output meanwhile: no bar where that is a terminal too.
    """
    if not sys.stderr.isatty() or (printing and sys.stdout.isatty()):
        yield from items
        return
    bar = _Bar(doing)
    try:
        for item in items:
            yield item
            bar.advance()
    finally:
        bar.close()


class _Bar:
    """A bar that a timer puts up, so that one long first item is seen to be worked on too."""

    def __init__(self, doing: str) -> None:
        self._doing = doing
        self._done = 0
        self._shown: tuple[Progress, TaskID] | None = None
        self._timer = threading.Timer(PATIENCE_S, self._show)
        self._timer.daemon = True
        self._timer.start()

    def _show(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        texts = TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed} done"), TimeElapsedColumn()
        progress = Progress(*texts, console=Console(stderr=True), transient=True)
        progress.start()
        self._shown = progress, progress.add_task(self._doing, total=None, completed=self._done)

    def advance(self) -> None:
        self._done += 1
        if self._shown is not None:
            progress, task = self._shown
            progress.update(task, completed=self._done)

    def close(self) -> None:
        self._timer.cancel()
        self._timer.join()
        if self._shown is not None:
            self._shown[0].stop()
