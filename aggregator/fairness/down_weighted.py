"""Who was down-weighted and why: whether caps and evidence fall harder on the ratings of one group."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from aggregator.crossed import Numbers
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


def lowered(weights: Weights, group: Numbers, shown: Sequence[int]) -> list[Lowered]:
    """Return which ratings of each shown group weigh less; arrays by rating. It says nothing of what they said."""
    factors = {
        Why.EVIDENCE: weights.tier,
        Why.REPEATED: weights.person,
        Why.BURST: weights.hour,
        Why.OLD: weights.fade,
    }
    full = float(weights.tier.max(initial=0.0))
    below = {why: factor < (full if why is Why.EVIDENCE else 1.0) for why, factor in factors.items()}
    below[Why.OLD] = weights.fade <= HALF
    return [Lowered(each, {why: float(flags[group == each].mean()) for why, flags in below.items()}) for each in shown]
