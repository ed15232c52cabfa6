"""The gate."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.publish import NamedShare, Published, disturbances, faces, n_band, named_share, score
from aggregator.scoring import OfficerScore
from aggregator.settings import AggregatorSettings
from data.cube import Coverage
from data.disturbances import Disturbance

WEEK = "2026-W47"
SETTINGS = AggregatorSettings(charts_folder=None)  # type: ignore[arg-type] - nothing is drawn here
RELEASED = Published("provisional", None, 0, 80, 72, 89, 0.4, "10–19", "2026-W45")


def estimate(
    given: tuple[int, int, int, int],
    reliability: float = 0.8,
    points: float = 3.511,
    low: float = 3.2,
    high: float = 3.9,
) -> OfficerScore:
    return OfficerScore(1, points, low, high, reliability, sum(given), given)


def gate(
    given: tuple[int, int, int, int],
    raters: int,
    last: Published | None = None,
    new: int = 99,
    reliability: float = 0.8,
    **figures: float,
) -> Published:
    return score(estimate(given, reliability, **figures), raters, {"2026-W40": 50, WEEK: new}, last, WEEK, SETTINGS)


@pytest.mark.parametrize(
    ("given", "raters", "expected"),
    [
        pytest.param((1, 1, 3, 4), 9, Published("none", "too_few", 1), id="nine raters"),
        pytest.param((1, 5, 20, 40), 1, Published("none", "too_few", 9), id="many ratings of one person"),
        pytest.param((0, 0, 0, 40), 40, Published("none", "all_good"), id="all very good"),
        pytest.param((0, 0, 12, 0), 12, Published("none", "all_good"), id="all good"),
        pytest.param((0, 12, 0, 0), 12, Published("none", "all_poor"), id="all not so good"),
        pytest.param((12, 0, 0, 0), 12, Published("none", "all_poor"), id="all bad"),
        pytest.param((0, 0, 0, 5), 5, Published("none", "too_few", 5), id="few come before equal"),
        pytest.param(
            (0, 1, 4, 5), 10, Published("provisional", None, 0, 88, 80, 98, 0.8, "10–19", WEEK), id="ten raters"
        ),
        pytest.param(
            (0, 2, 10, 17), 29, Published("provisional", None, 0, 88, 80, 98, 0.8, "20–49", WEEK), id="29 ratings"
        ),
        pytest.param(
            (0, 3, 10, 17), 10, Published("official", None, 0, 88, 80, 98, 0.8, "20–49", WEEK), id="30 ratings"
        ),
    ],
)
def test_what_may_be_shown(given: tuple[int, int, int, int], raters: int, expected: Published) -> None:
    assert gate(given, raters) == expected


def test_nobody_rated() -> None:
    assert score(None, 0, {}, None, WEEK, SETTINGS) == Published("none", "no_ratings")
    assert score(None, 0, {}, RELEASED, WEEK, SETTINGS) == RELEASED


@pytest.mark.parametrize(
    ("reliability", "state", "shown"),
    [(0.6999, "provisional", 0.65), (0.7, "official", 0.7), (0.7499, "official", 0.7), (0.05, "provisional", 0.05)],
)
def test_reliability_is_shown_in_steps_that_never_flatter(reliability: float, state: str, shown: float) -> None:
    published = gate((1, 9, 30, 60), 100, reliability=reliability)
    assert (published.state, published.reliability) == (state, pytest.approx(shown))


@pytest.mark.parametrize(
    ("figures", "shown"),
    [
        ({"points": 3.5, "low": 3.48, "high": 3.52}, (88, 87, 88)),
        ({"points": 3.49999, "low": 3.4801, "high": 3.5201}, (87, 87, 89)),
        ({"points": 4.0, "low": 3.0, "high": 4.0}, (100, 75, 100)),
        ({"points": 1.0, "low": 1.0, "high": 1.21}, (25, 25, 31)),
    ],
)
def test_figures_are_whole_and_the_interval_is_rounded_outwards(
    figures: dict[str, float], shown: tuple[int, int, int]
) -> None:
    published = gate((1, 9, 30, 60), 100, **figures)
    assert (published.points, published.low, published.high) == shown


@pytest.mark.parametrize(
    ("new", "held"),
    [pytest.param(9, True, id="nine new"), pytest.param(10, False, id="ten new"), pytest.param(-2, True, id="fewer")],
)
def test_a_figure_is_released_anew_only_after_enough_new_ratings(new: int, held: bool) -> None:
    published = gate((1, 9, 30, 60), 100, RELEASED, new)
    assert (published == RELEASED) is held
    assert published.released_week == ("2026-W45" if held else WEEK)


def test_new_ratings_add_up_over_the_weeks_since_the_release() -> None:
    rated = {"2026-W44": 30, "2026-W45": 30, "2026-W46": 4, "2026-W47": 6, "2026-W48": 50}
    assert score(estimate((1, 9, 30, 60)), 50, rated, RELEASED, WEEK, SETTINGS).released_week == WEEK
    rated["2026-W46"] = 3
    assert score(estimate((1, 9, 30, 60)), 50, rated, RELEASED, WEEK, SETTINGS) == RELEASED


@pytest.mark.parametrize("given", [(1, 1, 1, 1), (0, 0, 0, 30)], ids=["too few", "all equal"])
def test_where_the_gate_holds_the_last_figure_stays_until_its_week_leaves_the_window(
    given: tuple[int, int, int, int],
) -> None:
    oldest = Published("official", None, 0, 80, 72, 89, 0.7, "20–49", "2026-W22")  # the 26th week back
    older = Published("official", None, 0, 80, 72, 89, 0.7, "20–49", "2026-W21")
    assert gate(given, sum(given), oldest) == oldest
    assert gate(given, sum(given), older).state == "none"


def test_a_reason_is_not_held_like_a_figure() -> None:
    assert gate((1, 2, 3, 4), 10, Published("none", "too_few", 3)).state == "provisional"


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
    published = gate(given, raters, last, new, reliability)
    if published.released_week == WEEK:
        assert raters >= 10
        assert sum(count > 0 for count in given) > 1
        assert last is not RELEASED or new >= 10
    elif published.points is not None:
        assert published is last
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


FRESH = Published("official", None, 0, 88, 80, 98, 0.8, "20–49", WEEK)


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
    ("named", "total", "shown"),
    [
        (5, 9, NamedShare(3, None, "")),
        (5, 10, NamedShare(3, 50, "10–19")),
        (67, 90, NamedShare(3, 75, "50–99")),
        (250, 250, NamedShare(3, 100, "200+")),
    ],
)
def test_coverage_is_told_from_the_floor_on_and_coarsely(named: int, total: int, shown: NamedShare) -> None:
    assert named_share(Coverage(3, named, total), SETTINGS) == shown


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
