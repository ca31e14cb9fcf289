"""Measure the gazetteer with a layer of millions of rows: how long it takes to make, to open, and to look a name up.

    python bench/gazetteer.py [--rows N] [--lookups N] [--folder FOLDER]

The rows are made up (as many names a place, and as many namesakes, as GeoNames has, roughly), in the form of a GeoNames dump. A
lookup is measured without the memory of names already asked for, which a reader has. The target is a median under 50 us, and an
opening of some ms, whatever the number of rows.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from rasid import gazetteer
from rasid.gazetteer.adding import add
from rasid.gazetteer.index import DATABASE, Gazetteer, specials
from rasid.gazetteer.layers import LIST, Layers

SEED = 20240517
SYLLABLES = "ka ba ra ta la ma na sa da fa ga ha ja qa wa za sha kha tal kafr dayr bayt ayn abu umm ku bu ru tu lu mu ki bi ri".split()
COUNTRIES = "SY IQ YE LB SD ML NE NG CD UA ET SO AF PK CN US BR RU IN MX".split()


def word(chance: random.Random) -> str:
    """A made-up word of two to four syllables."""
    return "".join(chance.choice(SYLLABLES) for _ in range(chance.randint(2, 4))).capitalize()


def dump(path: Path, rows: int, sample: int) -> list[str]:
    """Writes a dump of ``rows`` places, and gives back the names of about ``sample`` of them."""
    chance = random.Random(SEED)
    common = [word(chance) for _ in range(2000)]  # a quarter of the places share these names
    kept = []
    with path.open("w", encoding="utf-8") as file:
        for i in range(rows):
            name = chance.choice(common) if chance.random() < 0.25 else f"{word(chance)} {word(chance)}"
            others = f"{name.replace('a', 'e', 1)},{word(chance)} {word(chance)}" if chance.random() < 0.5 else ""
            people = chance.randint(10, 90_000) if chance.random() < 0.1 else 0
            lat, lon = chance.uniform(-60, 70), chance.uniform(-180, 180)
            file.write(
                f"{20_000_000 + i}\t{name}\t{name}\t{others}\t{lat:.5f}\t{lon:.5f}\tP\tPPL\t{chance.choice(COUNTRIES)}\t\t"
                f"{chance.randint(1, 14):02d}\t{chance.randint(1, 99)}\t\t\t{people}\t\t300\tEtc/UTC\t2020-01-01\n"
            )
            if chance.random() < sample / rows:
                kept.append(name)
    return kept


def timed(calls: Iterator[Callable[[], object]]) -> list[float]:
    """Microseconds of each call, sorted."""
    times = []
    for call in calls:
        start = time.perf_counter_ns()
        call()
        times.append((time.perf_counter_ns() - start) / 1000)
    return sorted(times)


def report(what: str, times: Sequence[float]) -> None:
    """Prints the spread of some times."""
    p90, p99 = (times[int(len(times) * share)] for share in (0.9, 0.99))
    print(f"{what:44}{statistics.median(times):10.1f}{p90:10.1f}{p99:10.1f}{times[-1]:12.1f}")


def lookups(places: Gazetteer, names: Sequence[str]) -> list[float]:
    """Microseconds of each first lookup of a name."""
    return timed((lambda name=name: places.exact(name)) for name in dict.fromkeys(names))  # type: ignore[misc]


def measure(folder: Path, rows: int, sample: int) -> None:
    """Makes the layer and prints all figures."""
    source = folder / "made-up.txt"
    names = dump(source, rows, sample)
    chance = random.Random(SEED)
    unknown = [word(chance) + "x" + word(chance) for _ in range(sample)]
    start = time.perf_counter()
    layers = folder / "layers"
    (added,) = add([source], layers)
    took = time.perf_counter() - start
    size = (layers / added.layer.file).stat().st_size
    print(
        f"{added.layer.entries:,} rows, {added.layer.names:,} names: made in {took:,.0f} s, {size / 2**20:,.0f} MiB"
        f" ({took / rows * 1e6:.0f} us and {size / rows:.0f} bytes a row)\n"
    )
    known = list(specials())
    print(f"{'':44}{'median':>10}{'p90':>10}{'p99':>10}{'max':>12}")
    opening = timed((lambda: Gazetteer(DATABASE, layers=Layers(layers / LIST)).exact("Homs")) for _ in range(20))
    report("open, and a first name (us)", opening)
    bare = timed((lambda: Gazetteer(DATABASE).exact("Homs")) for _ in range(20))
    report("the same without the layer", bare)
    towns = [entry.name for name in SHIPPED for entry in gazetteer.open().exact(name)]
    for what, asked in (("names of the layer", names), ("names of the base", towns), ("unknown names", unknown)):
        report(f"a lookup (us), {what}", lookups(Gazetteer(DATABASE, known, layers=Layers(layers / LIST)), asked))
        report("  without the layer", lookups(Gazetteer(DATABASE, known), asked))


SHIPPED = (
    "Homs Hama Aleppo Idlib Raqqa Mosul Kirkuk Tikrit Sanaa Aden Marib Goma Bukavu Bunia Kyiv Kharkiv Donetsk Gaza Rafah Jenin"
    " Nablus Beirut Tyre Sidon Tripoli Benghazi Khartoum Omdurman Nyala Mogadishu Kismayo Kabul Kandahar Herat Maiduguri Gao Kidal"
).split()


def main() -> int:
    """Measures in a folder of its own, or in the one that is given."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000, help="rows of the layer (1000000)")
    parser.add_argument("--lookups", type=int, default=5_000, help="names that are looked up (5000)")
    parser.add_argument("--folder", type=Path, help="where to make the layer, and leave it")
    asked = parser.parse_args()
    if asked.folder:
        asked.folder.mkdir(parents=True, exist_ok=True)
        measure(asked.folder, asked.rows, asked.lookups)
        return 0
    with tempfile.TemporaryDirectory(prefix="rasid-bench-") as name:
        measure(Path(name), asked.rows, asked.lookups)
    return 0


if __name__ == "__main__":
    sys.exit(main())
