"""A citizen's complaint: a receipt, an answer that comes back, and a say on whether it is solved."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text

from bot.settings import BotSettings
from data import cases as case_rules
from data.database import Database
from data.keys import Keys
from data.tables import case_events, cases, metadata, ratings
from simulator.client import Phone, Phones, Seen
from tests.bot.running import running
from tests.bot.test_officer import bound
from tests.conftest import FakeClock
from tests.office import Office

running_bot = pytest.mark.usefixtures("bot")

WORDS = "Saya menunggu tiga jam lalu disuruh pulang."


async def rated(phones: Phones, office: Office, desk: int | None = None, **person: Any) -> Phone:
    citizen = await phones.new(**person)
    await citizen.scan(await office.link(desk or office.desk_alone))
    await citizen.tap("😞")
    return citizen


async def complained(phones: Phones, office: Office, words: str = WORDS, **more: Any) -> tuple[Phone, Seen]:
    """Return the phone of somebody who has complained, and the receipt."""
    citizen = await rated(phones, office, **more)
    await citizen.tap("🛟 Tindak lanjut")
    return citizen, await citizen.write(words)


def code_in(screen: Seen) -> str:
    return "TL-" + screen.text.split("TL-")[1][:7]


def data_of(screen: Seen, label: str) -> str:
    return next(str(button["data"]) for row in screen.keyboard for button in row if button["text"] == label)


async def column(office: Office, *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in await office.rows(select(*(cases.c[name] for name in names)))]


async def kinds(office: Office) -> list[str]:
    return [row[0] for row in await office.rows(select(case_events.c.kind).order_by(case_events.c.number))]


async def told(phone: Phone) -> Seen:
    """Return what came without being asked for."""
    return (await phone.look(after=phone.version))[-1]


async def replied(superior: Phone, button: str, words: str) -> Seen:
    """Answer or close the oldest case."""
    screen = await superior.write("/tindaklanjut")
    await superior.tap(screen.labels[0][0])
    await superior.tap(button)
    return await superior.write(words)


@running_bot
async def test_a_complaint_gets_a_receipt_and_a_due_day(phones: Phones, office: Office) -> None:
    citizen = await rated(phones, office)
    asked = await citizen.tap("🛟 Tindak lanjut")
    assert "atasan, bukan petugas yang melayani Anda" in asked.text
    assert "Tidak ada yang tahu siapa Anda" in asked.text
    assert "paling lambat 30 November 2026" in asked.text
    assert asked.labels == [["Batal"]]
    receipt = await citizen.write(WORDS)
    assert "Kode tanda terima: TL-" in receipt.text
    assert "30 November 2026" in receipt.text
    assert "lapor.go.id" not in receipt.text
    wanted = ("code", "officer_id", "handler_id", "concern", "status", "language")
    assert await column(office, *wanted) == [(code_in(receipt), office.siti, office.lurah, None, "open", "id")]


@running_bot
async def test_only_the_redacted_words_are_stored_and_what_was_masked_is_counted(
    phones: Phones, office: Office, database: Database
) -> None:
    await complained(phones, office, "Hubungi saya di 081234567890, NIK 3673012345678901.")
    rows = await office.rows(select(case_events.c.text, case_events.c.masked))
    assert [tuple(row) for row in rows] == [("Hubungi saya di [telepon], NIK [NIK].", '{"telepon": 1, "NIK": 1}')]


@running_bot
async def test_while_a_case_is_open_no_id_stands_in_the_record(
    phones: Phones, office: Office, database: Database
) -> None:
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


@running_bot
async def test_what_a_citizen_says_keeps_the_hour_only(phones: Phones, office: Office, clock: FakeClock) -> None:
    clock.turn(minutes=37, seconds=12)
    await complained(phones, office)
    [row] = await office.rows(select(case_events.c.at))
    assert row[0] % 3600 == 0
    assert 0 < clock().timestamp() - row[0] < 3600


@running_bot
async def test_a_word_of_corruption_opens_the_official_doors_and_goes_one_level_higher(
    phones: Phones, office: Office
) -> None:
    _, receipt = await complained(phones, office, "Saya diminta uang rokok 50rb.")
    assert "atasan yang lebih tinggi" in receipt.text
    assert "lapor.go.id" in receipt.text
    assert "1708" in receipt.text
    assert "137" in receipt.text
    assert "112" not in receipt.text
    assert await column(office, "concern", "handler_id") == [("pungli", office.head)]


@running_bot
async def test_a_threat_shows_the_emergency_number(phones: Phones, office: Office) -> None:
    _, receipt = await complained(phones, office, "Saya diancam di loket")
    assert "telepon 112" in receipt.text


@running_bot
async def test_where_nobody_stands_above_the_citizen_is_told_so_with_the_outside_doors(
    phones: Phones, office: Office
) -> None:
    async with office.database.transaction() as tx:
        await tx.run(text(f"UPDATE officers SET superior_id = NULL, office_id = 1 WHERE id = {office.siti}"))
        await tx.run(text(f"UPDATE officers SET retired_at = 1 WHERE id <> {office.siti}"))
    _, receipt = await complained(phones, office)
    assert "belum ada atasan yang terdaftar" in receipt.text
    assert "lapor.go.id" in receipt.text
    assert await column(office, "handler_id") == [(None,)]


@running_bot
@pytest.mark.parametrize(("length", "told"), [(1001, "1.001"), (4000, "4.000")])
async def test_too_many_words_are_not_stored_and_may_be_shortened(
    phones: Phones, office: Office, length: int, told: str
) -> None:
    citizen, screen = await complained(phones, office, "x" * length)
    assert f"Pesan Anda {told} huruf" in screen.text
    assert await column(office, "id") == []
    assert "diterima" in (await citizen.write("x" * 1000)).text


@running_bot
async def test_cancelling_sends_nothing(phones: Phones, office: Office) -> None:
    citizen = await rated(phones, office)
    await citizen.tap("🛟 Tindak lanjut")
    assert "tidak ada yang dikirim" in (await citizen.tap("Batal")).text
    assert "belum mengerti" in (await citizen.write(WORDS)).text
    assert await column(office, "id") == []


@running_bot
async def test_after_an_hour_the_words_are_no_longer_waited_for(
    phones: Phones, office: Office, clock: FakeClock
) -> None:
    citizen = await rated(phones, office)
    await citizen.tap("🛟 Tindak lanjut")
    clock.turn(minutes=61)
    await citizen.write(WORDS)
    assert await column(office, "id") == []


@running_bot
async def test_without_a_rating_there_is_no_complaint(phones: Phones, office: Office) -> None:
    citizen = await phones.new()
    screen = await citizen.scan(await office.link(office.desk_alone))
    visit = screen.keyboard[0][0]["data"].split(":")[1]
    assert "tidak berlaku" in await citizen.press(data=f"m:{visit}")
    await citizen.tap("😞")
    await citizen.tap("🛟 Tindak lanjut")
    await citizen.tap("Batalkan", message=screen.id)
    assert "sudah tidak ada" in (await citizen.write(WORDS)).text
    assert await column(office, "id") == []


@running_bot
async def test_a_second_wish_shows_the_case_there_is(phones: Phones, office: Office) -> None:
    citizen, receipt = await complained(phones, office)
    again = await citizen.tap("🛟 Tindak lanjut")
    assert code_in(receipt) in again.text
    assert f"Anda, 23 November 2026: {WORDS}" in again.text
    assert again.labels == [["✍ Tambah keterangan"], ["✅ Selesai"]]
    assert len(await column(office, "id")) == 1


@running_bot
async def test_the_answer_comes_back_to_the_citizen_whose_phone_nobody_knows(
    phones: Phones, office: Office, clock: FakeClock
) -> None:
    citizen, receipt = await complained(phones, office)
    lurah = await bound(phones, office, office.lurah, clock)
    await replied(lurah, "✍ Jawab", "Kami minta maaf. Besok kami buka loket kedua.")
    answer = await told(citizen)
    assert f"Jawaban untuk {code_in(receipt)}" in answer.text
    assert "Besok kami buka loket kedua." in answer.text
    assert "Sudah dijawab" in (await citizen.write(code_in(receipt))).text


@running_bot
async def test_the_answer_comes_in_the_language_in_which_the_citizen_complained(
    phones: Phones, office: Office, clock: FakeClock
) -> None:
    citizen = await rated(phones, office, language_code="en")
    await citizen.tap("🛟 Follow up")
    await citizen.write(WORDS)
    lurah = await bound(phones, office, office.lurah, clock)
    await replied(lurah, "✍ Jawab", "Kami minta maaf.")
    assert "Answer to TL-" in (await told(citizen)).text


@running_bot
async def test_what_is_added_after_an_answer_asks_for_another(phones: Phones, office: Office, clock: FakeClock) -> None:
    citizen, _ = await complained(phones, office)
    lurah = await bound(phones, office, office.lurah, clock)
    await replied(lurah, "✍ Jawab", "Tanggal berapa?")
    await told(citizen)
    clock.turn(days=2)
    await citizen.tap("✍ Tambah keterangan")
    screen = await citizen.write("Kemarin lusa, dan saya diminta 50 ribu.")
    assert "sudah ditambahkan" in screen.text
    assert "paling lambat 2 Desember 2026" in screen.text
    assert "lapor.go.id" in screen.text
    # Words of corruption take it one level higher also when they come later.
    assert await column(office, "status", "handler_id", "concern") == [("open", office.head, "pungli")]
    await citizen.tap("✍ Tambah keterangan")
    assert "lapor.go.id" not in (await citizen.write("Itu saja.")).text


@running_bot
async def test_more_words_have_an_end_until_the_office_answers(phones: Phones, office: Office) -> None:
    citizen, _ = await complained(phones, office)
    for number in range(case_rules.ADDITIONS):
        await citizen.tap("✍ Tambah keterangan")
        screen = await citizen.write(f"Tambahan {number} " + "x" * 900)
    assert "tidak ditampilkan" in screen.text
    assert len(screen.text) < 4096
    assert "Mohon tunggu" in await citizen.press("✍ Tambah keterangan")


@running_bot
async def test_closed_solved(phones: Phones, office: Office, clock: FakeClock) -> None:
    citizen, _ = await complained(phones, office)
    lurah = await bound(phones, office, office.lurah, clock)
    await replied(lurah, "📌 Tutup", "KTP Anda sudah jadi.")
    closing = await told(citizen)
    assert "Yang dilakukan: KTP Anda sudah jadi." in closing.text
    assert closing.labels == [["✅ Selesai", "Belum selesai"]]
    screen = await citizen.tap("✅ Selesai")
    assert screen.edited
    assert "sudah selesai" in screen.text
    assert screen.labels == []
    assert await column(office, "status", "solved") == [("closed", 1)]


@running_bot
async def test_not_solved_opens_it_once_and_then_shows_what_else_is_possible(
    phones: Phones, office: Office, clock: FakeClock
) -> None:
    citizen, _ = await complained(phones, office)
    lurah = await bound(phones, office, office.lurah, clock)
    await replied(lurah, "📌 Tutup", "Sudah kami tegur.")
    await told(citizen)
    clock.turn(days=1)
    screen = await citizen.tap("Belum selesai")
    assert "Kami buka lagi. Jawaban paling lambat 1 Desember 2026" in screen.text
    assert await column(office, "status", "closed_on", "reopened") == [("open", None, 1)]
    await replied(lurah, "📌 Tutup", "Sudah kami panggil.")
    await told(citizen)
    screen = await citizen.tap("Belum selesai")
    assert "masih bisa melapor ke" in screen.text
    assert "lapor.go.id" in screen.text
    assert "137" in screen.text
    assert await column(office, "status", "solved") == [("closed", 0)]
    assert await kinds(office) == ["opened", "closed", "reopened", "closed", "unsolved"]


@running_bot
async def test_the_citizen_may_end_it_without_the_office(phones: Phones, office: Office) -> None:
    citizen, _ = await complained(phones, office)
    await citizen.tap("🛟 Tindak lanjut")
    assert "Terima kasih, kami catat" in (await citizen.tap("✅ Selesai")).text
    assert await column(office, "status", "closed_on", "solved") == [("closed", "2026-11-23", 1)]


@running_bot
async def test_a_bare_start_leads_to_ones_own_open_cases(phones: Phones, office: Office) -> None:
    citizen, receipt = await complained(phones, office)
    welcome = await citizen.write("/start")
    assert welcome.labels == [[f"🛟 {code_in(receipt)}"]]
    assert WORDS in (await citizen.tap(f"🛟 {code_in(receipt)}")).text
    await citizen.tap("✅ Selesai")
    assert (await citizen.write("/start")).labels == []
    assert (await (await phones.new()).write("/start")).labels == []


@running_bot
@pytest.mark.parametrize("typed", ["{}", " tl {small}", "TL-{dashed}", "tl.{small}"])
async def test_the_receipt_may_be_typed_in_any_way(phones: Phones, office: Office, typed: str) -> None:
    citizen, receipt = await complained(phones, office)
    rest = code_in(receipt)[3:]
    words = typed.format(code_in(receipt), small=rest.lower(), dashed="-".join(rest))
    assert WORDS in (await citizen.write(words)).text


@running_bot
async def test_another_person_sees_of_a_receipt_only_where_it_stands(phones: Phones, office: Office) -> None:
    _, receipt = await complained(phones, office)
    stranger = await phones.new()
    await stranger.write("/start")
    screen = await stranger.write(code_in(receipt))
    assert screen.text == f"{code_in(receipt)}\n\nMenunggu jawaban, paling lambat 30 November 2026."
    assert screen.labels == []


@running_bot
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


@running_bot
@pytest.mark.parametrize("what", ["show", "add", "solved", "unsolved", "", "x"])
async def test_nobody_acts_in_another_persons_case(phones: Phones, office: Office, what: str) -> None:
    _, receipt = await complained(phones, office)
    case_id = data_of(receipt, "✍ Tambah keterangan").split(":")[1]
    stranger = await phones.new()
    await stranger.write("/start")
    assert "tidak berlaku" in await stranger.press(data=f"p:{case_id}:{what}")
    assert await kinds(office) == ["opened"]


@running_bot
@pytest.mark.parametrize(
    "data", ["m", "m:", "m:x", "p", "p:", "p::show", "p:x:add", "p:AAAAAAAAAAAA:solved", "p:%:show"]
)
async def test_forged_buttons_are_answered(phones: Phones, office: Office, data: str) -> None:
    citizen = await phones.new()
    await citizen.write("/start")
    assert "tidak berlaku" in await citizen.press(data=data)


@running_bot
async def test_an_open_case_cannot_be_said_to_be_unsolved(phones: Phones, office: Office) -> None:
    citizen, receipt = await complained(phones, office)
    case_id = data_of(receipt, "✍ Tambah keterangan").split(":")[1]
    assert "tidak berlaku" in await citizen.press(data=f"p:{case_id}:unsolved")
    assert await column(office, "reopened") == [(0,)]


@running_bot
async def test_what_people_write_is_shown_as_they_wrote_it(phones: Phones, office: Office) -> None:
    citizen, receipt = await complained(phones, office, "<b>5 < 6 & 7</b>")
    assert "<b>5 < 6 & 7</b>" in (await citizen.write(code_in(receipt))).text


@running_bot
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


@running_bot
async def test_an_open_case_keeps_its_way_back_however_long_it_takes(
    phones: Phones, office: Office, clock: FakeClock
) -> None:
    await complained(phones, office)
    async with office.database.transaction() as tx:
        await case_rules.purge(tx, clock() + timedelta(days=400))
    assert (None, None) not in await column(office, "rater", "sealed_chat")


async def test_a_restart_in_between_is_not_noticed(
    phones: Phones, office: Office, settings: BotSettings, database: Database, keys: Keys, clock: FakeClock
) -> None:
    async with running(settings, database, keys, clock):
        citizen = await rated(phones, office)
        await citizen.tap("🛟 Tindak lanjut")
    async with running(settings, database, keys, clock):
        assert "diterima" in (await citizen.write(WORDS)).text
        lurah = await bound(phones, office, office.lurah, clock)
        screen = await lurah.write("/tindaklanjut")
        await lurah.tap(screen.labels[0][0])
        await lurah.tap("✍ Jawab")
    async with running(settings, database, keys, clock):
        assert "terkirim" in (await lurah.write("Kami minta maaf.")).text
        assert "Kami minta maaf." in (await told(citizen)).text


async def test_the_office_may_have_words_of_its_own(
    phones: Phones,
    office: Office,
    settings: BotSettings,
    database: Database,
    keys: Keys,
    clock: FakeClock,
    tmp_path: Any,
) -> None:
    from dataclasses import replace

    from data.concerns import OUR_WORDS

    file = tmp_path / "kata.toml"
    file.write_text(OUR_WORDS.read_text("utf-8").replace('"pungli", ', '"pungli", "upeti", '), "utf-8")
    async with running(replace(settings, concern_words=file), database, keys, clock):
        _, receipt = await complained(phones, office, "Ada upeti di sini")
    assert "lapor.go.id" in receipt.text
