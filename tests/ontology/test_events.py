import pytest

from rasid import ontology
from rasid.errors import DataError
from rasid.ontology.events import HERE
from rasid.records import EventType


def test_every_class_has_a_label_and_a_plover_type():
    classes = ontology.load().classes
    assert len(classes) >= 125
    assert all(found.label and found.plover.isupper() for found in classes.values())


def test_schemes_list_what_acled_and_plover_have():
    schemes = ontology.load().schemes
    assert len(schemes["plover"]) == 16
    assert len(schemes["acled"]) == 6
    assert sum(len(subs) for subs in schemes["acled"].values()) == 25


@pytest.mark.parametrize(
    ("actors", "targets", "ucdp"),
    [
        (["armed_group"], ["civilians"], "one-sided"),
        (["military"], ["civilians"], "one-sided"),
        (["military"], ["armed_group"], "state-based"),
        (["militia"], ["police"], "state-based"),
        (["military"], ["military"], "state-based"),
        (["armed_group"], ["coalition"], "non-state"),
        (["armed_group"], [], None),
        ([], ["civilians"], None),
        (["civilians"], ["civilians"], None),
        (["armed_group"], ["civilians", "military"], "state-based"),
    ],
)
def test_who_does_it_to_whom_gives_the_type_of_violence(actors, targets, ucdp):
    assert ontology.load().event_type("attack", actors=actors, targets=targets).ucdp == ucdp


def test_talk_is_no_organised_violence():
    assert ontology.load().event_type("accuse", actors=["government"], targets=["armed_group"]).ucdp is None


def test_an_attack_on_civilians_alone_is_no_battle():
    assert ontology.load().event_type("attack", actors=["armed_group"], targets=["civilians"]) == EventType(
        "ASSAULT", None, "Violence against civilians", "Attack", "one-sided"
    )


def test_a_clash_stays_a_battle_whoever_is_hit():
    found = ontology.load().event_type("armed_clash", actors=["armed_group"], targets=["civilians"])
    assert (found.acled, found.acled_sub) == ("Battles", "Armed clash")


@pytest.mark.parametrize(
    ("actors", "sub"),
    [
        (["military"], "Government regains territory"),
        (["armed_group"], "Non-state actor overtakes territory"),
        ([], None),
        (["military", "armed_group"], None),
    ],
)
def test_who_takes_a_place_decides_the_kind_of_battle(actors, sub):
    assert ontology.load().event_type("capture_territory", actors=actors).acled_sub == sub


@pytest.mark.parametrize(("ours", "acled", "ucdp"), [("exact", 1, 1), ("admin1", 3, 4), ("country", None, 6)])
def test_place_precision_has_codes_in_both_schemes(ours, acled, ucdp):
    loaded = ontology.load()
    assert (loaded.place_precision(ours, "acled"), loaded.place_precision(ours, "ucdp")) == (acled, ucdp)


@pytest.mark.parametrize(("ours", "acled", "ucdp"), [("day", 1, 1), ("week", 2, 3), ("unknown", None, None)])
def test_time_precision_has_codes_in_both_schemes(ours, acled, ucdp):
    loaded = ontology.load()
    assert (loaded.time_precision(ours, "acled"), loaded.time_precision(ours, "ucdp")) == (acled, ucdp)


def test_an_unknown_class_is_named_with_the_nearest():
    with pytest.raises(DataError, match="unknown event class 'airstrik'.*'airstrike'"):
        ontology.load().event_type("airstrik")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("raid: {label: Raid, plover: ASAULT}", "classes.yaml: raid: plover 'ASAULT'.*'ASSAULT'"),
        ("raid: {label: Raid, plover: ASSAULT, mode: beet}", "raid: mode 'beet'.*'beat'"),
        (
            "raid: {label: Raid, plover: ASSAULT, acled: Battles, acled_sub: Armed clashes}",
            "'Armed clashes'.*'Armed clash'",
        ),
        ("raid: {label: Raid, plover: ASSAULT, acled: Protests, acled_sub: Armed clash}", "acled_sub 'Armed clash'"),
        ("raid: {label: Raid, plover: ASSAULT, violence: true}", "unknown key 'violence'.*'violent'"),
        ("raid: {plover: ASSAULT}", "label is missing"),
    ],
)
def test_a_wrong_value_is_named_with_file_key_and_nearest(tmp_path, line, message):
    file = tmp_path / "classes.yaml"
    file.write_text(line, encoding="utf-8")
    with pytest.raises(DataError, match=message):
        ontology.read(file, HERE / "schemes.yaml")
