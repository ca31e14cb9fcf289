"""Reading: files, directories, JSON lines, standard input and web pages become ``Page`` or ``Skipped`` records."""

from rasid.ingest.sources import read

__all__ = ["read"]
