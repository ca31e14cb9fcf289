"""Which tellings tell one incident: a telling joins those that it is like on the whole, not the one that it is most like.

One link that is drawn wrongly joined everything behind it. On the corpus's dev part the pairs of tellings that were joined were right
in 0.74 and complete in 0.69 when the likeliest link decided; in 0.85 and 0.73 when the mean over the incident's tellings does and
times must agree.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rasid.extract.candidates import Candidate

# Mean probability of the link ``same`` to an incident's tellings from which one joins: best F1 of pairs on the dev part.
_ALIKE = 0.3
# Words of a telling's own phrase that say it is one more: "another attack", "two others were also arrested".
_FURTHER = frozenset("another second third further separate other others fresh new more similar additional".split())


@dataclass(frozen=True, slots=True)
class Telling:
    """A trigger at words ``a`` to ``b`` of the story, by its number among the story's spans, with what is told there."""

    number: int
    a: int
    b: int
    told: Candidate


Alike = Callable[[int], Mapping[int, float]]  # of a span, the probability that it tells the same as each span near it


def incidents(tellings: Sequence[Telling], alike: Alike) -> list[list[Candidate]]:
    """The tellings of each incident, incidents and tellings in the order of the text."""
    groups: list[list[Telling]] = []
    for one in sorted(tellings, key=lambda t: t.a):
        odds = alike(one.number)
        fits = [(_likeness(one, group, odds), group) for group in groups if not _apart(one, group)]
        likeness, best = max(fits, key=lambda fit: fit[0], default=(0.0, []))
        if likeness > _ALIKE:
            best.append(one)
        else:
            groups.append([one])
    return [[one.told for one in group] for group in groups]


def _likeness(one: Telling, group: Sequence[Telling], odds: Mapping[int, float]) -> float:
    """The mean probability over the group's tellings within reach; 1 where two marks side by side are one act ("crushing", "defeat")."""
    if any(other.b == one.a and other.told.event == one.told.event for other in group):
        return 1.0
    near = [odds[other.number] for other in group if other.number in odds]
    return sum(near) / len(near) if near else 0.0


def _apart(one: Telling, group: Sequence[Telling]) -> bool:
    """Whether a telling can't be of a group: one more is another, a denial is a report of its own, and one incident has one time."""
    return _is_further(one.told) or any(
        (other.told.modality == "denied") != (one.told.modality == "denied") or _at_other_times(other.told, one.told)
        for other in group
    )


def _is_further(c: Candidate) -> bool:
    """Whether a telling says by itself that it tells of one more."""
    low, chunk = c.view.sentence.low, c.chunk
    return "also" in low[max(0, chunk.a - 1) : c.b + 1] if chunk.verbal else bool(_FURTHER & set(low[chunk.a : c.b]))


def _at_other_times(a: Candidate, b: Candidate) -> bool:
    """Whether both say when, and neither says it in words of the other ("Friday", "on Friday morning")."""
    if a.time is None or b.time is None:
        return False
    return a.time.low not in b.time.low and b.time.low not in a.time.low
