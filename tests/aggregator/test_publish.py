"""The gate."""

from dataclasses import replace
from math import ceil
from statistics import NormalDist
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from aggregator.lots import Lots
from aggregator.publish import (
    BESIDE,
    CHANCE,
    STEP,
    NamedShare,
    Published,
    disturbances,
    n_band,
    named_share,
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
RELEASED = Published("provisional", None, 0, 87, 79, 95, 0.5, "10–19", "2026-W45")


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
        heaviest=1.0,
        top_share=1 / max(ratings, 1),
        lowered=0,
        parts=Parts(3.5, 3.52, 0.02, -0.01, 0.03, ratings / (ratings + 17.9)),
        rotation=0.4,
        alone=False,
        apart=False,
    )
    return replace(standard, **more)


def lots(**drawn: float) -> Lots:
    """Return lots that move nothing, but for those named: by their first word, so many standard deviations."""
    return Lots(lambda name: NormalDist().cdf(drawn.get(name.split()[0], 0.0)))


def gate(
    given: tuple[int, int, int, int],
    last: Published | None = None,
    new: int = 99,
    chance: Lots | None = None,
    **figures: Any,
) -> Published:
    earlier = [last] if last else []
    return score(estimate(given, **figures), {"2026-W40": 50, WEEK: new}, earlier, WEEK, SETTINGS, chance or lots())


def bare(published: Published) -> Published:
    return replace(published, parts=None)


@pytest.mark.parametrize(
    ("given", "more", "expected"),
    [
        pytest.param((1, 1, 3, 4), {}, Published("none", "too_few", 1), id="nine raters"),
        pytest.param((1, 5, 20, 40), {"raters": 1}, Published("none", "too_few", 9), id="many ratings of one person"),
        pytest.param((0, 0, 0, 5), {}, Published("none", "too_few", 5), id="few come before equal"),
        pytest.param((1, 9, 30, 60), {"reliability": 0.49}, Published("none", "unreliable"), id="mostly chance"),
        pytest.param((0, 1, 4, 8), {}, Published("none", "one_voice"), id="thirteen ratings"),
        pytest.param((1, 9, 30, 60), {"top_share": 0.21}, Published("none", "one_voice"), id="one has a fifth"),
        pytest.param(
            (0, 1, 5, 8), {}, Published("provisional", None, 0, 88, 81, 95, 0.8, "10–19", WEEK), id="fourteen raters"
        ),
        pytest.param(
            (0, 2, 10, 17), {}, Published("provisional", None, 0, 88, 82, 94, 0.8, "20–49", WEEK), id="29 ratings"
        ),
        pytest.param(
            (0, 3, 10, 17),
            {"raters": 10},
            Published("official", None, 0, 88, 82, 94, 0.8, "20–49", WEEK),
            id="30 ratings of ten people",
        ),
    ],
)
def test_what_may_be_shown(given: tuple[int, int, int, int], more: dict[str, Any], expected: Published) -> None:
    assert bare(gate(given, **more)) == expected


def test_nobody_rated() -> None:
    assert score(None, {}, [], WEEK, SETTINGS, lots()) == Published("none", "no_ratings")
    assert score(None, {}, [RELEASED], WEEK, SETTINGS, lots()) == RELEASED


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
        # A lot's deviation is 3 · 25 / 117.9 = 0.64 here, with the rounding's it makes a half of 1.4 by itself.
        pytest.param(3.54, 0.01, (89, 87, 91), id="half a step is rounded up"),
        pytest.param(3.539, 0.01, (88, 86, 90), id="less is rounded down"),
        pytest.param(4.0, 1.0, (100, 74, 100), id="the scale ends at 100"),
        pytest.param(4.2, 1.0, (100, 74, 100), id="nothing is beyond it"),
        pytest.param(1.0, 0.08, (25, 25, 28), id="the scale begins at 25"),
    ],
)
def test_figures_are_in_steps_and_the_interval_is_rounded_outwards(
    points: float, half: float, shown: tuple[float, float, float]
) -> None:
    published = gate((1, 9, 30, 60), points=points, half=half)
    assert (published.points, published.low, published.high) == shown


@given(st.floats(2.0, 3.0), st.floats(0.05, 0.6), st.floats(-3, 3))
def test_the_interval_tells_nothing_of_where_in_its_step_the_figure_is(
    points: float, half: float, drawn: float
) -> None:
    published = gate((1, 9, 30, 60), points=points, half=half, chance=lots(points=drawn))
    assert published.points is not None and published.low is not None and published.high is not None
    moved = CHANCE * 25 / (100 + 17.9) * drawn
    assert abs(published.points - (25 * points + moved)) <= STEP / 2 + 1e-6
    assert published.high - published.points == published.points - published.low
    assert published.high - published.points >= 25 * half - 1e-6


def test_a_lot_stays_with_later_figures_and_fades_as_ratings_do() -> None:
    def shown(week: str, *earlier: Published) -> float:
        chance = Lots(lambda name: NormalDist().cdf(2.0 if name == f"points 1 {WEEK}" else 0.0))
        found = score(estimate((1, 9, 30, 60), points=3.2), {week: 99}, earlier, week, SETTINGS, chance)
        assert found.points is not None
        return found.points

    moved = CHANCE * 25 / (100 + 17.9) * 2
    of_its_week = Published("official", None, 0, 81, 76, 86, 0.8, "50–99", WEEK)
    assert shown(WEEK) == round(80 + moved)
    assert shown(week_shift(WEEK, 1), of_its_week) == round(80 + moved * 0.5 ** (1 / 26))
    assert shown(week_shift(WEEK, 51), of_its_week) == round(80 + moved * 0.5 ** (51 / 26)) == 80
    assert shown(week_shift(WEEK, 52), of_its_week) == 80  # its ratings have left the window
    assert shown(week_shift(WEEK, 1)) == 80  # no ratings were released then


def test_a_lot_weighs_what_the_heaviest_rating_does_and_widens_the_interval() -> None:
    by_ticket = gate((1, 9, 30, 60), points=3.0, half=0.01, chance=lots(points=2.9))
    by_poster = gate((1, 9, 30, 60), points=3.0, half=0.01, chance=lots(points=2.9), heaviest=0.6, effective=60.0)
    few = gate((0, 2, 5, 10), points=3.0, half=0.01, chance=lots(points=2.9))
    assert by_ticket.points is not None and few.points is not None
    assert (by_ticket.points, by_poster.points, few.points) == (77, 77, 81)
    assert by_ticket.high is not None and few.high is not None
    assert few.high - few.points > by_ticket.high - by_ticket.points


@pytest.mark.parametrize(
    ("new", "held"),
    [
        pytest.param(13, True, id="thirteen new"),
        pytest.param(14, False, id="fourteen new"),
        pytest.param(-2, True, id="fewer"),
    ],
)
def test_a_figure_is_released_anew_only_after_enough_new_ratings(new: int, held: bool) -> None:
    published = gate((1, 9, 30, 60), RELEASED, new)
    assert (published == RELEASED) is held
    assert published.released_week == ("2026-W45" if held else WEEK)


def test_new_ratings_add_up_over_the_weeks_since_the_release() -> None:
    rated = {"2026-W44": 30, "2026-W45": 30, "2026-W46": 6, "2026-W47": 8, "2026-W48": 50}
    assert score(estimate((1, 9, 30, 60)), rated, [RELEASED], WEEK, SETTINGS, lots()).released_week == WEEK
    rated["2026-W46"] = 5
    assert score(estimate((1, 9, 30, 60)), rated, [RELEASED], WEEK, SETTINGS, lots()) == RELEASED


@pytest.mark.parametrize(
    ("given", "more"),
    [
        pytest.param((1, 1, 1, 1), {}, id="too few"),
        pytest.param((1, 9, 30, 60), {"reliability": 0.4}, id="unreliable"),
        pytest.param((1, 9, 30, 60), {"top_share": 0.3}, id="one voice"),
        pytest.param((1, 9, 30, 60), {"points": 3.9}, id="a second look"),
    ],
)
def test_where_the_gate_holds_what_was_shown_stays_until_its_week_leaves_the_window(
    given: tuple[int, int, int, int], more: dict[str, Any]
) -> None:
    oldest = Published("official", None, 0, 80, 72.5, 87.5, 0.7, "20–49", week_shift(WEEK, 1 - SETTINGS.window_weeks))
    older = replace(oldest, released_week=week_shift(WEEK, -SETTINGS.window_weeks))
    assert replace(gate(given, oldest, **more), reason=None) == oldest
    assert gate(given, older, **more).released_week != older.released_week


@pytest.mark.parametrize("points", [3.2 - 0.18, 3.2 + 0.18])
def test_a_figure_far_from_the_last_one_waits_for_a_second_look_which_is_taken_once(points: float) -> None:
    # Half the interval is 6 here, so its standard deviation 3.06.
    last = replace(RELEASED, points=80)
    waiting = gate((1, 9, 30, 60), last, new=20, points=points)
    assert waiting == replace(last, reason="second_look")
    assert gate((1, 9, 30, 60), waiting, new=20, points=points).released_week == WEEK
    nearer = 3.2 + (points - 3.2) * 0.6
    assert gate((1, 9, 30, 60), last, new=20, points=nearer).released_week == WEEK
    assert gate((1, 9, 30, 60), points=points).released_week == WEEK


def test_a_second_look_is_at_the_figure_as_moved_by_its_lot() -> None:
    last = replace(RELEASED, points=80)
    assert gate((1, 9, 30, 60), last, new=20, points=3.2, chance=lots(points=7.0)).reason == "second_look"
    assert gate((1, 9, 30, 60), last, new=20, points=3.02, chance=lots(points=4.0)).released_week == WEEK


def test_a_reason_is_not_held_like_a_figure() -> None:
    assert gate((1, 2, 5, 9), Published("none", "too_few", 3)).state == "provisional"


def test_each_part_is_moved_by_a_lot_of_its_own() -> None:
    found = Parts(3.5, 3.52, 0.0, 0.0, 0.0, 0.85)
    still = gate((1, 9, 30, 60), parts=found).parts
    assert still is not None
    for name in ("service", "office", "raters"):
        moved = gate((1, 9, 30, 60), parts=found, chance=lots(**{name: 6.0})).parts
        assert moved is not None
        by = BESIDE * CHANCE * 25 * 0.85 / 100 * 6
        assert abs(moved[name] - still[name] - by) <= 2 * STEP
        assert abs(moved["own"] - still["own"] - by) <= 2 * STEP
        assert [moved[other] for other in ("service", "office", "raters") if other != name] == [0, 0]


def test_an_interval_holds_the_lots_of_all_releases_as_far_as_they_have_not_faded() -> None:
    def half(*weeks_ago: int) -> float:
        earlier = [replace(RELEASED, points=88, released_week=week_shift(WEEK, -ago)) for ago in weeks_ago]
        found = score(estimate((0, 2, 5, 13), half=0.01), {WEEK: 99}, earlier, WEEK, SETTINGS, lots())
        assert found.points is not None and found.low is not None
        return found.points - found.low

    lot = CHANCE * 25 / (20 + 17.9)

    def expected(variance: float) -> float:
        return ceil(1.96 * (variance * lot**2 + 1 / 12 + (0.25 / 1.96) ** 2) ** 0.5)

    assert half() == expected(1)
    assert half(26) == expected(1 + 0.25)
    assert half(26, 10, 4) == expected(1 + 0.25 + 0.5 ** (20 / 26) + 0.5 ** (8 / 26))
    assert half(52) == half()
    assert half(4, 4) == half(4)


faces_of_an_officer = st.tuples(*[st.integers(0, 60)] * 4)


@given(
    faces_of_an_officer,
    st.integers(0, 240),
    st.integers(0, 99),
    st.floats(0, 1),
    st.sampled_from([None, RELEASED, Published("none", "too_few", 4)]),
)
def test_nothing_new_ever_leaves_below_the_floor(
    given: tuple[int, int, int, int], raters: int, new: int, reliability: float, last: Published | None
) -> None:
    published = gate(given, last, new, reliability=reliability, raters=raters)
    if published.released_week == WEEK:
        assert raters >= 10 and reliability >= 0.5
        assert last is not RELEASED or new >= 14
    elif published.points is not None:
        assert replace(published, reason=None) == last
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


@given(
    points,
    points,
    adjustments,
    adjustments,
    adjustments,
    st.floats(0.35, 1),
    st.fixed_dictionaries(dict.fromkeys(("points", "service", "office", "raters"), st.floats(-3, 3))),
)
def test_parts_add_up_to_the_figure_within_one_step(
    mean: float, own: float, service: float, office: float, raters: float, trust: float, drawn: dict[str, float]
) -> None:
    figure = mean + trust * (own - service - office - raters - mean)
    assume(1 <= figure <= 4)
    told = estimate((1, 9, 30, 60), points=figure, parts=Parts(mean, own, service, office, raters, trust))
    published = score(told, {WEEK: 99}, [], WEEK, SETTINGS, lots(**drawn))
    found = published.parts
    assert found is not None and published.points is not None
    adjusted = found["own"] - found["service"] - found["office"] - found["raters"]
    again = found["mean"] + found["trust"] / 100 * (adjusted - found["mean"])
    assert abs(again - published.points) <= STEP
    assert abs(found["mean"] - 25 * mean) <= STEP
    for name in ("service", "office", "raters", "own"):
        assert found[name] % STEP == 0
    assert 25 <= found["own"] <= 100
    assert found["trust"] % 5 == 0 and abs(found["trust"] - 100 * trust) <= 2.5 + 1e-6


def test_without_lots_the_parts_are_what_they_are() -> None:
    found = estimate((1, 9, 30, 60), points=3.5 + 0.7 * (3.74 - 0.1 + 0.06 - 0.04 - 3.5))
    told = gate((1, 9, 30, 60), points=found.points, parts=Parts(3.5, 3.74, 0.1, -0.06, 0.04, 0.7)).parts
    assert told is not None
    for name, exact in (("mean", 3.5), ("own", 3.74), ("service", 0.1), ("office", -0.06), ("raters", 0.04)):
        assert abs(told[name] - 25 * exact) <= STEP


def test_parts_are_told_only_with_a_figure_of_this_week() -> None:
    assert gate((1, 9, 30, 60)).parts
    assert gate((1, 9, 30, 60), replace(RELEASED, parts={"own": 80}), new=3).parts is None
    assert gate((1, 1, 3, 4)).parts is None


@pytest.mark.parametrize(
    ("more", "said"),
    [({}, None), ({"alone": True}, "alone"), ({"rotation": 0.04}, "one-service"), ({"apart": True}, "apart")],
)
def test_parts_say_what_cannot_be_compared(more: dict[str, Any], said: str | None) -> None:
    told = gate((1, 9, 30, 60), **more).parts
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
