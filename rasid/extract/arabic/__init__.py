"""Reading of Arabic stories by rules: ``ArabicReader(registry, gazetteer, ontology)``."""

from rasid.extract.arabic.reader import ArabicReader

__all__ = ["ArabicReader"]
