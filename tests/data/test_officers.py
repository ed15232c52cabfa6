"""Who stands above whom, and which desks and offices there are."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import insert, update

from data import desks, officers, offices
from data.database import Database, Transaction
from data.tables import desk_services, opening_hours, services
from data.tables import desks as desk_table
from data.tables import officers as officer_table
from data.tables import offices as office_table

# id: (name, superior, retired_at)
PEOPLE = {
    1: ("Camat", None, None),
    2: ("Sekcam", 1, None),
    3: ("lurah", 1, None),
    4: ("Kasi", 3, None),
    5: ("Staf", 4, None),
    6: ("Bekas", 4, 1),
    7: ("Di bawah bekas", 6, None),
    8: ("Sendiri", None, None),
}


@pytest.fixture
async def tx(database: Database) -> AsyncIterator[Transaction]:
    async with database.transaction() as tx:
        office = {"code": "KEC", "name": "Kecamatan", "time_zone": "Asia/Jakarta"}
        await tx.run(insert(office_table).values(id=1, **office, parent_id=None))
        await tx.run(insert(office_table).values(id=2, **{**office, "code": "Kel-A"}, parent_id=1))
        await tx.run(insert(office_table).values(id=3, **{**office, "code": "LAMA"}, parent_id=1, retired_at=1))
        for person, (name, superior, retired_at) in PEOPLE.items():
            await tx.run(
                insert(officer_table).values(
                    id=person,
                    code=f"19850115201001190{person}" if person < 8 else "TKS-01",
                    name=name,
                    degrees_before="",
                    degrees_after="",
                    position="",
                    office_id=1 if person < 3 else 2,
                    superior_id=superior,
                    retired_at=retired_at,
                )
            )
        await tx.run(insert(desk_table).values(id=1, code="L-1", office_id=1, name="Loket 1"))
        await tx.run(insert(desk_table).values(id=2, code="L-2", office_id=1, name="Loket 2", retired_at=1))
        for service, retired_at in ((1, None), (2, None), (3, 1)):
            await tx.run(insert(services).values(id=service, code=f"S{service}", name="", retired_at=retired_at))
            await tx.run(insert(desk_services).values(desk_id=1, service_id=service, position=5 - service))
        for weekday in range(1, 6):
            await tx.run(insert(opening_hours).values(office_id=1, weekday=weekday, opens=480, closes=900))
        yield tx


async def test_a_team_is_the_whole_subtree_of_live_officers(tx: Transaction) -> None:
    for superior, team in {1: [2, 3, 4, 5], 3: [4, 5], 4: [5], 5: [], 8: [], 99: []}.items():
        assert sorted(officer.id for officer in await officers.team(tx, superior)) == team
        assert [person for person in PEOPLE if await officers.is_below(tx, superior, person)] == team


async def test_teams_come_in_the_order_of_names_on_every_database(tx: Transaction) -> None:
    assert [officer.name for officer in await officers.team(tx, 1)] == ["Kasi", "lurah", "Sekcam", "Staf"]


async def test_a_circle_in_the_record_ends(tx: Transaction) -> None:
    await tx.run(update(officer_table).where(officer_table.c.id == 1).values(superior_id=5))
    assert sorted(officer.id for officer in await officers.team(tx, 1)) == [2, 3, 4, 5]
    assert not await officers.is_below(tx, 1, 1)
    assert not await officers.is_below(tx, 8, 5)


async def test_superiors_have_somebody_live_below_them(tx: Transaction) -> None:
    assert [officer.id for officer in await officers.superiors_with_team(tx)] == [1, 4, 3]


async def test_an_officer_is_found_however_the_nip_is_written(tx: Transaction) -> None:
    for code in ("198501152010011901", " 19850115 201001 1 901 ", "19850115.201001.1.901"):
        officer = await officers.by_code(tx, code)
        assert officer is not None, code
        assert officer.name == "Camat"


async def test_an_internal_id_is_found_in_any_case_and_only_as_a_whole(tx: Transaction) -> None:
    officer = await officers.by_code(tx, "tks-01")
    assert officer is not None
    assert officer.id == 8
    assert await officers.by_code(tx, "TKS01") is None


async def test_the_retired_are_found_by_id_only(tx: Transaction) -> None:
    assert await officers.by_code(tx, "198501152010011906") is None
    gone = await officers.by_id(tx, 6)
    assert gone is not None
    assert gone.name == "Bekas"
    assert 6 not in {officer.id for officer in await officers.live(tx)}
    assert await officers.by_id(tx, 99) is None


async def test_offices_and_desks_of_the_current_roster(tx: Transaction) -> None:
    assert [office.code for office in await offices.live(tx)] == ["KEC", "Kel-A"]
    assert [desk.code for desk in await desks.live(tx)] == ["L-1"]
    office = await offices.by_code(tx, "kel-a")
    assert office is not None
    assert (office.id, office.parent_id, office.time_zone) == (2, 1, "Asia/Jakarta")
    assert await offices.by_code(tx, "LAMA") is None
    assert await desks.by_code(tx, "L-2") is None
    assert await desks.by_id(tx, 2) is not None
    assert await desks.by_id(tx, 99) is None
    assert await offices.by_id(tx, 99) is None


async def test_services_come_likeliest_first_without_retired_ones(tx: Transaction) -> None:
    assert [service.code for service in await desks.services(tx, 1)] == ["S2", "S1"]


async def test_opening_hours(tx: Transaction) -> None:
    open_at = {
        (1, "2026-11-23 07:59"): False,
        (1, "2026-11-23 08:00"): True,
        (1, "2026-11-23 14:59"): True,
        (1, "2026-11-23 15:00"): False,
        (1, "2026-11-28 10:00"): False,  # Saturday
        (2, "2026-11-28 03:00"): True,  # no hours are known
    }
    for (office, local), expected in open_at.items():
        at = datetime.fromisoformat(local).replace(tzinfo=UTC)
        assert await offices.is_open(tx, office, at) == expected, (office, local)
