"""The least that the reader must reach on the sample pages, pinned in ``floors.json`` with a fingerprint of the data."""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).parent / "floors.json"
MARGIN = 0.02  # a floor lies this far below the rate that it is made from, so that one case less is no alarm


@dataclass(frozen=True, slots=True)
class Floors:
    """Least rate by measure, for the data that has this fingerprint."""

    data: str
    rates: Mapping[str, float]


def fingerprint(folders: Sequence[Path]) -> str:
    """The SHA-256 over the names and bytes of all files in the folders."""
    seen = hashlib.sha256()
    for folder in folders:
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            seen.update(f"{folder.name}/{file.relative_to(folder).as_posix()}".encode() + b"\0")
            seen.update(hashlib.sha256(file.read_bytes()).digest())
    return seen.hexdigest()


def load(file: Path = FILE) -> Floors:
    """The pinned floors; none for no data where there is no file yet."""
    if not file.exists():
        return Floors("", {})
    told = json.loads(file.read_text(encoding="utf-8"))
    return Floors(told["data"], told["floors"])


def save(floors: Floors, file: Path = FILE) -> None:
    """Writes the floors."""
    told = {"data": floors.data, "floors": dict(sorted(floors.rates.items()))}
    file.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def complaints(
    floors: Floors, rates: Mapping[str, float], data: str, *, renew: str = "python bench/samples.py"
) -> list[str]:
    """What is wrong: rates below their floor, and floors that were made from other data; ``renew`` is the command that makes them."""
    found = []
    if floors.data != data:
        found.append(f"what {renew} scores is not what its floors were pinned on: {renew} --renew-floors")
    return found + [
        f"{measure}: {rates.get(measure, 0.0):.3f} is below its floor of {floor:.3f}"
        for measure, floor in sorted(floors.rates.items())
        if rates.get(measure, 0.0) < floor
    ]


def renewed(old: Floors, rates: Mapping[str, float], data: str, *, lower: bool) -> Floors:
    """Floors ``MARGIN`` below these rates, and none below the old one, unless ``lower``.

    Raises ``ValueError`` that names the measures which fell below their old floor, unless ``lower``.
    """
    made = {measure: max(0.0, round(rate - MARGIN, 3)) for measure, rate in rates.items()}
    if lower:
        return Floors(data, made)
    fallen = [measure for measure, floor in sorted(old.rates.items()) if rates.get(measure, 0.0) < floor]
    if fallen:
        raise ValueError(f"below their floors: {', '.join(fallen)}; to accept that, add --lower")
    return Floors(data, {measure: max(floor, old.rates.get(measure, 0.0)) for measure, floor in made.items()})


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options that ``hold`` reads."""
    parser.add_argument("--renew-floors", action="store_true", help="pin the floors just below what was reached now")
    parser.add_argument("--lower", action="store_true", help="with --renew-floors: floors may sink")


def hold(
    rates: Mapping[str, float],
    data: str,
    options: argparse.Namespace,
    *,
    command: str,
    file: Path = FILE,
    partly: bool = False,
) -> int:
    """Prints what is below its floor, or pins the floors anew; the command's exit code.

    ``command`` is what made ``rates``; ``partly`` says that it may have made only some of those that are pinned.
    """
    old = load(file)
    if not options.renew_floors:
        asked = {name: least for name, least in old.rates.items() if name in rates or not partly}
        wrong = complaints(Floors(old.data, asked), rates, data, renew=command)
        print("\n" + ("\n".join(wrong) or "All at or above their floors."))
        return 1 if wrong else 0
    unmade = sorted(old.rates.keys() - rates.keys())
    if unmade and not options.lower:
        print(f"\nnot measured now, so their floors would be lost: {', '.join(unmade)}; to accept that, add --lower")
        return 1
    try:
        save(renewed(old, rates, data, lower=options.lower), file)
    except ValueError as error:
        print(f"\n{error}")
        return 1
    print(f"\nwritten: {file.name}")
    return 0
