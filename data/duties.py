"""Duties: which officer is planned at which desk, by weekday or for one day."""

from datetime import date, datetime

from sqlalchemy import ColumnElement, FromClause, and_, bindparam, or_, select

from data.database import Transaction
from data.officers import COLUMNS, Officer, by_name
from data.tables import duties, officers


def _covers(plan: FromClause) -> ColumnElement[bool]:
    return and_(plan.c.starts <= bindparam("minute"), plan.c.ends > bindparam("minute"))


_desk_day = duties.alias("desk_day")
_officer_day = duties.alias("officer_day")

# What is planned for the day goes before the weekly plan: at this desk, and for an officer who is sent elsewhere.
ON_DUTY = select(*COLUMNS).where(
    officers.c.retired_at.is_(None),
    officers.c.id.in_(
        select(duties.c.officer_id).where(
            duties.c.desk_id == bindparam("desk_id"),
            _covers(duties),
            or_(
                duties.c.date == bindparam("day"),
                and_(
                    duties.c.weekday == bindparam("weekday"),
                    ~select(_desk_day.c.id)
                    .where(
                        _desk_day.c.desk_id == bindparam("desk_id"),
                        _desk_day.c.date == bindparam("day"),
                        _covers(_desk_day),
                    )
                    .exists(),
                    ~select(_officer_day.c.id)
                    .where(
                        _officer_day.c.officer_id == duties.c.officer_id,
                        _officer_day.c.date == bindparam("day"),
                        _covers(_officer_day),
                    )
                    .exists(),
                ),
            ),
        )
    ),
)


# Whoever is planned there at any time of the day: the weekly plan, and the day's own.
ON_DAY = select(duties.c.officer_id).where(
    duties.c.desk_id == bindparam("desk_id"),
    or_(duties.c.date == bindparam("day"), duties.c.weekday == bindparam("weekday")),
)


async def on_day(tx: Transaction, desk_id: int, day: date) -> set[int]:
    """Return the officers who are planned at a desk at some time of a day."""
    rows = await tx.all(ON_DAY, desk_id=desk_id, day=day.isoformat(), weekday=day.isoweekday())
    return {row[0] for row in rows}


async def on_duty(tx: Transaction, desk_id: int, local: datetime) -> list[Officer]:
    """Return who is planned at a desk at a moment of its office's wall clock, in the order of names."""
    return by_name(
        await tx.all(
            ON_DUTY,
            desk_id=desk_id,
            minute=local.hour * 60 + local.minute,
            day=local.date().isoformat(),
            weekday=local.isoweekday(),
        )
    )
