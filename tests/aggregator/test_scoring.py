"""What the model says of officers, fed with votes."""

import random
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from aggregator.scoring import ASSUMED, OfficerScore, score
from aggregator.settings import AggregatorSettings
from data.votes import Votes

SETTINGS = AggregatorSettings(Path("charts"))
TODAY = date(2026, 11, 30)
Said = tuple[int, int, int, int, int, int]
"""Officer, office, service, rater, face, days ago."""


def votes(said: list[Said]) -> Votes:
    officers, offices, services, raters, faces, ago = (list(column) for column in zip(*said, strict=True))
    days = [(TODAY - timedelta(days=each)).toordinal() for each in ago]
    hours = [8 + number % 7 for number in range(len(said))]
    return Votes(officers, offices, offices, services, raters, faces, ["duty"] * len(said), days, hours)


def world(seed: int, officers: int = 24, each: int = 40, easy: float = 0.6) -> tuple[list[Said], dict[int, float]]:
    """A district in which half of the officers have an easy service; return what was said, and their own part."""
    chance = random.Random(seed)
    own = {officer: chance.gauss(0, 0.25) for officer in range(1, officers + 1)}
    said: list[Said] = []
    for officer, part in own.items():
        for number in range(each):
            service = officer % 2 if chance.random() < 0.75 else (officer + 1) % 2
            level = 3.0 + part + (easy if service else 0) + chance.gauss(0, 0.7)
            face = min(4, max(1, round(level)))
            said.append((officer, officer % 4, service + 1, officer * 1000 + number, face, 1 + chance.randrange(150)))
    return said, own


def by_id(said: list[Said]) -> dict[int, OfficerScore]:
    return {each.officer_id: each for each in score(votes(said), TODAY, SETTINGS).officers}


def test_an_easy_service_does_not_make_an_officer_better() -> None:
    said, own = world(3)
    found = by_id(said)
    raw = {officer: np.mean([row[4] for row in said if row[0] == officer]) for officer in own}
    hard = [officer for officer in own if officer % 2 == 0]

    def gap(figures: dict[int, float]) -> float:
        wrong = {officer: figures[officer] - own[officer] for officer in own}
        return float(np.mean([wrong[o] for o in own if o % 2]) - np.mean([wrong[o] for o in hard]))

    assert gap({officer: float(value) for officer, value in raw.items()}) > 0.2
    assert abs(gap({officer: each.points for officer, each in found.items()})) < 0.1


@pytest.mark.parametrize("seed", range(4))
def test_the_parts_add_up_to_the_figure(seed: int) -> None:
    said, _ = world(seed)
    for each in by_id(said).values():
        parts = each.parts
        own = parts.own - parts.service - parts.office - parts.raters
        assert parts.mean + parts.trust * (own - parts.mean) == pytest.approx(each.points, abs=1e-8)


def test_the_intervals_hold_the_truth() -> None:
    inside = total = 0
    for seed in range(12):
        said, own = world(seed)
        found = by_id(said)
        middle = np.mean([each.points for each in found.values()]) - np.mean(list(own.values()))
        inside += sum(each.low <= own[officer] + middle <= each.high for officer, each in found.items())
        total += len(own)
    # 288 intervals of 95 %: fewer than 91 % has a chance below 0.3 %.
    assert inside / total > 0.91


def test_the_order_of_the_record_does_not_matter() -> None:
    said, _ = world(5)
    shuffled = random.Random(1).sample(said, len(said))
    by_order = [score(votes(each), TODAY, SETTINGS).officers for each in (sorted(said), sorted(shuffled))]
    assert by_order[0] == by_order[1]


def test_components_that_are_given_stay() -> None:
    said, _ = world(6)
    own = score(votes(said), TODAY, SETTINGS)
    assert own.estimated
    frozen = score(votes(said[:-30]), TODAY, SETTINGS, own.components)
    assert frozen.components == own.components


@pytest.mark.parametrize(
    "said",
    [
        [(1, 1, 1, 1, 4, 3)],
        [(1, 1, 1, rater, 4, 3) for rater in range(20)],
        [(1, 1, 1, 1, face, 3) for face in (1, 2, 3, 4)],
        [(officer, 1, 1, officer, 1 + officer % 4, 3) for officer in range(1, 60)],
        [(officer, officer, officer, 7, 1 + officer % 4, 3) for officer in range(1, 20)],
        [
            (officer, officer // 10, officer // 10, officer * 10 + n, 1 + n % 4, 3)
            for officer in range(20)
            for n in range(9)
        ],
    ],
    ids=["one", "all equal", "one rater", "one rating each", "one rater rates all", "apart"],
)
def test_a_poor_record_gives_an_honest_figure_and_never_a_nan(said: list[Said]) -> None:
    found = score(votes(said), TODAY, SETTINGS)
    assert len(found.officers) == len({row[0] for row in said})
    for each in found.officers:
        numbers = (each.points, each.low, each.high, each.sd, each.reliability, each.effective, each.top_share)
        assert np.isfinite(numbers).all()
        assert 1 <= each.low <= each.high <= 4
        assert 0 <= each.reliability <= 1


def test_nothing_said_gives_nothing() -> None:
    empty = Votes([], [], [], [], [], [], [], [], [])
    found = score(empty, TODAY, SETTINGS)
    assert (list(found.officers), found.components, found.estimated) == ([], ASSUMED, False)


def test_somebody_alone_in_an_office_is_never_sure() -> None:
    said, _ = world(7)
    alone = [(99, 9, 1, 99_000 + n, 4 if n % 3 else 3, 5) for n in range(400)]
    found = by_id(said + alone)
    assert found[99].alone
    assert not found[1].alone
    limit = ASSUMED.random["officer"] / (ASSUMED.random["officer"] + ASSUMED.random["office"])
    sure = score(votes(said + alone), TODAY, SETTINGS, ASSUMED)
    assert next(each for each in sure.officers if each.officer_id == 99).reliability < limit + 0.01


def apart(said: list[Said]) -> set[int]:
    found = score(votes(said), TODAY, SETTINGS, ASSUMED)
    return {each.officer_id for each in found.officers if each.apart}


def group(first: int, officers: int, each: int) -> list[Said]:
    """Return the ratings of an office that shares nothing with those whose ``first`` lies far from it."""
    return [
        (first + officer, first, first, first * 100 + officer * each + n, 2 + n % 3, 3 + n % 9)
        for officer in range(officers)
        for n in range(each)
    ]


def test_whose_ratings_nothing_links_with_most_of_the_others_is_told() -> None:
    large, small = group(10, 4, 12), group(50, 2, 9)
    assert apart(large) == set()
    assert apart(large + small) == {50, 51}
    assert score(votes(large + small), TODAY, SETTINGS, ASSUMED).groups == 2


@pytest.mark.parametrize("place", [1, 2, 3], ids=["office", "service", "rater"])
def test_one_office_service_or_person_in_common_links_them(place: int) -> None:
    large, small = group(10, 4, 12), group(50, 2, 9)
    linked = list(small[0])
    linked[place] = large[0][place]
    chosen = (linked[0], linked[1], linked[2], linked[3], linked[4], linked[5])
    assert apart([*large, *small, chosen]) == set()


def test_of_two_groups_of_the_same_size_none_is_the_district() -> None:
    assert apart(group(10, 2, 9) + group(50, 2, 9)) == {10, 11, 50, 51}


def test_old_ratings_say_less() -> None:
    said, _ = world(8)
    now = score(votes(said), TODAY, SETTINGS, ASSUMED)
    later = score(votes(said), TODAY + timedelta(weeks=26), SETTINGS, ASSUMED)
    for fresh, faded in zip(now.officers, later.officers, strict=True):
        assert faded.sd > fresh.sd
        assert faded.effective < fresh.effective


def test_ten_ratings_of_one_account_move_little() -> None:
    said = [(officer, officer % 3, 1, officer * 100 + n, 3 + n % 2, 30) for officer in range(1, 13) for n in range(20)]
    before = {each.officer_id: each for each in score(votes(said), TODAY, SETTINGS, ASSUMED).officers}
    one = [(1, 1, 1, 9_999, 1, day) for day in range(10)]
    after = {each.officer_id: each for each in score(votes(said + one), TODAY, SETTINGS, ASSUMED).officers}
    assert abs(after[1].points - before[1].points) <= 0.10
    assert after[1].lowered >= 10


def test_the_largest_voice_is_known() -> None:
    said = [(1, 1, 1, rater, 3, 5) for rater in range(4)]
    (found,) = score(votes(said), TODAY, SETTINGS).officers
    assert found.top_share == pytest.approx(0.25)
    assert replace(found, top_share=0).raters == 4
