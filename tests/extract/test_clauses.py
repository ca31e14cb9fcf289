"""Who is whose subject, object and agent in a tagged sentence."""

from __future__ import annotations

import pytest

from rasid.extract.chunks import Chunk
from rasid.extract.clauses import Clauses
from rasid.extract.sentences import sentences
from rasid.records import Span, Story


def clauses(text: str) -> Clauses:
    story = Story("s", (0, len(text)), None, (), (), None, None, (Span((0, len(text)), text),), (), None, None, False)
    sentence = next(iter(sentences(text, story)))
    sentence.tag()
    return Clauses(sentence)


def words(found: Clauses, chunk: Chunk | None) -> str | None:
    return None if chunk is None else " ".join(found.sentence.words[chunk.a : chunk.b])


def verb(found: Clauses, word: str) -> Chunk:
    return next(c for c in found.chunks if c.verbal and found.sentence.low[c.head] == word)


@pytest.mark.parametrize(
    ("text", "head", "subject"),
    [
        ("The army shelled the town.", "shelled", "The army"),
        ("Rebels, backed by two neighbours, seized the port.", "seized", "Rebels"),
        ("The general, a spokesman for the army, rejected the report.", "rejected", "The general"),
        ("The fighters who were to guard the bridge fled.", "fled", "The fighters"),
        ("In the north, the militia attacked a convoy.", "attacked", "the militia"),
        ("The group attacked the base and killed five soldiers.", "killed", "The group"),
        ("They had closed the border, imposed a curfew and suspended flights.", "imposed", "They"),
        ("The ministry urged the council to act.", "act", "the council"),
        ("The group managed to escape.", "escape", "The group"),
        ("Ukraine accused Russian troops of shelling a hospital.", "shelling", "Russian troops"),
        ("The missiles that hit the plant came from the sea.", "hit", "The missiles"),
        ("Groups attacking the road were stopped.", "attacking", "Groups"),
        ("Peacekeepers from Malawi, Uruguay and Kenya have died.", "died", "Peacekeepers"),
    ],
)
def test_a_verb_finds_its_subject(text: str, head: str, subject: str) -> None:
    found = clauses(text)
    assert words(found, found.subject(verb(found, head))) == subject


@pytest.mark.parametrize(
    ("text", "head", "passive"),
    [
        ("Two men were killed.", "killed", True),
        ("Five soldiers killed in an ambush were buried.", "killed", True),
        ("The raid killed at least five people.", "killed", False),
        ("The council convened on Monday.", "convened", False),
        ("The town has been retaken by the army.", "retaken", True),
    ],
)
def test_passives_are_told_from_actives(text: str, head: str, passive: bool) -> None:
    found = clauses(text)
    assert found.passive(verb(found, head)) is passive


def test_verbs_joined_by_and_share_their_object() -> None:
    found = clauses("The bomb killed and wounded dozens of people.")
    assert words(found, found.object(verb(found, "killed"))) == "dozens"


def test_a_list_of_objects_ends_where_a_new_clause_begins() -> None:
    found = clauses("Rebels attacked the town and the army fled.")
    attacked = found.object(verb(found, "attacked"))
    assert attacked is not None
    assert [words(found, c) for c in found.conjuncts(attacked)] == ["the town"]


@pytest.mark.parametrize("number", ["more than 100", "at least 12", "up to 480", "over 120"])
def test_what_bounds_a_number_belongs_to_its_phrase(number: str) -> None:
    found = clauses(f"The blast injured {number} people.")
    assert words(found, found.object(verb(found, "injured"))) == f"{number} people"
