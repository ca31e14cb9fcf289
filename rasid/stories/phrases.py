"""Lists of phrases and patterns from the YAML files beside this one, compiled for one test per line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SPACE = re.compile(r"\s+")
_EDGES = " \t.:;,!|»«›‹<>[](){}-–—_*•·→←▶►▼▲\"'“”\u200b\u200e\u200f\ufeff"


@cache
def load(name: str) -> Any:
    """The contents of one of the YAML files of this package (``Any``: plain lists and mappings of strings)."""
    return yaml.load(resources.files(__package__).joinpath(name).read_text(encoding="utf-8"), Loader=_LOADER)


def plain(text: str) -> str:
    """A line for comparison: lower case, white space collapsed, no punctuation at its edges (``###`` stays)."""
    folded = _SPACE.sub(" ", text.lower())
    return folded.strip(_EDGES) or folded.strip()


def pattern(alternatives: Iterable[str]) -> re.Pattern[str]:
    """One regular expression for all alternatives, to be used on small letters; without any it matches nothing."""
    return re.compile("|".join(f"(?:{one})" for one in alternatives) or r"(?!)", re.DOTALL)


def words(alternatives: Iterable[str]) -> str:
    """The alternatives as one regular expression group, longest first, matched literally."""
    return "(?:" + "|".join(re.escape(one) for one in sorted(alternatives, key=lambda one: (-len(one), one))) + ")"
