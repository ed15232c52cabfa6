"""Offices: the tree kota → kecamatan → kelurahan, each with its time zone and opening hours."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, bindparam, func, or_, select

from data import officers, tables
from data.database import Transaction
from data.tables import offices, opening_hours


@dataclass(frozen=True)
class Office:
    """A node of the tree."""

    id: int
    code: str
    name: str
    parent_id: int | None
    time_zone: str
    """As in the tz database, e.g. ``Asia/Jakarta``."""


OFFICE = select(offices.c.id, offices.c.code, offices.c.name, offices.c.parent_id, offices.c.time_zone)
BY_ID = OFFICE.where(offices.c.id == bindparam("office_id"))
BY_CODE = OFFICE.where(func.lower(offices.c.code) == bindparam("code"), offices.c.retired_at.is_(None))
LIVE = OFFICE.where(offices.c.retired_at.is_(None)).order_by(offices.c.id)
OF_SUPERIOR = OFFICE.where(
    offices.c.retired_at.is_(None),
    or_(
        offices.c.id.in_(officers.TEAM.with_only_columns(tables.officers.c.office_id)),
        offices.c.id.in_(
            officers.SUPERIORS.with_only_columns(tables.officers.c.office_id).where(
                tables.officers.c.id == bindparam("superior_id")
            )
        ),
    ),
)
# UNION, not UNION ALL: even a circle in the record would end.
_tree = select(offices.c.id).where(offices.c.id == bindparam("office_id")).cte("tree", recursive=True)
_tree = _tree.union(select(offices.c.id).join(_tree, offices.c.parent_id == _tree.c.id))
WITH_ALL_BELOW = select(_tree.c.id).order_by(_tree.c.id)
HOURS = select(opening_hours.c.weekday, opening_hours.c.opens, opening_hours.c.closes).where(
    opening_hours.c.office_id == bindparam("office_id")
)


async def by_id(tx: Transaction, office_id: int) -> Office | None:
    """Return an office, also a retired one."""
    return await _one(tx, BY_ID, office_id=office_id)


async def by_code(tx: Transaction, code: str) -> Office | None:
    """Return a live office by its code, in upper or lower case."""
    return await _one(tx, BY_CODE, code=code.strip().lower())


async def live(tx: Transaction) -> list[Office]:
    """Return the offices of the current roster."""
    return [Office(*row) for row in await tx.all(LIVE)]


async def of_superior(tx: Transaction, superior_id: int) -> dict[int, Office]:
    """Return the live offices a superior answers for, in order of name: their own and those of everybody below them.

    By id; none for somebody without a team.
    """
    found = [Office(*row) for row in await tx.all(OF_SUPERIOR, superior_id=superior_id)]
    return {office.id: office for office in sorted(found, key=lambda office: (office.name.casefold(), office.id))}


async def with_all_below(tx: Transaction, office_id: int) -> list[int]:
    """Return an office and everything below it, also what was retired: what was said there stays theirs."""
    return [id_ for (id_,) in await tx.all(WITH_ALL_BELOW, office_id=office_id)]


async def above(tx: Transaction, office: Office) -> list[Office]:
    """Return the offices above one, the highest first."""
    found: list[Office] = []
    passed = {office.id}  # a circle in the record would have no end
    while office.parent_id is not None and office.parent_id not in passed:
        parent = await by_id(tx, office.parent_id)
        if parent is None:
            break
        passed.add(parent.id)
        found.insert(0, parent)
        office = parent
    return found


async def is_open(tx: Transaction, office_id: int, local: datetime) -> bool:
    """Tell whether an office is open at a moment of its own wall clock.

    An office of which the roster tells no hours at all counts as always open.
    """
    hours = await tx.all(HOURS, office_id=office_id)
    minute = local.hour * 60 + local.minute
    return not hours or any(day == local.isoweekday() and opens <= minute < closes for day, opens, closes in hours)


async def _one(
    tx: Transaction, statement: Select[int, str, str, int | None, str], **values: str | int
) -> Office | None:
    row = await tx.first(statement, **values)
    return Office(*row) if row else None
