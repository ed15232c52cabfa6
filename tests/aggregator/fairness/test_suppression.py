"""Which groups may be shown."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.fairness.suppression import OFFICERS, Shown, nest, suppress
from aggregator.settings import AggregatorSettings

SETTINGS = AggregatorSettings(Path("charts"))
Sizes = list[tuple[int, int]]
"""Officers and raters of each group."""


def shown(sizes: Sizes) -> tuple[tuple[int, ...], int]:
    """Return the groups shown and how many are withheld; each officer and rater is of one group."""
    group, officers, raters = [], [], []
    for code, (many, people) in enumerate(sizes):
        for turn in range(max(many, people)):
            group.append(code)
            officers.append(1000 * code + turn % many)
            raters.append(1000 * code + turn % people)
    found = suppress(np.array(group, dtype=np.int64), np.array(officers), np.array(raters), SETTINGS)
    return tuple(found.groups), found.withheld


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ([(5, 10), (5, 10)], ((0, 1), 0)),
        ([(4, 99), (50, 99)], ((), 2)),
        ([(9, 9), (50, 99)], ((), 2)),
        ([(50, 99)], ((), 1)),
        ([], ((), 0)),
        ([(5, 10), (20, 30), (20, 20), (4, 40)], ((1, 2), 2)),
        ([(2, 10), (2, 10), (20, 30), (20, 40)], ((3,), 3)),
        ([(2, 10), (3, 10), (20, 30), (20, 40)], ((2, 3), 2)),
    ],
    ids=[
        "just enough",
        "too few officers",
        "too few raters",
        "one group",
        "none",
        "one withheld takes the smallest with it",
        "two withheld are still too few officers",
        "two withheld are enough together",
    ],
)
def test_small_groups_are_withheld(sizes: Sizes, expected: tuple[tuple[int, ...], int]) -> None:
    kept, withheld = expected
    if len(kept) == 1:
        kept, withheld = (), len(sizes)
    assert shown(sizes) == (kept, withheld)


@given(st.lists(st.tuples(st.integers(1, 12), st.integers(1, 25)), max_size=7))
def test_nothing_of_the_withheld_follows_from_what_is_shown(sizes: Sizes) -> None:
    kept, withheld = shown(sizes)
    assert len(kept) + withheld == len(sizes)
    assert len(kept) != 1
    for each in kept:
        officers, raters = sizes[each]
        assert officers >= OFFICERS
        assert raters >= SETTINGS.privacy_floor
    rest = [size for code, size in enumerate(sizes) if code not in kept]
    if kept and rest:
        assert len(rest) > 1
        assert sum(officers for officers, _ in rest) >= OFFICERS
        assert sum(raters for _, raters in rest) >= SETTINGS.privacy_floor


def test_people_count_once_however_often_they_rate() -> None:
    group = np.repeat([0, 1], 60)
    officers = np.arange(120) % 30
    few = np.where(group == 0, np.arange(120) % 9, np.arange(120))
    assert suppress(group, officers, few, SETTINGS).groups == ()


def test_desks_leave_nothing_of_few_of_an_office() -> None:
    # an office of three desks, the last with one officer; and one whose hidden desk has five
    desk = np.repeat([1, 2, 3, 4, 5], [15, 20, 10, 30, 20])
    office = np.where(desk <= 3, 1, 2)
    officers = np.concatenate([np.arange(15) % 5, 5 + np.arange(20) % 5, [10] * 10, 20 + np.arange(50) % 5])
    people = np.arange(95)
    found = nest(Shown((1, 2, 4), 2), desk, office, officers, people, SETTINGS.privacy_floor)
    assert found == Shown((2, 4), 3)
    assert nest(Shown((1, 2, 3, 4), 1), desk, office, officers, people, SETTINGS.privacy_floor).withheld == 1
    assert nest(Shown((1, 2), 3), desk, office, officers, people, SETTINGS.privacy_floor) == Shown((), 5)


def test_the_floor_is_the_gates() -> None:
    settings = AggregatorSettings(Path("charts"), privacy_floor=40)
    group, people = np.repeat([0, 1], 30), np.arange(60)
    assert suppress(group, people, people, SETTINGS).groups == (0, 1)
    assert suppress(group, people, people, settings).groups == ()
