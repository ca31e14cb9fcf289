"""What the corpus covers on purpose: each feature with what is counted and where it stands in a story.

python -m train.corpus.coverage              every feature with its count
python -m train.corpus.coverage NAME [SEED]  ten instances, drawn by chance, of the features whose name holds NAME
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import get_args

from rasid.records import ControlState, MeasureStatus, Modality, Offsets, Stance
from train.corpus import tolls
from train.corpus.grammar import Worded, definite
from train.corpus.markup import KINDS, STORIES, Annotated, Event, read

RARE = 30  # a feature with fewer instances is called rare

_PRONOUNS = frozenset("they them it its their he his she her we us our both".split())
_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?s?"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_WEEKDAY = re.compile(rf"(?!.*\d)(?!.*\b{_MONTH}\b).*\b{_DAY}\b.*", re.IGNORECASE | re.DOTALL)
_FROM_TODAY = re.compile(
    r"\b(?:yesterday|today|tonight|tomorrow|now|ago|(?:last|next|this|past) (?:\w+ )?(?:days?|nights?|mornings?|evenings?|afternoon|weeks?|weekend|months?|years?"
    rf"|spring|summer|autumn|winter|{_DAY}|{_MONTH}))\b",
    re.IGNORECASE,
)
_FROM_TOLD = re.compile(
    r"\b(?:(?:after|before)(?! (?:the (?:end|spring|summer|autumn|winter)|dawn|noon|midnight|daybreak|sunrise|sunset|dark|\d))|later|earlier|following|previous|thereafter|afterwards"
    r"|(?:same|that) (?:day|night|morning|evening|afternoon|week|month|year)|next (?:day|night|morning)|the (?:day|night|week|month|year) (?:that|when))\b",
    re.IGNORECASE,
)
_BEARING = r"(?:north|south|east|west)(?:[- ]?(?:east|west))?(?:ern|wards?)?|[NSEW]{1,2}"
_WHERE = re.compile(
    rf"\d\s?-?(?:km|kilomet\w+|miles?|nautical|metres?|meters?)\b|\b(?:{_BEARING}) (?:\w+ ){{0,2}}(?:of|from)\b|\b(?:kilomet\w+|miles) (?:from|off|\w+ of)\b"
    r"|\b(?:off|near|outside|around|between|along|towards?|beyond) |\b(?:outskirts|edges?|environs|surroundings|countryside|suburbs?|approaches|side|rest|centre|half|parts?|banks?|end) (?:of|to)\b"
    r"|\b(?:road|highway|track|line|border|bridge|street)s?\b.*\b(?:between|to|from|with)\b|\b(?:road|highway) (?:out|north|south|east|west)",
    re.IGNORECASE,
)
_SANCTION = re.compile(
    r"\bsanction|\bembargo|\bfreez\w+ (?:\w+ ){0,4}assets|\bassets? freeze|\btravel ban", re.IGNORECASE
)
_CURFEW = re.compile(r"\bcurfew", re.IGNORECASE)
_THREAT = ("threaten", "ultimatum")


@dataclass(frozen=True, slots=True)
class Feature:
    """Something that is covered on purpose. ``find`` gives the span of each instance in a story."""

    name: str
    counted: str
    find: Callable[[Worded], Iterable[Offsets]]


def stories() -> list[Annotated]:
    """All stories of the corpus."""
    return [story for file in sorted(STORIES.glob("*.txt")) for story in read(file)]


def counts(found: Iterable[Worded]) -> dict[str, int]:
    """How many instances of each feature the stories hold, by its name, in the order of the card."""
    out = {feature.name: 0 for features in GROUPS.values() for feature in features}
    for one in found:
        for features in GROUPS.values():
            for feature in features:
                out[feature.name] += len(list(feature.find(one)))
    return out


# -- makers of features --------------------------------------------------------


def _reports(name: str, counted: str, test: Callable[[Annotated, Event, list[Event]], bool]) -> Feature:
    """A feature of reports: every event once, by its best telling."""

    def find(worded: Worded) -> Iterator[Offsets]:
        story = worded.story
        return (story.marks[best.id].span for best, others in story.told() if test(story, best, others))

    return Feature(name, counted, find)


def _marks(name: str, counted: str, letters: str, test: Callable[[Annotated, str], bool]) -> Feature:
    """A feature of marks of the kinds that ``letters`` name."""

    def find(worded: Worded) -> Iterator[Offsets]:
        story = worded.story
        return (mark.span for mark in story.marks.values() if mark.id[0] in letters and test(story, mark.id))

    return Feature(name, counted, find)


def _of_type(name: str, *types: str) -> Feature:
    return _reports(name, f"reports of class {' or '.join(f'`{t}`' for t in types)}", lambda _, e, __: e.type in types)


def _value(name: str, counted: str, pattern: str) -> Feature:
    known = re.compile(pattern)
    return _marks(name, counted, "n", lambda s, id: known.fullmatch(s.marks[id].value or "") is not None)


# -- what a mark or an event is --------------------------------------------------


def _pronoun(story: Annotated, id: str) -> bool:
    return story.words(id).lower() in _PRONOUNS


def _common(story: Annotated, id: str) -> bool:
    return not any(c.isupper() for c in story.words(id)) and not _pronoun(story, id)


def _stands_for_name(story: Annotated, id: str) -> bool:
    """Whether words without a capital after "the" are, by the annotation, somebody whom capitals name elsewhere."""
    if not (_common(story, id) and definite(story, id)):
        return False
    chain = story.chains()
    return any(chain[o] == chain[id] and any(c.isupper() for c in story.words(o)) for o in chain if o != id)


def _threatened(story: Annotated, event: Event) -> bool:
    if event.type in _THREAT or event.modality not in ("planned", "hypothetical") or event.cue is None:
        return False
    span = story.marks[event.cue].span
    return any(e.type in _THREAT and story.marks[e.id].span == span for e in story.events.values())


def _when(name: str, counted: str, pattern: re.Pattern[str]) -> Feature:
    return _marks(name, counted, "t", lambda s, id: _kind_of_time(s.words(id)) is pattern)


def _kind_of_time(words: str) -> re.Pattern[str] | None:
    return next((p for p in (_FROM_TOLD, _FROM_TODAY, _WEEKDAY) if p.search(words)), None)


def _listed(worded: Worded) -> Iterator[Offsets]:
    """Measures of an issuer that has two or more in one paragraph."""
    story, chain = worded.story, worded.story.chains()
    places: dict[tuple[int, str], list[Offsets]] = {}
    for measure in story.measures.values():
        span = story.marks[measure.id].span
        paragraph = next(i for i, part in enumerate(story.parts) if part.span[0] <= span[0] < part.span[1])
        places.setdefault((paragraph, chain[measure.issuer]), []).append(span)
    return (span for spans in places.values() if len(spans) > 1 for span in spans)


def _told_to(worded: Worded) -> Iterator[Offsets]:
    story = worded.story
    return (story.marks[m.id].span for m in story.measures.values() if m.status == "ordered" and m.to is not None)


def _worded(name: str, counted: str, pattern: re.Pattern[str]) -> Feature:
    """A feature of measures by words of their action."""

    def find(worded: Worded) -> Iterator[Offsets]:
        story = worded.story
        return (story.marks[m].span for m in story.measures if pattern.search(story.words(m)))

    return Feature(name, counted, find)


GROUPS: dict[str, tuple[Feature, ...]] = {
    "How it is worded": (
        Feature("passives with be or get", 'triggers whose verb group has a form of be or get before a participle ("was killed")', lambda w: w.passives(whole=True)),
        Feature("passives by a participle alone", 'triggers that are a participle without be, on or after its noun ("three wounded", "a tanker seized by")', lambda w: w.passives(whole=False)),
        Feature("events told by a noun", 'triggers that are nouns ("airstrike", "the killing of")', Worded.nominal),
        Feature("nominal sentences", "sentences of the body with triggers, all of them nouns; a verb that is no trigger may stand there", Worded.nominal_sentences),
        Feature("verbless sentences", 'sentences of the body with a trigger and no verb group of any kind ("Air strike, family home.")', lambda w: w.verbless("body")),
        Feature("verbless headlines", "headlines with a trigger and no verb group of any kind", lambda w: w.verbless("headline")),
        Feature("sentences of several events", "sentences whose triggers tell two reports or more", Worded.several),
        Feature("coordinated triggers", 'triggers that "and" or "or" joins to one before: verbs of one subject, nouns of one list', Worded.joined_triggers),
        Feature("coordinated actors", "events with two actors or more, two of them in one list with commas, and, or", lambda w: w.joined_parties("actor")),
        Feature("coordinated targets", "the same of targets", lambda w: w.joined_parties("target")),
        Feature("coordinated places", 'events whose place has "and" or "or" between it and the place or facility marked next to it', Worded.joined_places),
    ),
    "Who and what stands for what": (
        _marks("actors by a pronoun", "marks of actors that are a pronoun", "a", _pronoun),
        _marks("actors by a common noun", 'marks of actors without a capital, after "the", "this" ..., for somebody whom the story names elsewhere ("the group")', "a", _stands_for_name),
        Feature("events told again by a noun", 'nouns after "the", "this" ... that are not the first telling of their event ("the strike")', Worded.told_again),
        _marks("marks for something marked before", "marks of any kind that the annotation equates with another mark", "".join(KINDS), lambda s, id: s.marks[id].same is not None),
        _reports("events told more than once", "reports with two triggers or more", lambda _, __, others: bool(others)),
    ),
    "What is so": (
        *(_reports(f"modality {m}", f"reports that are {m}", lambda _, e, __, m=m: e.modality == m) for m in get_args(Modality)),  # type: ignore[misc]
        _of_type("threats", *_THREAT),
        _reports("deeds that are threatened", "planned or hypothetical reports whose cue is a trigger of a threat", lambda s, e, _: _threatened(s, e)),
        *(_reports(f"stance {x}", f"reports with a claimant, who {x} it" if x != "reports" else "reports with a claimant who only tells it", lambda _, e, __, x=x: bool(e.says) and e.stance == x) for x in get_args(Stance)),  # type: ignore[misc]
        _of_type("accusations and complaints", "accuse", "complain"),
        _of_type("condemnations", "condemn"),
        _of_type("rejections", "reject"),
    ),
    "Figures": (
        Feature("tolls by party", 'events with figures of one kind of harm for two groups of people or more, no "seven of them children"', lambda w: tolls.by_party(w.story)),
        _reports("tolls with a claimant", "reports of which some telling has a figure of harm and a claimant", lambda _, e, others: any(x.harmed and x.says for x in (e, *others))),
        Feature("tolls by claimant", "events of which two claimants give different figures for one kind of harm to the same people", lambda w: tolls.by_claimant(w.story)),
        Feature("tolls with differing figures", 'events with two figures for one kind of harm to the same people, whoever says so, no "seven of them"', lambda w: tolls.differing(w.story)),
        Feature("superseded figures", 'counts without a role after the words of a revision ("up from 9", "first put at 38")', lambda w: tolls.replaced(w.story)),
        _value("counts at least", 'values with a lower bound only ("at least 12", "dozens")', r"\d+\+"),
        _value("counts at most", 'values with an upper bound only ("up to 30")', r"\d+-"),
        _value("counts between", 'values with both bounds ("between five and eight")', r"\d+\.\.\d+"),
        _value("counts about", 'values that are about ("some 300")', r"~\d+"),
        _value("counts of nobody", 'values that are 0 ("nobody")', "0"),
    ),
    "When and where": (
        _when("times by a weekday", "times by the name of a weekday without a date, counted from the day of publication or of the log", _WEEKDAY),
        _when("times from publication", 'times by "yesterday", "today", "ago", "last week", "this month" and their like', _FROM_TODAY),
        _when("times from something told", 'times by "after", "before", "later", "earlier", "the same day", "the next night" and their like', _FROM_TOLD),
        _marks("times that cannot be dated", "times whose value is ?", "t", lambda s, id: s.marks[id].value == "?"),
        _marks("places from another place", 'places by direction, distance, side or way ("10 km east of", "the outskirts of", "the road between")', "p", lambda s, id: _WHERE.search(s.words(id)) is not None),
        _marks("places by a common noun", 'marks of places without a capital ("the city", "there")', "p", _common),
        _marks("places on no map", "places whose value is -", "p", lambda s, id: s.marks[id].value == "-"),
    ),
    "Control": (
        *(Feature(f"control {x}", f"statements of control of the state `{x}`, whatever their modality", lambda w, x=x: [w.story.marks[c.id].span for c in w.story.control.values() if c.state == x]) for x in get_args(ControlState)),  # type: ignore[misc]
        Feature("control denied or planned", "statements of control of these modalities", lambda w: [w.story.marks[c.id].span for c in w.story.control.values() if c.modality in ("denied", "planned")]),
    ),
    "Measures": (
        *(Feature(f"measure {x}", f"measures that are {x}" + {"requested": ": requests", "rejected": ": refusals"}.get(x, ""), lambda w, x=x: [w.story.marks[m.id].span for m in w.story.measures.values() if m.status == x]) for x in get_args(MeasureStatus)),  # type: ignore[misc]
        Feature("directives", "measures that are ordered, with an addressee who is told to do it", _told_to),
        Feature("measures of a counted set", 'measures of a set whose number is told ("twelve decisions")', lambda w: [w.story.marks[m.id].span for m in w.story.measures.values() if m.set is not None]),
        Feature("measures in a list", "measures of an issuer who has two or more in the same paragraph", _listed),
        _of_type("sanctions as events", "sanction", "embargo"),
        _worded("sanctions as measures", "measures whose words have sanction, embargo, travel ban or the freezing of assets", _SANCTION),
        _of_type("curfews as events", "curfew"),
        _worded("curfews as measures", "measures whose words have curfew", _CURFEW),
    ),
    "Marks": tuple(_marks(f"marks: {kind}", "marks of this kind", letter, lambda _, __: True) for letter, kind in KINDS.items()),
}  # fmt: skip


def main(argv: list[str]) -> None:
    """Prints the counts, or instances of the named features."""
    found = [Worded(story) for story in stories()]
    if not argv:
        print("\n".join(f"{n:6} {name}" for name, n in counts(found).items()))
        return
    chance = random.Random(argv[1] if len(argv) > 1 else "0")
    for feature in (f for features in GROUPS.values() for f in features if argv[0] in f.name):
        spans = [(one.story, span) for one in found for span in feature.find(one)]
        print(f"{feature.name}: {len(spans)}")
        for story, (a, b) in chance.sample(spans, min(10, len(spans))):
            before, after = story.text[max(0, a - 70) : a], story.text[b : b + 70]
            print(f"  {story.id}: " + f"{before}[{story.text[a:b]}]{after}".replace("\n", " "))


if __name__ == "__main__":
    main(sys.argv[1:])
