"""Scores: per officer a mean that trusts few ratings little, with its interval and reliability.

Empirical Bayes in three levels: the district, its offices, their officers. An officer's raw mean is drawn towards the
office's, and the office's towards the district's, each by as much as the data say it should be. Faces count as points
1–4. Everything is closed form and depends on the data alone: no iteration, no random numbers, no order of input.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aggregator.settings import AggregatorSettings
from data.cube import Cell

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]

FACES = 4
NORMAL_95 = 1.959963984540054


@dataclass(frozen=True)
class OfficerScore:
    """What the model says of an officer: raw, and not to be shown before it has passed the gate."""

    officer_id: int
    points: float
    """1–4; so are ``low`` and ``high``, the ends of the 95 % interval."""
    low: float
    high: float
    reliability: float
    """0–1: how much of the differences between colleagues this figure can tell from chance."""
    ratings: int
    faces: tuple[int, int, int, int]
    """How many of each, worst first."""


@dataclass(frozen=True)
class Variances:
    """Variance components in squared points."""

    residual: float
    """Of ratings of the same officer."""
    officer: float
    """Of officers of the same office."""
    office: float
    """Of offices; infinite where there is a single one, which then is its own yardstick."""


@dataclass(frozen=True)
class Groups:
    """Ratings summed up per officer; all arrays are as long as there are officers."""

    counts: Floats
    means: Floats
    within: float
    """Sum of squared deviations from the officers' own means."""
    offices: Numbers
    """Index of each officer's office, from 0 without gaps."""


@dataclass(frozen=True)
class Posterior:
    """What is known of each officer, given variance components; all arrays are as long as there are officers."""

    points: Floats
    variance: Floats
    """Of ``points`` as a statement about office and officer together."""
    own_variance: Floats
    """Of the officer's own difference from the office, the prediction error variance of a mixed model."""
    office_means: Floats
    """One per office, drawn towards the district's."""
    district_mean: float


@dataclass(frozen=True)
class Fit:
    """What the scores of a week rest on, kept beside them so that they can be recomputed."""

    district_mean: float
    office_means: dict[int, float]
    variances: Variances


def score_officers(cells: Iterable[Cell], settings: AggregatorSettings) -> list[OfficerScore]:
    """Return a score for everybody who was rated, by officer.

    The interval is points ± 1.96 · sqrt(variance + model_error_share · σ²_officer), inside 1–4. Reliability is
    1 − own_variance/σ²_officer: somebody alone in an office cannot be told from the office, so it stays low however
    many ratings there are.
    """
    faces, officers, groups, _ = _grouped(cells)
    if not officers:
        return []
    variances = estimate_variances(groups, settings.variance_floor)
    known = posterior(groups, variances)
    half = NORMAL_95 * np.sqrt(known.variance + settings.model_error_share * variances.officer)
    low, high = np.maximum(known.points - half, 1), np.minimum(known.points + half, FACES)
    reliability = np.clip(1 - known.own_variance / variances.officer, 0, 1)
    return [
        OfficerScore(
            officer,
            float(known.points[i]),
            float(low[i]),
            float(high[i]),
            float(reliability[i]),
            int(faces[i].sum()),
            (int(faces[i, 0]), int(faces[i, 1]), int(faces[i, 2]), int(faces[i, 3])),
        )
        for i, officer in enumerate(officers)
    ]


def fit(cells: Iterable[Cell], settings: AggregatorSettings) -> Fit | None:
    """Return the means and variance components behind the scores of these cells; None without ratings."""
    _, officers, groups, offices = _grouped(cells)
    if not officers:
        return None
    variances = estimate_variances(groups, settings.variance_floor)
    known = posterior(groups, variances)
    means = {office: float(mean) for office, mean in zip(offices, known.office_means, strict=True)}
    return Fit(known.district_mean, means, variances)


def estimate_variances(groups: Groups, floor: float) -> Variances:
    """Estimate variance components by the method of moments for unbalanced nested groups.

    The sums of squares of the nested analysis of variance are set equal to what they are expected to be
    (S. R. Searle, G. Casella, C. E. McCulloch: Variance Components, Wiley 1992, chapters 3 and 5; Henderson's
    method I). With n_i ratings of officer i, N_o of office o, N in all, k officers and q offices::

        E(ratings in officers) = σ²e (N − k)
        E(officers in offices) = σ²e (k − q) + σ²a (N − Σ_o Σ_i∈o n_i²/N_o)
        E(offices)             = σ²e (q − 1) + σ²a (Σ_o Σ_i∈o n_i²/N_o − Σ n_i²/N) + σ²o (N − Σ N_o²/N)

    σ²e and σ²a are estimated over all offices together: a kelurahan with five officers says too little about how much
    officers differ. Estimates below ``floor`` times the residual variance (they can be negative) are set to it; so is
    what cannot be estimated because there is a single officer in every office. The residual variance itself is kept
    above ``floor`` squared points. For balanced data with positive estimates this is what REML gives.
    """
    n, offices = groups.counts, groups.offices
    total, officers, q = n.sum(), len(n), int(offices.max()) + 1
    in_office = np.bincount(offices, weights=n)
    office_means = np.bincount(offices, weights=n * groups.means) / in_office
    mean = (n @ groups.means) / total
    between_officers = n @ (groups.means - office_means[offices]) ** 2
    between_offices = in_office @ (office_means - mean) ** 2
    squares = float(n @ (n / in_office[offices]))

    residual = max(float(groups.within / (total - officers)), floor) if total > officers else floor
    least = floor * residual
    officer = _moment(float(between_officers - residual * (officers - q)), total - squares, least)
    if q == 1:
        return Variances(residual, officer, float("inf"))
    explained = residual * (q - 1) + officer * (squares - float(n @ n) / total)
    coefficient = total - float(in_office @ in_office) / total
    return Variances(residual, officer, _moment(float(between_offices - explained), coefficient, least))


def posterior(groups: Groups, variances: Variances) -> Posterior:
    """Return every officer's posterior mean and variance under given variance components, in closed form.

    With λ = σ²e/σ²a, s_i = n_i/(n_i + λ) and v_i = σ²a + σ²e/n_i, an office's mean θ is estimated by its officers'
    means, weighted by 1/v_i, and drawn towards the district's mean, for which nothing is assumed. Then::

        points_i       = (1 − s_i) θ + s_i ȳ_i
        variance_i     = σ²e/(n_i + λ) + (1 − s_i)² Var(θ)
        own_variance_i = σ²e/(n_i + λ) + s_i² Var(θ)

    Var(θ) has the uncertainty of the district's mean in it, so both are the exact prediction error variances of
    Henderson's mixed model equations (C. R. Henderson, Biometrics 31, 1975), the mean being estimated and the
    components taken as known.
    """
    n, offices, residual = groups.counts, groups.offices, variances.residual
    ratio = residual / variances.officer
    trust = n / (n + ratio)
    weights = 1 / (variances.officer + residual / n)
    precision = np.bincount(offices, weights=weights)
    raw = np.bincount(offices, weights=weights * groups.means) / precision
    if np.isinf(variances.office):
        district, theta, theta_variance = float(raw[0]), raw, 1 / precision
    else:
        office_weights = 1 / (variances.office + 1 / precision)
        district = float(office_weights @ raw / office_weights.sum())
        office_trust = precision / (precision + 1 / variances.office)
        theta = (1 - office_trust) * district + office_trust * raw
        theta_variance = (1 - office_trust) * variances.office + (1 - office_trust) ** 2 / office_weights.sum()
    chance = residual / (n + ratio)
    return Posterior(
        (1 - trust) * theta[offices] + trust * groups.means,
        chance + (1 - trust) ** 2 * theta_variance[offices],
        chance + trust**2 * theta_variance[offices],
        theta,
        district,
    )


def _moment(excess: float, coefficient: float, least: float) -> float:
    # Nothing to estimate from: the coefficient is the officers' (offices') number less one, weighted.
    return max(float(excess / coefficient), least) if coefficient > 1e-9 else least


def _grouped(cells: Iterable[Cell]) -> tuple[Numbers, list[int], Groups, list[int]]:
    """Sum cells up; return the faces of each officer, the officers' ids, the groups, and the offices' ids.

    Where a rating has left the window and its later correction has not, a sum falls below zero: it counts as none.
    """
    sums: dict[int, list[int]] = {}
    office_of: dict[int, int] = {}
    for cell in cells:
        sums.setdefault(cell.officer_id, [0] * FACES)[cell.face - 1] += cell.count
        office_of[cell.officer_id] = cell.office_id
    kept = {officer: [max(count, 0) for count in counts] for officer, counts in sums.items()}
    officers = sorted(officer for officer, counts in kept.items() if any(counts))
    offices = sorted({office_of[officer] for officer in officers})
    faces = np.array([kept[officer] for officer in officers], dtype=np.int64).reshape(-1, FACES)
    counts = faces.sum(axis=1).astype(np.float64)
    values = np.arange(1, FACES + 1, dtype=np.float64)
    means = (faces @ values) / counts
    within = float((faces * (values - means[:, np.newaxis]) ** 2).sum())
    index = {office: i for i, office in enumerate(offices)}
    positions = np.array([index[office_of[officer]] for officer in officers], dtype=np.int64)
    return faces, officers, Groups(counts, means, within, positions), offices
