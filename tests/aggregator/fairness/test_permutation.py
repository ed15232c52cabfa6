"""Matched permutation tests: exact where everything can be looked at, of the right size where not."""

from itertools import permutations

import numpy as np
import pytest

from aggregator.fairness.permutation import permute, units
from aggregator.fairness.reasons import Reason
from tests.aggregator.fairness.worlds import World, world


def brute_force(values: np.ndarray, group: np.ndarray, strata: np.ndarray) -> float:
    """Return the share of all orders of all officers within strata whose groups differ at least as much."""

    def between(dealt: np.ndarray) -> float:
        total = 0.0
        for each in np.unique(group):
            mine = dealt == each
            total += sum(values[at] - values[strata == strata[at]].mean() for at in np.flatnonzero(mine)) ** 2 / sum(
                mine
            )
        return total

    observed = between(group)
    places = [np.flatnonzero(strata == each) for each in np.unique(strata)]
    deals: list[np.ndarray] = [group]
    for place in places:
        following = []
        for dealt in deals:
            for order in sorted(set(permutations(group[place].tolist()))):
                changed = dealt.copy()
                changed[place] = order
                following.append(changed)
        deals = following
    return float(np.mean([between(dealt) >= observed - 1e-9 for dealt in deals]))


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("groups", [2, 3])
def test_small_strata_are_looked_at_whole(seed: int, groups: int) -> None:
    chance = np.random.default_rng(seed)
    values, strata = chance.integers(0, 4, 10).astype(float), np.arange(10) % 2
    group = np.array([0, 1, 1, 0, 0, 0, groups - 1, 0, 0, 1])
    found = permute(values, group, strata, seed=1)
    assert found.p == pytest.approx(brute_force(values, group, strata))


def test_a_difference_between_strata_is_none_between_groups() -> None:
    chance = np.random.default_rng(2)
    strata, group = np.repeat([0, 1], 12), np.array(([0] * 3 + [1] * 9) + ([0] * 9 + [1] * 3))
    values = chance.normal(0, 0.1, 24)
    found = permute(values, group, strata, seed=3)
    assert found.p is not None
    assert permute(values + 5 * strata, group, strata, seed=3).p == found.p


def test_random_deals_come_near_to_all_of_them_and_repeat() -> None:
    chance = np.random.default_rng(4)
    values, group, strata = chance.normal(0, 1, 10), np.arange(10) % 2, np.zeros(10, dtype=np.int64)
    exact = permute(values, group, strata, seed=0)  # 252 deals
    drawn = permute(values, group, strata, seed=0, deals=200)
    assert exact.p is not None
    assert drawn.p == pytest.approx(exact.p, abs=0.12)
    assert drawn == permute(values, group, strata, seed=0, deals=200)


def test_an_officer_counts_once_at_their_main_place() -> None:
    y = np.array([4.0, 2.0, 1.0, 3.0, 1.0])
    values, stratum = units(
        y, np.array([3.0, 1.0, 1.0, 1.0, 1.0]), np.array([0, 0, 0, 1, 1]), np.array([5, 5, 2, 2, 2])
    )
    assert values.tolist() == [3.5, 2.0]
    assert stratum.tolist() == [5, 2]


def told(drawn: World, seed: int) -> bool:
    codes = drawn.table.random
    strata = codes["office"] * 10 + codes["service"]
    weights = np.ones(len(drawn.table.y))
    values, stratum = units(drawn.table.y, weights, codes["officer"], strata)
    return permute(values, drawn.women, stratum, seed, deals=199).told


def test_a_planted_gap_is_found_and_none_where_there_is_none() -> None:
    fair = [told(world(seed, officers=40, each=12, services=2, offices=3), seed) for seed in range(200)]
    assert np.mean(fair) <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 200)
    unfair = [told(world(seed, officers=40, each=12, services=2, offices=3, gap=0.6), seed) for seed in range(20)]
    assert np.mean(unfair) > 0.8


@pytest.mark.parametrize(
    ("values", "group", "strata", "reason"),
    [
        ([], [], [], Reason.NO_RATINGS),
        ([1.0, 2.0], [-1, -1], [0, 0], Reason.NO_RATINGS),
        ([1.0, 2.0], [1, 1], [0, 0], Reason.ONE_GROUP),
        ([1.0, 2.0, 3.0], [0, 0, 1], [0, 0, 1], Reason.NOT_COMPARABLE),
        ([2.0, 2.0, 3.0], [0, 1, 1], [0, 0, 1], Reason.ALL_EQUAL),
        (list(range(9)), [0] * 5 + [1] * 4, [0] * 9, Reason.TOO_FEW),
        (list(range(12)), [0] + [1] * 11, [0] * 12, Reason.TOO_FEW),
    ],
)
def test_where_nothing_can_be_said_there_is_a_reason(
    values: list[float], group: list[int], strata: list[int], reason: Reason
) -> None:
    found = permute(np.array(values), np.array(group, dtype=np.int64), np.array(strata, dtype=np.int64), seed=1)
    assert (found.p, found.reason, found.told) == (None, reason, False)
