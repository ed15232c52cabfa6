"""The cube: weekly counts of ratings per officer × service × desk × evidence × face.

What ratings add and take away waits in ``cube_pending`` as sums; the aggregator folds them into ``cube`` and reads
nothing older again. 0 stands for an open officer or service. A closed week's cells never change any more.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter

from sqlalchemy import Table, Text, bindparam, case, delete, func, select, update
from sqlalchemy.dialects.postgresql import Insert

from data.clock import week_shift
from data.database import Transaction, upsert
from data.tables import cube, cube_pending, desks, officers, score_runs


@dataclass(frozen=True)
class CubeChange:
    """What one rating adds to a cell (``count`` 1) or takes away from it (−1)."""

    week: str
    officer_id: int
    """0: open."""
    service_id: int
    """0: open."""
    desk_id: int
    evidence: str
    face: int
    count: int


@dataclass(frozen=True)
class Cell:
    """Ratings of one face that an officer got in one week."""

    week: str
    officer_id: int
    office_id: int
    """Where the officer belongs now."""
    face: int
    count: int
    """Below 0 where corrections of earlier weeks outweigh the week's own ratings."""


@dataclass(frozen=True)
class Coverage:
    """How many of an office's ratings name the officer who served."""

    office_id: int
    named: int
    total: int


async def add(tx: Transaction, changes: Sequence[CubeChange]) -> None:
    """Note what ratings add and take away, with one statement."""
    # Everyone takes the cells' locks in the same order (PostgreSQL), so that two writers never wait for each other.
    await tx.run_many(_ADD, [vars(change) for change in sorted(changes, key=_cell)])


async def first_open_week(tx: Transaction, week: str) -> str:
    """Return the week in which a change of a rating of ``week`` counts: the week itself, or the first open after it."""
    closed = await tx.value(_LAST_CLOSED)
    return week if closed is None or week > closed else week_shift(closed, 1)


async def is_closed(tx: Transaction, week: str) -> bool:
    """Whether a week's figures are frozen: it, or a later one, has been aggregated."""
    return await first_open_week(tx, week) != week


async def fold(tx: Transaction) -> None:
    """Move what is pending into the cube and remove cells that came to zero.

    A change that reached a week just when it was closed counts in the first open week, as a correction. Takes time in
    proportion to the pending cells and those of open weeks, however much the cube holds.
    """
    closed = await tx.value(_LAST_CLOSED) or ""
    for (week,) in await tx.all(_PENDING_WEEKS):
        # Set aside first: what comes in beside it, on PostgreSQL, stays for the next time.
        await tx.run(_SET_ASIDE, pending=week)
        await tx.run(_FOLD, counts_in=week if week > closed else week_shift(closed, 1))
        await tx.run(_CLEAR)
    await tx.run(_REMOVE_ZEROS, closed=closed)


async def cells(tx: Transaction, first_week: str, last_week: str) -> list[Cell]:
    """Return what named officers got from the first to the last of these weeks, in a fixed order."""
    return [Cell(*row) for row in await tx.all(_CELLS, first=first_week, last=last_week)]


def per_week(cells: Iterable[Cell]) -> dict[int, dict[str, int]]:
    """Return how many ratings every officer got in each week."""
    rated: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for cell in cells:
        rated[cell.officer_id][cell.week] += cell.count
    return {officer: dict(weeks) for officer, weeks in rated.items()}


async def services(tx: Transaction, first_week: str, last_week: str) -> dict[int, dict[int, int]]:
    """Return per named officer how many ratings of each service (0: open) they got in these weeks."""
    found: dict[int, dict[int, int]] = {}
    for officer_id, service_id, count in await tx.all(_SERVICES, first=first_week, last=last_week):
        found.setdefault(officer_id, {})[service_id] = count
    return found


async def coverage(tx: Transaction, first_week: str, last_week: str) -> list[Coverage]:
    """Return per office how many of its desks' ratings in these weeks name an officer."""
    return [Coverage(*row) for row in await tx.all(_COVERAGE, first=first_week, last=last_week)]


async def total(tx: Transaction) -> int:
    """Return how many ratings the cube holds, pending ones included."""
    return int(await tx.value(_TOTAL)) + int(await tx.value(_TOTAL_PENDING))


async def first_week(tx: Transaction) -> str | None:
    """Return the first week in which anything was rated, or None."""
    weeks = [week for week in (await tx.value(_FIRST), await tx.value(_FIRST_PENDING)) if week]
    return min(weeks, default=None)


def _adding(table: Table, source: Insert) -> Insert:
    """Let what is inserted be added to the counts that are there."""
    return source.on_conflict_do_update(
        index_elements=list(table.primary_key.columns),
        set_={"count": table.c.count + source.excluded.count},
    )


_ASIDE = ""
"""The week under which pending cells stand while they are folded, unseen by anybody else."""
_aside = cube_pending.c.week == _ASIDE
_columns = [column.name for column in cube.columns]
_cell = attrgetter(*(column.name for column in cube.primary_key.columns))
_ADD = _adding(cube_pending, upsert(cube_pending).values({name: bindparam(name) for name in _columns}))
_LAST_CLOSED = select(func.max(score_runs.c.week))
_PENDING_WEEKS = select(cube_pending.c.week).distinct().order_by(cube_pending.c.week)
_SET_ASIDE = update(cube_pending).where(cube_pending.c.week == bindparam("pending")).values(week=_ASIDE)
_FOLD = _adding(
    cube,
    upsert(cube).from_select(
        _columns,
        select(bindparam("counts_in", type_=Text), *(cube_pending.c[name] for name in _columns[1:])).where(_aside),
    ),
)
_CLEAR = delete(cube_pending).where(_aside)
_REMOVE_ZEROS = delete(cube).where(cube.c.week > bindparam("closed"), cube.c.count == 0)

_IN_WEEKS = cube.c.week.between(bindparam("first"), bindparam("last"))
_COUNT = func.sum(cube.c.count)
_CELLS = (
    select(cube.c.week, cube.c.officer_id, officers.c.office_id, cube.c.face, _COUNT)
    .join(officers, officers.c.id == cube.c.officer_id)
    .where(_IN_WEEKS)
    .group_by(cube.c.week, cube.c.officer_id, officers.c.office_id, cube.c.face)
    .having(_COUNT != 0)
    .order_by(cube.c.week, cube.c.officer_id, cube.c.face)
)
_SERVICES = (
    select(cube.c.officer_id, cube.c.service_id, _COUNT)
    .where(_IN_WEEKS, cube.c.officer_id > 0)
    .group_by(cube.c.officer_id, cube.c.service_id)
)
_COVERAGE = (
    select(desks.c.office_id, func.sum(case((cube.c.officer_id > 0, cube.c.count), else_=0)), _COUNT)
    .join(desks, desks.c.id == cube.c.desk_id)
    .where(_IN_WEEKS)
    .group_by(desks.c.office_id)
    .order_by(desks.c.office_id)
)
_TOTAL = select(func.coalesce(_COUNT, 0))
_TOTAL_PENDING = select(func.coalesce(func.sum(cube_pending.c.count), 0))
_FIRST = select(func.min(cube.c.week))
_FIRST_PENDING = select(func.min(cube_pending.c.week))
