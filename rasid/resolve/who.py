"""Who is meant: mentions of actors and office-holders to the registry.

The head of a phrase decides ("the US-backed SDF" is the SDF). Words for a state's institution take their country
from the phrase, else from the story, and only when one country stands out. What names nobody in the registry,
a part of somebody ("factions within the PMF"), or two at once, stays ``None``: never the nearest wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import takewhile

from rasid.records import Interval, Mention, Offsets, Ref
from rasid.registry import Actor, Hit, Registry
from rasid.resolve.anaphor import Anaphors
from rasid.resolve.bearer import Bearers
from rasid.resolve.cast import Cast, cast_of
from rasid.resolve.institution import Institutions
from rasid.resolve.mission import Missions
from rasid.resolve.officeholder import OfficeHolders
from rasid.resolve.provisional import proper_name
from rasid.resolve.wording import JOINED, core_words, cut_of, qualifies, words_of

_OWNERS = re.compile(r"\s*(?:of|from|for|with|within|inside|belonging to|in|at)\b", re.IGNORECASE)
_LOYAL = re.compile(r"\s*(?:of|loyal to|under|led by)\b", re.IGNORECASE)
_GOVERNORS = ("governor", "governors", "mayor")
_GOES_ON = re.compile(r"\s+(for|of) (?:the )?[A-Z]")
_NOUN_AFTER = re.compile(r"\s+[^\W\d_]")


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
        self._common = frozenset().union(*self._words.values())
        self._institutions = Institutions(registry.words)
        self._bearers = Bearers(self._words["known"])
        self._people = OfficeHolders(registry.actors.values())
        self._missions = Missions(registry.actors.values(), registry.words)
        self._anaphors = Anaphors(registry.words, registry.actors)
        # A stream of news repeats its names; what follows from the words alone is kept.
        self._read = lru_cache(maxsize=8192)(self._phrase)
        self._spelt = lru_cache(maxsize=8192)(self._in_other_spelling)

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
        cast = cast_of(
            self._registry,
            text,
            span or (0, len(text)),
            published=published,
            countries=countries,
            known=self._words["known"],
        )
        found: dict[str, Actor | None] = {}
        known: dict[str, Actor | None] = {}  # the same words name the same actor all through a story
        for mention in wanted:
            if mention.text not in known:
                known[mention.text] = self._named(mention.text, cast)
            found[mention.id] = actor = known[mention.text]
            if actor:
                cast.named[actor.id] += 1
        places = {at for mention in mentions if mention.kind in ("place", "facility") for at in range(*mention.span)}
        told = [(mention, actor) for mention in wanted if (actor := found[mention.id])]
        for mention in wanted:
            if found[mention.id] is None:
                state = None if mention.span[0] in places else self._adjective(mention, text)
                again = self._anaphors.meant(mention, told, text)
                found[mention.id] = state or again or self._generic(mention, cast)
        return {id: Ref(actor.id, actor.name) if actor else None for id, actor in found.items()}

    def kind(self, phrase: str) -> str | None:
        """The kind of actor that a phrase tells of even where nobody is named: "Iraqi armed factions" is an armed group."""
        words = core_words(phrase)
        if any(word in self._words["not_state"] or word in self._words["parts"] for word in words):
            return "armed_group"
        hits = [hit for hit in self._registry.find(phrase) if hit.sort != "demonym"]
        if hits and hits[-1].sort != "metonym":
            return hits[-1].actors[0].kind
        return self._institutions.kind(words)

    # -- phrases that name somebody ----------------------------------------------------------------------------

    def _named(self, phrase: str, cast: Cast) -> Actor | None:
        read = self._read(phrase)
        hits, cut, heads = read.hits, read.cut, read.heads
        core, rest = phrase[:cut], phrase[cut:]
        if JOINED.match(rest) and (self._names_another(hits, cut) or self._joins_state(heads, rest)):
            return None
        person = self._people.speaks_for(core, cast)
        if person and not (heads and heads[-1].sort in ("name", "generic")):
            return person
        sent = self._sent(phrase, read, cast)
        if sent:
            return sent[0] if len(sent) == 1 else None
        if spelt := self._spelt(core):
            return spelt
        if heads:
            return self._headed(heads, core, cast)
        return self._owned(core, rest, cast)

    def _joins_state(self, heads: Sequence[Hit], rest: str) -> bool:
        """Whether a state's institution is joined to somebody else: "Taliban and government forces"."""
        words = words_of(JOINED.sub("", rest, count=1))
        if not heads or not words or words[0] in ("its", "their", "his"):
            return False
        other = self._institutions.of(words) is not None and self._institutions.is_plain(words)
        return other and not heads[-1].actors[0].kind == "military" and heads[-1].sort == "name"

    def _sent(self, phrase: str, read: _Phrase, cast: Cast) -> Sequence[Actor]:
        """Whom a phrase for a body's mission may mean: "the UN mission in Mali", "the NATO-led force"."""
        names = [hit for hit in read.hits if hit.end <= read.cut and hit.sort == "name" and len(hit.actors) == 1]
        if len(names) != 1 or (read.heads and read.heads[-1] is not names[0]):
            return ()
        (body,) = names[0].actors
        tail = words_of(phrase[names[0].end : read.cut].removeprefix("-led"))
        if not self._missions.tells(body, tail):
            return ()
        return self._missions.of(body, tail[-1], self._country_in(phrase[read.cut :]), cast)

    def _country_in(self, rest: str) -> str | None:
        hits = [hit for hit in self._registry.find(rest) if hit.sort == "metonym" and len(hit.actors) == 1]
        return hits[0].actors[0].country if hits else None

    def _in_other_spelling(self, core: str) -> Actor | None:
        """The actor of a name that stands whole in the registry, but in another spelling."""
        name, after = proper_name(core)
        if not name or (after and not self._still_own([after])) or name.lower() in self._common:
            return None
        longest = max((hit.end - hit.start for hit in self._read(core).hits), default=0)
        return self._registry.spelt(name) if longest < len(name) else None

    def _phrase(self, phrase: str) -> _Phrase:
        capitals = phrase.isupper() and " " in phrase
        found = self._registry.find(phrase, fold=capitals)
        hits = tuple(hit for hit in found if capitals or not self._in_longer_name(phrase, hit))
        cut = cut_of(phrase, hits)
        return _Phrase(hits, cut, tuple(hit for hit in hits if hit.end <= cut and not qualifies(phrase, hit)))

    def _in_longer_name(self, phrase: str, hit: Hit) -> bool:
        """Whether a name of common words has more capitalised words around it: "National Security Council", "Islamic Front for X"."""
        before = phrase[: hit.start].split()
        common = hit.alias.split()[-1].lower() in self._words["common_names"]
        if (common or hit.sort == "generic") and self._goes_on(phrase, hit):
            return True
        if hit.sort != "name" or not before or not common:
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

    def _goes_on(self, phrase: str, hit: Hit) -> bool:
        """Whether a group's name of common words goes on after it, and not with a country where the group acts."""
        more = _GOES_ON.match(phrase, hit.end)
        if not more or not hit.alias[0].isupper() or not any(actor.theatre for actor in hit.actors):
            return False
        where = self._country_in(phrase[more.end() - 1 :])
        return more[1] == "for" or not any(where in actor.theatre for actor in hit.actors)

    def _adjective(self, mention: Mention, text: str) -> Actor | None:
        """The government of a people's adjective before a noun that can be the state's: "Israeli" in "Israeli complaint"."""
        hits = self._read(mention.text).hits
        if len(hits) != 1 or hits[0].sort != "demonym" or (hits[0].start, hits[0].end) != (0, len(mention.text)):
            return None
        country = self._registry.countries.get(hits[0].actors[0].country or "")
        after = words_of(text[mention.span[1] : mention.span[1] + 80].partition("\n")[0])[:4]
        if len(hits[0].actors) > 1 or country is None or mention.text not in country.adj:
            return None
        if not after or not _NOUN_AFTER.match(text, mention.span[1]) or after[0] in self._words["not_nouns"]:
            return None
        phrase = set(takewhile(lambda word: word not in self._words["not_nouns"], after[:3]))
        doing = not phrase.isdisjoint(self._words["acts_of_state"]) and phrase.isdisjoint(self._unsuited)
        return hits[0].actors[0] if doing else None

    def _names_another(self, hits: Sequence[Hit], cut: int) -> bool:
        before = {actor.id for hit in hits if hit.end <= cut and hit.sort != "demonym" for actor in hit.actors}
        after = {actor.id for hit in hits if hit.start >= cut for actor in hit.actors}
        return bool(before) and bool(after - before)

    def _headed(self, heads: Sequence[Hit], core: str, cast: Cast) -> Actor | None:
        """The actor of a phrase whose core holds a name: "SDF fighters", "Iraqi army", "Israel's Foreign Ministry"."""
        hit = heads[-1]
        if (
            len(heads) > 1
            and hit.sort == "generic"
            and heads[-2].sort == "name"
            and self._still_own(words_of(core[hit.start : hit.end]))
        ):
            hit = heads[-2]  # "Clan del Golfo gunmen" are no unknown gunmen
        tail = words_of(core[hit.end :])
        before = set(words_of(core[: hit.start]))
        if hit.sort in ("demonym", "metonym"):
            if not tail and before - {"the"}:
                return None  # "eastern Ukraine" is a place
            return self._of_country(hit, tail, cast)
        if before & self._words["parts"] or before & {"former", "ex", "retired"}:
            return None
        actor = self._bearers.one(hit, core[hit.start : hit.end], cast)
        if actor is None or not tail:
            return actor
        if actor.id.startswith("gov-") and self._institutions.of(tail) == "mil":
            return self._state(actor.country, "mil")
        medium = actor.kind == "media" and tail[-1] in self._words["medium"]
        return actor if medium or self._still_own(tail) else None

    def _of_country(self, hit: Hit, tail: list[str], cast: Cast) -> Actor | None:
        country = hit.actors[0].country if len(hit.actors) == 1 else None
        if not tail:
            return hit.actors[0] if hit.sort == "metonym" and country else None
        head = self._institutions.head(tail)
        if not self._words["not_state"].isdisjoint([head, *tail[: len(tail) - len(head.split())]]):
            return None
        of = self._institutions.of(tail, crews=True) or self._institutions.department(tail)
        return self._state(country, of) if of and country else None

    def _owned(self, core: str, rest: str, cast: Cast) -> Actor | None:
        """The actor of "fighters from ISIS", "forces of President X"; nobody for "factions within the PMF"."""
        words = core_words(core)
        if not rest or not words or words[-1] in self._words["parts"]:
            return None
        military = self._institutions.of(words, crews=True) == "mil" or words[-1] in ("forces", "militia", "fighters")
        if military and _LOYAL.match(rest):
            person = self._people.speaks_for(rest, cast)
            if person:
                return self._state(person.country, "mil") if person.id.startswith("gov-") else person
        owner = _OWNERS.match(rest)
        if not owner:
            return None
        return self._owner(words, rest[owner.end() :].strip(), owner[0].strip().lower(), cast)

    def _owner(self, words: list[str], whole: str, joint: str, cast: Cast) -> Actor | None:
        of = self._institutions.of(words)
        read = self._read(whole)
        hits, cut = read.hits, read.cut
        if JOINED.match(whole[cut:]) and self._names_another(hits, cut):
            return None
        if hits and hits[0].sort == "metonym" and not words_of(whole[: hits[0].start]):
            country = hits[0].actors[0].country if len(hits[0].actors) == 1 else None
            return self._state(country, of) if of and country and joint in ("of", "from", "for") else None
        if not (of or self._still_own(words)) or any(
            word in self._words["not_state"] - {"fighters", "militants"} for word in words[:-1]
        ):
            return None
        return self._named(whole, cast)

    def _still_own(self, tail: Sequence[str]) -> bool:
        if tail[-1] in self._words["parts"]:
            return False
        return tail[-1] in self._words["own"] or self._institutions.of(tail) is not None

    # -- phrases that need the story ---------------------------------------------------------------------------

    def _generic(self, mention: Mention, cast: Cast) -> Actor | None:
        """The institution that "the army", "regime forces", "police" mean in this story, if only one can be meant."""
        read = self._read(mention.text)
        if read.hits:
            return None
        core, rest = mention.text[: read.cut], mention.text[read.cut :]
        words = core_words(core)
        if rest and not JOINED.match(rest):
            return self._office_of(mention, words, rest, cast)
        words = self._institutions.served(words)
        of = self._institutions.of(words) if words else None
        if of is None or self._institutions.needs_owner(words):
            of, words = self._institutions.titled(core), []
            if of is None and rest.startswith(","):  # "Major General X, spokesperson for the army"
                return self._generic(_cut_to(mention, read.cut + len(rest) - len(rest.lstrip(", "))), cast)
        if of is None or not self._institutions.is_plain(words):
            return None
        return self._state(self._country(mention, of, cast, regime="regime" in words), of)

    def _office_of(self, mention: Mention, words: Sequence[str], rest: str, cast: Cast) -> Actor | None:
        """The institution that an office serves: "spokesperson for the army", "governor of X" in the story's country."""
        joint = _OWNERS.match(rest)
        if not joint or not words or joint[0].strip().lower() not in ("of", "for", "from"):
            return None
        if words[-1] in _GOVERNORS:
            return self._state(cast.institution_country(mention, "gov"), "gov")
        if self._institutions.of(words) is None and not self._still_own(words):
            return None
        return self._generic(_cut_to(mention, len(mention.text) - len(rest) + joint.end()), cast)

    def _country(self, mention: Mention, of: str, cast: Cast, *, regime: bool) -> str | None:
        if regime:
            return cast.regime_country(self._registry.countries)
        return cast.institution_country(mention, of)

    def _state(self, country: str | None, of: str) -> Actor | None:
        return self._registry.actors.get(f"{of}-{country}") if country else None


def _cut_to(mention: Mention, at: int) -> Mention:
    """The part of a mention from a place in its words on."""
    return replace(mention, text=mention.text[at:], span=(mention.span[0] + at, mention.span[1]))
