"""What authorities ordered, adopted, carried out, asked for or refused, one row for each measure."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rasid.extract.arabic.forms import Form, verb
from rasid.extract.arabic.lexicon import Lexicon, load
from rasid.extract.arabic.numbers import count
from rasid.extract.arabic.people import People
from rasid.extract.arabic.phrases import Item, View
from rasid.extract.arabic.words import fold, splits
from rasid.records import Measure, MeasureSet, MeasureStatus

_LONGEST = 300  # characters of an action
_SETS = frozenset(("اجراءات", "تدابير", "قرارات", "خطوات", "اجراء", "تدبيرا", "قرارا"))
_ENDS = frozenset((".", "؛", ";", "فيما", "بينما", "حيث", "مشيرا", "مؤكدا", "مضيفا", "موضحا", "وذلك"))


@dataclass(frozen=True, slots=True)
class _Words:
    verbs: dict[str, tuple[str, MeasureStatus, Form]]
    bare: frozenset[str]
    objects: frozenset[str]
    external: frozenset[str]
    authorities: frozenset[str]
    authority_words: frozenset[str]


@functools.cache
def _words() -> _Words:
    raw: dict[str, Any] = load("measures.yaml")
    verbs = {
        form: (group, status, kind)
        for group in ("directives", "acts")
        for status, texts in raw[group].items()
        for text in texts
        for form, kind in verb(text)
    }
    sets = {
        name: frozenset(fold(w.replace("_", " ")) for w in raw[name])
        for name in ("bare", "objects", "external", "authorities", "authority_words")
    }
    return _Words(verbs, **sets)


class Measures:
    """The measures of one story."""

    def __init__(self, people: People, lexicon: Lexicon, text: str) -> None:
        self._people = people
        self._lexicon = lexicon
        self._text = text

    def read(self, views: Sequence[View]) -> tuple[Measure, ...]:
        """All measures in reading order, with the announced count of their set where the story tells one."""
        rows: list[Measure] = []
        for view in views:
            if view.sentence.part == "body":
                for row in self._of(view):
                    if not any(r.span[0] <= row.span[0] < r.span[1] for r in rows):
                        rows.append(row)
        announced = next((n for view in views if (n := _announced(view)) is not None), None)
        counted = MeasureSet(announced, len(rows)) if announced is not None else None
        return tuple(replace(row, set=counted) for row in rows)

    def _of(self, view: View) -> Iterator[Measure]:
        keys = view.sentence.keys
        issuer: Item | None = None
        for t, key in enumerate(keys):
            bare = key[1:] if key[0] in "وف" and key[1:] in _words().verbs else key
            found = _words().verbs.get(bare)
            if (
                found is None
                or keys[max(0, t - 1)] in self._lexicon.sets["negation"]
                or any(i.a <= t < i.b for i in view.items)
            ):
                continue
            group, status, form = found
            own = self._issuer(view, t, carried=bare != key and issuer is not None)
            issuer = own or (issuer if bare != key else None)
            if issuer is None or form.object:
                continue
            after = own.b if own is not None and own.a > t else t + 1
            row = (
                self._directive(view, issuer, after, status)
                if group == "directives"
                else self._act(view, issuer, after, status, bare)
            )
            if row is not None:
                yield row

    def _issuer(self, view: View, t: int, *, carried: bool) -> Item | None:
        """The authority after the verb, else the one that stands before it in its clause."""
        keys = view.sentence.keys
        after = next((i for i in view.items if i.a > t and i.kind != "time"), None)
        if after is not None and after.a - t <= 2 and not after.lead and self._is_authority(after) and not carried:
            return after
        before = [i for i in view.items if i.b <= t and not i.lead and self._is_authority(i)]
        if (
            before
            and not carried
            and not any(k in self._lexicon.sets["breaks"] or self._lexicon.finite(k) for k in keys[before[-1].b : t])
        ):
            return before[-1]
        return None

    def _is_authority(self, item: Item) -> bool:
        if item.kind not in ("actor", "person_role"):
            return False
        kinds = self._people.kinds([item])
        if item.kind == "person_role" or (kinds and item.sense not in ("civilians", "victims", "militants", "forces")):
            return item.kind == "person_role" or kinds[0] in _words().authorities
        return any(s.stem in _words().authority_words for k in item.head.split() for s in splits(k))

    def _directive(self, view: View, issuer: Item, after: int, status: MeasureStatus) -> Measure | None:
        """ "directed the ministry to strengthen ...", "called for opening ..."."""
        keys = view.sentence.keys
        addressee = next(
            (
                i
                for i in view.items
                if after <= i.a <= after + 1
                and i.kind in ("actor", "person_role")
                and i.lead in ("", "من", "على", "إلى")
                and (not i.lead or i.lead != "إلى" or True)
            ),
            None,
        )
        start = addressee.b if addressee is not None else after
        joint = keys[start] if start < len(keys) else ""
        if joint in ("الي", "ان", "بان", "علي", "من", "ب"):
            start += 1
            skip = 0
        elif joint.startswith(("ب", "ل")) and len(joint) > 3:
            skip = 1
        elif joint.startswith("ال") or addressee is None:
            skip = 0
            if addressee is None and not joint.startswith("ب"):
                return None
        else:
            return None
        return self._row(view, issuer, addressee, start, skip, status)

    def _act(self, view: View, issuer: Item, after: int, status: MeasureStatus, bare: str) -> Measure | None:
        keys = view.sentence.keys
        window = keys[after : after + 3]
        if status == "announced" and not any(
            count(keys, k) and keys[k + 1 : k + 2] and keys[k + 1] in _SETS
            for k in range(after, min(after + 2, len(keys)))
        ):
            if not window or window[0] not in ("حظر", "حاله", "اغلاق", "تعليق", "فرض", "تشكيل", "عفوا"):
                return None
        if bare not in _words().bare and not any(
            s.stem in _words().objects or "ال" + s.stem in _words().objects for k in window[:2] for s in splits(k)
        ):
            return None
        return self._row(view, issuer, None, after, 0, status)

    def _row(
        self, view: View, issuer: Item, addressee: Item | None, start: int, skip: int, status: MeasureStatus
    ) -> Measure | None:
        end = self._end(view, start)
        role = self._people.role(issuer)
        if role is None or end <= start:
            return None
        span = view.sentence.offsets(start, end, skip)
        action = " ".join(self._text[span[0] : span[1]].split())[:_LONGEST]
        to = self._people.role(addressee) if addressee is not None else None
        return Measure(
            role,
            to if to is None or to.mention != role.mention else None,
            action,
            self._domain(view, issuer, addressee, start, end),
            status,
            None,
            None,
            span,
        )

    def _end(self, view: View, start: int) -> int:
        """The word where the measure ends: a new verb after "and" or a comma, a full stop, or the sentence."""
        keys = view.sentence.keys
        for t in range(start + 1, len(keys)):
            key = keys[t]
            if key in _ENDS or (
                key[0] == "و"
                and len(key) > 3
                and (self._lexicon.finite(key[1:]) or key[1:] in _words().verbs)
                and key[1:] not in self._lexicon.nouns
            ):
                end = t
                break
        else:
            end = len(keys)
        while end > start and not keys[end - 1][0].isalnum():
            end -= 1
        return end

    def _domain(self, view: View, issuer: Item, addressee: Item | None, start: int, end: int) -> Any:
        home = self._people.country(issuer)
        if addressee is not None:
            country = self._people.country(addressee)
            if self._people.kinds([addressee])[:1] == ("igo",) or (
                country is not None and home is not None and country != home
            ):
                return "external"
        return "external" if any(k in _words().external for k in view.sentence.keys[start:end]) else "domestic"


def _announced(view: View) -> int | None:
    """The count of a set of measures: "12 إجراء"."""
    keys = view.sentence.keys
    if _SETS.isdisjoint(keys):
        return None
    for t in range(len(keys) - 1):
        found = count(keys, t)
        if (
            found is not None
            and found.best is not None
            and found.best > 1
            and found.b < len(keys)
            and keys[found.b] in _SETS
        ):
            return found.best
    return None
