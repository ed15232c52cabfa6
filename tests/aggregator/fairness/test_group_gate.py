"""What of groups passes the gate."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.publish import BLUNT, GROUP_STEPS, LEVELS, group_gap, group_p, group_share

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


def test_four_fifths_are_eighty_and_what_is_less_is_not() -> None:
    assert [group_share(part) for part in (4 / 5, 39 / 49, 0.0, 1.0, 0.049)] == [80, 75, 0, 100, 0]


@pytest.mark.parametrize(("p", "told"), [(0.0, 0.001), (0.001, 0.001), (0.0011, 0.01), (0.05, 0.05), (0.7, 1.0)])
def test_p_is_told_as_the_level_it_is_not_above(p: float, told: float) -> None:
    assert group_p(p) == told
    assert told in LEVELS
