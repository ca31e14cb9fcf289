"""The points of divisions."""

import pytest
from shapely import MultiPolygon, Point, Polygon, box

from train.divisions import Division, _holds, centre


def test_the_centre_of_an_outline_is_weighed_by_area() -> None:
    assert centre(MultiPolygon([box(10, 0, 14, 2), box(20, 0, 20.1, 0.1)])) == pytest.approx((1, 12.01), abs=0.005)


def test_a_centre_that_falls_outside_is_moved_to_the_outline() -> None:
    bay = Polygon([(0, 0), (10, 0), (10, 10), (9, 10), (9, 1), (1, 1), (1, 10), (0, 10)])
    lat, lon = centre(bay)
    assert bay.distance(Point(lon, lat)) < 1e-9


def test_an_outline_on_both_sides_of_the_antimeridian_has_its_centre_there() -> None:
    _, lon = centre(MultiPolygon([box(178, -17, 180, -16), box(-180, -17, -178, -16)]))
    assert abs(lon) == pytest.approx(180)


def test_an_outline_without_the_divisions_towns_is_a_namesakes() -> None:
    division = Division("PE.07", frozenset({"Callao"}), [(-12.05, -77.14, 800_000)])
    assert _holds(box(-78, -13, -77, -12), division)
    assert not _holds(box(-71, -16, -69, -14), division)
