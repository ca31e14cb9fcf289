"""The reader's word lists (YAML beside this file), loaded once and indexed by their forms."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import yaml

from rasid.extract.inflect import noun_forms, verb_forms

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # every scalar a string: "on" and "no" are words here


def load(name: str) -> Any:
    """The YAML file ``name`` of this folder, parsed."""
    return yaml.load((files(__name__) / name).read_text(encoding="utf-8"), Loader=_Loader)


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word or phrase that tells an event. ``weak``: it needs a fitting role; ``frame`` names its roles."""

    event: str
    lemma: str
    verb: bool
    weak: bool
    frame: str


@dataclass(frozen=True, slots=True)
class Triggers:
    """Triggers by the form of their first word, longest first: ``(further words, trigger)``; verbs give each word's forms."""

    verbs: Mapping[str, tuple[tuple[tuple[frozenset[str], ...], Trigger], ...]]
    nouns: Mapping[str, tuple[tuple[tuple[str, ...], Trigger], ...]]
    starts: frozenset[str]  # the first words of both


def _entries(event: str, rows: Mapping[str, list[str]]) -> Iterator[Trigger]:
    for verb in (True, False):
        for text in rows.get("verbs" if verb else "nouns", []):
            lemma, _, frame = text.partition(":")
            weak = text.endswith("?")
            yield Trigger(event, lemma.rstrip("?").strip(), verb, weak, frame.rstrip("?").strip() or "default")


@functools.cache
def triggers() -> Triggers:
    """All triggers, indexed."""
    verbs: dict[str, list[tuple[tuple[frozenset[str], ...], Trigger]]] = {}
    nouns: dict[str, list[tuple[tuple[str, ...], Trigger]]] = {}
    for event, rows in load("triggers.yaml").items():
        for trigger in _entries(event, rows):
            first, *rest = trigger.lemma.split(" ")
            if trigger.verb:
                further = tuple(_forms(word) for word in rest)
                for form in verb_forms(first):
                    verbs.setdefault(form, []).append((further, trigger))
            else:
                for form in noun_forms(trigger.lemma):
                    head, *tail = form.split(" ")
                    nouns.setdefault(head, []).append((tuple(tail), trigger))
    return Triggers(
        {form: tuple(sorted(found, key=lambda row: -len(row[0]))) for form, found in verbs.items()},
        {form: tuple(sorted(found, key=lambda row: -len(row[0]))) for form, found in nouns.items()},
        frozenset((*verbs, *nouns)),
    )


def _forms(word: str) -> frozenset[str]:
    return frozenset(noun_forms(word)) if word.isalpha() and len(word) > 3 else frozenset((word,))


@functools.cache
def noun_senses() -> Mapping[str, str]:
    """Noun form (one word or a phrase, lower case) -> sense."""
    senses: dict[str, str] = {}
    for sense, words in load("nouns.yaml").items():
        for word in words:
            for form in noun_forms(str(word)):
                senses.setdefault(form, sense)
    return senses


@functools.cache
def nouns_of(sense: str) -> frozenset[str]:
    """The nouns of one sense."""
    return frozenset(form for form, known in noun_senses().items() if known == sense)


@functools.cache
def phrase_ends() -> frozenset[str]:
    """Last words of the phrases among the nouns: only behind these is a phrase looked up."""
    return frozenset(form.rsplit(" ", 1)[1] for form in noun_senses() if " " in form)


@functools.cache
def cues() -> Mapping[str, frozenset[str]]:
    """The closed lists of cues.yaml."""
    return {name: frozenset(str(w) for w in words) for name, words in load("cues.yaml").items()}


@functools.cache
def verb_lemmas(name: str) -> Mapping[str, str]:
    """Form -> lemma for the verbs of one list of cues.yaml (single words); a form that the list names itself is its own.

    Sorted, because a set has another order in each process.
    """
    return {form: lemma for lemma in sorted(cues()[name]) if " " not in lemma for form in verb_forms(lemma)}


@functools.cache
def frames() -> Any:
    """frames.yaml: role frames, classes by object and by means, light verbs."""
    return load("frames.yaml")


@functools.cache
def light_verbs() -> Mapping[str, str]:
    """Form of a light verb -> the role that its subject lends to the noun it carries."""
    return {
        form: role
        for role, lemmas in frames()["light"].items()
        for lemma in lemmas
        for form in verb_forms(lemma.split(" ")[0])
    }


LIGHT = {
    "actor": "actor",
    "target": "target",
    "spoken": "actor",
}  # "spoken" verbs lend their subject to words and deals only


@functools.cache
def participles() -> frozenset[str]:
    """Past participles of verbs that take an object: bare after a noun, they are passives."""
    transitive = ("default", "asks", "accuses", "repelled", "bursts")
    lemmas = {t.lemma.split(" ")[0] for rows in triggers().verbs.values() for _, t in rows if t.frame in transitive}
    lemmas |= cues()["participles"]
    return frozenset(form for lemma in lemmas for form, code in verb_forms(lemma).items() if code in "nV")


@functools.cache
def past_forms() -> Mapping[str, str]:
    """Past forms of all verbs in the lists -> their tag codes ("Vn", or "V" or "n" alone for irregular verbs)."""
    lemmas = {t.lemma.split(" ")[0] for rows in triggers().verbs.values() for _, t in rows}
    lemmas |= {
        w for name in ("say", "transitive", "object_control", "planned_verbs") for w in cues()[name] if " " not in w
    }
    lemmas |= {lemma.split(" ")[0] for rows in frames()["light"].values() for lemma in rows}
    out: dict[str, str] = {}
    for lemma in lemmas - {"no", "be", "put", "set", "cut"}:
        forms = verb_forms(lemma)
        participle = [form for form, code in forms.items() if code == "n"]
        for form, code in forms.items():
            if code in "Vn":
                out[form] = code if participle else "Vn"
    return out


@functools.cache
def present_forms() -> Mapping[str, str]:
    """Present forms ("b", "Z") of the verbs that are nouns too: of events, of holding ground, of saying."""
    lemmas = {t.lemma.split(" ")[0] for rows in triggers().verbs.values() for _, t in rows}
    lemmas |= {lemma.split(" ")[0] for rows in load("control.yaml")["verbs"].values() for lemma in rows}
    lemmas |= {w for w in cues()["say"] if " " not in w}
    return {
        form: code
        for lemma in lemmas - {"be", "set", "put"}
        for form, code in verb_forms(lemma).items()
        if code in "bZ"
    }


@functools.cache
def transitive() -> frozenset[str]:
    """Past forms of verbs that never stand without an object: with none after them they are passives ("five killed in ...")."""
    return frozenset(form for lemma in cues()["transitive"] for form, code in verb_forms(lemma).items() if code in "nV")
