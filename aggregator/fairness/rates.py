"""Rates: how often officers of each group have a favourable or an unfavourable outcome, by the 4/5 rule and a test.

The 4/5 rule (US Uniform Guidelines on Employee Selection Procedures, 29 CFR 1607.4 D) alone fires by chance: where one
in ten has the outcome and 30 are in each group, in 78 of 100 cases. A test alone fires on trifles where groups are
large. Hence both. A favourable rate near 1 hides that some fail twice as often; hence the unfavourable ones as well.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from aggregator.crossed import Numbers
from aggregator.fairness.gaps import LEVEL
from aggregator.fairness.reasons import Reason
from aggregator.fairness.suppression import OFFICERS

Bools = NDArray[np.bool_]
LEAST_EXPECTED = 5
"""Where fewer are expected in a cell the test is Fisher's exact one."""


class Outcome(StrEnum):
    """What an outcome means for the officer."""

    FAVOURABLE = "favourable"
    UNFAVOURABLE = "unfavourable"


@dataclass(frozen=True)
class Rate:
    """How many officers of a group have the outcome."""

    group: int
    officers: int
    having: int

    @property
    def rate(self) -> float:
        """0–1."""
        return self.having / self.officers


@dataclass(frozen=True)
class Impact:
    """A group beside the one that fares best."""

    group: int
    best: int
    ratio: float | None
    """Of its rate to the best group's; None where nobody of that has the outcome."""
    beyond: bool
    """By the 4/5 rule: a favourable rate below 4/5 of the best group's, an unfavourable one of 5/4 or more."""
    p: float
    """Two-sided; times the pairs of groups, as the best one is picked from them all, and by `together`."""

    @property
    def told(self) -> bool:
        """Whether the rule and the test both say so."""
        return self.beyond and self.p < LEVEL


@dataclass(frozen=True)
class Stratified:
    """Two groups compared within offices (Mantel, Haenszel, J. Natl. Cancer Inst. 22:719–748, 1959)."""

    p: float
    """By `together`."""

    @property
    def told(self) -> bool:
        """Whether the groups differ more than chance would give."""
        return self.p < LEVEL


@dataclass(frozen=True)
class Rates:
    """The rates of groups; without impacts there is a reason."""

    outcome: Outcome
    rates: Sequence[Rate] = ()
    impacts: Sequence[Impact] = ()
    within: Stratified | None = None
    """Of two groups, where an office has both."""
    reason: Reason | None = None

    @property
    def told(self) -> bool:
        """Whether any group has the outcome more or less often than chance would give."""
        return any(each.told for each in self.impacts)


def compare(outcome: Outcome, having: Bools, group: Numbers, strata: Numbers, shown: Sequence[int]) -> Rates:
    """Compare groups of officers; arrays by officer, ``strata`` their offices.

    Of the groups shown, those of fewer than `OFFICERS` officers are left out here too.
    """
    found = [Rate(each, int((group == each).sum()), int(having[group == each].sum())) for each in shown]
    found = [each for each in found if each.officers >= OFFICERS]
    if len(found) < 2:
        return Rates(outcome, reason=Reason.WITHHELD)
    if not any(each.having for each in found):
        return Rates(outcome, found, reason=Reason.NOBODY)
    if all(each.having == each.officers for each in found):
        return Rates(outcome, found, reason=Reason.EVERYBODY)
    sign = 1 if outcome is Outcome.FAVOURABLE else -1
    best = max(found, key=lambda each: (sign * each.rate, each.officers))
    pairs = len(found) * (len(found) - 1) // 2
    impacts = [_impact(outcome, each, best, pairs) for each in found if each is not best]
    within = None
    if len(found) == 2:
        within = mantel_haenszel(having, group, strata, (found[0].group, found[1].group))
    return Rates(outcome, found, impacts, within)


def _impact(outcome: Outcome, one: Rate, best: Rate, pairs: int) -> Impact:
    mine, theirs = one.having * best.officers, best.having * one.officers  # whole numbers: 4/5 is exact
    beyond = 5 * mine < 4 * theirs if outcome is Outcome.FAVOURABLE else mine > theirs and 4 * mine >= 5 * theirs
    p = two_rates(one.having, one.officers, best.having, best.officers)
    return Impact(one.group, best.group, mine / theirs if theirs else None, beyond, min(1.0, p * pairs))


def together(asked: Sequence[Rates]) -> list[Rates]:
    """Return the rates of several questions with p-values such that all hold together: times so many are compared.

    Comparisons within offices are a family of their own.
    """
    impacts = sum(bool(each.impacts) for each in asked)
    withins = sum(each.within is not None for each in asked)
    return [
        replace(
            each,
            impacts=[replace(impact, p=min(1.0, impact.p * impacts)) for impact in each.impacts],
            within=each.within and Stratified(min(1.0, each.within.p * withins)),
        )
        for each in asked
    ]


def two_rates(having: int, of: int, other_having: int, of_other: int) -> float:
    """Return the two-sided p of equal rates: Fisher's where few are expected, or z with the pooled rate."""
    total = of + of_other
    rate = (having + other_having) / total
    if min(rate, 1 - rate) * min(of, of_other) < LEAST_EXPECTED:
        table = [[having, of - having], [other_having, of_other - other_having]]
        return float(stats.fisher_exact(table).pvalue)
    se = np.sqrt(rate * (1 - rate) * (1 / of + 1 / of_other))
    return float(2 * stats.norm.sf(abs(having / of - other_having / of_other) / se))


def mantel_haenszel(having: Bools, group: Numbers, strata: Numbers, groups: tuple[int, int]) -> Stratified | None:
    """Compare the second group's rate with the first's within strata; None where no stratum can tell.

    With a of n and b of m having the outcome, p is that of Σ(a − E a) over its hypergeometric variance, without
    correction for continuity.
    """
    excess = variance = 0.0
    for stratum in np.unique(strata):
        second, first = ((strata == stratum) & (group == each) for each in (groups[1], groups[0]))
        a, n, b, m = int(having[second].sum()), int(second.sum()), int(having[first].sum()), int(first.sum())
        if not n or not m:
            continue
        total, with_it = n + m, a + b
        excess += a - n * with_it / total
        variance += n * m * with_it * (total - with_it) / (total**2 * (total - 1))
    if variance == 0:
        return None
    return Stratified(float(stats.chi2.sf(excess**2 / variance, 1)))
