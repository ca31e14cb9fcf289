"""When things are told to have happened: mentions of time to intervals, and the publication date of an undated story."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import takewhile

from rasid.records import Interval, Mention, Offsets, Ref, Story
from rasid.resolve.length import counted
from rasid.resolve.tense import Tense, just_told, tense_of
from rasid.timex import Expression, address, anchor, find, recall
from rasid.timex.anchors import counts_whole
from rasid.timex.dating import infer_publication, sentence_ends
from rasid.timex.known import event_in

_NEAR = timedelta(days=92)
_PARAGRAPHS_BACK = 2
_NOTHING_NAMED = re.compile(r"\s*(?:[.,;:)]|that\b|$)")
_NOUN = re.compile(r"[^\W\d_]{4,}")
_COMMON = frozenset(
    "after befor since their there that this with from have were said when which while they into been first group peopl killed kille".split()
)
_COMPARED = re.compile(r"\b(?:compared (?:with|to)|against|versus|from|than)\b[^.;]{0,45}$", re.IGNORECASE)
_ENDED = re.compile(r"\b(?:ended|ending)\s+(?:on\s+)?$", re.IGNORECASE)
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

    def back(self, span: Offsets, parts: int) -> int:
        """Where the paragraph so many before the one around a span begins."""
        at = max(bisect_right([part[0] for part in self.parts], span[0]) - 1, 0)
        return self.parts[max(at - parts, 0)][0]

    def part(self, span: Offsets) -> Offsets | None:
        """The paragraph, headline or caption around a span."""
        return next((part for part in self.parts if part[0] <= span[0] < part[1]), None)


class When:
    """Resolves the mentions of time of a story."""

    def resolve(self, mentions: Sequence[Mention], text: str, *, story: Story, uri: str = "") -> Times:
        """The intervals of the mentions of kind "time", with ``story.published`` or what can be inferred in its place.

        ``text`` is the document's, and so is ``uri``: the day that a web address bears dates an undated story. A time that the
        story's date and the events it names do not settle stays None.
        """
        reading = _read(text, story)
        headline = story.headline.span if story.headline else None
        published = (
            story.published
            or _of_address(uri)
            or infer_publication(text, reading.parts, reading.found, headline=headline)
        )
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


def _of_address(uri: str) -> Interval | None:
    """The day that a web address bears, as the day of publication."""
    found = address.day(uri)
    return Interval(found.isoformat(), found.isoformat(), "day", None, "metadata") if found else None


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
        anchored[expression.span] = _anchor(reading, expression, published, anchored)
    return anchored


def _anchor(
    reading: _Reading, expression: Expression, published: Interval | None, anchored: dict[Offsets, tuple[Expression, Interval | None]]
) -> tuple[Expression, Interval | None]:  # fmt: skip
    """The expression, with what the story tells beyond its words, and its interval."""
    sentence = reading.sentence(expression.span)
    given = expression
    expression = counted(expression, reading.text, sentence)
    if expression.kind in ("duration", "set", "vague"):
        lasts = expression.origin == "publication" and (given is not expression or _lasts(reading, expression))
        return expression, anchor(expression, published) if lasts else None
    if _is_compared(expression, reading.text, sentence):
        expression = replace(expression, shape="shift")
    compares = counts_whole(expression) and not _names_event(reading, expression)
    if compares and (quarter := _quarter(reading, expression, anchored)):
        return expression, anchor(replace(expression, origin="event"), published, reference=quarter)
    if expression.origin == "event" or expression.kind == "time":
        return expression, _from_event(reading, expression, anchored, published)
    needs_tense = expression.shape == "point" and (expression.year is None or expression.to is not None)
    if not needs_tense:
        return expression, anchor(_up_to_now(expression, reading.text, sentence), published)
    tense = tense_of(expression, reading.text, sentence)
    found = anchor(expression, published, tense=tense)
    if tense != "future" and (told := _in_told_year(reading, expression, found, anchored)):
        return told
    return expression, _nearer(reading, expression, found, published, tense=tense) if found else None


def _is_compared(expression: Expression, text: str, sentence: Offsets) -> bool:
    """Whether "last year" says what "a year ago" does: "up from $12 million last year"."""
    year = expression.shape == "period" and expression.unit == "year" and expression.direction == "past"
    plain = expression.month is None and expression.number is None and not expression.part and not expression.side
    return year and plain and bool(_COMPARED.search(text, sentence[0], expression.span[0]))


def _quarter(
    reading: _Reading, expression: Expression, anchored: dict[Offsets, tuple[Expression, Interval | None]]
) -> Interval | None:
    """The quarter that "a year earlier" or "a year ago" is compared with: the last time told before it, a paragraph back at most.

    The day that a quarter ended is not another time: "in the quarter ended Sept. 30 ... a year ago".
    """
    first = reading.back(expression.span, 1)
    for told, interval in reversed(anchored.values()):
        if interval is None or told.kind not in ("date", "relative") or counts_whole(told):
            continue
        if told.span[0] < first and expression.origin == "publication":
            return None
        if interval.precision == "quarter" and told.unit != "season":
            return interval
        if not _ENDED.search(reading.text, max(told.span[0] - 12, 0), told.span[0]):
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


def _lasts(reading: _Reading, expression: Expression) -> bool:
    """Whether "for weeks" reaches up to the writing: the sentence has a perfect or present verb."""
    return bool(_PERFECT.search(reading.text, *reading.sentence(expression.span)))


def _up_to_now(expression: Expression, text: str, sentence: Offsets) -> Expression:
    """ "Killed this year" ends with the day it is written: what is told as past is not of the rest of the year."""
    running = (
        expression.shape == "period"
        and expression.direction == "present"
        and expression.unit in ("week", "month", "quarter", "year")
    )
    plain = (
        expression.month is None
        and expression.weekday is None
        and not (expression.side or expression.part or expression.number)
    )
    past = running and plain and tense_of(expression, text, sentence) == "past"
    return replace(expression, side="earlier") if past else expression


Told = dict[Offsets, tuple[Expression, Interval | None]]


def _in_told_year(
    reading: _Reading, expression: Expression, found: Interval | None, anchored: Told
) -> tuple[Expression, Interval] | None:
    """A month or day of the year that the paragraph tells of: "The war began in October 2020. In March ...".

    Only where the day of writing does not settle it: given one, the last such day is meant more often (bench/times on the
    corpus's part for training: F1 of exact intervals 0.658 against 0.655).
    """
    if found and found.precision != "interval":
        return None
    if (
        expression.month is None
        or expression.weekday is not None
        or expression.direction
        or expression.to
        or expression.calendar == "hijri"
    ):
        return None
    context = _last_year_told(reading, expression, anchored)
    if context is None:
        return None
    _, told = context
    years = (date.fromisoformat(told.start).year + step for step in (-1, 0, 1))
    around = [(dated, i) for year in years if (i := anchor(dated := replace(expression, year=year), None))]
    if not around:
        return None
    best = min(around, key=lambda pair: abs(date.fromisoformat(pair[1].start) - date.fromisoformat(told.start)))
    return best[0], replace(best[1], basis="relative")


def _last_year_told(reading: _Reading, expression: Expression, anchored: Told) -> tuple[Expression, Interval] | None:
    """The last time told in the paragraph before an expression, if it has a year of its own."""
    part = reading.part(expression.span)
    for one, interval in reversed(anchored.values()):
        if part is None or one.span[0] < part[0]:
            return None
        if interval is None or one.kind not in ("date", "relative"):
            continue
        fits = one.year is not None and not one.since and one.unit in ("day", "month", "season")
        return (one, interval) if fits else None
    return None


def _from_event(
    reading: _Reading, expression: Expression, anchored: Told, published: Interval | None
) -> Interval | None:
    """The interval of what counts from another event, or of a time of day on its day."""
    names = _names_event(reading, expression)
    if names and (apposed := _apposed(reading, expression, anchored)):
        return replace(apposed, span=expression.span, basis="relative")
    origin = _reference(reading, expression, anchored, published)
    return anchor(expression, published, reference=origin) if origin else None


def _reference(
    reading: _Reading, expression: Expression, anchored: Told, published: Interval | None
) -> Interval | None:
    """The time that an expression counts from: the event it names, or the date that was told before it."""
    sentence = reading.sentence(expression.span)
    if expression.kind == "time":
        return _day_of(reading, expression, anchored, sentence)
    if _names_event(reading, expression):
        named = _named_event(reading, expression, sentence, published) or _event_told(
            reading, expression, anchored, sentence
        )
        if named or expression.unit not in ("second", "minute", "hour"):
            return named
    years = (
        expression.unit in ("year", "decade", "season") or expression.month is not None
    )  # "in 2011 ... that year", "two years later"
    return _told_before(reading, expression, anchored, years=years)


def _told_before(reading: _Reading, expression: Expression, anchored: Told, *, years: bool) -> Interval | None:
    """The last point told before an expression, at most so many paragraphs back."""
    first = reading.back(expression.span, _PARAGRAPHS_BACK)
    since = takewhile(lambda told: first <= told[0].span[0], reversed(anchored.values()))
    return next((i for e, i in since if i and _is_point(e, i, years=years)), None)


def _day_of(reading: _Reading, expression: Expression, anchored: Told, sentence: Offsets) -> Interval | None:
    """The day that a time of day belongs to: the one of its sentence, else the last one told."""
    since = takewhile(lambda told: sentence[0] <= told[0].span[0], reversed(anchored.values()))
    inside = [i for e, i in since if i and e.unit == "day" and e.shape != "span"]
    if inside:
        return inside[0] if len(inside) == 1 else None
    first = reading.back(expression.span, _PARAGRAPHS_BACK)
    before = takewhile(lambda told: first <= told[0].span[0], reversed(anchored.values()))
    return next((i for e, i in before if i and i.precision == "day" and e.shape != "span" and not e.since), None)


def _names_event(reading: _Reading, expression: Expression) -> bool:
    """Whether the words after an expression name what it counts from: "two days after the strike", not "the day before."."""
    words = reading.text[slice(*expression.span)].lower()
    signal = expression.shape == "shift" and words.endswith(("after", "before", "since", "into"))
    return signal and not _NOTHING_NAMED.match(reading.text, expression.span[1])


def _is_point(expression: Expression, interval: Interval, *, years: bool) -> bool:
    """Whether a narrative can go on from it: a day, week or month, and with ``years`` a year, not "recent years"."""
    known = interval.precision in ("day", "week", "month") or (years and interval.precision in ("year", "quarter"))
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


def _apposed(reading: _Reading, expression: Expression, anchored: Told) -> Interval | None:
    """The day that "a day after the talks" only explains: "on Tuesday, a day after the talks"."""
    sentence = reading.sentence(expression.span)
    before = reading.text[sentence[0] : expression.span[0]].rstrip()
    if not re.sub(r"\s+just$", "", before).endswith(","):
        return None
    since = takewhile(lambda told: sentence[0] <= told[0].span[0], reversed(anchored.values()))
    return next((i for e, i in since if i and i.precision == "day" and _is_point(e, i, years=False)), None)


def _event_told(reading: _Reading, expression: Expression, anchored: Told, sentence: Offsets) -> Interval | None:
    """The day of the event that an expression names, told in one of the sentences before: "two days after the raid".

    It is the sentence that shares most words with the name, the last of equals.
    """
    stop = re.compile(r"[,;.]").search(reading.text, expression.span[1], sentence[1])
    name = _stems(reading.text[expression.span[1] : stop.start() if stop else sentence[1]])
    first = reading.back(expression.span, _PARAGRAPHS_BACK)
    best: tuple[int, Interval] | None = None
    for one, interval in reversed(anchored.values()):
        if one.span[0] < first:
            break
        if interval is None or interval.precision != "day" or not _is_point(one, interval, years=False):
            continue
        shared = len(name & _stems(reading.text[slice(*reading.sentence(one.span))]))
        if shared and (best is None or shared > best[0]):
            best = shared, interval
    return best[1] if best else None


def _stems(words: str) -> set[str]:
    return {word[:5] for word in _NOUN.findall(words.lower())} - _COMMON


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
