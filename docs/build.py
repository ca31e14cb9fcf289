"""Writes docs/reference from the code: ``python docs/build.py``; with ``--check`` it only says what is out of date."""

from __future__ import annotations

import dataclasses
import inspect
import sys
import typing
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import typer.main
import yaml

from rasid import ontology, records, settings
from rasid.commands import app
from rasid.resolve.relation import RelationKind

ROOT = Path(__file__).resolve().parents[1]
CODES = Path(__file__).resolve().parent / "codes.yaml"
REFERENCE = Path(__file__).resolve().parent / "reference"
WRITTEN = "<!-- Written by docs/build.py: change the code, then run `make docs`. -->\n"


def cli() -> str:
    """The page of commands and options."""
    group = typer.main.get_command(app)
    parts = [
        "# Commands\n\nExit codes: 0 done; 1 some input could not be read, or the record could not be (the rest is done, each"
        " failure one line on standard error); 2 the command line is wrong; 130 stopped with Ctrl-C. Data goes to standard"
        " output; notes and progress go to standard error, progress only on a terminal. What the coded values mean is in"
        " [codes](codes.md).\n"
    ]
    for name, command in _commands(group):
        parts.append(f"## rasid {name}\n\n{inspect.cleandoc(command.help or '')}\n")
        words = [_usage(parameter) for parameter in command.params if parameter.name != "help"]
        parts.append("```\n" + " ".join([f"rasid {name}", *words]) + "\n```\n")
        rows = [
            (f"`{_spelling(parameter)}`", _help(parameter)) for parameter in command.params if parameter.name != "help"
        ]
        if rows:
            parts.append(_table(("Option", "What it does"), rows))
    return "\n".join(parts)


def _commands(group: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    """Every command with its full name, those of a group of commands too."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


def _spelling(parameter: Any) -> str:
    if parameter.param_type_name != "option":
        return str(parameter.metavar or parameter.name)
    value = parameter.metavar or "|".join(map(str, parameter.type_descriptor.choices or ()))
    return " ".join(filter(None, [", ".join(parameter.opts), value]))


def _usage(parameter: Any) -> str:
    words = _spelling(parameter).split(", ")[0]
    return words if parameter.required else f"[{words}]"


def _help(parameter: Any) -> str:
    default = parameter.default
    shown = default is not None and default is not False and not parameter.required and isinstance(default, (str, int))
    return (parameter.help or "") + (f" Default: {default}." if shown else "")


def settings_page() -> str:
    """The page of settings."""
    rows = [
        (
            f"`{field.name}`",
            f"`{settings.variable(field.name)}`",
            f"`{field.default}`" if field.default != "" else "",
            field.metadata["help"],
        )
        for field in dataclasses.fields(settings.Settings)
    ]
    return (
        "# Settings\n\nA setting is taken from the option of the same name, else from the environment, else from a settings"
        " file, else it has its default. The file is TOML, one `name = value` a line: the one given with `--config`, else the"
        " one that `RASID_CONFIG` names, else `settings.toml` in the user's folder for settings (`~/.config/rasid` on Linux)"
        " where there is one.\n\n" + _table(("Name", "Environment", "Default", "What it is"), rows)
    )


def records_page() -> str:
    """The page of the records and their fields."""
    classes = [
        value
        for value in vars(records).values()
        if dataclasses.is_dataclass(value) and isinstance(value, type) and value.__name__ not in _INSIDE
    ]
    head = (
        "# Records\n\n`rasid code` prints one `Coded` as a JSON object per story, one a line. Keys are never missing and stand in"
        " this order: unknown is `null`, none is `[]`; only a `Ref` has keys that depend on its kind. `Offsets` are"
        " `[start, end)` in characters of `document.text`. `rasid schema` prints the same as a JSON Schema.\n"
    )
    words = [
        f"- `{name}`: " + ", ".join(f"`{word}`" for word in typing.get_args(value))
        for name, value in vars(records).items()
        if typing.get_origin(value) is typing.Literal
    ]
    parts = [head, "## Words\n\nWhat each means is in [codes](codes.md).\n\n" + "\n".join(words) + "\n"]
    for kind in sorted(classes, key=lambda kind: kind.__name__ != "Coded"):
        rows = [(f"`{field.name}`", f"`{_plain(field.type)}`") for field in dataclasses.fields(kind)]
        parts.append(f"## {kind.__name__}\n\n{_prose(kind)}\n\n" + _table(("Key", "Value"), rows))
    return "\n".join(parts)


def known_codes() -> dict[str, tuple[str, ...]]:
    """By name, the values of each closed list of the records, and the kinds of a place's relation."""
    lists = {name: value for name, value in vars(records).items() if typing.get_origin(value) is typing.Literal}
    return {name: typing.get_args(value) for name, value in (lists | {"RelationKind": RelationKind}).items()}


def codes_page(meanings: dict[str, Any] | None = None) -> str:
    """The page of what coded values mean. Raises ``ValueError`` where a value of the code has no line, or a line no value."""
    meanings = yaml.safe_load(CODES.read_text(encoding="utf-8")) if meanings is None else meanings
    known = known_codes()
    if meanings.keys() != known.keys():
        raise ValueError(f"{CODES.name}: the lists differ from the code's: {sorted(meanings.keys() ^ known.keys())}")
    parts = [
        "# Codes\n\nWhat each coded value of a record means, and what it does not say. The keys that hold them are in"
        " [records](records.md), the types of events in [ontology](ontology.md).\n"
    ]
    for name, page in meanings.items():
        if page["values"].keys() != set(known[name]):
            differing = sorted(page["values"].keys() ^ set(known[name]))
            raise ValueError(f"{CODES.name}: {name}: the values differ from the code's: {differing}")
        rows = [(f"`{value}`", page["values"][value]) for value in known[name]]
        parts.append(f"## {page['title']}\n\n{page['key']}\n\n" + _table(("Value", "What it means"), rows))
    return "\n".join(parts)


def ontology_page() -> str:
    """The page of event classes with their crosswalks, states of control, and codes of precision."""
    known = ontology.load()
    events = [
        (
            f"`{c.name}`",
            c.label,
            " ".join(filter(None, [c.plover, c.mode])),
            " / ".join(filter(None, [c.acled, c.acled_sub])),
        )
        for c in known.classes.values()
    ]
    codes = [
        (f"## Precision of {what}", _codes(known.schemes[key]))
        for what, key in (("places", "place_precision"), ("times", "time_precision"))
    ]
    parts = [
        "# Ontology\n\nThe reader finds a class; the crosswalk gives its types. ACLED's sub-type may depend on who did it to"
        " whom, and UCDP's type of violence (state-based, non-state, one-sided) always does.\n",
        "## Classes of events\n\n" + _table(("Class", "What it is", "PLOVER", "ACLED"), events),
        "## Control\n\nStates: " + ", ".join(f"`{state}`" for state in known.schemes["control"]) + ".\n",
        *(f"{heading}\n\n{table}" for heading, table in codes),
    ]
    return "\n".join(parts)


def _codes(scheme: dict[str, dict[str, int | None]]) -> str:
    names = list(dict.fromkeys(name for row in scheme.values() for name in row))
    rows = [
        (f"`{own}`", *("" if row.get(name) is None else str(row[name]) for name in names))
        for own, row in scheme.items()
    ]
    return _table(("Ours", *names), rows)


_INSIDE = {"Block", "Page", "Skipped", "Reading", "Resolved"}  # between stages only


def _plain(annotation: object) -> str:
    return str(annotation).replace("UnsetType", "absent").replace("None", "null")


def _prose(kind: type) -> str:
    return inspect.cleandoc(kind.__doc__ or "").replace("``", "`").replace("None", "null")


def _table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heading, ["---"] * len(heading), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def corpus_page() -> str:
    """The card of the corpus."""
    sys.path.insert(0, str(ROOT))  # train/ lies beside the package and is not installed
    from train.corpus.card import card

    return card()


PAGES: dict[str, Callable[[], str]] = {
    "cli.md": cli,
    "settings.md": settings_page,
    "records.md": records_page,
    "codes.md": codes_page,
    "ontology.md": ontology_page,
    "corpus.md": corpus_page,
}


def stale() -> list[str]:
    """The pages that are not what the code says now."""
    return [name for name, text in _pages() if not _same(REFERENCE / name, text)]


def _pages() -> list[tuple[str, str]]:
    return [(name, WRITTEN + "\n" + page().rstrip() + "\n") for name, page in PAGES.items()]


def _same(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


def main() -> int:
    """Writes the pages, or with ``--check`` says which are stale and gives back 1 where some are."""
    if "--check" in sys.argv[1:]:
        sys.stderr.write("".join(f"{name} is out of date: make docs\n" for name in stale()))
        return 1 if stale() else 0
    REFERENCE.mkdir(exist_ok=True)
    for name, text in _pages():
        (REFERENCE / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
