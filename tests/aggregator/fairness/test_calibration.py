"""Two halves of the same ratings: whether figures are as sure as they say."""

from dataclasses import replace

import numpy as np
import pytest

from aggregator.crossed import Table
from aggregator.fairness.calibration import Halves, halve
from aggregator.fairness.reasons import Reason
from aggregator.scoring import ASSUMED
from aggregator.variance_components import VarianceComponents
from tests.aggregator.fairness.worlds import World, world


def halves(drawn: World, components: VarianceComponents = ASSUMED) -> Halves:
    found = halve(drawn.table, drawn.days, components)
    assert found is not None
    return found


def test_in_a_world_of_the_model_halves_agree_as_well_as_they_should() -> None:
    found = [halves(world(seed)) for seed in range(50)]
    squares = np.array([each.calibration().mean_square for each in found])
    assert abs(squares.mean() - 1) <= 3 * squares.std() / np.sqrt(50)
    assert squares.std() / np.sqrt(50) < 0.03
    inside = np.mean([each.calibration().inside for each in found])
    assert abs(inside - 0.95) <= 3 * np.sqrt(0.95 * 0.05 / (50 * 60)) + 0.005
    slopes = np.array([each.slope.slope for each in found if each.slope])
    assert abs(slopes.mean() - 1) <= 3 * slopes.std() / np.sqrt(50)
    assert np.mean([each.slope.se for each in found if each.slope]) == pytest.approx(slopes.std(), rel=0.25)


def test_officers_who_change_from_day_to_day_are_seen() -> None:
    found = []
    for seed in range(10):
        drawn = world(seed)
        moods = np.random.default_rng(seed).normal(0, 0.2, 60)[drawn.table.random["officer"]]
        y = drawn.table.y + np.where(drawn.days % 2 == 1, moods, -moods)
        found.append(halves(replace(drawn, table=replace(drawn.table, y=y))).calibration().mean_square)
    assert np.mean([each for each in found if each is not None]) > 2


def test_figures_shrunk_too_much_are_seen() -> None:
    timid = replace(ASSUMED, random=ASSUMED.random | {"officer": ASSUMED.random["officer"] / 4})
    slopes = [halves(world(seed), timid).slope for seed in range(10)]
    assert np.mean([each.slope for each in slopes if each]) > 1.5


def test_the_variance_of_equally_rated_officers_is_that_of_the_formula() -> None:
    chance = np.random.default_rng(1)
    officers, each = 8, 5
    officer, days = np.repeat(np.arange(officers), 2 * each), np.tile([0, 1], officers * each)
    y = chance.normal(0, 1, len(officer))
    found = halve(Table(y, {"officer": officer}), days, VarianceComponents(0.5, {"officer": 0.1}))
    assert found is not None
    ratio = 0.5 / 0.1
    means = y.reshape(officers, each, 2).mean(axis=1)
    parts = (means - means.mean(axis=0)) * each / (each + ratio)
    variance = 2 * 0.1 * each * ratio / (each + ratio) ** 2 * (1 - 1 / officers)  # less what the mean is not known
    assert found.z == pytest.approx((parts[:, 0] - parts[:, 1]) / np.sqrt(variance))


def test_coverage_by_group_and_by_ratings_counts_everybody_once() -> None:
    drawn = world(3)
    found = halves(drawn)
    by_sex = found.by_group(drawn.women, (0, 1))
    assert [(each.key, each.officers) for each in by_sex] == [(0, 30), (1, 30)]
    whole = found.calibration()
    assert sum(each.officers for each in whole.by_ratings) in {0, *range(5, 56), 60}
    assert whole.officers == 60
    assert np.average([each.mean_square for each in by_sex]) == pytest.approx(whole.mean_square)


def test_of_few_officers_nothing_is_told_nor_what_would_tell_it() -> None:
    found = halves(world(3))
    turns = np.arange(60)
    few = np.where(turns < 4, 2, np.where(turns < 24, 1, 0))
    # the four would be what the others leave of all
    assert [each.key for each in found.by_group(few, (0, 1, 2))] == [0]
    assert [each.key for each in found.by_group(np.where(turns < 5, 2, few), (0, 1, 2))] == [0, 1, 2]


def test_without_two_halves_nothing_is_said() -> None:
    drawn = world(1, officers=12, each=10)
    assert halve(drawn.table, drawn.days * 2, ASSUMED) is None
    few = drawn.table.random["officer"] < 4
    table = drawn.table.rows(np.flatnonzero(few))
    found = halve(table, drawn.days[few], ASSUMED)
    assert found is not None
    assert found.calibration().reason is Reason.TOO_FEW
    assert found.calibration().mean_square is None
