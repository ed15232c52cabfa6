"""Gaps: how much higher one group is rated than another, with the group in the model as a fixed effect.

Not a regression of figures on groups: figures are drawn towards the mean, and so would be the gap. The estimate is that
of the weighted model that makes the scores; its variance is `aggregator.fairness.estimators`'; the variance components
are estimated anew with the group in the model, so that a gap does not pass for differences between officers, and so
widen its own interval. They rest on few officers, hence t in place of the normal distribution, with Satterthwaite's
degrees of freedom::

    ν = 2 (Σ_k σ²_k q_k)² / q'Σq,   q_k = |Z_k'a|²,   Σ = AI⁻¹ the covariance of the components

(F. E. Satterthwaite, Biometrics Bulletin 2:110–114, 1946.)

Of 600 simulated districts without a gap, one is told in 4.5 % (60 officers of 40 ratings; rounded to 1–4: 5.2 %) and
6.0 % (24 officers; rounded: 4.0 %); with the normal distribution it were 7.5 % and 6.0 % of those of 24 officers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse, stats

from aggregator.crossed import CrossProducts, Floats, ModelError, Numbers, Table
from aggregator.fairness.estimators import RESIDUAL, Model, by_component, spreads
from aggregator.fairness.reasons import Reason
from aggregator.scoring import FACES
from aggregator.variance_components import VarianceComponents, maximise

LEVEL = 0.05
"""A gap is told where chance alone would give one as large less often."""
WORTH_FINDING = 0.05
"""Points: the gap whose power is told."""
POWER = 0.8
GROUP = "group"
SAME, TINY = 1e-6, 1e-9
"""Below them two numbers count as the same, and an eigenvalue as 0."""


@dataclass(frozen=True)
class Difference:
    """How much higher a group is rated; in points, times `data.scores.SHOWN` on the scale people see."""

    group: int
    against: int | None
    """Another group; None: the mean of all groups compared, each counting the same."""
    points: float
    se: float
    df: float
    """Degrees of freedom of ``se``."""
    p: float
    """Two-sided; with several differences multiplied by Holm's rule, so that all hold together."""
    tests: int
    """So many differences of the split are told together."""
    swing: float
    """Points: the most by which one person's ratings can move it, from the worst face to the best."""

    @property
    def interval(self) -> tuple[float, float]:
        """The ends of the 95 % interval, in points; of this difference alone."""
        half = float(stats.t.ppf(1 - LEVEL / 2, self.df)) * self.se
        return self.points - half, self.points + half

    def power(self, questions: int = 1, points: float = WORTH_FINDING) -> float:
        """Return how often a true gap of so many points would be told with so many questions asked at once, 0–1.

        At the level of the first of Holm's tests. The noncentral t is taken as a shifted one: off by 0.015 at 20
        degrees of freedom, by 0.03 at 10.
        """
        critical, shift = self._critical(questions), points / self.se
        return float(stats.t.sf(critical - shift, self.df) + stats.t.cdf(-critical - shift, self.df))

    def smallest(self, questions: int = 1) -> float:
        """Return the gap in points that would be told so with a power of `POWER`."""
        return (self._critical(questions) + float(stats.t.ppf(POWER, self.df))) * self.se

    def _critical(self, questions: int) -> float:
        return float(stats.t.ppf(1 - LEVEL / 2 / (self.tests * questions), self.df))

    @property
    def told(self) -> bool:
        """Whether it is more than chance would give, its split taken alone."""
        return self.p < LEVEL


@dataclass(frozen=True)
class Gap:
    """What a table says of groups. Without differences there is a reason."""

    differences: Sequence[Difference] = ()
    apart: Sequence[int] = ()
    """Groups that share no office or service with those compared, so that nothing can be said of them."""
    components: VarianceComponents | None = None
    """With the groups in the model."""
    reason: Reason | None = None

    @property
    def told(self) -> bool:
        """Whether any difference is more than chance would give; wrongly so in at most 5 % of worlds without any."""
        return any(each.told for each in self.differences)


def gap(
    table: Table,
    group: Numbers,
    shown: Sequence[int] | None = None,
    within: Sequence[str] = (),
    variance_floor: float = 0.0,
) -> Gap:
    """Compare groups: two with one another, more each with the mean of all.

    Args:
        table: ratings with the random factors of the score, among them ``officer``, and their weights.
        group: of each rating, from 0; below 0 where it is not known, and the rating is left out.
        shown: the groups to compare; None: all. The others stay in the data, but enter no difference.
        within: random factors that are held fixed beside the group: it is then compared only within their levels, and
            what is hard about a service or an office does not fall on those who work there. A factor that is not held,
            and whose level follows from the group (an office from its desks), is left out.
        variance_floor: least share of the residual variance that the officers' variance has.
    """
    known = np.flatnonzero(group >= 0)
    if not len(known):
        return Gap(reason=Reason.NO_RATINGS)
    table, group = table.rows(known), group[known]
    wanted = [each for each in np.unique(group).tolist() if shown is None or each in shown]
    if len(np.unique(group)) < 2:
        return Gap(reason=Reason.ONE_GROUP)
    if np.ptp(table.y) == 0:
        return Gap(reason=Reason.ALL_EQUAL)
    if len(wanted) < 2:
        return Gap(reason=Reason.WITHHELD)
    if _follows(table.random["officer"], group):
        return Gap(reason=Reason.ONE_OFFICER_EACH)
    ids, codes = np.unique(group, return_inverse=True)
    compared, apart = _comparable([*(table.random[name] for name in within), codes], np.searchsorted(ids, wanted))
    if len(compared) < 2:
        return Gap(apart=tuple(wanted), reason=Reason.NOT_COMPARABLE)
    try:
        fitted = _Fitted.of(_designed(table, codes, within), variance_floor)
    except ModelError:
        return Gap(reason=Reason.NOT_ESTIMABLE)
    contrasts = _contrasts(compared, len(ids))
    two = len(compared) == 2
    names: list[tuple[int, int | None]] = [(int(ids[each]), None) for each in compared]
    if two:
        names = [(int(ids[compared[1]]), int(ids[compared[0]]))]
        contrasts = contrasts[:, 1:] - contrasts[:, :1]
    return Gap(
        fitted.differences(contrasts, names),
        tuple(int(ids[each]) for each in apart),
        fitted.components,
    )


def holm(p: Floats) -> Floats:
    """Return p-values of several tests such that all hold together (S. Holm, Scand. J. Statist. 6:65-70, 1979)."""
    order = np.argsort(p, kind="stable")
    adjusted = np.empty(len(p))
    adjusted[order] = np.minimum(np.maximum.accumulate(p[order] * np.arange(len(p), 0, -1)), 1.0)
    return adjusted


def _follows(factor: Numbers, group: Numbers) -> bool:
    """Return whether a factor's level follows from the group."""
    pairs = np.unique(np.stack([group, factor]), axis=1)
    return int(pairs.shape[1]) == len(np.unique(group))


def _comparable(columns: Sequence[Numbers], wanted: Numbers) -> tuple[Numbers, Numbers]:
    """Return the wanted levels of the last column whose differences can be estimated, and those left apart.

    A contrast c can be estimated where it is orthogonal to all that the design X does not see (Xn = 0): so the
    difference of two levels can where all such n give both the same.
    """
    coded = [np.unique(column, return_inverse=True)[1] for column in columns]
    starts = np.cumsum([0, *(column.max() + 1 for column in coded)])
    seen = np.unique(np.stack(coded, axis=1), axis=0)  # how often does not matter, and would cost digits
    entries = (seen + starts[:-1]).ravel()
    design = sparse.csr_array((np.ones(len(entries)), entries, np.arange(0, len(entries) + 1, seen.shape[1])))
    values, vectors = np.linalg.eigh((design.T @ design).toarray())
    unseen = vectors[starts[-2] + wanted][:, values < TINY * values.max()]
    alike = np.abs(unseen[:, None, :] - unseen[None, :, :]).max(axis=2, initial=0.0) < SAME
    largest = alike[int(np.argmax(alike.sum(axis=1)))]
    return wanted[largest], wanted[~largest]


def _designed(table: Table, codes: Numbers, within: Sequence[str]) -> Table:
    """Return the table with the group and what it is compared within as fixed factors, the group last.

    A random factor that has one level, or one for each rating, says nothing and is left out.
    """
    random, fixed = {}, {}
    for name, column in table.random.items():
        levels, column = np.unique(column, return_inverse=True)
        if name in within:
            fixed[name] = column
        elif 1 < len(levels) < len(column) and (name == "officer" or not _follows(column, codes)):
            random[name] = column
    return Table(table.y, random, {**fixed, GROUP: codes}, table.weights)


def _contrasts(compared: Numbers, levels: int) -> Floats:
    """Return levels × compared: each group less the mean of those compared."""
    contrasts = np.zeros((levels, len(compared)))
    contrasts[compared] = np.eye(len(compared)) - 1 / len(compared)
    return contrasts


@dataclass(frozen=True)
class _Fitted:
    """The weighted model at the components that the unweighted ratings have with the group in the model."""

    model: Model
    components: VarianceComponents
    names: Sequence[str]
    """Of the components, the residual first."""
    covariance: Floats
    """Of the components."""

    @classmethod
    def of(cls, table: Table, variance_floor: float) -> "_Fitted":
        """Estimate the components and factorise. Raises ModelError."""
        plain = replace(table, weights=None)
        found = maximise(CrossProducts.of(plain))
        if not found.converged:
            raise ModelError("the variance components cannot be found")
        estimated = found.components
        least = {"officer": max(estimated.random["officer"], variance_floor * estimated.residual)}
        components = VarianceComponents(estimated.residual, {**estimated.random, **least})
        names, information = _information(Model(plain, found.equations), estimated.residual)
        covariance = np.asarray(np.linalg.pinv(information, rcond=1e-10, hermitian=True), dtype=np.float64)
        return cls(Model.of(table, components), components, names, covariance)

    def differences(self, contrasts: Floats, names: Sequence[tuple[int, int | None]]) -> list[Difference]:
        """Return what the contrasts (levels × contrasts) of groups come to."""
        a = self.model.of_fixed(GROUP, contrasts)
        points = a.T @ self.model.table.y
        variances, df = self._variances(spreads(self.model.table, a))
        se = np.sqrt(variances)
        adjusted = holm(2 * stats.t.sf(np.abs(points) / se, df))
        found = zip(points, se, df, adjusted, self._swings(a), strict=True)
        return [
            Difference(*name, float(each), float(its_se), float(its_df), float(p), len(names), float(swing))
            for name, (each, its_se, its_df, p, swing) in zip(names, found, strict=True)
        ]

    def _swings(self, a: Floats) -> Floats:
        """Return what one person can move estimators by; each rating is one person's where the model knows none."""
        table = self.model.table
        raters = table.random.get("rater", np.arange(len(table.y)))
        of_people = np.zeros((int(raters.max()) + 1, a.shape[1]))
        np.add.at(of_people, raters, np.abs(a))
        return np.asarray((FACES - 1) * of_people.max(axis=0))

    def _variances(self, found: Mapping[str, Floats]) -> tuple[Floats, Floats]:
        """Return variance and degrees of freedom of estimators with these spreads."""
        known = by_component(self.components)
        shares = np.stack([found[name].diagonal() for name in self.names])
        variances = np.array([known[name] for name in self.names]) @ shares
        unsure = np.einsum("kj,kl,lj->j", shares, self.covariance, shares)
        df = 2 * variances**2 / np.maximum(unsure, 1e-12 * variances**2)
        return variances, np.maximum(df, 1.0)


def _information(model: Model, residual: float) -> tuple[list[str], Floats]:
    """Return the average information of the variance components, the residual's first: ½ F'PF, f_k = V_kPy.

    (A. R. Gilmour, R. Thompson, B. R. Cullis, Biometrics 51:1440-1450, 1995.)
    """
    left = model.left_over() / residual
    of_levels = [np.bincount(codes, weights=left)[codes] for codes in model.table.random.values()]
    vectors = np.stack([left, *of_levels], axis=1)
    return [RESIDUAL, *model.table.random], vectors.T @ model.residuals(vectors) / residual / 2
