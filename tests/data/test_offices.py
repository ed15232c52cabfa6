"""The offices a superior answers for."""

import pytest
from sqlalchemy import update

from data import offices
from data.database import Database
from data.tables import officers as officer_table
from data.tables import offices as office_table
from tests.conftest import MONDAY
from tests.office import Office, build


@pytest.fixture
async def office(database: Database) -> Office:
    return await build(database, MONDAY)


async def names(office: Office, superior: int) -> list[str]:
    async with office.database.reading() as tx:
        return [each.name for each in (await offices.of_superior(tx, superior)).values()]


async def test_a_superior_answers_for_the_own_office_and_all_below(office: Office) -> None:
    assert await names(office, office.head) == ["Kecamatan Kasemen", "Kelurahan Banten"]
    assert await names(office, office.lurah) == ["Kelurahan Banten"]


async def test_nobody_without_a_team_answers_for_an_office(office: Office) -> None:
    for officer in (office.siti, office.rohmat, 0, 999):
        assert await names(office, officer) == []


async def test_the_own_office_counts_also_when_the_team_works_elsewhere(office: Office) -> None:
    async with office.database.transaction() as tx:
        elsewhere = await tx.value(
            office_table.select().with_only_columns(office_table.c.id).where(office_table.c.code == "kec")
        )
        await tx.run(
            update(officer_table).where(officer_table.c.superior_id == office.lurah).values(office_id=elsewhere)
        )
    assert await names(office, office.lurah) == ["Kecamatan Kasemen", "Kelurahan Banten"]


async def test_a_retired_office_is_nobodys(office: Office) -> None:
    async with office.database.transaction() as tx:
        await tx.run(update(office_table).where(office_table.c.code == "ban").values(retired_at=1))
    assert await names(office, office.head) == ["Kecamatan Kasemen"]
    assert await names(office, office.lurah) == []
