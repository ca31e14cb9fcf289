"""Who is who and what lies where: actors, countries and special places, as data."""

from rasid.registry.actor import Actor, Country, Office, SpecialPlace, Tie
from rasid.registry.check import check
from rasid.registry.names import Hit
from rasid.registry.registry import Registry, load
from rasid.registry.source import contents

__all__ = ["Actor", "Country", "Hit", "Office", "Registry", "SpecialPlace", "Tie", "check", "contents", "load"]
