"""Score expressions of time against TimeBank and AQUAINT: recognition, type and value.

    python bench/when.py [--shared FOLDER] [--errors [CLASS]] [--draws N]

The corpora may be read but not passed on; they lie in ``FOLDER/data/timeml`` (by default the folder ``shared`` beside the
checkout), and without them nothing is scored. The document creation time is taken as the publication.

Texts are halved by a hash of their id: errors are shown of the first half only, so that the second stays a test.
A strict match has the same span, a relaxed one overlaps; *type* and *value* count the relaxed matches with the right
type or value, as TempEval-3 did; *fitting* also those whose annotators left a figure open ("1989-WXX"). Behind each F1 stands its 95 % interval over texts drawn again and again.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from timex3 import Timex3, read

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
CORPORA = ("timebank", "aquaint")
TYPES = ("DATE", "TIME", "DURATION", "SET")
MEASURES = ("strict", "relaxed", "type", "value", "fitting")
SEED = 20130614
_UNPADDED = re.compile(r"-W(\d)$")  # a week as some annotators wrote it
SHOWN = 12  # examples of a class of errors


@dataclass(frozen=True, slots=True)
class Text:
    """A text with what its annotators marked; ``first`` says whether it is in the half that may be looked at."""

    id: str
    corpus: str
    first: bool
    words: str
    published: str
    gold: tuple[Timex3, ...]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Gold and found annotations of one text, paired where they overlap."""

    both: tuple[tuple[Timex3, Timex3], ...]
    missed: tuple[Timex3, ...]
    spurious: tuple[Timex3, ...]


def texts(folder: Path) -> Iterator[Text]:
    """The texts of both corpora, in the order of the files."""
    for corpus in CORPORA:
        with gzip.open(folder / f"{corpus}.jsonl.gz", "rt", encoding="utf-8") as lines:
            yield from (_text(json.loads(line), corpus) for line in lines)


def _text(row: Mapping[str, Any], corpus: str) -> Text:
    gold = [
        Timex3((s["start"], s["end"]), s["type"], _UNPADDED.sub(r"-W0\1", s["value"]))
        for s in row["spans"]
        if s["label"] == "TIMEX3" and s["start"] is not None
    ]
    published = row["meta"]["dct"]["value"][:10]
    return Text(
        row["id"], corpus, in_first_half(row["id"]), row["text"], published, tuple(sorted(gold, key=lambda g: g.span))
    )


def in_first_half(name: str) -> bool:
    """Whether a text is in the half that errors are shown of: by a hash of its id."""
    return hashlib.sha256(name.encode()).digest()[0] % 2 == 0


def paired(gold: Sequence[Timex3], found: Sequence[Timex3]) -> Pairs:
    """Each annotation paired with at most one of the other side: equal spans first, then overlaps in order."""
    taken: dict[int, int] = {}
    for same in (True, False):
        for g, want in enumerate(gold):
            if g in taken:
                continue
            fitting = (n for n, got in enumerate(found) if n not in taken.values() and _fit(want, got, same=same))
            if (n := next(fitting, None)) is not None:
                taken[g] = n
    return Pairs(
        tuple((gold[g], found[n]) for g, n in sorted(taken.items())),
        tuple(want for g, want in enumerate(gold) if g not in taken),
        tuple(got for n, got in enumerate(found) if n not in taken.values()),
    )


def _fit(want: Timex3, got: Timex3, *, same: bool) -> bool:
    return want.span == got.span if same else want.span[0] < got.span[1] and got.span[0] < want.span[1]


def counted(pairs: Pairs) -> Counter[str]:
    """What one text adds to the score: "gold", "found" and the matches of each measure, also by type of the gold."""
    counts: Counter[str] = Counter()
    for want, got in pairs.both:
        counts.update(_judged(want, got))
        counts.update(f"{name} {want.type}" for name in _judged(want, got))
    for want in (*(want for want, _ in pairs.both), *pairs.missed):
        counts.update(("gold", f"gold {want.type}"))
    for got in (*(got for _, got in pairs.both), *pairs.spurious):
        counts.update(("found", f"found {got.type}"))
    return counts


def _judged(want: Timex3, got: Timex3) -> list[str]:
    right = {
        "strict": want.span == got.span,
        "relaxed": True,
        "type": want.type == got.type,
        "value": want.value == got.value,
        "fitting": fits(want.value, got.value),
    }
    return [name for name, ok in right.items() if ok]


def fits(want: str, got: str) -> bool:
    """Whether a value is the annotated one where each X of a date stands for a figure: "1989-W44" fits "1989-WXX"."""
    if want == got or want.startswith("P"):
        return want == got
    return re.fullmatch(re.escape(want).replace("X", r"\d"), got) is not None


def f1(counts: Mapping[str, int], measure: str) -> float:
    """The harmonic mean of precision and recall of a measure; 0.0 where there is nothing."""
    both = counts.get("gold", 0) + counts.get("found", 0)
    return 2 * counts.get(measure, 0) / both if both else 0.0


def interval(each: Sequence[Counter[str]], measure: str, *, draws: int) -> tuple[float, float]:
    """The middle 95 % of a measure's F1 over so many draws of as many texts, with the same seed every time."""
    chance = random.Random(SEED)
    rows = [(counts["gold"] + counts["found"], counts[measure]) for counts in each]
    scores = []
    for _ in range(draws):
        drawn = chance.choices(rows, k=len(rows))
        both = sum(n for n, _ in drawn)
        scores.append(2 * sum(n for _, n in drawn) / both if both else 0.0)
    scores.sort()
    return scores[int(0.025 * draws)], scores[min(int(0.975 * draws), draws - 1)]


def table(name: str, each: Sequence[Counter[str]], *, draws: int) -> Iterator[str]:
    """The lines of one group of texts: F1 of each measure with its interval, precision, recall, and recall by type."""
    total: Counter[str] = sum(each, Counter())
    yield f"\n{name}: {len(each)} texts, {total['gold']} annotated, {total['found']} found"
    for measure in MEASURES:
        low, high = interval(each, measure, draws=draws)
        yield (
            f"  {measure:<8} F1 {f1(total, measure):.3f} ({low:.3f}-{high:.3f})"
            f"   precision {_share(total[measure], total['found'])}   recall {_share(total[measure], total['gold'])}"
        )
    yield f"  of the relaxed matches: type {_share(total['type'], total['relaxed'])}, value {_share(total['value'], total['relaxed'])}"
    for kind in TYPES:
        right = "   ".join(f"{m} {_share(total[f'{m} {kind}'], total[f'gold {kind}'])}" for m in MEASURES)
        yield f"  {kind:<8} {total[f'gold {kind}']:4d} annotated, recall: {right}"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "  -  "


def classes(text: Text, pairs: Pairs) -> Iterator[tuple[str, str]]:
    """The class of each error of a text with one line that shows it."""

    def shown(one: Timex3) -> str:
        around = text.words[max(0, one.span[0] - 40) : one.span[0]], text.words[one.span[1] : one.span[1] + 30]
        return " ".join(f"{around[0]}[{text.words[slice(*one.span)]}]{around[1]}".split())

    for want in pairs.missed:
        yield f"missed {want.type} {form(want.value)}", f"{want.value:<14} {shown(want)}"
    for got in pairs.spurious:
        yield f"spurious {got.type} {form(got.value)}", f"{got.value:<14} {shown(got)}"
    for want, got in pairs.both:
        if want.span != got.span:
            words = text.words[slice(*got.span)]
            yield "span", f"{words!r} for {shown(want)}"
        if want.type != got.type:
            yield f"type {want.type} read as {got.type}", f"{want.value:<14} {got.value:<14} {shown(want)}"
        if want.value != got.value:
            yield (
                f"value {form(want.value)} read as {form(got.value)}",
                f"{want.value:<14} {got.value:<14} {text.published} {shown(want)}",
            )


def form(value: str) -> str:
    """The form of a value, figures taken out: "1998-W02" is "9999-W99"; references by their name."""
    return value if value.endswith("_REF") else "".join("9" if c.isdigit() else c for c in value)


def main(arguments: Iterable[str]) -> int:
    """Prints the scores, and with ``--errors`` the classes of errors in the first half."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED, help="the folder with data/timeml")
    parser.add_argument("--errors", nargs="?", const="", help="show errors of the first half, of this class or of all")
    parser.add_argument("--draws", type=int, default=1000, help="draws for the intervals (1000)")
    options = parser.parse_args(list(arguments))
    folder = options.shared / "data" / "timeml"
    if missing := [corpus for corpus in CORPORA if not (folder / f"{corpus}.jsonl.gz").is_file()]:
        print(f"{' and '.join(missing)}: skipped, not in {folder}")
        return 0
    all_ = [(text, paired(text.gold, read(text.words, text.published))) for text in texts(folder)]
    if options.errors is not None:
        _print_errors([both for both in all_ if both[0].first], options.errors)
    for name, first in (("first half", True), ("second half", False)):
        half = [(text, counted(pairs)) for text, pairs in all_ if text.first == first]
        for corpus in CORPORA:
            each = [counts for text, counts in half if text.corpus == corpus]
            print(*table(f"{corpus}, {name}", each, draws=options.draws), sep="\n")
        print(*table(f"both, {name}", [counts for _, counts in half], draws=options.draws), sep="\n")
    print(*table("both, all", [counted(pairs) for _, pairs in all_], draws=options.draws), sep="\n")
    return 0


def _print_errors(half: Sequence[tuple[Text, Pairs]], wanted: str) -> None:
    errors: defaultdict[str, list[str]] = defaultdict(list)
    for text, pairs in half:
        for name, line in classes(text, pairs):
            if name.startswith(wanted):
                errors[name].append(line)
    for name, lines in sorted(errors.items(), key=lambda item: (-len(item[1]), item[0])):
        print(f"{len(lines):4d}  {name}")
        for line in lines if wanted else lines[:SHOWN]:
            print(f"        {line}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
