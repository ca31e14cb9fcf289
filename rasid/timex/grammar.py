"""The grammar: which sequences of tags are time expressions, and what each means.

A rule is a pattern over tags (lexicon.py says how it is written) and a function from the matched tokens to an
Expression, or None where the words fit but are no time after all. Rules are tried in order at each token.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from rasid.timex import dates, hours, lengths, near, seasons, years
from rasid.timex.expression import Expression
from rasid.timex.lexicon import OTHER, lexicon, pattern
from rasid.timex.matched import Words

MACROS = {
    "ANYMONTH": "((MONTH|WEAK|HIJRI) DOT?)",
    "ANYDAY": "(DAY|ORDDAY)",
    "SHORTYEAR": "(TWO|APOS)",
    "SOMEDAY": "((WDAY|WAB DOT?) COMMA?)",
    "PRE": "(the? PART (DASH|in|of|on)? the?|the? EDGE of the?)",
    "NUMX": "((NUMBER|TEEN) SCALE?|(half? a|half)? SCALE|TENS DASH? NUMBER?|(DAY|TWO|COUNT) (DAY STROKE DAY)?)",
    "QTY": "(between NUMX and NUMX|NUMX ((to|or|DASH) NUMX)? (DASH? and DASH? a DASH? half)?|a? (VAGUE|SOME) of? more?|half a|a? half DASH|a)",
    "FUZZ": "((less|more) than|at least|up to|just? APPROX|over|within|SOME (?=NUMBER|TEEN|TENS|DAY|TWO|COUNT))",
    "ORSO": "(or (so|more|less))",
    "WORDDAY": "(TENS DASH? (ORDINAL|ORDER)|ORDINAL|ORDER)",
    "WHICH": "(ORDINAL|ORDDAY|last|FIRST)",
    "OFYEAR": "(COMMA? (of|in)? (this|last|next|current|that) UNIT|(of|in) the (same|following|previous) UNIT)",
    "AWAY": "(ago|earlier|later|before|after|since|into|following|previous)",
    "OFTIME": "(QTY|ANYUNIT|KIND|SEASON|WDAY|NIGHT|DAYPART|ANYMONTH|FUZZ)",
    "THIS": "(this|that|last|next|previous|same|current)",
    "SORT": "(DASH? (KIND|more|long) (?=DASH|ANYUNIT))",
    "ANYUNIT": "(UNIT|UNITS|quarter)",
    "STEP": "(this past|last|past|previous|next|coming|following|this|that|same|recent|current)",
}

RULES: tuple[tuple[str, Callable[[Words], Expression | None], str], ...] = (
    ("iso", dates.iso, "SOMEDAY? ISO"),
    ("slashed", dates.slashed, "SOMEDAY? SLASHED"),
    ("days", dates.days, "ANYDAY (DASH|STROKE|to|and|or|until) the? ANYDAY of? ANYMONTH (COMMA? YEAR (?!PEOPLE))?"),
    ("date", dates.date, "SOMEDAY? the? ANYDAY of? ANYMONTH OFYEAR"),
    ("date", dates.worded, "the WORDDAY of ANYMONTH (COMMA? YEAR (?!PEOPLE))?"),
    ("date", dates.of_month, "the (ORDDAY|WORDDAY) (UNIT)? of (this|last|next|the same|that|the) UNIT"),
    ("date", dates.date, "SOMEDAY? the? ANYDAY (of|DASH)? (ANYMONTH (((COMMA|DASH)? YEAR (?!PEOPLE))|SHORTYEAR)?|LOW YEAR)"),
    ("monthday", dates.date, "SOMEDAY? ANYMONTH ANYDAY OFYEAR"),
    ("monthday", dates.days, "SOMEDAY? ANYMONTH the? ANYDAY (DASH|STROKE|to|until) ANYDAY (?!PEOPLE|ANYMONTH) (COMMA? YEAR)?"),
    ("monthday", dates.date, "SOMEDAY? ANYMONTH the? ANYDAY (?!PEOPLE|APM|(DASH|to|and|or) ANYDAY PEOPLE) (COMMA? YEAR (?!PEOPLE))?"),
    ("month", dates.month, "PRE? (ANYMONTH (of|COMMA|DASH)?|LOW) (YEAR|APOS) (?!PEOPLE)"),
    ("month", dates.month, "PRE? (MONTH|WEAK) OFYEAR"),
    ("part", seasons.numbered, "the? (ORDINAL|ORDDAY|last|PART) (quarter|half) (of|in) the? (fiscal? YEAR|(this|last|next|same)? UNIT)"),
    ("part", seasons.numbered, "(the? YEAR|THIS UNIT) fiscal? (ORDINAL|ORDDAY) DASH? quarter"),
    ("part", seasons.numbered, "the? fiscal? DASH? (ORDINAL|ORDDAY) quarter|fiscal? DASH? (ORDINAL|ORDDAY) DASH quarter"),
    ("compared", lengths.compared, "(the|a)? UNIT DASH (earlier|ago) (quarter|period|UNIT)?"),
    ("yearago", lengths.year_ago, "the (same|corresponding) (period|quarter) (of|in)? (last UNIT|a UNIT (ago|earlier))|last UNIT quarter|(this|the? same) time last UNIT"),
    ("latest", lengths.same_period, "the (latest|same) period"),
    ("part", seasons.numbered, "QUARTER (of|COMMA)? YEAR"),
    ("season", seasons.season, "PRE? the? (SEASON|FALL) of? YEAR ((DASH|STROKE) (YEAR|TWO|DAY))?|PRE? (the following|the previous|this|last|next|past|coming|that|following|previous) (SEASON|FALL)"
     "|(?<=in|by|over|during|before|until|since|after|for|from|to) the? PRE? SEASON|(?<=in) the FALL (?!of)"),
    ("stretch", seasons.stretch, "the? WHICH half of ANYMONTH (COMMA? YEAR (?!PEOPLE))?|the? WHICH QTY? (UNITS|UNIT) (of|in) (ANYMONTH (COMMA? YEAR (?!PEOPLE))?|YEAR|(this|last|next|the) UNIT)"),
    ("nthday", dates.nth_weekday, "the? (WHICH|ORDER) WDAY (of|in) ANYMONTH (COMMA? YEAR (?!PEOPLE))?"),
    ("holiday", dates.holiday, "HOLIDAY YEAR?"),
    ("decade", years.decade, "PRE? the? DECADE|PRE? the? NINETIES"),
    ("century", years.century, "PRE? the? (TENS DASH? ORDINAL|ORDDAY|CENTURYNO|ORDER|ORDINAL) UNIT"),
    ("dayafter", near.day_after, "the? UNIT (before|after) TODAY"),
    ("since", near.since_then, "since then"),
    ("orso", lengths.or_so, "FUZZ* a UNIT or (so|NUMBER) (ago|earlier|later)?"),
    ("exactly", lengths.exactly, "FUZZ* QTY ANYUNIT ago (on? WDAY|TODAY)|WDAY COMMA? QTY ANYUNIT ago"),
    ("time", lengths.from_now, "(?<=in) QTY ANYUNIT QUOTE? time|FUZZ* QTY SORT? ANYUNIT from TODAY"),
    ("beforelast", near.before_last, "the (WDAY|UNIT) before last"),
    ("weekon", near.week_on, "a UNIT on WDAY|WDAY UNIT (?!AWAY)"),
    ("shift", lengths.shift, "FUZZ* QTY SORT? DASH? ANYUNIT ORSO? (AWAY|from NOW)"),
    ("shift", lengths.shift, "FUZZ* a UNIT and a half (ago|earlier|later|before|after|since|into)"),
    ("shift", lengths.shift, "(the (UNIT|NIGHT)|UNITS) (before|after|earlier|later|ago)"),
    ("span", lengths.span, "the? (last|past|recent|next|coming|previous|following) QTY? SORT? DASH? (UNITS (and UNITS|ORSO)?|UNIT period)"),
    ("period", near.period, "PRE? (earlier|later)? the? STEP (UNIT|NIGHT|DAYPART|quarter)|(PART|earlier|later) in the UNIT"),
    ("edge", near.edge, "the? EDGE of the UNIT|the? UNIT DASH? EDGE"),
    ("period", near.latest, "the? latest quarter"),
    ("whole", lengths.whole, "(at|on|during|in|over|for) the (UNIT|quarter) (?!AWAY)|the (fiscal|KIND) UNIT (?!AWAY)|the (UNIT|quarter) ended"),
    ("for", lengths.for_vague, "for UNITS"),
    ("set", near.repeated, "every (NUMBER|DAY|COUNT|other)? (UNIT|UNITS|WDAY (DAYPART|NIGHT)?|DAYPART|NIGHT|SEASON)|OFTEN|WDAYS|WDAY (DAYPARTS|UNITS)"),
    ("set", near.repeated, "(once|(NUMBER|DAY) times) (a|per|every) UNIT|per UNIT"),
    ("weekday", near.weekday, "PRE? (last|past|this|next|coming|following|previous)? WDAY of? (last|this|next) UNIT"),
    ("weekday", near.weekday, "PRE? (last|past|this|next|coming|following|previous)? WDAY (DAYPART|NIGHT)?"),
    ("clock", hours.clock, "(CLOCK|(DAY|NUMBER) oclock|(?<=at|by|until|since|between|and|APPROX|from) (DAY|NUMBER)) (in the DAYPART|at NIGHT)|half past (DAY|NUMBER)"),
    ("clock", hours.clock, "(CLOCK APM?|DAY APM|YEAR (?=ZONE|local)) DOT? ZONE? (local time)?|(DAY|NUMBER) oclock"),
    ("bareday", dates.bare_day, "(?<=on|since|by|until|from|after|before) the? ORDDAY"),
    ("years", years.years, "YEAR (DASH|STROKE) (YEAR|TWO|DAY)"),
    ("year", years.year, "PRE? fiscal? YEAR|the UNIT YEAR"),
    ("spoken", years.spoken, "ANYMONTH? TEEN TENS (DASH? NUMBER)? (?!PEOPLE|ANYUNIT)|the UNIT NUMBER SCALE"),
    ("today", near.today, "(PRE|later|earlier)? (TODAY (DAYPART|NIGHT)?|TONIGHT)"),
    ("daypart", hours.daypart, "(at|in the|the|(during|over|within) the|in|before)? (PART DASH?)? DAYPART|(in? the)? (PART|small) UNITS (?=of|on) (of the DAYPART)?|(at|the|in the|(during|over|within) the) NIGHT"),
    ("lasting", lengths.lasting, "LASTING|(UNIT|UNITS|NIGHT) DASH long|all (UNIT|NIGHT)|the KIND NIGHT"),
    ("duration", lengths.duration, "FUZZ* a UNIT and a half"),
    ("part", lengths.quarter_of, "a? quarter (of a|DASH) UNIT"),
    ("duration", lengths.duration, "FUZZ* QTY SORT? DASH? ANYUNIT (?!DASH? old|of age|DASH long) period? ORSO?|the ORDINAL? QTY SORT? UNITS (?!AWAY|old|of age)"),
    ("lengths", lengths.lengths, "within? UNITS (or|to|and) UNITS|within UNITS"),
    ("vague", near.vague, "(more? NOW|the? near? FUTURE|these UNITS|(in|than|from) the past (?!OFTIME))"),
    ("month", dates.month, "PRE? (the following|the previous|this past|last|this|next|past|coming|following|previous|that|that same|the same)? ANYMONTH"),
)  # fmt: skip

# Tags with which no rule begins: the scanner need not try any there.
NO_START = ("COMMA", "DOT", "DASH", "STROKE", "BREAK", "QUOTE", "PEOPLE", "HURT", "of", "on", "by", "to", "and", "or", "until", "into", "then",
            "after", "ago", "age", "old", "than", "so", "ended", "APM", "ZONE", "from", "times", "other", "period", "time", "corresponding")  # fmt: skip


@cache
def scanner() -> tuple[re.Pattern[str], tuple[Callable[[Words], Expression | None], ...], dict[str, str]]:
    """The compiled grammar, the function of each rule, and the tag that each character stands for."""
    tags = lexicon().tags
    sources = []
    for n, (_, _, source) in enumerate(RULES):
        for _ in range(3):  # macros hold macros
            source = re.sub("|".join(rf"\b{name}\b" for name in MACROS), lambda m: MACROS[m[0]], source)
        # The group that tells the rule is empty and stands last: regex then sees at once where a rule cannot begin.
        sources.append(f"(?:{pattern(source, tags)})(?P<r{n}>)")
    names = {code: name for name, code in tags.items()}
    start = f"(?![{re.escape(OTHER)}{''.join(tags[name] for name in NO_START)}])"
    return re.compile(start + "(?:" + "|".join(sources) + ")"), tuple(rule[1] for rule in RULES), names


def values(names: dict[str, str], codes: str, items: Sequence[Any]) -> Words:
    """The matched tokens as (tag name, value) pairs."""
    return Words(tuple((names.get(code, ""), value) for code, value in zip(codes, items, strict=True)))
