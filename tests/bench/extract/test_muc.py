"""MUC-3/4: how reports become incidents, and how these are scored against templates."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from bench.extract import muc, perpetrators, templates
from rasid.records import (
    Attribution,
    Casualty,
    Coded,
    Document,
    EventType,
    Interval,
    Mention,
    Place,
    Report,
    Role,
    Span,
    Story,
)

TEXT = (
    "A BOMB EXPLODED IN LIMA. TWO PEASANTS WERE KILLED. REBELS OF THE RED FRONT KIDNAPPED THE MAYOR AND SEVERAL FARMERS. "
    "SOLDIERS FOUGHT GUERRILLAS. THE BLUE FRONT [BF] LEFT."
)
BOMB = EventType("ASSAULT", "explosives", None, None, None)
KILL = EventType("ASSAULT", None, "Violence against civilians", "Attack", None)
KIDNAP = EventType("ASSAULT", "abduct", None, "Abduction/forced disappearance", None)


def role(words: str, ref: str | None = None) -> Role:
    at = TEXT.index(words)
    return Role(words, ref, words, (at, at + len(words)))


def report(words: str, type: EventType, **given: Any) -> Report:
    at = TEXT.index(words)
    fields: dict[str, Any] = {
        "id": words, "trigger": Span((at, at + len(words)), words), "quote": (0, len(TEXT)), "retold": (), "type": type,
        "modality": "asserted", "actors": (), "targets": (), "instruments": (), "place": None, "time": None, "casualties": (),
        "claim": Attribution(None, "reports", None), "score": 0.8,
    }  # fmt: skip
    return Report(**(fields | given))


def coded(*reports: Report) -> list[Coded]:
    published = Interval("1990-03-01", "1990-03-01", "day", None, "metadata")
    story = Story("s", (0, len(TEXT)), None, (), (), None, None, (), (), published, None, False)
    people = [r for one in reports for r in (*one.targets, *one.actors)]
    mentions = tuple(Mention(r.mention, "actor", r.span, r.name, 1.0, None) for r in people)
    return [Coded(Document("d", None, "-", "text/plain", "en", None, TEXT), story, mentions, reports, (), (), (), ())]


def day(iso: str) -> Interval:
    return Interval(iso, iso, "day", None, "stated")


def place(name: str, country: str = "PE") -> Place:
    return Place(None, name, None, name, country, name, None, None, None, None, "town", None, None, 1.0)


def fills(*values: str) -> tuple[muc.Fill, ...]:
    return tuple(muc.Fill(tuple(v.split("/"))) for v in values)


TWO = Casualty("killed", "peasants", 2, 2, 2, (25, 28))
EXPLODED = report("EXPLODED", BOMB, place=place("Lima"))
KILLED = report("KILLED", KILL, casualties=(TWO,), targets=(role("PEASANTS"),))
KIDNAPPED = report("KIDNAPPED", KIDNAP, actors=(role("RED FRONT"),), targets=(role("MAYOR"), role("FARMERS")))


def test_harm_joins_the_incident_told_just_before_it() -> None:
    (one,) = templates.candidates(coded(EXPLODED, KILLED))
    assert (one.type, one.victims) == ("BOMBING", [templates.Victims("2", "DEATH")])


def test_people_without_a_count_are_one_or_several_and_kidnapping_is_no_fate() -> None:
    (one,) = templates.candidates(coded(KIDNAPPED))
    assert one.victims == [templates.Victims("1", None), templates.Victims("PLURAL", None)]
    assert list(one.organisations) == ["red front"]


@pytest.mark.parametrize(
    ("other", "apart"),
    [
        ({}, 1),
        ({"time": day("1990-02-20")}, 1),
        ({"time": day("1990-02-21")}, 2),
        ({"place": place("Cuzco")}, 2),
        ({"actors": (role("REBELS", "pe-sendero"),)}, 2),
    ],
)
def test_reports_of_one_type_go_together_unless_something_differs(other: dict[str, Any], apart: int) -> None:
    first = report("EXPLODED", BOMB, time=day("1990-02-20"), place=place("Lima"), actors=(role("SOLDIERS", "mil-PE"),))
    assert len(templates.candidates(coded(first, report("BOMB", BOMB, **other)))) == apart


@pytest.mark.parametrize(
    "told",
    [
        report("BOMB", BOMB, modality="denied"),
        report("BOMB", BOMB, place=place("Tulsa", "US")),
        report("BOMB", BOMB, time=day("1989-11-01")),
        report("BOMB", BOMB, targets=(role("GUERRILLAS"),)),
        report("FOUGHT", EventType("ASSAULT", "firearms", None, None, None)),
    ],
)
def test_what_the_task_leaves_out_is_no_incident(told: Report) -> None:
    assert templates.candidates(coded(told)) == []


def test_an_attack_on_the_same_target_belongs_to_the_incident_of_the_exact_type() -> None:
    killing = report("FOUGHT", KILL, trigger=Span((0, 8), "MURDERED"), targets=(role("MAYOR"),))
    far = [replace(killing, trigger=Span((900, 908), "MURDERED"))]
    for told in ([KIDNAPPED, *far], [*far, KIDNAPPED]):
        (one,) = templates.candidates(coded(*told))
        assert one.type == "KIDNAPPING"
        assert templates.Victims("1", "DEATH") in one.victims
    other = replace(far[0], targets=(role("FARMERS"),))
    assert len(templates.candidates(coded(replace(KIDNAPPED, targets=(role("MAYOR"),)), other))) == 2


def test_a_count_of_those_who_are_named_is_told_by_their_names() -> None:
    both = Casualty("killed", "unknown", 2, 2, 2, (95, 98))
    named = report(
        "EXPLODED", BOMB, targets=(role("MAYOR"), role("RED FRONT KIDNAPPED THE MAYOR AND SEVERAL")), casualties=(both,)
    )
    (one,) = templates.candidates(coded(named))
    assert one.victims == [templates.Victims("1", "DEATH"), templates.Victims("1", "DEATH")]


def test_a_name_that_ends_in_s_is_one_person() -> None:
    assert _one_victim("FARMERS") == templates.Victims("PLURAL", None)
    assert _one_victim("TORRES") == templates.Victims("1", None)


def _one_victim(word: str) -> templates.Victims:
    text = TEXT.replace("FARMERS", word)
    at = text.index(word), text.index(word) + len(word)
    told = report("KIDNAPPED", KIDNAP, targets=(Role("m", None, word, at),))
    story = coded(told)[0]
    changed = replace(story, document=replace(story.document, text=text))
    ((victims,),) = (one.victims for one in templates.candidates([changed]))
    return victims


def test_harm_that_is_denied_is_the_fate_of_the_incident_before_it() -> None:
    denied = report("KILLED", KILL, modality="denied", trigger=Span((43, 49), "CASUALTIES"))
    (one,) = templates.candidates(coded(EXPLODED, denied))
    assert one.victims == [templates.Victims(None, "NO INJURY OR DEATH")]
    hurt = replace(EXPLODED, casualties=(TWO,))
    (one,) = templates.candidates(coded(hurt, denied))
    assert one.victims == [templates.Victims("2", "DEATH")]


def test_those_released_regained_freedom_after_an_abduction_alone() -> None:
    freed = report("FOUGHT", EventType("RETREAT", "release", None, None, None))
    bombing, kidnapping = templates.candidates(coded(EXPLODED, KIDNAPPED, freed))
    assert bombing.victims == []
    assert {v.fate for v in kidnapping.victims} == {"REGAINED FREEDOM"}


@pytest.mark.parametrize(
    ("words", "ref", "organised"),
    [
        ("REBELS OF THE RED FRONT", None, True),
        ("GUERRILLAS", "co-eln", False),
        ("REBELS", None, False),
        ("THE GROUP", "co-eln", True),
    ],
)
def test_a_band_is_no_organisation_whatever_it_belongs_to(words: str, ref: str | None, organised: bool) -> None:
    assert templates.organised(Role("m", ref, words, (0, 1)), words) is organised


@pytest.mark.parametrize("by", [(), (role("GUERRILLAS"),)])
def test_an_incident_of_a_band_or_of_nobody_is_of_the_group_that_the_text_is_about(by: tuple[Role, ...]) -> None:
    bombed = report("EXPLODED", BOMB, actors=by, targets=(role("PEASANTS"),))
    bombing, _ = templates.candidates(coded(bombed, KIDNAPPED))
    assert [r.name for r in bombing.organisations.values()] == ["RED FRONT"]
    two = replace(KIDNAPPED, actors=(*KIDNAPPED.actors, role("BLUE FRONT")))
    assert templates.candidates(coded(bombed, two))[0].organisations == {}
    known = replace(bombed, actors=(role("SOLDIERS"),))
    assert templates.candidates(coded(known, KIDNAPPED))[0].organisations == {}


def test_an_organisation_is_named_once_by_all_its_names() -> None:
    twice = replace(KIDNAPPED, actors=(role("REBELS OF THE RED FRONT"), role("RED FRONT")))
    assert [list(i.organisations) for i in templates.candidates(coded(twice))] == [["rebels of the red front"]]
    roles = [role("BLUE FRONT"), role("BF"), role("RED FRONT")]
    assert [[r.name for r in o.roles] for o in perpetrators.organisations(roles, TEXT)] == [
        ["RED FRONT"],
        ["BLUE FRONT", "BF"],
    ]


def test_an_attack_with_explosives_is_a_bombing() -> None:
    for means, kind in (("DYNAMITE", "BOMBING"), ("RIFLE", "ATTACK")):
        instruments = (Role("m", None, means, (0, 1)),)
        (one,) = templates.candidates(coded(report("KILLED", KILL, instruments=instruments)))
        assert one.type == kind


def test_a_total_is_no_victims_of_its_own() -> None:
    counts = [Casualty("killed", whom, n, n, n, (at, at + 1)) for whom, n, at in (("priests", 6, 0), ("unknown", 2, 3), ("unknown", 8, 6))]  # fmt: skip
    for some, told in ((counts, ["6", "2"]), (counts[1:], ["2", "8"])):
        (one,) = templates.candidates(coded(report("KILLED", KILL, casualties=tuple(some))))
        assert [v.number for v in one.victims] == told


def test_an_incident_counts_when_its_signs_outweigh_the_limit() -> None:
    vague = report(
        "FOUGHT", EventType("ASSAULT", None, "Battles", "Armed clash", None), trigger=Span((0, 7), "ATTACKS")
    )
    exact = replace(KIDNAPPED, time=day("1990-02-28"), place=place("Lima"))
    assert [i.type for i in templates.candidates(coded(vague, exact))] == ["ATTACK", "KIDNAPPING"]
    assert [i.type for i in templates.incidents(coded(vague, exact))] == ["KIDNAPPING"]


def score(key: tuple[muc.Template, ...], *reports: Report) -> dict[str, tuple[int, int, int]]:
    counts = muc.compare(muc.Message("1", TEXT, key), coded(*reports))
    return {key: (counts[0][key], counts[1][key], counts[2][key]) for key in muc.KEYS if key != "victims"}


def test_right_fills_of_paired_templates_count() -> None:
    key = muc.Template(("BOMBING", "ATTACK"), False, fills("PLURAL/~2"), fills("DEATH", "INJURY"))
    assert score((key,), EXPLODED, KILLED) == {
        "incident type": (1, 1, 1),
        "victims' number": (1, 1, 1),
        "victims' fate": (1, 1, 2),
        "perpetrator": (0, 0, 0),
        "incident type by text": (1, 1, 1),
    }


def test_an_incident_without_template_and_a_template_without_incident_count_against() -> None:
    key = muc.Template(("ARSON",), False, fills("1"), (), fills("RED FRONT"))
    found = score((key,), KIDNAPPED)
    assert found["incident type"] == (0, 1, 1)
    assert found["victims' number"] == (0, 2, 1) and found["perpetrator"] == (0, 1, 1)


def test_optional_templates_and_fills_may_be_missing() -> None:
    assert score((muc.Template(("ARSON",), True, fills("1")),))["incident type"] == (0, 0, 0)
    unsure = (muc.Fill(("9",), True), muc.Fill(("1",), True))
    found = score((muc.Template(("KIDNAPPING",), True, unsure),), KIDNAPPED)
    assert (found["incident type"], found["victims' number"]) == ((1, 1, 1), (1, 2, 1))


def test_templates_are_paired_so_that_most_fills_agree() -> None:
    keys = (
        muc.Template(("BOMBING",), False, fills("7")),
        muc.Template(("BOMBING",), False, fills("2"), fills("DEATH")),
    )
    assert muc.pair(keys, templates.candidates(coded(EXPLODED, KILLED)), TEXT) == {1: 0}


@pytest.mark.parametrize(
    ("value", "told", "same"),
    [
        ("6", "6", True),
        ("~6", "6", True),
        ("7 -", "7", True),
        ("5 - 7", "7", True),
        ("PLURAL", "PLURAL", True),
        ("PLURAL", "2", False),
        ("16", "6", False),
    ],
)
def test_numbers_of_the_key_are_read(value: str, told: str, same: bool) -> None:
    assert muc.same_number(value, told) is same


@pytest.mark.parametrize(
    ("value", "words", "ref", "same"),
    [
        ("THE RED FRONT", "RED FRONT", None, True),
        ("FRONT OF THE RED", "RED FRONT", None, True),
        ("BLUE FRONT", "RED FRONT", None, False),
        ("ELN", "REBELS", "co-eln", True),
        ("FMLN", "REBELS", "co-eln", False),
    ],
)
def test_an_organisation_is_the_same_by_words_or_registry(value: str, words: str, ref: str | None, same: bool) -> None:
    assert muc.same_organisation(value, role(words, ref), TEXT) is same


def test_a_row_of_the_key_is_read() -> None:
    slots = {
        "incident_type": [{"values": ["BOMBING", "ATTACK"]}],
        "hum_tgt_number": [{"values": ["~6"], "refs": ["X"], "optional": True}],
        "hum_tgt_effect_of_incident": "-",
        "perp_organization_id": "*",
    }
    (message,) = muc.cases([{"id": "1", "text": "x", "templates": [{"number": "1", "optional": True, "slots": slots}]}])
    assert message.templates == (muc.Template(("BOMBING", "ATTACK"), True, (muc.Fill(("~6",), True),)),)


def test_figures_join_number_and_fate() -> None:
    counts = Counter({"victims' number": 1, "victims' fate": 1})
    assert muc.figures(counts, counts, Counter({"victims' number": 3, "victims' fate": 3}))["victims"] == (0.5, 6)
