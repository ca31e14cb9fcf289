"""Distances and offsets on a sphere; degrees and kilometres."""

from __future__ import annotations

from math import asin, atan2, cos, degrees, radians, sin, sqrt

RADIUS_KM = 6371.0088

BEARINGS = {
    "north": 0.0, "northeast": 45.0, "east": 90.0, "southeast": 135.0,
    "south": 180.0, "southwest": 225.0, "west": 270.0, "northwest": 315.0,
}  # fmt: skip


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle kilometres between two (latitude, longitude) points."""
    lat1, lat2 = radians(a[0]), radians(b[0])
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin(radians(b[1] - a[1]) / 2) ** 2
    return 2 * RADIUS_KM * asin(min(1.0, sqrt(half)))


def offset(point: tuple[float, float], km: float, bearing: float) -> tuple[float, float]:
    """The (latitude, longitude) ``km`` away from ``point`` at ``bearing`` degrees clockwise from north, to 4 decimals."""
    lat, lon, turn, arc = radians(point[0]), radians(point[1]), radians(bearing), km / RADIUS_KM
    north = asin(sin(lat) * cos(arc) + cos(lat) * sin(arc) * cos(turn))
    east = lon + atan2(sin(turn) * sin(arc) * cos(lat), cos(arc) - sin(lat) * sin(north))
    return round(degrees(north), 4), round((degrees(east) + 180) % 360 - 180, 4)
