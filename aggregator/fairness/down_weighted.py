"""Who was down-weighted and why: whether caps and evidence fall harder on the ratings of one group."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from aggregator.crossed import Floats, Numbers
from aggregator.weights import Weights

HALF = 0.5


class Why(StrEnum):
    """Why a rating weighs less; the factors of `aggregator.weights.Weights`."""

    EVIDENCE = "evidence"
    """Less sure of the visit than the surest there are."""
    REPEATED = "repeated"
    """One person, several ratings of one officer."""
    BURST = "burst"
    """Part of an unusual hour."""
    OLD = "old"
    """A half-life old or more."""


@dataclass(frozen=True)
class Lowered:
    """The ratings of one group."""

    group: int
    share: Mapping[Why, float]
    """0–1: of its ratings."""
    kept: Mapping[Why, float]
    """0–1: what its ratings weigh on average by this reason alone."""
    weight: float
    """0–1: what they weigh on average by all of them."""
    moved: float
    """Points: its weighted mean less its plain one; above 0 where what weighs less was worse than the rest."""


def lowered(y: Floats, weights: Weights, group: Numbers, shown: Sequence[int]) -> list[Lowered]:
    """Return how the ratings of each shown group were weighed; arrays by rating."""
    factors = {
        Why.EVIDENCE: weights.tier,
        Why.REPEATED: weights.person,
        Why.BURST: weights.hour,
        Why.OLD: weights.fade,
    }
    full = float(weights.tier.max(initial=0.0))
    below = {why: factor < (full if why is Why.EVIDENCE else 1.0) for why, factor in factors.items()}
    below[Why.OLD] = weights.fade <= HALF
    total = weights.total
    found = []
    for each in shown:
        mine = group == each
        found.append(
            Lowered(
                each,
                {why: float(flags[mine].mean()) for why, flags in below.items()},
                {why: float(factor[mine].mean()) for why, factor in factors.items()},
                float(total[mine].mean()),
                float(np.average(y[mine], weights=total[mine]) - y[mine].mean()),
            )
        )
    return found
