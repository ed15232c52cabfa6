"""Follow-up plans (rencana tindak lanjut): what an office means to do about a survey's lowest unsur, and has done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, delete, insert, select

from data.database import Transaction
from data.tables import follow_up_plans


@dataclass(frozen=True)
class Measure:
    """A line of a plan."""

    unsur: str
    program: str
    quarter: str
    """When it is to be done: year and quarter, e.g. ``2027-1``."""
    responsible: str
    done_on: date | None = None
    """None: not done yet."""


@dataclass(frozen=True)
class Plan:
    """An office's plan after the survey of a period."""

    first: date
    last: date
    measures: Sequence[Measure]


async def replace(tx: Transaction, office_id: int, plan: Plan) -> None:
    """Keep an office's plan for a period in place of the one that stood there."""
    of = {"office_id": office_id, "first": plan.first.isoformat(), "last": plan.last.isoformat()}
    await tx.run(_REMOVE, office=office_id, from_day=of["first"], to_day=of["last"])
    await tx.run_many(
        _ADD,
        [
            {
                **of,
                "position": position,
                "unsur": each.unsur,
                "program": each.program,
                "quarter": each.quarter,
                "responsible": each.responsible,
                "done_on": each.done_on.isoformat() if each.done_on else None,
            }
            for position, each in enumerate(plan.measures)
        ],
    )


async def of_period(tx: Transaction, office_id: int, first: date, last: date) -> list[Measure]:
    """Return the plan after the survey of this very period; empty: there is none."""
    rows = await tx.all(_OF_PERIOD, office=office_id, from_day=first.isoformat(), to_day=last.isoformat())
    return [_measure(*row) for row in rows]


async def before(tx: Transaction, office_id: int, first: date) -> Plan | None:
    """Return the last plan after a survey that was over before a day."""
    row = await tx.first(_LAST_BEFORE, office=office_id, from_day=first.isoformat())
    if row is None:
        return None
    since, until = map(date.fromisoformat, row)
    return Plan(since, until, await of_period(tx, office_id, since, until))


def _measure(unsur: str, program: str, quarter: str, responsible: str, done_on: str | None) -> Measure:
    return Measure(unsur, program, quarter, responsible, date.fromisoformat(done_on) if done_on else None)


_table = follow_up_plans.c
_office = _table.office_id == bindparam("office")
_same = (_office, _table.first == bindparam("from_day"), _table.last == bindparam("to_day"))
_REMOVE = delete(follow_up_plans).where(*_same)
_ADD = insert(follow_up_plans).values({column.name: bindparam(column.name) for column in _table})
_OF_PERIOD = (
    select(_table.unsur, _table.program, _table.quarter, _table.responsible, _table.done_on)
    .where(*_same)
    .order_by(_table.position)
)
_LAST_BEFORE = (
    select(_table.first, _table.last)
    .where(_office, _table.last < bindparam("from_day"))
    .order_by(_table.last.desc(), _table.first.desc())
    .limit(1)
)
