"""What ships, as a user reads with it: deserts, roads, stretches and villages of the war in Syria, and a story without a date."""

from __future__ import annotations

from io import BytesIO

import pytest

from rasid import ingest
from rasid.pipeline import Coder
from rasid.records import Coded, Page, Place
from rasid.settings import Settings

STORY = """Raiders Return to the Desert

Islamic State has regrouped less than two years after it was defeated in Baghouz, and its gunmen attacked a column of army trucks in the Syrian Badia, officers said.

Sappers have cleared mines along the M4 in Syria since December 2020.

Fighters of the group have also been active in areas extending from the east of the Euphrates river to the Iraqi borders.

Islamic State lost the town of Baghouz in 2019.
"""


@pytest.fixture(scope="module")
def coded() -> Coded:
    (page,) = ingest.read(["-"], settings=Settings(), stdin=BytesIO(STORY.encode()))
    assert isinstance(page, Page)
    (story,) = Coder.of(Settings(reader="rules", gazetteer_dir="none")).code(page).stories()
    return story


def place_of(coded: Coded, trigger: str) -> Place:
    """The place of the report with this trigger."""
    (found,) = (r.place for r in coded.reports if r.trigger.text == trigger)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("trigger", "id", "precision", "geometry"),
    [
        ("attacked", "registry:sp-syrian-badia", "area", "Polygon"),
        ("cleared mines", "registry:sp-m4-sy", "line", "LineString"),
    ],
)
def test_a_desert_has_an_outline_and_a_road_a_course_but_no_point(
    coded: Coded, trigger: str, id: str, precision: str, geometry: str
) -> None:
    place = place_of(coded, trigger)
    assert (place.id, place.precision, place.lat, place.lon) == (id, precision, None, None)
    assert place.geometry is not None and place.geometry["type"] == geometry
    (ref,) = (m.ref for m in coded.mentions if m.id == place.mention)
    assert ref is not None and (ref.id, ref.lat, ref.lon) == (id, None, None)


def test_a_stretch_from_a_river_to_a_border_is_one_region(coded: Coded) -> None:
    place = place_of(coded, "been active")
    assert place.name == "from the east of the Euphrates river to the Iraqi borders"
    assert (place.precision, place.relation, place.lat, place.geometry) == ("area", "from … to", None, None)


def test_baghouz_is_the_village_on_the_euphrates(coded: Coded) -> None:
    place = place_of(coded, "lost")
    assert (place.country, place.admin1, place.precision) == ("SY", "Deir ez-Zor", "town")
    assert (place.lat, place.lon) == pytest.approx((34.45, 40.95), abs=0.05)


def test_an_undated_story_was_published_between_what_it_tells_as_past_and_what_it_counts_from(coded: Coded) -> None:
    published = coded.story.published
    assert published is not None
    assert (published.start, published.end, published.basis) == ("2020-12-01", "2021-03-23", "inferred")
