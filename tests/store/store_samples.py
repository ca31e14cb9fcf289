"""Small real records for the tests of the store, and for the processes that those tests start."""

from __future__ import annotations

import hashlib
from pathlib import Path

from rasid.records import (
    Attribution,
    Casualty,
    Claim,
    Coded,
    Control,
    Document,
    Dropped,
    EventType,
    Interval,
    Issue,
    Measure,
    MeasureSet,
    Mention,
    Page,
    Place,
    Ref,
    Report,
    Role,
    Span,
    Story,
    digest,
)
from rasid.store import Filed, Store

TEXT = (
    "Town {n} shelled\nTown {n} shelled\nThe army said on Monday that gunmen of the Northern Front fired on Town {n}, "
    "killing at least two people. The ministry ordered an inquiry. “Nobody” holds the steppe: \u202eقرية\x00 𝄞.\n"
)


def page(n: int = 0, *, uri: str | None = None, text: str | None = None) -> Page:
    """A page of one story; the same ``n`` gives the same bytes."""
    text = TEXT.format(n=n) if text is None else text
    raw = text.encode()
    uri = f"page-{n}.txt" if uri is None else uri
    return Page(Document(hashlib.sha256(raw).hexdigest(), "Wire", uri, "text/plain", "en", None, text), raw)


def span(text: str, words: str) -> Span:
    """Where ``words`` first stand in ``text``."""
    start = text.index(words)
    return Span((start, start + len(words)), words)


def coded(given: Page, *, copy_of: str | None = None, day: str = "2024-05-06", state: str = "contests") -> Coded:
    """The page's one story with something in every list, and every kind of absence."""
    text, story = given.text, digest(given.document.id, "story")
    monday = Interval(day, day, "day", span(text, "Monday").span, "relative")
    army, front, ministry = span(text, "army"), span(text, "Northern Front"), span(text, "ministry")
    town = span(
        text,
        "Town",
    )
    mentions = (
        Mention(digest(story, "m0"), "actor", army.span, army.text, 0.5, None),
        Mention(digest(story, "m1"), "actor", front.span, front.text, 0.9, Ref("xx/front", "Northern Front")),
        Mention(
            digest(story, "m2"), "place", town.span, town.text, 1 / 3, Ref("geo:1", "Town", "SY", None, 34.5, None)
        ),
        Mention(
            digest(story, "m3"),
            "time",
            monday.span or (0, 0),
            "Monday",
            1.0,
            Ref("t", "Monday", start=day, end=day, precision="day"),
        ),
    )
    by = Role(mentions[0].id, None, "army", army.span)
    who = Role(mentions[1].id, "xx/front", "Northern Front", front.span)
    board = Role(digest(story, "m4"), "xx/ministry", "Ministry", ministry.span)
    point = Place(
        mentions[2].id, "Town", town.span, "geo:1", "SY", "Homs", None, 34.5, 38.25, None, "town", None, None, 0.75
    )
    ring = {"type": "Polygon", "coordinates": [[[38.0, 34.0], [39.5, 34.0], [39.5, 35.0], [38.0, 34.0]]]}
    steppe = Place(None, "the steppe", None, None, "SY", None, None, None, None, ring, "area", "north of", 12.5, 0.25)
    killing = Report(
        digest(story, "killing"),
        span(text, "fired"),
        span(text, "gunmen of the Northern Front fired").span,
        (span(text, "shelled").span,),
        EventType("ASSAULT", "firearms", "Battles", "Armed clash", "state-based"),
        "asserted",
        (who,),
        (by,),
        (),
        point,
        monday,
        (Casualty("killed", "unknown", 2, None, None, span(text, "two people").span),),
        Attribution(by, "reports", span(text, "said").span),
        0.875,
    )
    bare = Report(
        digest(story, "bare"),
        span(text, "shelled"),
        span(text, "shelled").span,
        (),
        EventType("ACCUSE", None, None, None, None),
        "planned",
        (),
        (),
        (who,),
        None,
        None,
        (),
        Attribution(None, "asserts", None),
        0.0,
    )
    return Coded(
        given.document,
        Story(
            story,
            (0, len(text)),
            span(text, text.splitlines()[0]),
            (),
            (),
            None,
            None,
            (span(text, "The army"),),
            (Dropped((0, 4), "duplicate"),),
            monday,
            copy_of,
            True,
        ),
        mentions,
        (killing, bare),
        (Claim(by, "accuses", "the shelling", None, killing.id, span(text, "gunmen").span),),
        (Control(steppe, who, state, None, by, "asserted", span(text, "holds").span),),  # type: ignore[arg-type]
        (
            Measure(
                board, None, "inquiry", "domestic", "ordered", None, MeasureSet(None, 1), span(text, "ordered").span
            ),
            Measure(board, who, "talks", "external", "requested", "complaint", None, span(text, "inquiry").span),
        ),
        (Issue("reading", "a sentence without an end", None), Issue("reading", "a sentence without an end", None)),
    )


def filed(n: int = 0) -> Filed:
    """A page with its one story, an issue and a fingerprint."""
    given = page(n)
    return Filed(given, None, (coded(given),), (Issue("ingest", "encoding guessed", (0, 3)),), (2**64 - 1 - n,))


def fill(path: Path | str, numbers: range, *, batch: int = 3) -> None:
    """What the pipeline does: pass over what is stored, archive, store the rest, batch by batch."""
    with Store.open(path, write=True) as store:
        run = store.start_run("fill", version="0")
        for start in numbers[::batch]:
            some = [filed(n) for n in range(start, min(start + batch, numbers.stop))]
            todo = [f for f in some if f.page and not store.has(f.page.document.id, f.page.document.uri)]
            store.archive([f.page for f in todo if f.page])
            store.add(todo)
        store.end_run(run, counts={"stories": len(numbers)})
