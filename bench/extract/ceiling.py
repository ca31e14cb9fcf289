"""What a careful reader reaches: the second annotation of the corpus, scored as if it were a reader's: ``python -m bench.extract.ceiling``.

Where two annotators who follow the same rules do not agree, no reader can be known to be right: a figure of ``ours`` is to be
read against the one here. Roles have no registry entries here, so that a few agree by words alone.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from bench.extract.facts import Named, Tally, Wanted, compare, wanted
from bench.extract.ours import figures
from train.corpus.agree import passes
from train.corpus.markup import Annotated


def told(second: Annotated) -> Any:
    """An annotated story in the place of a coded one: the fields that are compared."""
    return SimpleNamespace(
        reports=[_report(w) for w in wanted(second)],
        control=[
            SimpleNamespace(state=c.state, holder=_mark(second, c.holder), place=_mark(second, c.place))
            for c in second.control.values()
        ],
        measures=[
            SimpleNamespace(
                span=second.marks[m.id].span,
                action=second.words(m.id),
                issuer=_mark(second, m.issuer),
                status=m.status,
                domain=m.domain,
            )
            for m in second.measures.values()
        ],
    )


def _mark(story: Annotated, id: str) -> Any:
    return SimpleNamespace(span=story.marks[id].span, name=story.words(id), ref=None)


def _role(named: Named) -> Any:
    return SimpleNamespace(span=named.spans[0], name=named.words[0], ref=None)


def _report(w: Wanted) -> Any:
    return SimpleNamespace(
        trigger=SimpleNamespace(span=w.triggers[0]),
        quote=w.triggers[0],
        retold=w.triggers[1:],
        type=SimpleNamespace(plover=w.type),
        modality=w.modality,
        actors=[_role(n) for n in w.actor],
        targets=[_role(n) for n in w.target],
        place=_role(w.place) if w.place is not None else None,
        time=SimpleNamespace(start=w.time[0], end=w.time[1]) if w.time is not None else None,
        casualties=[SimpleNamespace(kind=kind, low=low) for kind, low in w.harm],
        claim=SimpleNamespace(claimant=_role(w.claimant) if w.claimant is not None else None),
    )


def ceiling() -> dict[str, float]:
    """The figures of ``ours``, the mean of each annotation scored against the other."""
    both = []
    for turned in (False, True):
        tally = Tally()
        for first, second in passes():
            gold, other = (second, first) if turned else (first, second)
            tally.add(*compare(gold, [told(other)]))
        both.append(figures(tally))
    return {key: (both[0][key] + both[1][key]) / 2 for key in both[0]}


if __name__ == "__main__":
    for key, value in ceiling().items():
        print(f"  {key:<22}{value:8.3f}")
