"""How sure the trained reader is of a report: the probability that its type, modality and actors are all right.

A logistic regression on what the model says of its own decisions, fitted by ``python -m train.calibrate`` on the corpus's dev part and
kept with the weights, ``rasid/models/reader/score.json``.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import exp, log

Evidence = Mapping[str, float]

_LEAST = 0.001  # of a probability, so that its logit is bounded


def evidence(*, trigger: float, kind: float, modality: float, actor: float, told: int) -> Evidence:
    """Logits of the probabilities that the trigger, its class, its modality and its actors are those chosen, and how many roles are told."""
    odds = {"trigger": trigger, "kind": kind, "modality": modality, "actor": actor}
    return {**{name: _logit(p) for name, p in odds.items()}, "told": float(told)}


def probability(known: Evidence, weights: Mapping[str, float]) -> float:
    """Between 0 and 1. Raises ``KeyError`` for weights that lack a name of the evidence or their ``start``."""
    return 1 / (1 + exp(-(weights["start"] + sum(weights[name] * value for name, value in known.items()))))


def _logit(p: float) -> float:
    p = min(max(p, _LEAST), 1 - _LEAST)
    return log(p / (1 - p))
