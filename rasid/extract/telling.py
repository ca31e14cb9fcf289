"""Which events a story tells, as candidates: read from its words alone, before names, places and times are resolved."""

from __future__ import annotations

from collections.abc import Iterator

from rasid.extract import harm as harms
from rasid.extract import merge, placing
from rasid.extract.analysis import Analysis, Item, View
from rasid.extract.attribution import Speech, speeches
from rasid.extract.candidates import Candidate, Harm, candidates
from rasid.extract.chunks import Chunk
from rasid.extract.coreference import Coreference
from rasid.extract.lexicon import frames
from rasid.extract.modality import modality
from rasid.extract.roles import Roles, armed
from rasid.ontology import Ontology

_SPEECH_EVENTS = frozenset(
    ("accuse", "reject", "deny", "condemn", "complain", "threaten", "warn", "ultimatum", "request", "demand", "praise")
)
_TALLY = 25  # paragraphs
# Nouns of these events have no figurative sense to speak of.
_HARD = frozenset(
    "bombing airstrike drone_strike missile_strike rocket_fire suicide_bombing landmine grenade shelling chemical_attack ceasefire_violation".split()
)


class Telling:
    """The candidates of one story; ``kept`` holds each event with its other tellings once ``read`` is done."""

    def __init__(self, analysis: Analysis, coreference: Coreference, ontology: Ontology) -> None:
        self._analysis = analysis
        self.text = analysis.text
        self._coreference = coreference
        self._at_war = _of_war(analysis)
        self._violent = frozenset(name for name, event in ontology.classes.items() if event.violent)
        self._roles = Roles(coreference, self._violent)
        self._scene = placing.Scene(self._violent, _SPEECH_EVENTS)
        self._tally = -1
        self._issuer: Item | None = None
        self.speeches: dict[int, list[Speech]] = {}
        self.kept: list[tuple[Candidate, list[Candidate]]] = []

    def read(self) -> None:
        """Find the candidates of all sentences, in reading order."""
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
            self._scene.enter(view)
            self._tally = self._tally_after(view)
            for candidate in self._of(view, found):
                self._scene.fill(candidate)
                self._keep(candidate)

    def _told_in(self, view: View) -> list[Candidate]:
        """The sentence's candidates whose roles make them events."""
        return [c for c in candidates(view) if self._roles.fill(c) and not _is_speech_only(c)]

    def _keep(self, candidate: Candidate) -> None:
        kept = self.kept
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
            ) or self._scene.referred(candidate)
            candidate.time = placing.time_of(candidate)
            found.append(candidate)
        joined = merge.within(found, self._violent)
        self._scene.see(view)
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
            out = harms.union(out, harms.beside(c))
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
