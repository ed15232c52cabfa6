"""What is measured of a way of scoring, and how sure the measurement is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr
from scipy.stats import kendalltau

from aggregator.scoring import NORMAL_95
from benchmarks.study.methods import Suara
from benchmarks.study.world import RATINGS, Floats, World

SURE = 0.95
"""A flag needs so much probability."""
ALL = 0
"""Beside the numbers of ratings: all officers."""


@dataclass(frozen=True)
class Measured:
    """A mean over worlds with its standard error."""

    mean: float
    error: float

    @classmethod
    def of(cls, values: Sequence[float]) -> "Measured":
        """Sum up the worlds; one of them that has no value (nobody of that kind in it) is left out."""
        told = np.array([value for value in values if np.isfinite(value)])
        error = float(told.std(ddof=1) / np.sqrt(len(told))) if len(told) > 1 else float("nan")
        return cls(float(told.mean()), error)


def summed(worlds: Sequence[Mapping[str, float]]) -> dict[str, Measured]:
    """Sum up measurements that were taken of each world."""
    return {name: Measured.of([each[name] for each in worlds]) for name in worlds[0]}


def accuracy(name: str, figures: Floats, world: World) -> dict[str, float]:
    """Measure the error, the order and the leaning of figures, over all officers and by number of ratings."""
    found = {f"{name} leaning": float(np.corrcoef(figures - world.truth, -world.ease)[0, 1])}
    for n in (ALL, *RATINGS):
        own = _those(world, n)
        found[f"{name} error {n}"] = rmse(figures[own], world.truth[own])
        found[f"{name} tau {n}"] = float(kendalltau(figures[own], world.truth[own]).statistic)
    return found


def rmse(figures: Floats, truth: Floats) -> float:
    """Return the root of the mean squared error, in points."""
    return float(np.sqrt(((figures - truth) ** 2).mean()))


def coverage(found: Suara, world: World) -> dict[str, float]:
    """Measure how often the truth lies inside the interval, with its allowance and without, and the reliability."""
    told = {
        "covered": (found.low <= world.truth) & (world.truth <= found.high),
        "bare": np.abs(found.figures - world.truth) <= NORMAL_95 * found.bare_deviations,
        "reliability": found.reliability,
    }
    return {f"{name} {n}": float(each[_those(world, n)].mean()) for name, each in told.items() for n in (ALL, *RATINGS)}


def flags(raw: Floats, bayes: Floats, found: Suara, world: World) -> dict[str, float]:
    """Measure who is called "below expectation": below the mean by more than a standard deviation of officers.

    ``false``: share of those who are not below; ``right``: share of those who are.
    """
    cut = -np.sqrt(world.plan.components.random["officer"])
    own_cut = -np.sqrt(found.components.random["officer"])
    flagged = {
        "raw": raw < cut,
        "bayes": bayes < cut,
        "suara": ndtr((own_cut - found.figures) / found.deviations) > SURE,
    }
    below = world.truth < cut
    measured = {}
    for n in RATINGS:
        own = _those(world, n)
        for name, flag in flagged.items():
            measured[f"{name} false {n}"] = _share(flag[own & ~below])
            measured[f"{name} right {n}"] = _share(flag[own & below])
    return measured


def _those(world: World, n: int) -> Floats:
    return np.full(len(world.ratings_of), True) if n == ALL else world.ratings_of == n


def _share(flag: Floats) -> float:
    return float(flag.mean()) if len(flag) else float("nan")
