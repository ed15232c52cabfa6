"""The superior's side: the complaints of one's own subtree, and nobody else's; who the citizen is stays unknown."""

from typing import Any

import pytest
from sqlalchemy import select, update

from data import rights
from data.keys import Keys
from data.tables import case_events, cases
from data.tables import officers as officer_table
from simulator.client import Phone, Phones
from tests.bot.running import none_waits, set_aside
from tests.bot.test_cases import WORDS, code_in, complained, replied, told
from tests.bot.test_officer import bound
from tests.complaints import complaint
from tests.conftest import FakeClock
from tests.office import Office

pytestmark = pytest.mark.usefixtures("bot")


async def events(office: Office) -> list[tuple[Any, ...]]:
    wanted = select(case_events.c.kind, case_events.c.officer_id, case_events.c.text, case_events.c.at)
    return [tuple(row) for row in await office.rows(wanted.order_by(case_events.c.case_id, case_events.c.number))]


async def case_ids(office: Office) -> list[str]:
    return [row[0] for row in await office.rows(select(cases.c.id))]


async def opened(superior: Phone) -> Any:
    """Open the oldest case."""
    screen = await superior.write("/tindaklanjut")
    return await superior.tap(screen.labels[0][0])


async def test_the_direct_superior_finds_the_case_with_its_due_day(
    phones: Phones, office: Office, clock: FakeClock
) -> None:
    _, receipt = await complained(phones, office)
    lurah = await bound(phones, office, office.lurah, clock)
    screen = await lurah.write("/tindaklanjut")
    assert f"{code_in(receipt)} · sampai 30 November 2026\nKelurahan Banten, Loket 1" in screen.text
    assert screen.labels == [[code_in(receipt)]]
    case = await lurah.tap(code_in(receipt))
    assert f"Warga, 23 November 2026: {WORDS}" in case.text
    assert "Tentang: Siti Rohmah, S.Sos." in case.text
    assert case.labels == [["✍ Jawab", "📌 Tutup"], ["◀ Kembali"]]
    assert (await lurah.tap("◀ Kembali")).text == screen.text


async def test_an_answer_is_stored_redacted_with_who_gave_it_and_when(
    phones: Phones, office: Office, clock: FakeClock
) -> None:
    citizen, receipt = await complained(phones, office)
    lurah = await bound(phones, office, office.lurah, clock)
    clock.turn(minutes=7, seconds=3)
    sent = await replied(lurah, "✍ Jawab", "Hubungi saya di 081234567890 <segera>.")
    assert f"Jawaban untuk {code_in(receipt)} terkirim" in sent.text
    assert "Hubungi saya di [telepon] <segera>." in sent.text
    assert "disamarkan" in sent.text
    assert "Hubungi saya di [telepon] <segera>." in (await told(citizen)).text
    assert (await events(office))[1:] == [
        ("answered", office.lurah, "Hubungi saya di [telepon] <segera>.", int(clock().timestamp()))
    ]
    assert "sudah dijawab" in (await lurah.write("/tindaklanjut")).text


async def test_a_closed_case_leaves_the_list(phones: Phones, office: Office, clock: FakeClock) -> None:
    await complained(phones, office)
    lurah = await bound(phones, office, office.lurah, clock)
    assert "ditutup" in (await replied(lurah, "📌 Tutup", "Sudah kami tegur.")).text
    screen = await lurah.tap("◀ Kembali")
    assert "Tidak ada pengaduan yang menunggu Anda" in screen.text
    assert [row[:3] for row in await events(office)][1:] == [("closed", office.lurah, "Sudah kami tegur.")]


async def test_a_reopened_case_can_be_closed_but_not_reopened_again(
    phones: Phones, office: Office, clock: FakeClock
) -> None:
    citizen, _ = await complained(phones, office)
    lurah = await bound(phones, office, office.lurah, clock)
    for _ in range(2):
        await replied(lurah, "📌 Tutup", "Sudah kami tegur.")
        await told(citizen)
        await citizen.tap("Belum selesai")
    assert [row[0] for row in await events(office)] == ["opened", "closed", "reopened", "closed", "unsolved"]
    assert "Tidak ada pengaduan" in (await lurah.write("/tindaklanjut")).text


async def test_everybody_above_sees_it_too_and_nobody_beside(phones: Phones, office: Office, clock: FakeClock) -> None:
    await complained(phones, office)
    head = await bound(phones, office, office.head, clock)
    assert WORDS in (await opened(head)).text
    [case_id] = await case_ids(office)
    for stranger in (office.siti, office.other, office.rohmat):
        phone = await bound(phones, office, stranger, clock)
        assert "punya tim" in (await phone.write("/tindaklanjut")).text
        for action in ("case", "answer", "close"):
            assert "tidak ada pada Anda" in await phone.press(data=f"x:{action}:{case_id}")
    citizen = await phones.new()
    assert "punya tim" in (await citizen.write("/tindaklanjut")).text
    assert "tidak berlaku" in await citizen.press(data=f"x:case:{case_id}")
    assert [row[0] for row in await events(office)] == ["opened"]


async def test_the_head_of_an_office_finds_its_cases_also_without_a_team(
    phones: Phones, office: Office, clock: FakeClock
) -> None:
    # The roster names no superiors at all: the case goes to the head of the office above.
    async with office.database.transaction() as tx:
        await tx.run(update(officer_table).values(superior_id=None))
        await tx.run(
            update(officer_table).where(officer_table.c.id.in_([office.rohmat, office.eni])).values(retired_at=1)
        )
    _, receipt = await complained(phones, office)
    head = await bound(phones, office, office.head, clock)
    screen = await head.write("/tindaklanjut")
    assert screen.labels == [[code_in(receipt)]]
    await head.tap(code_in(receipt))
    assert (await head.tap("◀ Kembali")).labels == [[code_in(receipt)]]


async def test_a_siblings_superior_and_the_accused_cannot_open_it_by_forged_buttons(
    phones: Phones, office: Office, clock: FakeClock, keys: Keys
) -> None:
    # The accused has people of their own, and so has a superior beside.
    async with office.database.transaction() as tx:
        for officer, superior in ((office.other, office.siti), (office.eni, office.rohmat)):
            await tx.run(update(officer_table).where(officer_table.c.id == officer).values(superior_id=superior))
    await complained(phones, office)
    [case_id] = await case_ids(office)
    for officer in (office.siti, office.rohmat):
        phone = await bound(phones, office, officer, clock)
        assert "Tidak ada pengaduan yang menunggu Anda" in (await phone.write("/tindaklanjut")).text
        for action in ("case", "answer", "close"):
            assert "tidak ada pada Anda" in await phone.press(data=f"x:{action}:{case_id}")
        assert "belum mengerti" in (await phone.write("Saya jawab saja sendiri.")).text
    assert [row[0] for row in await events(office)] == ["opened"]


async def test_with_a_concern_the_direct_superior_does_not_see_it(
    phones: Phones, office: Office, clock: FakeClock
) -> None:
    await complained(phones, office, "Diminta uang rokok")
    [case_id] = await case_ids(office)
    lurah = await bound(phones, office, office.lurah, clock)
    assert "Tidak ada pengaduan" in (await lurah.write("/tindaklanjut")).text
    assert "tidak ada pada Anda" in await lurah.press(data=f"x:case:{case_id}")
    head = await bound(phones, office, office.head, clock)
    assert "Menyangkut pungutan" in (await opened(head)).text


async def test_whoever_loses_the_right_while_writing_says_nothing(
    phones: Phones, office: Office, clock: FakeClock
) -> None:
    await complained(phones, office)
    lurah = await bound(phones, office, office.lurah, clock)
    await opened(lurah)
    await lurah.tap("✍ Jawab")
    async with office.database.transaction() as tx:
        await tx.run(update(cases).values(handler_id=office.head))
    assert "tidak ada pada Anda" in (await lurah.write("Terlambat.")).text
    assert [row[0] for row in await events(office)] == ["opened"]


async def test_two_who_write_at_once_do_not_close_it_twice(phones: Phones, office: Office, clock: FakeClock) -> None:
    await complained(phones, office)
    lurah, head = [await bound(phones, office, who, clock) for who in (office.lurah, office.head)]
    for superior in (lurah, head):
        await opened(superior)
        await superior.tap("📌 Tutup")
    assert "ditutup" in (await lurah.write("Sudah kami tegur.")).text
    assert "sudah ditutup" in (await head.write("Sudah saya tegur juga.")).text
    assert [row[0] for row in await events(office)] == ["opened", "closed"]


async def test_cancelling_shows_the_case_again_and_nothing_is_said(
    phones: Phones, office: Office, clock: FakeClock
) -> None:
    await complained(phones, office)
    lurah = await bound(phones, office, office.lurah, clock)
    await opened(lurah)
    await lurah.tap("✍ Jawab")
    assert WORDS in (await lurah.tap("Batal")).text
    assert "belum mengerti" in (await lurah.write("Ternyata tidak.")).text
    assert [row[0] for row in await events(office)] == ["opened"]


async def test_too_long_an_answer_may_be_shortened(phones: Phones, office: Office, clock: FakeClock) -> None:
    await complained(phones, office)
    lurah = await bound(phones, office, office.lurah, clock)
    assert "1.001 huruf" in (await replied(lurah, "✍ Jawab", "x" * 1001)).text
    assert "terkirim" in (await lurah.write("x" * 1000)).text


async def test_a_citizen_who_has_blocked_the_bot_ends_nothing_else(
    phones: Phones, office: Office, clock: FakeClock
) -> None:
    citizen, _ = await complained(phones, office)
    lurah = await bound(phones, office, office.lurah, clock)
    await citizen.post("block")
    assert "terkirim" in (await replied(lurah, "✍ Jawab", "Kami minta maaf.")).text
    assert "ditutup" in (await replied(lurah, "📌 Tutup", "Sudah kami tegur.")).text
    await none_waits(office.database)
    assert await set_aside(office.database) == []
    assert [row[0] for row in await events(office)] == ["opened", "answered", "closed"]


async def test_the_oldest_due_come_first_and_pages_are_turned(
    phones: Phones, office: Office, clock: FakeClock, keys: Keys
) -> None:
    made = [
        await complaint(office, keys, clock(), about=office.siti, user_id=1000 + days, working_days=days)
        for days in range(10, 0, -1)
    ]
    lurah = await bound(phones, office, office.lurah, clock)
    expected = [case.code for case in sorted(made, key=lambda case: (case.due_on, case.code))]
    clock.turn(days=2)
    screen = await lurah.write("/tindaklanjut")
    assert [row[0].removeprefix("⏰ ") for row in screen.labels[:8]] == expected[:8]
    assert screen.labels[0][0].startswith("⏰ ")
    assert "lewat batas" in screen.text
    screen = await lurah.tap("Berikutnya (2/2) ▶")
    assert [row[0] for row in screen.labels] == [*expected[8:], "◀ Sebelumnya"]
    # A page that does not exist is the last one, which stands there already.
    assert await lurah.press(data="x:page:99999999") == ""


@pytest.mark.parametrize(
    "data", ["x", "x:", "x:case:", "x:page:x", "x:page:", "x:case:AAAAAAAAAAAA", "x:q:1", "x:answer:%"]
)
async def test_forged_buttons_are_answered(phones: Phones, office: Office, clock: FakeClock, data: str) -> None:
    lurah = await bound(phones, office, office.lurah, clock)
    await lurah.write("/tindaklanjut")
    assert await lurah.press(data=data)


async def test_after_erasing_there_is_nobody_to_tell_and_nothing_to_read_but_the_record_stays(
    phones: Phones, office: Office, clock: FakeClock, keys: Keys
) -> None:
    citizen, receipt = await complained(phones, office)
    [case_id] = await case_ids(office)
    lurah = await bound(phones, office, office.lurah, clock)
    await opened(lurah)
    await lurah.tap("✍ Jawab")
    async with office.database.transaction() as tx:
        await rights.erase(tx, keys.pseudonym(citizen.id), clock())
    assert "sudah ditutup" in (await lurah.write("Kami minta maaf.")).text
    assert "Tidak ada pengaduan" in (await lurah.write("/tindaklanjut")).text
    sent = await lurah.post("tap", data=f"x:case:{case_id}")
    screens = await lurah.look(after=sent["version"] + 1, answer=sent["callback_query_id"])
    [screen] = [each for each in screens if "Ditarik kembali" in each.text]
    assert "Warga, 23 November 2026: (dihapus)" in screen.text
    assert screen.labels == [["◀ Kembali"]]
    assert [row[:3] for row in await events(office)] == [("opened", None, None), ("withdrawn", None, None)]
    assert "Ditarik kembali" in (await citizen.write(code_in(receipt))).text
