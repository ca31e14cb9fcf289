"""Build ``rasid/extract/data/tags.tsv`` and ``transitions.tsv``: word -> Penn tags with log probabilities.

Sources: the train and test parts of the English Web Treebank (CC BY-SA 4.0) and GUM (annotation CC BY 4.0), whose
universal tags are refined by word endings. The tables hold odds, no text.
Run ``python train/tags.py ../shared/data/ewt/documents.jsonl.gz ../shared/data/gum/documents.jsonl.gz``.
"""

from __future__ import annotations

import gzip
import json
import math
import sys
from collections import Counter, defaultdict
from pathlib import Path

OUT = Path(__file__).parent.parent / "rasid" / "extract" / "data"
MERGE = {
    "NNPS": "NNP",
    "WP": "W",
    "WDT": "W",
    "WRB": "W",
    "WP$": "W",
    "JJR": "JJ",
    "JJS": "JJ",
    "RBR": "RB",
    "RBS": "RB",
    "PRP$": "PP$",
    "PDT": "DT",
    "VBP": "VBP",
    "HYPH": ",",
    "``": '"',
    "''": '"',
    "-LRB-": "(",
    "-RRB-": ")",
    "GW": "NN",
    "AFX": "JJ",
    "ADD": "NNP",
    "NFP": ",",
    "LS": "CD",
    "XX": "NN",
    "$": "SYM",
    "EX": "PRP",
    "FW": "NN",
    "UH": "RB",
    "RP": "RP",
}


def sentences(path: str, part: str) -> list[list[tuple[str, str]]]:
    out = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            doc = json.loads(line)
            if (doc["meta"]["split"] == part) or (part == "train" and doc["meta"]["split"] == "test"):
                tags = doc["xpos"].split(" ")
                words = [doc["text"][s:e] for s, e in doc["tokens"]]
                out += [
                    list(zip(words[a:b], tags[a:b], strict=True)) for a, b in (s["tokens"] for s in doc["sentences"])
                ]
    return [[(w, MERGE.get(t, t)) for w, t in s] for s in out]


def gum(path: str) -> list[tuple[str, str]]:
    """(word, Penn tag) pairs, only where the universal tag and the ending decide the Penn tag."""
    out = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            doc = json.loads(line)
            for (start, end), tag in zip(doc["tokens"], doc["upos"].split(" "), strict=True):
                word = doc["text"][start:end]
                out += [(word, refined) for refined in _refine(word.lower(), tag)]
    return out


def _refine(word: str, tag: str) -> list[str]:
    if tag == "VERB":
        return (
            ["VBG"]
            if word.endswith("ing")
            else ["VBD", "VBN"]
            if word.endswith("ed")
            else ["VBZ"]
            if word.endswith("s")
            else ["VB"]
        )
    if tag == "NOUN":
        return ["NNS" if word.endswith("s") and not word.endswith("ss") else "NN"]
    return {"ADJ": ["JJ"], "ADV": ["RB"]}.get(tag, [])


def main(path: str, gum_path: str) -> None:
    train = sentences(path, "train")
    words, pairs = counted(train)
    for word, tag in gum(gum_path):
        words[word.lower()][tag] += 1
    lines = [
        row(word, tags, floor=0.03)
        for word, tags in sorted(words.items())
        if word.replace("-", "").replace("'", "").isalpha()
    ]
    lines += [row(end, tags, floor=0.08) for end, tags in sorted(endings(words).items()) if sum(tags.values()) >= 4]
    (OUT / "tags.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (OUT / "transitions.tsv").write_text("\n".join(transitions(pairs)) + "\n", encoding="utf-8")
    print(len(lines), "rows")


def counted(
    train: list[list[tuple[str, str]]],
) -> tuple[defaultdict[str, Counter[str]], defaultdict[str, Counter[str]]]:
    """Tags by word, and tags by the tag before."""
    words: defaultdict[str, Counter[str]] = defaultdict(Counter)
    pairs: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for sentence in train:
        previous = "^"
        for word, tag in sentence:
            words[word.lower()][tag] += 1
            pairs[previous][tag] += 1
            previous = tag
        pairs[previous]["^"] += 1
    return words, pairs


def endings(words: dict[str, Counter[str]]) -> dict[str, Counter[str]]:
    """Tags by the last two to four letters of rare words, which stand for words never seen."""
    suffix: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for word, tags in words.items():
        if sum(tags.values()) <= 3 and word.isalpha() and len(word) > 4:
            for tag, n in tags.items():
                if tag != "NNP":
                    for size in (2, 3, 4):
                        suffix["-" + word[-size:]][tag] += n
    return suffix


def transitions(pairs: dict[str, Counter[str]]) -> list[str]:
    """The table of log probabilities of a tag after a tag, tab-separated, with a header."""
    every = sorted(pairs)
    table = ["\t".join(["", *every])]
    for before in every:
        total = sum(pairs[before].values()) + 0.1 * len(every)
        table.append("\t".join([before, *(f"{math.log((pairs[before][t] + 0.1) / total):.2f}" for t in every)]))
    return table


def row(word: str, tags: Counter[str], *, floor: float) -> str:
    total = sum(tags.values())
    kept = [(t, n) for t, n in tags.most_common(4) if n / total >= floor]
    return word + "\t" + " ".join(f"{t}:{math.log(n / total):.2f}" for t, n in kept)


if __name__ == "__main__":
    main(*sys.argv[1:])
