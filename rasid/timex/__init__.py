"""The grammar of time: expressions in text (:func:`find`) and their place on the calendar (:func:`anchor`)."""

from rasid.timex.anchors import anchor
from rasid.timex.expression import Expression
from rasid.timex.recent import find, recall

__all__ = ["Expression", "anchor", "find", "recall"]
