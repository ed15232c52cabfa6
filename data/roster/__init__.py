"""The roster: offices, services, desks, officers and duties, from a workbook or a folder of CSV files.

    changes = await import_roster(database, Path("roster.xlsx"), now, "Asia/Jakarta")

`read` takes whatever a spreadsheet has done to the cells, `check` finds everything that is wrong at once, `apply`
brings the record to it: all or nothing. `write_workbook` makes the template.
"""

import asyncio
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from data.clock import local
from data.database import Database
from data.roster.applying import Changes, Count, apply
from data.roster.checking import check
from data.roster.errors import BadLine, RosterError, RosterErrors
from data.roster.plan import Roster
from data.roster.reading import read
from data.roster.sheets import Tables
from data.roster.workbook import write_workbook
from data.tables import officers

__all__ = [
    "BadLine",
    "Changes",
    "Count",
    "Roster",
    "RosterError",
    "RosterErrors",
    "Tables",
    "apply",
    "check",
    "import_roster",
    "read",
    "write_workbook",
]

_OFFICERS = select(officers.c.code)


async def import_roster(database: Database, path: Path, now: datetime, default_time_zone: str) -> Changes:
    """Bring the record to a roster file, in one transaction.

    Raises RosterError when it cannot be read, RosterErrors when lines are bad: then nothing is changed.
    """
    tables = await asyncio.to_thread(read, path)
    async with database.transaction() as tx:
        former = [row[0] for row in await tx.all(_OFFICERS)]
        roster = check(tables, local(now, default_time_zone).date(), default_time_zone, former)
        return await apply(tx, roster, now)
