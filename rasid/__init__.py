"""Rasid turns raw reporting on armed conflict into a record that can be checked.

``rasid.code(text_or_path)`` gives back the coded stories of one input; see docs/how-to/use-from-python.md.
"""

from __future__ import annotations

from os import PathLike
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rasid.records import Coded

__version__ = "0.1.0"
__all__ = ["__version__", "code"]


def code(text_or_path: str | PathLike[str], published: str | None = None) -> list[Coded]:
    """The coded stories of a text (``str``) or of a file or folder (``pathlib.Path``), in order.

    ``published`` is the day of publication as an ISO date, for inputs that do not say it.
    Raises ``rasid.errors.InputError`` for an input that cannot be read.
    """
    from rasid.pipeline import code_one  # "import rasid" stays free of the heavy parts

    return code_one(text_or_path, published=published)
