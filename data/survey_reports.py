"""Reports of the official survey that are ready to be read: which office's, of which period, and where the file is."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, select

from data.database import Row, Transaction, upsert
from data.tables import survey_reports


@dataclass(frozen=True)
class SurveyReport:
    """A report that was made."""

    office_id: int
    first: date
    last: date
    made_on: date
    regular: bool
    """Of a whole quarter, half-year or year: what an office hands in. Any other is a trial."""
    users: int | None
    """Users of the services in the period, as the office told; None: not told."""
    file: str
    """The PDF, under the reports folder."""


async def keep(tx: Transaction, report: SurveyReport) -> None:
    """Keep a report in place of an earlier one of the same office and period."""
    await tx.run(
        _KEEP,
        office_id=report.office_id,
        first=report.first.isoformat(),
        last=report.last.isoformat(),
        first_made_on=report.made_on.isoformat(),
        made_on=report.made_on.isoformat(),
        regular=int(report.regular),
        users=report.users,
        file=report.file,
    )


async def of_office(tx: Transaction, office_id: int) -> list[SurveyReport]:
    """Return an office's reports, the latest period first; of those that end on one day, the longest."""
    return [_report(row) for row in await tx.all(_OF_OFFICE, office=office_id)]


async def find(tx: Transaction, office_id: int, first: date, last: date) -> SurveyReport | None:
    """Return an office's report of this very period."""
    return next((each for each in await of_office(tx, office_id) if (each.first, each.last) == (first, last)), None)


async def latest(tx: Transaction, office_id: int) -> SurveyReport | None:
    """Return an office's latest report; a trial only where there is no other."""
    made = await of_office(tx, office_id)
    return next((each for each in made if each.regular), made[0] if made else None)


async def first_made_on(tx: Transaction, office_id: int, first: date, last: date) -> date | None:
    """Return the day on which an office's report of a period was ready for the first time."""
    day = await tx.value(_FIRST_MADE_ON, office=office_id, from_day=first.isoformat(), to_day=last.isoformat())
    return date.fromisoformat(day) if day else None


def _report(row: Row) -> SurveyReport:
    office_id, first, last, made_on, regular, users, file = row
    since, until, on = map(date.fromisoformat, (first, last, made_on))
    return SurveyReport(office_id, since, until, on, bool(regular), users, file)


_table = survey_reports.c
_office = _table.office_id == bindparam("office")
_period = (_table.first == bindparam("from_day"), _table.last == bindparam("to_day"))
_OF_OFFICE = (
    select(_table.office_id, _table.first, _table.last, _table.made_on, _table.regular, _table.users, _table.file)
    .where(_office)
    .order_by(_table.last.desc(), _table.first)
)
_FIRST_MADE_ON = select(_table.first_made_on).where(_office, *_period)
_insert = upsert(survey_reports).values({column.name: bindparam(column.name) for column in _table})
_KEEP = _insert.on_conflict_do_update(
    index_elements=[_table.office_id, _table.first, _table.last],
    set_={name: _insert.excluded[name] for name in ("made_on", "regular", "users", "file")},
)
