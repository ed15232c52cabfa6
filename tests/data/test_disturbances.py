"""What broke down: declared by a superior, or named by those who rated."""

import pytest
from sqlalchemy import select

from data import disturbances
from data.database import Database, _sqlite_text
from data.tables import disturbances as table
from data.topics import CAUSES
from tests.conftest import MONDAY
from tests.office import Office, build

TUESDAY = "2026-11-24"
WEEK = "2026-W48"


@pytest.fixture
async def office(database: Database) -> Office:
    return await build(database, MONDAY)


async def name(
    office: Office, desk: int, cause: str, people: int, day: str = TUESDAY, first: int = 0, officer: int | None = None
) -> None:
    """Let so many people say on a day what broke down at a desk."""
    for person in range(first, first + people):
        await office.add_rating(f"person-{person}".encode(), desk, day, cause, officer)


async def of_week(office: Office, week: str = WEEK) -> list[tuple[int, str, str, bool, int]]:
    async with office.database.reading() as tx:
        found = await disturbances.of_week(tx, week)
    return [(each.desk_id, each.day, each.cause, each.declared, people) for each, people in found]


async def test_declaring_twice_is_declaring_once_and_the_first_one_stays(office: Office) -> None:
    async with office.database.transaction() as tx:
        for officer in (office.lurah, office.head):
            await disturbances.declare(tx, office.desk_alone, TUESDAY, "sistem", officer, MONDAY)
        await disturbances.declare(tx, office.desk_alone, TUESDAY, "alat", office.lurah, MONDAY)
        assert await disturbances.declared(tx, office.desk_alone, TUESDAY) == {"sistem", "alat"}
        assert await disturbances.declared(tx, office.desk_two, TUESDAY) == set()
        assert await disturbances.declared(tx, office.desk_alone, "2026-11-25") == set()
    assert await office.rows(select(table.c.declared_by).where(table.c.cause == "sistem")) == [(office.lurah,)]


async def test_what_is_taken_back_is_gone_and_only_that(office: Office) -> None:
    async with office.database.transaction() as tx:
        for cause in CAUSES:
            await disturbances.declare(tx, office.desk_alone, TUESDAY, cause, office.lurah, MONDAY)
        await disturbances.take_back(tx, office.desk_alone, TUESDAY, "antrean")
        await disturbances.take_back(tx, office.desk_two, TUESDAY, "sistem")
        assert await disturbances.declared(tx, office.desk_alone, TUESDAY) == set(CAUSES) - {"antrean"}


@pytest.mark.parametrize("cause", ["lambat", "ramah", "", "hujan"])
async def test_only_a_cause_can_be_declared(office: Office, cause: str) -> None:
    async with office.database.transaction() as tx:
        with pytest.raises(ValueError, match="no such cause"):
            await disturbances.declare(tx, office.desk_alone, TUESDAY, cause, office.lurah, MONDAY)


async def test_a_week_holds_what_was_declared_and_what_people_named(office: Office) -> None:
    await name(office, office.desk_two, "alat", 2)
    await name(office, office.desk_alone, "sistem", 3)
    await name(office, office.desk_alone, "lambat", 5, first=3)  # slow is no cause
    async with office.database.transaction() as tx:
        await disturbances.declare(tx, office.desk_alone, TUESDAY, "sistem", office.lurah, MONDAY)
        await disturbances.declare(tx, office.desk_nobody, "2026-11-23", "blangko", office.lurah, MONDAY)
    assert await of_week(office) == [
        (office.desk_nobody, "2026-11-23", "blangko", True, 0),
        (office.desk_two, TUESDAY, "alat", False, 2),
        (office.desk_alone, TUESDAY, "sistem", True, 3),
    ]


async def test_a_person_who_names_it_twice_counts_once(office: Office) -> None:
    await name(office, office.desk_two, "sistem", 1, officer=office.eni)
    await name(office, office.desk_two, "sistem", 1, officer=office.rohmat)
    assert await of_week(office) == [(office.desk_two, TUESDAY, "sistem", False, 1)]


async def test_a_week_ends_on_sunday(office: Office) -> None:
    for day in ("2026-11-22", "2026-11-23", "2026-11-29", "2026-11-30"):
        await name(office, office.desk_two, "sistem", 1, day)
    async with office.database.transaction() as tx:
        for day in ("2026-11-22", "2026-11-23", "2026-11-29", "2026-11-30"):
            await disturbances.declare(tx, office.desk_alone, day, "alat", office.lurah, MONDAY)
    assert {day for _, day, *_ in await of_week(office)} == {"2026-11-23", "2026-11-29"}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_week_is_read_by_index_however_many_ratings_there_are(database: Database) -> None:
    words, values = _sqlite_text(
        disturbances._NAMED_IN, {"first": "2026-11-23", "last": "2026-11-29", "cause": "sistem"}
    )
    async with database.reading() as tx:
        plan = await tx._connection.execute_fetchall(f"EXPLAIN QUERY PLAN {words}", values)  # type: ignore[attr-defined]
    steps = [row[3] for row in plan]
    assert any("SEARCH ratings USING INDEX ix_ratings_desk_day" in step for step in steps), steps
    assert not [step for step in steps if step.startswith("SCAN rating")], steps
