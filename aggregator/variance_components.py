"""Variance components of crossed ratings: a start from moments, then REML by average information.

REML maximises the likelihood of what the fixed effects leave over. With ratios γ_k = σ²_k/σ²e and P for σ²e = 1::

    −2 l = log|M| + (n − p)(log 2πσ̂²e + 1) − Σ log w,   σ̂²e = y'Py/(n − p)
    2 ∂l/∂γ_k = g_k − t_k,   g_k = y'PV_kPy/σ̂²e,   t_k = tr(PV_k) = tr(I − M⁻¹_kk)/γ_k,   V_k = Z_kZ_k'
    2 AI_jk = y'PV_jPV_kPy/σ̂²e − g_j g_k/(n − p)

(A. R. Gilmour, R. Thompson, B. R. Cullis, Biometrics 51:1440–1450, 1995, with σ²e profiled out.) Traces are exact.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from aggregator.crossed import CrossProducts, Floats, ModelError
from aggregator.henderson import Equations

FLOOR = 1e-9
"""Ratio that stands for 0 while the maximum is sought; a component that ends there is 0."""
CEILING = 1e6
"""Ratio at which the residual variance counts as 0: likelihoods have no maximum there."""
START_FLOOR = 1e-4
"""Least ratio to start from."""
CLOSE_ENOUGH = 1e-8
"""Squared distance from the maximum, in standard errors of the components."""
STEPS = 60
HALVINGS = 25
NOTHING_LEFT = "the factors explain every rating to the last digit: no residual variance is left"


@dataclass(frozen=True)
class VarianceComponents:
    """In squared units of y: squared points."""

    residual: float
    """Of a rating of weight 1."""
    random: Mapping[str, float]
    """By random factor; 0 where the levels differ no more than by chance."""

    def __post_init__(self) -> None:
        if not (self.residual > 0 and np.isfinite(self.residual)):
            raise ModelError("the residual variance must be above 0")
        if not all(value >= 0 and np.isfinite(value) for value in self.random.values()):
            raise ModelError("a variance component must be 0 or more")


@dataclass(frozen=True)
class Maximum:
    """Where the search for the greatest likelihood ended."""

    components: VarianceComponents
    equations: Equations
    """Factorised there."""
    factorisations: int
    converged: bool


@dataclass(frozen=True)
class _Point:
    """The likelihood and its slopes at given ratios; arrays have an entry per random factor."""

    equations: Equations
    ratios: Floats
    log_likelihood: float
    residual: float
    slope: Floats
    """2 ∂l/∂γ."""
    information: Floats
    """2 AI."""


def moments(cross: CrossProducts) -> VarianceComponents:
    """Estimate variance components without iteration, from sums of squares in the levels of each factor.

    With w_l the weight of level l of factor k, w_lm that of its ratings at level m of factor j, L_k levels and
    weight w in all (Henderson's method I; K. Gao, A. B. Owen, arXiv:1610.08088)::

        E Σ_t w_t (y_t − ȳ_k(t))² = Σ_j≠k σ²_j (w − Σ_lm w_lm²/w_l) + σ²e (n − L_k)
        E Σ_t w_t (y_t − ȳ)²      = Σ_j σ²_j (w − Σ_m w_m²/w) + σ²e (n − 1)

    Fixed effects are taken off by least squares first. Estimates below a ten-thousandth of σ²e are set to that.
    """
    names = list(cross.sizes)
    fixed = np.arange(cross.fixed_start, len(cross.sums))
    effects = np.linalg.lstsq(cross.within[fixed][:, fixed].toarray(), cross.sums[fixed], rcond=None)[0]
    sums = cross.sums - cross.within[:, fixed] @ effects
    eliminated_sums = cross.eliminated_sums - cross.across[:, fixed] @ effects
    squares = max(cross.yy - float(effects @ cross.sums[fixed]), 0.0)
    weight = float(cross.counts.sum())
    known = [squares]
    expected = [[weight - float((cross.weights(name) ** 2).sum()) / weight for name in names] + [cross.ratings - 1.0]]
    for name in names:
        rated = cross.weights(name) > 0
        each = np.where(rated, cross.weights(name), 1)
        of_levels = cross.of_factor(name, sums, eliminated_sums)
        known.append(squares - float((of_levels**2 / each).sum()))
        row = [weight - _shared(cross, name, other, each) for other in names]
        expected.append([*row, cross.ratings - float(rated.sum())])
    found = np.linalg.lstsq(np.array(expected), np.array(known), rcond=1e-10)[0]
    residual = max(float(found[-1]), 1e-3 * squares / cross.ratings)
    random = {name: max(float(value), START_FLOOR * residual) for name, value in zip(names, found, strict=False)}
    return VarianceComponents(residual, random)


def _shared(cross: CrossProducts, name: str, other: str, weights: Floats) -> float:
    """Return Σ_lm w_lm²/w_l over levels l of one factor and m of the other."""
    if name == other:
        return float(cross.counts.sum())
    if name == cross.eliminated:
        pairs = cross.across[cross.places[name]][:, cross.places[other]]
    elif other == cross.eliminated:
        pairs = cross.across[:, cross.places[name]].T
    else:
        pairs = cross.within[cross.places[name]][:, cross.places[other]]
    return float((pairs.multiply(pairs).sum(axis=1) / weights).sum())


def maximise(cross: CrossProducts) -> Maximum:
    """Return the REML estimates: Newton steps with the average information, from the moments.

    A step that would leave the region 0…∞ puts that component at its bound and the others where they are best given
    that; a step that lowers the likelihood is halved. At 0 a component stays unless the likelihood rises from there.

    Raises:
        ModelError: a component cannot be told from another or from the residual, or nothing varies.
    """
    _refuse_what_cannot_be_estimated(cross)
    start = moments(cross)
    ratios = np.array([start.random[name] / start.residual for name in cross.sizes])
    here = _point(cross, np.clip(ratios, START_FLOOR, CEILING))
    factorisations, converged = 1, False
    for _ in range(STEPS):
        target, distance = _step(here)
        if converged := distance <= CLOSE_ENOUGH:
            break
        slack = 1e-12 * (abs(here.log_likelihood) + cross.ratings)
        for _ in range(HALVINGS):
            there = _point(cross, target)
            factorisations += 1
            if better := there.log_likelihood >= here.log_likelihood - slack:
                break
            target = (here.ratios + target) / 2
        if not better:
            break
        here = there
    if (here.ratios > CEILING / 10).any():
        raise ModelError(NOTHING_LEFT)
    equations, residual = here.equations, here.residual
    if (here.ratios <= FLOOR).any():
        ratios = np.where(here.ratios <= FLOOR, 0.0, here.ratios)
        equations = Equations.of(cross, dict(zip(cross.sizes, ratios.tolist(), strict=True)))
        residual = equations.quadratic_form / (cross.ratings - cross.fixed_count)
        factorisations += 1
    random = {name: ratio * residual for name, ratio in equations.ratios.items()}
    return Maximum(VarianceComponents(residual, random), equations, factorisations, converged)


def log_likelihood(equations: Equations, residual: float) -> float:
    """Return the restricted log-likelihood at these ratios and this residual variance, as lme4 counts it."""
    cross = equations.cross
    free = cross.ratings - cross.fixed_count
    spread = free * float(np.log(2 * np.pi * residual)) + equations.quadratic_form / residual
    return -0.5 * (spread + equations.log_determinant - cross.log_weights)


def _refuse_what_cannot_be_estimated(cross: CrossProducts) -> None:
    if cross.ratings <= cross.fixed_count:
        raise ModelError("there are no more ratings than fixed effects")
    if not cross.yy > 1e-20 * cross.ratings * (1 + cross.centre**2):
        raise ModelError("all ratings are equal: there is nothing to explain")
    for name in cross.sizes:
        levels = int((cross.weights(name) > 0).sum())
        if levels < 2:
            raise ModelError(f"{name} has one level only: how much its levels differ cannot be estimated")
        if levels >= cross.ratings:
            raise ModelError(f"{name} has as many levels as there are ratings: it cannot be told from chance")


def _point(cross: CrossProducts, ratios: Floats) -> _Point:
    """Factorise the equations at these ratios."""
    names = list(cross.sizes)
    equations = Equations.of(cross, dict(zip(names, ratios.tolist(), strict=True)))
    if not equations.quadratic_form > 1e-9 * cross.yy:
        raise ModelError(NOTHING_LEFT)
    free = cross.ratings - cross.fixed_count
    residual = equations.quadratic_form / free
    rest, eliminated = equations.solution
    traces = np.array([(1 - cross.of_factor(name, *equations.diagonals)).sum() for name in names])
    # Z'Py of each factor, as columns of zeros but for the factor's levels
    of_rest, of_eliminated = np.zeros((len(rest), len(names))), np.zeros((len(eliminated), len(names)))
    for k, name in enumerate(names):
        levels = cross.of_factor(name, rest, eliminated) / np.sqrt(ratios[k])
        (of_eliminated if name == cross.eliminated else of_rest)[cross.places[name], k] = levels
    squares = ((of_rest**2).sum(axis=0) + (of_eliminated**2).sum(axis=0)) / residual
    products = cross.within @ of_rest + cross.across.T @ of_eliminated
    eliminated_products = cross.across @ of_rest + cross.counts[:, None] * of_eliminated
    scaled = equations.scale[:, None] * products
    eliminated_scaled = np.sqrt(equations.ratios[cross.eliminated]) * eliminated_products
    solved, eliminated_solved = equations.solve(scaled, eliminated_scaled)
    information = of_rest.T @ products + of_eliminated.T @ eliminated_products
    information -= scaled.T @ solved + eliminated_scaled.T @ eliminated_solved
    information = information / residual - np.outer(squares, squares) / free
    # where û is nearly 0 so is this; of the expected information it is known that it is t²/levels or more
    least = 0.01 * (traces / ratios) ** 2 / np.array(list(cross.sizes.values()))
    np.fill_diagonal(information, np.maximum(information.diagonal(), least))
    return _Point(
        equations,
        ratios,
        log_likelihood(equations, residual),
        residual,
        squares - traces / ratios,
        information,
    )


def _step(here: _Point) -> tuple[Floats, float]:
    """Return where the next step leads, and the squared distance there in standard errors."""
    ratios, slope = here.ratios, here.slope
    free = (ratios > FLOOR) | (slope > 0)
    target, bound = ratios.copy(), ~free
    while True:
        moving = ~bound
        moved = np.where(bound, target - ratios, 0.0)
        pull = slope - here.information @ moved
        step = _solve(here.information[np.ix_(moving, moving)], pull[moving])
        target[moving] = ratios[moving] + step
        out = moving & ((target < FLOOR) | (target > CEILING))
        if not out.any():
            break
        target = np.where(out, np.clip(target, FLOOR, CEILING), target)
        bound |= out
    gain = float(slope @ (target - ratios))
    if gain <= 0 < np.abs(slope[free]).max(initial=0.0):  # bounds have bent the step downhill: each by itself, then
        alone = ratios + np.where(free, slope / np.maximum(here.information.diagonal(), 1e-300), 0.0)
        target = np.clip(alone, FLOOR, CEILING)
        gain = float(slope @ (target - ratios))
    return target, gain / 2


def _solve(matrix: Floats, right: Floats) -> Floats:
    """Solve a positive semidefinite system whose unknowns differ in size; what it does not determine stays 0."""
    size = np.sqrt(np.maximum(matrix.diagonal(), 1e-300))
    solved: Floats = np.linalg.lstsq(matrix / np.outer(size, size), right / size, rcond=1e-10)[0] / size
    return solved
