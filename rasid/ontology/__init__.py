"""Event classes and their crosswalks to PLOVER, ACLED and UCDP, as data."""

from rasid.ontology.events import EventClass, Ontology, load, read

__all__ = ["EventClass", "Ontology", "load", "read"]
