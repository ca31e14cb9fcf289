"""What a reader without a mistake reaches on MUC and WikiEvents: ``python -m bench.extract.annotated``.

Our annotation of texts of MUC's dev part and of WikiEvents' training part (``train/corpus/real``) stands in for a reader: its
triggers, classes, modalities, roles and times as annotated; places and actors as Rasid resolves the annotated words. What is
missed then is not the reader's: it lies in the scorer's mapping, in the difference of the two guidelines, or in the key.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, get_args

from bench.extract import muc, public, wikievents
from bench.extract.facts import Tally
from rasid import gazetteer, ontology, registry
from rasid.records import (
    Attribution,
    Casualty,
    CasualtyKind,
    Coded,
    Document,
    Interval,
    Mention,
    Modality,
    Place,
    Report,
    Resolved,
    Role,
    Span,
    Stance,
    Story,
)
from rasid.resolve import Resolver
from train.corpus import real
from train.corpus.markup import Annotated, Event, Harmed

_MODALITIES: dict[str, Modality] = {m: m for m in get_args(Modality)}
_STANCES: dict[str, Stance] = {s: s for s in get_args(Stance)}
_HARM: dict[str, CasualtyKind] = {k: k for k in get_args(CasualtyKind)}


class Annotations:
    """Makes coded stories of annotated ones."""

    def __init__(self) -> None:
        self.resolver = Resolver(registry.load(), gazetteer.open())

    def coded(self, story: Annotated) -> Coded:
        """The record of a story if all of its annotation is read."""
        document = Document(story.id, None, story.id, "text/plain", "en", None, story.text)
        mentions = tuple(
            Mention(m.id, m.kind, m.span, story.words(m.id), 1.0, None)  # type: ignore[arg-type]
            for m in sorted(story.marks.values(), key=lambda m: m.span)
            if m.kind
        )
        resolved = self.resolver.resolve(document, _story(story), mentions)
        reports = tuple(_Told(story, resolved).reports())
        return Coded(document, resolved.story, resolved.mentions, reports, (), (), (), ())


def _story(story: Annotated) -> Story:
    parts = {p.kind: Span(p.span, story.text[slice(*p.span)]) for p in reversed(story.parts)}
    body = tuple(Span(p.span, story.text[slice(*p.span)]) for p in story.parts if p.kind == "body")
    published = Interval(story.published, story.published, "day", None, "metadata") if story.published else None
    lines = parts.get("headline"), parts.get("dateline"), parts.get("byline")
    return Story(story.id, (0, len(story.text)), lines[0], (), (), lines[1], lines[2], body, (), published, None, False)


class _Told:
    """The reports of one annotated story."""

    def __init__(self, story: Annotated, resolved: Resolved) -> None:
        self.story = story
        self.resolved = resolved
        self.chain = story.chains()
        self.mentions = {m.id: m for m in resolved.mentions}

    def reports(self) -> Iterator[Report]:
        """Each told event as a report: the best telling, with what only the others say."""
        for best, others in self.story.told():
            yield self._report(best, [best, *others])

    def _report(self, best: Event, tellings: Sequence[Event]) -> Report:
        trigger = self._span(best.id)
        actors, targets, means = (
            self._roles(next((ids for e in tellings if (ids := getattr(e, name))), ()))
            for name in ("actor", "target", "means")
        )
        harmed = {h.count: h for e in reversed(tellings) for h in e.harmed}
        return Report(
            best.id,
            trigger,
            trigger.span,
            tuple(self.story.marks[e.id].span for e in tellings if e is not best),
            ontology.load().event_type(best.type, actors=_kinds(actors), targets=_kinds(targets)),
            _MODALITIES[best.modality],
            actors,
            targets,
            means,
            next((self._place(e.at) for e in tellings if e.at), None),
            next((when for e in tellings if (when := self._time(e.on)) is not None), None),
            tuple(c for h in harmed.values() if (c := self._casualty(h)) is not None),
            Attribution(self._role(best.says) if best.says else None, _STANCES[best.stance], None),
            1.0,
        )

    def _span(self, id: str) -> Span:
        return Span(self.story.marks[id].span, self.story.words(id))

    def _roles(self, ids: Sequence[str]) -> tuple[Role, ...]:
        return tuple({role.mention: role for role in map(self._role, ids)}.values())

    def _role(self, id: str) -> Role:
        """A mark as a role; a pronoun as the mark that it stands for, where nothing names it."""
        mention = self.mentions[id]
        if mention.ref is not None:
            return Role(id, mention.ref.id, mention.ref.name, mention.span)
        chain = [m for m in self.resolved.mentions if self.chain[m.id] == self.chain[id]]
        known = next((m for m in chain if m.ref is not None and m.kind == "actor"), None)
        if known is not None and known.ref is not None:
            return Role(id, known.ref.id, known.ref.name, mention.span)
        root = self.mentions.get(self.chain[id], mention)
        return Role(root.id, None, root.text, root.span)

    def _place(self, id: str | None) -> Place | None:
        mention = self.mentions[id] if id else None
        if mention is None or mention.id in self.resolved.places:
            return self.resolved.places[mention.id] if mention else None
        row = (mention.id, mention.text, mention.span, None, None, None, None, None, None, None)
        return Place(*row, "area", None, None, 0.0)

    def _time(self, id: str | None) -> Interval | None:
        if id is None:
            return None
        value = next(
            (m.value for m in self.story.marks.values() if self.chain[m.id] == self.chain[id] and m.value), "?"
        )
        if value == "?":
            return None
        start, _, end = value.partition("..")
        return Interval(start, end or start, "interval" if end else "day", self.story.marks[id].span, "stated")

    def _casualty(self, h: Harmed) -> Casualty | None:
        value = self.story.marks[h.count].value
        if value is None:
            return None
        whom = h.whom if h.whom in ("civilians", "unknown") else self._role(h.whom).name
        return Casualty(_HARM[h.kind], whom, *bounds(value), self.story.marks[h.count].span)


def bounds(value: str) -> tuple[int, int | None, int | None]:
    """Low, best and high of a count of the markup: ``12``, ``~12``, ``12+``, ``12-``, ``5..8``."""
    if value.endswith("+"):
        return int(value[:-1]), None, None
    if value.endswith("-"):
        return 0, None, int(value[:-1])
    low, _, high = value.lstrip("~").partition("..")
    return (int(low), None, int(high)) if high else (int(low), int(low), int(low))


def _kinds(roles: Sequence[Role]) -> tuple[str, ...]:
    known = registry.load().actors
    return tuple(
        known[r.ref].kind for r in roles if r.ref is not None and r.ref in known
    )  # places and weapons have refs too


# -- the cases ----------------------------------------------------------------------


def messages() -> Iterator[tuple[muc.Message, Annotated]]:
    """MUC's dev texts that are annotated in our scheme, with their templates."""
    known = {m.id: m for m in dev()}
    for story in real.stories("muc"):
        yield known[story.id.removeprefix("muc-")], story


def dev() -> list[muc.Message]:
    """All of MUC's dev texts."""
    return list(muc.cases(_rows("muc")))


def documents() -> Iterator[tuple[wikievents.Document, Annotated]]:
    """WikiEvents' training texts that are annotated in our scheme; their types have two parts."""
    known = {d.id: d for d in train()}
    for story in real.stories("wikievents"):
        yield known[story.id.removeprefix("wikievents-")], story


def train() -> list[wikievents.Document]:
    """All of WikiEvents' training texts."""
    return [wikievents.training(row) for row in _rows("wikievents")]


def _rows(name: str) -> list[dict[str, Any]]:
    with gzip.open(Path(real.SHARED) / real.TEXTS[name], "rt", encoding="utf-8") as file:
        return list(map(json.loads, file))


def main() -> None:
    """Prints the figures of both sets."""
    annotations = Annotations()
    sets: tuple[tuple[str, Any, Any], ...] = (("muc", muc, messages), ("wikievents", wikievents, documents))
    for name, of, cases in sets:
        tally, n = Tally(), 0
        for case, story in cases():
            tally.add(*of.compare(case, [annotations.coded(story)]))
            n += 1
        print(f"{name}: {n} annotated texts")
        for figure in public.table(of, tally):
            if name == "wikievents" and figure.measure != "trigger by two parts":
                continue  # the training part has neither the third part of a type nor where an argument is
            print(f"  {figure.measure:<50}{figure.value:7.3f}{figure.low:9.3f} to {figure.high:5.3f}{figure.n:6}")


if __name__ == "__main__":
    main()
