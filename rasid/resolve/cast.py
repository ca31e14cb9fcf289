"""What a story says about who can be meant: its countries, its own acronyms, its date, whom it has named."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rasid.records import Interval, Mention, Offsets
from rasid.registry import Actor, Country, Hit, Registry
from rasid.registry.names import is_acronym
from rasid.resolve.wording import qualifies

CIVIC = frozenset({"media", "think_tank", "ngo", "igo", "civilians", "other", "court", "company"})
_EXPANDED = re.compile(r"\((?<![\w(]\()(?:the |or |also known as )?[\"'“]?([A-Z][A-Za-z0-9/&-]{1,9})[\"'”]?\)")
_CAPITALS = re.compile(r"[A-Z]")
_NEAR = 300  # characters before a mention within which a named country counts double


@dataclass(slots=True)
class Cast:
    """A story as it bears on its actors.

    ``countries`` are the ISO codes of its places, best supported first; ``support`` weighs every country that it tells of;
    ``acronyms`` are those that it spells out; ``named`` counts the actors that its mentions were resolved to.
    """

    text: str
    span: Offsets
    published: Interval | None
    countries: tuple[str, ...]
    support: Mapping[str, float]
    hits: Sequence[Hit]
    acronyms: Mapping[str, tuple[Actor, ...]]
    named: Counter[str] = field(default_factory=Counter)

    def institution_country(self, mention: Mention, of: str) -> str | None:
        """The country whose institution ("mil", "pol" ...) a mention means: the one named, else the one that stands out."""
        named = Counter(
            {id[-2:]: n for id, n in self.named.items() if id.startswith(f"{of}-") and len(id) == len(of) + 3}
        )
        best = _standing_out(named, times=3)
        if best or named:
            return None if best and self._of_another(mention, best) else best
        near = dict(self.support)
        for hit in self.hits:
            if mention.span[0] - _NEAR <= hit.start < mention.span[0] and not qualifies(self.text, hit):
                country = hit.actors[0].country
                if country and hit.actors[0].kind not in CIVIC:
                    near[country] = near.get(country, 0.0) + 1.0
        return _standing_out(near, times=2)

    def regime_country(self, known: Mapping[str, Country]) -> str | None:
        """The country whose government reporting calls "the regime" at the story's date; the places' own first."""
        flagged: dict[str, float] = {}
        for iso2, support in self.support.items():
            regime = known[iso2].regime if iso2 in known else None
            if regime and in_time(regime.start, regime.end, self.published):
                flagged[iso2] = support
        first = self.countries[0] if self.countries else None
        return first if first in flagged else _standing_out(flagged, times=2)

    def _of_another(self, mention: Mention, country: str) -> bool:
        """Whether the sentence has named only other states when it comes to bare soldiers: "Israel reported two soldiers killed"."""
        start = max(self.text.rfind(mark, 0, mention.span[0]) for mark in (". ", "\n"))
        named = {
            hit.actors[0].country
            for hit in self.hits
            if start < hit.start < mention.span[0]
            and hit.actors[0].kind == "government"
            and not qualifies(self.text, hit)
        }
        return bool(named) and country not in named


def cast_of(
    registry: Registry,
    text: str,
    span: Offsets,
    *,
    published: Interval | None,
    countries: Sequence[str],
    known: frozenset[str],
) -> Cast:
    """The cast of a story; ``known`` are the short acronyms that mean their actor in any theatre."""
    hits = registry.find(text, *span)
    support: dict[str, float] = defaultdict(float)
    for rank, iso2 in enumerate(dict.fromkeys(countries)):
        support[iso2] += 3.0 if rank == 0 else 1.0
    for hit in hits:
        # A backer ("US-backed") is told of, but it is not where the story is.
        weight = 0.25 if qualifies(text, hit) else 1.0
        country = hit.actors[0].country
        if len(hit.actors) == 1 and country and hit.actors[0].kind not in CIVIC and not unsure(hit, known):
            support[country] += weight
    return Cast(text, span, published, tuple(dict.fromkeys(countries)), support, hits, _expansions(text, span, hits))


def unsure(hit: Hit, known: frozenset[str]) -> bool:
    """Whether a name is so short an acronym that elsewhere it may be somebody else's: "AA", "PRC"."""
    short = hit.sort == "name" and len(hit.alias) <= 3 and is_acronym(hit.alias)
    armed = bool(hit.actors[0].theatre) and hit.actors[0].kind not in CIVIC
    return short and armed and hit.alias not in known


def in_time(start: str | None, end: str | None, published: Interval | None) -> bool:
    """Whether a story's date lies between two ISO dates, either of which may be open; an undated story always does."""
    if published is None:
        return True
    begun = start is None or start <= published.end
    return begun and (end is None or published.start[: len(end)] <= end)


def _expansions(text: str, span: Offsets, hits: Sequence[Hit]) -> dict[str, tuple[Actor, ...]]:
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
