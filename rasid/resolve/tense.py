"""Whether a sentence tells of a date as past or as still to come: what the verbs around it say."""

from __future__ import annotations

import re
from typing import Literal

from rasid.records import Offsets
from rasid.timex import Expression
from rasid.timex.dating import FUTURE

Tense = Literal["past", "future"] | None

_NO_VERB = r"(?:united|hundred|indeed|armed|unarmed|unmanned|need|exceed|proceed|succeed|speed|feed|seed|breed|naked|sacred|wicked)\b"
_PAST_VERB = (
    r"(?<!\bbe )\b(?:was|were|had|said|took|began|left|fell|hit|shot|told|went|came|met|held|gave|made|broke|struck|fled|sent|rose|won|lost"
    rf"|spoke|flew|fought|brought|blew|got|saw|kept|led|found|did|became|burst|drove|ran|set|sank|(?!{_NO_VERB})[a-z]{{2,}}ed)\b"
)
_SCHEDULED = r"\bto be \w+ed\b|\b(?:is|are|was|were) to (?!the\b|an?\b|[a-z]+ed\b)[a-z]+|\bnext (?:face|meet|play|visit)s?\b|\b(?:opens|begins|starts|resumes|faces|convenes)\b|\b(?:(?-i:may)|might|must|should|reconvenes?|expires?|takes? effect|as soon as|as early as|no later than)\b"
# The last cue before the expression decides; "would" tells of what is to come, "planned for" is no past.
_TENSE = re.compile(rf"\b(?=[a-z])(?:(?P<future>{FUTURE.pattern}|{_SCHEDULED})|(?P<past>{_PAST_VERB}))", re.IGNORECASE)
_TOWARDS = re.compile(r"\b(?:by|until|till|due|payable|effective|scheduled|planned)\b", re.IGNORECASE)
# What stands right before a date that was planned: "called for Friday", "set for the 12th", "expected on 15 January".
_PLANNED = re.compile(
    r"\b(?:(?:set|called|announced|promised|billed)\s+for|(?:scheduled|planned|due|expected|slated|fixed)\s+(?:for|on|by|in)"
    r"|(?:extended|postponed|delayed|adjourned)\s+(?:to|until|till))\s+(?:the\s+)?$",
    re.IGNORECASE,
)
# A limit is ahead where the sentence speaks of what may or must be: "if nobody opens the road by Wednesday, it could fall".
_LIMIT = re.compile(r"\b(?:by|until|till|before|from|past|beyond|as from|as of)\s+(?:the\s+)?$", re.IGNORECASE)
_OPEN = re.compile(
    rf"{FUTURE.pattern}|\b(?:could|can|cannot|can't|can’t|may|might|must|should|if|unless|or else|ultimatum|deadline|threat(?:en\w*)?"
    r"|wants?|demands?|to be|agree[sd]? to|ordered to|told to|urge[sd]?|promis\w+|vow\w*|warn\w*)\b",
    re.IGNORECASE,
)
_OWN = ("'s", "’s")
_AHEAD = re.compile(r"\b(?:ahead of|until|till|upcoming)\s+$", re.IGNORECASE)
_SAYING = frozenset(
    "said told announced declared agreed ordered decided set gave reported proposed offered approved asked called promised vowed pledged demanded"
    " urged warned signed planned scheduled".split()
)


def tense_of(expression: Expression, text: str, sentence: Offsets) -> Tense:
    """The tense of the last cue before an expression in its sentence; of a weekday that opens it, of the first after it."""
    start, end = sentence
    if expression.since:
        return "past"
    if _PLANNED.search(text, start, expression.span[0]):
        return "future"
    own = text.startswith(_OWN, expression.span[1])
    if not own and _LIMIT.search(text, start, expression.span[0]) and _OPEN.search(text, start, end):
        return "future"
    if expression.weekday is not None and own:  # "Friday's attack"
        return "future" if _AHEAD.search(text, start, expression.span[0]) else "past"
    cues = [match.lastgroup for match in _TENSE.finditer(text, start, expression.span[0])]
    if not cues and expression.weekday is not None:  # "On Monday the court will hear ..."
        first = _TENSE.search(text, expression.span[1], end)
        cues = [first.lastgroup] if first else []
    return None if not cues else "future" if cues[-1] == "future" else "past"


def just_told(expression: Expression, text: str, sentence: Offsets) -> bool:
    """Whether a past verb governs a date: "was killed on 3 December", and of a date that opens the sentence the verb after it.

    One of saying or deciding does so only within four words ("announced on 3 December"), and none across "until" or "by".
    """
    start, end = sentence
    cues = list(_TENSE.finditer(text, start, expression.span[0]))
    if not cues:
        first = _TENSE.search(text, expression.span[1], end)
        return first is not None and first.lastgroup == "past"
    between = text[cues[-1].end() : expression.span[0]]
    if cues[-1].lastgroup != "past" or _TOWARDS.search(between) or text.startswith(" deadline", expression.span[1]):
        return False
    return len(between.split()) <= 4 or cues[-1][0].lower() not in _SAYING
