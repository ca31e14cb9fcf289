"""``rasid run``: code and store."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from rasid.commands import options, output, progress

if TYPE_CHECKING:
    from rasid.recorder import Counts


def run(
    paths: options.Inputs,
    db: options.Db = None,
    published: options.Published = None,
    source: options.Source = None,
    reader: options.Reader = None,
    allow_private: options.AllowPrivate = False,
    config: options.Config = None,
) -> None:
    """Code inputs and store them in the record; the same input twice changes nothing."""
    from rasid import settings
    from rasid.recorder import Recorder
    from rasid.store import Store

    chosen = settings.load(file=config, reader=reader, allow_private=allow_private or None, db=db and str(db))
    with Store.open(chosen.db, write=True) as store:
        recorder = Recorder(store, chosen, command=" ".join(["rasid", *sys.argv[1:]]))
        recorded = recorder.record(paths, published=published, source=source)
        try:
            for outcome in progress.watch(recorded, "coding"):
                for issue in outcome.issues:
                    output.note(f"{outcome.uri}: {issue.reason}")
        finally:
            output.cost(recorder.cost)
    output.text(_summary(recorder.counts, Path(chosen.db)))
    if recorder.counts.skipped:
        raise typer.Exit(1)


def _summary(counts: Counts, db: Path) -> str:
    named = f" --db {db}"
    if counts.inputs and counts.inputs == counts.known:
        done = "Nothing new: " + _number(counts.inputs, "document") + " read, in the record already."
        return f"{done}\nNext: rasid events{named}"
    read = (
        f"Read {_number(counts.inputs, 'input')}: {counts.coded} with stories, {counts.empty} without, "
        f"{counts.known} in the record already, {counts.skipped} skipped."
    )
    held = ", ".join(
        [
            _number(counts.stories, "story", "stories")
            + (f" ({_number(counts.copies, 'copy', 'copies')})" if counts.copies else ""),
            _number(counts.reports, "report"),
            _number(counts.claims, "claim"),
            f"{counts.control} of control",
            _number(counts.measures, "measure"),
            _number(counts.issues, "issue"),
        ]
    )
    return f"{read}\nFound {held}.\nNext: rasid events{named}"


def _number(count: int, one: str, many: str | None = None) -> str:
    return f"{count:,} {one if count == 1 else many or one + 's'}"
