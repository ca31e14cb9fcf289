"""Checks of the ontology's files: every value is on its scheme's official list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

_KEYS = {
    "label", "plover", "mode", "acled", "acled_sub", "ucdp", "violent", "verbal",
    "acled_on_civilians", "acled_sub_by_actor",
}  # fmt: skip


def nearest(word: str, known: Iterable[str]) -> str:
    """' (did you mean ...?)' with the known word closest to ``word``, or nothing."""
    from difflib import get_close_matches  # 5 ms that only a mistake should cost

    close = get_close_matches(word, list(known), n=1)
    return f" (did you mean {close[0]!r}?)" if close else ""


def class_faults(entry: Mapping[str, Any], schemes: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with one class of classes.yaml, a line each."""
    for key in entry.keys() - _KEYS:
        yield f"unknown key {key!r}{nearest(key, _KEYS)}"
    for key in {"label", "plover"} - entry.keys():
        yield f"{key} is missing"
    yield from _listed("plover", entry.get("plover"), schemes["plover"])
    yield from _listed("mode", entry.get("mode"), schemes["plover"].get(entry.get("plover"), ()))
    yield from _listed("ucdp", entry.get("ucdp"), ["violence"])
    for acled, sub in _acled_pairs(entry):
        yield from _listed("acled", acled, schemes["acled"])
        yield from _listed("acled_sub", sub, schemes["acled"].get(acled, ()))


def _acled_pairs(entry: Mapping[str, Any]) -> Iterator[tuple[Any, Any]]:
    yield entry.get("acled"), entry.get("acled_sub")
    if "acled_on_civilians" in entry:
        acled, sub = entry["acled_on_civilians"]
        yield acled, sub
    for sub in entry.get("acled_sub_by_actor", {}).values():
        yield entry.get("acled"), sub


def _listed(key: str, value: Any, known: Iterable[str]) -> Iterator[str]:
    if value is not None and value not in known:
        yield f"{key} {value!r} is not on the official list{nearest(str(value), known)}"
