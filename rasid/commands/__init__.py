"""The commands of ``rasid``, one module for each kind of job. Heavy parts are imported when a command runs."""

from __future__ import annotations

from collections.abc import Callable

import typer

from rasid.commands import actors, code, gazetteer, query, run, schema, show

app = typer.Typer(
    help="Turns raw reporting on armed conflict into a record that can be checked.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback()
def _options(
    version: bool = typer.Option(False, "--version", is_eager=True, callback=schema.version, help="Print the version."),
) -> None:
    """Turns raw reporting on armed conflict into a record that can be checked."""


# What `rasid --help` says of each: at most 64 letters, more is cut on a terminal of 80 columns.
_SUMMARIES: dict[str, tuple[Callable[..., None], str]] = {
    "code": (code.code, "Code inputs: one JSON object per story."),
    "run": (run.run, "Code inputs and store them in the record."),
    "events": (query.events, "List reports: who did what to whom, where and when."),
    "claims": (query.claims, "List claims: who says what, and who denies it."),
    "control": (query.control, "List statements of who holds or contests a place."),
    "measures": (query.measures, "List what authorities announced, ordered, did or refused."),
    "stories": (query.stories, "List the stories that were read."),
    "issues": (query.issues, "List what was skipped or is doubtful."),
    "show": (show.show, "Show one record: every field with the words it was read from."),
    "schema": (schema.schema, "Print the JSON Schema of what `rasid code` prints."),
}
for _name, (_command, _summary) in _SUMMARIES.items():
    app.command(_name, short_help=_summary)(_command)
app.add_typer(
    gazetteer.app, name="gazetteer", short_help="Add places of your own: GeoNames, OCHA's P-codes, any table."
)
app.add_typer(actors.app, name="actors", short_help="Look up, check and add actors; list unknown ones.")
