"""Matched permutation tests: whether the officers' groups matter within one service of one office.

A second opinion without any model. Each officer is one unit, with the mean of their ratings in their main stratum
(the service and office with most of them). If the group does not matter, the groups could be dealt anew among the
officers of a stratum: the p-value is the share of such deals in which groups differ at least as much.
(As for ratings of teachers: A. Boring, K. Ottoboni, P. B. Stark, ScienceOpen Research, 2016.)
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from math import comb, prod

import numpy as np

from aggregator.crossed import Floats, Numbers
from aggregator.fairness.gaps import LEVEL
from aggregator.fairness.reasons import Reason

DEALS = 1999
"""Random deals; where there are no more in all, every one is looked at."""
LEAST_OFFICERS = 10
"""Of fewer it says nothing."""
ROUNDING = 1e-9


@dataclass(frozen=True)
class Matched:
    """What the test says."""

    strata: int = 0
    """Which have officers of two groups or more."""
    officers: int = 0
    """In them."""
    p: float | None = None
    reason: Reason | None = None

    @property
    def told(self) -> bool:
        """Whether the groups differ more than chance would give."""
        return self.p is not None and self.p < LEVEL


def units(y: Floats, weights: Floats, officers: Numbers, strata: Numbers) -> tuple[Floats, Numbers]:
    """Return by officer (code) the weighted mean in their main stratum, and that stratum.

    Arrays by rating; every officer from 0 up has a rating.
    """
    pairs, at = np.unique(np.stack([officers, strata]), axis=1, return_inverse=True)
    at = at.reshape(-1)
    counts = np.bincount(at)
    order = np.lexsort((pairs[1], -counts, pairs[0]))
    main = order[np.flatnonzero(np.diff(pairs[0][order], prepend=-1))]
    means = np.bincount(at, weights=weights * y) / np.bincount(at, weights=weights)
    return means[main], pairs[1][main]


def permute(values: Floats, group: Numbers, strata: Numbers, seed: int, deals: int = DEALS) -> Matched:
    """Test by dealing groups anew within strata; arrays by officer, a group below 0 is left out.

    The statistic is Σ_g S_g²/n_g, with S_g the sum of the group's values less their stratum's means: of two groups the
    squared stratified difference. p = (b + 1)/(m + 1) with b of m random deals at least as large (B. Phipson, G. K.
    Smyth, Stat. Appl. Genet. Mol. Biol. 9:39, 2010), or the share of all deals where every one is looked at.
    """
    known = group >= 0
    values, strata = values[known], np.unique(strata[known], return_inverse=True)[1]
    _, group = np.unique(group[known], return_inverse=True)
    if not len(group):
        return Matched(reason=Reason.NO_RATINGS)
    if group.max() == 0:
        return Matched(reason=Reason.ONE_GROUP)
    mixed = np.array([len(np.unique(group[strata == each])) > 1 for each in range(int(strata.max()) + 1)])
    inside = mixed[strata]
    if not inside.any():
        return Matched(reason=Reason.NOT_COMPARABLE)
    values, strata = values[inside], np.unique(strata[inside], return_inverse=True)[1]
    _, group = np.unique(group[inside], return_inverse=True)
    order = np.argsort(strata, kind="stable")
    values, group, strata = values[order], group[order], strata[order]
    sizes = np.bincount(strata)
    centred = values - (np.bincount(strata, weights=values) / sizes)[strata]
    if np.abs(centred).max() < ROUNDING:
        return Matched(len(sizes), len(values), reason=Reason.ALL_EQUAL)
    levels = int(group.max()) + 1
    counts = np.bincount(group)

    def statistic(dealt: Numbers) -> Floats:
        sums = np.stack([(dealt == each) @ centred for each in range(levels)], axis=-1)
        return np.asarray((sums**2 / counts).sum(axis=-1))

    observed = float(statistic(group[None])[0]) * (1 - ROUNDING)
    if len(values) < LEAST_OFFICERS:
        return Matched(len(sizes), len(values), reason=Reason.TOO_FEW)
    if _ways(group, strata) <= deals + 1:
        all_of_them = statistic(np.array(list(_deals(group, strata, sizes))))
        if float((all_of_them >= all_of_them.max() * (1 - ROUNDING)).mean()) >= LEVEL:
            return Matched(len(sizes), len(values), reason=Reason.TOO_FEW)
        return Matched(len(sizes), len(values), float((all_of_them >= observed).mean()))
    chance = np.random.default_rng(seed)
    keys = chance.random((deals, len(values))) + strata
    as_large = int((statistic(group[np.argsort(keys, axis=1)]) >= observed).sum())
    return Matched(len(sizes), len(values), (as_large + 1) / (deals + 1))


def _ways(group: Numbers, strata: Numbers) -> int:
    """Return how many different deals there are."""
    ways = 1
    for stratum in range(int(strata.max()) + 1):
        counts = np.bincount(group[strata == stratum]).tolist()
        ways *= prod(comb(sum(counts[: at + 1]), count) for at, count in enumerate(counts))
    return ways


def _deals(group: Numbers, strata: Numbers, sizes: Numbers) -> Iterator[list[int]]:
    """Give every deal; officers stand in order of strata."""

    def of(counts: list[int], places: int) -> Iterator[list[int]]:
        last = len(counts) - 1
        if last == 0:
            yield [0] * places
            return
        for chosen in combinations(range(places), counts[last]):
            for rest in of(counts[:last], places - counts[last]):
                others = iter(rest)
                yield [last if place in chosen else next(others) for place in range(places)]

    def from_stratum(stratum: int) -> Iterator[list[int]]:
        if stratum == len(sizes):
            yield []
            return
        counts = np.bincount(group[strata == stratum]).tolist()
        for mine in of(counts, int(sizes[stratum])):
            for others in from_stratum(stratum + 1):
                yield mine + others

    yield from from_stratum(0)
