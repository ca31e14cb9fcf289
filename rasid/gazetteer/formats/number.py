"""Numbers out of cells; a ``ValueError`` says in words what is wrong with one."""

from __future__ import annotations


def degrees(lat: str, lon: str) -> tuple[float, float] | tuple[None, None]:
    """A point (WGS 84, five decimals: a metre); ``(None, None)`` where both cells are empty, or both 0: nothing lies there."""
    if not lat.strip() and not lon.strip():
        return None, None
    point = _axis(lat, "latitude", 90), _axis(lon, "longitude", 180)
    return point if any(point) else (None, None)


def _axis(cell: str, what: str, most: int) -> float:
    try:
        value = float(cell)
    except ValueError:
        raise ValueError(f"{what} {cell!r} is no number of degrees") from None
    if not -most <= value <= most:
        raise ValueError(f"{what} {cell} is not between -{most} and {most}")
    return round(value, 5)


def whole(cell: str, what: str) -> int:
    """A number without sign or fraction."""
    if not (cell.isascii() and cell.isdigit()) or len(cell) > 15:
        raise ValueError(f"{what} {cell!r} is no whole number")
    return int(cell)
