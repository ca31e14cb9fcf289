"""What the encoder costs: ``OPENBLAS_NUM_THREADS=1 python -m bench.encoder [--stories N] [--rival FILE]``.

Processor time of one thread in one process, so that a busy machine changes little. First the encoder's share of the trained
reader's time on generated stories of 450 words, and what other windows would give; then ours beside an encoder of BERT-base's
size on the same windows, in turns. ``train/rival.py`` makes that one, which needs the training extras: where they are not
installed it is skipped, unless ``--rival`` names a file that was made elsewhere.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime

from bench.speed import ARTICLE, stream
from rasid import ingest
from rasid.extract.trained import weights, windows
from rasid.pipeline import Coder
from rasid.records import Page
from rasid.settings import Settings

WHOLE = 1.5  # times the encoder's own time that the whole may take
PACE = 8.0  # stories of ARTICLE words a second
THREADS = "OPENBLAS_NUM_THREADS"
# Pieces at once, and how many of them are read again. The first are those that the weights are trained with.
CUTS = ((384, 96), (384, 64), (384, 32), (512, 96), (512, 32), (256, 96), (256, 64), (256, 32), (192, 48), (128, 32))
EXTRAS = ("torch", "transformers", "onnx", "onnxscript", "safetensors")
LENGTHS = (64, 128, 192, 256, 320, 384, 512)


@dataclass(slots=True)
class Runs:
    """The encoder's runs: seconds and pieces of each."""

    seconds: list[float] = field(default_factory=list)
    pieces: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Story:
    """A story read once: processor seconds of the whole and of the encoder."""

    whole_s: float
    encoder_s: float


@contextlib.contextmanager
def watched() -> Iterator[Runs]:
    """The runs of every session while it is open."""
    runs, run = Runs(), onnxruntime.InferenceSession.run

    def timed(self: Any, names: Any, feed: dict[str, Any], *rest: Any) -> Any:
        started = time.process_time()
        out = run(self, names, feed, *rest)
        runs.seconds.append(time.process_time() - started)
        runs.pieces.append(feed["ids"].shape[1])
        return out

    onnxruntime.InferenceSession.run = timed
    try:
        yield runs
    finally:
        onnxruntime.InferenceSession.run = run


def read(coder: Coder, line: dict[str, str]) -> Story:
    """A story read from its text, with what it cost."""
    with watched() as runs:
        started = time.process_time()
        pages = ingest.read(
            ["-"], settings=Settings(), published=line["published"], stdin=BytesIO(line["text"].encode())
        )
        for page in pages:
            if isinstance(page, Page):
                list(coder.code(page).stories())
        return Story(time.process_time() - started, sum(runs.seconds))


def share(stories: Sequence[Story]) -> dict[str, float]:
    """Stories a second, the encoder's share of the time, and the whole over the encoder, each the median of its stories."""
    return {
        "stories a second": 1 / statistics.median(s.whole_s for s in stories),
        "share": statistics.median(s.encoder_s / s.whole_s for s in stories),
        "whole over encoder": statistics.median(s.whole_s / s.encoder_s for s in stories),
    }


# -- windows ---------------------------------------------------------------------


def cut(lengths: Sequence[int], sentences: Sequence[int], pieces: int, context: int) -> list[int]:
    """How many pieces each window of a story has, its two marks included."""
    found = windows.windows(lengths, sentences, pieces=pieces, context=context)
    return [sum(lengths[w.start : w.end]) + 2 for w in found]


@contextlib.contextmanager
def asked() -> Iterator[list[tuple[list[int], list[int]]]]:
    """The pieces and sentences of each word of every story whose windows the reader asks for."""
    out: list[tuple[list[int], list[int]]] = []
    plain = windows.windows

    def noted(lengths: Sequence[int], sentences: Sequence[int]) -> list[windows.Window]:
        out.append((list(lengths), list(sentences)))
        return plain(lengths, sentences)

    vars(weights)["windows"] = noted
    try:
        yield out
    finally:
        vars(weights)["windows"] = plain


def cost(seconds: dict[int, float], windows_: Sequence[int]) -> float:
    """What windows of so many pieces cost, from the seconds of some lengths, straight lines between them."""
    at = sorted(seconds)
    return float(sum(np.interp(n, at, [seconds[a] for a in at]) for n in windows_))


# -- sessions ----------------------------------------------------------------------


def run(of: onnxruntime.InferenceSession, pieces: int) -> float:
    """Processor seconds of one run over so many pieces."""
    width = next(one.shape[-1] for one in of.get_inputs() if one.name == "extra")
    rng = np.random.default_rng(pieces)
    feed = {"ids": rng.integers(0, 1000, (1, pieces)), "extra": np.zeros((1, pieces, width), np.float32)}
    started = time.process_time()
    of.run(None, feed)
    return time.process_time() - started


def turns(ours: Callable[[], float], theirs: Callable[[], float], *, count: int) -> tuple[float, float, float]:
    """Medians of both and of their ratio, measured in turns after one run of each that does not count."""
    ours(), theirs()
    pairs = [(ours(), theirs()) for _ in range(count)]
    return (
        statistics.median(a for a, _ in pairs),
        statistics.median(b for _, b in pairs),
        statistics.median(b / a for a, b in pairs),
    )


@contextlib.contextmanager
def rival(file: Path | None) -> Iterator[Path | None]:
    """The encoder of BERT-base's size: the file, else one made now, else ``None`` where the training extras are missing."""
    if file is not None:
        yield file
        return
    try:
        from train.rival import write
    except ModuleNotFoundError as error:
        if error.name not in EXTRAS:
            raise
        print(f"an encoder of BERT-base's size: skipped: needs the training extras (no module {error.name})")
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="rasid-bench-") as folder:
        write(Path(folder) / "rival.onnx")
        yield Path(folder) / "rival.onnx"


def main(words: Sequence[str]) -> int:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=int, default=30, help="generated stories of 450 words (30)")
    parser.add_argument("--runs", type=int, default=5, help="runs of which the median is taken (5)")
    parser.add_argument("--rival", type=Path, help="an encoder that train/rival.py made")
    options = parser.parse_args(list(words))
    if os.environ.get(THREADS) != "1":  # numpy reads it when it is imported
        parser.error(f"set {THREADS}=1: what numpy does in several threads can't be compared")
    file = Path(weights.__file__).parents[2] / "models" / "reader" / "encoder.onnx"
    ours = weights.session(file)
    coder = Coder.of(Settings(reader="trained", gazetteer_dir="none"))
    first, *lines = stream(options.stories + 1, ARTICLE)
    read(coder, first)  # what is read at the first story does not count
    with asked() as known:
        stories = [read(coder, line) for line in lines]
    found = share(stories)
    print(f"trained reader, {len(stories)} generated stories of {ARTICLE} words, processor time of one thread")
    print(f"  stories a second {found['stories a second']:.1f} (aim: {PACE:.0f})")
    print(f"  the encoder's share {found['share']:.0%}")
    print(f"  the whole over the encoder {found['whole over encoder']:.2f} (aim: at most {WHOLE})")
    sys.stdout.flush()
    run(ours, max(LENGTHS))
    seconds = {n: statistics.median(run(ours, n) for _ in range(options.runs)) for n in LENGTHS}
    print("the encoder by pieces: " + ", ".join(f"{n} {1000 * s:.0f} ms" for n, s in seconds.items()))
    costs = {c: sum(cost(seconds, cut(*one, *c)) for one in known) for c in CUTS}
    for (pieces, context), value in costs.items():
        print(f"  windows of {pieces}, {context} read again: {value / costs[CUTS[0]]:.2f} of the time of {CUTS[0]}")
    sys.stdout.flush()
    with rival(options.rival) as made:
        if made is not None:
            theirs = weights.session(made)
            for n in (128, windows.PIECES):
                a, b, ratio = turns(partial(run, ours, n), partial(run, theirs, n), count=options.runs)
                print(
                    f"{n} pieces: ours {1000 * a:.0f} ms, BERT-base {1000 * b:.0f} ms, ratio {ratio:.1f} ({options.runs} turns)"
                )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
