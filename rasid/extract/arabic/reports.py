"""From the views of a resolved story to its reports and claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from rasid.extract.arabic import harm, merge, substance
from rasid.extract.arabic.attribution import Speech, Speeches
from rasid.extract.arabic.events import Candidate, Events, Harm
from rasid.extract.arabic.lexicon import Lexicon
from rasid.extract.arabic.modality import modality
from rasid.extract.arabic.people import People
from rasid.extract.arabic.phrases import Item, View
from rasid.ontology import Ontology
from rasid.records import Attribution, Casualty, Claim, Interval, Modality, Place, Report, Resolved, Span, digest

_SPEECH = frozenset(("request", "demand", "reject", "accuse", "condemn", "threaten", "warn"))
_BY_MEANS = {
    ("shelling", "aircraft"): "airstrike", ("shelling", "drone"): "drone_strike", ("shelling", "missile"): "missile_strike", ("shelling", "rocket"): "rocket_fire",
    ("attack", "drone"): "drone_strike", ("attack", "aircraft"): "airstrike", ("attack", "missile"): "missile_strike", ("attack", "artillery"): "shelling",
    ("airstrike", "drone"): "drone_strike", ("bombing", "mine"): "landmine", ("attack", "gas"): "chemical_attack", ("shelling", "gas"): "chemical_attack",
    ("attack", "rocket"): "rocket_fire", ("bombing", "grenade"): "grenade",
    ("rocket_fire", "missile"): "missile_strike", ("rocket_fire", "artillery"): "shelling", ("rocket_fire", "gun"): "shooting",
}  # fmt: skip
_OLD = timedelta(days=365)  # an event a year before publication is background
_LONGEST = 240  # characters of what a claim is about
_FAR = 30  # words: further off, a place belongs to something else


class Reports:
    """The reports of one story; ``told`` and ``speeches`` keep what they were read from."""

    def __init__(self, text: str, resolved: Resolved, people: People, ontology: Ontology, lexicon: Lexicon) -> None:
        self._text = text
        self._resolved = resolved
        self._people = people
        self._ontology = ontology
        self._lexicon = lexicon
        self._events = Events(lexicon)
        self._violent = frozenset(name for name, event in ontology.classes.items() if event.violent)
        self.speeches: dict[int, list[Speech]] = {}
        self.told: list[tuple[Candidate, Report]] = []

    def read(self, views: Sequence[View]) -> tuple[Report, ...]:
        """All reports in reading order; captions tell nothing that the story does not."""
        kept: list[tuple[Candidate, list[Candidate]]] = []
        speeches = Speeches(self._lexicon)
        for view in views:
            self.speeches[view.sentence.index] = said = speeches.read(view)
            if view.sentence.part != "caption":
                for candidate in self._of(view, said):
                    self._keep(kept, candidate)
        self.told = [(c, self._report(c, again)) for c, again in kept]
        return tuple(report for _, report in self.told)

    def _keep(self, kept: list[tuple[Candidate, list[Candidate]]], candidate: Candidate) -> None:
        for i in range(len(kept) - 1, -1, -1):
            earlier, again = kept[i]
            if earlier.view is not candidate.view and merge.retells(earlier, candidate, self._violent):
                if earlier.view.sentence.part == "headline":  # the body tells it better
                    _inherit(candidate, earlier)
                    kept[i] = (candidate, [earlier, *again])
                else:
                    _inherit(earlier, candidate)
                    again.append(candidate)
                return
        kept.append((candidate, []))

    def _of(self, view: View, said: list[Speech]) -> list[Candidate]:
        found = [c for c in self._events.read(view) if c.event not in _SPEECH or c.actors]
        for c in found:
            c.event = next(
                (_BY_MEANS[c.event, i.sense] for i in (*c.means, *c.actors) if (c.event, i.sense) in _BY_MEANS), c.event
            )
            c.modality = modality(c, self._lexicon)
            c.harm = harm.of(c, self._lexicon)
            _attribute(c, said)
            if c.stance == "accuses" and not c.actors and c.event != "accuse":
                c.actors = next((a.targets for a in found if a.event == "accuse" and a.a < c.a), [])
            c.place = _place(c)
            c.time = _time(c)
        self._add_stated(view, found)
        found = [c for c in found if c.event not in self._violent or substance.told(c)]
        return merge.within(found, self._violent)

    def _add_stated(self, view: View, found: list[Candidate]) -> None:
        """Counts beside "dead" and "wounded" go to the nearest violent event that told none there."""
        counted = {t for c in found for h in c.harm for t in range(h.count.a, h.count.b + 1)}
        for t, one in harm.stated(view, self._lexicon):
            hosts = [c for c in found if c.event in self._violent]
            if hosts and not counted & set(range(one.count.a, one.count.b)):
                min(hosts, key=lambda c: abs(c.a - t)).harm.append(one)

    # -- the record ------------------------------------------------------------

    def _report(self, c: Candidate, again: Sequence[Candidate]) -> Report:
        sentence = c.view.sentence
        kinds = self._people.kinds
        when = self._people.time(c.time) if c.time is not None else None
        span = sentence.offsets(c.a, c.b, c.skip)
        quote = sentence.span
        claimant = self._people.role(c.claimant) if c.claimant is not None else None
        return Report(
            digest(self._resolved.story.id, "report", *span, c.event),
            Span(span, self._text[span[0] : span[1]]),
            quote,
            tuple(sorted({o.view.sentence.span for o in again} - {quote})),
            self._ontology.event_type(c.event, actors=kinds(c.actors), targets=kinds(c.targets)),
            self._modality(c, when),
            self._people.roles(c.actors),
            self._people.roles(
                [i for i in c.targets if i not in c.actors and not i.head.startswith("اخر")]
            ),  # "others" names nobody
            self._people.roles(c.means),
            self._where(c),
            when,
            self._casualties(c, again),
            Attribution(
                claimant,
                c.stance if claimant else "reports",  # type: ignore[arg-type]
                sentence.offsets(*c.cue) if c.cue and claimant else None,
            ),
            _score(c),
        )

    def _where(self, c: Candidate) -> Place | None:
        if c.place is None:
            return None
        view = next((v for v in (c.view, *self._views_of(c)) if c.place in v.items), c.view)
        return self._people.place(c.place, view)

    def _views_of(self, c: Candidate) -> Iterator[View]:
        return (s.view for said in self.speeches.values() for s in said)

    def _modality(self, c: Candidate, when: Interval | None) -> Modality:
        published = self._resolved.story.published
        if c.modality == "asserted" and when is not None and published is not None and when.precision != "interval":
            if date.fromisoformat(when.end) < date.fromisoformat(published.start) - _OLD:
                return "background"
        return c.modality  # type: ignore[return-value]

    def _casualties(self, c: Candidate, again: Sequence[Candidate]) -> tuple[Casualty, ...]:
        out: dict[tuple[str, tuple[int, int]], Casualty] = {}
        for teller in (c, *again):
            if teller is not c and any(row.kind == h.kind for row in out.values() for h in teller.harm):
                continue  # the same harm told again
            for h in teller.harm:
                row = self._casualty(teller, h)
                out.setdefault((row.kind, row.span), row)
        return tuple(out.values())

    def _casualty(self, c: Candidate, h: Harm) -> Casualty:
        sentence = c.view.sentence
        role = self._people.role(h.whom) if h.whom is not None else None
        words = self._text[h.whom.span[0] : h.whom.span[1]] if h.whom is not None else ""
        whom = harm.whom(h, role.name if role is not None and role.ref is not None else None, words)
        return Casualty(h.kind, whom, h.count.low, h.count.best, h.count.high, sentence.offsets(h.count.a, h.count.b))  # type: ignore[arg-type]

    # -- claims ----------------------------------------------------------------

    def claims(self) -> tuple[Claim, ...]:
        """One claim for each speech act and report in its reach, and one for a speech act that reaches no report."""
        out: list[Claim] = []
        for index, said in sorted(self.speeches.items()):
            told = [(c, r) for c, r in self.told if c.view.sentence.index == index]
            for speech in said:
                out += self._claimed(speech, told)
        return tuple(out)

    def _claimed(self, speech: Speech, told: Sequence[tuple[Candidate, Report]]) -> Iterator[Claim]:
        claimant = self._people.role(speech.claimant)
        sentence = speech.view.sentence
        first, last = speech.first, speech.last
        while first < last and (
            not sentence.keys[first][0].isalnum() or sentence.keys[first] in self._lexicon.sets["that"]
        ):
            first += 1
        while last > first and not sentence.keys[last - 1][0].isalnum():
            last -= 1
        if claimant is None or first >= last:
            return
        span = sentence.offsets(first, last)
        about = " ".join(self._text[span[0] : span[1]].split())[:_LONGEST]
        reached = [r for c, r in told if c.claimant is speech.claimant and c.cue == speech.cue]
        for report in reached:
            yield Claim(claimant, speech.stance, about, _value(report), report.id, span)  # type: ignore[arg-type]
        if not reached:
            yield Claim(claimant, speech.stance, about, None, None, span)  # type: ignore[arg-type]


def _value(report: Report) -> str | None:
    parts = []
    for c in report.casualties:
        exact = c.best is not None and c.best == c.low == c.high
        parts.append(f"{c.best if exact else f'{c.low}-{c.high if c.high is not None else str()}'} {c.kind}")
    return ", ".join(parts) or None


def _inherit(to: Candidate, source: Candidate) -> None:
    to.actors = to.actors or [i for i in source.actors if i not in to.targets]
    to.targets = to.targets or [i for i in source.targets if i not in to.actors]
    to.means = to.means or source.means
    to.time = to.time or source.time


def _attribute(c: Candidate, said: list[Speech]) -> None:
    own = (
        [
            s
            for s in said
            if s.first <= c.a < s.last and not (s.cue[0] <= c.a < s.cue[1]) and not s.claimant.a <= c.a < s.claimant.b
        ]
        if said
        else []
    )
    if not own:
        return
    speech = min(own, key=lambda s: s.last - s.first)
    c.claimant, c.stance, c.cue = speech.claimant, speech.stance, speech.cue
    if speech.stance == "denies" and c.modality == "asserted" and c.event not in _SPEECH:
        c.modality = "denied"


def _place(c: Candidate) -> Item | None:
    """The place of the event: a target that is one, else the first named after it in its clause, else the nearest before."""
    sentence = c.view.sentence
    for item in c.targets:
        if item.kind == "place" and item.sense == "name":
            return item
    places = [i for i in c.view.items if i.kind == "place" and i.sense == "name"]
    after = [i for i in places if i.a >= c.b and i.a - c.b <= _FAR and not _apart(sentence.keys[c.b : i.a])]
    if after:
        return after[0]
    before = [i for i in places if i.b <= c.a and c.a - i.b <= _FAR and i.lead in ("في", "ب", "")]
    return before[-1] if before else None


def _apart(keys: list[str]) -> bool:
    return any(k in (".", "؛", ";", "فيما", "بينما") for k in keys)


def _time(c: Candidate) -> Item | None:
    """The time that dates the event: the nearest in its sentence, "since" and lengths of time aside."""
    keys = c.view.sentence.keys
    times = [
        i
        for i in c.view.items
        if i.kind == "time"
        and i.sense not in ("duration", "set", "vague", "time")
        and not (i.a and keys[i.a - 1] == "منذ")
    ]
    return min(times, key=lambda i: abs(i.a - c.a), default=None)


def _score(c: Candidate) -> float:
    """Plain evidence count: half for a trigger, more for each role that was told, less for a weak word."""
    told = sum(map(bool, (c.actors, c.targets, c.place, c.time, c.harm)))
    return round(min(0.9, (0.35 if c.trigger.weak else 0.45) + 0.09 * told), 2)
