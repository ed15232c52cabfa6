"""Calibration: whether figures and their uncertainty hold, by two halves of the same ratings (odd and even days).

Both halves are fitted with the same components; û is an officer's predicted own part. Of two predictions of one u the
errors are not independent: both draw u to 0, and both rest on the same offices, services and raters. So::

    Var(û_even − û_odd) = PEV_even + PEV_odd − 2 Cov(û_even − u, û_odd − u)

which needs no part by itself: û_even − û_odd is one weighted sum of ratings, whose variance is
`aggregator.fairness.estimators`'. Divided by its root, it has mean square 1 where the model is right; above 1,
intervals are too narrow. Of one officer with n ratings a half and nothing else, λ = σ²e/σ²: it is 2 σ² nλ/(n + λ)².
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from aggregator.crossed import Floats, Numbers, Table
from aggregator.fairness.estimators import Model, variances
from aggregator.fairness.reasons import Reason
from aggregator.fairness.suppression import OFFICERS
from aggregator.scoring import NORMAL_95
from aggregator.variance_components import VarianceComponents

SIZES = (1, 10, 20, 50, 100)
"""Ratings of an officer from which each bin begins."""
AT_ONCE = 64


@dataclass(frozen=True)
class Coverage:
    """How many of some officers' differences are within 1.96 of their standard deviations; 0.95 are expected."""

    key: int
    """The group, or the least number of ratings in the bin."""
    officers: int
    inside: float
    """0–1."""
    mean_square: float
    """1 where the uncertainty is right."""


@dataclass(frozen=True)
class Slope:
    """Of one half's adjusted mean on the other half's prediction: above 1 where differences are shrunk too much."""

    slope: float
    se: float


@dataclass(frozen=True)
class Calibration:
    """What the halves say of each other; without figures there is a reason."""

    officers: int = 0
    """With ratings in both halves."""
    mean_square: float | None = None
    mean_square_se: float | None = None
    """As if officers were independent: sqrt(2/officers)."""
    inside: float | None = None
    by_ratings: Sequence[Coverage] = ()
    slope: Slope | None = None
    """With every rating counting the same: 1 where differences between officers are as large as the components say.

    With the weights of the scores it is above 1 by design: they trust poor and old evidence less than chance alone
    would ask for.
    """
    reason: Reason | None = None


@dataclass(frozen=True)
class Halves:
    """The two predictions of each officer compared: raw, and not to be shown."""

    officers: Numbers
    """Codes of those with ratings in both halves; the next arrays follow them."""
    z: Floats
    """Differences in standard deviations."""
    ratings: Numbers
    """In both halves."""
    slope: Slope | None
    """None where predictions do not differ."""

    def calibration(self) -> Calibration:
        """Return what all officers come to."""
        if len(self.officers) < OFFICERS:
            return Calibration(len(self.officers), reason=Reason.TOO_FEW)
        bins = np.searchsorted(SIZES, self.ratings, side="right") - 1
        return Calibration(
            len(self.officers),
            float(np.mean(self.z**2)),
            float(np.sqrt(2 / len(self.officers))),
            float(np.mean(np.abs(self.z) <= NORMAL_95)),
            [replace(each, key=SIZES[each.key]) for each in self._covered(bins, range(len(SIZES)))],
            self.slope,
        )

    def by_group(self, group: Numbers, shown: Sequence[int]) -> list[Coverage]:
        """Return the coverage of groups of `OFFICERS` officers or more; ``group`` by officer (code)."""
        return self._covered(group[self.officers], shown)

    def _covered(self, bins: Numbers, keys: Iterable[int]) -> list[Coverage]:
        """Leave out bins of few; and the smallest of the others where the rest of all officers would be few."""
        of_keys = sorted(((key, self.z[bins == key]) for key in keys), key=lambda each: len(each[1]))
        kept = [(key, z) for key, z in of_keys if len(z) >= OFFICERS]
        while kept and 0 < len(self.z) - sum(len(z) for _, z in kept) < OFFICERS:
            kept.pop(0)
        return [
            Coverage(key, len(z), float(np.mean(np.abs(z) <= NORMAL_95)), float(np.mean(z**2)))
            for key, z in sorted(kept, key=lambda each: each[0])
        ]


def halve(table: Table, days: Numbers, components: VarianceComponents) -> Halves | None:
    """Fit the ratings of odd and of even days (by rating), and compare them; None where a half has none."""
    chosen = [np.flatnonzero(days % 2 == odd) for odd in (0, 1)]
    if not all(len(places) for places in chosen):
        return None
    halves = _halves(table, chosen, components)
    codes = [np.unique(half.model.table.random["officer"]) for half in halves]
    both = np.intersect1d(codes[0], codes[1])
    if not len(both):
        return None
    ratings = np.bincount(table.random["officer"])[both]
    slope = _slope(_halves(replace(table, weights=None), chosen, components), both)
    return Halves(both, _differences(table, halves, components, both), ratings, slope)


@dataclass(frozen=True)
class _Half:
    model: Model
    places: Numbers
    """Of its ratings in the whole table."""


def _halves(table: Table, chosen: Sequence[Numbers], components: VarianceComponents) -> list[_Half]:
    return [_Half(Model.of(table.rows(places), components), places) for places in chosen]


def _differences(table: Table, halves: Sequence[_Half], components: VarianceComponents, officers: Numbers) -> Floats:
    """Return the standardised differences of the halves' predictions, by officer."""
    found = []
    for start in range(0, len(officers), AT_ONCE):
        chosen = officers[start : start + AT_ONCE]
        a = np.zeros((len(table.y), len(chosen)))
        for half, sign in zip(halves, (1, -1), strict=True):
            a[half.places] = sign * half.model.of_random("officer", chosen)
        found.append((a.T @ table.y) / np.sqrt(variances(table, a, components)))
    return np.concatenate(found)


def _slope(halves: Sequence[_Half], officers: Numbers) -> Slope | None:
    """Return the slope of adjusted means on predictions, both ways together, with its robust standard error.

    The adjusted mean is a half's mean less all but the officer's part as the *other* half predicts it: predictions from
    the same ratings would have taken a share of the officer's part already.
    """
    predicted, adjusted, weights = [], [], []
    for known, held in (halves, halves[::-1]):
        rows = held.model.table
        rest = rows.y - known.model.intercept
        for name, codes in rows.random.items():
            if name != "officer":
                effects = known.model.effects(name)
                rest = rest - np.append(effects, 0.0)[np.minimum(codes, len(effects))]
        own = rows.random["officer"]
        total = np.bincount(own, weights=held.model.weights)[officers]
        predicted.append(known.model.effects("officer")[officers])
        adjusted.append(np.bincount(own, weights=held.model.weights * rest)[officers] / total)
        weights.append(total)
    x, y, w = np.concatenate(predicted), np.concatenate(adjusted), np.concatenate(weights)
    x, y = x - np.average(x, weights=w), y - np.average(y, weights=w)
    spread = float(w @ x**2)
    if spread <= 1e-12 * float(w.sum()):
        return None
    slope = float(w @ (x * y)) / spread
    return Slope(slope, float(np.sqrt(np.sum((w * x * (y - slope * x)) ** 2))) / spread)
