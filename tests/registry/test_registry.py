from collections import Counter

import pytest

from rasid import registry
from rasid.errors import DataError
from rasid.registry import Hit
from rasid.registry.build import build
from rasid.registry.source import files, fingerprint

DERIVED = ("gov-", "mil-", "pol-", "mfa-", "mod-", "moi-", "moh-", "par-")


@pytest.fixture(scope="module")
def loaded():
    return registry.load()


def found(hits: list[Hit]) -> list[tuple[str, str]]:
    return [(hit.actors[0].id, hit.sort) for hit in hits]


def test_the_registry_holds_hundreds_of_actors_besides_those_every_country_has(loaded):
    assert sum(not id.startswith(DERIVED) for id in loaded.actors) >= 400
    assert len(loaded.countries) == 198


def test_its_own_files_have_no_faults():
    assert registry.check([file for file in files() if file.parent.name == "actors"]) == []


def test_every_country_has_a_government_an_army_and_police(loaded):
    for iso2 in loaded.countries:
        assert loaded.actor(f"gov-{iso2}").kind == "government"
        assert loaded.actor(f"mil-{iso2}").parent == f"gov-{iso2}"
        assert loaded.actor(f"pol-{iso2}").kind == "police"


def test_an_override_keeps_the_names_that_every_army_has(loaded):
    assert {"IDF", "Israeli army"} <= set(loaded.actor("mil-IL").aliases)


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("US-backed troops", [("gov-US", "metonym")]),
        ("pro-Iranian media", [("gov-IR", "demonym")]),
        ("Hezbollah's rockets", [("hezbollah", "name")]),
        ("Rapid Support Forces and SAF", [("sd-rsf", "name"), ("mil-SD", "name")]),
        ("the Israeli army", [("mil-IL", "name")]),
        ("Tehran denied it", [("gov-IR", "metonym")]),
        ("villagers fled", [("civilians", "generic")]),
        ("Al-Nusra, an-Nusra and el-Nusra", [("sy-nusra", "name")] * 3),
        ("Médecins Sans Frontières", [("msf", "name")]),
        ("مقاتلو داعش", [("isis", "name")]),
        ("he said it is what it is", []),
        ("thus the house", []),
        ("a polish remover", []),
        ("they mend a fact", []),
        ("Let them go", []),
        ("the un-American way", [("gov-US", "demonym")]),
    ],
)
def test_names_are_found_on_word_boundaries_and_by_case(loaded, text, hits):
    assert found(loaded.find(text)) == hits


def test_offsets_slice_to_the_name_in_a_piece_of_a_text(loaded):
    text = "Earlier, the Houthis’ radar; later the “People’s Protection Units” left"
    hits = loaded.find(text, 20)
    assert [text[hit.start : hit.end] for hit in hits] == ["People’s Protection Units"]


def test_a_shared_acronym_gives_all_its_bearers(loaded):
    (hit,) = loaded.find("the SDF said")
    assert {actor.id for actor in hit.actors} == {"sy-sdf", "ly-rada"}


def test_a_text_in_capitals_is_read_when_asked_but_proves_no_common_word(loaded):
    text = "HOUTHI REBELS SAY THIS IS WHO IT WAS"
    assert found(loaded.find(text, fold=True)) == [("houthis", "name")]


@pytest.mark.parametrize(("word", "iso2"), [("Iraqi", "IQ"), ("Turks", "TR"), ("US", "US"), ("Martian", None)])
def test_demonyms_give_their_country(loaded, word, iso2):
    assert loaded.demonym(word) == iso2


@pytest.mark.parametrize(("name", "iso2"), [("DRC", "CD"), ("Norway", "NO"), ("NO", "NO"), ("Ruritania", None)])
def test_names_of_countries_give_their_code(loaded, name, iso2):
    assert loaded.country(name) == iso2


def test_a_country_word_belongs_to_one_country(loaded):
    words = Counter(w for c in loaded.countries.values() for w in {*c.adj, *c.people, c.name, *c.aliases})
    assert [word for word, count in words.items() if count > 1] == []


def test_an_unknown_actor_is_named_with_the_nearest(loaded):
    with pytest.raises(DataError, match="no actor 'sy-sfd'.*'sy-sdf'"):
        loaded.actor("sy-sfd")


def test_successors_follow_in_time(loaded):
    for actor in loaded.actors.values():
        if actor.successor and actor.end and loaded.actor(actor.successor).start:
            assert loaded.actor(actor.successor).start[:4] <= str(int(actor.end[:4]) + 7), actor.id


def test_special_places_lie_within_their_own_outlines(loaded):
    assert len(loaded.places) >= 150
    for place in loaded.places:
        assert -90 <= place.lat <= 90 and -180 <= place.lon <= 180
        if place.bbox:
            west, south, east, north = place.bbox
            assert west <= place.lon <= east and south <= place.lat <= north, place.id
        if place.kind in ("area", "region", "sea"):
            assert place.geometry and place.geometry["type"] == "Polygon", place.id
        if place.precision == "line":
            assert place.geometry and place.geometry["type"] == "LineString", place.id


def test_countries_of_actors_and_places_are_known(loaded):
    for thing in [*loaded.actors.values(), *loaded.places]:
        assert set(thing.countries) <= set(loaded.countries), thing.id


def test_a_users_file_adds_and_extends(tmp_path):
    extra = tmp_path / "mine.yaml"
    extra.write_text(
        "x-front: {name: Steppe Front, kind: armed_group, country: KZ}\nisis: {aliases: [Caliphate men]}\n"
    )
    layered = registry.load([extra])
    assert found(layered.find("Steppe Front fought Caliphate men and ISIS")) == [
        ("x-front", "name"), ("isis", "name"), ("isis", "name"),
    ]  # fmt: skip
    assert "x-front" not in registry.load().actors


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("a-x: {name: X Front, kind: armed_grup}", "unknown kind 'armed_grup' (did you mean 'armed_group'?)"),
        ("a-x: {name: X Front, kind: party, alias: [XF]}", "unknown key 'alias' (did you mean 'aliases'?)"),
        ("a-x: {name: X Front, kind: party, parent: isiss}", "unknown actor 'isiss' (did you mean 'isis'?)"),
        ("a-x: {name: X Front, kind: party, country: XX}", "unknown country 'XX'"),
        ("a-x: {name: X Front, kind: party, start: May 2014}", "'May 2014' is no ISO date or year"),
        ("a-x: {name: X Front, kind: party, start: 2014, end: 2012}", "ends (2012) before it starts (2014)"),
        ("a-x: {kind: party}", "name is missing"),
        ("a-x: {name: X Front, kind: party, aliases: [SOHR]}", "'SOHR' is ambiguous: a-x, sohr"),
        ("a-x: {name: X, kind: party}\na-x: {name: Y, kind: party}", "a-x: stands twice in the file"),
    ],
)
def test_a_fault_in_a_file_is_told_in_one_line(tmp_path, line, fault):
    file = tmp_path / "mine.yaml"
    file.write_text(line, encoding="utf-8")
    faults = registry.check([file])
    assert any(fault in told for told in faults), faults


def test_a_file_that_is_no_mapping_is_named(tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text("- a\n- b\n", encoding="utf-8")
    with pytest.raises(DataError, match="mine.yaml: must be a mapping"):
        registry.load([file])


def test_the_built_file_says_the_same_as_the_yaml_files(tmp_path):
    import msgspec

    from rasid.registry.source import Source, parse

    built = msgspec.json.decode(build(tmp_path / "registry.json").read_bytes(), type=Source)
    assert built == parse(fingerprint())
