"""Duty reports: "not this person". The plan of duties was wrong at a desk on a day; the operator is told.

One person counts once per desk, officer and day.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, func, select

from data.database import Transaction, upsert
from data.officers import COLUMNS, Officer
from data.tables import desks, duty_reports, officers, offices

NOT_PLANNED = 0
"""Stands for the officer where somebody served who is none of those planned."""

KEEP_FOR = timedelta(days=30)


@dataclass(frozen=True)
class DutyReport:
    """What people said of a desk's plan for a day."""

    office: str
    desk: str
    officer: str | None
    """Who was planned but did not serve; None: somebody who was not planned did."""
    day: str
    people: int


async def report(tx: Transaction, rater: bytes, desk_id: int, officer_id: int, day: str) -> None:
    """Note that an officer did not serve where the plan says so, or that somebody served who is not `NOT_PLANNED`."""
    await tx.run(_REPORT, rater=rater, desk_id=desk_id, officer_id=officer_id, day=day)


async def recent(tx: Transaction, since: str) -> list[DutyReport]:
    """Return the reports since a day, the newest first."""
    rows = await tx.all(_RECENT, since=since)
    return [
        DutyReport(office, desk, Officer(*who).full_name if who[0] is not None else None, day, people)
        for office, desk, day, people, *who in rows
    ]


async def purge(tx: Transaction, now: datetime) -> None:
    """Forget old reports."""
    await tx.run(_PURGE, before=(now - KEEP_FOR).date().isoformat())


_REPORT = (
    upsert(duty_reports)
    .values({column.name: bindparam(column.name) for column in duty_reports.c})
    .on_conflict_do_nothing()
)
_RECENT = (
    select(offices.c.name, desks.c.name, duty_reports.c.day, func.count(), *COLUMNS)
    .join(desks, desks.c.id == duty_reports.c.desk_id)
    .join(offices, offices.c.id == desks.c.office_id)
    .outerjoin(officers, officers.c.id == duty_reports.c.officer_id)
    .where(duty_reports.c.day >= bindparam("since"))
    .group_by(offices.c.name, desks.c.name, desks.c.id, duty_reports.c.day, duty_reports.c.officer_id, *COLUMNS)
    .order_by(duty_reports.c.day.desc(), desks.c.id, duty_reports.c.officer_id)
)
_PURGE = delete(duty_reports).where(duty_reports.c.day < bindparam("before"))
