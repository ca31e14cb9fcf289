"""The corpus card as Markdown: what the corpus holds, how alike its stories are, how well two annotators agree."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from train.corpus.agree import agreement, lines, passes
from train.corpus.markup import KINDS, STORIES, STYLES, Annotated, Event, read
from train.corpus.split import UNSEEN, part

_PRONOUNS = frozenset("they them it its their he his she her we us our both".split())
_DEFINITE = re.compile(r"\b(?:the|this|that|these) (?:[a-z]+ )?$", re.IGNORECASE)
_RELATIVE = re.compile(r"\d|January|February|March|April|May|June|July|August|September|October|November|December")
SHINGLE = 6  # words


def stories() -> list[Annotated]:
    """All stories of the corpus."""
    return [story for file in sorted(STORIES.glob("*.txt")) for story in read(file)]


def card() -> str:
    """The whole card."""
    found = stories()
    return "\n".join(
        (
            "# Corpus card",
            "",
            "The open corpus in `train/corpus/` is written for this project: stories as reporting tells them, annotated for every"
            " record that Rasid makes. Licence: CC BY 4.0. How it is annotated: [train/corpus/README.md](../../train/corpus/README.md).",
            "Facts are real or plainly invented, outlets are invented, sentences are ours. The stories and the first annotation"
            " were written with the help of language models under instructions, and checked by program; no human has read all of it.",
            "",
            *_size(found),
            "",
            *_parts(found),
            "",
            *_covered(found),
            "",
            *_alike(found),
            "",
            *_agreed(),
            "",
        )
    )


def _table(head: str, rows: Iterable[tuple[object, ...]]) -> list[str]:
    names = head.split(" | ")
    return [f"| {head} |", "|" + " --- |" * len(names), *("| " + " | ".join(map(str, row)) + " |" for row in rows)]


def _reports(found: Iterable[Annotated]) -> list[Event]:
    return [event for story in found for event, _ in story.told()]


def _size(found: list[Annotated]) -> list[str]:
    rows = []
    for theatre in sorted({s.theatre for s in found}):
        mine = [s for s in found if s.theatre == theatre]
        rows.append(
            (
                theatre,
                len(mine),
                sum(len(s.text.split()) for s in mine),
                sum(len(s.events) for s in mine),
                len(_reports(mine)),
            )
        )
    rows.append(("**all**", len(found), *(sum(row[k] for row in rows) for k in (2, 3, 4))))
    by_style = ", ".join(f"{style} {sum(s.style == style for s in found)}" for style in STYLES)
    return ["## Size", "", *_table("Theatre | Stories | Words | Triggers | Reports", rows), "", f"Styles: {by_style}."]


def _parts(found: list[Annotated]) -> list[str]:
    rows = []
    for name in ("train", "dev", "test"):
        mine = [s for s in found if part(s.id, s.theatre) == name]
        rows.append(
            (
                name,
                len(mine),
                len(_reports(mine)),
                sum(len(s.control) for s in mine),
                sum(len(s.measures) for s in mine),
            )
        )
    told = f"A story's part follows from its id; all of {' and '.join(sorted(UNSEEN))} is test, so that reading of an unseen theatre is measured."
    return ["## Parts", "", told, "", *_table("Part | Stories | Reports | Control | Measures", rows)]


def _covered(found: list[Annotated]) -> list[str]:
    reports = _reports(found)
    rows = [
        *((f"modality {k}", n) for k, n in Counter(e.modality for e in reports).most_common()),
        *((f"control {k}", n) for k, n in Counter(c.state for s in found for c in s.control.values()).most_common()),
        (
            "control that is denied or planned",
            sum(c.modality in ("denied", "planned") for s in found for c in s.control.values()),
        ),
        *((f"measure {k}", n) for k, n in Counter(m.status for s in found for m in s.measures.values()).most_common()),
        *((f"stance {k}", n) for k, n in Counter(e.stance for e in reports if e.says).most_common()),
        (
            "accusations, condemnations, rejections",
            sum(e.type in ("accuse", "condemn", "reject", "complain") for e in reports),
        ),
        ("events told more than once", sum(bool(again) for s in found for _, again in s.told())),
        ("sentences with two triggers or more", sum(n > 1 for s in found for n in _per_sentence(s).values())),
        ("headlines with a trigger", sum(_in_part(s, "headline") for s in found)),
        ("actors by a pronoun", sum(s.words(id).lower() in _PRONOUNS for s in found for id in s.marks if id[0] == "a")),
        ("triggers after a definite article", sum(_definite(s, id) for s in found for id in s.events)),
        ("marks for something marked before", sum(m.same is not None for s in found for m in s.marks.values())),
        (
            "counts that are a range or a bound",
            sum(_vague(m.value) for s in found for m in s.marks.values() if m.id[0] == "n"),
        ),
        ("harm told with its claimant", sum(bool(e.harmed and e.says) for e in _all(found))),
        (
            "times without a figure or month",
            sum(not _RELATIVE.search(s.words(m.id)) for s in found for m in s.marks.values() if m.id[0] == "t"),
        ),
        ("stories without a publication date", sum(s.published is None for s in found)),
        ("classes of events", len({e.type for e in reports})),
        *((f"marks: {kind}", sum(m.kind == kind for s in found for m in s.marks.values())) for kind in KINDS.values()),
    ]
    return ["## What is covered on purpose", "", *_table("What | Count", rows)]


def _all(found: Iterable[Annotated]) -> Iterator[Event]:
    return (event for story in found for event in story.events.values())


def _per_sentence(story: Annotated) -> Counter[int]:
    ends = [match.end() for match in re.finditer(r"[.!?]\s|\n\n", story.text)]
    return Counter(sum(end <= story.marks[id].span[0] for end in ends) for id in story.events)


def _in_part(story: Annotated, kind: str) -> bool:
    spans = [p.span for p in story.parts if p.kind == kind]
    return any(a <= story.marks[id].span[0] < b for id in story.events for a, b in spans)


def _definite(story: Annotated, id: str) -> bool:
    start = story.marks[id].span[0]
    return _DEFINITE.search(story.text[max(0, start - 25) : start]) is not None


def _vague(value: str | None) -> bool:
    return value is not None and not value.isdigit()


# -- likeness -----------------------------------------------------------------


def shingles(words: list[str]) -> set[tuple[str, ...]]:
    """All runs of ``SHINGLE`` words."""
    return {tuple(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)}


def masked(story: Annotated) -> list[str]:
    """The story's words with every marked name, place, time and count replaced by its kind: its skeleton."""
    out, at = [], 0
    marks = sorted(
        (m for m in story.marks.values() if m.kind and m.kind != "weapon"), key=lambda m: (m.span[0], -m.span[1])
    )
    for mark in marks:
        if mark.span[0] >= at:
            out += [*story.text[at : mark.span[0]].lower().split(), f"<{mark.kind}>"]
            at = mark.span[1]
    return [*out, *story.text[at:].lower().split()]


def likeness(texts: list[list[str]]) -> list[tuple[float, int, int]]:
    """Pairs of texts by the share of shingles of the shorter one that the other has too, most alike first."""
    sets = [shingles(words) for words in texts]
    where: dict[tuple[str, ...], list[int]] = {}
    for i, one in enumerate(sets):
        for shingle in one:
            where.setdefault(shingle, []).append(i)
    shared = Counter((i, j) for rows in where.values() for k, i in enumerate(rows) for j in rows[k + 1 :])
    scored = ((n / max(1, min(len(sets[i]), len(sets[j]))), i, j) for (i, j), n in shared.items())
    return sorted(scored, reverse=True)


def _alike(found: list[Annotated]) -> list[str]:
    out = ["## Near-duplicates", "", f"Share of the shorter story's runs of {SHINGLE} words that another story has too, for the most alike pairs;"
           " in skeletons marked names, places, times and counts are replaced by their kind, so that a template with names swapped would show.", ""]  # fmt: skip
    rows = []
    for what, texts in (("words", [s.text.lower().split() for s in found]), ("skeleton", [masked(s) for s in found])):
        for share, i, j in likeness(texts)[:3]:
            rows.append((what, f"{share:.3f}", found[i].id, found[j].id))
    return out + _table("Of | Share | Story | Other", rows)


def _agreed() -> list[str]:
    found = passes()
    told = (
        f"{len(found)} stories, a tenth, were annotated a second time without sight of the first annotation. Marks agree when their last"
        " words do; roles are of triggers that both found, and any mention of the same actor or place counts. Both passes were made with"
        " language models, so that this is how consistent the scheme is, not how right."
    )
    return [
        "## Agreement",
        "",
        told,
        "",
        "| What | F1 or accuracy | kappa | common / first / second, or n |",
        "| --- | --- | --- | --- |",
        *lines(agreement(found)),
    ]


if __name__ == "__main__":
    print(card())
