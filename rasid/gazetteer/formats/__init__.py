"""Files that places come in: ``rows(source, ...)`` tells the format from the first line."""

from rasid.gazetteer.formats.geonames import ALTERNATES, CODES, DUMP
from rasid.gazetteer.formats.source import Source
from rasid.gazetteer.formats.table import PCODES, PLAIN

# Where two files tell different things of one place, the first of these is believed.
FORMATS = (DUMP, CODES, PCODES, PLAIN, ALTERNATES)

__all__ = ["ALTERNATES", "CODES", "DUMP", "FORMATS", "PCODES", "PLAIN", "Source"]
