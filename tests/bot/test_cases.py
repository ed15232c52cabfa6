"""A citizen's complaint: a receipt, an answer that comes back, and a say on whether it is solved."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select, text

from bot.settings import BotSettings
from data import cases as case_rules
from data.concerns import OUR_WORDS
from data.database import Database
from data.keys import Keys
from data.tables import case_events, cases
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
    await citizen.tap("🛟 Minta ditindaklanjuti")
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
    asked = await citizen.tap("🛟 Minta ditindaklanjuti")
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
    await citizen.tap("🛟 Minta ditindaklanjuti")
    assert "tidak ada yang dikirim" in (await citizen.tap("Batal")).text
    assert "belum mengerti" in (await citizen.write(WORDS)).text
    assert await column(office, "id") == []


@running_bot
async def test_after_an_hour_the_words_are_no_longer_waited_for(
    phones: Phones, office: Office, clock: FakeClock
) -> None:
    citizen = await rated(phones, office)
    await citizen.tap("🛟 Minta ditindaklanjuti")
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
    await citizen.tap("🛟 Minta ditindaklanjuti")
    await citizen.tap("Batalkan", message=screen.id)
    assert "sudah tidak ada" in (await citizen.write(WORDS)).text
    assert await column(office, "id") == []


@running_bot
async def test_a_second_wish_shows_the_case_there_is(phones: Phones, office: Office) -> None:
    citizen, receipt = await complained(phones, office)
    again = await citizen.tap("🛟 Minta ditindaklanjuti")
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
    await citizen.tap("🛟 Ask for a follow-up")
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
@pytest.mark.parametrize("character", ["'", "&", "<"])
async def test_words_that_are_longer_once_escaped_are_read_and_answered(
    phones: Phones, office: Office, clock: FakeClock, character: str
) -> None:
    words = character * case_rules.LONGEST
    citizen, receipt = await complained(phones, office, words)
    lurah = await bound(phones, office, office.lurah, clock)
    screen = await lurah.write("/tindaklanjut")
    assert words in (await lurah.tap(screen.labels[0][0])).text
    await lurah.tap("✍ Jawab")
    assert words in (await lurah.write(words)).text
    assert words in (await told(citizen)).text
    assert words in (await citizen.write(code_in(receipt))).text


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
    await citizen.tap("🛟 Minta ditindaklanjuti")
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
async def test_the_receipt_may_be_typed_in_any_way(phones: Phones, office: Office) -> None:
    citizen, receipt = await complained(phones, office)
    rest = code_in(receipt)[3:]
    for typed in (f"TL-{rest}", f" tl {rest.lower()}", f"TL-{'-'.join(rest)}", f"tl.{rest.lower()}"):
        assert WORDS in (await citizen.write(typed)).text


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


async def test_a_restart_in_between_is_not_noticed(
    phones: Phones, office: Office, settings: BotSettings, database: Database, keys: Keys, clock: FakeClock
) -> None:
    async with running(settings, database, keys, clock):
        citizen = await rated(phones, office)
        await citizen.tap("🛟 Minta ditindaklanjuti")
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
    file = tmp_path / "kata.toml"
    file.write_text(OUR_WORDS.read_text("utf-8").replace('"pungli", ', '"pungli", "upeti", '), "utf-8")
    async with running(replace(settings, concern_words=file), database, keys, clock):
        _, receipt = await complained(phones, office, "Ada upeti di sini")
    assert "lapor.go.id" in receipt.text


@running_bot
async def test_a_rating_taken_back_leaves_the_complaint_and_says_so(phones: Phones, office: Office) -> None:
    citizen, receipt = await complained(phones, office)
    thanks = next(each for each in await citizen.look() if "Penilaian Anda" in each.text)
    await citizen.press("Batalkan", message=thanks.id)
    screen = next(each for each in await citizen.look() if each.id == thanks.id)
    assert f"Pengaduan {code_in(receipt)} tetap berjalan" in screen.text


@running_bot
async def test_the_answer_comes_in_the_language_chosen_meanwhile(phones: Phones, office: Office) -> None:
    citizen, _ = await complained(phones, office)
    await citizen.write("/bahasa")
    await citizen.tap("English")
    assert await column(office, "language") == [("en",)]
