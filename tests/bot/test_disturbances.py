"""/gangguan: a superior says what broke down, for the desks they answer for and nobody else's."""

from typing import Any

import pytest
from sqlalchemy import delete, insert, select

from bot.settings import BotSettings
from data.database import Database
from data.keys import Keys
from data.tables import accounts, desks, disturbances
from data.texts import LANGUAGES, texts
from data.topics import CAUSES
from simulator.client import Phone, Phones
from tests.bot.running import running
from tests.bot.test_officer import bound
from tests.conftest import FakeClock
from tests.office import Office

bot_runs = pytest.mark.usefixtures("bot")
MONDAY, SUNDAY = "2026-11-23", "2026-11-22"


async def noted(office: Office) -> set[tuple[Any, ...]]:
    rows = await office.rows(select(disturbances.c.desk_id, disturbances.c.day, disturbances.c.cause))
    return {tuple(row) for row in rows}


async def at_desk(phone: Phone, desk: str = "Loket 1 · Kelurahan Banten") -> None:
    await phone.write("/gangguan")
    await phone.tap(desk)


@bot_runs
async def test_a_superior_notes_what_broke_down_today(phones: Phones, office: Office, clock: FakeClock) -> None:
    lurah = await bound(phones, office, office.lurah, clock)
    screen = await lurah.write("/gangguan")
    assert screen.labels == [["Loket 1 · Kelurahan Banten"], ["Loket Informasi · Kelurahan Banten"]]
    screen = await lurah.tap("Loket 1 · Kelurahan Banten")
    assert screen.labels == [
        ["Hari ini: Senin, 23 November 2026"],
        ["Kemarin: Minggu, 22 November 2026"],
        ["Loket lain"],
    ]
    screen = await lurah.tap("Hari ini: Senin, 23 November 2026")
    assert screen.labels == [["Sistem", "Blangko"], ["Alat", "Antrean"], ["Selesai"]]
    screen = await lurah.tap("Sistem")
    assert screen.labels[0] == ["✓ Sistem", "Blangko"]
    await lurah.tap("Antrean")
    assert await noted(office) == {(office.desk_alone, MONDAY, cause) for cause in ("sistem", "antrean")}
    screen = await lurah.tap("Selesai")
    assert "Tercatat: Sistem, Antrean." in screen.text
    assert len([seen for seen in await lurah.look() if "Loket 1" in seen.text]) == 1  # all in one message


@bot_runs
async def test_a_second_tap_takes_it_back_also_by_another_superior(
    phones: Phones, office: Office, clock: FakeClock
) -> None:
    lurah = await bound(phones, office, office.lurah, clock)
    head = await bound(phones, office, office.head, clock)
    await at_desk(lurah)
    await lurah.tap("Kemarin: Minggu, 22 November 2026")
    await lurah.tap("Blangko")
    assert await noted(office) == {(office.desk_alone, SUNDAY, "blangko")}
    await at_desk(head)
    await head.tap("Kemarin: Minggu, 22 November 2026")
    await head.tap("✓ Blangko")
    assert await noted(office) == set()
    assert "Tidak ada gangguan" in (await head.tap("Selesai")).text


@bot_runs
async def test_the_day_is_the_offices_own(phones: Phones, office: Office, clock: FakeClock) -> None:
    clock.turn(hours=16, minutes=30)  # Monday 17.30 UTC, Tuesday 00.30 in Serang
    lurah = await bound(phones, office, office.lurah, clock)
    await at_desk(lurah)
    await lurah.tap("Hari ini: Selasa, 24 November 2026")
    await lurah.tap("Alat")
    assert await noted(office) == {(office.desk_alone, "2026-11-24", "alat")}


@bot_runs
async def test_a_screen_left_open_over_midnight_keeps_its_day_until_it_is_too_late(
    phones: Phones, office: Office, clock: FakeClock
) -> None:
    lurah = await bound(phones, office, office.lurah, clock)
    await at_desk(lurah)
    await lurah.tap("Hari ini: Senin, 23 November 2026")
    clock.turn(days=1)
    await lurah.tap("Sistem")
    assert await noted(office) == {(office.desk_alone, MONDAY, "sistem")}
    clock.turn(days=1)
    assert "hari ini dan kemarin" in await lurah.press("Alat")
    assert await noted(office) == {(office.desk_alone, MONDAY, "sistem")}


@bot_runs
@pytest.mark.parametrize("who", ["siti", "citizen"])
async def test_whoever_has_no_team_is_told_kindly(phones: Phones, office: Office, clock: FakeClock, who: str) -> None:
    phone = await bound(phones, office, office.siti, clock) if who == "siti" else await phones.new()
    assert "punya tim" in (await phone.write("/gangguan")).text
    assert "tidak berlaku" in await phone.press(data=f"g:{office.desk_alone}:{MONDAY}:sistem")
    assert await noted(office) == set()


@bot_runs
async def test_another_offices_desk_is_out_of_reach(phones: Phones, office: Office, clock: FakeClock) -> None:
    lurah = await bound(phones, office, office.lurah, clock)
    for data in (f"g:{office.desk_two}", f"g:{office.desk_two}:{MONDAY}:sistem", f"g:{office.desk_two}:{MONDAY}:done"):
        assert "tidak berlaku" in await lurah.press(data=data)
    assert await noted(office) == set()


@bot_runs
@pytest.mark.parametrize(
    "data",
    [
        "g:",
        "g:x",
        "g:-1",
        "g:999",
        "g:{desk}:2026-11-20:sistem",
        "g:{desk}:2026-11-24:sistem",
        "g:{desk}:0:sistem",
        "g:{desk}:2026-11-23:lambat",
        "g:{desk}:2026-11-23:ramah:x",
        "g:page:x",
        "g:page:",
        "g:" + "9" * 60,
    ],
)
async def test_forged_data_notes_nothing_and_is_answered(
    phones: Phones, office: Office, clock: FakeClock, data: str
) -> None:
    lurah = await bound(phones, office, office.lurah, clock)
    await lurah.write("/gangguan")
    assert await lurah.press(data=data.format(desk=office.desk_alone))
    assert await noted(office) == set()


@bot_runs
async def test_who_is_unbound_meanwhile_notes_nothing(phones: Phones, office: Office, clock: FakeClock) -> None:
    lurah = await bound(phones, office, office.lurah, clock)
    await at_desk(lurah)
    await lurah.tap("Hari ini: Senin, 23 November 2026")
    async with office.database.transaction() as tx:
        await tx.run(delete(accounts))
    assert "tidak berlaku" in await lurah.press("Sistem")
    assert await noted(office) == set()


@bot_runs
async def test_many_desks_come_by_office_and_eight_a_page(phones: Phones, office: Office, clock: FakeClock) -> None:
    async with office.database.transaction() as tx:
        village = await tx.value(select(desks.c.office_id).where(desks.c.id == office.desk_alone))
        for number in range(10, 17):
            await tx.run(insert(desks).values(code=f"more-{number}", name=f"Loket {number}", office_id=village))
    head = await bound(phones, office, office.head, clock)
    screen = await head.write("/gangguan")
    assert screen.labels[0] == ["Loket KTP-el · Kecamatan Kasemen"]
    assert [len(screen.labels), *screen.labels[-1:]] == [9, ["Berikutnya (2/2) ▶"]]
    screen = await head.tap("Berikutnya (2/2) ▶")
    assert screen.labels == [["Loket 16 · Kelurahan Banten"], ["Loket Informasi · Kelurahan Banten"], ["◀ Sebelumnya"]]
    screen = await head.tap("◀ Sebelumnya")
    assert len(screen.labels) == 9
    sent = await head.post("tap", data="g:page:99")  # more pages than there are: the last one
    screen = (await head.look(after=sent["version"] + 1, answer=sent["callback_query_id"]))[-1]
    assert screen.labels[-1] == ["◀ Sebelumnya"]


async def test_a_restart_in_between_is_not_noticed(
    phones: Phones, office: Office, clock: FakeClock, settings: BotSettings, database: Database, keys: Keys
) -> None:
    async with running(settings, database, keys, clock):
        lurah = await bound(phones, office, office.lurah, clock)
        await at_desk(lurah)
        await lurah.tap("Hari ini: Senin, 23 November 2026")
    async with running(settings, database, keys, clock):
        await lurah.tap("Sistem")
        await lurah.tap("Selesai")
    assert await noted(office) == {(office.desk_alone, MONDAY, "sistem")}


@bot_runs
async def test_names_from_the_roster_are_shown_as_they_are(phones: Phones, office: Office, clock: FakeClock) -> None:
    async with office.database.transaction() as tx:
        await tx.run(desks.update().where(desks.c.id == office.desk_alone).values(name="<b>Loket & 1"))
    lurah = await bound(phones, office, office.lurah, clock)
    await lurah.write("/gangguan")
    assert "<b>Loket & 1, Kelurahan Banten" in (await lurah.tap("<b>Loket & 1 · Kelurahan Banten")).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_cause_has_words_and_its_button_fits(language: str) -> None:
    for cause in CAUSES:
        assert texts(language)(f"topic-{cause}")
        assert len(f"g:{2**31}:{MONDAY}:{cause}".encode()) <= 64
