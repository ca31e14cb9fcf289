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


def wikievents(name: str = "train_noargspans") -> Iterator[Sample]:
    """Event triggers and arguments of the KAIROS ontology; arguments of the train part are found by their words."""
    for row in lines(_file("wikievents", name)):
        tokens: list[str] = row["tokens"]
        text, starts = _detokenised(row)
        out = sample(
            str(row.get("docid") or row.get("doc_id")),
            text,
            set="wikievents",
            split="dev" if name == "dev" else "train",
        )
        for event in row["event_mentions"]:
            t = event["trigger"]
            a, b = (t["start_idx"], t["end_idx"]) if "start_idx" in t else (t["start"], t["end"])
            span = out.at(starts[a], starts[b - 1] + len(tokens[b - 1]))
            if span is None:
                continue
            at = len(out.spans)
            out.spans.append(("wikievents.trigger", *span, ".".join(event["event_type"].split(".")[:2])))
            entities = {e["id"]: e for e in row.get("entity_mentions", ())}
            for argument in event["arguments"]:
                place = _argument(out, tokens, starts, argument, entities, a)
                if place is not None:
                    out.spans.append(("wikievents.argument", *place, "argument"))
                    out.links.append((f"wikievents.{argument['role']}", at, len(out.spans) - 1))
        yield out


def _argument(
    out: Sample, tokens: list[str], starts: list[int], argument: dict[str, Any], entities: dict[str, Any], near: int
) -> tuple[int, int] | None:
    entity = entities.get(argument.get("entity_id"))
    if entity is not None:
        return out.at(starts[entity["start"]], starts[entity["end"] - 1] + len(tokens[entity["end"] - 1]))
    words = argument["text"].split()
    found = [i for i in range(len(tokens) - len(words) + 1) if tokens[i : i + len(words)] == words]
    if not found:
        return None
    i = min(found, key=lambda i: abs(i - near))
    return out.at(starts[i], starts[i + len(words) - 1] + len(tokens[i + len(words) - 1]))


def _detokenised(row: dict[str, Any]) -> tuple[str, list[int]]:
    """Tokens joined by blanks, and where each begins."""
    starts, at = [], 0
    for token in row["tokens"]:
        starts.append(at)
        at += len(token) + 1
    return " ".join(row["tokens"]), starts


def geneva(name: str = "train") -> Iterator[Sample]:
    """FrameNet-based events of sentences that are in neither val nor test."""
    held = {row["sentence"] for part in ("val", "test") for row in lines(_file("geneva", part))}
    seen = set()
    for row in lines(_file("geneva", name)):
        if row["sentence"] in held or row["sentence"] in seen:
            continue
        seen.add(row["sentence"])
        text, starts = _detokenised(row)
        tokens = row["tokens"]
        out = sample(row["wnd_id"], text, set="geneva")
        for event in row["event_mentions"]:
            a, b = event["trigger"]["start"], event["trigger"]["end"]
            span = out.at(starts[a], starts[b - 1] + len(tokens[b - 1]))
            if span is not None:
                out.spans.append(("geneva.trigger", *span, event["event_type"]))
        yield out


def event_location() -> Iterator[Sample]:
    """Verbs and the places that belong to them, of sentences that are not held out for measuring."""
    for row in lines(SHARED / "event_location" / "sentences.jsonl.gz"):
        if held(row["text"]):
            continue
        out = sample(row["id"], row["text"], set="event_location")
        verbs = []
        for span in row["spans"]:
            words = out.at(span["start"], span["end"])
            if words is None:
                continue
            if span["label"] == "VERB":
                verbs.append(len(out.spans))
                out.spans.append(("evloc.verb", *words, "verb"))
            else:
                out.spans.append(("evloc.place", *words, "place"))
        for verb in verbs[:1]:
            for i, span in enumerate(out.spans):
                if span[0] == "evloc.place":
                    out.links.append(("evloc.at", verb, i))
        yield out


def re3d() -> Iterator[Sample]:
    """Entities of government texts on Syria and Iraq."""
    for row in lines(SHARED / "re3d" / "documents.jsonl.gz"):
        out = sample(row["id"], row["text"], set="re3d")
        for span in row["spans"]:
            words = out.at(span["start"], span["end"]) if span["start"] is not None else None
            if words is not None:
                out.spans.append(("re3d.entity", *words, span["label"]))
        yield out


def ecbplus() -> Iterator[Sample]:
    """Event mentions of news; only the checked sentences are annotated, so others are left out."""
    for row in lines(SHARED / "ecbplus" / "ecbplus.jsonl.gz"):
        checked = set(row["meta"].get("checked_sentences") or ())
        kept = [s for s in row["sentences"] if s["n"] in checked]
        if not kept:
            continue
        text = " ".join(row["text"][s["start"] : s["end"]] for s in kept)
        move, at = [], 0
        for s in kept:
            move.append((s["start"], s["end"], at - s["start"]))
            at += s["end"] - s["start"] + 1
        out = sample(row["id"], text, set="ecbplus")
        for span in row["spans"]:
            shift = next((d for a, b, d in move if span["start"] is not None and a <= span["start"] < b), None)
            if shift is None:
                continue
            words = out.at(span["start"] + shift, span["end"] + shift)
            label = "_".join(span["label"].split("_")[:1]) if not span["label"].startswith("ACTION") else span["label"]
            if words is not None and words[1] - words[0] < 12:
                out.spans.append(("ecb.mention", *words, label))
        yield out


def _file(folder: str, name: str) -> Path:
    return next(p for p in sorted((SHARED / folder).iterdir()) if p.name == f"{name}.jsonl.gz")


SETS: dict[str, Callable[[], Iterator[Sample]]] = {
    "corpus": corpus,
    "real": real,
    "wikievents": wikievents,
    "wikievents_dev": lambda: wikievents("dev"),
    "geneva": geneva,
    "event_location": event_location,
    "re3d": re3d,
    "ecbplus": ecbplus,
}
