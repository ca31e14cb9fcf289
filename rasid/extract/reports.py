"""From the analysis of a resolved story to its reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from rasid.extract import harm as harms
from rasid.extract import merge, placing
from rasid.extract.analysis import Analysis, Item, View
from rasid.extract.attribution import Speech, speeches
from rasid.extract.candidates import Candidate, Harm, candidates
from rasid.extract.chunks import Chunk
from rasid.extract.coreference import Coreference
from rasid.extract.lexicon import frames
from rasid.extract.modality import modality
from rasid.extract.people import People
from rasid.extract.roles import Roles, armed
from rasid.ontology import Ontology
from rasid.records import Attribution, Casualty, Interval, Modality, Place, Report, Resolved, Role, Span, digest

_SPEECH_EVENTS = frozenset(
    ("accuse", "reject", "deny", "condemn", "complain", "threaten", "warn", "ultimatum", "request", "demand", "praise")
)
_TALLY = 25  # paragraphs
# Nouns of these events have no figurative sense to speak of.
_HARD = frozenset(
    "bombing airstrike drone_strike missile_strike rocket_fire suicide_bombing landmine grenade shelling chemical_attack ceasefire_violation".split()
)
# On the sample pages every event told of two months or more before publication is context, nearly all later ones are news.
_OLD = timedelta(days=60)


class Reports:
    """The reports of one story; ``told`` keeps what each was read from, for claims and control."""

    def __init__(
        self, analysis: Analysis, resolved: Resolved, people: People, coreference: Coreference, ontology: Ontology
    ) -> None:
        self._analysis = analysis
        self.text = analysis.text
        self._resolved = resolved
        self._people = people
        self._coreference = coreference
        self._ontology = ontology
        self._now = _now(resolved)
        self._at_war = _of_war(analysis)
        self._violent = frozenset(name for name, event in ontology.classes.items() if event.violent)
        self._roles = Roles(coreference, self._violent)
        self.scene = placing.Scene(self._violent, _SPEECH_EVENTS)
        self._tally = -1
        self._issuer: Item | None = None
        self.speeches: dict[int, list[Speech]] = {}
        self.told: list[tuple[Candidate, Report]] = []

    def read(self) -> tuple[Report, ...]:
        """All reports in reading order."""
        kept: list[tuple[Candidate, list[Candidate]]] = []
        views = []
        for view in self._analysis.views:
            if view.sentence.part == "byline":
                self._issuer = _institution(view)
            elif view.sentence.part != "caption" and not is_table(view):
                views.append(view)  # a caption shows a moment; it tells no event that the story does not
        # As in the analysis, a step goes through all sentences before the next one starts.
        for view in views:
            self.speeches[view.index] = speeches(view, self._coreference)
        told = [self._told_in(view) for view in views]
        for view, found in zip(views, told, strict=True):
            self.scene.enter(view)
            self._tally = self._tally_after(view)
            for candidate in self._of(view, found):
                self.scene.fill(candidate)
                self._keep(kept, candidate)
        self.told = [(c, self._report(c, again)) for c, again in kept]
        return tuple(report for _, report in self.told)

    def _told_in(self, view: View) -> list[Candidate]:
        """The sentence's candidates whose roles make them events."""
        return [c for c in candidates(view) if self._roles.fill(c) and not _is_speech_only(c)]

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

    def _of(self, view: View, told: list[Candidate]) -> Iterator[Candidate]:
        said = self.speeches[view.index]
        found: list[Candidate] = []
        for candidate in told:
            if candidate.event in self._violent and not self._is_violence(candidate):
                continue
            self._means(candidate)
            candidate.modality = modality(candidate, reported=_in_speech(candidate, said))
            candidate.harm = self._harm(candidate)
            _attribute(candidate, said)
            if candidate.claimant is None and self._issuer is not None and view.sentence.part == "body":
                candidate.claimant, candidate.stance = (
                    self._issuer,
                    "asserts",
                )  # a ministry's statement is the ministry's word
            candidate.place = placing.place_of(
                candidate, violent=candidate.event in self._violent
            ) or self.scene.referred(candidate)
            candidate.time = placing.time_of(candidate)
            found.append(candidate)
        joined = merge.within(found, self._violent)
        self.scene.see(view)
        return iter(joined)

    def _tally_after(self, view: View) -> int:
        """The paragraph up to which a list counts the dead, after an intro such as "Twelve people were killed today:"."""
        low = view.sentence.low
        intro = low[-1] == ":" and any(w in ("killed", "dead", "deaths", "died", "martyred") for w in low)
        return view.sentence.paragraph + _TALLY if intro else self._tally

    def _is_violence(self, c: Candidate) -> bool:
        """Whether words of violence are meant as such: done by or to people, things or places, or told in a story of armed people."""
        fought = any(armed(i) for i in (*c.actors, *c.targets))
        if self._struck_words(c):
            return fought or bool(c.means)
        if c.trigger.event == "death":  # most people die of no violence
            return self._at_war and bool(c.targets or self._harm(c))
        hard = c.event in _HARD and not c.chunk.verbal
        return self._at_war or fought or hard or bool(c.means) or bool(self._harm(c))

    def _struck_words(self, c: Candidate) -> bool:
        """ "an attack on the budget": what is struck is told, and is neither people nor thing nor place."""
        if c.targets or c.chunk.verbal:
            return False
        after = next((p for p in c.view.clauses.phrases(c.chunk) if p.a <= c.b + 1), None)
        return (
            after is not None
            and after.lead in ("on", "against")
            and c.view.item(after) is None
            and c.view.sentence.tags[after.head] in "NM"
        )

    def _means(self, c: Candidate) -> None:
        table = frames()["by_means"].get(c.event, {})
        c.event = next((table[i.sense] for i in c.means if i.sense in table), c.event)

    def _harm(self, c: Candidate) -> list[Harm]:
        kind = harms.KINDS.get(c.trigger.event) or (
            "killed" if c.trigger.lemma in ("kill", "die", "murder", "shoot dead", "gun down", "behead") else None
        )
        out: list[Harm] = []
        if kind is not None:
            out = harms.of_list(c.view, self._sufferers(c), kind)
        if c.trigger.frame == "tolls":
            out = harms.of_toll(c)
        elif c.event in self._violent:
            spans = {(h.count.a, h.count.b) for h in out}
            out += [h for h in harms.beside(c) if (h.count.a, h.count.b) not in spans]
            if not out and c.view.sentence.paragraph <= self._tally:
                out = harms.listed(c)
        return out

    def _sufferers(self, c: Candidate) -> list[Chunk]:
        clauses = c.view.clauses
        if c.chunk.verbal:
            if clauses.passive(c.chunk) or frames()[c.trigger.frame]["subject"] == "target":
                return clauses.subjects(c.chunk)
            after = clauses.object(c.chunk, c.end)
            return clauses.conjuncts(after) if after is not None else []
        return [p for chunk in clauses.phrases(c.chunk) if chunk.lead == "of" for p in clauses.conjuncts(chunk)][:4]

    # -- the record ----------------------------------------------------------

    def _report(self, c: Candidate, again: Sequence[Candidate]) -> Report:
        view = c.view
        actors, targets = self._parties(c.actors), self._parties([i for i in c.targets if i.kind != "time"])
        kind = self._ontology.event_type(
            c.event, actors=self._people.kinds(c.actors), targets=self._people.kinds(c.targets)
        )
        when = self._time(c)
        span = view.sentence.span(_with_number(c), c.b)
        return Report(
            digest(self._resolved.story.id, "report", *span, c.event),
            Span(span, self._analysis.text[span[0] : span[1]]),
            (view.sentence.start, view.sentence.end),
            tuple(
                sorted(
                    {(o.view.sentence.start, o.view.sentence.end) for o in again}
                    - {(view.sentence.start, view.sentence.end)}
                )
            ),
            kind,
            self._modality(c, when),
            actors,
            targets,
            self._parties(c.means),
            self._place(c),
            when,
            self._casualties(c),
            Attribution(self._people.role(c.claimant) if c.claimant else None, c.stance, self._cue(c)),
            _score(c),
        )

    def _parties(self, items: Sequence[Item]) -> tuple[Role, ...]:
        out: list[Role] = []
        for item in items:
            role = self._people.role(item)
            if role is not None and role.mention not in {r.mention for r in out}:
                out.append(role)
        return tuple(out)

    def _cue(self, c: Candidate) -> tuple[int, int] | None:
        return None if c.cue is None else c.view.sentence.span(*c.cue)

    def _place(self, c: Candidate) -> Place | None:
        return self._people.place(c.place) if c.place is not None else None

    def _time(self, c: Candidate) -> Interval | None:
        return self._people.time(c.time) if c.time is not None else None

    def _modality(self, c: Candidate, when: Interval | None) -> Modality:
        if c.modality == "asserted" and when is not None and self._now is not None and when.precision != "interval":
            if date.fromisoformat(when.end) < self._now - _OLD:
                return "background"
        if c.modality == "asserted" and _anchors(c):
            return "background"
        if c.modality == "background" and self._recent(c, when):
            return "asserted"  # "two days earlier a mine had killed ...": older than the lead, still news
        return c.modality

    def _recent(self, c: Candidate, when: Interval | None) -> bool:
        if when is not None and self._now is not None:
            return date.fromisoformat(when.end) >= self._now - _OLD
        low = c.view.sentence.low
        return c.time is not None and any(
            w in ("day", "days", "hours", "yesterday", "week", "overnight") for w in low[c.time.a : c.time.b]
        )

    def _casualties(self, c: Candidate) -> tuple[Casualty, ...]:
        out: list[Casualty] = []
        for h in c.harm:
            role = self._people.role(h.whom) if h.whom is not None else None
            name = (
                role.name
                if role is not None and h.whom is not None and (h.whom.hit is not None or h.whom.means is not None)
                else None
            )
            span = h.view.sentence.span(h.count.a, h.count.b)
            row = Casualty(h.kind, harms.whom(h, name), h.count.low, h.count.best, h.count.high, span)
            if row.span not in {o.span for o in out}:
                out.append(row)
        return tuple(out)


_OFFICES = frozenset(
    "ministry presidency government command council office commission department embassy directorate secretariat army forces police".split()
)
_PRESS = frozenset(("media", "think_tank", "civilians", "other"))


def _institution(view: View) -> Item | None:
    """The institution that issues a text, from its letterhead; a newspaper's byline is none."""
    for item in view.items:
        known = item.hit is not None and item.hit.sort == "name"
        if item.kind == "actor" and (
            item.hit.actors[0].kind not in _PRESS if known and item.hit else not _OFFICES.isdisjoint(item.low.split())
        ):
            return item
    return None


def is_table(view: View) -> bool:
    """Whether a sentence is a row of a table; its figures belong to columns that this reader does not read."""
    return view.sentence.low.count("|") >= 2


def _of_war(analysis: Analysis) -> bool:
    """Whether a story speaks of armed people or of several weapons; in others words of violence are mostly figures of speech."""
    people = {i.low for i in analysis.items() if armed(i)}
    weapons = {i.low for i in analysis.items() if i.kind == "weapon"}
    return len(people) + len(weapons) // 2 > 0


def _now(resolved: Resolved) -> date | None:
    """The day that "long ago" is judged from: publication, else the latest day that the story states."""
    published = resolved.story.published
    if published is not None:
        return date.fromisoformat(published.start)
    stated = [t.end for t in resolved.times.values() if t.basis == "stated" and t.precision in ("day", "month", "year")]
    return date.fromisoformat(max(stated)) if stated else None


def _with_number(c: Candidate) -> int:
    """ "120 rocket strikes": a number of events belongs to the trigger."""
    tags = c.view.sentence.tags
    if not c.chunk.verbal and tags[c.chunk.a] in "ai" and "c" in tags[c.chunk.a : c.a]:
        return c.chunk.a  # "over 120 rocket strikes"
    first = c.a
    while not c.chunk.verbal and first > c.chunk.a and tags[first - 1] in "cj" and "c" in tags[c.chunk.a : first]:
        first -= 1
    return first


def _inherit(to: Candidate, source: Candidate) -> None:
    to.actors = to.actors or source.actors
    to.targets = to.targets or source.targets
    to.means = to.means or source.means
    known = {h.kind for h in to.harm}
    to.harm += [h for h in source.harm if h.kind not in known]
    to.place = to.place or source.place
    to.time = to.time or source.time


def _is_speech_only(c: Candidate) -> bool:
    """ "The accusations" as a thing talked about is no new accusation."""
    return c.event in _SPEECH_EVENTS and (not c.actors or (not c.chunk.verbal and c.carrier is None))


def _attribute(c: Candidate, said: list[Speech]) -> None:
    at = c.a
    own = [s for s in said if s.first <= at < s.last and not (s.cue[0] <= at < s.cue[1])]
    if own:
        speech = min(own, key=lambda s: s.last - s.first)
        c.claimant, c.stance, c.cue = speech.claimant, speech.stance, speech.cue
        if speech.stance == "denies" and c.modality == "asserted" and c.event not in _SPEECH_EVENTS:
            c.modality = "denied"


def _in_speech(c: Candidate, said: list[Speech]) -> bool:
    return any(s.first <= c.a < s.last and not s.cue[0] <= c.a < s.cue[1] for s in said)


def _anchors(c: Candidate) -> bool:
    """Whether the event only dates another: "two years after ISIS's defeat in ..."."""
    low = c.view.sentence.low
    return any(placing.anchored(c, i) and any(w.startswith("year") for w in low[i.a : i.b]) for i in c.view.times)


def _score(c: Candidate) -> float:
    """Plain evidence count: half for a trigger, more for each role that was told, less for a weak word."""
    told = sum(map(bool, (c.actors, c.targets, c.place, c.time, c.harm)))
    return round(min(0.95, (0.4 if c.trigger.weak else 0.5) + 0.09 * told), 2)
