"""Who handles a case: the rule that keeps a complaint away from whom it is about, and with somebody who can act.

- A case about an officer goes to that officer's superior; about a desk, to the head of its office. Neither the citizen
  nor the office has to know whom to ask, and nobody judges a complaint about themself.
- Above the head of an office stands their superior or, where the roster tells of none, the head of the parent office.
- With a concern (`data.concerns`) it goes one step higher still, where there is one: what is taken at a counter may be
  shared with the direct superior.
- The handler is the lowest who sees it; everybody above sees it too, because an answer is theirs in the end. So does
  whoever was told that the clock ran out. The accused never does, wherever they stand.

Superiors who left the roster are passed over: those above them stand in.
"""

from collections.abc import AsyncIterator, Collection

from sqlalchemy import ColumnElement, and_, bindparam, func, or_, select

from data import offices
from data.case_events import Kind
from data.database import Transaction
from data.officers import COLUMNS, Officer
from data.tables import case_events, cases, officers


async def first(
    tx: Transaction, office_id: int, accused_id: int | None, concern: str | None, on_duty: Collection[int] = ()
) -> int | None:
    """Return who is to handle a case about an officer, or about a desk of an office; None: nobody stands above.

    Of a desk, whoever was ``on_duty`` there may be whom it is about, also the head.
    """
    handler = await (_head(tx, office_id, on_duty) if accused_id is None else above(tx, accused_id, accused_id))
    if handler and concern:
        handler = await above(tx, handler.id, accused_id) or handler
    return handler.id if handler else None


async def above(tx: Transaction, officer_id: int, accused_id: int | None) -> Officer | None:
    """Return the nearest who stands above an officer and is not the accused; None above the top."""
    return await anext(all_above(tx, officer_id, accused_id), None)


async def all_above(tx: Transaction, officer_id: int, accused_id: int | None) -> AsyncIterator[Officer]:
    """Give all who stand above an officer, the nearest first, without the accused."""
    passed = {officer_id, accused_id or 0}
    row = await tx.first(_STEP, wanted=officer_id)
    officer = Officer(*row[1:]) if row else None
    while officer:
        superior = await _superior(tx, officer, passed)
        if superior is None:
            office = await offices.by_id(tx, officer.office_id)
            superior = await _head(tx, office.parent_id, passed) if office else None
        if superior:
            passed.add(superior.id)
            yield superior
        officer = superior


async def head(tx: Transaction, office_id: int) -> Officer | None:
    """Return the head of an office: whose superior is none of its people; None where nobody is on the roster."""
    row = await tx.first(_HEADS, office=office_id)
    return Officer(*row) if row else None


async def _superior(tx: Transaction, officer: Officer, passed: Collection[int]) -> Officer | None:
    climbed = {officer.id}  # a circle in the record would have no end
    while officer.superior_id is not None and officer.superior_id not in climbed:
        climbed.add(officer.superior_id)
        row = await tx.first(_STEP, wanted=officer.superior_id)
        if row is None:
            return None
        retired_at, officer = row[0], Officer(*row[1:])
        if retired_at is None and officer.id not in passed:
            return officer
    return None


async def _head(tx: Transaction, office_id: int | None, passed: Collection[int] = ()) -> Officer | None:
    """Return the head of an office or, where nobody is, of the nearest office above."""
    seen = set()
    while office_id is not None and office_id not in seen:
        seen.add(office_id)
        heads = [Officer(*row) for row in await tx.all(_HEADS, office=office_id)]
        if found := next((head for head in heads if head.id not in passed), None):
            return found
        office = await offices.by_id(tx, office_id)
        office_id = office.parent_id if office else None
    return None


_STEP = select(officers.c.retired_at, *COLUMNS).where(officers.c.id == bindparam("wanted"))

_superiors = officers.alias("superiors")
_people = officers.alias("people")
# Whose superior is none of the same office; where several are, the one with the most people, then the oldest row.
_HEADS = (
    select(*COLUMNS)
    .outerjoin(_superiors, _superiors.c.id == officers.c.superior_id)
    .where(
        officers.c.office_id == bindparam("office"),
        officers.c.retired_at.is_(None),
        or_(_superiors.c.id.is_(None), _superiors.c.office_id != officers.c.office_id),
    )
    .order_by(
        select(func.count())
        .select_from(_people)
        .where(_people.c.superior_id == officers.c.id, _people.c.retired_at.is_(None))
        .scalar_subquery()
        .desc(),
        officers.c.id,
    )
)

# UNION, not UNION ALL: even a circle in the record would end. Those who left the roster are links of the chain still.
_reach = (
    select(officers.c.id)
    .where(officers.c.id == bindparam("viewer"), officers.c.retired_at.is_(None))
    .cte("reach", recursive=True)
)
_reach = _reach.union(select(officers.c.id).join(_reach, officers.c.superior_id == _reach.c.id))

SEES: ColumnElement[bool] = and_(
    or_(cases.c.officer_id.is_(None), cases.c.officer_id != bindparam("viewer")),
    or_(
        cases.c.handler_id.in_(select(_reach.c.id)),
        cases.c.id.in_(
            select(case_events.c.case_id).where(
                case_events.c.kind == Kind.ESCALATED.value, case_events.c.officer_id.in_(select(_reach.c.id))
            )
        ),
    ),
)
"""Which cases the officer ``viewer`` may see."""
