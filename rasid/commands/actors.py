"""``rasid actors show``, ``check``, ``add`` and ``unknown``: who is in the registry, and who is not yet."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rasid.commands import options, output, table
from rasid.commands.options import Format
from rasid.commands.table import Column

if TYPE_CHECKING:
    from rasid.registry import Actor, Registry
    from rasid.store import Store
    from rasid.store.unknown import Unresolved

app = typer.Typer(
    help="Look up, check and add actors, and list those that the registry does not know.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

File = Annotated[
    Path | None,
    typer.Option("--file", metavar="FILE", help="The registry file to write. Default: your own, see the settings."),
]


@dataclass(frozen=True, slots=True)
class Shown:
    """An actor as a row: every field of its entry, lists joined by "; "."""

    id: str
    name: str
    kind: str
    country: str | None
    countries: str
    aliases: str
    metonyms: str
    loose: str
    parent: str | None
    part_of: str
    backers: str
    allies: str
    start: str | None
    end: str | None
    successor: str | None
    offices: str
    source: str | None


@dataclass(frozen=True, slots=True)
class Unknown:
    """A provisional actor: its name, how many mentions and stories have it, and one report to look at."""

    id: str
    name: str
    mentions: int
    stories: int
    report: str | None
    quote: str | None
    uri: str


@app.command("show", short_help="Show an actor's entry.")
def show(
    name: Annotated[str, typer.Argument(metavar="NAME|ID", help="An id, or a name in any spelling of it.")],
    config: options.Config = None,
    form: options.As = Format.table,
) -> None:
    """Show the entries of an actor: names, kind, country, parents, validity, offices and source."""
    from rasid.errors import UsageError

    known = _registry(config)
    found = (known.actors[name],) if name in known.actors else known.named(name)
    spelt = None if found else known.spelt(name)
    rows = [_shown(actor) for actor in found or filter(None, [spelt])]
    if not rows:
        from rasid.registry.check import nearest

        raise UsageError(f"no actor {name!r}{nearest(name, [*known.actors, *(a.name for a in known.actors.values())])}")
    if form is not Format.table:
        table.write(rows, (), form=form, nothing="")
        return
    output.text("\n\n".join(_page(row) for row in rows))


@app.command("check", short_help="Check registry files.")
def check(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[FILE...]", help="Files to check. Default: those of the settings.", show_default=False),
    ] = None,
    config: options.Config = None,
) -> None:
    """Check registry files: keys, ids, parents, dates, ambiguous names; exit code 1 where something is wrong."""
    from rasid import settings
    from rasid.errors import UsageError
    from rasid.registry import check as faults_in

    chosen = tuple(files or settings.actor_files(settings.load(file=config)))
    if not chosen:
        raise UsageError("no registry file of your own; name one, or set RASID_ACTORS")
    faults = faults_in(chosen)
    for fault in faults:
        output.note(fault)
    checked = ", ".join(str(file) for file in chosen)
    output.text(f"{checked}: {len(faults) or 'no'} fault{'' if len(faults) == 1 else 's'}")
    if faults:
        raise typer.Exit(1)


@app.command("add", short_help="Add an actor to your own registry file.")
def add(
    id: Annotated[str, typer.Argument(metavar="ID", help="Letters, figures, - and _; a country first: xx-front.")],
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="The name to print.")],
    kind: Annotated[
        str,
        typer.Option(
            "--kind", metavar="KIND", help="Such as armed_group, militia, government; a wrong one is answered with all."
        ),
    ],
    country: Annotated[str | None, typer.Option(metavar="CODE", help="Its home: two letters, such as SY.")] = None,
    acts_in: Annotated[list[str] | None, typer.Option(metavar="CODE", help="A country where it acts too.")] = None,
    alias: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Another name; give it again for one more.")
    ] = None,
    parent: Annotated[str | None, typer.Option(metavar="ID", help="Whom it is under.")] = None,
    start: Annotated[
        str | None, typer.Option(metavar="DATE", help="Since when it has this name (ISO, or a year).")
    ] = None,
    end: Annotated[str | None, typer.Option(metavar="DATE", help="Until when.")] = None,
    source: Annotated[str | None, typer.Option(metavar="NOTE", help="Where you know this from.")] = None,
    file: File = None,
    config: options.Config = None,
) -> None:
    """Add an actor to your own registry file; refused where its id or a name of it stands in the registry already."""
    from rasid import settings
    from rasid.errors import UsageError

    known = _registry(config)
    entry: dict[str, Any] = {
        "name": name, "kind": kind, "country": country, "countries": acts_in, "aliases": alias, "parent": parent,
        "start": start, "end": end, "source": source,
    }  # fmt: skip
    if id in known.actors:
        raise UsageError(f"{id}: stands in the registry already, as {known.actors[id].name}")
    for one in [name, *(alias or ())]:
        if bearers := [actor for actor in known.named(one) if one in (actor.name, *actor.aliases)]:
            raise UsageError(f"{one!r} is a name of {', '.join(actor.id for actor in bearers)} already")
    own = settings.actor_files(settings.load(file=config))
    to = file or (own[-1] if own else settings.user_actors())
    _append(to, id, {key: value for key, value in entry.items() if value})
    output.text(f"{to}: {id} added")


@app.command("unknown", short_help="List groups that the registry does not know, most often named first.")
def unknown(
    db: options.Db = None,
    limit: options.Limit = None,
    config: options.Config = None,
    form: options.As = Format.table,
) -> None:
    """List provisional actors of a record: groups with a name of their own and no entry, most often named first."""
    from rasid.commands.record import opened

    with opened(db) as store:
        rows = _counted(store, _registry(config))
    table.write(rows[:limit], _UNKNOWN, form=form, nothing="no unknown groups in the record")


def _registry(config: Path | None) -> Registry:
    from rasid import registry, settings

    return registry.load(settings.actor_files(settings.load(file=config)))


def _shown(actor: Actor) -> Shown:
    told = {field.name: getattr(actor, field.name) for field in dataclasses.fields(Shown) if hasattr(actor, field.name)}
    told["backers"] = [_dated(tie.id, tie.start, tie.end) for tie in actor.backers]
    told["offices"] = [_dated(f"{o.person}, {o.role}", o.start, o.end) for o in actor.offices]
    return Shown(**{key: "; ".join(v) if isinstance(v, list | tuple) else v for key, v in told.items()})


def _dated(words: str, start: str | None, end: str | None) -> str:
    return f"{words} ({start or ''} to {end or ''})" if start or end else words


def _page(row: Shown) -> str:
    told = ((field.name.replace("_", " "), getattr(row, field.name)) for field in dataclasses.fields(row)[1:])
    return "\n".join([row.id, *(f"  {key:<11}{value}" for key, value in told if value)])


def _append(file: Path, id: str, entry: dict[str, Any]) -> None:
    """Writes the entry at the end of the file, unless the file would then break the rules: it is left as it was."""
    import yaml

    from rasid.errors import DataError, UsageError
    from rasid.registry import check as faults_in

    before = (
        file.read_text(encoding="utf-8") if file.exists() else "# Actors of your own, over the registry of Rasid.\n"
    )
    if re.search(rf"(?m)^{re.escape(id)}:", before):
        raise UsageError(f"{file}: {id}: stands there already")
    line = yaml.safe_dump({id: entry}, allow_unicode=True, sort_keys=False, default_flow_style=None, width=10_000)
    existed = file.exists()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(before.rstrip("\n") + "\n" + line, encoding="utf-8")
    except OSError as error:
        raise DataError(f"{file}: cannot be written ({error.strerror})") from error
    if faults := faults_in([file]):
        if existed:
            file.write_text(before, encoding="utf-8")
        else:
            file.unlink()
        raise UsageError(f"not added: {faults[0]}")


def _counted(store: Store, known: Registry) -> list[Unknown]:
    from rasid.resolve.provisional import provisional
    from rasid.store.unknown import unresolved

    groups: dict[str, list[Unresolved]] = {}
    names: dict[str, str] = {}
    for one in unresolved(store):
        group = provisional(one.words, known)
        # "fighters of the X Front" holds a mention of the X Front too: one mention of the group
        if group is not None and not any(_overlap(one, other) for other in groups.get(group.id, ())):
            groups.setdefault(group.id, []).append(one)
            names.setdefault(group.id, group.name)
    rows = [_unknown(id, names[id], of) for id, of in groups.items()]
    return sorted(rows, key=lambda row: (-row.mentions, row.id))


def _overlap(one: Unresolved, other: Unresolved) -> bool:
    return one.story == other.story and one.span[0] < other.span[1] and other.span[0] < one.span[1]


def _unknown(id: str, name: str, of: Sequence[Unresolved]) -> Unknown:
    shown = next((one for one in of if one.report), of[0])
    return Unknown(id, name, len(of), len({one.story for one in of}), shown.report, shown.quote, shown.uri)


_UNKNOWN: Sequence[Column] = (
    Column("name", lambda row: row.name, share=2),
    Column("mentions", lambda row: row.mentions, share=0),
    Column("stories", lambda row: row.stories, share=0),
    Column("report", lambda row: row.report and row.report[:8], share=0),
    Column("words", lambda row: row.quote, share=4),
)
