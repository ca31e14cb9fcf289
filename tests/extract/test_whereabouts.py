"""An event is placed as exactly as all its tellings and the story tell, and no further."""

from hypothesis import given
from hypothesis import strategies as st

from rasid.extract.whereabouts import within
from rasid.records import Place
from tests.extract.reading_of import told

PRECISIONS = ("exact", "town", "district", "admin1", "region", "country", "line", "area")


def place(precision: str, country: str | None, admin1: str | None, at: tuple[float, float] | None, km: float) -> Place:
    lat, lon = at if at is not None else (None, None)
    return Place(None, "X", None, None, country, admin1, None, lat, lon, None, precision, None, km, 0.5)  # type: ignore[arg-type]


PLACES = st.builds(
    place,
    st.sampled_from(PRECISIONS),
    st.sampled_from(("SY", "IQ", None)),
    st.sampled_from(("Idlib", "Homs", None)),
    st.sampled_from(((35.0, 36.0), (35.9, 38.5), None)),
    st.sampled_from((5.0, 150.0)),
)


@given(PLACES, PLACES)
def test_of_two_places_at_most_one_is_within_the_other(a: Place, b: Place) -> None:
    assert not (within(a, b) and within(b, a))
    assert not within(a, a)
    if within(a, b):
        assert a.country == b.country is not None
        assert b.precision == "country" or b.admin1 in (None, a.admin1)


def test_a_region_takes_what_lies_in_its_radius() -> None:
    region = place("region", "SY", None, (35.5, 37.0), 120.0)
    assert within(place("town", "SY", "Idlib", (35.9, 36.6), 5.0), region)
    assert not within(place("town", "SY", "Homs", (33.0, 38.9), 5.0), region)


def test_violence_placed_in_the_country_alone_is_where_the_rest_of_the_storys_is() -> None:
    reading = told(
        "An air strike hit a market in Saraqib, in Idlib province, on Monday, killing nine people. "
        "Ten more people were killed in Syria on Monday."
    )
    placed = [r.place for r in reading.reports if r.place is not None]
    assert len(placed) == 2
    assert {place.admin1 for place in placed} == {"Idlib"}


def test_places_of_two_provinces_say_nothing_of_a_third_event() -> None:
    reading = told(
        "An air strike hit a market in Saraqib on Monday. Gunmen attacked a checkpoint in Palmyra on Tuesday. "
        "Ten more people were killed in Syria this week."
    )
    assert "Syria" in {r.place.name for r in reading.reports if r.place is not None}
