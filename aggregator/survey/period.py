"""Periods of a report: any days, and the year's halves and quarters by which offices report."""

from dataclasses import dataclass
from datetime import date, timedelta

from aggregator.settings import Every

MONTHS: dict[Every, int] = {"quarter": 3, "semester": 6, "year": 12}


@dataclass(frozen=True, order=True)
class Period:
    """From one day to another, both included. Raises ValueError when they stand the wrong way round."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise ValueError("a period ends on the day it begins or later")

    @property
    def months(self) -> int | None:
        """How many whole months it is; None where it does not begin and end with one."""
        after = self.last + timedelta(days=1)
        if self.first.day != 1 or after.day != 1:
            return None
        return (after.year - self.first.year) * 12 + after.month - self.first.month

    @property
    def regular(self) -> bool:
        """Whether it is a whole quarter, half-year or year."""
        return self.months in MONTHS.values() and (self.first.month - 1) % (self.months or 1) == 0

    def shared(self, other: "Period") -> "Period | None":
        """Return the days that both have; None: there are none."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        return Period(first, last) if first <= last else None

    @property
    def before(self) -> "Period":
        """The period of the same length that ends the day before this one begins: as many months, or as many days."""
        last = self.first - timedelta(days=1)
        if self.months is None:
            return Period(last - (self.last - self.first), last)
        return Period(_month(self.first, -self.months), last)


def last_ended(today: date, every: Every) -> Period:
    """Return the last quarter, half-year or year that was over before ``today``."""
    length = MONTHS[every]
    running = date(today.year, (today.month - 1) // length * length + 1, 1)
    return Period(_month(running, -length), running - timedelta(days=1))


def _month(first: date, months: int) -> date:
    number = first.year * 12 + first.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)
