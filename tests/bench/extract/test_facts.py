"""The corpus's scorer on hand-made stories and records."""

from __future__ import annotations

from typing import Any

import pytest

from bench.extract.facts import compare, f1, least, pair, wanted
from rasid.records import (
    Attribution,
    Casualty,
    Coded,
    Control,
    Document,
    EventType,
    Interval,
    Measure,
    Place,
    Report,
    Role,
    Span,
    Story,
)
from train.corpus.markup import Annotated, story

MARKED = """=== sudan-99
style: wire
country: SD
published: 2024-05-12
source: invented
---
The [army|a1] [shelled|e1] [Kutum|p1] on [Friday|t1], [killing|e2] [two|n1] [boys|a2]. [It|a3] still [holds|c1] the [town|p2].

The [attack|e3] was [condemned|e4] by the [council|a4], which [ordered|q1] the [police|a5] to [close the market|m1].
---
e1 shelling asserted actor=a1 target=p1 at=p1 on=t1
e2 killing asserted target=a2 killed=n1/civilians same=e1
e3 attack asserted same=e1
e4 condemn asserted actor=a4 target=a1
c1 controls holder=a3 place=p2 modality=asserted
m1 ordered issuer=a4 to=a5 domain=domestic
t1 2024-05-10
n1 2
a3 = a1
p2 = p1
"""


@pytest.fixture
def annotated() -> Annotated:
    return story(MARKED, "sudan")


def role(text: str, words: str, ref: str | None = None) -> Role:
    at = text.index(words)
    return Role("m", ref, words, (at, at + len(words)))


def place(text: str, words: str) -> Place:
    at = text.index(words)
    return Place(None, words, (at, at + len(words)), None, "SD", None, None, None, None, None, "town", None, None, 1.0)


def report(text: str, words: str, plover: str, **given: Any) -> Report:
    at = text.index(words)
    fields: dict[str, Any] = {
        "id": words, "trigger": Span((at, at + len(words)), words), "quote": (at, at + len(words)), "retold": (),
        "type": EventType(plover, None, None, None, None), "modality": "asserted", "actors": (), "targets": (),
        "instruments": (), "place": None, "time": None, "casualties": (), "claim": Attribution(None, "reports", None),
        "score": 0.8,
    }  # fmt: skip
    return Report(**(fields | given))


def coded(text: str, reports: tuple[Report, ...], control: Any = (), measures: Any = ()) -> list[Coded]:
    whole = Story("s", (0, len(text)), None, (), (), None, None, (), (), None, None, False)
    return [
        Coded(Document("d", None, "-", "text/plain", "en", None, text), whole, (), reports, (), control, measures, ())
    ]


def right_reading(text: str) -> list[Coded]:
    friday = Interval("2024-05-10", "2024-05-10", "day", None, "relative")
    two = Casualty("killed", "civilians", 2, 2, 2, (0, 1))
    shelled = report(text, "shelled", "ASSAULT", actors=(role(text, "army"),), targets=(role(text, "Kutum"), role(text, "boys")),
                     place=place(text, "Kutum"), time=friday, casualties=(two,))  # fmt: skip
    condemned = report(text, "condemned", "ACCUSE", actors=(role(text, "council"),), targets=(role(text, "army"),))
    held = Control(place(text, "town"), role(text, "army"), "controls", None, None, "asserted", (0, 1))
    at = text.index("close the market")
    closed = Measure(role(text, "council"), None, "close the market", "domestic", "ordered", None, None, (at, at + 16))
    return coded(text, (shelled, condemned), (held,), (closed,))


def test_all_tellings_of_an_event_are_one_wanted_report(annotated: Annotated) -> None:
    shelling, condemning = wanted(annotated)
    assert (shelling.type, len(shelling.triggers), shelling.harm, shelling.time) == (
        "ASSAULT", 3, (("killed", 2),), ("2024-05-10", "2024-05-10"),
    )  # fmt: skip
    assert [n.words for n in shelling.target] == [("Kutum", "town"), ("boys",)]
    assert condemning.type == "ACCUSE"


def test_a_right_reading_is_right_in_every_field(annotated: Annotated) -> None:
    right, told, want = compare(annotated, right_reading(annotated.text))
    assert right == told == want


def test_another_type_modality_and_actor_are_each_one_error(annotated: Annotated) -> None:
    text = annotated.text
    wrong = report(text, "shelled", "PROTEST", modality="planned", actors=(role(text, "police"),))
    right, told, _ = compare(annotated, coded(text, (wrong,)))
    assert (told["report"], right["report"]) == (1, 1)
    assert right["type"] == right["modality"] == right["actor"] == right["strict"] == 0


def test_a_report_elsewhere_matches_nothing(annotated: Annotated) -> None:
    text = annotated.text
    right, told, _ = compare(annotated, coded(text, (report(text, "close", "COERCE"),)))
    assert (right["report"], told["report"]) == (0, 1)


def test_one_wanted_report_is_paired_once(annotated: Annotated) -> None:
    text = annotated.text
    twice = [report(text, "attack", "ASSAULT"), report(text, "shelled", "ASSAULT")]
    ((_, best),) = pair(wanted(annotated), twice, text)
    assert best.trigger.text == "shelled"


def test_a_role_by_a_pronoun_of_the_same_chain_is_right(annotated: Annotated) -> None:
    text = annotated.text
    by_pronoun = report(text, "shelled", "ASSAULT", actors=(role(text, "It"),))
    right, _, _ = compare(annotated, coded(text, (by_pronoun,)))
    assert right["actor"] == 1


@pytest.mark.parametrize(("value", "low"), [("12", 12), ("12+", 12), ("12-", 0), ("5..8", 5), ("~50", 50)])
def test_the_least_of_a_count(value: str, low: int) -> None:
    assert least(value) == low


def test_f1_of_nothing_right_is_zero() -> None:
    assert f1(0, 0, 0) == 0.0
    assert f1(1, 2, 2) == 0.5
