"""Asserted, denied, planned, hypothetical or background: read from the words before a trigger."""

from __future__ import annotations

from rasid.extract.arabic.events import Candidate
from rasid.extract.arabic.forms import Form
from rasid.extract.arabic.lexicon import Lexicon
from rasid.extract.arabic.words import splits
from rasid.records import Modality

_SPEECH = frozenset(("request", "demand", "reject", "accuse", "condemn", "threaten", "warn"))
_NEAR = 3
_CLAUSE = 14  # words: how far a governing verb or "if" reaches


def modality(c: Candidate, lexicon: Lexicon) -> Modality:
    """The candidate's modality from its own sentence; an old date is judged later."""
    if _negated(c, lexicon):
        return "denied"
    if c.light is not None and c.light[0] < c.a:
        carried = _carried(c, *c.light, lexicon)
        if carried is not None:
            return carried
    if c.form.tense == "future" or (c.trigger.verb and _has(c, 2, lexicon.sets["future"])):
        return "planned"
    if _unreal(c, lexicon):
        return "hypothetical"
    if _intended(c, lexicon):
        return "planned"
    return "background" if _past(c, lexicon) else "asserted"


def _carried(c: Candidate, t: int, form: Form, lexicon: Lexicon) -> Modality | None:
    """What the verb says that carries a noun: "will carry out an attack"."""
    before = c.view.sentence.key(t - 1)
    if before in lexicon.sets["negation"]:
        return "denied"
    if form.tense == "future" or before in lexicon.sets["future"]:
        return "planned"
    return "hypothetical" if form.tense == "present" and before in lexicon.sets["perhaps"] else None


def _before(c: Candidate, words: int) -> list[str]:
    """The words before the trigger, nearest last, not over a full stop or semicolon."""
    keys = c.view.sentence.keys
    start = max(0, c.a - words)
    for t in range(c.a - 1, start - 1, -1):
        if keys[t] in (".", "؛", ";", ":"):
            start = t + 1
            break
    return keys[start : c.a]


def _has(c: Candidate, words: int, wanted: frozenset[str]) -> bool:
    return any(k in wanted for k in _before(c, words))


def _negated(c: Candidate, lexicon: Lexicon) -> bool:
    words = _before(c, 1 if c.trigger.verb else _NEAR)
    if c.trigger.verb:
        return bool(words) and words[-1] in lexicon.sets["negation"]
    quick = any(k in ("دون", "بدون", "عدم") for k in words[-2:])
    carried = [k for k in _before(c, 5)]
    return quick or any(
        a in ("لم", "لن", "ولم", "ولن") and any(s.stem in lexicon.light for s in splits(b))
        for a, b in zip(carried, carried[1:], strict=False)
    )


def _unreal(c: Candidate, lexicon: Lexicon) -> bool:
    words = _before(c, _CLAUSE)
    if c.trigger.verb and c.form.tense == "present" and words and words[-1] in lexicon.sets["perhaps"]:
        return True
    near = words[-5:] if not c.trigger.verb else words[-_CLAUSE:]
    cut = max((i for i, k in enumerate(near) if k in ("،", ",")), default=-1)
    return any(
        k in lexicon.sets["hypothetical"] or (k.startswith("ل") and k[1:] in ("منع", "تجنب", "تفادي"))
        for k in near[cut + 1 :]
    )


def _intended(c: Candidate, lexicon: Lexicon) -> bool:
    """Under a verb of planning, ordering or asking: a noun or an imperfect after "to"."""
    if c.event in _SPEECH or (c.trigger.verb and c.form.tense != "present"):
        return False
    keys = c.view.sentence.keys
    for t in range(c.a - 1, max(-1, c.a - _CLAUSE), -1):
        key = keys[t]
        if key in (".", "؛", ";", ":"):
            return False
        bare = key[1:] if key[:1] in "وف" and len(key) > 3 else key
        if bare in lexicon.sets["planned_nouns"] and c.a - t <= 4:
            return True
        if bare in lexicon.planned:
            return not c.trigger.verb or "ان" in keys[t : c.a] or keys[c.a - 1 : c.a] == ["ب"]
        if lexicon.finite(bare) and bare not in lexicon.nouns and bare not in lexicon.light:
            return False
        if not c.trigger.verb and c.a - t > 8:
            return False
    return False


def _past(c: Candidate, lexicon: Lexicon) -> bool:
    words = _before(c, 7)
    if any(k in lexicon.sets["background"] for k in words[-4:]):
        return True
    if not c.trigger.verb or c.form.tense != "past":
        return False
    was = [i for i, k in enumerate(words) if k in lexicon.sets["was"]]
    return bool(was) and any(k in ("قد", "وقد") for k in words[was[-1] :])
