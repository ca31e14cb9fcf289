"""What the corpus card counts, on stories made for it."""

from __future__ import annotations

import pytest

from train.corpus.card import ALIKE, likeness, masked
from train.corpus.coverage import GROUPS, counts, stories
from train.corpus.grammar import Worded
from train.corpus.markup import Annotated, story

HEAD = "=== sudan-99\nstyle: wire\ncountry: SD\npublished: 2024-05-12\nsource: invented\n---\n"


def made(text: str, records: str) -> Annotated:
    return story(f"{HEAD}{text}\n---\n{records}\n", "sudan")


def words(name: str, text: str, records: str) -> list[str]:
    """The instances of a feature in a story, as words."""
    one = Worded(made(text, records))
    feature = next(f for features in GROUPS.values() for f in features if f.name == name)
    return [one.story.text[a:b] for a, b in feature.find(one)]


KILLED = "e1 killing asserted"


@pytest.mark.parametrize(
    ("name", "text", "records", "found"),
    [
        ("passives with be or get", "Three men were [killed|e1] in Kutum.", KILLED, ["killed"]),
        ("passives with be or get", "Gunmen [killed|e1] three men in Kutum.", KILLED, []),
        ("passives by a participle alone", "A man [killed|e1] by gunmen lay in the road.", KILLED, ["killed"]),
        ("events told by a noun", "The [killing|e1] of a judge went unnoticed.", KILLED, ["killing"]),
        ("verbless headlines", "headline> [Raid|e1] on a village near Kutum", "e1 raid asserted", ["Raid on a village near Kutum"]),
        ("verbless headlines", "headline> Army [raids|e1] a village near Kutum", "e1 raid asserted", []),
        ("verbless sentences", "One dead: [blast|e1] at the gate. Nobody [shot|e2] at them.", "e1 bombing asserted\ne2 shooting asserted", ["One dead: blast at the gate."]),
        ("sentences of several events", "They [raided|e1] it. They [left|e2], then [returned|e3].", "e1 raid asserted\ne2 withdrawal asserted\ne3 raid asserted", ["They left, then returned."]),
        ("coordinated triggers", "Gunmen [stormed|e1] the post and [killed|e2] a guard.", "e1 attack asserted\ne2 killing asserted", ["stormed the post and killed"]),
        ("coordinated triggers", "Gunmen [stormed|e1] the post, and police [killed|e2] a guard.", "e1 attack asserted\ne2 killing asserted", []),
        ("coordinated actors", "The [army|a1] and the [police|a2] [attacked|e1].", "e1 attack asserted actor=a1,a2", ["army and the police"]),
        ("coordinated actors", "The [army|a1], helped by the [police|a2], [attacked|e1].", "e1 attack asserted actor=a1,a2", []),
        ("coordinated places", "They [shelled|e1] [Kutum|p1] and [Mellit|p2].", "e1 shelling asserted at=p1", ["Kutum and Mellit"]),
        ("coordinated places", "They [shelled|e1] a truck between [Kutum|p1] and [Mellit|p2].", "e1 shelling asserted at=p1", []),
        ("deeds that are threatened", "The [army|a1] [threatened|e1,q1] to [bomb|e2] it, and will [leave|e3].", "e1 threaten asserted actor=a1\ne2 airstrike planned cue=q1\ne3 withdrawal planned", ["bomb"]),
        ("tolls by party", "[Two|n1] [guards|a1] and [one|n2] [raider|a2] [died|e1].", "e1 death asserted killed=n1/a1,n2/a2\nn1 2\nn2 1", ["died"]),
        ("tolls by party", "[Two|n1] [guards|a1], [one|n2] of them a [cook|a2], [died|e1].", "e1 death asserted killed=n1/a1,n2/a2\nn1 2\nn2 1", []),
        ("tolls by claimant", "The [army|a1] says [two|n1] [died|e1], the [union|a2] [three|n2] [dead|e2].", "e1 death asserted killed=n1/unknown says=a1\ne2 death asserted killed=n2/unknown says=a2 same=e1\nn1 2\nn2 3", ["died"]),
        ("superseded figures", "The toll rose to [9|n1] [dead|e1] from [6|n2].", "e1 death asserted killed=n1/unknown\nn1 9\nn2 6", ["6"]),
        ("counts between", "[Five to eight|n1] came, then [dozens|n2].", "n1 5..8\nn2 24+", ["Five to eight"]),
        ("times from something told", "On [Friday|t1] it fell; [two days later|t2] it rose, as [last week|t3].", "t1 ?\nt2 ?\nt3 ?", ["two days later"]),
        ("places from another place", "From [10 km east of Kutum|p1] to [South Darfur|p2].", "", ["10 km east of Kutum"]),
        ("events told again by a noun", "They [shelled|e1] it. The [strike|e2] hurt none.", "e1 shelling asserted\ne2 shelling asserted same=e1", ["strike"]),
        ("directives", "The [state|a1] told [police|a2] to [shut the road|m1] and will [pay them|m2].", "m1 ordered issuer=a1 to=a2 domain=domestic\nm2 announced issuer=a1 to=a2 domain=domestic", ["shut the road"]),
    ],
)  # fmt: skip
def test_a_feature_finds_what_it_says(name: str, text: str, records: str, found: list[str]) -> None:
    assert words(name, text, records) == found


def test_every_feature_has_a_name_of_its_own_and_says_what_it_counts() -> None:
    every = [feature for features in GROUPS.values() for feature in features]
    assert len({feature.name for feature in every}) == len(every) == len(counts(()))
    assert all(feature.counted for feature in every)


def test_no_two_stories_of_the_corpus_share_a_sentence() -> None:
    found = stories()
    for texts in ([s.text.lower().split() for s in found], [masked(s) for s in found]):
        share, i, j = likeness(texts)[0]
        assert share < ALIKE, (found[i].id, found[j].id)


def test_a_story_with_one_sentence_of_another_is_too_alike() -> None:
    own = [[f"{name}{n}" for n in range(250)] for name in ("first", "second")]
    sentence = [f"shared{n}" for n in range(20)]
    assert likeness([own[0] + sentence, own[1] + sentence])[0][0] > ALIKE


def test_a_template_with_names_swapped_is_alike_in_its_skeleton() -> None:
    text = "On [Friday|t1] the men of [{}|a1] walked slowly through [{}|p1] and nobody there said a word"
    one, other = (made(text.format(*names), "t1 ?") for names in (("Alpha", "Kutum"), ("Beta", "Mellit")))
    assert likeness([masked(one), masked(other)]) == [(1.0, 0, 1)]
