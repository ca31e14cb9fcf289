"""Samples made of our annotation."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from bench.extract.event_location import held
from train import sets
from train.corpus.markup import story
from train.sets import ours

STORY = """=== sudan-99
style: wire
country: SD
published: 2024-05-12
source: invented
---
The [army|a1] [holds|c1,c2] [Kutum|p1] and [Mellit|p2].
---
c1 controls holder=a1 place=p1 modality=asserted
c2 controls holder=a1 place=p2 modality=asserted
"""


def test_words_that_tell_control_of_two_places_are_one_span_with_two_links() -> None:
    made = ours(story(STORY, "sudan"), set="corpus", split="train")
    (control,) = [i for i, (head, *_) in enumerate(made.spans) if head == "control"]
    words = {
        role: {tuple(made.words[slice(*made.spans[j][1:3])]) for r, i, j in made.links if (r, i) == (role, control)}
        for role in ("held", "holder")
    }
    assert words == {"held": {("Kutum",), ("Mellit",)}, "holder": {("army",)}}


def placed(text: str, verb: str, *places: str) -> dict[str, object]:
    """A row of the set: a verb and the places that belong to it."""
    marks = [("VERB", verb), *(("LOCATION", place) for place in places)]
    spans = [{"label": label, "start": text.index(w), "end": text.index(w) + len(w)} for label, w in marks]
    return {"id": verb, "text": text, "spans": spans}


def test_a_given_verb_is_linked_to_its_places_and_others_of_its_sentence_to_theirs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = next(t for i in range(9) if not held(t := f"Bomb {i} hit Homs after men fled Hama and one spoke."))
    unseen = next(t for i in range(9) if held(t := f"Bomb {i} hit Idlib."))
    rows = [
        placed(text, "hit", "Homs"),
        placed(text, "fled", "Hama"),
        placed(text, "spoke"),
        placed(unseen, "hit", "Idlib"),
    ]
    (tmp_path / "event_location").mkdir()
    with gzip.open(tmp_path / "event_location" / "sentences.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
    monkeypatch.setattr(sets, "SHARED", tmp_path)
    (made,) = sets.event_location()

    def words(i: int) -> str:
        return " ".join(made.words[slice(*made.spans[i][1:3])])

    assert [(role, words(i), words(j)) for role, i, j in made.links] == [("at", "hit", "Homs"), ("at", "fled", "Hama")]
    assert [words(i) for i, span in enumerate(made.spans) if span[0] == "trigger"] == ["hit", "fled", "spoke"]
