"""What of groups passes the gate."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.publish import (
    BLUNT,
    GROUP_STEPS,
    LEVELS,
    gaps_told,
    group_gap,
    group_p,
    group_rate,
    group_ratio,
    group_share,
)
from aggregator.settings import AggregatorSettings

SETTINGS = AggregatorSettings(Path("charts"))
POINTS = st.floats(-3, 3)
HALVES = st.floats(0, 3)


@pytest.mark.parametrize(
    ("swing", "points"),
    [
        pytest.param(0.3, 4.0, id="a thousand raters"),
        pytest.param(0.5, 4.0, id="two thirds of a step of a point"),
        pytest.param(1.0, 5.0, id="a step of two and a half"),
        pytest.param(7.5, 5.0, id="ten raters"),
        pytest.param(7.6, None, id="fewer"),
    ],
)
def test_a_gap_is_as_coarse_as_one_persons_influence(swing: float, points: float | None) -> None:
    found = group_gap(4.1 / 25, 2 / 25, swing / 25)
    assert (found.points if found else None) == points


@given(POINTS, HALVES, st.floats(0, 0.3))
def test_a_gap_is_a_step_away_from_the_truth_at_most_and_its_interval_no_shorter(
    points: float, half: float, swing: float
) -> None:
    found = group_gap(points, half, swing)
    assert found
    step = next((each for each in GROUP_STEPS if 25 * swing <= BLUNT * each + 1e-9), GROUP_STEPS[-1])
    assert found.points % step == pytest.approx(0, abs=1e-9)
    assert abs(found.points - 25 * points) <= step / 2 + 1e-6
    assert found.half >= 25 * half - GROUP_STEPS[0] / 2
    assert found.low + found.high == pytest.approx(2 * found.points)


@given(POINTS, HALVES, st.floats(0, 0.3))
def test_which_group_is_named_first_does_not_matter(points: float, half: float, swing: float) -> None:
    one, other = group_gap(points, half, swing), group_gap(-points, half, swing)
    assert one
    assert other
    assert (one.points, one.half) == (-other.points, other.half)


@pytest.mark.parametrize(
    ("new", "loud", "told"),
    [
        pytest.param([14, 99], [], {0, 1}, id="enough"),
        pytest.param([0, 99, 0], [], {0, 1, 2}, id="none change nothing"),
        pytest.param([1, 99], [], set(), id="of two both wait"),
        pytest.param([9, 50, 20, 30], [], {1, 3}, id="one alone takes the one with the fewest of the others along"),
        pytest.param([9, 50, 1, 30], [], {1, 3}, id="two wait"),
        pytest.param([20, 50, 30], [1], {2}, id="one voice"),
        pytest.param([9, 50, 30], [1], {2}, id="one voice and few"),
        pytest.param([], [], set(), id="nobody"),
    ],
)
def test_a_gap_waits_where_few_new_ratings_would_show(new: list[int], loud: list[int], told: set[int]) -> None:
    assert gaps_told(new, loud, SETTINGS) == told


def test_how_many_new_ratings_it_takes_is_the_gates_step() -> None:
    assert gaps_told([14, 15], [], SETTINGS) == {0, 1}
    assert gaps_told([14, 15], [], replace(SETTINGS, release_step=15)) == set()


def test_shares_are_told_to_the_nearest_five_percent() -> None:
    assert [group_share(part) for part in (4 / 5, 39 / 49, 0.0, 1.0, 0.049, 0.02)] == [80, 80, 0, 100, 5, 0]


def test_four_fifths_are_eighty_and_what_is_less_is_not() -> None:
    assert [group_ratio(ratio) for ratio in (4 / 5, 39 / 49, 5 / 4, 1.249, 0.0, 10.0)] == [80, 75, 125, 120, 0, 1000]


@pytest.mark.parametrize(("having", "told"), [(0, None), (2, None), (3, 10), (15, 50), (27, 90), (28, None)])
def test_a_rate_is_told_where_three_have_it_and_three_have_not(having: int, told: int | None) -> None:
    assert group_rate(having, 30) == told


@pytest.mark.parametrize(("p", "told"), [(0.0, 0.001), (0.001, 0.001), (0.0011, 0.01), (0.05, 0.05), (0.7, 1.0)])
def test_p_is_told_as_the_level_it_is_not_above(p: float, told: float) -> None:
    assert group_p(p) == told
    assert told in LEVELS
