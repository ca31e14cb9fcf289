"""How the chunks of a sentence stand to each other.

No trees, only "who is this verb's subject", "what follows it", "which preposition leads here".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rasid.extract.chunks import Chunk, chunks
from rasid.extract.lexicon import participles, transitive, verb_lemmas
from rasid.extract.sentences import Sentence

_FINITE = re.compile(r"^[ax]*[mBHXVAZ]")
_ASIDES = frozenset("among including most some many all several mostly half two three four one none both".split())
_SUBORDINATORS = frozenset(
    "if unless because while although though whether lest whereas after before since until as when once".split()
)


_AUXILIARIES, _ACTIVE = frozenset("BHXm"), frozenset("HXm")
_GETTING = frozenset(("get", "got", "gets", "getting"))


class Clauses:
    """The chunks of one tagged sentence in order, with the questions that the rules ask of them."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.chunks = list(chunks(sentence))
        self.at: dict[int, int] = {t: k for k, c in enumerate(self.chunks) for t in range(c.a, c.b)}
        # The same questions are asked of a group by every rule; each is answered once.
        self._finite: dict[int, bool] = {}
        self._passive: dict[int, bool] = {}
        self._subject: dict[int, Chunk | None] = {}

    def chunk(self, token: int) -> Chunk | None:
        """The chunk that holds ``token``."""
        k = self.at.get(token)
        return None if k is None else self.chunks[k]

    # -- verb groups -------------------------------------------------------

    def finite(self, vg: Chunk) -> bool:
        """Whether the group can head a clause of its own."""
        known = self._finite.get(vg.a)
        if known is None:
            known = self._finite[vg.a] = self._is_finite(vg)
        return known

    def _is_finite(self, vg: Chunk) -> bool:
        tags = self.sentence.tags[vg.a : vg.b]
        if tags.lstrip("ax")[:1] == "n" or (tags.lstrip("ax") in ("V",) and self._reduced(vg)):
            return not self._reduced(vg)
        return bool(_FINITE.match(tags)) and not (tags == "B" and self.sentence.low[vg.a] == "being")

    def _reduced(self, vg: Chunk) -> bool:
        """A participle on a noun ("soldiers killed in ..."): no auxiliary, noun before, and no object but a preposition after."""
        tags, low = self.sentence.tags, self.sentence.low
        if vg.a == 0 or tags[vg.a - 1] not in "NMPco,)" or not _AUXILIARIES.isdisjoint(tags[vg.a : vg.b]):
            return False
        if self.object(vg) is not None:
            return False
        if self._after_governed(vg):
            return True
        after = vg.b
        while after < len(tags) and tags[after] in "ar":
            after += 1
        if after >= len(tags):
            return False
        if tags[after] == "y":
            return True
        if tags[after] not in "ift" or low[vg.head] not in participles():
            return False
        k = self.at[vg.a]
        following = next((c for c in self.chunks[k + 1 :] if c.verbal and tags[c.a] not in "tg"), None)
        if following is None or tags[vg.a - 1] == ",":
            return False
        alone = (
            tags[following.a - 1] not in "k,w:q"
        )  # a verb that a conjunction or "which" brings has a subject elsewhere
        return tags[vg.a : vg.b] == "n" or (tags[vg.a : vg.b] == "V" and alone)

    def _after_governed(self, vg: Chunk) -> bool:
        """A past form right after a noun that already depends on something, with no object: it describes that noun."""
        tags, low = self.sentence.tags, self.sentence.low
        k = self.at[vg.a]
        previous = self.chunks[k - 1] if k else None
        if (
            previous is None
            or previous.verbal
            or previous.b != vg.a
            or low[vg.head] in verb_lemmas("say")
            or tags[vg.head] not in "Vn"
        ):
            return False
        governed = previous.lead or (k > 1 and self.chunks[k - 2].verbal and self.chunks[k - 2].b == previous.a)
        after = tags[vg.b : vg.b + 1]
        known = transitive() if after in (".", ",") else participles()  # at the end only verbs that need an object
        return (
            bool(governed)
            and after in ("i", "t", "y", "T", ".", ",")
            and low[vg.head] in known
            and any(c.verbal for c in self.chunks[: k - 1])
        )

    def passive(self, vg: Chunk) -> bool:
        """Whether the group is a passive: a form of be or get and a participle, or a bare participle on its noun."""
        known = self._passive.get(vg.a)
        if known is None:
            known = self._passive[vg.a] = self._is_passive(vg)
        return known

    def _is_passive(self, vg: Chunk) -> bool:
        tags, low = self.sentence.tags, self.sentence.low
        group = tags[vg.a : vg.head]
        if tags[vg.head] in "nVN" and ("B" in group or not _GETTING.isdisjoint(low[vg.a : vg.head])):
            return True
        if tags[vg.head] not in "nV" or not _ACTIVE.isdisjoint(group):
            return False
        after = tags[vg.b : vg.b + 1]
        return after == "y" or self._reduced(vg) or (self.object(vg) is None and low[vg.head] in transitive())

    def subject(self, vg: Chunk, depth: int = 0) -> Chunk | None:
        """The noun phrase that does (active) or undergoes (passive) what the group says, or ``None``."""
        if vg.a in self._subject:
            return self._subject[vg.a]
        if depth > 6:
            return None
        found = self._find_subject(vg, depth)
        if depth == 0:
            self._subject[vg.a] = found
        return found

    def _find_subject(self, vg: Chunk, depth: int) -> Chunk | None:
        k = self.at[vg.a]
        tags = self.sentence.tags
        before = self._before(vg.a)
        code = tags[before] if before >= 0 else ""
        if code in "wq" and code and self._relative(before):
            return self._antecedent(before)
        if code == "k":
            shared = self._parallel(k)
            if shared is not None and not self._noun_between_verbs(shared, vg):
                return self.subject(shared, depth + 1)
        if tags[vg.a] == "t" or (tags[vg.a] == "b" and code != "o"):
            return self._controller(k, depth)
        if tags[vg.a : vg.b].lstrip("ax")[:1] == "g" and not any(t in "B" for t in tags[vg.a : vg.b]):
            return self._of_gerund(vg, k, before, depth)
        if self._reduced(vg) and self.passive(vg):
            return self._attached(before)
        return self._finite_subject(k, depth)

    def _before(self, token: int) -> int:
        """The last token before, adverbs and quotes passed over."""
        token -= 1
        while token >= 0 and self.sentence.tags[token] in 'a"_':
            token -= 1
        return token

    def _relative(self, token: int) -> bool:
        low, tags = self.sentence.low, self.sentence.tags
        if low[token] in ("which", "who", "that") and token > 0:
            left = token - 1 - (tags[token - 1] == ",")
            return left >= 0 and tags[left] in "NMPco)d"
        return False

    def _antecedent(self, relative: int) -> Chunk | None:
        """The noun of a relative clause: the one before it; after a comma the head of its "of/in ..." chain."""
        noun = self.noun_before(relative)
        if noun is not None and self.sentence.low[relative] == "that":
            # "sanctions against Russia that would ban": names take no "that"
            while (
                noun.lead
                and self.sentence.tags[noun.head] == "P"
                and self.at[noun.a]
                and not self.chunks[self.at[noun.a] - 1].verbal
            ):
                noun = self.chunks[self.at[noun.a] - 1]
            return noun
        if noun is None or self.sentence.tags[relative - 1] != "," or self.sentence.low[relative] == "who":
            return noun
        if noun.sense == "place" or (
            noun.lead and self.sentence.tags[noun.head] == "P" and noun.lead not in ("in", "of", "at", "on", "across")
        ):
            return noun
        plural = any(c.verbal and c.a > relative and self.sentence.tags[c.a] in "A" for c in self.chunks)
        while (
            noun.lead in ("in", "of", "at", "on", "across", "against")
            and self.at[noun.a]
            and not self.chunks[self.at[noun.a] - 1].verbal
        ):
            head = self.chunks[self.at[noun.a] - 1]
            if head.sense in ("place", "organisation") or (not plural and not head.sense):
                break
            noun = head
        return noun

    def noun_before(self, token: int) -> Chunk | None:
        """The nearest noun phrase that ends before ``token``; for "..., which" the head of an "of" chain."""
        found = [c for c in self.chunks if not c.verbal and c.b <= token]
        return found[-1] if found else None

    def _attached(self, before: int) -> Chunk | None:
        left = before - (before >= 0 and self.sentence.tags[before] == ",")
        chunk = self.chunk(left) if left >= 0 else None
        while chunk is not None and not chunk.verbal and chunk.lead == "of":
            chunk = self.noun_before(chunk.a)
        return chunk if chunk is not None and not chunk.verbal else None

    def _verb_before(self, k: int) -> Chunk | None:
        return next((c for c in reversed(self.chunks[:k]) if c.verbal), None)

    def _parallel(self, k: int) -> Chunk | None:
        """The group before that a conjunction joins to chunk ``k``; a free gerund joins a free one ("accusing ... and holding")."""
        tags = self.sentence.tags
        before = [c for c in reversed(self.chunks[:k]) if c.verbal]
        if before and before[0].b + 1 == self.chunks[k].a:
            return before[0]  # "targeted and killed"
        if tags[self.chunks[k].a : self.chunks[k].b].lstrip("ax")[:1] in ("V", "Z", "n", "B", "H", "m"):
            main = [c for c in before if self.finite(c) and not self._in_relative(c)]
            return next(iter(main or before), None)
        if tags[self.chunks[k].a] == "g":
            free = [c for c in before if tags[c.a] == "g" and tags[c.a - 1 : c.a] == ","]
            return next(iter(free or before), None)
        return next(iter(before), None)

    def _noun_between_verbs(self, first: Chunk, second: Chunk) -> bool:
        """Whether a conjunction starts a clause with a subject of its own between two groups."""
        tags = self.sentence.tags
        k = self.at[second.a]
        before = self.chunks[k - 1] if k else None
        return (
            before is not None
            and not before.verbal
            and before.b == second.a
            and tags[before.a - 1 : before.a] == "k"
            and before.a > first.b
        )

    def _controller(self, k: int, depth: int) -> Chunk | None:
        vg = self.chunks[k]
        main = self._verb_before(k)
        previous = self.chunks[k - 1] if k else None
        if main is None:
            return previous
        adjacent = previous is not None and not previous.verbal and previous.b >= vg.a - 1 and previous.a >= main.b
        lemma = verb_lemmas("object_control").get(self.sentence.low[main.head])
        if adjacent and previous is not None and (lemma or previous.lead == "for"):
            return self.first_of_list(previous)
        if lemma and self.passive(main):
            return self.subject(main, depth + 1)
        return self.subject(main, depth + 1)

    def _of_gerund(self, vg: Chunk, k: int, before: int, depth: int) -> Chunk | None:
        tags, low = self.sentence.tags, self.sentence.low
        main = self._verb_before(k)
        if before >= 0 and tags[before] in "NMP" and self.at.get(before) is not None and tags[vg.a - 1] not in ",k":
            return self._attached(before)  # "groups attacking Israel"
        if (
            before >= 0
            and tags[before] in "if"
            and main is not None
            and low[main.head] in verb_lemmas("object_control")
            and not self.passive(main)
        ):
            objects = [c for c in self.chunks[self.at[main.a] + 1 : k] if not c.verbal and c.lead in ("", "on")]
            if objects:
                return objects[0]  # "accused factions of launching"
        return self.subject(main, depth + 1) if main is not None else None

    def _finite_subject(self, k: int, depth: int) -> Chunk | None:
        tags = self.sentence.tags
        vg = self.chunks[k]
        comma = tags[vg.a - 1 : vg.a] == ","
        j = self._before_aside(k) if comma else k - 1
        while j >= 0:
            chunk = self.chunks[j]
            if chunk.verbal:
                if self.finite(chunk) and not self._in_relative(chunk):
                    return self.subject(chunk, depth + 1) if self._joined(chunk, vg) else None
                j -= 1
                continue
            if chunk.b == self._before(vg.a) + 1 and (self._opens_clause(j) or chunk.lead in _SUBORDINATORS):
                return chunk
            governed = self.first_of_list(chunk).lead or self._object_of_verb(j)
            if (
                tags[chunk.a - 1 : chunk.a] == ","
                and comma
                and not governed
                and j
                and not self.chunks[j - 1].verbal
                and chunk.b < vg.a
            ):
                j -= 1  # an apposition between commas; its noun is further left
                continue
            if not governed:
                return (
                    chunk
                    if not self._time_like(chunk)
                    else (self.chunks[j - 1] if j and not self.chunks[j - 1].verbal else None)
                )
            j -= 1
        return None

    def _in_relative(self, vg: Chunk) -> bool:
        """Whether a finite group belongs to a relative clause ("forces who were to guard it")."""
        before = self._before(vg.a)
        return before >= 0 and self.sentence.tags[before] in "wq" and self._relative(before)

    def _joined(self, first: Chunk, second: Chunk) -> bool:
        between = self.sentence.tags[first.b : second.a]
        return "k" in between or "," in between

    def _time_like(self, chunk: Chunk) -> bool:
        return all(t == "T" for t in self.sentence.tags[chunk.a : chunk.b])

    def _before_aside(self, k: int) -> int:
        """The chunk to look left from when ", among them two children," stands before the verb of chunk ``k``."""
        tags, low = self.sentence.tags, self.sentence.low
        end = self.chunks[k].a - 1
        start = tags.rfind(",", 0, end)
        if start > 0 and low[start + 1] in _ASIDES and start in range(1, end):
            return next((j for j in range(k - 1, -1, -1) if self.chunks[j].b <= start), k - 1)
        return k - 1

    def _opens_clause(self, j: int) -> bool:
        """ ", and junta marines have landed": a phrase after comma and conjunction that no list of three explains."""
        k = j - 1
        if k < 0 or self.chunks[k].verbal or self.sentence.tags[self.chunks[k].b : self.chunks[j].a] != ",k":
            return False
        return k == 0 or self.chunks[k - 1].verbal or self.sentence.tags[self.chunks[k - 1].b : self.chunks[k].a] != ","

    def _object_of_verb(self, j: int) -> bool:
        """Whether a phrase is the object of the verb right before it; verbs of saying are followed by subjects instead."""
        if j == 0 or not self.chunks[j - 1].verbal:
            return False
        verb = self.chunks[j - 1]
        if verb.b != self.chunks[j].a or (j > 1 and self.sentence.tags[verb.head] == "B"):
            return False
        clausal = self.sentence.low[verb.head] in verb_lemmas("clausal")
        return not self.finite(verb) or self._in_relative(verb) or (not clausal and not self.passive(verb))

    def object(self, vg: Chunk, after: int | None = None) -> Chunk | None:
        """The noun phrase right after the group, or after token ``after`` (adverbs, particles, quotes and times passed over)."""
        tags = self.sentence.tags
        token = max(vg.b, after or 0)
        while token < len(tags) and tags[token] in 'ar"':
            token += 1
        if (
            tags[token : token + 1] == "k"
            and (joined := self.chunk(token + 1)) is not None
            and joined.verbal
            and joined.a == token + 1
        ):
            return self.object(joined)  # "killed and wounded dozens"
        chunk = self.chunk(token)
        return chunk if chunk is not None and not chunk.verbal and chunk.a == token else None

    def phrases(self, after: Chunk, *, through_verbs: bool = False) -> Iterator[Chunk]:
        """The noun phrases led by a preposition that follow ``after`` inside its clause."""
        tags = self.sentence.tags
        last = after.b
        for chunk in self.chunks[self.at[after.a] + 1 :]:
            gap = tags[last : chunk.a]
            if ":" in gap or "w" in gap or (chunk.verbal and self.finite(chunk) and not through_verbs):
                return
            if not chunk.verbal and chunk.lead:
                yield chunk
            last = chunk.b

    def agent(self, vg: Chunk) -> Chunk | None:
        """The noun phrase of the "by" phrase after a passive or a noun."""
        return next((c for c in self.phrases(vg) if c.lead == "by"), None)

    # -- lists ---------------------------------------------------------------

    def conjuncts(self, chunk: Chunk, *, subject: bool = False) -> list[Chunk]:
        """The noun phrases of the list that starts with ``chunk``: "A, B and C"; the chunk alone when there is none.

        A last one that a verb follows starts a clause of its own, unless the list is known to be that verb's ``subject``.
        """
        tags = self.sentence.tags
        out = [chunk]
        pending: list[Chunk] = []
        k = self.at[chunk.a]
        for following in self.chunks[k + 1 :]:
            gap = tags[(pending[-1] if pending else out[-1]).b : following.a].replace('"', "")
            if following.verbal or gap not in (",", "k", ",k", "ka"):
                break
            pending.append(following)
            if "k" in gap:
                out += pending
                pending = []
        follows = self.chunks[self.at[out[-1].a] + 1 : self.at[out[-1].a] + 2]
        adjacent = (
            bool(follows)
            and follows[0].verbal
            and "," not in tags[out[-1].b : follows[0].a]
            and self.finite(follows[0])
        )
        starts_clause = not subject and len(out) > 1 and adjacent and self._has_verb_before(chunk)
        return out[:-1] if starts_clause else out

    def _has_verb_before(self, chunk: Chunk) -> bool:
        k = self.at[chunk.a]
        return k > 0 and self.chunks[k - 1].verbal

    def first_of_list(self, chunk: Chunk) -> Chunk:
        """The chunk that starts the list which ``chunk`` ends."""
        k = self.at[chunk.a]
        tags = self.sentence.tags
        gap = tags[self.chunks[k - 1].b : chunk.a] if k else ""
        if "k" not in gap and not (gap == "," and self._list_goes_on(k)):
            return chunk
        while (
            k
            and not self.chunks[k - 1].verbal
            and tags[self.chunks[k - 1].b : self.chunks[k].a] in (",", "k", ",k")
            and not self.chunks[k].lead
        ):
            k -= 1
        return self.chunks[k]

    def _list_goes_on(self, k: int) -> bool:
        """Whether the chunks after ``k`` continue a list up to its "and"."""
        tags = self.sentence.tags
        for before, after in zip(self.chunks[k:], self.chunks[k + 1 :], strict=False):
            gap = tags[before.b : after.a]
            if after.verbal or gap not in (",", "k", ",k"):
                return False
            if "k" in gap:
                return True
        return False

    def subjects(self, vg: Chunk) -> list[Chunk]:
        """The subject's whole list."""
        chunk = self.subject(vg)
        if chunk is None:
            return []
        first = self.first_of_list(chunk) if chunk.b <= vg.a else chunk
        if first is not chunk and self._object_of_verb(self.at[first.a]):
            return [chunk]  # "killed five and three people were hurt": two clauses, no list
        listed = self.conjuncts(first, subject=True)
        return listed if chunk in listed else [chunk]
