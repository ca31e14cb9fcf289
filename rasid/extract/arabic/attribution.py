"""Who says so: the speech acts of a sentence and how far each reaches."""

from __future__ import annotations

from dataclasses import dataclass

from rasid.extract.arabic.lexicon import Lexicon
from rasid.extract.arabic.phrases import Item, View, match
from rasid.extract.arabic.words import Sentence

_SPEAKERS = frozenset(("actor", "person_role", "document"))


@dataclass(slots=True, eq=False)
class Speech:
    """``claimant`` says what stands in words ``first`` to ``last``; ``cue`` are the words that show it."""

    view: View
    claimant: Item
    stance: str
    cue: tuple[int, int]
    first: int
    last: int


class Speeches:
    """Reads speech acts, remembering the last speaker for "and he added"."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._last: tuple[View, Item] | None = None
        self._according_firsts = frozenset(words.split(" ")[0] for words in lexicon.sets["according"])

    def read(self, view: View) -> list[Speech]:
        """The sentence's speech acts in order."""
        out: list[Speech] = []
        sentence = view.sentence
        for t in range(len(sentence.keys)):
            found = match(self._lexicon.speech, sentence, t, verbs=True)
            if found is not None and not any(i.a <= t < i.b for i in view.items):
                stance, form = found[1].value
                speech = None if form.object else self._told(view, t, stance)
                if speech is not None:
                    out.append(speech)
            elif self._according(sentence, t):
                speech = self._quoted(view, t)
                if speech is not None:
                    out.append(speech)
        for one, following in zip(out, out[1:], strict=False):
            if one.last == len(sentence.keys) and one.first <= following.cue[0] and following.first > following.cue[0]:
                one.last = following.cue[0]
        if out:
            self._last = (view, out[-1].claimant)
        return out

    def _told(self, view: View, t: int, stance: str) -> Speech | None:
        sentence = view.sentence
        n = len(sentence.keys)
        speaker = self._speaker(view, t)
        after = speaker.b if speaker is not None and speaker.a > t else t + 1
        that = next(
            (
                i
                for i in range(t + 1, min(n, t + 25))
                if sentence.keys[i] in self._lexicon.sets["that"] or sentence.keys[i] == ":"
            ),
            None,
        )
        if speaker is None and (that is not None or stance in ("denies", "accuses")) and self._last is not None:
            elided = self._last[1] if view.sentence.index - self._last[0].sentence.index <= 2 else None
            return Speech(view, elided, stance, (t, t + 1), t + 1, n) if elided is not None else None
        if speaker is None:
            return None
        return Speech(view, speaker, stance, (t, t + 1), after, n)

    def _speaker(self, view: View, t: int) -> Item | None:
        """After the verb before "that", else the phrase that opens the clause before it."""
        sentence = view.sentence
        for item in view.items:
            if item.a <= t or item.kind == "time":
                continue
            between = sentence.keys[t + 1 : item.a]
            if item.a - t > 5 or any(
                k in self._lexicon.sets["that"] or k in (":", "،", ",", "«", '"', "“") for k in between
            ):
                break
            if any(k in self._lexicon.nouns or self._lexicon.finite(k) for k in between):
                break
            if item.lead == "عن" and sentence.keys[t].lstrip("و")[:3] in ("نقل", "ونق") and item.kind in _SPEAKERS:
                return item
            if (
                item.kind in _SPEAKERS
                and (not item.lead or item.lead == "من")
                and item.sense not in ("civilians", "victims", "demonym")
            ):
                return item
        before = [
            i
            for i in view.items
            if i.b <= t and i.kind in _SPEAKERS and not i.lead and i.sense not in ("civilians", "victims", "demonym")
        ]
        if before and t - before[-1].b <= 3 and not any(k in self._lexicon.sets["breaks"] for k in sentence.keys[before[-1].b : t]) and not any(
            self._lexicon.finite(k) for k in sentence.keys[before[-1].b : t]):  # fmt: skip
            return before[-1]
        return None

    def _according(self, sentence: Sentence, t: int) -> bool:
        key = sentence.keys[t]
        bare = key[1:] if key.startswith("و") and len(key) > 4 else key
        if bare not in self._according_firsts:
            return False
        two = f"{bare} {sentence.key(t + 1)}"
        return bare in self._lexicon.sets["according"] or two in self._lexicon.sets["according"]

    def _quoted(self, view: View, t: int) -> Speech | None:
        item = next(
            (i for i in view.items if i.a > t and i.kind in _SPEAKERS and i.sense not in ("civilians", "victims")), None
        )
        if item is None or item.a - t > 4:
            return None
        return Speech(view, item, "reports", (t, item.a) if item.a - t <= 2 else (t, t + 2), 0, len(view.sentence.keys))
