"""Working days: Monday to Friday, without the holidays and the days of joint leave of the national calendar."""

from datetime import date, timedelta
from functools import cache

SATURDAY = 5


def due(day: date, working_days: int) -> date:
    """Return the last of so many working days after a day; the day itself does not count.

    Source: the calendar of the ``holidays`` library, which follows the joint ministerial decree (SKB 3 Menteri) of
    each year. Of years for which there is none yet it knows the holidays that can be computed.
    """
    while working_days > 0:
        day += timedelta(days=1)
        if day.weekday() < SATURDAY and day not in _free(day.year):
            working_days -= 1
    return day


@cache
def _free(year: int) -> frozenset[date]:
    # Loaded when the first due time is asked for: it would lengthen every start.
    import holidays

    calendar = holidays.country_holidays(
        "ID", years=year, expand=False, language="id", categories=("public", "government"), islamic_show_estimated=False
    )
    return frozenset(calendar)
