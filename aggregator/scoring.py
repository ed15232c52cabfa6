"""Scores: what the mixed model says of each officer, and why.

A rating is the district's mean plus what the service, the office, the person who rates and the officer add, and chance
(`aggregator.mixed_model`). An officer's figure is the mean plus the officer's own part: how they would be rated at an
average office, with an average mix of services, by average people. Faces count as points 1–4.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from aggregator.crossed import Floats, ModelError, Numbers, Table, groups
from aggregator.mixed_model import Fit, fit
from aggregator.settings import AggregatorSettings
from aggregator.variance_components import VarianceComponents
from aggregator.weights import Weights, weigh
from data.votes import Votes

FACES = 4
NORMAL_95 = 1.959963984540054
"""So many standard deviations hold 95 % of a normal distribution on both sides."""
FACTORS = ("officer", "office", "service", "rater")

ASSUMED = VarianceComponents(0.5136, {"officer": 0.0287, "office": 0.0171, "service": 0.0346, "rater": 0.0589})
"""Squared points, where a record is too small to estimate its own: those of the simulated world of docs/method.md."""


USUAL = (0.045, 0.06, 0.21, 0.685)
"""How often each face is given in the simulated world, worst first."""


@dataclass(frozen=True)
class Parts:
    """A figure taken apart, in points: points = mean + trust · (own − service − office − raters − mean)."""

    mean: float
    """Of the district."""
    own: float
    """Weighted mean of the officer's ratings."""
    service: float
    """How much above the mean the services were rated that the officer gave."""
    office: float
    raters: float
    trust: float
    """0–1: how much of the officer's difference from the mean is believed; the rest is taken for chance."""


@dataclass(frozen=True)
class OfficerScore:
    """What the model says of an officer: raw, and not to be shown before it has passed the gate."""

    officer_id: int
    points: float
    """1–4; so are ``low`` and ``high``, the ends of the 95 % interval."""
    low: float
    high: float
    sd: float
    """Posterior standard deviation, without the allowance of the interval."""
    reliability: float
    """0–1: how much of the differences between colleagues this figure can tell from chance."""
    ratings: int
    raters: int
    """Different people."""
    effective: float
    """How many ratings of full weight, free of everything else, would say as much."""
    heaviest: float
    """The largest weight that a rating of the officer had on the day it was given."""
    top_share: float
    """Of the weight: the largest share that one person has."""
    lowered: int
    """Ratings that weigh less because they are repeated or part of a burst."""
    parts: Parts
    rotation: float
    """Share of ratings that are of another than the officer's main service, 0–1."""
    alone: bool
    """Nobody else of the office was rated: officer and office cannot be told apart."""
    apart: bool
    """No service, office or person links the ratings with most of the others: they compare within their group only."""


@dataclass(frozen=True)
class Scored:
    """What a week's votes come to."""

    officers: Sequence[OfficerScore]
    components: VarianceComponents
    estimated: bool
    """Whether the components are this record's own."""
    groups: int
    """Connected groups of ratings: between them, figures are compared by assumption only."""
    mean: float
    """Of the district, in points; NaN where nothing was said."""
    raters: int
    """Different people."""
    adjusted: Floats
    """The ratings free of what service, office and rater add, in points and in the order of the votes."""


def score(votes: Votes, on: date, settings: AggregatorSettings, components: VarianceComponents | None = None) -> Scored:
    """Return a score for everybody who was rated, by officer, as of a day (the first after the newest week).

    Without ``components`` they are estimated. The interval is points ± 1.96 · sqrt(sd² + model_error_share ·
    σ²_officer), inside 1–4; reliability is 1 − sd²/σ²_officer.
    """
    if not len(votes):
        return Scored([], components or ASSUMED, components is not None, 0, np.nan, 0, np.empty(0))
    weights = weigh(votes, on, settings)
    codes, ids = _coded(votes)
    table = Table(np.asarray(votes.faces, dtype=np.float64), codes, weights=weights.total)
    used = components or _estimated(table, settings.variance_floor)
    known = used or ASSUMED
    fitted = fit(table, known)
    connected = groups(table.random)
    found = _Reading(table, weights, fitted, known, _apart(connected))
    officers = [found.officer(code, officer_id, settings) for code, officer_id in enumerate(ids["officer"].tolist())]
    taken = sum((fitted.random[name].estimate[codes[name]] for name in FACTORS[1:]), np.zeros(len(votes)))
    parted, raters = int(connected.max()) + 1, len(ids["rater"])
    return Scored(officers, known, used is not None, parted, fitted.intercept, raters, table.y - taken)


def _coded(votes: Votes) -> tuple[dict[str, Numbers], dict[str, Numbers]]:
    columns = {"officer": votes.officers, "office": votes.offices, "service": votes.services, "rater": votes.raters}
    codes, ids = {}, {}
    for name, column in columns.items():
        ids[name], codes[name] = np.unique(np.asarray(column, dtype=np.int64), return_inverse=True)
    return codes, ids


def _estimated(table: Table, floor: float) -> VarianceComponents | None:
    """Estimate what can be; None where the officers' differences cannot be told from the rest.

    A factor that the record says nothing about (one level, or a level per rating) keeps its assumed share.
    All ratings count the same here: an old or doubtful one is no less precise. With the weights, what remains would
    come out too small, and fresh ratings too loud (in the study: error 2 % larger, a burst moved 17 % more).
    """
    levels = {name: len(np.unique(column)) for name, column in table.random.items()}
    told = {name: column for name, column in table.random.items() if 1 < levels[name] < len(table.y)}
    if "officer" not in told:
        return None
    try:
        found = fit(Table(table.y, told))
    except ModelError:
        return None
    if not found.converged:
        return None
    residual = found.components.residual
    random = {name: found.components.random.get(name, residual * _share(name)) for name in FACTORS}
    return VarianceComponents(residual, random | {"officer": max(random["officer"], floor * residual)})


def _share(name: str) -> float:
    return ASSUMED.random[name] / ASSUMED.residual


def _apart(connected: Numbers) -> NDArray[np.bool_]:
    """Return for each rating whether its group is not the one with the most ratings; of equals, none is."""
    sizes = np.bincount(connected)
    largest = np.flatnonzero(sizes == sizes.max())
    return np.full(len(connected), True) if len(largest) > 1 else np.asarray(connected != largest[0])


class _Reading:
    """Reads one fit officer by officer."""

    def __init__(
        self,
        table: Table,
        weights: Weights,
        fitted: Fit,
        known: VarianceComponents,
        apart: NDArray[np.bool_],
    ) -> None:
        self._table, self._fitted, self._known = table, fitted, known
        self._apart = apart
        self._weights, self._fresh, self._lowered = weights.total, weights.fresh, weights.lowered
        codes = table.random["officer"]
        order = np.argsort(codes, kind="stable")
        self._places = np.split(order, np.cumsum(np.bincount(codes))[:-1])
        pairs = np.unique(np.stack([table.random["office"], codes]), axis=1)
        self._colleagues = np.bincount(pairs[0])

    def officer(self, code: int, officer_id: int, settings: AggregatorSettings) -> OfficerScore:
        places = self._places[code]
        effects = self._fitted.random["officer"]
        variance = self._known.random["officer"]
        points = self._fitted.intercept + float(effects.estimate[code])
        own_variance = float(effects.variance[code])
        half = NORMAL_95 * float(np.sqrt(own_variance + settings.model_error_share * variance))
        raters = self._table.random["rater"][places]
        weights = self._weights[places]
        services = np.bincount(self._table.random["service"][places])
        offices = self._table.random["office"][places]
        return OfficerScore(
            officer_id,
            points,
            max(points - half, 1.0),
            min(points + half, float(FACES)),
            float(np.sqrt(own_variance)),
            float(np.clip(1 - own_variance / variance, 0, 1)),
            len(places),
            len(np.unique(raters)),
            float(effects.effective_weight[code]),
            float(self._fresh[places].max()),
            float(np.bincount(raters, weights=weights).max() / weights.sum()),
            int(self._lowered[places].sum()),
            self._parts(code, places),
            float(1 - services.max() / len(places)),
            bool((self._colleagues[offices] == 1).all()),
            bool(self._apart[places[0]]),
        )

    def _parts(self, code: int, places: Numbers) -> Parts:
        weights = self._weights[places]
        total = float(weights.sum())

        def mean(values: Floats) -> float:
            return float(weights @ values / total)

        random = self._fitted.random
        taken = {name: mean(random[name].estimate[self._table.random[name][places]]) for name in FACTORS[1:]}
        ratio = self._known.residual / self._known.random["officer"]
        return Parts(
            self._fitted.intercept,
            mean(self._table.y[places]),
            taken["service"],
            taken["office"],
            taken["rater"],
            total / (total + ratio),
        )


def parameters(scored: Scored) -> Mapping[str, object]:
    """Return what a week's scores rest on, for the record."""
    return {
        "components": {"residual": scored.components.residual, **scored.components.random},
        "estimated": scored.estimated,
        "groups": scored.groups,
    }
