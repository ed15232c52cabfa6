"""Days on which an office works."""

import subprocess
import sys
from datetime import date

import pytest

from data.working_days import due


@pytest.mark.parametrize(
    ("day", "working_days", "expected"),
    [
        pytest.param("2026-11-23", 5, "2026-11-30", id="over a weekend"),
        pytest.param("2026-11-27", 1, "2026-11-30", id="Friday to Monday"),
        pytest.param("2026-11-28", 1, "2026-11-30", id="a Saturday does not count"),
        pytest.param("2026-11-23", 0, "2026-11-23", id="none"),
        pytest.param("2027-03-05", 5, "2027-03-22", id="Nyepi and Idulfitri with their joint leave"),
        pytest.param("2027-03-05", 14, "2027-04-06", id="and Good Friday"),
        pytest.param("2026-12-22", 5, "2026-12-31", id="Christmas with its joint leave"),
        pytest.param("2026-12-31", 1, "2027-01-04", id="over the year"),
        pytest.param("2027-12-23", 2, "2027-12-28", id="joint leave on a Friday"),
    ],
)
def test_an_answer_is_due_on_a_working_day(day: str, working_days: int, expected: str) -> None:
    assert due(date.fromisoformat(day), working_days) == date.fromisoformat(expected)


def test_the_calendar_is_loaded_only_when_a_due_day_is_asked_for() -> None:
    code = "import sys, data.working_days, bot.application, aggregator.schedule; print('holidays' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"
