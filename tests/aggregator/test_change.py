"""Change is told with evidence only."""

from dataclasses import replace
from datetime import date, timedelta
from math import exp, inf, log
from pathlib import Path
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.change import ENOUGH, LEFT, MARGIN, SETTLED, STAKES, Direction, changes, watch
from aggregator.lots import Lots
from aggregator.scoring import NORMAL_95, score
from aggregator.settings import AggregatorSettings
from benchmarks.change import as_told, fallen, known, unchanged
from data.clock import week_monday, week_shift
from data.scores import Published, Score
from data.votes import Votes

WEEK = "2026-W47"
UP, SAME, DOWN = Direction.UP, Direction.SAME, Direction.DOWN
GOOD, BAD = [4, 4, 3, 4, 4], [2, 1, 3, 2, 4]


def test_the_evidence_is_the_mean_over_the_stakes_of_what_the_bets_have_won() -> None:
    found = watch([[1, 4], [2]], baseline=3.2, sd=0.2)
    won = []
    for stake in STAKES:
        first = (1 + stake * (3 - 1) / 1) * (1 + stake * (3 - 4) / 1)
        won.append((1 + first) * (1 + stake * (3 - 2) / 1))
    assert exp(found.down) == pytest.approx(np.mean(won))
    won = []
    for stake in STAKES:
        first = (1 + stake * (1 - 3.4) / 2.4) * (1 + stake * (4 - 3.4) / 2.4)
        won.append((1 + first) * (1 + stake * (2 - 3.4) / 2.4))
    assert exp(found.up) == pytest.approx(np.mean(won))
    assert found.direction is SAME


def test_a_fall_and_a_rise_are_found_with_the_week_in_which_there_is_enough() -> None:
    falls = watch([GOOD] * 3 + [BAD] * 8, baseline=3.8, sd=0.1)
    assert (falls.direction, falls.since) == (DOWN, 5)
    rises = watch([[3] * 10] * 3 + [[4] * 10] * 12, baseline=3.0, sd=0.1)
    assert (rises.direction, rises.since) == (UP, 7)
    assert watch([[3] * 10] * 3 + [[4] * 10] * 3, baseline=3.0, sd=0.1).direction is SAME
    assert watch([GOOD] * 11, baseline=3.7, sd=0.1).direction is SAME


def test_whoever_came_back_is_stable_again() -> None:
    fell = [GOOD] * 2 + [BAD] * 3
    assert watch(fell, baseline=3.8, sd=0.1).direction is DOWN
    found = watch([*fell, *[[4] * 20] * 4], baseline=3.8, sd=0.1)
    assert found.direction is SAME
    assert found.since is None


def test_an_unsure_start_takes_more() -> None:
    weeks = [GOOD] + [[3, 2, 4, 3, 3]] * 4
    assert watch(weeks, baseline=3.8, sd=0.0).direction is DOWN
    assert watch(weeks, baseline=3.8, sd=0.4).direction is SAME


def test_weeks_without_ratings_say_nothing() -> None:
    assert watch([], baseline=3.5, sd=0.1).down == -inf
    assert watch([[], []], baseline=3.5, sd=0.1).up == -inf
    assert watch([GOOD, [], BAD, []], baseline=3.5, sd=0.1).down == watch([GOOD, BAD], baseline=3.5, sd=0.1).down
    assert watch([BAD] * 3 + [[]] * 2_000, baseline=3.5, sd=0.1).direction is SAME


@given(
    st.lists(st.lists(st.floats(-3, 8), max_size=40), max_size=12),
    st.floats(1, 4),
    st.floats(0, 3),
)
def test_whatever_is_rated_the_evidence_is_a_number(weeks: list[list[float]], baseline: float, sd: float) -> None:
    found = watch(weeks, baseline, sd)
    least = 12 * 40 * log(LEFT)
    for each in (found.up, found.down):
        assert each == -inf if not any(weeks) else least <= each < inf
    assert (found.direction is SAME) == (found.since is None) == (max(found.up, found.down) < log(ENOUGH))


@given(st.lists(st.lists(st.sampled_from([1.0, 2, 3, 4]), min_size=1, max_size=9), min_size=1, max_size=9))
def test_the_order_within_a_week_does_not_matter(weeks: list[list[float]]) -> None:
    found, other = watch(weeks, 3.4, 0.1), watch([week[::-1] for week in weeks], 3.4, 0.1)
    assert found.direction is other.direction
    assert found.down == pytest.approx(other.down, abs=1e-9)


@pytest.mark.parametrize("size", [5, 10, 30])
def test_false_alarms_are_rare(size: int) -> None:
    """At most 0.015 per officer-year; `python -m benchmarks.change` measures it with 20,000 officers."""
    rate, error = as_told(1000, size, 2 * 52, np.random.default_rng(size), unchanged).alarms(0)
    assert rate <= 0.015 + 2 * error
    later, error = as_told(1000, size, 2 * 52, np.random.default_rng(size), unchanged).alarms(52)
    assert later <= 0.015 + 2 * error


def test_a_fall_is_found_as_soon_as_the_source_measured() -> None:
    weeks, share = known(300, 10, 104, np.random.default_rng(1), fallen(0.4, 0)).delay(0, -1)
    assert share == 1.0
    assert weeks <= 8


def test_a_great_fall_is_told_to_nearly_everybody_with_thirty_ratings_a_week() -> None:
    weeks, share = as_told(300, 30, 104, np.random.default_rng(1), fallen(0.4, 52)).delay(52, -1)
    assert share > 0.97
    assert weeks <= 5


def published(points: int = 88, released: str = WEEK, change: str | None = None) -> Published:
    return Published("provisional", None, 0, points, points - 5, points + 5, 0.75, "50–99", released, change)


def votes(weeks: dict[str, list[int]], officer: int = 7) -> Votes:
    """Ratings of one officer, on the Mondays of these weeks, each by another person."""
    said = [(week_monday(week).toordinal(), face) for week, faces in weeks.items() for face in faces]
    size, days, faces = len(said), [day for day, _ in said], [face for _, face in said]
    return Votes([officer] * size, [1] * size, [1] * size, [1] * size, range(size), faces, ["duty"] * size, days, days)


def history(*weeks: Published) -> list[Score]:
    return [Score(each.released_week or WEEK, 7, each) for each in weeks]


def told(said: Votes, now: Published, earlier: list[Score], lot: float = 0.5) -> Direction | None:
    return changes(said, np.array(said.faces, dtype=np.float64), WEEK, {7: now}, {7: earlier}, Lots(lambda _: lot)).get(
        7
    )


def since(weeks: int, faces: list[int]) -> dict[str, list[int]]:
    return {week_shift(WEEK, -ago): faces for ago in range(weeks)}


def test_a_figure_is_held_against_the_first_of_the_chart_that_rests_on_fifty_ratings() -> None:
    before = published(95, week_shift(WEEK, -6))
    assert told(votes(since(6, BAD * 2)), published(80), history(before, published(90, "2026-W46"))) is DOWN
    assert told(votes(since(6, GOOD * 2)), published(95), history(before)) is SAME
    unsure = replace(before, n_band="20–49")
    assert told(votes(since(6, BAD * 2)), published(80), history(unsure)) is None
    assert told(votes(since(6, BAD * 2)), published(80), history(unsure, published(90, "2026-W46"))) is None
    assert told(votes(since(6, BAD * 2)), published(80), []) is None


def test_a_word_is_moved_by_lot_and_takes_more_evidence_than_enough() -> None:
    start = history(published(88, week_shift(WEEK, -6)))
    fell = since(6, [4, 3, 4, 2, 3, 3])
    seen = watch([fell[week_shift(WEEK, -ago)] for ago in range(5, -1, -1)], 88 / 25, 5 / 25 / NORMAL_95)
    assert 0 < seen.down < log(ENOUGH)
    short = log(ENOUGH) + MARGIN - seen.down  # of what is asked for, in standard deviations of the lot, as that is 1
    for more, word in ((0.01, DOWN), (-0.01, SAME)):
        assert told(votes(fell), published(80), start, NormalDist().cdf(-short - more)) is word


def test_what_is_in_the_start_is_not_counted_again() -> None:
    before = published(95, week_shift(WEEK, -6))
    said = votes({week_shift(WEEK, -6): BAD * 9, week_shift(WEEK, 1): BAD * 9} | since(6, GOOD))
    assert told(said, published(95), history(before)) is SAME


def test_stable_is_said_after_some_weeks_only_but_a_change_at_once() -> None:
    for weeks in range(1, 9):
        before = published(95, week_shift(WEEK, -weeks))
        assert told(votes(since(weeks, GOOD)), published(95), history(before)) is (SAME if weeks >= SETTLED else None)
    before = published(95, week_shift(WEEK, -2))
    assert told(votes(since(2, BAD * 6)), published(80), history(before)) is DOWN


def test_with_a_figure_that_is_held_the_word_is_held() -> None:
    before = published(95, week_shift(WEEK, -6))
    said = votes(since(6, BAD * 2))
    for word in (UP, SAME, DOWN):
        assert told(said, published(95, week_shift(WEEK, -1), change=word), history(before)) is word
    assert told(said, published(95, week_shift(WEEK, -1)), history(before)) is None


def test_where_there_is_no_figure_there_is_no_change() -> None:
    before = published(95, week_shift(WEEK, -6))
    assert told(votes(since(6, BAD * 2)), Published("none", "too_few", 3), history(before)) is None


def test_ratings_are_watched_free_of_service_office_and_rater() -> None:
    on = date(2026, 11, 23)
    said = []
    for number in range(400):
        officer, service = number % 8, number % 2 if number % 16 else 1 - number % 2
        face = 4 if service else (2, 3, 4, 1)[number // 8 % 4]
        said.append(
            (officer, officer % 2, service, number % 90, face, (on - timedelta(days=1 + number % 99)).toordinal())
        )
    officers, offices, services, raters, faces, days = map(list, zip(*said, strict=True))
    cast = Votes(officers, offices, offices, services, raters, faces, ["duty"] * 400, days, [9] * 400)
    scored = score(cast, on, AggregatorSettings(Path("charts")))
    raw = np.array(faces, dtype=np.float64)
    hard = np.array(services) == 0

    def gap(values: np.ndarray) -> float:
        return float(values[~hard].mean() - values[hard].mean())

    assert len(scored.adjusted) == len(cast)
    assert gap(raw) > 1.4
    assert abs(gap(scored.adjusted)) < 0.3
    assert len(score(votes({}), on, AggregatorSettings(Path("charts"))).adjusted) == 0
