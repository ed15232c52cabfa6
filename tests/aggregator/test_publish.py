"""The gate."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from aggregator.publish import (
    STEP,
    NamedShare,
    Published,
    disturbances,
    faces,
    n_band,
    named_share,
    parts,
    score,
    withheld,
)
from aggregator.scoring import OfficerScore, Parts
from aggregator.settings import AggregatorSettings
from data.clock import week_shift
from data.cube import Coverage
from data.disturbances import Disturbance

WEEK = "2026-W47"
SETTINGS = AggregatorSettings(charts_folder=None)  # type: ignore[arg-type] - nothing is drawn here
RELEASED = Published("provisional", None, 0, 80, 72.5, 87.5, 0.5, "10–19", "2026-W45")


def estimate(
    given: tuple[int, int, int, int],
    reliability: float = 0.8,
    points: float = 3.511,
    half: float = 0.2,
    **more: Any,
) -> OfficerScore:
    """Return what the model says of an officer whom as many people rated, each once and at full weight."""
    ratings = sum(given)
    standard = OfficerScore(
        officer_id=1,
        points=points,
        low=max(points - half, 1.0),
        high=min(points + half, 4.0),
        sd=half / 1.96,
        reliability=reliability,
        ratings=ratings,
        raters=ratings,
        effective=float(ratings),
        top_share=1 / max(ratings, 1),
        lowered=0,
        faces=given,
        parts=Parts(3.5, 3.52, 0.02, -0.01, 0.03, ratings / (ratings + 17.9)),
        rotation=0.4,
        alone=False,
        apart=False,
        moved=0.0,
    )
    return replace(standard, **more)


def gate(given: tuple[int, int, int, int], last: Published | None = None, new: int = 99, **figures: Any) -> Published:
    return score(estimate(given, **figures), {"2026-W40": 50, WEEK: new}, last, WEEK, SETTINGS)


@pytest.mark.parametrize(
    ("given", "more", "expected"),
    [
        pytest.param((1, 1, 3, 4), {}, Published("none", "too_few", 1), id="nine raters"),
        pytest.param((1, 5, 20, 40), {"raters": 1}, Published("none", "too_few", 9), id="many ratings of one person"),
        pytest.param((0, 0, 0, 40), {}, Published("none", "all_good"), id="all very good"),
        pytest.param((0, 0, 12, 0), {}, Published("none", "all_good"), id="all good"),
        pytest.param((0, 12, 0, 0), {}, Published("none", "all_poor"), id="all not so good"),
        pytest.param((12, 0, 0, 0), {}, Published("none", "all_poor"), id="all bad"),
        pytest.param((0, 0, 0, 5), {}, Published("none", "too_few", 5), id="few come before equal"),
        pytest.param((1, 9, 30, 60), {"reliability": 0.49}, Published("none", "unreliable"), id="mostly chance"),
        pytest.param((0, 1, 4, 8), {}, Published("none", "one_voice"), id="ten raters are not enough where one shows"),
        pytest.param((1, 9, 30, 60), {"top_share": 0.21}, Published("none", "one_voice"), id="one has a fifth"),
        pytest.param((1, 9, 30, 60), {"effective": 12.0}, Published("none", "one_voice"), id="one rating is two steps"),
        pytest.param((1, 9, 30, 60), {"moved": -0.11}, Published("none", "second_look"), id="a week moved it far down"),
        pytest.param((1, 9, 30, 60), {"moved": 0.11}, Published("none", "second_look"), id="a week moved it far up"),
        pytest.param(
            (0, 1, 5, 8), {}, Published("provisional", None, 0, 87.5, 80, 95, 0.8, "10–19", WEEK), id="fourteen raters"
        ),
        pytest.param(
            (0, 2, 10, 17), {}, Published("provisional", None, 0, 87.5, 80, 95, 0.8, "20–49", WEEK), id="29 ratings"
        ),
        pytest.param(
            (0, 3, 10, 17),
            {"raters": 10},
            Published("official", None, 0, 87.5, 80, 95, 0.8, "20–49", WEEK),
            id="30 ratings of ten people",
        ),
    ],
)
def test_what_may_be_shown(given: tuple[int, int, int, int], more: dict[str, Any], expected: Published) -> None:
    assert gate(given, **more) == expected


def test_nobody_rated() -> None:
    assert score(None, {}, None, WEEK, SETTINGS) == Published("none", "no_ratings")
    assert score(None, {}, RELEASED, WEEK, SETTINGS) == RELEASED


@pytest.mark.parametrize(
    ("reliability", "state", "shown"),
    [(0.6999, "provisional", 0.65), (0.7, "official", 0.7), (0.7499, "official", 0.7), (0.5, "provisional", 0.5)],
)
def test_reliability_is_shown_in_steps_that_never_flatter(reliability: float, state: str, shown: float) -> None:
    published = gate((1, 9, 30, 60), reliability=reliability)
    assert (published.state, published.reliability) == (state, pytest.approx(shown))


@pytest.mark.parametrize(
    ("points", "half", "shown"),
    [
        pytest.param(3.55, 0.01, (90, 87.5, 92.5), id="half a step is rounded up"),
        pytest.param(3.549, 0.01, (87.5, 85, 90), id="less is rounded down"),
        pytest.param(4.0, 1.0, (100, 72.5, 100), id="the scale ends at 100"),
        pytest.param(4.2, 1.0, (100, 72.5, 100), id="nothing is beyond it"),
        pytest.param(1.0, 0.08, (25, 25, 27.5), id="the scale begins at 25"),
    ],
)
def test_figures_are_in_steps_and_the_interval_is_rounded_outwards(
    points: float, half: float, shown: tuple[float, float, float]
) -> None:
    published = gate((1, 9, 30, 60), points=points, half=half)
    assert (published.points, published.low, published.high) == shown


@given(st.floats(2.0, 3.0), st.floats(0.05, 0.6))
def test_the_interval_tells_nothing_of_where_in_its_step_the_figure_is(points: float, half: float) -> None:
    published = gate((1, 9, 30, 60), points=points, half=half)
    assert published.points is not None and published.low is not None and published.high is not None
    assert abs(published.points - 25 * points) <= STEP / 2 + 1e-6
    assert published.high - published.points == published.points - published.low
    assert published.high - published.points >= 25 * half - 1e-6


@pytest.mark.parametrize(
    ("given", "new", "held"),
    [
        pytest.param((1, 9, 30, 60), 9, True, id="nine new"),
        pytest.param((1, 9, 30, 60), 10, False, id="ten new"),
        pytest.param((1, 9, 30, 60), -2, True, id="fewer"),
        pytest.param((0, 2, 6, 18), 13, True, id="thirteen new among few"),
        pytest.param((0, 2, 6, 18), 14, False, id="fourteen new among few"),
    ],
)
def test_a_figure_is_released_anew_only_after_enough_new_ratings(
    given: tuple[int, int, int, int], new: int, held: bool
) -> None:
    published = gate(given, RELEASED, new)
    assert (published == RELEASED) is held
    assert published.released_week == ("2026-W45" if held else WEEK)


def test_new_ratings_add_up_over_the_weeks_since_the_release() -> None:
    rated = {"2026-W44": 30, "2026-W45": 30, "2026-W46": 4, "2026-W47": 6, "2026-W48": 50}
    assert score(estimate((1, 9, 30, 60)), rated, RELEASED, WEEK, SETTINGS).released_week == WEEK
    rated["2026-W46"] = 3
    assert score(estimate((1, 9, 30, 60)), rated, RELEASED, WEEK, SETTINGS) == RELEASED


@pytest.mark.parametrize(
    ("given", "more"),
    [
        pytest.param((1, 1, 1, 1), {}, id="too few"),
        pytest.param((0, 0, 0, 30), {}, id="all equal"),
        pytest.param((1, 9, 30, 60), {"reliability": 0.4}, id="unreliable"),
        pytest.param((1, 9, 30, 60), {"top_share": 0.3}, id="one voice"),
        pytest.param((1, 9, 30, 60), {"moved": 0.5}, id="a second look"),
    ],
)
def test_where_the_gate_holds_the_last_figure_stays_until_its_week_leaves_the_window(
    given: tuple[int, int, int, int], more: dict[str, Any]
) -> None:
    oldest = Published("official", None, 0, 80, 72.5, 87.5, 0.7, "20–49", week_shift(WEEK, 1 - SETTINGS.window_weeks))
    older = replace(oldest, released_week=week_shift(WEEK, -SETTINGS.window_weeks))
    assert replace(gate(given, oldest, **more), reason=None) == oldest
    assert gate(given, older, **more).state == "none"


def test_a_second_look_is_taken_once() -> None:
    waiting = gate((1, 9, 30, 60), RELEASED, new=20, moved=0.5)
    assert waiting == replace(RELEASED, reason="second_look")
    assert gate((1, 9, 30, 60), waiting, new=20, moved=0.5).released_week == WEEK
    assert gate((1, 9, 30, 60), Published("none", "second_look"), moved=0.5).released_week == WEEK


def test_a_reason_is_not_held_like_a_figure() -> None:
    assert gate((1, 2, 5, 9), Published("none", "too_few", 3)).state == "provisional"


faces_of_an_officer = st.tuples(*[st.integers(0, 60)] * 4)


@given(
    faces_of_an_officer,
    st.integers(0, 240),
    st.integers(0, 99),
    st.floats(0, 1),
    st.sampled_from([None, RELEASED, Published("none", "too_few", 4)]),
)
def test_nothing_new_ever_leaves_below_the_floor_or_of_one_mind(
    given: tuple[int, int, int, int], raters: int, new: int, reliability: float, last: Published | None
) -> None:
    published = gate(given, last, new, reliability=reliability, raters=raters)
    if published.released_week == WEEK:
        assert raters >= 10 and reliability >= 0.5
        assert sum(count > 0 for count in given) > 1
        assert last is not RELEASED or new >= 10
    elif published.points is not None:
        assert published == last
    assert (published.points is None) == (published.state == "none") == (published.reason is not None)


@pytest.mark.parametrize(
    ("ratings", "band"),
    [
        (9, ""),
        (10, "10–19"),
        (19, "10–19"),
        (20, "20–49"),
        (50, "50–99"),
        (199, "100–199"),
        (200, "200+"),
        (999, "200+"),
    ],
)
def test_numbers_are_told_in_bands(ratings: int, band: str) -> None:
    assert n_band(ratings) == band


FRESH = Published("official", None, 0, 87.5, 80, 95, 0.8, "20–49", WEEK)


@pytest.mark.parametrize(
    ("given", "shares"),
    [
        pytest.param((10, 12, 30, 60), {1: 10, 2: 10, 3: 25, 4: 55}, id="all may be told"),
        pytest.param((0, 0, 13, 27), {3: 30, 4: 70}, id="nobody gave the others"),
        pytest.param((0, 3, 13, 27), {4: 65}, id="the one hidden would be the rest"),
        pytest.param((1, 3, 13, 27), {3: 30, 4: 60}, id="two hidden"),
        pytest.param((0, 0, 9, 31), None, id="the rest would be few"),
        pytest.param((2, 2, 4, 10), None, id="too few beside"),
        pytest.param((5, 5, 5, 5), None, id="none has enough"),
    ],
)
def test_shares_of_faces(given: tuple[int, int, int, int], shares: dict[int, int] | None) -> None:
    assert faces(given, FRESH, WEEK, SETTINGS) == shares


def test_shares_of_faces_move_only_when_the_figure_does() -> None:
    assert faces((0, 0, 13, 27), RELEASED, WEEK, SETTINGS) is None
    assert faces((0, 0, 13, 27), Published("none", "too_few", 3), WEEK, SETTINGS) is None


@pytest.mark.parametrize(
    ("named", "total", "withheld", "shown"),
    [
        pytest.param(5, 9, 0, NamedShare(3, None, ""), id="too few"),
        pytest.param(5, 10, 0, NamedShare(3, None, "10–19"), id="few named"),
        pytest.param(81, 90, 0, NamedShare(3, None, "50–99"), id="few not named"),
        pytest.param(67, 90, 0, NamedShare(3, 75, "50–99"), id="many of both"),
        pytest.param(0, 90, 0, NamedShare(3, 0, "50–99"), id="nobody named"),
        pytest.param(250, 250, 2, NamedShare(3, 100, "200+"), id="two officers without a figure"),
        pytest.param(250, 250, 1, NamedShare(3, None, ""), id="one officer would be the rest"),
    ],
)
def test_coverage_is_told_where_nobody_is_what_is_missing(
    named: int, total: int, withheld: int, shown: NamedShare
) -> None:
    assert named_share(Coverage(3, named, total), withheld, SETTINGS) == shown


def test_officers_without_a_figure_are_counted_by_office_if_anybody_rated_them() -> None:
    few, nobody = Published("none", "too_few", 4), Published("none", "no_ratings")
    shown = {1: few, 2: FRESH, 3: nobody, 4: few, 5: few}
    assert withheld(shown, {1: 10, 2: 10, 3: 10, 4: 20, 5: 20}) == {10: 1, 20: 2}


points = st.floats(1, 4)
adjustments = st.floats(-0.6, 0.6)


@given(points, points, adjustments, adjustments, adjustments, st.floats(0.35, 1))
def test_parts_add_up_to_the_figure_within_one_step(
    mean: float, own: float, service: float, office: float, raters: float, trust: float
) -> None:
    figure = mean + trust * (own - service - office - raters - mean)
    assume(1 <= figure <= 4)
    told = estimate((1, 9, 30, 60), points=figure, parts=Parts(mean, own, service, office, raters, trust))
    published = score(told, {WEEK: 99}, None, WEEK, SETTINGS)
    found = parts(told, published, WEEK)
    assert found is not None and published.points is not None
    adjusted = found["own"] - found["service"] - found["office"] - found["raters"]
    again = found["mean"] + found["trust"] / 100 * (adjusted - found["mean"])
    assert abs(again - published.points) <= STEP
    for name, exact in (("mean", mean), ("service", service), ("office", office), ("raters", raters)):
        assert abs(found[name] - 25 * exact) <= STEP
        assert found[name] % STEP == 0
    assert found["own"] % STEP == 0 and 25 <= found["own"] <= 100
    assert found["trust"] % 5 == 0 and abs(found["trust"] - 100 * trust) <= 2.5 + 1e-6


def test_the_own_mean_among_the_parts_is_right_to_two_steps() -> None:
    found = estimate((1, 9, 30, 60), points=3.5 + 0.7 * (3.74 - 0.1 + 0.06 - 0.04 - 3.5))
    found = replace(found, parts=Parts(3.5, 3.74, 0.1, -0.06, 0.04, 0.7))
    told = parts(found, score(found, {WEEK: 99}, None, WEEK, SETTINGS), WEEK)
    assert told is not None
    assert abs(told["own"] - 25 * 3.74) <= 2 * STEP


def test_parts_are_told_only_with_a_figure_of_this_week() -> None:
    assert parts(estimate((1, 9, 30, 60)), RELEASED, WEEK) is None
    assert parts(estimate((1, 9, 30, 60)), Published("none", "unreliable"), WEEK) is None


@pytest.mark.parametrize(
    ("more", "said"),
    [({}, None), ({"alone": True}, "alone"), ({"rotation": 0.04}, "one-service"), ({"apart": True}, "apart")],
)
def test_parts_say_what_cannot_be_compared(more: dict[str, Any], said: str | None) -> None:
    told = parts(estimate((1, 9, 30, 60), **more), FRESH, WEEK)
    assert told is not None
    assert [name for name in ("alone", "one-service", "apart") if told[name]] == ([said] if said else [])


@pytest.mark.parametrize(
    ("people", "declared", "told"),
    [
        pytest.param(2, False, False, id="two people"),
        pytest.param(3, False, True, id="three people"),
        pytest.param(0, True, True, id="the superior alone"),
        pytest.param(1, True, True, id="the superior and one person"),
    ],
)
def test_a_disturbance_is_told_when_several_name_it_or_the_superior_does(
    people: int, declared: bool, told: bool
) -> None:
    disturbance = Disturbance(1, "Loket 1", 2, "Kelurahan Banten", "2026-11-17", "sistem", declared)
    assert disturbances([(disturbance, people)]) == ([disturbance] if told else [])
