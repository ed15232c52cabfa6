"""Who complained stays unknown, and nobody else acts in their case."""

from typing import Any

import pytest
from sqlalchemy import select, text

from data import cases as case_rules
from data.tables import case_events, metadata, ratings
from simulator.client import Phones
from tests.bot.test_cases import code_in, column, complained, data_of, kinds, replied, told
from tests.bot.test_officer import bound
from tests.conftest import FakeClock
from tests.office import Office

pytestmark = pytest.mark.usefixtures("bot")


async def test_only_the_redacted_words_are_stored_and_what_was_masked_is_counted(
    phones: Phones, office: Office
) -> None:
    await complained(phones, office, "Hubungi saya di 081234567890, NIK 3673012345678901.")
    rows = await office.rows(select(case_events.c.text, case_events.c.masked))
    assert [tuple(row) for row in rows] == [("Hubungi saya di [telepon], NIK [NIK].", '{"telepon": 1, "NIK": 1}')]


async def test_while_a_case_is_open_no_id_stands_in_the_record(phones: Phones, office: Office) -> None:
    citizen, _ = await complained(phones, office, id=7_312_904_181)
    assert await column(office, "status") == [("open",)]
    signs = [str(citizen.id).encode(), f"{citizen.id:x}".encode()]
    signs += [citizen.id.to_bytes(5, "big"), citizen.id.to_bytes(5, "little")]
    looked_at = 0
    for table in metadata.sorted_tables:
        for row in await office.rows(text(f"SELECT * FROM {table.name}")):
            for value in row:
                stored = value if isinstance(value, bytes) else str(value).encode()
                looked_at += 1
                assert not [sign for sign in signs if sign in stored.lower()], table.name
                assert value != citizen.id
    assert looked_at > 100


async def test_what_a_citizen_says_keeps_the_hour_only(phones: Phones, office: Office, clock: FakeClock) -> None:
    clock.turn(minutes=37, seconds=12)
    await complained(phones, office)
    [row] = await office.rows(select(case_events.c.at))
    assert row[0] % 3600 == 0
    assert 0 < clock().timestamp() - row[0] < 3600


async def test_another_person_sees_of_a_receipt_only_where_it_stands(phones: Phones, office: Office) -> None:
    _, receipt = await complained(phones, office)
    stranger = await phones.new()
    await stranger.write("/start")
    screen = await stranger.write(code_in(receipt))
    assert screen.text == f"{code_in(receipt)}\n\nMenunggu jawaban, paling lambat 30 November 2026."
    assert screen.labels == []


async def test_guessing_receipts_is_slowed_like_guessing_codes(
    phones: Phones, office: Office, clock: FakeClock
) -> None:
    _, receipt = await complained(phones, office)
    guesser = await phones.new()
    await guesser.write("/start")
    for _ in range(5):
        assert "tidak kami temukan" in (await guesser.write("TL-HJKMN34")).text
    assert "sepuluh menit lagi" in (await guesser.write(code_in(receipt))).text
    clock.turn(minutes=11)
    assert "Menunggu jawaban" in (await guesser.write(code_in(receipt))).text


@pytest.mark.parametrize("what", ["show", "add", "solved", "unsolved", "", "x"])
async def test_nobody_acts_in_another_persons_case(phones: Phones, office: Office, what: str) -> None:
    _, receipt = await complained(phones, office)
    case_id = data_of(receipt, "✍ Tambah keterangan").split(":")[1]
    stranger = await phones.new()
    await stranger.write("/start")
    assert "tidak berlaku" in await stranger.press(data=f"p:{case_id}:{what}")
    assert await kinds(office) == ["opened"]


@pytest.mark.parametrize(
    "data", ["m", "m:", "m:x", "p", "p:", "p::show", "p:x:add", "p:AAAAAAAAAAAA:solved", "p:%:show"]
)
async def test_forged_buttons_are_answered(phones: Phones, office: Office, data: str) -> None:
    citizen = await phones.new()
    await citizen.write("/start")
    assert "tidak berlaku" in await citizen.press(data=data)


async def test_thirty_days_after_closing_the_way_back_is_gone(phones: Phones, office: Office, clock: FakeClock) -> None:
    citizen, receipt = await complained(phones, office)
    lurah = await bound(phones, office, office.lurah, clock)
    await replied(lurah, "📌 Tutup", "Sudah kami tegur.")
    await told(citizen)

    async def later(**by: float) -> list[tuple[Any, ...]]:
        clock.turn(**by)
        async with office.database.transaction() as tx:
            await case_rules.purge(tx, clock())
        return await column(office, "rater", "sealed_chat")

    assert (None, None) not in await later(days=29)
    assert await later(days=1) == [(None, None)]
    assert await kinds(office) == ["opened", "closed"]
    assert "tidak berlaku" in await citizen.press("Belum selesai")
    assert "Ditutup 23 November 2026" in (await citizen.write(code_in(receipt))).text
    assert len(await office.rows(select(ratings.c.id))) == 1
