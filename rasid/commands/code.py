"""``rasid code``: inputs in, one JSON object per story out."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from rasid.commands import options, output, progress

if TYPE_CHECKING:
    from rasid.pipeline import Outcome
    from rasid.records import Coded


def code(
    paths: options.Inputs,
    published: options.Published = None,
    source: options.Source = None,
    with_text: Annotated[bool, typer.Option("--with-text", help="Print the text of the document too.")] = False,
    reader: options.Reader = None,
    allow_private: options.AllowPrivate = False,
    config: options.Config = None,
) -> None:
    """Code inputs: one JSON object per story, on standard output."""
    from rasid import settings
    from rasid.pipeline import Coder, outcomes

    chosen = settings.load(file=config, reader=reader, allow_private=allow_private or None)
    failures: list[str] = []
    coder = Coder.of(chosen)
    found = outcomes(paths, settings=chosen, published=published, source=source, coder=coder)
    try:
        output.json_lines(_printed(progress.watch(found, "coding"), failures, with_text=with_text))
    finally:
        output.cost(coder.cost)
    if failures:
        raise typer.Exit(1)


def _printed(inputs: Iterator[Outcome], failures: list[str], *, with_text: bool) -> Iterator[Coded]:
    for outcome in inputs:
        for coded in outcome.stories():
            bare = dataclasses.replace(coded.document, text=None)
            yield coded if with_text else dataclasses.replace(coded, document=bare)
        for issue in outcome.issues:
            output.note(f"{outcome.uri}: {issue.reason}")
        if outcome.failed:
            failures.append(outcome.uri)
