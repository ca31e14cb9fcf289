"""Who is meant: mentions of actors and office-holders to the registry.

The head of a phrase decides ("the US-backed SDF" is the SDF). Words for a state's institution take their country
from the phrase, else from the story, and only when one country stands out. What names nobody in the registry,
a part of somebody ("factions within the PMF"), or two at once, stays ``None``: never the nearest wrong one.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import takewhile

from rasid.records import Interval, Mention, Offsets, Ref
from rasid.registry import Actor, Hit, Office, Registry
from rasid.registry.names import is_acronym

_INSTITUTIONS = ("mil", "pol", "mfa", "mod", "moi", "moh", "par", "gov")
_CUT = re.compile(
    r"\s+(?:of|within|from|in|inside|among|by|near|at|under|with|for|who|which|that|loyal|backed|led|affiliated|linked|"
    r"aligned|allied|belonging|including|and|or|on|operating|supported|as)\b|\s*(?:,(?!\d)|[(;:])"
)
_OWNERS = re.compile(r"\s*(?:of|from|for|with|within|inside|belonging to|in|at)\b", re.IGNORECASE)
_LOYAL = re.compile(r"\s*(?:of|loyal to|under|led by)\b", re.IGNORECASE)
_JOINED = re.compile(r"\s*(?:,|(?:and|or)\b)", re.IGNORECASE)
_GOVERNORS = ("governor", "governors", "mayor")
_NOUN_AFTER = re.compile(r"\s+[^\W\d_]")
_EXPANDED = re.compile(r"\((?<![\w(]\()(?:the |or |also known as )?[\"'“]?([A-Z][A-Za-z0-9/&-]{1,9})[\"'”]?\)")
_CAPITALS = re.compile(r"[A-Z]")
_WORD = re.compile(r"[^\s\"“”]+")
_CIVIC = frozenset({"media", "think_tank", "ngo", "igo", "civilians", "other", "court", "company"})
_Held = tuple[Actor, Office]
_NEAR = 300  # characters before a mention within which a named country counts double


@dataclass(slots=True)
class _Story:
    """What a story says about who can be meant: its countries, its own acronyms, its date, its named institutions."""

    text: str
    span: Offsets
    published: Interval | None
    countries: tuple[str, ...]
    support: Mapping[str, float]
    hits: Sequence[Hit]
    acronyms: Mapping[str, tuple[Actor, ...]]
    named: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class _Phrase:
    """What a phrase holds whatever the story: its names, and where its ``core`` ends."""

    hits: tuple[Hit, ...]
    cut: int
    heads: tuple[Hit, ...]


class Who:
    """Resolves mentions of kind "actor" and "person_role" against a registry."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._words = {key: frozenset(words) for key, words in registry.words.items()}
        self._unsuited = self._words["not_of_state"] | self._words["not_state"] | self._words["parts"]
        self._heads = {word: of for of in reversed(_INSTITUTIONS) for word in registry.words[of]}
        self._crews = {word: "mil" for word in registry.words["weapon_crews"]}
        self._people = _office_holders(registry.actors.values())
        # A stream of news repeats its names; what follows from the words alone is kept.
        self._read = lru_cache(maxsize=8192)(self._phrase)
        self._holders = lru_cache(maxsize=8192)(self._office_holders_in)

    def resolve(
        self,
        mentions: Sequence[Mention],
        text: str,
        *,
        published: Interval | None,
        countries: Sequence[str],
        span: Offsets | None = None,
    ) -> dict[str, Ref | None]:
        """Mention id to the registry's actor, or ``None``, for every mention of an actor or an office-holder.

        ``countries`` are the ISO codes of the story's places, best supported first; ``span`` is where the story
        stands in ``text``, all of it by default.
        """
        wanted = [mention for mention in mentions if mention.kind in ("actor", "person_role")]
        if not wanted:
            return {}
        story = self._story(text, span or (0, len(text)), published, countries)
        found: dict[str, Actor | None] = {}
        known: dict[str, Actor | None] = {}  # the same words name the same actor all through a story
        for mention in wanted:
            if mention.text not in known:
                known[mention.text] = self._named(mention.text, story)
            found[mention.id] = actor = known[mention.text]
            if actor:
                story.named[actor.id] += 1
        places = {at for mention in mentions if mention.kind in ("place", "facility") for at in range(*mention.span)}
        for mention in wanted:
            if found[mention.id] is None:
                qualifies = None if mention.span[0] in places else self._adjective(mention, text)
                found[mention.id] = qualifies or self._generic(mention, story)
        return {id: Ref(actor.id, actor.name) if actor else None for id, actor in found.items()}

    def kind(self, phrase: str) -> str | None:
        """The kind of actor that a phrase tells of even where nobody is named: "Iraqi armed factions" is an armed group."""
        words = self._core_words(phrase)
        if any(word in self._words["not_state"] or word in self._words["parts"] for word in words):
            return "armed_group"
        hits = [hit for hit in self._registry.find(phrase) if hit.sort != "demonym"]
        if hits and hits[-1].sort != "metonym":
            return hits[-1].actors[0].kind
        head = self._institution(words, crews=True)
        return {"mil": "military", "pol": "police", "gov": "government"}.get(head, "office") if head else None

    # -- the story ---------------------------------------------------------------------------------------------

    def _story(self, text: str, span: Offsets, published: Interval | None, countries: Sequence[str]) -> _Story:
        hits = self._registry.find(text, *span)
        support: dict[str, float] = defaultdict(float)
        for rank, iso2 in enumerate(dict.fromkeys(countries)):
            support[iso2] += 3.0 if rank == 0 else 1.0
        for hit in hits:
            # A backer ("US-backed") is told of, but it is not where the story is.
            weight = 0.25 if _attributive(text, hit) else 1.0
            country = hit.actors[0].country
            if len(hit.actors) == 1 and country and hit.actors[0].kind not in _CIVIC and not self._unsure(hit):
                support[country] += weight
        acronyms = self._expansions(text, span, hits)
        return _Story(text, span, published, tuple(dict.fromkeys(countries)), support, hits, acronyms)

    def _expansions(self, text: str, span: Offsets, hits: Sequence[Hit]) -> dict[str, tuple[Actor, ...]]:
        """Acronyms that the text itself spells out: "Rapid Support Forces (RSF)"; to nobody when the name is unknown."""
        ends = {hit.end: hit for hit in hits if hit.sort == "name"}
        bound: dict[str, tuple[Actor, ...]] = {}
        for match in _EXPANDED.finditer(text, *span):
            low = max(span[0], match.start() - 160)
            acronym, before = match[1], text[low : match.start()].rstrip()
            hit = ends.get(low + len(before))
            if hit and len(hit.actors) == 1:
                bound.setdefault(acronym, hit.actors)
            elif _spells(before, acronym):
                bound.setdefault(acronym, ())
        return bound

    # -- phrases that name somebody ----------------------------------------------------------------------------

    def _named(self, phrase: str, story: _Story) -> Actor | None:
        read = self._read(phrase)
        hits, cut, heads = read.hits, read.cut, read.heads
        core, rest = phrase[:cut], phrase[cut:]
        if _JOINED.match(rest) and self._names_another(hits, cut):
            return None
        person = self._person(core, story)
        if person and not (heads and heads[-1].sort in ("name", "generic")):
            return person
        if heads:
            return self._headed(heads, core, story)
        return self._owned(core, rest, story)

    def _phrase(self, phrase: str) -> _Phrase:
        capitals = phrase.isupper() and " " in phrase
        found = self._registry.find(phrase, fold=capitals)
        hits = tuple(hit for hit in found if capitals or not self._in_longer_name(phrase, hit))
        cut = _cut(phrase, hits)
        return _Phrase(hits, cut, tuple(hit for hit in hits if hit.end <= cut and not _attributive(phrase, hit)))

    def _in_longer_name(self, phrase: str, hit: Hit) -> bool:
        """Whether a name of common words has one more capitalised word in front: "National Security Council"."""
        before = phrase[: hit.start].split()
        if hit.sort != "name" or not before or hit.alias.split()[-1].lower() not in self._words["common_names"]:
            return False
        word = before[-1].strip('"“”(,').replace("’", "'")
        low = word.lower().removesuffix("'s")
        if (
            not word[:1].isupper()
            or word.endswith(("'s", "'", ".", ","))
            or "-" in word
            or low in self._words["before_name"]
        ):
            return False
        return not self._registry.find(word)

    def _adjective(self, mention: Mention, text: str) -> Actor | None:
        """The government of a people's adjective before a noun that can be the state's: "Israeli" in "Israeli complaint"."""
        hits = self._read(mention.text).hits
        if len(hits) != 1 or hits[0].sort != "demonym" or (hits[0].start, hits[0].end) != (0, len(mention.text)):
            return None
        country = self._registry.countries.get(hits[0].actors[0].country or "")
        after = _words(text[mention.span[1] : mention.span[1] + 80].partition("\n")[0])[:4]
        if len(hits[0].actors) > 1 or country is None or mention.text not in country.adj:
            return None
        if not after or not _NOUN_AFTER.match(text, mention.span[1]) or after[0] in self._words["not_nouns"]:
            return None
        phrase = takewhile(lambda word: word not in self._words["not_nouns"], after[:3])
        return None if any(word in self._unsuited for word in phrase) else hits[0].actors[0]

    def _names_another(self, hits: Sequence[Hit], cut: int) -> bool:
        before = {actor.id for hit in hits if hit.end <= cut and hit.sort != "demonym" for actor in hit.actors}
        after = {actor.id for hit in hits if hit.start >= cut for actor in hit.actors}
        return bool(before) and bool(after - before)

    def _headed(self, heads: Sequence[Hit], core: str, story: _Story) -> Actor | None:
        """The actor of a phrase whose core holds a name: "SDF fighters", "Iraqi army", "Israel's Foreign Ministry"."""
        hit = heads[-1]
        if (
            len(heads) > 1
            and hit.sort == "generic"
            and heads[-2].sort == "name"
            and self._still_own(_words(core[hit.start : hit.end]))
        ):
            hit = heads[-2]  # "Clan del Golfo gunmen" are no unknown gunmen
        tail = _words(core[hit.end :])
        before = set(_words(core[: hit.start]))
        if hit.sort in ("demonym", "metonym"):
            if not tail and before - {"the"}:
                return None  # "eastern Ukraine" is a place
            return self._of_country(hit, tail, story)
        if before & self._words["parts"] or before & {"former", "ex", "retired"}:
            return None
        actor = self._one(hit, core, story)
        if actor is None or not tail:
            return actor
        if actor.id.startswith("gov-") and self._institution(tail) == "mil":
            return self._state(actor.country, "mil")
        return actor if self._still_own(tail) else None

    def _of_country(self, hit: Hit, tail: list[str], story: _Story) -> Actor | None:
        country = hit.actors[0].country if len(hit.actors) == 1 else None
        if not tail:
            return hit.actors[0] if hit.sort == "metonym" and country else None
        head = self._head(tail)
        if not self._words["not_state"].isdisjoint([head, *tail[: len(tail) - len(head.split())]]):
            return None
        of = self._institution(tail, crews=True) or self._department(tail)
        return self._state(country, of) if of and country else None

    def _department(self, words: Sequence[str]) -> str | None:
        """The government for "ministry of oil", which has no institution of its own in the registry."""
        of = words.index("of") if "of" in words else 0
        return "gov" if of and words[of - 1] in ("ministry", "minister") else None

    def _owned(self, core: str, rest: str, story: _Story) -> Actor | None:
        """The actor of "fighters from ISIS", "forces of President X"; nobody for "factions within the PMF"."""
        words = self._core_words(core)
        if not rest or not words or words[-1] in self._words["parts"]:
            return None
        military = self._institution(words, crews=True) == "mil" or words[-1] in ("forces", "militia", "fighters")
        if military and _LOYAL.match(rest):
            person = self._person(rest, story)
            if person:
                return self._state(person.country, "mil") if person.id.startswith("gov-") else person
        owner = _OWNERS.match(rest)
        if not owner:
            return None
        return self._owner(words, rest[owner.end() :].strip(), owner[0].strip().lower(), story)

    def _owner(self, words: list[str], whole: str, joint: str, story: _Story) -> Actor | None:
        of = self._institution(words)
        read = self._read(whole)
        hits, cut = read.hits, read.cut
        if _JOINED.match(whole[cut:]) and self._names_another(hits, cut):
            return None
        if hits and hits[0].sort == "metonym" and not _words(whole[: hits[0].start]):
            country = hits[0].actors[0].country if len(hits[0].actors) == 1 else None
            return self._state(country, of) if of and country and joint in ("of", "from", "for") else None
        if not (of or self._still_own(words)) or any(
            word in self._words["not_state"] - {"fighters", "militants"} for word in words[:-1]
        ):
            return None
        return self._named(whole, story)

    def _still_own(self, tail: Sequence[str]) -> bool:
        if tail[-1] in self._words["parts"]:
            return False
        return tail[-1] in self._words["own"] or self._institution(tail) is not None

    # -- phrases that need the story ---------------------------------------------------------------------------

    def _generic(self, mention: Mention, story: _Story) -> Actor | None:
        """The institution that "the army", "regime forces", "police" mean in this story, if only one can be meant."""
        read = self._read(mention.text)
        if read.hits:
            return None
        core, rest = mention.text[: read.cut], mention.text[read.cut :]
        words = self._core_words(core)
        if rest and not _JOINED.match(rest):
            return self._office_of(mention, words, rest, story)
        words = self._served(words)
        of = self._institution(words) if words else None
        if of is None or self._head(words) in self._words["needs_owner"]:
            of, words = self._titled(core), []
            if of is None and rest.startswith(","):  # "Major General X, spokesperson for the army"
                return self._generic(_cut_to(mention, read.cut + len(rest) - len(rest.lstrip(", "))), story)
        if of is None or not self._is_plain(words):
            return None
        return self._state(self._country(mention, of, "regime" in words, story), of)

    def _served(self, words: list[str]) -> list[str]:
        """What an office is of: "armed forces" for "commander-in-chief of the armed forces"; else the words as they are."""
        if "of" not in words:
            return words
        of = words.index("of")
        rest = words[of + 1 + (words[of + 1 : of + 2] == ["the"]) :]
        return (
            rest
            if self._institution(words)
            and self._institution(words[:of])
            and self._institution(rest) == self._institution(words)
            else words
        )

    def _titled(self, core: str) -> str | None:
        """The institution of an office at home with a name that is not known: "army chief X", "Defence Minister X"."""
        tokens = core.split()
        while len(tokens) > 1 and (tokens[-1][0].isupper() or tokens[-1][:3].lower() in ("al-", "el-")):
            tokens.pop()
            words = self._core_words(" ".join(tokens))
            of = self._institution(words)
            if of in self._words["home"] and self._head(words) not in self._words["needs_owner"]:
                return of if self._is_plain(words) else None
        return None

    def _office_of(self, mention: Mention, words: Sequence[str], rest: str, story: _Story) -> Actor | None:
        """The institution that an office serves: "spokesperson for the army", "governor of X" in the story's country."""
        joint = _OWNERS.match(rest)
        if not joint or not words or joint[0].strip().lower() not in ("of", "for", "from"):
            return None
        if words[-1] in _GOVERNORS:
            return self._state(self._country(mention, "gov", False, story), "gov")
        if self._institution(words) is None and not self._still_own(words):
            return None
        return self._generic(_cut_to(mention, len(mention.text) - len(rest) + joint.end()), story)

    def _is_plain(self, words: Sequence[str]) -> bool:
        head = self._head(words)
        before = words[: len(words) - len(head.split())]
        return all(word in self._words["plain"] or word.replace(",", "").isdigit() for word in before)

    def _country(self, mention: Mention, of: str, regime: bool, story: _Story) -> str | None:
        if regime:
            return self._regime(story)
        named = Counter(
            {id[-2:]: n for id, n in story.named.items() if id.startswith(f"{of}-") and len(id) == len(of) + 3}
        )
        best = _standing_out(named, times=3)
        if best or named:
            return None if best and self._of_another(mention, best, story) else best
        near = dict(story.support)
        for hit in story.hits:
            if mention.span[0] - _NEAR <= hit.start < mention.span[0] and not _attributive(story.text, hit):
                country = hit.actors[0].country
                if country and hit.actors[0].kind not in _CIVIC:
                    near[country] = near.get(country, 0.0) + 1.0
        return _standing_out(near, times=2)

    def _of_another(self, mention: Mention, country: str, story: _Story) -> bool:
        """Whether the sentence has named only other states when it comes to bare soldiers: "Israel reported two soldiers killed"."""
        start = max(story.text.rfind(mark, 0, mention.span[0]) for mark in (". ", "\n"))
        named = {
            hit.actors[0].country
            for hit in story.hits
            if start < hit.start < mention.span[0]
            and hit.actors[0].kind == "government"
            and not _attributive(story.text, hit)
        }
        return bool(named) and country not in named

    def _regime(self, story: _Story) -> str | None:
        """The country whose government reporting calls "the regime" at the story's date; the places' own first."""
        flagged: dict[str, float] = {}
        for iso2, support in story.support.items():
            country = self._registry.countries.get(iso2)
            regime = country.regime if country else None
            if regime and _in_time(regime.start, regime.end, story.published):
                flagged[iso2] = support
        first = story.countries[0] if story.countries else None
        return first if first in flagged else _standing_out(flagged, times=2)

    # -- choices -----------------------------------------------------------------------------------------------

    def _one(self, hit: Hit, phrase: str, story: _Story) -> Actor | None:
        """The actor of a hit: as the story spells it out, else the only bearer, else by theatre and date."""
        words = phrase[hit.start : hit.end]
        if words in story.acronyms:
            bound = story.acronyms[words]
            return bound[0] if bound else None
        if hit.sort == "generic":
            return self._loose(hit, story)
        if len(hit.actors) > 1:
            return self._by_theatre(hit.actors, story)
        here = not story.support or not hit.actors[0].theatre.isdisjoint(story.support)
        return hit.actors[0] if here or not self._unsure(hit) else None

    def _unsure(self, hit: Hit) -> bool:
        """Whether a name is so short an acronym that elsewhere it may be somebody else's: "AA", "PRC"."""
        short = hit.sort == "name" and len(hit.alias) <= 3 and is_acronym(hit.alias)
        armed = bool(hit.actors[0].theatre) and hit.actors[0].kind not in _CIVIC
        return short and armed and hit.alias not in self._words["known"]

    def _loose(self, hit: Hit, story: _Story) -> Actor | None:
        sure = [actor for actor in hit.actors if actor.generic and hit.alias not in actor.loose]
        if len(sure) == 1:
            return sure[0]
        return self._by_theatre([actor for actor in hit.actors if actor.theatre], story)

    def _by_theatre(self, actors: Sequence[Actor], story: _Story) -> Actor | None:
        alive = [actor for actor in actors if _alive(actor, story.published)] or list(actors)
        ranked = sorted(story.support, key=lambda iso2: -story.support[iso2])
        for iso2 in story.countries or [c for c in ranked if story.support[c] >= 1.0]:
            here = [actor for actor in alive if iso2 in actor.theatre]
            if here:
                return here[0] if len(here) == 1 else None
        anywhere = [actor for actor in alive if not actor.theatre or actor.kind in _CIVIC]
        return anywhere[0] if len(anywhere) == 1 and story.support else None

    def _person(self, words: str, story: _Story) -> Actor | None:
        """The actor for which an office-holder named in ``words`` speaks; the last name alone needs a title before it."""
        held, sure = self._holders(words)
        if not held:
            return None
        # A bare last name counts where the story gives it in full.
        told = sure or any(story.text.find(office.person, *story.span) >= 0 for _, office in held)
        return self._speaks_for(held, story) if told else None

    def _office_holders_in(self, words: str) -> tuple[tuple[_Held, ...], bool]:
        """Those whom ``words`` may name, and whether they do so with full name or title; nobody for a last name among others."""
        tokens = [
            token.strip(".,'’s\"“”") if token.endswith(("'s", "’s")) else token.strip('.,"“”')
            for token in words.split()
        ]
        for size in (4, 3, 2):
            for at in range(len(tokens) - size + 1):
                held = self._people.get(" ".join(tokens[at : at + size]).lower())
                if held:
                    return tuple(held), True
        held = self._people.get(tokens[-1].lower()) if tokens and tokens[-1][:1].isupper() else None
        low = " ".join(tokens).lower()
        if held and len(tokens) > 1:
            return (tuple(held), True) if any(office.role in low for _, office in held) else ((), False)
        return tuple(held or ()), False

    def _speaks_for(self, held: Iterable[_Held], story: _Story) -> Actor | None:
        in_office = {actor.id: actor for actor, office in held if _in_time(office.start, office.end, story.published)}
        return next(iter(in_office.values())) if len(in_office) == 1 else None

    def _state(self, country: str | None, of: str) -> Actor | None:
        return self._registry.actors.get(f"{of}-{country}") if country else None

    # -- words -------------------------------------------------------------------------------------------------

    def _core_words(self, phrase: str) -> list[str]:
        words = _words(phrase)
        while words and (words[0] in ("the", "a", "an", "its", "their", "this", "these") or words[0].isdigit()):
            words = words[1:]
        return words

    def _institution(self, words: Sequence[str], *, crews: bool = False) -> str | None:
        """Which institution of a state the end of a phrase means: "mil", "pol", "gov", "mfa" ...; ``None`` for none."""
        head = self._head(words)
        return self._heads.get(head) or (self._crews.get(head) if crews else None)

    def _head(self, words: Sequence[str]) -> str:
        for size in (4, 3, 2, 1):
            if len(words) >= size and (head := " ".join(words[-size:])) in self._heads:
                return head
        return " ".join(words[-2:]) if " ".join(words[-2:]) in self._crews else "".join(words[-1:])


def _office_holders(actors: Iterable[Actor]) -> dict[str, list[_Held]]:
    """Full names and last names, in lower case, to the offices held and the actor they speak for."""
    held: dict[str, list[_Held]] = {}
    for actor in actors:
        for office in actor.offices:
            name = office.person.lower()
            for key in {name, name.split()[-1], name.split()[-1].removeprefix("al-")}:
                held.setdefault(key, []).append((actor, office))
    return held


def _words(text: str) -> list[str]:
    return list(_split(text))


@lru_cache(maxsize=8192)
def _split(text: str) -> tuple[str, ...]:
    text = text.replace("’", "'")
    text = text[2:] if text.startswith("'s") else text.removeprefix("'")
    return tuple(word for word in (token.strip("'.,:;()").lower() for token in _WORD.findall(text)) if word)


def _cut_to(mention: Mention, at: int) -> Mention:
    """The part of a mention from a place in its words on."""
    return replace(mention, text=mention.text[at:], span=(mention.span[0] + at, mention.span[1]))


def _cut(phrase: str, hits: Sequence[Hit]) -> int:
    """Where the core of a phrase ends: at the first joint that is no part of a name and not its beginning."""
    for match in _CUT.finditer(phrase):
        if match.start() and not any(hit.start < match.end() and match.start() < hit.end for hit in hits):
            if (
                not phrase[: match.start()]
                .lower()
                .endswith(("ministry", "minister", "ministers", "chief", "secretary", "council"))
            ):
                return match.start()
    return len(phrase)


def _attributive(text: str, hit: Hit) -> bool:
    """Whether a name only qualifies what follows: "US-backed", "pro-Iranian", "al-Qaeda-linked"."""
    after = text[hit.end : hit.end + 2]
    before = text[max(0, hit.start - 1) : hit.start]
    return before in ("-", "‑", "–") or (len(after) == 2 and after[0] in "-‑–" and after[1].isalpha())


def _spells(before: str, acronym: str) -> bool:
    """Whether the capitals of the words just before an acronym begin its letters."""
    letters = [char.lower() for char in acronym if char.isalpha()]
    words = [word for word in re.split(r"[\s-]+", before[-120:]) if _CAPITALS.match(word)]
    tail = [word[0].lower() for word in words[-len(letters) :]]
    return tail == letters


def _standing_out(counts: Mapping[str, float], *, times: float) -> str | None:
    """The key whose count is at least ``times`` that of the next, or the only one; ``None`` otherwise."""
    ranked = sorted((-count, key) for key, count in counts.items() if count > 0)
    if not ranked:
        return None
    if len(ranked) == 1 or -ranked[0][0] >= times * -ranked[1][0]:
        return ranked[0][1]
    return None


def _in_time(start: str | None, end: str | None, published: Interval | None) -> bool:
    if published is None:
        return True
    begun = start is None or start <= published.end
    return begun and (end is None or published.start[: len(end)] <= end)


def _alive(actor: Actor, published: Interval | None) -> bool:
    return published is None or actor.existed(published.start, published.end)
