"""Told events of a sentence: a trigger and who did what to whom by the words around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from rasid.extract.arabic.forms import Form
from rasid.extract.arabic.lexicon import Lexicon, Trigger
from rasid.extract.arabic.numbers import number
from rasid.extract.arabic.phrases import MEANS, PEOPLE, Item, View, match
from rasid.extract.arabic.words import Sentence, splits
from rasid.extract.numbers import Count

HARM = frozenset(("killing", "death", "injury", "displacement", "destruction"))
_SUFFERING = frozenset(
    (
        "killing",
        "injury",
        "abduction",
        "detention",
        "assassination",
        "execution",
        "displacement",
        "destruction",
        "sexual_violence",
        "beheading",
    )
)
_LISTED = frozenset(("acts", "default", "voice", "plea", "to"))
_SPEECH = frozenset(("request", "demand", "reject", "accuse", "condemn", "threaten", "warn", "deny"))
_PLACES = frozenset(
    ("capture_territory", "siege", "incursion", "withdrawal", "advance", "lose_territory", "deployment", "raid")
)
_REACH = 22  # words: how far from its trigger a role may stand
_NO_FORM = Form("past", False, False, False)


@dataclass(slots=True, eq=False)
class Harm:
    """A stated count of people harmed; ``whom`` is the item that the count stands with."""

    kind: str
    count: Count
    whom: Item | None


@dataclass(slots=True, eq=False)
class Candidate:
    """A told event at words ``a`` to ``b``, with what was found for it."""

    view: View
    a: int
    b: int
    skip: int
    trigger: Trigger
    event: str
    form: Form
    definite: bool = False
    light: tuple[int, Form] | None = (
        None  # of a noun with a verb of its own ("carried out a strike"): where that stands
    )
    actors: list[Item] = field(default_factory=list)
    targets: list[Item] = field(default_factory=list)
    means: list[Item] = field(default_factory=list)
    harm: list[Harm] = field(default_factory=list)
    place: Item | None = None
    time: Item | None = None
    modality: str = "asserted"
    claimant: Item | None = None
    stance: str = "reports"
    cue: tuple[int, int] | None = None


class Events:
    """Reads the events of sentences."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def read(self, view: View) -> list[Candidate]:
        """The candidates with their roles, in order; those of weak words only where a role fits."""
        out: list[Candidate] = []
        for c in self._triggers(view):
            _Roles(c, self._lexicon, out).fill()
            if not c.trigger.weak or _fits(c):
                out.append(c)
        return out

    def _triggers(self, view: View) -> Iterator[Candidate]:
        sentence = view.sentence
        inside = {t: item for item in view.items for t in range(item.a, item.b) if item.kind not in ("document",)}
        t = 0
        while t < len(sentence.keys):
            key = sentence.keys[t]
            c = self._at(view, t) if self._lexicon.nouns.readings(key) or self._lexicon.verbs.readings(key) else None
            item = inside.get(t)
            if c is not None and (item is None or (item.a == t and item.sense in MEANS and c.b - c.a > 1)):
                yield c
                t = c.b
            else:
                t += 1

    def _at(self, view: View, t: int) -> Candidate | None:
        sentence = view.sentence
        nominal = match(self._lexicon.nouns, sentence, t)
        verbal = match(self._lexicon.verbs, sentence, t, verbs=True)
        if nominal is not None and (
            verbal is None
            or verbal[1].value[1].object
            or self._is_noun(sentence, t, len(nominal[1].rest), len(verbal[1].rest))
        ):
            split, row = nominal
            if split.lead == "ك":
                return None
            return Candidate(
                view, t, t + 1 + len(row.rest), split.skip, row.value, row.value.event, _NO_FORM, split.definite
            )
        if verbal is None:
            return None
        split, row = verbal
        trigger, form = row.value
        return Candidate(view, t, t + 1 + len(row.rest), split.skip, trigger, trigger.event, form)

    def _is_noun(self, sentence: Sentence, t: int, nominal: int, verbal: int) -> bool:
        """Whether letters that are both a noun and a verb ("قصف", "قتل") are the noun here."""
        if nominal != verbal:
            return nominal > verbal
        key, before, after = sentence.keys[t], sentence.key(t - 1), sentence.key(t + 1)
        words = self._lexicon
        bare = after[2:] if after.startswith("ال") else after
        if any(s.stem in words.prepositions for s in splits(before)) or (
            t and match(words.nouns, sentence, t - 1) and not key.startswith("و")
        ):
            return True
        if bare in words.demonyms or (
            bare in words.sets["adjectives"] and bare not in ("عسكري", "مدني", "مسلح", "مسلحين", "مسلحون", "مدنيه")
        ):
            return True
        if not key.startswith("و") and self._governed(sentence, t):
            return True
        return bool(t) and (
            before in ("عمليه", "عمليات", "حادثه", "حاله", "حالات", "تم", "يتم", "جرى", "جري")
            or words.light.get(before) is not None
        )

    def _governed(self, sentence: Sentence, t: int) -> bool:
        """Whether the clause has its verb already: "denied the shelling of"."""
        words = self._lexicon
        for k in range(t - 1, max(-1, t - 9), -1):
            key = sentence.keys[k]
            if key in words.sets["breaks"]:
                return False
            bare = key[1:] if key[:1] in "وف" and len(key) > 3 else key
            if bare in words.speech or bare in words.light:
                return True
        return False


def _fits(c: Candidate) -> bool:
    people = [i for i in (*c.actors, *c.targets) if i.kind in ("actor", "person_role")]
    if c.trigger.frame == "voice" and c.event == "attack":
        return bool(c.targets and (c.actors or c.means))
    if c.trigger.frame == "fires":
        return bool(c.means) and bool(c.actors or c.targets)
    if c.trigger.frame == "falls":
        return bool(c.actors)  # only with who it fell to
    if c.event in _PLACES:
        return bool(c.actors) and bool(c.place or c.targets)
    if c.event in ("killing", "death", "injury", "displacement", "detention", "disappearance", "beating"):
        return any(i.sense in PEOPLE | {"name"} for i in c.targets)
    return bool(c.actors and (c.targets or c.place)) or bool(people and c.means)


class _Roles:
    """Fills the roles of one candidate."""

    def __init__(self, c: Candidate, lexicon: Lexicon, earlier: list[Candidate]) -> None:
        self._c = c
        self._lexicon = lexicon
        self._earlier = earlier
        self._sentence = c.view.sentence
        self._end = self._window(c.b, verbs=c.trigger.verb)
        self._start = self._before(c.a)
        self._light = self._carried()
        c.light = self._light[1:] if self._light is not None else None

    def fill(self) -> None:
        """Give the candidate its actors, targets and means."""
        c = self._c
        after = [i for i in c.view.items if i.a >= c.b and i.a < min(self._end, c.b + _REACH) and i.kind != "time"]
        if c.trigger.verb:
            self._verb(after)
        else:
            self._noun(after)
        self._agents()
        c.means += [
            i
            for i in c.view.items
            if i.sense in MEANS
            and i not in c.means
            and i not in c.targets
            and self._start <= i.a < self._end
            and (i.lead == "ب" or i.kind == "weapon" and i.a < c.a and i.b > c.a - 3)
        ]
        c.actors = [i for i in c.actors if i not in c.targets]

    # -- verbs -------------------------------------------------------------------

    def _verb(self, after: list[Item]) -> None:
        c = self._c
        frame = c.trigger.frame
        bare = _groups([i for i in after if not i.lead or i.conj])
        subject = self._subject()
        if frame == "suffers":
            c.targets = bare[0] if bare else subject
        elif frame == "bursts":
            c.means = [i for i in (bare[0] if bare else subject) if i.sense in MEANS or i.sense == "vehicle"]
        elif frame == "fires":
            self._fires(bare, subject, after)
        elif frame in ("on", "from", "to", "in", "acts", "mutual", "plea"):
            self._governed(frame, bare, subject, after)
        else:
            self._transitive(bare, subject)

    def _fires(self, bare: list[list[Item]], subject: list[Item], after: list[Item]) -> None:
        c = self._c
        c.means = [i for g in bare for i in g if i.sense in ("rocket", "missile", "artillery", "gun")]
        c.actors = _acting([i for g in bare for i in g if i not in c.means]) or subject
        c.targets = next(iter(_led(after, ("على", "إلى"))), [])

    def _governed(self, frame: str, bare: list[list[Item]], subject: list[Item], after: list[Item]) -> None:
        c = self._c
        c.actors = _acting(bare[0]) if bare and (not subject or _able(bare[0][0])) else subject
        leads = {
            "on": ("على",),
            "from": ("من",),
            "to": ("ل", "إلى", "من", "عن", "مع", "ب"),
            "mutual": ("مع",),
            "plea": ("إلى",),
        }.get(frame, ())
        led = next((g for g in _led(after, leads)), [])
        rest = (
            bare[1]
            if len(bare) > 1 and bare[0] == c.actors
            else bare[0]
            if bare and subject and bare[0] != c.actors
            else []
        )
        c.targets = rest or [i for i in led if frame != "plea" and (frame != "to" or i.kind != "place")]

    def _transitive(self, bare: list[list[Item]], subject: list[Item]) -> None:
        c = self._c
        if c.form.object:
            c.actors = _acting(bare[0]) if bare else subject
            return
        if len(bare) > 1 and (_able(bare[0][0]) or bare[0][0].sense in MEANS) and self._adjacent(bare[0], bare[1]):
            self._acts(bare[0])
            c.targets = bare[1]
        elif not bare:
            self._alone(subject)
        elif subject and not self._passive(bare[0]):
            self._acts(subject)
            c.targets = bare[0]
        else:
            self._single(bare[0])

    def _adjacent(self, first: list[Item], second: list[Item]) -> bool:
        """Whether a second noun phrase can be the object: no verb or relative between."""
        keys = self._sentence.keys[first[-1].b : second[0].a]
        return len(keys) <= 8 and not any(self._lexicon.finite(k) for k in keys)

    def _alone(self, subject: list[Item]) -> None:
        c = self._c
        if c.trigger.frame == "voice" and c.event in _SUFFERING and subject and not _strong(subject[0]):
            c.targets = subject
        else:
            self._acts(subject)

    def _single(self, group: list[Item]) -> None:
        """One bare noun phrase after the verb: the passive's sufferer, or an active verb's subject whose object is not named."""
        c = self._c
        first = group[0]
        if c.trigger.frame != "voice":
            if _able(first) or first.sense in MEANS:
                self._acts(group)
            else:
                c.targets = group
        elif c.event in _SUFFERING or not (_able(first) or first.sense in MEANS):
            c.targets = group
            if c.form.feminine and first.number == 3 and first.sense in PEOPLE and self._earlier:
                c.actors = list(self._earlier[-1].actors) or [
                    i for i in self._earlier[-1].means if i.sense in ("aircraft", "drone")
                ]
        else:
            self._acts(group)

    def _passive(self, group: list[Item]) -> bool:
        """With a subject-like phrase before and one after: "وقتل ثلاثة" after a full clause is passive again."""
        c = self._c
        return (
            c.trigger.frame == "voice"
            and c.skip > 0
            and not c.form.feminine
            and not c.form.plural
            and c.event in _SUFFERING
            and group[0].sense in PEOPLE
        )

    def _acts(self, group: list[Item]) -> None:
        c = self._c
        c.actors = [
            i
            for i in group
            if i.sense not in MEANS | {"vehicle"} or i.kind == "actor" or i.sense in ("aircraft", "drone")
        ]
        c.means += [i for i in group if i.sense in MEANS and i.kind == "weapon"]

    def _subject(self) -> list[Item]:
        """The noun phrase that stands before the verb as its subject: it opens the clause or follows "that"."""
        c = self._c
        before = [
            i
            for i in c.view.items
            if self._start <= i.a and i.b <= c.a and i.kind in ("actor", "weapon", "facility", "person_role")
        ]
        bare = [i for i in before if not i.lead]
        if not bare or (c.skip and not self._carries_on(bare)):
            return self._relative()
        first = bare[0]
        opening = first.a - self._start <= 2
        return [first, *(i for i in bare[1:] if i.conj and i.a - first.b <= 2)] if opening else self._relative()

    def _carries_on(self, bare: list[Item]) -> bool:
        return len(bare) == 1 and self._c.form.feminine

    def _relative(self) -> list[Item]:
        """ "the drone that struck": what stands before a relative pronoun right before the verb."""
        c = self._c
        if self._sentence.key(c.a - 1) not in self._lexicon.sets["relative"]:
            return []
        near = [i for i in c.view.items if c.a - 8 <= i.b <= c.a and i.kind in ("actor", "weapon", "person_role")]
        return near[-1:]

    # -- nouns -------------------------------------------------------------------

    def _noun(self, after: list[Item]) -> None:
        c = self._c
        frame = c.trigger.frame
        genitive = self._genitive(after)
        if frame == "mutual":
            self._mutual(after, genitive)
        elif frame == "bursts":
            c.means = [i for i in genitive if i.sense in MEANS or i.sense == "vehicle"]
        elif frame == "suffers":
            c.targets = genitive or next(iter(_led(after, ("ل", "على"))), [])
        elif frame == "falls":
            c.targets = [i for i in genitive if i.kind in ("place", "facility")]
        elif frame in ("acts", "on", "in", "from"):
            c.actors = _acting(genitive)
            c.targets = next(iter(_led(after, {"on": ("على",), "from": ("من",)}.get(frame, ("على",)))), [])
        else:
            self._attack(after, genitive)
        self._carrier()

    def _attack(self, after: list[Item], genitive: list[Item]) -> None:
        c = self._c
        if genitive and (
            _able(genitive[0]) and genitive[0].sense not in ("victims",) or genitive[0].sense in ("aircraft", "drone")
        ):
            self._acts(genitive)
        else:
            c.targets = [i for i in genitive if i.kind != "weapon"]
        near = [i for i in after if i.a - c.b <= 3]
        if not c.actors:
            c.actors = _acting(next(iter(_led(near, ("ل",))), []))
        if not c.actors:
            c.actors = self._demonym()
        if not c.targets:
            c.targets = [i for i in next(iter(_led(after, ("على", "ضد"))), []) if i.kind != "weapon"]

    def _mutual(self, after: list[Item], genitive: list[Item]) -> None:
        c = self._c
        sides = next(iter(_led(after, ("بين",))), [])
        people = [i for i in sides if i.kind in ("actor", "person_role")]
        if people:
            c.actors = people[:1]
            c.targets = people[1:] or next(iter(_led(after, ("مع",))), [])[:1]
            return
        c.actors = _acting(genitive)
        c.targets = [i for i in next(iter(_led(after, ("مع",))), []) if i.kind in ("actor", "person_role")]

    def _genitive(self, after: list[Item]) -> list[Item]:
        """The noun phrase that the trigger governs directly, over adjectives, numbers and a time."""
        c = self._c
        for group in _groups([i for i in after if not i.lead or i.conj]):
            first = group[0]
            gap = self._sentence.keys[c.b : first.a]
            if len(gap) <= 6 and all(self._within(k) for k in gap) and not first.conj:
                return group
            return []
        return []

    def _within(self, key: str) -> bool:
        """Whether a word may stand between a noun and its genitive: an adjective, a number, "no less than"."""
        bare = key[2:] if key.startswith("ال") else key
        words = self._lexicon
        return (
            bare in words.sets["adjectives"]
            or bare in words.demonyms
            or key in words.sets["amounts"]
            or number([key], 0) is not None
            or key in ("ما",)
        )

    def _demonym(self) -> list[Item]:
        """ "an Israeli strike": the adjective's state acts."""
        c = self._c
        return [i for i in c.view.items if i.sense == "demonym" and c.b <= i.a <= c.b + 2]

    def _carried(self) -> tuple[str, int, Form] | None:
        """The light verb that carries a noun: "شن ... هجوما" before it, "هجوم شنه ..." after it."""
        if self._c.trigger.verb:
            return None
        for t in (
            *range(self._c.a - 1, max(-1, self._c.a - 10), -1),
            *range(self._c.b, min(self._c.b + 5, len(self._sentence.keys))),
        ):
            found = match(self._lexicon.light, self._sentence, t, verbs=True)
            if found is not None and (
                t < self._c.a
                and t >= self._start
                or t >= self._c.b
                and (found[1].value[1].object or self._sentence.key(t - 1) in self._lexicon.sets["relative"])
            ):
                return found[1].value[0], t, found[1].value[1]
        return None

    def _carrier(self) -> None:
        c = self._c
        if self._light is None:
            return
        kind, t, form = self._light
        low, high = (t, c.a) if t < c.a else (t, t + 8)
        items = [i for i in c.view.items if low < i.a < high and not i.lead and i.kind != "time"] or (
            self._opening(t) if t < c.a and kind != "signs" else []
        )
        group = next(iter(_groups(items)), [])
        if kind == "suffers" and t < c.a:
            c.targets = c.targets or group
        elif group and (_able(group[0]) or group[0].sense in MEANS) and not c.actors:
            self._acts(group)
        if c.targets and c.actors and t > c.a:
            c.targets = [i for i in c.targets if i not in c.actors]

    def _opening(self, t: int) -> list[Item]:
        return [
            i
            for i in self._c.view.items
            if self._start <= i.a and i.b <= t and not i.lead and i.kind in ("actor", "place", "facility", "weapon")
        ][:1]

    # -- reach -------------------------------------------------------------------

    def _agents(self) -> None:
        c = self._c
        keys = self._sentence.keys
        for i in c.view.items:
            if (
                i.kind in ("actor", "person_role", "weapon")
                and self._start <= i.a < min(len(keys), self._end + 12)
                and i.lead == "بيد"
                and i.a > c.a
            ):
                c.actors = [i]
                c.targets = [x for x in c.targets if x is not i]
                return

    def _window(self, t: int, *, verbs: bool) -> int:
        """The word before which what belongs to the trigger ends."""
        keys, words = self._sentence.keys, self._lexicon
        times = {i.a: i for i in self._c.view.items if i.kind == "time"}
        while t < len(keys):
            key = keys[t]
            if key in ("،", ",") and t + 1 in times:
                t = times[t + 1].b
                t += keys[t : t + 1] in (["،"], [","])
                continue
            if key in words.sets["breaks"] and not (key in words.sets["relative"] and not verbs):
                return t
            bare = key[1:] if key[0] in "وف" and len(key) > 3 else key
            if (bare in words.verbs or bare in words.speech) and not self._nominal(t, bare) and t > self._c.b:
                return t
            t += 1
        return t

    def _nominal(self, t: int, bare: str) -> bool:
        return bare in self._lexicon.nouns or any(i.a <= t < i.b for i in self._c.view.items)

    def _before(self, t: int) -> int:
        """The first word of the clause that the trigger stands in."""
        words = self._lexicon
        while t > 0:
            key = self._sentence.keys[t - 1]
            if key in words.sets["breaks"]:
                return t
            t -= 1
        return t


def _groups(items: list[Item]) -> list[list[Item]]:
    """Noun phrases with those joined to them by "and"."""
    out: list[list[Item]] = []
    for item in items:
        if out and item.conj and item.a - out[-1][-1].b <= 4:
            out[-1].append(item)
        else:
            out.append([item])
    return out


def _led(items: list[Item], leads: tuple[str, ...]) -> list[list[Item]]:
    """The groups whose first phrase follows one of the prepositions."""
    out: list[list[Item]] = []
    for item in items:
        if item.lead in leads and not (item.conj and out):
            out.append([item])
        elif out and item.conj and item.lead in ("", *leads) and item.a - out[-1][-1].b <= 3:
            out[-1].append(item)
    return out


def _able(item: Item) -> bool:
    """Whether an item can attack, seize, hold or speak."""
    return item.kind == "person_role" or (item.kind == "actor" and item.sense not in ("civilians", "victims"))


def _strong(item: Item) -> bool:
    return item.sense in ("name", "organisation") or item.actor is not None or item.definite


def _acting(group: list[Item]) -> list[Item]:
    return [i for i in group if i.kind in ("actor", "person_role") or i.sense in ("aircraft", "drone")]
