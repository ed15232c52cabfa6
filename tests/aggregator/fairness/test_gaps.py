"""Gaps between groups: found when planted, with the power that is stated; not found where there are none."""

from dataclasses import astuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from aggregator.crossed import Floats, Numbers, Table
from aggregator.fairness.gaps import LEVEL, Gap, gap, holm
from aggregator.fairness.reasons import Reason
from aggregator.variance_components import VarianceComponents
from tests.aggregator.fairness.worlds import world

WITHIN = ("office", "service")
CLEAR = VarianceComponents(0.15, {"officer": 0.004, "office": 0.005, "service": 0.01, "rater": 0.01})
"""A district in which a gap of 0.05 points can be seen."""


def at_most(share: float, worlds: int) -> float:
    """Return the largest share that chance would give, three standard errors up."""
    return share + 3 * float(np.sqrt(share * (1 - share) / worlds))


def nested(seed: int, officers: int, each: int, levels: int) -> tuple[Table, Numbers, Floats]:
    """Return officers with equally many ratings and nothing else, their groups, and their means."""
    chance = np.random.default_rng(seed)
    officer = np.repeat(np.arange(officers), each)
    y = chance.normal(0, 0.5, officers)[officer] + chance.normal(0, 0.5, len(officer))
    return Table(y, {"officer": officer}), np.arange(officers) % levels, y.reshape(officers, each).mean(axis=1)


def test_where_women_and_men_are_rated_alike_one_world_in_twenty_is_told() -> None:
    worlds = [world(seed, each=20) for seed in range(120)]
    told = [gap(each.table, each.group, within=WITHIN, variance_floor=0.01).told for each in worlds]
    assert np.mean(told) <= at_most(LEVEL, 120)


def test_of_many_groups_alike_any_is_told_in_one_world_in_twenty() -> None:
    found = []
    for seed in range(80):
        drawn = world(seed, officers=40, each=20)
        age = np.random.default_rng(seed).permutation(np.arange(40) % 4)[drawn.table.random["officer"]]
        found.append(gap(drawn.table, age, within=WITHIN, variance_floor=0.01))
    assert np.mean([each.told for each in found]) <= at_most(LEVEL, 80)


def test_a_planted_gap_is_found_as_often_as_is_stated() -> None:
    found = []
    for seed in range(80):
        drawn = world(seed, each=30, gap=0.05, components=CLEAR)
        found.append(gap(drawn.table, drawn.group, within=WITHIN).differences[0])
    power = np.mean([each.power(points=0.05) for each in found])
    assert 0.4 < power < 0.9
    assert abs(np.mean([each.told for each in found]) - power) <= 3 * np.sqrt(power * (1 - power) / 80)
    points = np.array([each.points for each in found])
    assert abs(points.mean() - 0.05) <= 3 * points.std() / np.sqrt(80)
    inside = [each.interval[0] <= 0.05 <= each.interval[1] for each in found]
    assert 1 - np.mean(inside) <= at_most(LEVEL, 80)
    assert found[0].power(points=found[0].smallest()) == pytest.approx(0.8, abs=1e-4)
    assert found[0].power(6, found[0].smallest(6)) == pytest.approx(0.8, abs=1e-4)


def test_women_at_the_hard_services_are_not_taken_to_be_rated_lower() -> None:
    found, raw = [], []
    for seed in range(80):
        drawn = world(seed, each=30, women_at_hard_services=True)
        found.append(gap(drawn.table, drawn.group, within=WITHIN, variance_floor=0.01))
        raw.append(drawn.table.y[drawn.group == 1].mean() - drawn.table.y[drawn.group == 0].mean())
    assert np.mean(raw) < -0.15
    assert np.mean([each.told for each in found]) <= at_most(LEVEL, 80)
    points = np.array([each.differences[0].points for each in found])
    assert abs(points.mean()) <= 3 * points.std() / np.sqrt(80)


@pytest.mark.parametrize("seed", range(3))
def test_two_groups_of_equally_rated_officers_give_students_t_of_their_means(seed: int) -> None:
    table, groups, means = nested(seed, officers=14, each=6, levels=2)
    found = gap(table, groups[table.random["officer"]]).differences[0]
    student = stats.ttest_ind(means[groups == 1], means[groups == 0])
    assert found.points == pytest.approx(means[groups == 1].mean() - means[groups == 0].mean())
    assert found.points / found.se == pytest.approx(student.statistic, rel=1e-5)
    assert found.df == pytest.approx(12, rel=1e-4)
    assert found.p == pytest.approx(student.pvalue, rel=1e-4)
    assert found.swing == pytest.approx(3 / (7 * 6))


def test_estimate_and_variance_are_those_of_dense_matrices() -> None:
    drawn = world(3, officers=20, each=12)
    found = gap(drawn.table, drawn.group, within=("service",))
    assert found.components is not None
    random, many = drawn.table.random, len(drawn.table.y)
    design = np.column_stack([np.ones(many), np.eye(6)[random["service"]][:, 1:], drawn.group])
    shared = np.zeros((many, many))
    for name in ("officer", "office", "rater"):
        shared += found.components.random[name] * (random[name][:, None] == random[name])
    residual = found.components.residual
    inverse = np.linalg.inv(shared + residual * np.diag(1 / np.asarray(drawn.table.weights)))
    a = np.linalg.solve(design.T @ inverse @ design, design.T @ inverse)[-1]
    difference = found.differences[0]
    assert difference.points == pytest.approx(a @ drawn.table.y)
    assert difference.se**2 == pytest.approx(a @ (shared + residual * np.eye(many)) @ a)
    # the heaviest person, all of whose ratings go from 1 to 4
    assert difference.swing == pytest.approx(3 * np.bincount(random["rater"], np.abs(a)).max())


def test_the_mean_of_the_groups_shown_is_what_each_is_compared_with() -> None:
    drawn = world(5, each=20)
    age = (np.arange(60) % 4)[drawn.table.random["officer"]]
    found = gap(drawn.table, age, shown=(0, 1, 3), within=WITHIN)
    assert [each.group for each in found.differences] == [0, 1, 3]
    assert sum(each.points for each in found.differences) == pytest.approx(0, abs=1e-9)
    two = gap(drawn.table, age, shown=(1, 3), within=WITHIN)
    assert two.differences[0].points == pytest.approx(found.differences[2].points - found.differences[1].points)


def test_ratings_of_an_unknown_group_are_left_out() -> None:
    drawn = world(6, each=20)
    known = drawn.group != 0
    third = np.where(known, drawn.table.random["officer"] % 2, -1)
    rest = drawn.table.rows(np.flatnonzero(known))
    assert gap(drawn.table, third) == gap(rest, third[known])


def test_a_group_with_an_office_of_its_own_stands_apart() -> None:
    drawn = world(7, each=20)
    codes = dict(drawn.table.random)
    third = np.where(codes["officer"] < 10, 2, drawn.group)
    codes["office"] = np.where(third == 2, 9, codes["office"])
    found = gap(Table(drawn.table.y, codes), third, within=WITHIN)
    assert found.apart == (2,)
    assert [(each.group, each.against) for each in found.differences] == [(1, 0)]


def test_what_follows_from_the_group_is_no_random_factor_beside_it() -> None:
    drawn = world(8, each=20)
    found = gap(drawn.table, drawn.table.random["office"])
    assert found.components is not None
    assert set(found.components.random) == {"officer", "service", "rater"}


def reasons() -> dict[str, tuple[Table, Numbers, Reason]]:
    drawn = world(1, officers=12, each=10)
    table, officer = drawn.table, drawn.table.random["officer"]
    none = np.full(len(officer), -1)
    by_sex = {**table.random, "office": drawn.group}
    return {
        "nobody is known": (table, none, Reason.NO_RATINGS),
        "one group": (table, none + 1, Reason.ONE_GROUP),
        "all equal": (Table(np.full(len(officer), 4.0), table.random), drawn.group, Reason.ALL_EQUAL),
        "one officer each": (table, officer, Reason.ONE_OFFICER_EACH),
        "women in one office, men in the other": (Table(table.y, by_sex), drawn.group, Reason.NOT_COMPARABLE),
        "two ratings": (table.rows(np.array([0, len(officer) - 1])), np.array([0, 1]), Reason.ONE_OFFICER_EACH),
    }


@pytest.mark.parametrize("case", reasons())
def test_where_nothing_can_be_said_there_is_a_reason(case: str) -> None:
    table, group, reason = reasons()[case]
    found = gap(table, group, within=WITHIN)
    assert (found.reason, found.differences) == (reason, ())


def test_groups_that_may_not_be_shown_are_not_compared() -> None:
    drawn = world(1, officers=12, each=10)
    assert gap(drawn.table, drawn.group, shown=(1,)) == Gap(reason=Reason.WITHHELD)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 3)] * 5, st.integers(1, 4)), min_size=1, max_size=25))
def test_small_tables_give_numbers_or_a_reason(rows: list[tuple[int, ...]]) -> None:
    officer, office, service, rater, group, face = (np.array(column) for column in zip(*rows, strict=True))
    random = {"officer": officer, "office": office, "service": service, "rater": rater}
    found = gap(Table(face.astype(float), random), group, within=WITHIN, variance_floor=0.01)
    assert bool(found.differences) != (found.reason is not None)
    for each in found.differences:
        figures = [value for value in astuple(each) if value is not None]
        assert np.isfinite([*figures, *each.interval, each.power(), each.smallest(), each.smallest(6)]).all()
        assert each.se > 0


def test_holms_rule() -> None:
    # the smallest times four, the next times three, none below the one before
    assert holm(np.array([0.03, 0.01, 0.04, 0.005])) == pytest.approx([0.06, 0.03, 0.06, 0.02])
