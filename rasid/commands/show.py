"""``rasid show``: one record, every field with its words in context."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from rasid.commands import options, output
from rasid.commands.options import Format
from rasid.records import Interval, Offsets

if TYPE_CHECKING:
    from rich.text import Text

    from rasid.commands.fields import Field, Record
    from rasid.store import Store

CONTEXT = 60  # characters shown on each side of the words


@dataclass(frozen=True, slots=True)
class Quoted:
    """A field with the words that it was read from and what stands around them."""

    name: str
    value: str
    span: Offsets | None
    words: str | None
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A record with its story and its fields, as ``--format json`` prints it."""

    kind: str
    id: str
    uri: str
    document: str
    story: str
    headline: str | None
    published: Interval | None
    fields: tuple[Quoted, ...]
    record: Record


def show(
    id: Annotated[
        str, typer.Argument(metavar="ID", help="A report, claim, control, measure, story, mention or document.")
    ],
    db: options.Db = None,
    form: options.As = Format.table,
) -> None:
    """Show a record: every field with the words that it was read from, in their context."""
    from rasid.commands.record import opened
    from rasid.errors import UsageError

    if form is Format.csv:
        raise UsageError("show has no csv; use table or json")
    with opened(db) as store:
        shown = list(_shown(store, *store.find(id)))
    if form is Format.json:
        output.json_lines(shown)
    else:
        _print(shown)


def _shown(store: Store, kind: str, id: str) -> Iterator[Shown]:
    from rasid.commands.fields import fields, record_of
    from rasid.store.lookup import position, stories_of

    for story_id in stories_of(store, kind, id):
        for coded in store.coded(story_id=story_id):
            whole = kind in {"story", "document"}
            record = coded.story if whole else record_of(coded, kind, position(store, kind, id, story_id))
            text = coded.document.text or ""
            quoted = tuple(_quoted(field, text) for field in fields(record))
            story = coded.story
            yield Shown(
                "story" if whole else kind,
                story_id if whole else id,
                coded.document.uri,
                coded.document.id,
                story_id,
                story.headline.text if story.headline else None,
                story.published,
                quoted,
                record,
            )


def _quoted(field: Field, text: str) -> Quoted:
    if field.span is None:
        return Quoted(field.name, field.value, None, None, None, None)
    start, end = field.span
    before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    return Quoted(field.name, field.value, field.span, text[start:end], _end(before), _beginning(after))


def _end(before: str) -> str:
    """The last line of what stands before, from a whole word on."""
    line = before.rpartition("\n")[2]
    return line if len(line) < CONTEXT else line.partition(" ")[2]


def _beginning(after: str) -> str:
    """The first line of what stands after, up to a whole word."""
    line = after.partition("\n")[0]
    return line if len(line) < CONTEXT else line.rpartition(" ")[0]


def _print(shown: list[Shown]) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(soft_wrap=not sys.stdout.isatty(), highlight=False)
    with output.pipe():
        for n, one in enumerate(shown):
            if n:
                console.print()
            console.print(Text.assemble((f"{one.kind} {one.id}", "bold")))
            for name, value in (("story", one.headline or one.story), ("address", one.uri)):
                console.print(Text.assemble((f"  {name:<13}", "dim"), _line(value)))
            for field in one.fields:
                for line in _lines(field):
                    console.print(line)


def _lines(field: Quoted) -> Iterator[Text]:
    from rich.text import Text

    own = field.words is None or field.value not in ("", field.words)
    if own:
        yield Text.assemble((f"  {field.name:<13}", "dim"), _line(field.value))
    if field.words is not None:
        label = " " * 15 if own else f"  {field.name:<13}"
        words = (f"«{_line(field.words)}»", "bold")
        yield Text.assemble(
            (label, "dim"), (_line(field.before or ""), "dim"), words, (_line(field.after or ""), "dim")
        )


def _line(words: str) -> str:
    """The words on one line, without what could steer a terminal or turn its direction of writing."""
    return "".join(c if c.isprintable() else " " for c in words)
