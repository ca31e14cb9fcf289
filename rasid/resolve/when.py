"""When things are told to have happened: mentions of time to intervals, and the publication date of an undated story."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import takewhile

from rasid.records import Interval, Mention, Offsets, Ref, Story
from rasid.resolve.tense import Tense, just_told, tense_of
from rasid.timex import Expression, anchor, find, recall
from rasid.timex.anchors import counts_whole
from rasid.timex.dating import infer_publication, sentence_ends
from rasid.timex.known import event_in

_NEAR = timedelta(days=92)
_PERFECT = re.compile(r"\b(?:has|have|'ve|’ve|is|are)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Times:
    """``published`` is the story's date, given or inferred; ``refs`` has every time mention, ``intervals`` those resolved."""

    published: Interval | None
    refs: Mapping[str, Ref | None]
    intervals: Mapping[str, Interval]


@dataclass(frozen=True, slots=True)
class _Reading:
    """A story's text while its times are resolved: where its sentences and paragraphs end."""

    text: str
    parts: tuple[Offsets, ...]
    ends: tuple[int, ...]
    found: tuple[Expression, ...]

    def sentence(self, span: Offsets) -> Offsets:
        """The sentence around a span."""
        at = max(bisect_right(self.ends, span[0]), 1)
        return self.ends[at - 1], self.ends[min(at, len(self.ends) - 1)]

    def part(self, span: Offsets) -> Offsets | None:
        """The paragraph, headline or caption around a span."""
        return next((part for part in self.parts if part[0] <= span[0] < part[1]), None)


class When:
    """Resolves the mentions of time of a story."""

    def resolve(self, mentions: Sequence[Mention], text: str, *, story: Story) -> Times:
        """The intervals of the mentions of kind "time", with ``story.published`` or what can be inferred in its place.

        ``text`` is the document's. A time that the story's date and the events it names do not settle stays None.
        """
        reading = _read(text, story)
        headline = story.headline.span if story.headline else None
        published = story.published or infer_publication(text, reading.parts, reading.found, headline=headline)
        anchored = _anchor_all(reading, published)
        refs: dict[str, Ref | None] = {}
        intervals: dict[str, Interval] = {}
        for mention in mentions:
            if mention.kind != "time":
                continue
            interval = _of_mention(mention, text, anchored, published)
            refs[mention.id] = reference(interval, mention.text) if interval else None
            if interval:
                intervals[mention.id] = interval
        return Times(published, refs, intervals)


def reference(interval: Interval, words: str) -> Ref:
    """The ref of an interval: its id is "2019", "2019-03", "2019-03-23" or "start/end"."""
    lengths = {"year": 4, "month": 7, "day": 10}
    short = interval.start[: lengths.get(interval.precision, 0)]
    whole = short and _spans(interval)
    name = short if whole else f"{interval.start}/{interval.end}"
    return Ref(id=name, name=words, start=interval.start, end=interval.end, precision=interval.precision)


def _spans(interval: Interval) -> bool:
    """Whether an interval is exactly the calendar's year, month or day that its precision says."""
    if interval.precision == "day":
        return interval.start == interval.end
    if interval.precision == "year":
        return interval.start[4:] == "-01-01" and interval.end == interval.start[:4] + "-12-31"
    return interval.start[8:] == "01" and interval.start[:7] == interval.end[:7] and interval.end[8:] >= "28"


def _read(text: str, story: Story) -> _Reading:
    spans = [span.span for span in (story.headline, story.dateline, *story.captions, *story.body) if span]
    parts = tuple(dict.fromkeys(sorted(spans or [story.span])))
    ends = sorted({end for part in parts for end in sentence_ends(text, *part)})
    found = [one for part in parts for one in recall(text, *part)]
    unique = {one.span: one for one in found}
    return _Reading(text, parts, tuple(ends), tuple(sorted(unique.values(), key=lambda one: one.span)))


def _anchor_all(reading: _Reading, published: Interval | None) -> dict[Offsets, tuple[Expression, Interval | None]]:
    anchored: dict[Offsets, tuple[Expression, Interval | None]] = {}
    for expression in reading.found:
        interval = _anchor(reading, expression, published, anchored)
        anchored[expression.span] = expression, interval
    return anchored


def _anchor(
    reading: _Reading, expression: Expression, published: Interval | None, anchored: dict[Offsets, tuple[Expression, Interval | None]]
) -> Interval | None:  # fmt: skip
    if expression.kind in ("duration", "set", "vague") and not _lasts_until_now(reading, expression):
        return None
    compares = counts_whole(expression) and not _names_event(reading, expression)
    if compares and (quarter := _quarter(reading, expression, anchored)):
        return anchor(replace(expression, origin="event"), published, reference=quarter)
    if expression.origin == "event" or expression.kind == "time":
        origin = _reference(reading, expression, anchored, published)
        return anchor(expression, published, reference=origin) if origin else None
    needs_tense = expression.shape == "point" and (expression.year is None or expression.to is not None)
    if not needs_tense:
        return anchor(expression, published)
    tense = tense_of(expression, reading.text, reading.sentence(expression.span))
    found = anchor(expression, published, tense=tense)
    return _nearer(reading, expression, found, published, tense=tense) if found else None


def _quarter(
    reading: _Reading, expression: Expression, anchored: dict[Offsets, tuple[Expression, Interval | None]]
) -> Interval | None:
    """The quarter that "a year earlier" or "a year ago" is compared with: the last time told before it, in its paragraph if any is."""
    part = reading.part(expression.span)
    for told, interval in reversed(anchored.values()):
        if interval is None or told.kind not in ("date", "relative") or counts_whole(told):
            continue
        inside = part and told.span[0] >= part[0]
        if interval.precision == "quarter" and told.unit != "season" and (inside or expression.origin == "event"):
            return interval
        if inside or expression.origin == "publication":
            return None
    return None


def _nearer(
    reading: _Reading, expression: Expression, found: Interval, published: Interval | None, *, tense: Tense
) -> Interval:
    """The day, month or quarter that a date without its year means where the one on the other side is within three months.

    Nobody writes "20 October" for one that is nine months away or more, whatever the verbs of the sentence say: "will
    study the 20 October ceasefire", "is closed until 6 January". But one ahead is not meant where a past verb says so. Where
    the one that the tense gave is within three months itself, it is the one.
    """
    named = expression.month or (expression.number and expression.unit == "quarter")
    if not named or expression.direction or expression.to or published is None or published.precision != "day":
        return found
    day = date.fromisoformat(published.end)
    if _distance(found, day) <= _NEAR:
        return found
    if tense != "future" and just_told(expression, reading.text, reading.sentence(expression.span)):
        return found
    other = anchor(expression, published, tense="past" if tense == "future" else "future")
    return other if other and _distance(other, day) <= _NEAR else found


def _distance(interval: Interval, day: date) -> timedelta:
    """How long it is from an interval to a day, on either side."""
    return max(date.fromisoformat(interval.start) - day, day - date.fromisoformat(interval.end))


def _lasts_until_now(reading: _Reading, expression: Expression) -> bool:
    """Whether "for weeks" reaches up to the writing: the sentence has a perfect or present verb."""
    return expression.origin == "publication" and bool(
        _PERFECT.search(reading.text, *reading.sentence(expression.span))
    )


def _reference(
    reading: _Reading,
    expression: Expression,
    anchored: dict[Offsets, tuple[Expression, Interval | None]],
    published: Interval | None,
) -> Interval | None:
    """The time that an expression counts from: the event it names, or the date that the paragraph was telling of."""
    sentence = reading.sentence(expression.span)
    if expression.kind == "time":
        since = takewhile(lambda told: sentence[0] <= told[0].span[0], reversed(anchored.values()))
        inside = [i for e, i in since if i and e.unit == "day" and e.shape != "span"]
        return inside[0] if len(inside) == 1 else None
    if _names_event(reading, expression):
        return _named_event(reading, expression, sentence, published)
    part = reading.part(expression.span)
    if part is None:
        return None
    since = takewhile(lambda told: part[0] <= told[0].span[0], reversed(anchored.values()))
    years = expression.unit in ("year", "decade")  # "in 2011 ... that year", "two years later"
    return next((i for e, i in since if i and _is_point(e, i, years=years)), None)


def _names_event(reading: _Reading, expression: Expression) -> bool:
    """Whether the words after an expression name what it counts from: "two days after the strike"."""
    words = reading.text[slice(*expression.span)].lower()
    return expression.shape == "shift" and words.endswith(("after", "before", "since", "into"))


def _is_point(expression: Expression, interval: Interval, *, years: bool) -> bool:
    """Whether a narrative can go on from it: a day, week or month, and with ``years`` a year, not "recent years"."""
    known = interval.precision in ("day", "week", "month") or (years and interval.precision == "year")
    return known and expression.shape != "span" and not expression.since


def _named_event(
    reading: _Reading, expression: Expression, sentence: Offsets, published: Interval | None
) -> Interval | None:
    """The time of the event after "two days after": dated in the same clause, or widely known."""
    comma = reading.text.find(",", expression.span[1], sentence[1])
    clause_end = comma if comma >= 0 else sentence[1]
    for other in reading.found:
        if expression.span[1] <= other.span[0] < clause_end and not other.since:
            return anchor(other, published)
    known = event_in(reading.text[expression.span[1] : clause_end])
    if known is None:
        return None
    return Interval(
        known.start.isoformat(),
        known.end.isoformat(),
        "day" if known.start == known.end else "interval",
        None,
        "stated",
    )


def _of_mention(
    mention: Mention,
    text: str,
    anchored: Mapping[Offsets, tuple[Expression, Interval | None]],
    published: Interval | None,
) -> Interval | None:
    """The interval of the expression with the mention's span, else of one that overlaps it."""
    if mention.span in anchored:
        return anchored[mention.span][1]
    touching = [i for (start, end), (_, i) in anchored.items() if start < mention.span[1] and mention.span[0] < end]
    if touching:
        return touching[0] if len(touching) == 1 else None
    inside = find(text, *mention.span)
    return anchor(inside[0], published) if len(inside) == 1 else None
