"""Real stories annotated in our scheme, kept apart from their texts: keys, offsets and labels here, the texts elsewhere.

    python -m train.corpus.real add SET FILE ...   take over marked copies of texts (which stay out of the repository)
    python -m train.corpus.real check              join all with the texts at hand and verify them

A marked copy is a story in the markup of README.md whose id is the text's key. Its words must be the text's words in the
text's order; white space may differ, parts of the text may be left out at the ends of paragraphs, and ``[ ] |`` of the text
are written ``( ) /``.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from train.corpus.markup import Annotated, MarkupError, Part, _checked, _joined, chunks, story

REAL = Path(__file__).resolve().parent / "real"
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
TEXTS = {
    "fakes": "fakes_syria/articles.jsonl.gz",
    "re3d": "re3d/documents.jsonl.gz",
    "muc": "muc34/dev.jsonl.gz",
    "wikievents": "wikievents/train_noargspans.jsonl.gz",
}
_SAME = str.maketrans("[]|", "()/")


def texts(name: str, shared: Path = SHARED) -> dict[str, str]:
    """The texts of a set by key. Raises ``FileNotFoundError`` where the set is not at hand."""
    out = {}
    with gzip.open(shared / TEXTS[name], "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            out[str(row.get("id") or row["docid"])] = row["text"] if "text" in row else " ".join(row["tokens"])
    return out


def stories(name: str, shared: Path = SHARED) -> Iterator[Annotated]:
    """The annotated stories of a set, joined with their texts. Raises ``MarkupError`` where a text is not the one annotated."""
    known = texts(name, shared)
    for line in (REAL / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = known.get(row["key"])
        if text is None or _mark(text) != row["text"]:
            raise MarkupError(f"{name} {row['key']}: the text at hand is not the one that was annotated")
        parts = tuple(Part(kind, (a, b)) for kind, a, b in row["parts"])
        spans = {id: (a, b) for id, (a, b) in row["marks"].items()}
        yield _checked(_joined(f"{name}-{row['key']}", name, row["header"], text, parts, spans, row["records"]))


def standoff(chunk: str, text: str) -> dict[str, Any]:
    """A marked copy as a row: offsets into ``text`` in place of words. Raises ``MarkupError`` where the words differ."""
    marked = story(chunk, "real")
    place = _aligned(marked.text, text, marked.id)

    def moved(span: tuple[int, int]) -> tuple[int, int]:
        return place[span[0]], place[span[1] - 1] + 1

    header, _, records = (part for part in _sections(chunk))
    return {
        "key": marked.id,
        "text": _mark(text),
        "header": header,
        "parts": [(p.kind, *moved(p.span)) for p in marked.parts],
        "marks": {m.id: moved(m.span) for m in marked.marks.values()},
        "records": records,
    }


def _sections(chunk: str) -> tuple[dict[str, str], str, str]:
    first, text, records = chunk.split("\n---\n")
    header = dict(line.split(":", 1) for line in first.splitlines()[1:] if ":" in line)
    return {k.strip(): v.strip() for k, v in header.items()}, text, records.strip()


def _aligned(copy: str, text: str, key: str) -> list[int]:
    """For each character of ``copy`` its place in ``text``; what ``text`` has more between paragraphs is passed over."""
    out, at = [], 0
    for i, char in enumerate(copy):
        if char.isspace():
            out.append(at)
            continue
        opening = i == 0 or copy[i - 2 : i] == "\n\n"
        if opening:
            wanted = "".join(copy[i : i + 400].split("\n\n")[0].split())[:24]
            at = _next(text, at, wanted, key)
        while at < len(text) and text[at].isspace():
            at += 1
        if at >= len(text) or text[at].translate(_SAME) != char.translate(_SAME):
            raise MarkupError(
                f"{key}: the copy has {copy[max(0, i - 30) : i + 20]!r}, the text {text[max(0, at - 30) : at + 20]!r}"
            )
        out.append(at)
        at += 1
    return out


def _next(text: str, at: int, wanted: str, key: str) -> int:
    """Where ``wanted``, which has no white space, begins in ``text`` from ``at`` on."""
    wanted = wanted.translate(_SAME)
    for start in range(at, len(text)):
        if not text[start].isspace() and "".join(text[start : start + 200].split()).translate(_SAME).startswith(wanted):
            return start
    raise MarkupError(f"{key}: no paragraph that begins {wanted!r} from there on")


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def main(words: list[str]) -> int:
    """Carry out the command line; gives back 1 when something breaks a rule."""
    if words[:1] == ["check"]:
        for file in sorted(REAL.glob("*.jsonl")):
            found = list(stories(file.stem))
            print(
                f"{file.stem}: {len(found)} stories, {sum(len(s.events) for s in found)} triggers, {sum(1 for s in found for _ in s.told())} reports"
            )
        return 0
    if words[:1] != ["add"] or len(words) < 3:
        print(__doc__)
        return 2
    name, broken = words[1], 0
    known = texts(name)
    target = REAL / f"{name}.jsonl"
    rows = {r["key"]: r for r in map(json.loads, target.read_text().splitlines())} if target.exists() else {}
    for file in words[2:]:
        for chunk in chunks(Path(file).read_text(encoding="utf-8")):
            key = chunk.partition("\n")[0].removeprefix("===").strip()
            try:
                if key not in known:
                    raise MarkupError(f"{key}: no such text in {name}")
                row = standoff(chunk, known[key])
            except MarkupError as error:
                print(error)
                broken += 1
                continue
            rows[key] = row
    REAL.mkdir(exist_ok=True)
    target.write_text("".join(json.dumps(rows[k], ensure_ascii=False) + "\n" for k in sorted(rows)), encoding="utf-8")
    print(f"{name}: {len(rows)} stories, {broken} broken")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
