"""A weighted linear mixed model of crossed ratings: exact effects with their exact uncertainty.

``fit`` takes arrays; ``python -m aggregator.mixed_model FILE.csv …`` fits any table in a file
(``aggregator.mixed_model_command``).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from aggregator.crossed import CrossProducts, Floats, ModelError, Numbers, Table, groups
from aggregator.henderson import Equations
from aggregator.variance_components import Maximum, VarianceComponents, log_likelihood, maximise

__all__ = ["Effects", "Fit", "FixedEffects", "ModelError", "Table", "VarianceComponents", "fit", "fit_apart", "groups"]


@dataclass(frozen=True)
class Effects:
    """The levels of a random factor; arrays by code."""

    estimate: Floats
    """Best linear unbiased prediction, in units of y: points."""
    variance: Floats
    """Of estimate − truth (prediction error variance), what the fixed effects leave unsure included: squared points."""
    conditional_variance: Floats
    """The same as if the fixed effects were known: lme4's ``condVar``."""
    effective_weight: Floats
    """Of its ratings, less what was used to know the raters (the factor with the most levels): the effective n."""


@dataclass(frozen=True)
class FixedEffects:
    """The levels of a fixed factor; arrays by code. The first level is 0, and so is one that follows from others."""

    estimate: Floats
    variance: Floats


@dataclass(frozen=True)
class Fit:
    """What a table says, given its variance components."""

    components: VarianceComponents
    converged: bool
    """Whether the components are at the greatest likelihood, or were given."""
    intercept: float
    """Mean at the first level of each fixed factor and at average levels of the random ones."""
    intercept_variance: float
    fixed: Mapping[str, FixedEffects]
    random: Mapping[str, Effects]
    log_likelihood: float
    """Restricted (REML), as lme4 counts it."""
    ratings: int
    factorisations: int


def fit(table: Table, components: VarianceComponents | None = None) -> Fit:
    """Fit a table; estimate its variance components by REML unless they are given (frozen).

    All ratings share the fixed effects and the variance components, whether connected or not: the groups are solved
    apart all the same, and only the fixed effects are drawn from all. To let groups of ratings have a mean of
    their own, give ``groups(table.random)`` as a fixed factor; to let them have components of their own, ``fit_apart``.

    The time grows with the ratings and the cube of the levels in a block of linked levels (those of the
    factor with the most levels do not count), the memory with their square.

    Raises:
        ModelError: the table cannot be fitted; the text says why.
    """
    cross = CrossProducts.of(table)
    if components is None:
        found = maximise(cross)
    elif set(components.random) == set(table.random):
        ratios = {name: components.random[name] / components.residual for name in table.random}
        found = Maximum(components, Equations.of(cross, ratios), factorisations=1, converged=True)
    else:
        raise ModelError("the variance components given are of other factors")
    equations, residual = found.equations, found.components.residual
    theta = equations.scale * equations.solution[0]
    variance = residual * equations.diagonals[0]
    at = cross.fixed_start
    return Fit(
        components=found.components,
        converged=found.converged,
        intercept=float(theta[at]) + cross.centre,
        intercept_variance=float(variance[at]),
        fixed={
            name: FixedEffects(np.where(place < 0, 0.0, theta[place]), np.where(place < 0, 0.0, variance[place]))
            for name, place in cross.fixed_places.items()
        },
        random=_effects(equations, found.components),
        log_likelihood=log_likelihood(equations, residual),
        ratings=cross.ratings,
        factorisations=found.factorisations,
    )


def fit_apart(
    table: Table, components: VarianceComponents | None = None
) -> Iterator[tuple[Mapping[str, Numbers], Fit]]:
    """Fit each connected group of ratings by itself, one after the other, with its own mean.

    Yields, by group, the codes of its levels by factor (random and fixed), and its fit, whose arrays follow them. Each
    has its own variance components unless they are given. A country of districts takes the sum of their times, and the
    memory of one.
    """
    labels = groups(table.random)
    order = np.argsort(labels, kind="stable")
    for rows in np.split(order, np.cumsum(np.bincount(labels))[:-1]):
        part = table.rows(rows)
        levels, codes = {}, {}
        for name, column in [*part.random.items(), *part.fixed.items()]:
            levels[name], codes[name] = np.unique(column, return_inverse=True)
        random = {name: codes[name] for name in part.random}
        fixed = {name: codes[name] for name in part.fixed}
        yield levels, fit(replace(part, random=random, fixed=fixed), components)


def _effects(equations: Equations, components: VarianceComponents) -> dict[str, Effects]:
    cross = equations.cross
    effects = {}
    for name in cross.sizes:
        found = (equations.solution, equations.diagonals, equations.held_diagonals, equations.effective_weights())
        estimate, full, held, weight = (cross.of_factor(name, *parts) for parts in found)
        component = components.random[name]
        effects[name] = Effects(np.sqrt(equations.ratios[name]) * estimate, component * full, component * held, weight)
    return effects


if __name__ == "__main__":
    from aggregator.mixed_model_command import main

    raise SystemExit(main())
