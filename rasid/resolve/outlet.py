"""The place that a medium is named for: "Tyre Daily Star", ``tyredailystar.example``, ``news.example.co.ke``.

What a local paper leaves unsaid is where its readers live. The name and the address of a story's source are taken apart
into a place of the gazetteer and words of the press (``outlets.yaml``); a name in which anything else is left tells nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_HOST = re.compile(r"(?:https?://)?((?:[a-z0-9-]+\.)+[a-z]{2,})(?=[/:?#]|$)", re.IGNORECASE)
_WEB = re.compile(r"https?://", re.IGNORECASE)
_WORD = re.compile(r"[^\W_][\w'’]*")
_LEAST = 4  # letters of a place: shorter ones are acronyms of media, and lie in many words
_ALONE = 6  # letters of a place that is all of a name: "sana", "ahram" are agencies and papers


@dataclass(frozen=True, slots=True)
class Outlet:
    """What a story's source says of where it is at home: the name of a place, a country's ISO code; ``None`` unknown."""

    name: str | None = None
    country: str | None = None


@cache
def _data() -> dict[str, Any]:
    import yaml  # here: most stories that are tried by hand have no source

    text = (Path(__file__).parent / "outlets.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return data


@cache
def _press() -> frozenset[str]:
    return frozenset(map(str, _data()["press"]))


def host(uri: str) -> str:
    """The host of a web address, in lower case; "" for what is none, such as a file's name."""
    match = _HOST.match(uri) if _WEB.match(uri) else None
    return match[1].lower() if match else ""


def outlet(source: str | None, at: str, known: Callable[[str], bool]) -> Outlet:
    """What the name of a source, else its ``host``, tells; ``known`` says whether a name is in the gazetteer."""
    written = _HOST.fullmatch(source) if source and not at else None
    labels = (written[1].lower() if written else at).split(".") if written or at else []
    named = _of_words(_WORD.findall(source), known) if source and "." not in source else None
    name = named or _of_labels(labels, known)
    return Outlet(None if name and name.lower() in _data()["worldwide"] else name, _country(labels))


def _country(labels: Sequence[str]) -> str | None:
    """The country of an address's ending."""
    ending = labels[-1] if labels else ""
    if len(ending) != 2 or ending in _data()["sold"]:
        return None
    return str(_data()["endings"].get(ending, ending.upper()))


def _of_labels(labels: Sequence[str], known: Callable[[str], bool]) -> str | None:
    """The place in the labels of a host, less its ending; the label before the ending first."""
    inner = list(labels[:-1])
    if len(inner) > 1 and inner[-1] in _data()["second"]:
        inner.pop()
    if not inner or inner[-1] in _data()["carriers"]:
        return None
    fronts = _data()["front"]
    names = (_of_label(label, known) for label in reversed(inner) if label not in fronts)
    return next((name for name in names if name), None)


def _of_label(label: str, known: Callable[[str], bool]) -> str | None:
    words = label.split("-")
    if len(words) > 1:
        return _of_words(words, known)
    rests = (rest for rest in _rests(label) if rest not in _press() and (rest != label or len(rest) >= _ALONE))
    return next((name for rest in rests if (name := _written_apart(rest, known))), None)


def _of_words(words: Sequence[str], known: Callable[[str], bool]) -> str | None:
    """The place that is left of the words of a name when those of the press are taken off its ends."""
    left = list(words)
    while left and left[-1].lower() in _press():
        left.pop()
    while left and left[0].lower() in _press():
        left.pop(0)
    name = " ".join(left)
    return name if len(name) >= _LEAST and len(left) < len(words) and known(name) else None


def _rests(label: str) -> Iterator[str]:
    """What is left of a label when words of the press are taken off its ends, the longest rest first; the label itself is one."""
    seen, found = {label}, [label]
    for rest in found:
        for word in _press():
            for cut in (rest.removesuffix(word), rest.removeprefix(word)):
                if len(cut) >= _LEAST and cut not in seen:
                    seen.add(cut)
                    found.append(cut)
    yield from sorted(found, key=lambda rest: (-len(rest), rest))


def _written_apart(rest: str, known: Callable[[str], bool]) -> str | None:
    """A place whose name, written in one word, is all of ``rest``: "kansascity"."""
    if known(rest):
        return rest.capitalize()
    ways = (f"{rest[:at]} {rest[at:]}" for at in range(3, len(rest) - 2))
    return next((name.title() for name in ways if known(name)), None)
