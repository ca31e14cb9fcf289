"""Names to places: ``open().find("Deir Ezzor")``."""

from rasid.gazetteer.entry import Entry, Kind
from rasid.gazetteer.index import Gazetteer, open
from rasid.gazetteer.keys import normalise, skeleton

__all__ = ["Entry", "Gazetteer", "Kind", "normalise", "open", "skeleton"]
