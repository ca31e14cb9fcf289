"""Names to places: ``open().find("Deir Ezzor")``; with the user's layers: ``open(folder=folder(settings))``."""

from rasid.gazetteer.entry import Entry, Kind
from rasid.gazetteer.index import Gazetteer, open
from rasid.gazetteer.keys import normalise, skeleton
from rasid.gazetteer.layers import folder

__all__ = ["Entry", "Gazetteer", "Kind", "folder", "normalise", "open", "skeleton"]
