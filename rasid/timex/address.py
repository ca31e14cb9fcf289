"""The day that a web address bears: ``/2023/6/25/``, ``/2023-06-25/``, ``-2022-08-16``, ``/20250805-``."""

from __future__ import annotations

import re
from datetime import date

# A year of the web, then month and day parted alike or not at all, and no figure on either side.
_BORNE = re.compile(r"(?<!\d)((?:19|20)\d\d)([-/_]|)(\d\d?)\2(\d\d?)(?!\d)")
_WEB = re.compile(r"https?://[^/]+(/[^?#]*)", re.IGNORECASE)


def day(uri: str) -> date | None:
    """The one day that the path of a web address bears; ``None`` without one, where two differ, or for what is no address."""
    path = _WEB.match(uri)
    found = {day for match in _BORNE.finditer(path[1]) if (day := _date(match))} if path else set()
    return found.pop() if len(found) == 1 else None


def _date(match: re.Match[str]) -> date | None:
    if not match[2] and len(match[3] + match[4]) != 4:  # "2023625" is no date
        return None
    try:
        return date(int(match[1]), int(match[3]), int(match[4]))
    except ValueError:
        return None
