"""The one clock: every room is given it at start and asks nothing else for the time."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]
"""Returns the present moment as an aware UTC datetime."""


def system_clock() -> datetime:
    """Return the machine's time."""
    return datetime.now(UTC)


def seconds(moment: datetime) -> int:
    """Return a moment as it is stored: UTC epoch seconds."""
    return int(moment.timestamp())


def moment(stored: int) -> datetime:
    """Return a stored moment as an aware UTC datetime."""
    return datetime.fromtimestamp(stored, UTC)


def local(at: datetime, time_zone: str) -> datetime:
    """Return a moment as the wall clock of an office shows it."""
    return at.astimezone(ZoneInfo(time_zone))


def iso_week(day: date) -> str:
    """Return the ISO week of a local day, e.g. ``2026-W48``."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def week_monday(week: str) -> date:
    """Return the Monday of an ISO week.

    Raises ValueError when ``week`` is not of the form ``2026-W48`` or does not exist.
    """
    return datetime.strptime(f"{week}-1", "%G-W%V-%u").date()  # noqa: DTZ007 - a calendar day, no moment


def week_shift(week: str, weeks: int) -> str:
    """Return the ISO week so many weeks later (or earlier)."""
    return iso_week(date.fromordinal(week_monday(week).toordinal() + 7 * weeks))
