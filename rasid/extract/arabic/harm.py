"""How many were killed, injured, missing, detained, displaced, and who they were."""

from __future__ import annotations

import functools

from rasid.extract.arabic.events import HARM, Candidate, Harm
from rasid.extract.arabic.lexicon import Lexicon
from rasid.extract.arabic.numbers import count
from rasid.extract.arabic.phrases import PEOPLE, Item, View
from rasid.extract.arabic.words import splits
from rasid.extract.numbers import Count

KINDS = {
    "killing": "killed", "death": "killed", "execution": "killed", "massacre": "killed", "assassination": "killed", "beheading": "killed",
    "injury": "injured", "detention": "detained", "abduction": "missing", "disappearance": "missing", "displacement": "displaced",
}  # fmt: skip
_WORDS = {
    **dict.fromkeys(("قتيل", "قتيلا", "قتلى", "قتلي", "شهيد", "شهيدا", "شهداء"), "killed"),
    **dict.fromkeys(("جريح", "جريحا", "جرحى", "جرحي", "مصاب", "مصابا", "مصابين", "مصابون", "اصابه", "اصابات"), "injured"),
    **dict.fromkeys(("مفقود", "مفقودا", "مفقودين", "مفقودون", "مختطف", "مختطفا"), "missing"),
    **dict.fromkeys(("معتقل", "معتقلا", "معتقلين"), "detained"), **dict.fromkeys(("نازح", "نازحا"), "displaced"),
}  # fmt: skip
_DUAL = {
    "قتيلان": "killed",
    "قتيلين": "killed",
    "شهيدان": "killed",
    "شهيدين": "killed",
    "جريحان": "injured",
    "جريحين": "injured",
}
_REACH = 7  # words from a word of harm to its count


def of(c: Candidate, lexicon: Lexicon) -> list[Harm]:
    """The people that the trigger itself tells of as harmed, each stated count once."""
    kind = KINDS.get(c.event)
    if kind is None:
        return []
    out: list[Harm] = []
    t = c.b
    if _joint(c, lexicon):
        return []
    limit = min(len(c.view.sentence.keys), c.b + _REACH)
    if c.trigger.verb and c.targets and c.targets[-1].b <= c.a:  # "three soldiers were killed"
        t, limit = max(0, c.targets[0].a - 4), c.a
    if (
        c.trigger.verb and len(c.actors) > 0 and c.targets and c.actors[0].a > c.b
    ):  # verb, subject, object: the count is the object's
        t = c.actors[-1].b
        limit = min(len(c.view.sentence.keys), t + _REACH)
    while t < limit:
        found = _people(c, t, kind, lexicon)
        if found is None:
            if out or _stops(c, t, lexicon):
                break
            t += 1
            continue
        harm, end = found
        out.append(harm)
        t = end
        if not _joined(c.view.sentence.keys, t):
            break
        limit = min(len(c.view.sentence.keys), t + 4)
    return out


def _joint(c: Candidate, lexicon: Lexicon) -> bool:
    """ "the killing and wounding of 80": one count for two kinds says neither."""
    keys = c.view.sentence.keys
    others = [
        keys[t][1:] for t in (c.b, c.a) if t < len(keys) and keys[t].startswith("و") and not (t == c.a and c.skip == 0)
    ]
    before = keys[c.a - 1] if c.a else ""
    for other in others:
        near = other if other != keys[c.a][1:] else before.lstrip("لب")
        if any(row.value.event in HARM for row in lexicon.nouns.get(near, ())) and not c.trigger.verb:
            return True
    return False


def stated(view: View, lexicon: Lexicon) -> list[tuple[int, Harm]]:
    """Counts that stand with a noun for the harmed: "5 قتلى", "سقوط قتيلين", each with its word."""
    out: list[tuple[int, Harm]] = []
    keys = view.sentence.keys
    for t, key in enumerate(keys):
        stem = _harmed(key)
        if stem is None:
            continue
        kind = _WORDS.get(stem) or _DUAL[stem]
        found = _before(keys, t)
        if stem in _DUAL:
            found = Count(2, 2, 2, t, t + 1)
        elif (
            found is None
            and stem in ("قتيل", "قتيلا", "شهيد", "جريح")
            and keys[max(0, t - 1)] in ("سقوط", "وقوع", "سقط", "بسقوط", "عن")
        ):
            found = Count(1, 1, 1, t, t + 1)
        if found is not None and not _of_them(keys, found.a, lexicon):
            item = next((i for i in view.items if i.a <= t < i.b), None)
            following = next(
                (i for i in view.items if i.a in (t + 1, t + 2) and i.sense in PEOPLE and i.sense != "victims"), None
            )
            out.append((t, Harm(kind, found, following or item)))
    return out


@functools.lru_cache(maxsize=65536)
def _harmed(key: str) -> str | None:
    """The indefinite noun for harmed people in a word, without its clitics."""
    stem = next((s.stem for s in splits(key) if s.stem in _WORDS or s.stem in _DUAL), None)
    return None if stem is None or any(s.definite for s in splits(key) if s.stem == stem) else stem


def _before(keys: list[str], t: int) -> Count | None:
    """The count that ends just before word ``t``."""
    for start in range(max(0, t - 4), t):
        found = count(keys, start)
        if found is not None and found.b == t:
            return found
    return None


def _people(c: Candidate, t: int, kind: str, lexicon: Lexicon) -> tuple[Harm, int] | None:
    """The count at word ``t`` with its people, and the word after them."""
    view = c.view
    keys = view.sentence.keys
    item = next((i for i in view.items if i.a == t and i.sense in PEOPLE), None)
    if item is not None:
        return _counted(view, item, kind)
    found = count(keys, t) if not any(i.a <= t < i.b for i in view.items if i.kind == "time") else None
    if found is None:
        return None
    item = next((i for i in view.items if found.b <= i.a <= found.b + 1 and i.sense in PEOPLE), None)
    if item is None and _measured(keys, found.b):
        return None
    return Harm(kind, found, item), max(found.b, item.b if item is not None else 0)


_UNITS = frozenset(
    "كيلومتر كيلومترا كلم كم متر مترا امتار ايام يوم يوما ساعه ساعات شهر اشهر سنه سنوات عام اعوام عاما بالمئه بالمائه % دولار مليون قرى منازل مواقع سيارات دبابات غارات غاره قذائف قذيفه صواريخ صاروخ اليات نقاط مناطق دقيقه اسابيع مرات طن الساعه منزلا مبنى".split()
)


def _measured(keys: list[str], t: int) -> bool:
    """Whether the number counts something else than people: kilometres, days, houses."""
    return t < len(keys) and keys[t] in _UNITS


def _counted(view: View, item: Item, kind: str) -> tuple[Harm, int] | None:
    """People whose own form says how many: "جنديان", "طفل", "مدنيين اثنين"."""
    key = view.sentence.key(item.b - 1)
    two = key in ("اثنين", "اثنان", "اثنتين")
    if item.number == 2 or two:
        return Harm(kind, Count(2, 2, 2, item.a, item.b), item), item.b
    one = (
        item.number == 1
        and item.head not in _COLLECTIVE
        and (item.head in _SINGLE or item.sense in ("civilians", "victims", "militants"))
    )
    if one and not (item.sense == "militants" and item.actor is not None and item.head not in _SINGLE):
        return Harm(kind, Count(1, 1, 1, item.a, item.b), item), item.b
    return None


_SINGLE = frozenset(
    ("جندي", "جنديا", "ضابط", "ضابطا", "قائد", "قائدا", "قيادي", "قياديا", "شرطي", "مسلح", "عنصر", "مستوطن")
)
_COLLECTIVE = frozenset(
    "عائله سكان اهالي جيش قوه كتيبه لواء شرطه دوريه بحريه وحده فرقه سريه رتل تنظيم جماعه فصيل خليه عصابه حركه ميليشيا مليشيا احتلال حرس قوات طيران".split()
)


def _joined(keys: list[str], t: int) -> bool:
    """Whether another count of the same kind follows: "مدنيان وطفل"."""
    return t < len(keys) and keys[t].startswith("و") and keys[t] not in ("واصابه", "واصيب", "وجرح")


def _stops(c: Candidate, t: int, lexicon: Lexicon) -> bool:
    key = c.view.sentence.keys[t]
    if key in lexicon.sets["breakdown"]:
        return True
    bare = key[1:] if key.startswith("و") and len(key) > 3 else key
    other = any(s.stem in lexicon.nouns for s in splits(key)) and not bare.startswith(
        ("اصاب", "جرح", "مقتل", "استشهاد", "قتل")
    )
    return (
        key in lexicon.sets["breaks"]
        and key not in ("ما",)
        or bare in lexicon.verbs
        and bare not in lexicon.senses
        and t > c.b
        or other
    )


def _of_them(keys: list[str], t: int, lexicon: Lexicon) -> bool:
    """Whether the count only breaks down one told before: "بينهم 3 أطفال"."""
    return any(k in lexicon.sets["breakdown"] for k in keys[max(0, t - 3) : t])


def whom(harm: Harm, name: str | None, text: str) -> str:
    """Who the harmed were: "civilians", a named force, the words for a force, or "unknown"."""
    item = harm.whom
    if item is None:
        return "unknown"
    if item.sense == "civilians":
        return "civilians"
    if name is not None and item.sense != "victims":
        return name
    return text if item.sense in ("forces", "militants", "office", "organisation") else "unknown"
