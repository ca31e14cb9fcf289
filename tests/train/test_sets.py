"""Samples made of our annotation."""

from __future__ import annotations

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
