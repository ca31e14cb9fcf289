"""Where one story of a page ends and the next begins.

A title between two stretches of body is a new headline or a subhead. It is taken for a headline only on evidence: a wide
gap, a rule, an end mark or a mail header before it, or a caption, byline, date line, dateline or its own double after it.
In doubt the text stays together.
"""

from __future__ import annotations

from collections.abc import Sequence

from rasid.stories.layout import Labelled, is_wide, usual_gap

# Subheads are labels ("What comes next"), headlines have a verb: four words at least, two when the gap is very wide.
SHORTEST_HEADLINE, SHORTEST_AFTER_GAP = 4, 2
# A drawn line this long parts stories by itself; three stars may part the sections of one.
LONG_RULE = 5
_APPARATUS = frozenset({"caption", "byline", "date", "dateline"})


def groups(labelled: Sequence[Labelled]) -> list[Sequence[Labelled]]:
    """The pieces of each story in order, furniture included; nothing is left out. Linear."""
    usual = usual_gap([one.piece for one in labelled])
    starts = [0]
    body_seen = dated = False
    between = 0
    for index, one in enumerate(labelled):
        if one.kind != "body":
            continue
        if body_seen:
            cut = _cut(labelled[between:index], one, usual, dated)
            if cut is not None:
                starts.append(between + cut)
                dated = False
        dated = dated or one.dateline is not None
        body_seen, between = True, index + 1
    return [labelled[start:end] for start, end in zip(starts, [*starts[1:], len(labelled)], strict=True)]


def _cut(between: Sequence[Labelled], body: Labelled, usual: int, dated: bool) -> int | None:
    """Where in the pieces between two bodies a new story begins (their number: at the body), or ``None``."""
    for rule in (_at_mail, _at_rule, _at_gap, _at_headline):
        cut = rule(between, body, usual)
        if cut is not None:
            return cut
    bracketed = body.dateline is not None and "(" in body.piece.text[: body.dateline[1]]
    return len(between) if dated and bracketed else None


def _at_mail(between: Sequence[Labelled], _body: Labelled, _usual: int) -> int | None:
    return next((index for index, one in enumerate(between) if one.kind == "mail"), None)


def _at_rule(between: Sequence[Labelled], body: Labelled, _usual: int) -> int | None:
    rules = [index for index, one in enumerate(between) if one.kind == "rule"]
    if not rules:
        return None
    after = rules[-1] + 1
    titled = any(one.kind == "title" and _words(one) >= SHORTEST_HEADLINE for one in between[after:])
    headed = titled or body.dateline is not None or any(one.kind in _APPARATUS for one in between[after:])
    drawn = len(between[rules[-1]].piece.text.replace(" ", "")) >= LONG_RULE
    return after if headed or drawn else None


def _at_gap(between: Sequence[Labelled], _body: Labelled, usual: int) -> int | None:
    for index, one in enumerate(between):
        if not is_wide(one.piece, usual):
            continue
        if one.kind in ("label", "issuer"):
            return index
        title = next((next_one for next_one in between[index:] if next_one.kind == "title"), None)
        if title is None:
            continue
        enough = SHORTEST_AFTER_GAP if one.piece.gap >= usual + 2 else SHORTEST_HEADLINE
        if _words(title) >= enough and one.kind != "noise":
            return index
    return None


def _at_headline(between: Sequence[Labelled], body: Labelled, _usual: int) -> int | None:
    """At the first title with the apparatus of a story behind it, or with an end mark before it."""
    ended = False
    for index, one in enumerate(between):
        ended = ended or one.why == "end"
        if one.kind == "title" and (one.strong or _words(one) >= SHORTEST_HEADLINE):
            return index if ended or one.strong or _has_apparatus(between, index, body) else None
    return None


def _has_apparatus(between: Sequence[Labelled], index: int, body: Labelled) -> bool:
    if body.dateline is not None:
        return True
    words = between[index].piece.text
    return any(
        (one.kind in _APPARATUS and not _is_credit(one)) or one.piece.text == words for one in between[index + 1 :]
    )


def _is_credit(one: Labelled) -> bool:
    """A credit alone belongs to a picture in the middle of a story as often as to the head of one."""
    return one.kind == "caption" and one.credit is not None and one.credit[0] <= 2


def _words(one: Labelled) -> int:
    return len(one.piece.text.split())
