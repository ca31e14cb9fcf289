"""Places as the words mean them, and none where the words fit no place well."""

from __future__ import annotations

import re

import pytest

from rasid.gazetteer import Entry, Gazetteer
from rasid.gazetteer.index import DATABASE
from rasid.records import Mention, Place, Ref, Span, Story
from rasid.resolve.where import Where

SPECIALS = [
    (Entry("registry:euphrates", "Euphrates", "line", None, None, None, 35.0, 40.4, 0, "line"), ("Euphrates", "Euphrates River")),
    (Entry("registry:badia", "Syrian Badia", "area", "SY", None, None, 34.6, 38.9, 0, "area"), ("Syrian Badia", "Badia")),
    (Entry("registry:m4", "M4", "line", "SY", None, None, 36.0, 38.0, 0, "line"), ("M4", "M4 highway")),
]  # fmt: skip


@pytest.fixture(scope="module")
def where() -> Where:
    return Where(Gazetteer(DATABASE, SPECIALS))


def mentions(marked: str, kind: str = "place") -> tuple[list[Mention], str]:
    """The bracketed names as mentions "0", "1" ..., and the text without brackets."""
    text, found = "", []
    for part in re.split(r"(\[[^\]]*\])", marked):
        words = part.strip("[]") if part.startswith("[") else part
        if part.startswith("["):
            span = (len(text), len(text) + len(words))
            found.append(Mention(str(len(found)), kind, span, words, 1.0, None))  # type: ignore[arg-type]
        text += words
    return found, text


def story(text: str, *, headline: str | None = None, dateline: str | None = None) -> Story:
    head = Span((0, 0), headline) if headline else None
    line = Span((0, 0), dateline) if dateline else None
    return Story("s", (0, len(text)), head, (), (), line, None, (Span((0, len(text)), text),), (), None, None, False)


def resolve(where: Where, marked: str, **parts: str) -> tuple[list[Ref | None], list[Place]]:
    found, text = mentions(marked)
    places = where.resolve(found, text, story=story(text, **parts))
    return [places.refs[m.id] for m in found], [places.places[m.id] for m in found]


@pytest.mark.parametrize(
    ("marked", "country"),
    [
        ("A bomb went off in [Tripoli], officials in [Lebanon] said.", "LB"),
        ("Militias fought in [Tripoli] while talks on [Libya] went on in [Benghazi].", "LY"),
        ("Lebanese soldiers sealed off [Tripoli].", "LB"),
        ("[Lebanon] asked for help.", "LB"),
        ("Two houses burned in [Lebanon], [Ohio].", "US"),
        ("[Georgia] recalled its envoy from Moscow.", "GE"),
        ("[Georgia], as in [Atlanta], [Georgia], is an American state.", "US"),
        ("Nigerian troops left [Aba].", "NG"),
        ("Congolese rebels entered [Goma].", "CD"),
        ("Ukrainian drones hit a depot in [Donetsk].", "UA"),
        ("A Syrian patrol came under fire in [Homs].", "SY"),
        ("[Hama], [Syria]", "SY"),
        ("[London] summoned the Syrian envoy.", "GB"),
        ("Shells fell on [Khan Younis] in [Gaza].", "PS"),
        ("In [Yemen]'s [Marib], six men were held.", "YE"),
        ("Raids were reported in [Mosul] and [Tikrit].", "IQ"),
        ("[Kidal] fell, Malian officers said.", "ML"),
    ],
)
def test_the_story_says_which_namesake_is_meant(where: Where, marked: str, country: str) -> None:
    refs, _ = resolve(where, marked)
    assert refs[0] is not None and refs[0].country == country


def test_headline_and_dateline_say_which_country(where: Where) -> None:
    by_headline, _ = resolve(where, "[Tripoli] was calm.", headline="Lebanon votes")
    by_dateline, _ = resolve(where, "[Tripoli] was calm.", dateline="BEIRUT (Wire)")
    assert by_headline[0] is not None and by_headline[0].country == "LB"
    assert by_dateline[0] is not None and by_dateline[0].country == "LB"


def test_a_name_told_in_full_once_keeps_its_meaning(where: Where) -> None:
    refs, _ = resolve(where, "A fire broke out in [Lebanon], [Ohio]. The mayor of [Lebanon] spoke.")
    assert refs[2] == refs[0]


@pytest.mark.parametrize(
    "marked",
    [
        "Shelling hit [Qwertzabad] in [Sudan].",
        "In [Springfield], Sudanese officers met.",
        "Yemeni fighters left [Shelbyville Corners].",
        "A Malian column was ambushed at [Newtown].",
        "[Xq] was named.",
        "The Shia [Household] of the Somali premier.",
        "In the capital Sudanese officers later met Ahmad [Springfield] Hassan about the road.",
        "The Iraqi court freed Mr [Lebanon] Walker.",
    ],
)
def test_an_unsupported_or_unknown_name_gets_no_reference(where: Where, marked: str) -> None:
    refs, places = resolve(where, marked)
    assert refs[0] is None
    assert (places[0].id, places[0].lat, places[0].lon, places[0].score) == (None, None, None, 0.0)


def test_an_unknown_village_keeps_what_the_words_say_it_lies_in(where: Where) -> None:
    _, places = resolve(where, "The village of [Qwertzabad] in [Idlib province], [Syria], was hit.")
    assert (places[0].country, places[0].admin1, places[0].lat, places[0].precision) == ("SY", "Idlib", None, "town")


@pytest.mark.parametrize(
    ("marked", "id", "precision"),
    [
        ("[Syria] agreed.", "iso:SY", "country"),
        ("Syrian [Idlib province] was hit.", "admin1:SY.12", "admin1"),
        ("The [Syrian Badia] is dry.", "registry:badia", "area"),
        ("Convoys use the [M4] in [Syria].", "registry:m4", "line"),
        ("The city of [Aleppo] in [Syria].", "geonames:170063", "town"),
        ("[Aleppo governorate] in [Syria].", "admin1:SY.09", "admin1"),
        ("[Kherson region] in [Ukraine].", "admin1:UA.08", "admin1"),
        ("Fighting spread to [North Darfur] in [Sudan].", "admin1:SD.55", "admin1"),
        ("South [Kivu] is in [Congo].", "admin1:CD.12", "admin1"),
    ],
)
def test_precision_is_that_of_the_unit_named(where: Where, marked: str, id: str, precision: str) -> None:
    refs, places = resolve(where, marked)
    assert refs[0] is not None and (refs[0].id, places[0].precision) == (id, precision)


@pytest.mark.parametrize(
    ("marked", "name", "precision", "relation", "pointed"),
    [
        ("They camped north of [Mosul] in [Iraq].", "north of Mosul", "area", "north of", False),
        ("They camped 8 km from [Mosul] in [Iraq].", "8 km from Mosul", "area", "8 km from", True),
        ("They camped near [Mosul] in [Iraq].", "near Mosul", "area", "near", True),
        ("They camped on the outskirts of [Mosul] in [Iraq].", "on the outskirts of Mosul", "area", "on the outskirts of", True),
        ("They hid in the countryside of [Homs] in [Syria].", "the countryside of Homs", "admin1", "countryside of", True),
        ("They hid in the [Homs countryside] in [Syria].", "Homs countryside", "admin1", "countryside of", True),
        ("They hid in the eastern countryside of [Homs], [Syria].", "the eastern countryside of Homs", "area",
         "eastern countryside of", False),
        ("They hid in rural [Jarablus] in [Syria].", "rural Jarablus", "area", "countryside of", False),
        ("They hid in southern [Syria].", "southern Syria", "region", "southern part of", False),
        ("They hid in eastern [Ukraine].", "eastern Ukraine", "region", "eastern part of", False),
        ("The northwestern [Idlib province] in [Syria].", "The northwestern Idlib province", "area", "northwestern part of", False),
        ("The [northwestern Idlib province] in [Syria].", "The northwestern Idlib province", "area", "northwestern part of", False),
        ("On the banks of the [Euphrates] in Syria.", "On the banks of the Euphrates", "line", "along", False),
        ("East of the [Euphrates] in Syria.", "East of the Euphrates", "area", "east of", False),
        ("Patrols along [Iraq]'s western borders.", "Iraq's western borders", "line", "western border of", False),
        ("Patrols along the [Syrian-Iraqi border].", "Syrian-Iraqi border", "line", "border between", False),
        ("Patrols near the [Turkish] border.", "Turkish border", "line", "border of", False),
        ("near [Baghdad airport], Iraqi guards", "near Baghdad airport", "area", "near", True),
    ],
)  # fmt: skip
def test_relations_move_widen_or_blur_the_place(
    where: Where, marked: str, name: str, precision: str, relation: str, pointed: bool
) -> None:
    _, places = resolve(where, marked)
    assert (places[0].name, places[0].precision, places[0].relation) == (name, precision, relation)
    assert (places[0].lat is not None) == pointed


@pytest.mark.parametrize("name", ["Syrian Badia", "M4"])
def test_an_area_or_a_line_has_no_point_though_its_entry_knows_where_its_label_stands(where: Where, name: str) -> None:
    (ref,), (place,) = resolve(where, f"Mines lie across the [{name}] in Syria.")
    (entry,) = (e for e, names in SPECIALS if name in names)
    assert entry.lat is not None and ref is not None and ref.id == place.id == entry.id
    assert (ref.lat, ref.lon, place.lat, place.lon) == (None, None, None, None)


def test_distance_and_direction_together_give_an_offset_point(where: Where) -> None:
    refs, places = resolve(where, "A Syrian post 10 km (6 miles) east of [Palmyra] was hit.")
    assert refs[0] is not None and isinstance(refs[0].lon, float) and places[0].lon is not None
    assert places[0].lon - refs[0].lon == pytest.approx(0.109, abs=0.005)
    assert (places[0].precision, places[0].radius_km, places[0].relation) == ("town", 4.0, "10 km east of")


def test_the_span_covers_the_words_of_the_relation(where: Where) -> None:
    marked = "A Syrian post 10 km (6 miles) east of [Palmyra] was hit."
    _, places = resolve(where, marked)
    assert places[0].span is not None
    assert mentions(marked)[1][slice(*places[0].span)] == "10 km (6 miles) east of Palmyra"


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("A convoy was hit between [Goma] and [Bunia] in Congo.", "between Goma and Bunia"),
        ("Mines lie on the [Goma]-[Bunia] road in Congo.", "Goma-Bunia road"),
        ("The Congolese road from [Goma] to [Bunia] is shut.", "from Goma to Bunia"),
    ],
)
def test_two_towns_make_a_line(where: Where, marked: str, name: str) -> None:
    refs, places = resolve(where, marked)
    assert (places[0].name, places[0].precision, places[0].lat, places[0].country) == (name, "line", None, "CD")
    assert places[0].geometry == {"type": "LineString", "coordinates": [[r.lon, r.lat] for r in refs if r]}
    assert places[1].geometry == places[0].geometry and places[1].mention == "1"


def test_one_mention_may_name_both_ends_of_a_road(where: Where) -> None:
    refs, places = resolve(where, "Mines lie on the [Goma-Bunia road] in Congo.")
    assert refs == [None] and places[0].geometry is not None
    assert (places[0].mention, places[0].name, places[0].precision) == ("0", "Goma-Bunia road", "line")


def test_between_two_countries_there_is_no_line(where: Where) -> None:
    _, places = resolve(where, "Clashes between [Russia] and [Ukraine] went on.")
    assert [p.precision for p in places] == ["country", "country"]


def test_a_route_through_many_places_is_one_area(where: Where) -> None:
    marked = (
        "Cells roam from the wide desert of [Sweida], through the countryside of [Homs], [Hama] and [Deir Ezzor], "
        "reaching [Raqqa] in [Syria]."
    )
    refs, places = resolve(where, marked)
    assert len({p.name for p in places[:5]}) == 1 and places[5].id == "iso:SY"
    assert (places[0].precision, places[0].relation, places[0].country) == ("area", "from … through … to", "SY")
    assert places[0].lat is None and all(refs)


def test_from_a_river_to_a_border_is_an_area(where: Where) -> None:
    _, places = resolve(where, "Areas from the east of the [Euphrates] river to [Iraqi] borders are held.")
    assert places[0].name == "from the east of the Euphrates river to Iraqi borders"
    assert (places[0].precision, places[0].relation, places[0].lat) == ("area", "from … to", None)


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("Cells hide in [areas] extending from the east of the [Euphrates] to the Iraqi border.", "from the east of the Euphrates to the Iraqi border"),
        ("They hold the [region] from [Raqqa] to the Turkish border.", "from Raqqa to the Turkish border"),
        ("They hold [villages] that stretch from [Raqqa] to the [Turkish border].", "from Raqqa to the Turkish border"),
    ],
)  # fmt: skip
def test_a_stretch_ends_at_a_border_that_nobody_marked_and_is_what_the_noun_before_it_means(
    where: Where, marked: str, name: str
) -> None:
    _, places = resolve(where, marked)
    assert [(p.name, p.precision, p.relation, p.lat) for p in places] == [(name, "area", "from … to", None)] * len(
        places
    )


def test_who_goes_from_a_town_to_the_border_leaves_the_town_where_it_is(where: Where) -> None:
    _, places = resolve(where, "Families fled from [Raqqa] to the Turkish border.")
    assert (places[0].name, places[0].precision) == ("Raqqa", "town")


def test_a_site_is_not_its_town(where: Where) -> None:
    found, text = mentions("Rockets fell on [Mosul airport] in Iraq.", "facility")
    places = where.resolve(found, text, story=story(text))
    assert places.refs["0"] is None
    assert places.places["0"].precision == "town" and places.places["0"].score < 0.75


def test_close_rivals_give_a_low_score(where: Where) -> None:
    _, torn = resolve(where, "Officials from [Libya] and [Lebanon] spoke of [Tripoli].")
    _, plain = resolve(where, "Officials in [Libya] spoke of [Tripoli].")
    assert torn[2].score < plain[1].score


def test_other_kinds_of_mentions_are_left_alone(where: Where) -> None:
    found, text = mentions("The [Syrian army] moved.", "actor")
    places = where.resolve(found, text, story=story(text))
    assert (places.refs, places.places) == ({}, {})


def test_every_span_slices_to_the_name(where: Where) -> None:
    marked = "Near [Homs], north of [Hama] and in southern [Idlib province], from [Raqqa] to [Aleppo], in [Syria]."
    found, text = mentions(marked)
    for place in where.resolve(found, text, story=story(text)).places.values():
        assert place.span is not None and " ".join(text[slice(*place.span)].split()) == place.name


def test_the_country_told_after_a_route_is_no_part_of_it(where: Where) -> None:
    _, places = resolve(where, "Areas from the east of the [Euphrates] to [Iraqi] borders, in [Syria], are held.")
    assert (places[1].name, places[2].id) == ("from the east of the Euphrates to Iraqi borders", "iso:SY")


def test_common_nouns_are_never_a_place_of_that_name(where):
    refs, places = resolve(
        where, "Troops took the [town] near the [border] in Syria. [Area] and [Hills] fell, and [villages]."
    )
    assert refs == [None] * 5
    assert {(place.id, place.lat, place.country) for place in places} == {(None, None, None)}


@pytest.mark.parametrize(
    "opening", ["starting from the rugged and remote desert of", "stretching from the desert of", "from"]
)
def test_a_route_is_one_place_for_all_its_names(where, opening):
    _, places = resolve(
        where,
        f"Cells roam {opening} [Sweida], through the countryside of [Damascus], [Homs], and [Deir Ezzor], in the east, reaching [Raqqa] and [Hama].",
    )
    assert {(p.name, p.precision, p.relation) for p in places} == {(places[0].name, "area", "from … through … to")}
    assert places[0].name.startswith("from") and places[0].name.endswith("Hama")


@pytest.mark.parametrize("verb", ["fled", "moved", "were transferred"])
def test_a_movement_draws_no_line(where, verb):
    _, places = resolve(where, f"Families {verb} from [Homs] to [Hama].")
    assert [place.relation for place in places] == [None, None]


def test_an_unknown_village_lies_where_the_known_town_puts_it(where):
    refs, (village, offset) = resolve(where, "Shells hit the village of [Zzaqra], 10 km north of [Homs].")
    assert refs[0] is None
    assert (village.name, village.id, village.country, village.relation) == (
        "Zzaqra",
        None,
        "SY",
        "10 km north of Homs",
    )
    assert (village.lat, village.lon, village.radius_km) == (offset.lat, offset.lon, 4.0)


def test_a_namesake_elsewhere_is_not_the_village_that_the_words_put_in_a_region(where: Where) -> None:
    refs, places = resolve(where, "[Ukraine] said its troops took the village of [Andriivka] in [Sumy region].")
    assert refs[1] is None
    assert (places[1].country, places[1].admin1, places[1].lat) == ("UA", "Sumy", None)
