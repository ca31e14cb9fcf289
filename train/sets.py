"""Where samples come from: our corpus, and the annotated sets of others that may train shipped weights.

Every set keeps its own heads (``wikievents.trigger``), except where its labels mean what ours mean.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench.extract.event_location import held
from train.corpus.markup import STORIES, Annotated, read
from train.corpus.real import REAL, stories
from train.corpus.split import part
from train.sample import Sample, sample

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a gzipped JSON-lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


# -- ours ---------------------------------------------------------------------


def corpus() -> Iterator[Sample]:
    """The stories of the corpus."""
    for file in sorted(STORIES.glob("*.txt")):
        for story in read(file):
            yield ours(story, set="corpus", split=part(story.id, story.theatre))


def real() -> Iterator[Sample]:
    """Real stories annotated in our scheme, joined with their texts; all are for training."""
    for file in sorted(REAL.glob("*.jsonl")):
        try:
            found = list(stories(file.stem))
        except FileNotFoundError as error:
            print(f"{file.stem}: skipped, {error.filename} is not there")
            continue
        for story in found:
            yield ours(story, set="corpus", split="train")


def ours(story: Annotated, *, set: str, split: str) -> Sample:
    """An annotated story as a sample with the heads of the reader."""
    parts = [(part.kind, part.span) for part in story.parts if part.kind != "dropped"]
    out = sample(story.id, story.text, set=set, split=split, parts=parts, published=story.published)
    node = _marked(story, out)
    link = _linker(out, node)
    for mark in story.marks.values():
        if mark.same is not None:
            link("coref", mark.id, mark.same)
    for event in story.events.values():
        for role, ids in (("actor", event.actor), ("target", event.target), ("with", event.means)):
            for id in ids:
                link(role, event.id, id)
        for role, one in (("at", event.at), ("on", event.on), ("says", event.says), ("cue", event.cue)):
            link(role, event.id, one)
        link(
            "same",
            event.id,
            next((e for e in story.events if e != event.id and story.group(e) == story.group(event.id)), None),
        )
        for h in event.harmed:
            link(h.kind, event.id, h.count)
            link("whom", h.count, h.whom if h.whom in node else None)
    for grip in story.control.values():
        link("holder", grip.id, grip.holder)
        link("held", grip.id, grip.place)
        link("on", grip.id, grip.on)
        link("says", grip.id, grip.says)
        link("cue", grip.id, grip.cue)
    for decided in story.measures.values():
        link("issuer", decided.id, decided.issuer)
        link("to", decided.id, decided.to)
        link("cue", decided.id, decided.cue)
    out.extra = {"theatre": story.theatre, "style": story.style}
    return out


def _marked(story: Annotated, out: Sample) -> dict[str, int]:
    """The number of each mark's span, which is added; words that tell control of several places are one span."""
    node: dict[str, int] = {}
    stands: dict[tuple[str, int, int], int] = {}
    for mark in story.marks.values():
        span = out.at(*mark.span)
        if span is None:
            continue  # in a part that no reader reads
        head, label = _head(story, mark.id)
        if (head, *span) not in stands:
            stands[head, *span] = len(out.spans)
            out.spans.append((head, *span, label))
        node[mark.id] = stands[head, *span]
    return node


def _linker(out: Sample, node: dict[str, int]) -> Callable[[str, str, str | None], None]:
    def link(role: str, a: str, b: str | None) -> None:
        if b is not None and a in node and b in node and a != b:
            out.links.append((role, node[a], node[b]))

    return link


def _head(story: Annotated, id: str) -> tuple[str, str]:
    mark = story.marks[id]
    if mark.kind:
        return "mention", mark.kind
    if id[0] == "e":
        event = story.events[id]
        return "trigger", f"{event.type}|{event.modality}|{event.stance if event.says else ''}"
    if id[0] == "c":
        return "control", f"{story.control[id].state}|{story.control[id].modality}"
    if id[0] == "m":
        return "measure", f"{story.measures[id].status}|{story.measures[id].domain}"
    return "cue", "cue"


# -- of others ------------------------------------------------------------------


def wikievents() -> Iterator[Sample]:
    """Event triggers of the KAIROS ontology, with the first two parts of their types."""
    for row in lines(SHARED / "wikievents" / "train_noargspans.jsonl.gz"):
        tokens: list[str] = row["tokens"]
        text, starts = _detokenised(row)
        out = sample(row["docid"], text, set="wikievents")
        for event in row["event_mentions"]:
            t = event["trigger"]
            a, b = t["start_idx"], t["end_idx"]
            span = out.at(starts[a], starts[b - 1] + len(tokens[b - 1]))
            if span is not None:
                out.spans.append(("wikievents.trigger", *span, ".".join(event["event_type"].split(".")[:2])))
        yield out


def _detokenised(row: dict[str, Any]) -> tuple[str, list[int]]:
    """Tokens joined by blanks, and where each begins."""
    starts, at = [], 0
    for token in row["tokens"]:
        starts.append(at)
        at += len(token) + 1
    return " ".join(row["tokens"]), starts


def event_location() -> Iterator[Sample]:
    """Verbs and the places that belong to them, or none, of sentences that are not held out for measuring.

    A verb is a trigger without a class, which is linked to its places as ours are (``at``).
    """
    texts: dict[str, list[dict[str, Any]]] = {}
    for row in lines(SHARED / "event_location" / "sentences.jsonl.gz"):
        if not held(row["text"]):
            texts.setdefault(row["text"], []).append(row)
    for text, rows in texts.items():
        out = sample(rows[0]["id"], text, set="event_location")
        known: dict[tuple[str, int, int], int] = {}

        def node(head: str, span: dict[str, Any], out: Sample = out, known: dict[Any, int] = known) -> int | None:
            words = out.at(span["start"], span["end"])
            if words is None:
                return None
            if (head, *words) not in known:
                known[head, *words] = len(out.spans)
                out.spans.append((head, *words, "place" if head == "mention" else ""))
            return known[head, *words]

        for row in rows:
            verbs = [node("trigger", s) for s in row["spans"] if s["label"] == "VERB"]
            places = [node("mention", s) for s in row["spans"] if s["label"] == "LOCATION"]
            out.links += [("at", v, p) for v in verbs for p in places if v is not None and p is not None]
        yield out


SETS: dict[str, Callable[[], Iterator[Sample]]] = {
    "corpus": corpus,
    "real": real,
    "wikievents": wikievents,
    "event_location": event_location,
}
