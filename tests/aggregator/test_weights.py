"""What a rating weighs: by where it came from, never by what it says."""

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.settings import AggregatorSettings
from aggregator.weights import weigh
from data.votes import Votes

SETTINGS = AggregatorSettings(Path("charts"))
TODAY = date(2026, 11, 30)
Row = tuple[int, int, int, int, int, str]
"""Officer, desk, rater, days ago, hour, evidence."""


def votes(rows: list[Row], faces: list[int] | None = None) -> Votes:
    officers, desks, raters, ago, hours, evidence = (list(column) for column in zip(*rows, strict=True))
    days = [(TODAY - timedelta(days=each)).toordinal() for each in ago]
    ones = [1] * len(rows)
    return Votes(officers, ones, desks, ones, raters, faces or [4] * len(rows), evidence, days, hours)


def test_evidence_decides_how_much_a_visit_is_trusted() -> None:
    rows: list[Row] = [(1, 1, n, 0, n, each) for n, each in enumerate(("ticket", "duty", "link"))]
    assert weigh(votes(rows), TODAY, SETTINGS).total.tolist() == [1.0, 0.6, 0.25]


def test_one_person_weighs_as_much_as_one_within_90_days() -> None:
    rows: list[Row] = [(1, 1, 7, ago, 9, "ticket") for ago in (0, 10, 89, 90, 300)]
    person = weigh(votes(rows), TODAY, SETTINGS).person
    # Windows begin with a rating: 300 days ago alone; 90 to 1 days ago, and today's begins another.
    assert person.tolist() == pytest.approx([1.0, 1 / 3, 1 / 3, 1 / 3, 1.0])
    two: list[Row] = [(1, 1, 7, 0, 9, "ticket"), (2, 1, 7, 0, 9, "ticket")]
    assert weigh(votes(two), TODAY, SETTINGS).person.tolist() == [1.0, 1.0]


def test_a_burst_weighs_little_more_than_two_at_most() -> None:
    rows: list[Row] = [(1, 1, n, 0, 9, "ticket") for n in range(10)] + [
        (1, 1, 100 + n, 1, n, "ticket") for n in range(8)
    ]
    weights = weigh(votes(rows), TODAY, SETTINGS)
    assert weights.hour[:10].sum() == pytest.approx(2.25)
    assert weights.hour[10:].tolist() == [1.0] * 8
    assert weights.lowered.tolist() == [True] * 10 + [False] * 8


def test_what_is_usual_at_a_busy_desk_is_no_burst() -> None:
    rows: list[Row] = [(1, 1, 10 * day + n, day, 9, "ticket") for day in range(9) for n in range(6)]
    assert weigh(votes(rows), TODAY, SETTINGS).hour.min() == 1.0


def test_half_after_each_half_life() -> None:
    rows: list[Row] = [(1, 1, n, weeks * 7, 9, "ticket") for n, weeks in enumerate((0, 26, 52))]
    assert weigh(votes(rows), TODAY, SETTINGS).fade.tolist() == pytest.approx([1.0, 0.5, 0.25])


row = st.tuples(
    st.integers(1, 3),
    st.integers(1, 2),
    st.integers(0, 8),
    st.integers(0, 200),
    st.integers(8, 10),
    st.sampled_from(["ticket", "duty", "link"]),
)


@given(rows=st.lists(row, min_size=1, max_size=60), data=st.data())
def test_weights_do_not_see_what_was_said_and_keep_their_promises(rows: list[Row], data: st.DataObject) -> None:
    faces = data.draw(st.lists(st.integers(1, 4), min_size=len(rows), max_size=len(rows)))
    found = weigh(votes(rows, faces), TODAY, SETTINGS)
    assert np.array_equal(found.total, weigh(votes(rows), TODAY, SETTINGS).total)
    assert ((found.total > 0) & (found.total <= 1)).all()
    order = data.draw(st.permutations(range(len(rows))))
    assert np.allclose(weigh(votes([rows[each] for each in order]), TODAY, SETTINGS).total, found.total[list(order)])
