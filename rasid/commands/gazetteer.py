"""``rasid gazetteer``: layers of the user's own over the places that come with Rasid."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rasid.commands import options, output

if TYPE_CHECKING:
    from rasid.gazetteer.adding import Added, Reading
    from rasid.settings import Settings

app = typer.Typer(
    help="Add places of your own: GeoNames, OCHA's P-codes, any table.",
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
)

SkipBad = Annotated[bool, typer.Option("--skip-bad", help="Leave rows out that break the rules, and count them.")]


@app.command("add", short_help="Make a layer of each file.")
def add(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...",
            help="GeoNames dumps, alternate names or codes; P-code tables; CSV. Plain, .gz or .zip.",
            show_default=False,
        ),
    ],
    country: Annotated[
        str | None, typer.Option(metavar="CODE", help="Country of the rows of tables that do not tell one.")
    ] = None,
    encoding: Annotated[str, typer.Option(metavar="NAME", help="How the files are encoded.")] = "utf-8",
    skip_bad: SkipBad = False,
    config: options.Config = None,
) -> None:
    """Make a layer of each file, all or none. A layer of the same name is replaced."""
    from rasid.gazetteer.adding import Reading

    _, folder = _chosen(config)
    _add(files, folder, Reading(country, encoding, skip_bad))


@app.command("fetch", short_help="Fetch countries of GeoNames and add them.")
def fetch(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="geonames.", show_default=False)],
    countries: Annotated[
        list[str],
        typer.Argument(
            metavar="COUNTRY...", help="Two letters each, such as SY IQ; all: the world.", show_default=False
        ),
    ],
    names: Annotated[bool, typer.Option("--names", help="Fetch the alternate names with their languages too.")] = False,
    config: options.Config = None,
) -> None:
    """Fetch countries of GeoNames and add them. What broke off is taken up where it broke off."""
    from rasid.errors import UsageError
    from rasid.gazetteer import fetching
    from rasid.gazetteer.adding import Reading
    from rasid.gazetteer.layers import changing

    if source != "geonames":
        raise UsageError(f"unknown source {source!r}: known is geonames")
    settings, folder = _chosen(config)
    below = folder / "fetched"
    fetched = []
    for wanted in fetching.paths(countries, names=names):
        with changing(below):
            one = fetching.fetch(settings.geonames_url, wanted, below, timeout_s=settings.geonames_timeout_s)
        output.text(f"Fetched {one.url}: {one.bytes:,} bytes, checked by {', '.join(one.checks)}; SHA-256 {one.sha256}")
        fetched.append(one.path)
    _add(fetched, folder, Reading())
    for path in fetched:
        path.unlink()  # the layer keeps its digest


@app.command("list", short_help="List the layers.")
def list_layers(as_: options.As = options.Format.table, config: options.Config = None) -> None:
    """List the layers: what each was made of, and how much is in it."""
    from rasid.commands.table import Column, write
    from rasid.gazetteer.layers import listed

    _, folder = _chosen(config)
    columns = (
        Column("layer", lambda layer: layer.name, share=0),
        Column("format", lambda layer: layer.format, share=0),
        Column("source", lambda layer: layer.source),
        Column("rows", lambda layer: f"{layer.entries:,}", share=0),
        Column("names", lambda layer: f"{layer.names:,}", share=0),
        Column("left out", lambda layer: f"{layer.outside + layer.bad:,}", share=0),
        Column("sha-256", lambda layer: layer.sha256[:12], share=0),
    )
    nothing = f"no layers in {folder}; add one with: rasid gazetteer add FILE"
    write(listed(folder), columns, form=as_, nothing=nothing)


@app.command("remove", short_help="Take layers away.")
def remove(
    names: Annotated[list[str], typer.Argument(metavar="NAME...", help="Layers, as listed.", show_default=False)],
    config: options.Config = None,
) -> None:
    """Take layers away. What was recorded with them stays recorded."""
    from rasid.gazetteer import adding

    _, folder = _chosen(config)
    for layer in adding.remove(names, folder):
        output.text(f"Removed {layer.name}: {layer.entries:,} rows of {layer.source}")


@app.command("find", short_help="List the places that a name may mean.")
def find(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name in any spelling.", show_default=False)],
    config: options.Config = None,
) -> None:
    """List the places that a name may mean, best known first, with what layers call them: one JSON object a line."""
    import dataclasses

    from rasid import gazetteer
    from rasid.settings import load

    places = gazetteer.open(folder=gazetteer.folder(load(file=config)))
    output.json_lines(
        dataclasses.asdict(entry)
        | {"names": [{"name": word, "language": tongue or None} for word, tongue in places.names(entry)]}
        for entry in places.find(name)
    )


def _chosen(config: Path | None) -> tuple[Settings, Path]:
    from rasid import gazetteer
    from rasid.errors import UsageError
    from rasid.settings import load

    settings = load(file=config)
    folder = gazetteer.folder(settings)
    if folder is None:
        raise UsageError("gazetteer_dir is 'none': set it to a folder, or leave it out, to have layers")
    return settings, folder


def _add(files: list[Path], folder: Path, reading: Reading) -> None:
    from rasid.gazetteer import adding

    for one in adding.add(files, folder, reading):
        output.text(_told(one))
        for problem in one.problems:
            output.note(problem)


def _told(one: Added) -> str:
    layer = one.layer
    left_out = [
        f"{count:,} {why}" for count, why in ((layer.outside, "of other kinds"), (layer.bad, "malformed")) if count
    ]
    rows = f"{layer.entries:,} rows, {layer.names:,} names" + (f"; left out: {', '.join(left_out)}" if left_out else "")
    return f"{'Replaced' if one.replaced else 'Added'} {layer.name} ({layer.format}): {rows}"
