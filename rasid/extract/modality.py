"""Asserted, denied, planned, hypothetical or background: read from the verb group and what governs it."""

from __future__ import annotations

from rasid.extract.candidates import Candidate
from rasid.extract.chunks import Chunk
from rasid.extract.clauses import Clauses
from rasid.extract.lexicon import cues, verb_lemmas
from rasid.records import Modality

# Verbs after which a "to" infinitive did happen.
_IMPLICATIVE = frozenset(
    "managed manages manage continue continues continued continuing began begin begins begun started start starts proceeded went used helped help helps forced "
    "compelled caused led appeared appears seemed seems believed reported said known thought alleged rumored understood came returned resumed resume "
    "dared kept able rushed moved gathered claimed claims claiming".split()
)
_DENYING = frozenset("denied denies deny denying refuted refutes refuting disavowed".split())
_FAILING = frozenset("failed fails fail failing unable refused refuses refusing declined declines declining".split())
_MODAL_PLAN = frozenset(("will", "shall", "'ll", "’ll", "wo"))
_MODAL_IF = frozenset(("could", "would", "may", "might", "should", "can", "must", "'d", "’d", "ca"))
_WOULD = frozenset(("would", "’d", "'d"))
_FORMER = frozenset(("formerly", "previously", "historically", "former", "decades-long", "years-long"))
_CONDITION = frozenset(("if", "unless", "whether", "lest", "should"))
_DIRECTIVE = frozenset(
    "plan plans planned planning intends intend intended prepare prepares prepared preparing vow vows vowed vowing pledge pledges pledged promise promised threaten threatens threatened threatening aim aims aimed aiming "
    "propose proposed proposes proposing considering order ordered orders ordering instruct instructed instructs instructing direct directed directing task tasked urge urged urges urging call called calls calling ask asked asks asking "
    "demand demanded demands demanding request requested requests requesting agreed agree agrees decided decides seek seeks sought seeking want wants wanted expected expects scheduled set due poised ready about warned warn warns hoping hopes attempt attempted attempting attempts try tried trying tries".split()
)


def modality(candidate: Candidate, *, reported: bool = False) -> Modality:
    """The candidate's modality from its own sentence; time alone (an old date) is judged later.

    ``reported``: it stands in reported speech, where "had" and "would" only shift the tense.
    """
    view = candidate.view
    group = candidate.group
    low = view.sentence.low
    for verdict in (_negated, _unreal, _future, _past):
        found = verdict(candidate, view.clauses, group, low, reported)
        if found is not None:
            return found
    return "asserted"


def _negated(c: Candidate, clauses: Clauses, group: Chunk | None, low: list[str], reported: bool) -> Modality | None:
    tags = c.view.sentence.tags
    if group is not None and ("x" in tags[group.a : group.b] or low[group.a] in ("neither", "nor")):
        return "denied"
    if not c.chunk.verbal and low[c.chunk.a] == "no":
        return "denied"
    governor = _governor(clauses, group or c.chunk)
    while governor is not None:
        word = low[governor.head]
        if word in _DENYING and c.event not in ("deny", "reject"):
            return "denied"
        if word in _FAILING and tags[(group or c.chunk).a] == "t":
            return "denied"
        governor = _governor(clauses, governor)
    subject = clauses.subject(group) if group is not None and c.chunk.verbal else None
    if (
        subject is not None
        and group is not None
        and low[subject.a] in ("no", "none", "neither")
        and subject.b <= group.a
    ):
        return "denied"
    return None


def _unreal(c: Candidate, clauses: Clauses, group: Chunk | None, low: list[str], reported: bool) -> Modality | None:
    words = low[group.a : group.b] if group is not None else []
    if reported and not _WOULD.isdisjoint(words):
        return None
    if not _MODAL_IF.isdisjoint(words) and c.event not in ("accuse", "reject", "condemn", "warn", "request"):
        return "hypothetical"
    hypothetical = cues()["hypothetical_words"]
    if not c.chunk.verbal and not hypothetical.isdisjoint(low[c.chunk.a : c.a]):
        return "hypothetical"
    start = max(0, (group or c.chunk).a - 12)
    before = low[start : c.a]
    if "how" in before and any(low[i : i + 2] == ["how", "many"] for i in range(start, c.a)):
        return "hypothetical"  # "did not say how many had died"
    if not _CONDITION.isdisjoint(before) and not _clause_between(c, start):
        return "hypothetical"
    if _under(c, hypothetical):
        return "hypothetical"
    return None


def _clause_between(c: Candidate, start: int) -> bool:
    low, tags = c.view.sentence.low, c.view.sentence.tags
    last = max((i for i in range(start, c.a) if low[i] in _CONDITION), default=c.a)
    return "," in tags[last : c.a] and any(
        v.verbal and last < v.a < c.a and c.view.clauses.finite(v) for v in c.view.clauses.chunks
    )


def _under(c: Candidate, words: frozenset[str]) -> bool:
    """Whether a noun or verb such as "threat of", "fear of", "prevent" governs the trigger within its clause."""
    low, tags = c.view.sentence.low, c.view.sentence.tags
    at = (c.carrier or c.chunk).a
    for back in range(at - 1, max(-1, at - 9), -1):
        if tags[back] in ",:.w" or (tags[back] in "VZ" and low[back] not in words):
            return False
        if low[back] in words and low[back] not in ("any", "may", "future", "case", "if"):
            return True
    return False


def _future(c: Candidate, clauses: Clauses, group: Chunk | None, low: list[str], reported: bool) -> Modality | None:
    tags = c.view.sentence.tags
    words = low[group.a : group.b] if group is not None else []
    if not _MODAL_PLAN.isdisjoint(words) or (reported and "would" in words):
        return "planned"
    node: Chunk | None = group or c.chunk
    for _ in range(4):
        if node is None:
            return None
        infinitive = node.verbal and (
            tags[node.a] == "t"
            or (tags[node.a] == "b" and low[node.a] not in _SAME_PAST and tags[node.a - 1 : node.a] in ("k", '"', "a"))
        )
        governor = _governor(clauses, node)
        if governor is None:
            return "planned" if infinitive and c.chunk.verbal else None
        word = low[governor.head]
        if (
            word in _DIRECTIVE
            and (infinitive or not node.verbal or tags[node.a] == "g")
            and not (node is c.chunk and c.event in _SPEECH)
        ):
            return "planned"
        if (
            infinitive
            and word not in _IMPLICATIVE
            and not ("B" in tags[governor.a : governor.b] and word in _IMPLICATIVE)
        ):
            return "planned"
        node = governor if infinitive or tags[node.a] == "g" or not node.verbal else None
    return None


_SAME_PAST = frozenset("set put cut hit shut beat hurt cast split spread let quit overrun".split())
_SPEECH = frozenset("request demand warn threaten accuse reject condemn deny agreement".split())


def _past(c: Candidate, clauses: Clauses, group: Chunk | None, low: list[str], reported: bool) -> Modality | None:
    tags = c.view.sentence.tags
    background = cues()["background_words"]
    if group is not None:
        words = low[group.a : group.b]
        if "had" in words and tags[group.head] in "nV" and not reported:
            return "background"
        if not background.isdisjoint(words):
            return "background"
    return "background" if not _FORMER.isdisjoint(low[max(0, c.a - 4) : c.a]) else None


def _governor(clauses: Clauses, node: Chunk) -> Chunk | None:
    """The verb group that governs ``node``: for an infinitive, a gerund or a noun the verb just before in its clause."""
    k = clauses.at[node.a]
    tags = clauses.sentence.tags
    for chunk in reversed(clauses.chunks[:k]):
        if not chunk.verbal:
            continue
        gap = tags[chunk.b : node.a]
        if "w" in gap or ":" in gap:
            return None
        if (
            node.verbal
            and clauses.finite(node)
            and "q" not in gap
            and clauses.sentence.low[chunk.head] not in verb_lemmas("say")
        ):
            return None
        if gap.endswith(",") and tags[node.a] == "g":
            return None
        return chunk
    return None
