"""Which service it was: known where the desk has one, one tap where it has several."""

import pytest
from sqlalchemy import select

from data.tables import ratings, services
from simulator.client import Phones
from tests.conftest import FakeClock
from tests.office import Office

pytestmark = pytest.mark.usefixtures("bot")


async def named(office: Office) -> list[str | None]:
    """Return the services of all ratings."""
    wanted = select(services.c.name).select_from(ratings).outerjoin(services, services.c.id == ratings.c.service_id)
    return [row[0] for row in await office.rows(wanted)]


async def test_a_desk_with_one_service_asks_nothing(phones: Phones, office: Office) -> None:
    citizen = await phones.new()
    await citizen.scan(await office.link(office.desk_alone))
    assert "Terima kasih" in (await citizen.tap("😄")).text
    assert await named(office) == ["Perekaman KTP-el"]


async def test_a_desk_with_several_asks_after_the_face_the_likeliest_first(phones: Phones, office: Office) -> None:
    citizen = await phones.new()
    await citizen.scan(await office.link(office.desk_nobody))
    screen = await citizen.tap("🙂")
    assert screen.labels[:3] == [["Perekaman KTP-el"], ["Pengajuan Kartu Keluarga"], ["Urusan lain"]]
    assert await named(office) == [None]
    assert "Terima kasih" in (await citizen.tap("Pengajuan Kartu Keluarga")).text
    assert await named(office) == ["Pengajuan Kartu Keluarga"]


async def test_another_service_leaves_it_open(phones: Phones, office: Office) -> None:
    citizen = await phones.new()
    await citizen.scan(await office.link(office.desk_nobody))
    await citizen.tap("🙂")
    assert "Terima kasih" in (await citizen.tap("Urusan lain")).text
    assert await named(office) == [None]


async def test_a_changed_face_keeps_the_service(phones: Phones, office: Office) -> None:
    citizen = await phones.new()
    await citizen.scan(await office.link(office.desk_nobody))
    await citizen.tap("🙂")
    await citizen.tap("Pengajuan Kartu Keluarga")
    await citizen.tap("Ubah")
    assert "Terima kasih" in (await citizen.tap("😄")).text
    assert await named(office) == ["Pengajuan Kartu Keluarga"]
    assert [row[2] for row in await office.ratings()] == [4]


@pytest.mark.parametrize("value", ["999", "x", "", "-1"])
async def test_a_service_the_desk_does_not_offer_is_not_stored(phones: Phones, office: Office, value: str) -> None:
    citizen = await phones.new()
    await citizen.scan(await office.link(office.desk_nobody))
    screen = await citizen.tap("🙂")
    visit = screen.keyboard[0][0]["data"].split(":")[1]
    assert "tidak berlaku" in await citizen.press(data=f"s:{visit}:{value}")
    assert await named(office) == [None]


async def test_what_people_come_for_most_lately_is_asked_first(
    phones: Phones, office: Office, clock: FakeClock
) -> None:
    for days in range(2):
        citizen = await phones.new()
        await citizen.scan(await office.link(office.desk_nobody))
        await citizen.tap("🙂")
        await citizen.tap("Pengajuan Kartu Keluarga")
        clock.turn(days=days)
    citizen = await phones.new()
    await citizen.scan(await office.link(office.desk_nobody))
    screen = await citizen.tap("🙂")
    assert screen.labels[:2] == [["Pengajuan Kartu Keluarga"], ["Perekaman KTP-el"]]
    clock.turn(days=15)
    citizen = await phones.new()
    await citizen.scan(await office.link(office.desk_nobody))
    screen = await citizen.tap("🙂")
    assert screen.labels[:2] == [["Perekaman KTP-el"], ["Pengajuan Kartu Keluarga"]]
