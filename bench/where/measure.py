"""From answers to figures, each with the middle 95 % of its value over texts drawn again."""

from __future__ import annotations

import random
import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence
from math import log

from bench.where.answer import FARTHEST_KM, TOWN_KM, Answer

SEED = 20261122


def figures(answers: Sequence[Answer]) -> dict[str, float]:
    """Shares of the located toponyms: ``acc161`` and ``acc10`` (an answer within so many kilometres; no answer is wrong),
    ``place161`` (the same, the annotators' own entry being right wherever our point of it lies: a point of Russia is as good as
    another, and a continent has none), ``id`` (the very entry, of those with an id), ``answered``, and the gazetteer's ceilings of both. ``mean`` and ``median``
    are kilometres of those answered with a point, ``auc`` the area under the curve of log errors (0 is best; no answer
    counts as the antipode), ``null`` the share of toponyms in no gazetteer that no place was said of.
    """
    known = [a for a in answers if a.known]
    unknown = [a for a in answers if not a.known]
    named = [a for a in known if a.has_id]
    kms = [a.km for a in known if a.km is not None]
    out = {
        "acc161": _share(known, lambda a: a.near),
        "place161": _share(known, lambda a: a.near or a.same),
        "acc10": _share(known, lambda a: a.km is not None and a.km <= TOWN_KM),
        "ceiling161": _share(known, lambda a: a.reachable),
        "ceiling place161": _share(known, lambda a: a.reachable or a.has_place),
        "ceiling10": _share(known, lambda a: a.ceiling_km is not None and a.ceiling_km <= TOWN_KM),
        "answered": _share(known, lambda a: a.said),
        "auc": statistics.fmean(log(1 + (FARTHEST_KM if a.km is None else a.km)) for a in known) / log(1 + FARTHEST_KM)
        if known
        else 0.0,
    }
    if kms:
        out |= {"mean km": statistics.fmean(kms), "median km": statistics.median(kms)}
    if named:
        out["id"] = _share(named, lambda a: a.same)
    if unknown:
        out["null"] = _share(unknown, lambda a: not a.said)
    return out


def _share(answers: Sequence[Answer], right: Callable[[Answer], bool]) -> float:
    return sum(map(right, answers)) / len(answers) if answers else 0.0


def intervals(each: Sequence[Sequence[Answer]], *, draws: int) -> dict[str, tuple[float, float]]:
    """The middle 95 % of each figure over so many draws of as many texts."""
    chance = random.Random(SEED)
    values: dict[str, list[float]] = {}
    for _ in range(draws):
        drawn = [a for answers in chance.choices(each, k=len(each)) for a in answers]
        for key, value in figures(drawn).items():
            values.setdefault(key, []).append(value)
    return {
        key: (row[len(row) // 40], row[-len(row) // 40 - 1]) for key, row in ((k, sorted(v)) for k, v in values.items())
    }


def table(name: str, found: Mapping[str, Sequence[Sequence[Answer]]], *, draws: int) -> Iterator[str]:
    """The lines of a set: a figure a line, a way of answering a column."""
    first = next(iter(found.values()))
    everything = [a for answers in first for a in answers]
    yield f"\n{name}: {len(first)} texts, {sum(a.known for a in everything)} located, {sum(not a.known for a in everything)} in no gazetteer"
    yield f"  {'':<18}" + "".join(f"{way:>26}" for way in found)
    values = {way: figures([a for answers in each for a in answers]) for way, each in found.items()}
    bounds = {way: intervals(each, draws=draws) for way, each in found.items()}
    for key in values[next(iter(found))]:
        yield f"  {key:<18}" + "".join(f"{_cell(values[w].get(key), bounds[w].get(key)):>26}" for w in found)


def _cell(value: float | None, bound: tuple[float, float] | None) -> str:
    if value is None or bound is None:
        return "-"
    form = ".0f" if value > 1 else ".3f"
    return f"{value:{form}} ({bound[0]:{form}}-{bound[1]:{form}})"


def gap(answers: Sequence[Answer], *, bins: int = 10) -> float:
    """How far scores are from the share of right answers, on average over as many bins (expected calibration error):
    over the answers said of located toponyms, right within 161 km."""
    told = sorted((a.score, a.near) for a in answers if a.known and a.said)
    if not told:
        return 0.0
    out = 0.0
    for n in range(bins):
        part = [row for row in told if n / bins <= row[0] < (n + 1) / bins or (n == bins - 1 and row[0] >= 1)]
        if part:
            out += abs(sum(s for s, _ in part) - sum(ok for _, ok in part)) / len(told)
    return out
