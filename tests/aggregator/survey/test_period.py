"""Periods of a report."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.settings import Every
from aggregator.survey.period import MONTHS, Period, last_ended


@pytest.mark.parametrize(
    ("first", "last", "before"),
    [
        pytest.param("2026-07-01", "2026-12-31", "2026-01-01 2026-06-30", id="half a year"),
        pytest.param("2026-01-01", "2026-03-31", "2025-10-01 2025-12-31", id="a quarter"),
        pytest.param("2024-01-01", "2024-12-31", "2023-01-01 2023-12-31", id="a leap year"),
        pytest.param("2026-02-01", "2026-02-28", "2026-01-01 2026-01-31", id="a short month"),
        pytest.param("2026-11-02", "2026-11-29", "2026-10-05 2026-11-01", id="four weeks"),
        pytest.param("2026-11-02", "2026-11-02", "2026-11-01 2026-11-01", id="one day"),
    ],
)
def test_the_period_before_is_as_long_and_ends_the_day_before(first: str, last: str, before: str) -> None:
    found = Period(date.fromisoformat(first), date.fromisoformat(last)).before
    assert f"{found.first} {found.last}" == before


@pytest.mark.parametrize(
    ("today", "every", "ended"),
    [
        ("2026-11-27", "semester", "2026-01-01 2026-06-30"),
        ("2027-01-01", "semester", "2026-07-01 2026-12-31"),
        ("2026-06-30", "semester", "2025-07-01 2025-12-31"),
        ("2026-11-27", "quarter", "2026-07-01 2026-09-30"),
        ("2026-03-31", "quarter", "2025-10-01 2025-12-31"),
        ("2026-11-27", "year", "2025-01-01 2025-12-31"),
    ],
)
def test_the_last_period_that_ended(today: str, every: Every, ended: str) -> None:
    found = last_ended(date.fromisoformat(today), every)
    assert f"{found.first} {found.last}" == ended


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.sampled_from(sorted(MONTHS)))
def test_periods_follow_each_other_without_a_gap(today: date, every: Every) -> None:
    period = last_ended(today, every)
    assert period.last < today
    assert period.months == MONTHS[every]
    assert period.before.last + timedelta(days=1) == period.first
    assert period.before == last_ended(period.first, every)


@pytest.mark.parametrize(
    ("first", "last", "regular"),
    [
        ("2026-07-01", "2026-12-31", True),
        ("2026-10-01", "2026-12-31", True),
        ("2026-01-01", "2026-12-31", True),
        ("2026-08-01", "2026-10-31", False),
        ("2026-01-01", "2026-02-28", False),
        ("2026-07-01", "2026-12-30", False),
    ],
)
def test_what_is_handed_in_is_a_quarter_a_half_year_or_a_year(first: str, last: str, regular: bool) -> None:
    assert Period(date.fromisoformat(first), date.fromisoformat(last)).regular is regular


def test_periods_share_days_or_none() -> None:
    spring, summer = Period(date(2026, 3, 1), date(2026, 5, 31)), Period(date(2026, 5, 1), date(2026, 7, 31))
    assert spring.shared(summer) == summer.shared(spring) == Period(date(2026, 5, 1), date(2026, 5, 31))
    assert spring.shared(Period(date(2026, 6, 1), date(2026, 6, 2))) is None


def test_the_days_stand_in_order() -> None:
    with pytest.raises(ValueError, match="ends on the day it begins or later"):
        Period(date(2026, 2, 1), date(2026, 1, 31))
