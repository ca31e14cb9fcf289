"""Speed, start-up and memory of `rasid code` and `rasid run`: ``python bench/speed.py [--reader NAME] [--stories N] [--runs N]``.

Every number is measured in a process of its own, as a user would start it, and is the median of several runs. Inputs are
the sample pages repeated, and a stream of stories composed from their paragraphs with a fixed seed, so that no two are the
same but all read like reporting. Memory is the largest resident set of the process. Without ``--reader`` the default reader is
measured; how many stories are generated depends on it, so that a table takes minutes. Last, for the trained reader,
``bench/encoder.py`` says what of its time is the encoder's, and what an encoder of BERT-base's size would take.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from rasid import ingest, stories
from rasid.records import Page
from rasid.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "examples" / "pages"
SEED = 20260317
REPEATED = 20  # times that the samples are read in a row
WORDS = 700  # length of a generated story, which is that of a newspaper's
NUMBER = re.compile(r"\b\d{1,3}\b")
ARTICLE = 450  # the same for a short one
RASID = [sys.executable, "-m", "rasid"]


@dataclass(frozen=True, slots=True)
class Load:
    """How many stories the mixed stream and the one file have."""

    stream: int
    single: int


# Some minutes each: the rules reader takes about a tenth of the trained reader's time.
LOADS = {"rules": Load(1_500, 10_000), "trained": Load(150, 1_000)}


@dataclass(frozen=True, slots=True)
class Measured:
    """One run of a command: seconds by the clock, and MiB of the largest resident set."""

    wall_s: float
    peak_mib: float


def measure(words: Sequence[str]) -> Measured:
    """One run of ``rasid`` with these words. Raises ``SystemExit`` where the command fails."""
    out = os.open(os.devnull, os.O_WRONLY)
    started = time.perf_counter()
    pid = os.posix_spawn(
        RASID[0],
        [*RASID, *words],
        {**os.environ, "RASID_GAZETTEER_DIR": "none"},  # what is measured does not hang on who measures
        file_actions=[(os.POSIX_SPAWN_DUP2, out, 1), (os.POSIX_SPAWN_DUP2, out, 2)],
    )
    _, status, usage = os.wait4(pid, 0)
    wall = time.perf_counter() - started
    os.close(out)
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"rasid {' '.join(words)}: exit code {os.waitstatus_to_exitcode(status)}")
    return Measured(wall, usage.ru_maxrss / 1024)


def middle(runs: Sequence[Measured]) -> Measured:
    """The median of each number."""
    return Measured(statistics.median(r.wall_s for r in runs), statistics.median(r.peak_mib for r in runs))


def sample_texts() -> list[str]:
    """The bodies of the stories of the sample pages, in English."""
    pages = (page for page in ingest.read([str(PAGES)], settings=Settings()) if isinstance(page, Page))
    return [
        "\n\n".join(part.text for part in story.body)
        for page in pages
        if page.document.language == "en"
        for story in stories.split(page)
        if story.body  # a flash is all headline
    ]


def stream(count: int, length: int = WORDS) -> Iterator[dict[str, str]]:
    """``count`` stories of about ``length`` words as JSON lines; the same ones every time."""
    chance = random.Random(SEED)
    paragraphs = [paragraph for text in sample_texts() for paragraph in text.split("\n\n") if len(paragraph) > 80]
    for n in range(count):
        chosen: list[str] = []
        while sum(len(paragraph.split()) for paragraph in chosen) < length:
            chosen.append(renumbered(chance.choice(paragraphs), chance))
        day = date(2015, 1, 1) + timedelta(days=chance.randrange(3650))
        yield {"text": "\n\n".join(chosen), "published": day.isoformat(), "id": f"generated:{n}"}


def renumbered(paragraph: str, chance: random.Random) -> str:
    """The paragraph with other numbers in place of its own."""
    return NUMBER.sub(lambda _: str(chance.randint(2, 28)), paragraph)


def write(path: Path, lines: Iterator[dict[str, str]]) -> int:
    """Writes JSON lines and gives back how many."""
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for line in lines:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
            count += 1
    return count


def one_file(path: Path, count: int) -> int:
    """Writes one text of ``count`` short stories, as an archive's export is, and gives back how many."""
    chance = random.Random(SEED)
    with path.open("w", encoding="utf-8") as file:
        for n in range(count):
            day = date(2015, 1, 1) + timedelta(days=chance.randrange(3650))
            file.write(
                f"Shelling empties district {n} again\n\nTOWN {n}, {day:%d %B %Y} (Wire) - {chance.randint(2, 90)} people fled "
                f"shelling of district {n} on {day:%A}, officials said.\n\n\n"
            )
    return count


def cases(folder: Path, load: Load) -> Iterator[tuple[str, list[str], int]]:
    """Name, command line (without the reader) and number of stories of what is measured."""
    count, many = load.stream, load.single
    page, samples = folder / "page.txt", folder / "samples.jsonl"
    texts = sample_texts()
    page.write_text(max(texts, key=len), encoding="utf-8")
    yield "rasid --version", ["--version"], 0
    yield "rasid code, one page from cold", ["code", str(page)], 0
    write(samples, ({"text": text, "id": f"{turn}:{n}"} for turn in range(REPEATED) for n, text in enumerate(texts)))
    yield "rasid code, samples repeated", ["code", str(samples)], REPEATED * len(texts)
    article = folder / "articles.jsonl"
    yield "rasid code, 300 stories of 450 words", ["code", str(article)], write(article, stream(300, ARTICLE))
    short, long, single = folder / "short.jsonl", folder / "long.jsonl", folder / "single.txt"
    few = write(short, stream(count // 10))
    yield f"rasid code, {few:,} mixed stories", ["code", str(short)], few
    all_ = write(long, stream(count))
    yield f"rasid code, {all_:,} mixed stories", ["code", str(long)], all_
    yield f"rasid run, {few:,} mixed stories", ["run", str(short), "--db", "{db}"], few
    yield f"rasid run, {all_:,} mixed stories", ["run", str(long), "--db", "{db}"], all_
    if many:
        line = folder / "line.txt"
        line.write_bytes(b"word " * (20 * 1024 * 1024))
        yield "rasid code, 100 MB on one line", ["code", str(line)], 0
        yield f"rasid run, {many:,} stories in one file", ["run", str(single), "--db", "{db}"], one_file(single, many)


def read_by(reader: str, words: Sequence[str]) -> list[str]:
    """A command line with the reader named, where it reads at all."""
    return [*words, *(["--reader", reader] if words[0] in ("code", "run") else [])]


def main() -> int:
    """Measures all cases and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument(
        "--reader", choices=list(LOADS), default=Settings().reader, help="which reader (the default one)"
    )
    parser.add_argument("--stories", type=int, help="stories of the mixed stream (1500 for rules, 150 for trained)")
    parser.add_argument("--single", type=int, help="stories in one file (10000, 1000); 0 leaves that out")
    parser.add_argument("--runs", type=int, default=3, help="runs of each case under a minute (3)")
    asked = parser.parse_args()
    usual = LOADS[asked.reader]
    load = Load(
        usual.stream if asked.stories is None else asked.stories, usual.single if asked.single is None else asked.single
    )
    sys.stdout.write(f"{'reader ' + asked.reader:44}{'seconds':>10}{'stories/s':>11}{'peak MiB':>10}{'runs':>6}\n")
    with tempfile.TemporaryDirectory(prefix="rasid-bench-") as name:
        folder = Path(name)
        for number, (what, words, stories_) in enumerate(cases(folder, load)):
            runs: list[Measured] = []
            while len(runs) < asked.runs and sum(run.wall_s for run in runs) < 60:
                db = folder / f"{number}-{len(runs)}.duckdb"
                runs.append(measure(read_by(asked.reader, [str(db) if word == "{db}" else word for word in words])))
                db.unlink(missing_ok=True)
            result = middle(runs)
            pace = f"{stories_ / result.wall_s:,.0f}" if stories_ else ""
            sys.stdout.write(f"{what:44}{result.wall_s:10.2f}{pace:>11}{result.peak_mib:10.0f}{len(runs):6}\n")
            sys.stdout.flush()
    if asked.reader != "trained":
        return 0
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}
    return subprocess.run([sys.executable, "-m", "bench.encoder"], env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
