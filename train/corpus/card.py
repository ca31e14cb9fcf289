"""The corpus card as Markdown: what the corpus holds, how alike its stories are, how well two annotators agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from rasid import ontology
from train.corpus.agree import agreement, lines, passes
from train.corpus.coverage import GROUPS, RARE, counts, stories
from train.corpus.grammar import Worded
from train.corpus.markup import STYLES, Annotated, Event
from train.corpus.split import UNSEEN, part

SHINGLE = 6  # words
# One sentence of some twenty words has fifteen of a story's 250 runs: below this no two stories share a whole sentence.
ALIKE = 0.05
FEW = 10  # reports: a class with fewer is named


MORE = "more_"  # files of stories from many countries


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
            *_agreed(found),
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
    names = {s.theatre: f"further stories of {len(_countries(found))} countries" if s.theatre.startswith(MORE) else s.theatre for s in found}  # fmt: skip
    for name in sorted(set(names.values()), key=lambda name: (" " in name, name)):
        mine = [s for s in found if names[s.theatre] == name]
        rows.append(_sizes(name, mine))
    rows.append(_sizes("**all**", found))
    by_style = ", ".join(f"{style} {sum(s.style == style for s in found)}" for style in STYLES)
    by_country = ", ".join(f"{country} {n}" for country, n in Counter(s.country for s in found).most_common())
    return [
        "## Size",
        "",
        *_table("Theatre | Stories | Words | Triggers | Reports", rows),
        "",
        f"Styles: {by_style}.",
        "",
        f"Countries where the stories play, further stories with them: {by_country}.",
        "",
        f"Without a publication date: {sum(s.published is None for s in found)} stories.",
    ]


def _sizes(name: str, mine: list[Annotated]) -> tuple[str, int, int, int, int]:
    words = sum(len(s.text.split()) for s in mine)
    return name, len(mine), words, sum(len(s.events) for s in mine), len(_reports(mine))


def _countries(found: Iterable[Annotated]) -> set[str]:
    return {s.country for s in found if s.theatre.startswith(MORE)}


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
    held = counts(map(Worded, found))
    told = (
        "What is counted is said in each row; what the annotation says is counted from it, wording by the rules' own tags and chunks over"
        " annotated names and times. Of ten instances of each row that wording decides, drawn by chance, nine or ten were what it says (of verbless sentences eight); draw others with"
        " `python -m train.corpus.coverage NAME SEED`."
    )
    out = ["## What is covered on purpose", "", told, ""]
    for group, features in GROUPS.items():
        out += [f"### {group}", "", *_table("What | Count | Counted are", ((f.name, held[f.name], f.counted) for f in features)), ""]  # fmt: skip
    return [*out, _rare(held), "", _classes(found)]


def _rare(held: dict[str, int]) -> str:
    rare = [f"{name} ({n})" for name, n in held.items() if n < RARE]
    return f"Rare, with fewer than {RARE}: {', '.join(rare) or 'none'}."


def _classes(found: list[Annotated]) -> str:
    known = Counter(event.type for event in _reports(found))
    every = ontology.load().classes
    few = sorted(f"`{name}` ({known[name]})" for name in every if known[name] < FEW)
    return f"Reports are of {len(known)} of the {len(every)} classes of events; fewer than {FEW} have: {', '.join(few) or 'none'}."


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
           " in skeletons marked names, places, times and counts are replaced by their kind, so that a template with names swapped would show."
           f" No pair may reach {ALIKE}, which a test holds. The real stories that are annotated apart are not compared: their texts are not here.", ""]  # fmt: skip
    rows = []
    for what, texts in (("words", [s.text.lower().split() for s in found]), ("skeleton", [masked(s) for s in found])):
        for share, i, j in likeness(texts)[:3]:
            rows.append((what, f"{share:.3f}", found[i].id, found[j].id))
    return out + _table("Of | Share | Story | Other", rows)


def _agreed(stories: list[Annotated]) -> list[str]:
    found = passes(stories)
    later = sum(first.theatre.startswith(MORE) for first, _ in found)
    told = (
        f"{len(found)} of {len(stories)} stories ({len(found) / len(stories):.1%}), {later} of them among the further stories, were annotated"
        " a second time without sight of the first annotation. Marks agree when their last words do, a value when also the values are"
        " equal; roles are of triggers that both found, and any mention of the same actor or place counts. Both passes were made with"
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
