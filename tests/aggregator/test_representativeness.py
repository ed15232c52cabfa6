"""What may be said of who answered while visits are not counted."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.representativeness import BAND_STEP, Doubt, Response, band, doubts, odds_band, respond, tilted
from data.scores import Published

WEEK = "2026-W47"
WORLD = (45, 60, 210, 685)
"""Mean 3.535."""
FRESH = Published("official", None, 0, 88, 84, 92, 0.8, "50–99", WEEK)
SPREAD = {f"2026-W{week}": 10 for week in range(40, 48)}
FACES = st.tuples(*[st.integers(0, 500)] * 4).filter(lambda faces: sum(faces) > 0)


@pytest.mark.parametrize(("times", "low", "high"), [(1.5, 3.437, 3.606), (2, 3.348, 3.644), (3, 3.194, 3.683)])
def test_the_odds_band_is_as_published(times: float, low: float, high: float) -> None:
    assert odds_band(WORLD, times) == pytest.approx((low, high), abs=5e-4)


def test_the_band_of_a_figure_is_the_worlds_own_where_its_mean_is_the_figure() -> None:
    # 3.348 and 3.644 are 83.7 and 91.1.
    assert band(88) == (80, 95)


@given(st.integers(25, 100))
def test_a_band_holds_its_figure_and_is_coarse(points: int) -> None:
    low, high = band(points)
    assert 25 <= low <= points <= high <= 100
    assert low % BAND_STEP == high % BAND_STEP == 0


@given(FACES, st.floats(1, 5))
def test_more_doubt_is_a_wider_band(faces: tuple[int, ...], times: float) -> None:
    low, high = odds_band(faces, times)
    mean = np.dot(faces, (1, 2, 3, 4)) / sum(faces)
    assert low <= mean + 1e-9
    assert high >= mean - 1e-9
    wider = odds_band(faces, times + 1)
    assert wider[0] <= low + 1e-9
    assert wider[1] >= high - 1e-9


@given(st.floats(1.05, 3.95))
def test_faces_are_shifted_until_their_mean_is_the_figure(mean: float) -> None:
    shares = tilted(WORLD, mean)
    assert shares.sum() == pytest.approx(1)
    assert shares @ (1, 2, 3, 4) == pytest.approx(mean, abs=1e-9)


def test_nothing_is_told_without_a_figure_of_this_week() -> None:
    held = Published("official", None, 0, 88, 84, 92, 0.8, "50–99", "2026-W46")
    assert respond(held, WEEK, SPREAD, {1: 80}) is None
    assert respond(Published("none", "too_few", 4), WEEK, SPREAD, {1: 80}) is None
    assert respond(FRESH, WEEK, SPREAD, {1: 40, 2: 40}) == Response(80, 95, [])
    assert respond(FRESH, WEEK, SPREAD, {1: 80}) == Response(80, 95, [Doubt.SERVICE])


def test_ratings_of_one_week_or_one_service_may_not_be_representative() -> None:
    assert doubts({"a": 30, "b": 30, "c": 20, "d": 20}, {1: 80, 2: 20}) == []
    assert doubts({"a": 31, "b": 29, "c": 20, "d": 20}, {1: 80, 2: 20}) == [Doubt.WEEK]
    assert doubts({"a": 30, "b": 30, "c": 20, "d": 20}, {1: 81, 2: 19}) == [Doubt.SERVICE]
    assert doubts({"a": 100}, {1: 100}) == [Doubt.WEEK, Doubt.SERVICE]
    assert doubts({}, {}) == []


def test_ratings_without_a_service_are_of_none() -> None:
    assert doubts({"a": 25, "b": 25, "c": 25, "d": 25}, {0: 100}) == []
    assert doubts({"a": 25, "b": 25, "c": 25, "d": 25}, {0: 30, 1: 70}) == []
