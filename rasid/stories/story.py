"""One story from the labelled pieces of its group: every piece becomes a part of it or is dropped with a reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from rasid.records import Dropped, DropReason, Interval, Offsets, Page, Span, Story, digest
from rasid.stories.boilerplate import Furniture
from rasid.stories.labels import covered, is_flash, is_headline_word, is_period, is_section
from rasid.stories.layout import Labelled
from rasid.stories.phrases import plain
from rasid.stories.published import Found, published
from rasid.stories.runin import run_in
from rasid.stories.truncation import is_truncated

_WHY: dict[Furniture, DropReason] = {"control": "control", "more": "control", "cut": "truncated"}
# A repeated paragraph of this length is a fault of the page; shorter ones may be rows of a table or a refrain.
SHORTEST_REPEAT = 60
# A line above the body of at least this many words says something (a deck); shorter ones name who is in the picture.
DECK_WORDS = 5
# So many further titles above the body are a list of links.
LINKS = 3
# And so many in a row between two paragraphs; fewer may be subheads or a list.
MANY_LINKS = 5
SIGNATURE_LINES, SIGNATURE_WORDS = 4, 5


@dataclass(slots=True)
class _Draft:
    """The parts of a story while its pieces are read in order."""

    headline: Span | None = None
    captions: list[Span] = field(default_factory=list)
    credits: list[Span] = field(default_factory=list)
    dateline: Span | None = None
    byline: Span | None = None
    issuers: list[Span] = field(default_factory=list)
    body: list[Span] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    dates: list[Found] = field(default_factory=list)
    lines: set[str] = field(default_factory=set)
    covered: Interval | None = None

    def drop(self, one: Labelled, why: DropReason) -> None:
        self.dropped.append(Dropped((one.piece.start, one.piece.end), why))


@dataclass(frozen=True, slots=True)
class _Frame:
    """What is known of a group before it is read: where its body lies, its headline, its chronology."""

    first: int
    last: int
    headline: int | None
    chronology: bool
    titles_above: int
    titles_below: tuple[int, ...]
    signed: bool
    links: frozenset[int]
    subhead: int | None
    echo: bool


def story(group: Sequence[Labelled], page: Page) -> Story | None:
    """The story that the pieces tell, or ``None`` when they are page furniture only."""
    frame = _frame(group, page.headline)
    if frame is None:
        return None
    draft = _Draft()
    for index, one in enumerate(group):
        _place(draft, one, index, frame)
    if not (draft.body or draft.headline or draft.captions):
        return None
    return _finished(draft, group, page, frame)


def _frame(group: Sequence[Labelled], wanted: str | None) -> _Frame | None:
    bodies = [index for index, one in enumerate(group) if one.kind == "body"]
    titles = [index for index, one in enumerate(group) if one.kind == "title"]
    if not bodies:
        bodies = _flash(group, titles)
        if not bodies and not titles and not any(one.kind in ("caption", "mail") for one in group):
            return None
    first, last = (bodies[0], bodies[-1]) if bodies else (len(group), len(group))
    above = [index for index in titles if index < first]
    headline = _headline(group, above, wanted)
    kept = {group[index].piece.text for index in above}
    below = tuple(index for index in titles if index > last and group[index].piece.text not in kept)
    further = len(
        {group[index].piece.text for index in above if headline is not None and index > headline}
        - {_text(group, headline)}
    )
    return _Frame(
        first,
        last,
        headline,
        _is_chronology(group, first, last),
        further,
        below,
        _is_signature(group, last, below),
        _links(group, first, last),
        first - 1 if bodies and group[first].piece.gap == 0 else None,
        bool(bodies) and _is_echo(_text(group, headline), group[first].piece.text),
    )


def _is_echo(headline: str, first: str) -> bool:
    """Whether a headline is only the beginning of the first paragraph, as pages of posts are titled by machines."""
    return (
        len(headline.split()) >= DECK_WORDS and len(first) > len(headline) and first.startswith(headline.rstrip('…."”'))
    )


def _links(group: Sequence[Labelled], first: int, last: int) -> frozenset[int]:
    """The titles inside the body that are a list of links: many in a row, set apart, announced by no colon."""
    found: set[int] = set()
    run: list[int] = []
    announced = False
    for index in range(first, last + 1 if last < len(group) else last):
        one = group[index]
        if one.kind in ("title", "noise"):
            run.extend([index] * (one.kind == "title"))
            continue
        if len(run) >= MANY_LINKS and not announced and all(group[link].piece.gap for link in run):
            found.update(run)
        run, announced = [], one.piece.text.endswith(":")
    return frozenset(found)


def _flash(group: Sequence[Labelled], titles: list[int]) -> list[int]:
    """The titles that are the text itself when there is no paragraph: a flash, or lines without full stops."""
    lines = list(dict.fromkeys(group[index].piece.text for index in titles))
    long_enough = [index for index in titles if len(group[index].piece.text.split()) >= 3]
    if not long_enough:
        return []
    if len(lines) == 1:
        # Printed twice, or announced as a flash, it is a headline that waits for its text.
        alone = len(titles) > 1 or is_flash(lines[0]) or any(one.kind == "caption" for one in group)
        return [] if alone else long_enough[:1]
    return [
        index for index in titles if index > long_enough[0] and group[index].piece.text != _text(group, long_enough[0])
    ]


def _text(group: Sequence[Labelled], index: int | None) -> str:
    return group[index].piece.text if index is not None else ""


def _headline(group: Sequence[Labelled], above: list[int], wanted: str | None) -> int | None:
    """The marked or the container's headline, the doubled one, the first of four words; else the first title."""
    if not above:
        return None
    texts = [group[index].piece.text for index in above]
    target = plain(wanted) if wanted else None
    tests: tuple[Callable[[int], bool], ...] = (
        lambda index: group[index].strong,
        lambda index: target is not None and plain(group[index].piece.text) == target,
        lambda index: texts.count(group[index].piece.text) > 1 and len(group[index].piece.text.split()) >= 3,
        lambda index: len(group[index].piece.text.split()) >= 4,
    )
    # Only so many titles are looked at: a page of nothing but titles must not cost their square.
    near = above[:50]
    texts = texts[:50]
    for test in tests:
        chosen = next((index for index in near if test(index)), None)
        if chosen is not None:
            return chosen
    # One word is the name of a section or of an agency.
    return next((index for index in near if _may_head(group[index].piece.text)), None)


def _may_head(text: str) -> bool:
    return len(text.split()) > 1 or is_headline_word(text)


def _is_chronology(group: Sequence[Labelled], first: int, last: int) -> bool:
    """Whether date lines head the paragraphs of a story: then they date what is told, not the telling."""
    bare = [one for one in group if one.kind == "date" and one.stamp and not one.stamp.label]
    inside = any(one.kind == "date" and one.stamp and not one.stamp.label for one in group[first:last])
    return inside and len({(one.stamp.month, one.stamp.day) for one in bare if one.stamp}) > 1


def _is_signature(group: Sequence[Labelled], last: int, below: tuple[int, ...]) -> bool:
    """Whether the titles below the body are who signs it: one line, or a few short ones set solid."""
    if not below or any(one.kind == "noise" for one in group[last + 1 : below[0]]):
        return False
    if len(below) == 1:
        return True
    solid = all(group[index].piece.gap == 0 for index in below[1:])
    short = all(len(group[index].piece.text.split()) <= SIGNATURE_WORDS for index in below)
    return solid and short and len(below) <= SIGNATURE_LINES


def _place(draft: _Draft, one: Labelled, index: int, frame: _Frame) -> None:
    if one.stamp is not None:
        _date(draft, one, index, frame)
    if one.kind in ("noise", "rule"):
        draft.drop(one, "control" if one.kind == "rule" else _WHY.get(one.why or "furniture", "boilerplate"))
    elif _is_repeat(draft, one, index, frame):
        draft.drop(one, "duplicate")
    elif one.kind == "title":
        _title(draft, one, index, frame)
    elif one.kind == "caption":
        _caption(draft, one)
    elif one.kind == "byline":
        _byline(draft, one, index, frame)
    elif one.kind == "mail":
        _mail(draft, one)
    elif one.kind in ("label", "issuer") and not frame.first < index < frame.last:
        _issue(draft, one)
    elif one.kind == "dateline" and draft.dateline is None and index < frame.first:
        draft.dateline = _span(one)
    elif (
        one.kind == "date"
        and not (frame.first < index < frame.last and _is_bare(one))
        and not (frame.chronology and _is_bare(one))
    ):
        draft.drop(one, "boilerplate")
    else:
        _body(draft, one)


def _is_bare(one: Labelled) -> bool:
    return one.stamp is not None and one.stamp.label is None


def _is_repeat(draft: _Draft, one: Labelled, index: int, frame: _Frame) -> bool:
    """Whether the line stood in the story before; the headline counts from the start, wherever it stands."""
    text = one.piece.text
    if one.kind == "body":
        if len(text) < SHORTEST_REPEAT:
            return False
    elif one.kind not in ("title", "caption", "byline"):
        return False
    if text in draft.lines and index != frame.headline:
        return True
    draft.lines.add(text)
    return False


def _span(one: Labelled) -> Span:
    return Span((one.piece.start, one.piece.end), one.piece.text)


def _part(one: Labelled, part: Offsets) -> Span:
    start = one.piece.start
    return Span((start + part[0], start + part[1]), one.piece.text[part[0] : part[1]])


def _date(draft: _Draft, one: Labelled, index: int, frame: _Frame) -> None:
    """A date line counts when it is labelled, or stands above or below the body on its own."""
    inside = frame.first < index < frame.last
    if one.stamp is None or (one.kind == "date" and one.stamp.label is None and (frame.chronology or inside)):
        return
    if inside and one.kind in ("label", "issuer", "dateline"):
        return
    outside = one.kind == "noise"
    if outside and one.stamp.label is None and one.piece.tag != "time":
        return
    draft.dates.append(Found(one.stamp, one.piece.start, outside, one.kind == "dateline"))


def _issue(draft: _Draft, one: Labelled) -> None:
    """A letterhead or account tells who speaks, without the date behind it; the label of a series is dropped."""
    end = one.stamp.start if one.stamp else len(one.piece.text)
    name = one.piece.text[:end].rstrip(" \t|·•,:–—-[(")
    if one.kind == "label" and is_period(one.piece.text):
        _body(draft, one)
        draft.covered = draft.covered or covered(one.piece.text, one.piece.start)
    elif one.kind == "label" or not name or draft.body:
        draft.drop(one, "boilerplate")
    else:
        draft.issuers.append(_part(one, (0, len(name))))
        if len(name) < len(one.piece.text):
            draft.dropped.append(Dropped((one.piece.start + len(name), one.piece.end), "boilerplate"))


def _title(draft: _Draft, one: Labelled, index: int, frame: _Frame) -> None:
    if index == frame.headline and frame.echo:
        draft.drop(one, "duplicate")
    elif index == frame.headline and draft.headline is None:
        draft.headline = _span(one)
    elif index in frame.titles_below:
        if frame.signed:
            _body(draft, one)
        else:
            draft.drop(one, "boilerplate")
    elif index in frame.links:
        draft.drop(one, "boilerplate")
    elif index >= frame.first:
        _body(draft, one)
    else:
        _above(draft, one, frame, index)


def _above(draft: _Draft, one: Labelled, frame: _Frame, index: int) -> None:
    """A further title above the body: a kicker or link (dropped), a deck or section (body), or who is pictured (caption)."""
    if draft.headline is None or frame.titles_above >= LINKS:
        draft.drop(one, "boilerplate")
    elif len(one.piece.text.split()) >= DECK_WORDS or is_section(one.piece.text) or index == frame.subhead:
        _body(draft, one)
    else:
        draft.captions.append(_span(one))


def _caption(draft: _Draft, one: Labelled) -> None:
    draft.captions.append(_span(one))
    if one.credit:
        draft.credits.append(_part(one, one.credit))


def _byline(draft: _Draft, one: Labelled, index: int, frame: _Frame) -> None:
    if draft.byline is None and not frame.first < index < frame.last:
        draft.byline = _span(one)
    elif frame.first < index < frame.last:
        _body(draft, one)
    else:
        draft.drop(one, "boilerplate")


def _mail(draft: _Draft, one: Labelled) -> None:
    """A header line of a message; the words of its subject are the headline."""
    name, _, value = one.piece.text.partition(":")
    words = value.strip()
    if name.lower() != "subject" or not words or draft.headline is not None:
        draft.drop(one, "boilerplate")
        return
    at = one.piece.start + one.piece.text.rindex(words)
    draft.dropped.append(Dropped((one.piece.start, at), "boilerplate"))
    draft.headline = Span((at, at + len(words)), words)
    draft.lines.add(words)


def _body(draft: _Draft, one: Labelled) -> None:
    if one.kind == "body" and one.dateline and draft.dateline is None and len(draft.body) < 3:
        draft.dateline = _part(one, one.dateline)
        _dateline_date(draft, one, one.dateline)
    head = (
        run_in(one.piece.text)
        if one.kind in ("body", "title") and not (draft.body or draft.dates or draft.dateline)
        else None
    )
    if head is None or head.body >= len(one.piece.text) or (head.headline and draft.headline):
        draft.body.append(_span(one))
        return
    # A scraped text begins with its headline and date line: what follows them is the paragraph.
    if head.headline:
        draft.headline = _part(one, (0, head.headline))
    draft.dates.append(Found(head.stamp, one.piece.start, False))
    draft.dropped.append(Dropped((one.piece.start + head.headline, one.piece.start + head.body), "boilerplate"))
    draft.body.append(_part(one, (head.body, len(one.piece.text))))


def _dateline_date(draft: _Draft, one: Labelled, part: Offsets) -> None:
    found = Found.in_dateline(one.piece.text[part[0] : part[1]], one.piece.start + part[0])
    if found is not None:
        draft.dates.append(found)


def _finished(draft: _Draft, group: Sequence[Labelled], page: Page, frame: _Frame) -> Story:
    start, end = group[0].piece.start, group[-1].piece.end
    after = [one.why for one in group[frame.last + 1 :]]
    link = any(why == "more" for why in after[:2])
    truncated = is_truncated([part.text for part in draft.body], told="cut" in after, link=link)
    byline = draft.byline or _known_byline(page, group)
    for span in draft.issuers:
        if byline is None:
            byline = span
        elif byline is not span:
            draft.dropped.append(Dropped(span.span, "boilerplate"))
    when = published(
        page, draft.dates, [page.text[one.span[0] : one.span[1]] for one in draft.dropped if one.why == "boilerplate"]
    )
    return Story(
        id=digest(page.document.id, start, end),
        span=(start, end),
        headline=draft.headline,
        captions=tuple(draft.captions),
        credits=tuple(draft.credits),
        dateline=draft.dateline,
        byline=byline,
        body=tuple(draft.body),
        dropped=tuple(sorted(draft.dropped, key=lambda one: one.span)),
        published=when or draft.covered,
        copy_of=None,
        truncated=truncated,
    )


def _known_byline(page: Page, group: Sequence[Labelled]) -> Span | None:
    """The container's byline where a short line of the story holds it."""
    if not page.byline:
        return None
    for one in group:
        at = one.piece.text.find(page.byline) if len(one.piece.text) <= 200 else -1
        if at >= 0:
            return _part(one, (at, at + len(page.byline)))
    return None
