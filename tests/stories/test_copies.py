import pytest
from story_pages import page

from rasid.records import Story
from rasid.stories import Copies, fingerprint, split

WIRE = [
    "Gunmen on motorcycles attacked a gold market near the town of Tarra before dawn on Friday, killing 14 traders and a policeman, the regional governor said.",
    "Survivors described how the attackers came from two sides, firing into the tents in which the miners slept, and burned the stalls before they left towards the border.",
    "No group claimed the attack. The governor, speaking on state radio, blamed fighters loyal to the movement that has raided the valley since last year's failed talks.",
    "The army sent a column from its base in the provincial capital, but villagers said the soldiers reached the market only in the afternoon, when the wounded had been carried off on carts.",
    "Aid workers in the valley counted more than 900 people on the road south by evening, most of them women with small children and little water.",
    "The gold fields of the valley feed a trade that both the army and the rebels tax, according to a study by researchers in the capital.",
]
OTHER = [
    "At least 14 people died when armed men stormed a market in the gold fields around Tarra, hospital staff told reporters by telephone on Friday evening.",
    "A nurse said that the bodies had been brought in on donkey carts, several with burns. Her ward had no blood left and only one surgeon, who had worked through the day.",
    "In the capital the opposition asked why the garrison had taken nine hours to cover forty kilometres, and called for the defence minister to answer in parliament.",
    "The valley was calm until talks between the government and the movement broke down. Since then markets, wells and schools have been raided almost every week.",
    "A spokesman for the army said that the road had been mined and that two of its trucks were lost on the way.",
]
TALLY = "Civil defence teams said that {n} civilians were killed and {m} wounded on {day} when government artillery shelled the village of {place} in the southern countryside of the province. Crews pulled the wounded from two houses and took them to a field hospital. The shelling came as reconnaissance aircraft flew over the area, and residents of nearby villages left for the camps in the north."


def story_of(
    paragraphs: list[str], headline: str = "Gunmen Kill 15 at Gold Market", caption: str = ""
) -> tuple[Story, str]:
    text = "\n\n".join([headline, *([caption] if caption else []), *paragraphs])
    (story,) = split(page(text))
    return story, text


EDITED = [
    WIRE[0].replace("before dawn", "in the early hours").replace("regional governor", "governor"),
    *WIRE[1:3],
    WIRE[3].replace("carried off", "taken away"),
    *WIRE[4:],
]


@pytest.mark.parametrize(
    "again",
    [
        story_of(WIRE, "Raid on Gold Market Leaves 15 Dead"),
        story_of(WIRE, caption="Stalls burn at the market (AFP)"),
        story_of(WIRE[:4]),
        story_of(WIRE[:3]),
        story_of([*WIRE[:5], WIRE[5][:60]]),
        story_of(["TARRA, (Agency) - " + WIRE[0], *WIRE[1:]]),
        story_of(EDITED),
        story_of([*WIRE, "The agency has corrected the name of the town."]),
    ],
    ids=["headline", "caption", "cut", "half", "abrupt", "dateline", "edits", "added"],
)
def test_the_same_wire_story_in_another_dress_is_a_copy(again: tuple[Story, str]) -> None:
    copies, first = Copies(), story_of(WIRE)
    assert copies.seen(*first) is None
    assert copies.seen(*again) == first[0].id


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (WIRE, OTHER),
        (WIRE, [OTHER[0], OTHER[1], WIRE[5], OTHER[2], OTHER[3], OTHER[4]]),
        (WIRE, [WIRE[0].replace("14", "23"), *WIRE[1:]]),
        ([TALLY.format(n=3, m=7, day="Monday", place="Belm")], [TALLY.format(n=5, m=2, day="Friday", place="Sahar")]),
        (["Troops left the town."], ["Troops left the city."]),
    ],
    ids=["event", "background", "toll", "tally", "short"],
)
def test_two_stories_are_kept_apart(one: list[str], two: list[str]) -> None:
    copies = Copies()
    assert copies.seen(*story_of(one)) is None
    assert copies.seen(*story_of(two, "Another Headline for This One")) is None


def test_short_notices_are_copies_only_word_for_word() -> None:
    copies, first = Copies(), story_of(["Troops left the town."])
    assert copies.seen(*first) is None
    assert copies.seen(*story_of(["Troops left the town."], "Other Headline of the Day")) == first[0].id


def test_a_copy_of_a_copy_names_the_first() -> None:
    copies, first = Copies(), story_of(WIRE)
    copies.seen(*first)
    copies.seen(*story_of(EDITED, "One More Headline Here"))
    assert copies.seen(*story_of(EDITED[:4], "And One More Headline")) == first[0].id


def test_a_story_met_again_is_no_copy_of_itself() -> None:
    copies, first = Copies(), story_of(WIRE)
    assert copies.seen(*first) is None and copies.seen(*first) is None


def test_stories_of_an_earlier_run_are_known_by_their_fingerprints() -> None:
    copies, (story, text) = Copies(), story_of(WIRE)
    copies.known("earlier", fingerprint(story, text))
    assert copies.seen(story, text) == "earlier"
    assert copies.last == fingerprint(story, text)


def test_the_oldest_stories_are_forgotten_past_the_limit() -> None:
    copies = Copies(limit=2)
    first = story_of(WIRE)
    for one in (first, story_of(OTHER), story_of([TALLY.format(n=3, m=7, day="Monday", place="Belm")])):
        copies.seen(*one)
    assert len(copies) == 2
    assert copies.seen(*first) is None


def test_a_story_without_words_is_never_a_copy() -> None:
    story, text = story_of(WIRE)
    empty = Story(story.id, story.span, story.headline, (), (), None, None, (), (), None, None, False)
    assert fingerprint(empty, text) == 0
    assert Copies().seen(empty, text) is None
