"""The cube: exact after everything a citizen can do, frozen where a week is closed."""

import random
from collections import Counter
from datetime import timedelta
from itertools import count

import pytest
from sqlalchemy import Executable, select, text
from sqlalchemy.dialects import postgresql

from data import cube, ratings, scores, visits
from data.clock import iso_week, local
from data.cube import Cell, Coverage, CubeChange
from data.database import Database, Transaction, _sqlite_text
from data.tables import cube as cube_table
from data.tables import cube_pending
from data.tables import ratings as rating_table
from data.visits import OnDuty
from tests.conftest import MONDAY, FakeClock
from tests.office import Office, build

WEEK, NEXT = "2026-W48", "2026-W49"


@pytest.fixture
async def office(database: Database) -> Office:
    return await build(database, MONDAY)


def change(count: int = 1, week: str = WEEK, officer: int = 1, face: int = 4, desk: int = 1) -> CubeChange:
    return CubeChange(week, officer, 0, desk, "duty", face, count)


async def cells_of(database: Database, table: object = cube_table) -> dict[tuple[object, ...], int]:
    """Return the counts of a cube by their whole key."""
    async with database.reading() as tx:
        return {tuple(row[:-1]): row[-1] for row in await tx.all(select(table))}  # type: ignore[call-overload]


async def test_changes_wait_as_sums_and_are_folded_once(database: Database) -> None:
    async with database.transaction() as tx:
        await cube.add(tx, [change(), change(), change(face=2), change(-1, face=2), change(officer=0)])
        await cube.add(tx, [])
        assert await cube.total(tx) == 3
        await cube.fold(tx)
        await cube.fold(tx)
    assert await cells_of(database) == {(WEEK, 1, 0, 1, "duty", 4): 2, (WEEK, 0, 0, 1, "duty", 4): 1}
    assert await cells_of(database, cube_pending) == {}
    async with database.transaction() as tx:
        await cube.add(tx, [change(-1), change(-1), change(officer=0)])
        await cube.fold(tx)
        assert await cube.total(tx) == 2
    assert await cells_of(database) == {(WEEK, 0, 0, 1, "duty", 4): 2}


@pytest.mark.parametrize("seed", [1, 2])
async def test_it_counts_exactly_what_is_stored_after_a_busy_fortnight(
    office: Office, clock: FakeClock, seed: int
) -> None:
    """Ratings, faces changed within the window, officers named later, second ratings of a day, ratings taken back."""
    chance = random.Random(seed)
    people = [bytes([number]) * 16 for number in range(12)]
    desks = {office.desk_alone: [office.siti], office.desk_two: [office.rohmat, office.eni], office.desk_nobody: []}
    for _ in range(10):
        for _ in range(12):
            person, desk_id = chance.choice(people), chance.choice(list(desks))
            async with office.database.transaction() as tx:
                visit_id = await visits.begin(
                    tx, person, desk_id, [OnDuty(each, "") for each in desks[desk_id]], [], clock()
                )
                for _ in range(chance.choice([1, 1, 2, 3])):
                    visit = await visits.find(tx, visit_id, person)
                    assert visit is not None
                    if visit.rating_id and chance.random() < 0.3:
                        await ratings.withdraw(tx, visit, clock())
                    elif visit.rating_id and desks[desk_id] and chance.random() < 0.5:
                        officer_id = chance.choice(desks[desk_id])
                        await ratings.amend(tx, visit, clock(), officer_id=officer_id)
                    else:
                        await ratings.record(tx, visit, chance.choice([1, 2, 3, 4]), clock())
                    clock.turn(minutes=1)
                if chance.random() < 0.3:
                    await cube.fold(tx)
        clock.turn(days=1)
    async with office.database.transaction() as tx:
        await cube.fold(tx)
        stored = await tx.all(
            select(
                rating_table.c.week,
                rating_table.c.officer_id,
                rating_table.c.service_id,
                rating_table.c.desk_id,
                rating_table.c.evidence,
                rating_table.c.face,
            )
        )
        assert await cube.total(tx) == len(stored) > 40
    expected = Counter((week, who or 0, what or 0, desk, how, face) for week, who, what, desk, how, face in stored)
    assert await cells_of(office.database) == dict(expected)


async def close(database: Database, week: str) -> None:
    async with database.transaction() as tx:
        await cube.fold(tx)
        assert await scores.begin(tx, week, MONDAY)


@pytest.mark.parametrize(
    ("closed", "week", "counts_in"),
    [
        ([], "2026-W48", "2026-W48"),
        (["2026-W48"], "2026-W48", "2026-W49"),
        (["2026-W48"], "2026-W49", "2026-W49"),
        (["2026-W47", "2026-W48"], "2026-W30", "2026-W49"),
        (["2026-W52"], "2026-W52", "2026-W53"),
        (["2026-W53"], "2026-W53", "2027-W01"),
        (["2026-W53"], "2027-W01", "2027-W01"),
    ],
)
async def test_the_first_open_week(database: Database, closed: list[str], week: str, counts_in: str) -> None:
    for each in closed:
        await close(database, each)
    async with database.reading() as tx:
        assert await cube.first_open_week(tx, week) == counts_in
        assert await cube.is_closed(tx, week) is (counts_in != week)


async def test_a_rating_changed_after_its_week_was_closed_corrects_the_next(office: Office, clock: FakeClock) -> None:
    clock.now = MONDAY + timedelta(days=6, hours=15, minutes=55)  # Sunday 23.55 in the office
    person = b"p" * 16
    async with office.database.transaction() as tx:
        visit_id = await visits.begin(tx, person, office.desk_alone, [OnDuty(office.siti, "")], [], clock())
        visit = await visits.find(tx, visit_id, person)
        assert visit is not None
        await ratings.record(tx, visit, 1, clock(), office.siti)
    await close(office.database, WEEK)
    frozen = await cells_of(office.database)
    clock.turn(minutes=8)
    assert iso_week(local(clock(), "Asia/Jakarta").date()) == NEXT
    async with office.database.transaction() as tx:
        visit = await visits.find(tx, visit_id, person)
        assert visit is not None
        await ratings.record(tx, visit, 3, clock(), office.siti)
        await cube.fold(tx)
    after = await cells_of(office.database)
    assert {key: count for key, count in after.items() if key[0] == WEEK} == frozen
    later = {key[5]: count for key, count in after.items() if key[0] == NEXT}
    assert later == {1: -1, 3: 1}
    async with office.database.reading() as tx:
        assert await cube.total(tx) == 1


async def test_what_reaches_a_week_just_when_it_is_closed_counts_in_the_next(database: Database) -> None:
    await close(database, WEEK)
    async with database.transaction() as tx:
        await cube.add(tx, [change(week=WEEK), change(week=NEXT), change(week="2026-W40")])
        await cube.fold(tx)
    assert await cells_of(database) == {(NEXT, 1, 0, 1, "duty", 4): 3}


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_what_comes_in_beside_a_fold_is_counted_once(database: Database) -> None:
    """SQLite lets nobody write meanwhile; PostgreSQL does, between any two statements."""
    faces, folded = count(1), []

    class Busy:
        """A transaction beside which others store a rating before each of its writes."""

        def __init__(self, tx: Transaction) -> None:
            self.value, self.all, self._tx = tx.value, tx.all, tx

        async def run(self, statement: Executable, **values: object) -> None:
            folded.append(statement)
            async with database.transaction() as other:
                await cube.add(other, [change(officer=10 + next(faces))])
            await self._tx.run(statement, **values)

    async with database.transaction() as tx:
        await cube.add(tx, [change(), change(face=2)])
    async with database.transaction() as tx:
        await cube.fold(Busy(tx))  # type: ignore[arg-type]
    assert len(folded) == 4
    async with database.transaction() as tx:
        assert await cube.total(tx) == 2 + len(folded)
        await cube.fold(tx)
        assert await cube.total(tx) == 2 + len(folded)
    assert await cells_of(database, cube_pending) == {}


async def test_cells_and_coverage_are_of_the_weeks_asked_for(office: Office) -> None:
    changes = [
        change(5, "2026-W46", office.siti, 4, office.desk_alone),
        change(2, "2026-W47", office.siti, 4, office.desk_alone),
        change(1, "2026-W47", office.siti, 4, office.desk_nobody),
        change(3, "2026-W48", office.eni, 3, office.desk_two),
        change(7, "2026-W48", 0, 3, office.desk_two),
        change(9, "2026-W49", office.eni, 3, office.desk_two),
    ]
    async with office.database.transaction() as tx:
        await cube.add(tx, changes)
        assert await cube.first_week(tx) == "2026-W46"
        await cube.fold(tx)
        assert await cube.first_week(tx) == "2026-W46"
        found = await cube.cells(tx, "2026-W47", "2026-W48")
        village, district = found[0].office_id, found[1].office_id
        assert found == [Cell("2026-W47", office.siti, village, 4, 3), Cell("2026-W48", office.eni, district, 3, 3)]
        assert await cube.services(tx, "2026-W47", "2026-W48") == {office.siti: {0: 3}, office.eni: {0: 3}}
        coverage = await cube.coverage(tx, "2026-W47", "2026-W48")
        assert sorted(coverage, key=lambda each: each.total) == [Coverage(village, 3, 3), Coverage(district, 3, 10)]


async def test_an_empty_cube_is_empty(database: Database) -> None:
    async with database.transaction() as tx:
        await cube.fold(tx)
        assert await cube.total(tx) == 0
        assert await cube.first_week(tx) is None
        assert await cube.cells(tx, "2026-W01", "2026-W53") == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("statement", [cube._CELLS, cube._COVERAGE], ids=["cells", "coverage"])
async def test_the_cube_is_read_from_the_first_to_the_last_week_only(office: Office, statement: Executable) -> None:
    await seven_years(office)
    plan = await explained(office.database, statement)
    assert "SEARCH cube USING PRIMARY KEY (week>? AND week<?)" in plan


@pytest.mark.parametrize(
    "statement",
    [cube._SET_ASIDE, cube._FOLD, cube._CLEAR, cube._REMOVE_ZEROS],
    ids=["set aside", "fold", "clear", "remove zeros"],
)
async def test_folding_reads_what_is_new_however_much_there_is(office: Office, statement: Executable) -> None:
    await seven_years(office, pending=True)
    plan = await explained(office.database, statement)
    searched, scanned = ("SEARCH cube", "SCAN") if office.database.is_sqlite else ("Index", "Seq Scan")
    assert searched in plan
    assert scanned not in plan


async def seven_years(office: Office, pending: bool = False) -> None:
    """Fill the cube; or that and what waits for it."""
    many = [
        change(3, f"{year}-W{week:02d}", officer, face, office.desk_two)
        for year in range(2020, 2027)
        for week in range(1, 53)
        for officer in range(1, 7)
        for face in range(1, 5)
    ]
    async with office.database.transaction() as tx:
        await cube.add(tx, many)
        await cube.fold(tx)
        if pending:
            await cube.add(tx, many)
        await tx.run(text("ANALYZE"))


async def explained(database: Database, statement: Executable) -> str:
    values = {"first": "2026-06-01", "after": "2026-11-23", "last": "2026-W47"}
    values |= {"closed": "2026-W47", "pending": "2026-W47", "counts_in": "2026-W48"}
    async with database.reading() as tx:
        if database.is_sqlite:
            sql, bound = _sqlite_text(statement, statement.compile().params | values)  # type: ignore[attr-defined]
            return "\n".join(row[3] for row in await tx.all(text(f"EXPLAIN QUERY PLAN {sql}"), **bound))
        compiled = statement.compile(dialect=postgresql.dialect(paramstyle="pyformat"))  # type: ignore[attr-defined]
        written = str(compiled) % {name: f"'{values.get(name, value)}'" for name, value in compiled.params.items()}
        return "\n".join(row[0] for row in await tx.all(text(f"EXPLAIN {written}")))
