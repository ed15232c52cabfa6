"""Who is planned at a desk at a moment of its office's wall clock."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, text, update

from data.database import Database, Transaction
from data.duties import on_duty
from data.tables import desks, duties, officers, offices

ANI, BUDI, CICI = 1, 2, 3
MONDAY, TUESDAY = "2026-11-23", "2026-11-24"


@pytest.fixture
async def tx(database: Database) -> AsyncIterator[Transaction]:
    async with database.transaction() as tx:
        await _fill(tx, officer_count=3, desk_count=2)
        yield tx


async def _fill(tx: Transaction, officer_count: int, desk_count: int) -> None:
    await tx.run(insert(offices).values(id=1, code="KEC", name="Kecamatan", time_zone="Asia/Jakarta"))
    names = ["Ani", "budi", "Cici", *(f"Orang {number}" for number in range(4, officer_count + 1))]
    for number, name in enumerate(names, 1):
        await tx.run(
            insert(officers).values(
                id=number, code=str(number), name=name, degrees_before="", degrees_after="", position="", office_id=1
            )
        )
    for number in range(1, desk_count + 1):
        await tx.run(insert(desks).values(id=number, code=str(number), office_id=1, name=f"Loket {number}"))


async def plan(tx: Transaction, desk: int, officer: int, day: int | str, starts: int = 8, ends: int = 15) -> None:
    when: dict[str, Any] = {"weekday": day} if isinstance(day, int) else {"date": day}
    await tx.run(insert(duties).values(desk_id=desk, officer_id=officer, **when, starts=starts * 60, ends=ends * 60))


async def there(tx: Transaction, desk: int, at: str) -> list[str]:
    local = datetime.fromisoformat(at).replace(tzinfo=UTC)  # whatever the zone says, the wall clock counts
    return [officer.name for officer in await on_duty(tx, desk, local)]


async def test_the_weekly_plan(tx: Transaction) -> None:
    await plan(tx, 1, ANI, 1)
    expected = {
        f"{MONDAY} 07:59": [],
        f"{MONDAY} 08:00": ["Ani"],
        f"{MONDAY} 14:59:59": ["Ani"],
        f"{MONDAY} 15:00": [],
        f"{TUESDAY} 08:00": [],
        "2026-11-30 08:00": ["Ani"],  # the Monday after
    }
    assert {at: await there(tx, 1, at) for at in expected} == expected


async def test_several_at_one_desk_come_in_the_order_of_names(tx: Transaction) -> None:
    for officer in (CICI, BUDI, ANI):
        await plan(tx, 1, officer, 1)
    await plan(tx, 1, ANI, 1, 9, 10)
    assert await there(tx, 1, f"{MONDAY} 09:30") == ["Ani", "budi", "Cici"]
    assert await there(tx, 2, f"{MONDAY} 09:30") == []


async def test_a_day_of_its_own_goes_before_the_weekly_plan_while_it_lasts(tx: Transaction) -> None:
    await plan(tx, 1, ANI, 1)
    await plan(tx, 1, BUDI, MONDAY, 9, 12)
    assert await there(tx, 1, f"{MONDAY} 08:30") == ["Ani"]
    assert await there(tx, 1, f"{MONDAY} 09:00") == ["budi"]
    assert await there(tx, 1, f"{MONDAY} 12:00") == ["Ani"]
    assert await there(tx, 1, "2026-11-30 09:00") == ["Ani"]


async def test_who_is_sent_to_another_desk_for_a_day_is_not_at_the_usual_one(tx: Transaction) -> None:
    await plan(tx, 1, ANI, 1)
    await plan(tx, 1, BUDI, 1)
    await plan(tx, 2, ANI, MONDAY, 8, 12)
    assert await there(tx, 1, f"{MONDAY} 09:00") == ["budi"]
    assert await there(tx, 2, f"{MONDAY} 09:00") == ["Ani"]
    assert await there(tx, 1, f"{MONDAY} 13:00") == ["Ani", "budi"]


async def test_the_retired_are_never_on_duty(tx: Transaction) -> None:
    await plan(tx, 1, ANI, 1)
    await plan(tx, 1, BUDI, MONDAY)
    await tx.run(update(officers).where(officers.c.id == BUDI).values(retired_at=1))
    assert "budi" not in await there(tx, 1, f"{MONDAY} 09:00")


async def test_until_midnight(tx: Transaction) -> None:
    await plan(tx, 1, ANI, 7, 20, 24)
    assert await there(tx, 1, "2026-11-29 23:59") == ["Ani"]
    assert await there(tx, 1, "2026-11-30 00:00") == []


async def test_a_large_roster_is_read_by_index(tmp_path: Path) -> None:
    database = Database.connect(f"sqlite+aiosqlite:///{tmp_path}/suara.db")
    await database.migrate()
    async with database.transaction() as tx:
        await _fill(tx, officer_count=200, desk_count=100)
        start = datetime(2026, 11, 23, tzinfo=UTC)
        for officer in range(1, 201):
            for weekday in range(1, 6):
                await plan(tx, (officer + 1) // 2, officer, weekday)
            await plan(tx, (officer + 1) // 2, officer, (start + timedelta(days=officer)).date().isoformat())
    async with database.reading() as tx:
        assert len(await there(tx, 50, f"{TUESDAY} 09:00")) == 2
        statement = str(_sql())
        steps = [str(row[3]) for row in await tx.all(text(f"EXPLAIN QUERY PLAN {statement}"), **VALUES)]
    await database.close()
    assert not [step for step in steps if step.startswith("SCAN")], steps


VALUES = {"desk_id": 50, "minute": 540, "day": TUESDAY, "weekday": 2}


def _sql() -> object:
    from sqlalchemy.dialects.sqlite import dialect

    from data.duties import ON_DUTY

    return ON_DUTY.compile(dialect=dialect(paramstyle="named"))
