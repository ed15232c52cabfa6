"""The ways of scoring that are compared; each gives every officer a figure, as points above or below the mean."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from scipy.special import ndtr

from aggregator.crossed import Table
from aggregator.mixed_model import fit
from aggregator.scoring import NORMAL_95, score
from aggregator.settings import AggregatorSettings
from aggregator.variance_components import VarianceComponents
from benchmarks.study.world import HIDDEN, LAST_DAY, Floats, World, expected
from data.votes import Votes

ON = date.fromordinal(LAST_DAY + 1)
BAYES_RATINGS = 25
GRID, GRID_REACH = 161, 5.0
"""Points on the omniscient's grid, and how many standard deviations it reaches."""


@dataclass(frozen=True)
class Suara:
    """What Suara's score says of every officer; points above or below the mean."""

    figures: Floats
    deviations: Floats
    """Of the interval's normal distribution, the allowance included."""
    bare_deviations: Floats
    """The same without the allowance."""
    low: Floats
    high: Floats
    reliability: Floats
    components: VarianceComponents


def suara(votes: Votes, settings: AggregatorSettings, components: VarianceComponents | None = None) -> Suara:
    """Score as Suara does every Monday; without ``components`` they are estimated, as once a month."""
    scored = score(votes, ON, settings, components)
    means = np.array([each.parts.mean for each in scored.officers])
    figures, low, high, sd, reliability = (
        np.array([getattr(each, name) for each in scored.officers])
        for name in ("points", "low", "high", "sd", "reliability")
    )
    spread = np.sqrt(sd**2 + settings.model_error_share * scored.components.random["officer"])
    return Suara(figures - means, spread, sd, low - means, high - means, reliability, scored.components)


def raw_mean(world: World) -> Floats:
    """Return the means of the faces."""
    return np.asarray(sums(world, world.faces) / world.ratings_of - world.faces.mean())


def bayesian_mean(world: World) -> Floats:
    """Return the means with 25 ratings of the district's mean added: the form of film charts."""
    return np.asarray(raw_mean(world) * (world.ratings_of / (world.ratings_of + BAYES_RATINGS)))


def wilson_bound(world: World) -> Floats:
    """Return the lower 95 % bound of the share of 3s and 4s (Wilson 1927), mapped to points."""
    n, share = world.ratings_of, sums(world, (world.faces >= 3).astype(float)) / world.ratings_of
    z2 = NORMAL_95**2
    bound = (share + z2 / (2 * n) - NORMAL_95 * np.sqrt(share * (1 - share) / n + z2 / (4 * n**2))) / (1 + z2 / n)
    return _mapped(bound, world)


def net_score(world: World) -> Floats:
    """Return the share of 4s minus that of 1s and 2s, mapped to points."""
    return _mapped(
        sums(world, (world.faces == 4).astype(float) - (world.faces <= 2).astype(float)) / world.ratings_of, world
    )


def knowing_oracle(world: World) -> Floats:
    """Return the same model's figures where every rating counts fully and the true variances are given."""
    return np.asarray(fit(Table(world.faces, world.columns), world.plan.components).random["officer"].estimate)


def omniscient(world: World) -> Floats:
    """Return what can be known at all of an officer: services, offices, raters and thresholds known exactly.

    The posterior mean of the officer's expected rating, on a grid; faces are taken as the steps they are.
    """
    spread = np.sqrt(HIDDEN["officer"])
    grid = np.linspace(-GRID_REACH, GRID_REACH, GRID) * spread
    known = sum(world.effects[name][world.columns[name]] for name in ("office", "service", "rater"))
    edges = np.concatenate([[-np.inf], world.plan.thresholds, [np.inf]])
    chance = np.sqrt(1 - sum(HIDDEN.values()))
    faces = world.faces.astype(np.int64)
    first = np.cumsum(world.ratings_of) - world.ratings_of
    log = np.empty((len(first), GRID))
    for at, value in enumerate(grid):
        likely = ndtr((edges[faces] - known - value) / chance) - ndtr((edges[faces - 1] - known - value) / chance)
        log[:, at] = np.add.reduceat(np.log(np.maximum(likely, 1e-300)), first) - (value / spread) ** 2 / 2
    weight = np.exp(log - log.max(axis=1, keepdims=True))
    return np.asarray(weight @ (expected(grid, world.plan) - world.plan.mean) / weight.sum(axis=1))


def sums(world: World, values: Floats) -> Floats:
    """Sum up by officer."""
    return np.asarray(
        np.bincount(world.columns["officer"], weights=values, minlength=len(world.ratings_of)), dtype=np.float64
    )


def _mapped(figures: Floats, world: World) -> Floats:
    """Give a figure that is not in points its best straight line to the truth: more than it would have in life."""
    slope, start = np.polyfit(figures, world.truth, 1)
    return np.asarray(start + slope * figures)
