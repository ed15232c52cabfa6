"""A person's rights in their own data: the privacy text, the file with everything, its end."""

import aiohttp
import pytest
from sqlalchemy import select, update

from data import cases, concerns, duty_reports, invites, privacy, ratings, visits
from data.keys import Keys
from data.tables import case_events, cube_pending, metadata, raters
from data.tables import cases as cases_table
from data.tables import visits as visits_table
from data.texts import texts
from simulator.client import Phone, Phones
from tests.bot.conftest import TOKEN
from tests.bot.running import none_waits
from tests.conftest import FakeClock
from tests.office import Office

pytestmark = pytest.mark.usefixtures("bot")


async def rated(phones: Phones, office: Office, face: str = "🙁") -> Phone:
    citizen = await phones.new("Sulastri")
    await citizen.scan(await office.link(office.desk_alone))
    await citizen.tap(face)
    return citizen


async def bound(phones: Phones, office: Office, officer_id: int, clock: FakeClock) -> Phone:
    async with office.database.transaction() as tx:
        secret = await invites.create(tx, officer_id, clock())
    phone = await phones.new("Pegawai")
    await phone.scan(f"https://t.me/suara_uji_bot?start={invites.PREFIX}{secret}")
    await phone.tap("Ya, ini saya")
    return phone


async def complain(office: Office, keys: Keys, citizen: Phone, clock: FakeClock, text: str) -> cases.Case:
    """Open a case on the person's latest visit."""
    person = keys.pseudonym(citizen.id)
    [[visit_id]] = await office.rows(select(visits_table.c.id).where(visits_table.c.rater == person))
    async with office.database.transaction() as tx:
        visit = await visits.find(tx, visit_id, person)
        assert visit is not None
        rating = await ratings.of_visit(tx, visit)
        assert rating is not None
        return await cases.begin(tx, keys, visit, rating, citizen.id, "id", text, concerns.load(), clock(), 5)


async def file_of(phones: Phones, telegram: str, citizen: Phone) -> str:
    """Ask for everything, and return what stands in the file that comes."""
    await citizen.write("/datasaya")
    shown = (await phones.get(f"{citizen.id}/screen"))["messages"][-1]
    assert shown["document"] == "data-saya.txt"
    async with aiohttp.ClientSession() as session:
        async with session.post(f"{telegram}/bot{TOKEN}/getFile", json={"file_id": shown["file_id"]}) as answer:
            path = (await answer.json())["result"]["file_path"]
        async with session.get(f"{telegram}/file/bot{TOKEN}/{path}") as answer:
            return (await answer.read()).decode("utf-8")


async def knowing(office: Office, person: bytes) -> set[str]:
    """Return the tables in which a pseudonym stands once every message has arrived."""
    await none_waits(office.database)
    found = set()
    for name, table in metadata.tables.items():
        for row in await office.rows(select(table)):
            if any(field == person for field in row):
                found.add(name)
    return found


# The privacy text


async def test_privacy_is_five_lines_and_then_all_of_it_in_the_same_message(phones: Phones) -> None:
    citizen = await phones.new()
    short = await citizen.write("/privasi")
    assert short.text.startswith("Privasi Anda\n\n")
    assert short.text.count("• ") == len(short.text.splitlines()) - 2 == 5
    assert short.labels == [["Selengkapnya"]]
    full = await citizen.tap("Selengkapnya")
    assert full.edited
    for law in ("UU 27/2022", "UU 25/2009", "UU 20/2023"):
        assert law in full.text
    assert f"versi {privacy.VERSION}" in full.text
    assert (await citizen.tap("Ringkas")).text == short.text
    assert len(await citizen.look()) == 1


@pytest.mark.parametrize("data", ["y:", "y:all", "y:more:1"])
async def test_no_other_layer_exists(phones: Phones, data: str) -> None:
    citizen = await phones.new()
    await citizen.write("/privasi")
    assert "tidak berlaku" in await citizen.press(data=data)


async def seen(office: Office) -> list[tuple[object, ...]]:
    rows = await office.rows(select(raters.c.privacy_version, raters.c.privacy_seen_on))
    return [tuple(row) for row in rows]


async def test_the_day_is_kept_on_which_the_version_was_first_seen(
    phones: Phones, office: Office, clock: FakeClock
) -> None:
    citizen = await phones.new()
    for _ in range(2):
        await citizen.write("/privasi")
        assert await seen(office) == [(privacy.VERSION, "2026-11-23")]
        clock.turn(days=1)


@pytest.mark.parametrize("way", ["/privasi", "poster"])
async def test_a_new_version_is_seen_on_a_new_day(phones: Phones, office: Office, clock: FakeClock, way: str) -> None:
    citizen = await rated(phones, office)
    async with office.database.transaction() as tx:
        await tx.run(update(raters).values(privacy_version=privacy.VERSION - 1))
    clock.turn(days=3)
    await (citizen.write(way) if way == "/privasi" else citizen.scan(await office.link(office.desk_nobody)))
    assert await seen(office) == [(privacy.VERSION, "2026-11-26")]


# Everything, as a file


async def test_somebody_of_whom_nothing_is_held_is_told_so(phones: Phones, office: Office) -> None:
    citizen = await phones.new()
    assert (await citizen.write("/datasaya")).text == "Kami tidak menyimpan apa pun tentang Anda."
    assert await office.rows(select(raters.c.rater)) == []


async def test_the_file_says_all_in_plain_words(
    phones: Phones, office: Office, telegram: str, keys: Keys, clock: FakeClock
) -> None:
    citizen = await rated(phones, office)
    await citizen.tap("👤 Kurang ramah")
    thanks = (await citizen.look())[-1].id
    await citizen.tap("✍ Komentar", message=thanks)
    await citizen.write("dijanjikan besok, hubungi 0812 3456 7890 & <b>")
    await citizen.press("Tidak jadi", message=thanks)
    await citizen.tap("📋 Survei resmi", message=thanks)
    await citizen.tap("Sangat sesuai")
    async with office.database.transaction() as tx:
        person = keys.pseudonym(citizen.id)
        await duty_reports.report(tx, person, office.desk_two, duty_reports.NOT_PLANNED, "2026-11-20")
    opened = await complain(office, keys, citizen, clock, "diminta uang 50 ribu")
    async with office.database.transaction() as tx:
        await cases.answer(tx, opened, office.lurah, "Maaf, kami periksa.", clock())
    clock.turn(minutes=12)

    text = await file_of(phones, telegram, citizen)
    assert text.startswith("SUARA: SEMUA DATA YANG KAMI SIMPAN TENTANG ANDA\nDibaca 23 November 2026, pukul 08.12.\n")
    for line in [
        f"    Teks privasi yang Anda lihat: versi {privacy.VERSION}, 23 November 2026",
        "- 23 November 2026, 08.00: Kelurahan Banten, Loket 1",
        "    Petugas yang berjaga: Siti Rohmah, S.Sos.",
        "- 23 November 2026, antara pukul 08.00 dan 08.59: Kelurahan Banten, Loket 1",
        "    Wajah: 🙁 Kurang baik",
        "    Petugas: Siti Rohmah, S.Sos.",
        "    Layanan: Perekaman KTP-el",
        "    Yang menonjol: Kurang ramah",
        "    Komentar: “dijanjikan besok, hubungi [telepon] & <b>” (1 data pribadi ditutup)",
        "- 20 November 2026: Kecamatan Kasemen, Loket KTP-el",
        "    Yang tidak melayani: semua yang terjadwal",
        f"    {texts('id')('survey-persyaratan')} Sangat sesuai",
        f"- {opened.code}, 23 November 2026: Kelurahan Banten, Loket 1",
        "    Dikenali sebagai: pungutan liar",
        "    Keadaan: dijawab",
        "    23 November 2026, 08.00: keluhan Anda: “diminta uang 50 ribu”",
        "    23 November 2026, 08.00: jawaban kantor: “Maaf, kami periksa.”",
    ]:
        assert f"\n{line}\n" in text, line
    [[visit_id]] = await office.rows(select(visits_table.c.id))
    for inner in (visit_id, opened.id, str(citizen.id), keys.pseudonym(citizen.id).hex(), "Sulastri"):
        assert inner not in text


async def test_the_file_is_in_the_persons_language(phones: Phones, office: Office, telegram: str) -> None:
    citizen = await rated(phones, office)
    await citizen.write("/bahasa")
    await citizen.tap("English")
    text = await file_of(phones, telegram, citizen)
    assert "    Language: English\n" in text
    assert "between 08:00 and 08:59" in text
    assert "    Face: 🙁 Not so good\n" in text


async def test_nobody_elses_data_stand_in_the_file(phones: Phones, office: Office, telegram: str) -> None:
    await rated(phones, office, "😄")
    text = await file_of(phones, telegram, await rated(phones, office, "😞"))
    assert text.count("Wajah:") == 1
    assert "Wajah: 😞" in text


async def test_an_officer_is_told_of_the_binding(
    phones: Phones, office: Office, telegram: str, clock: FakeClock
) -> None:
    siti = await bound(phones, office, office.siti, clock)
    text = await file_of(phones, telegram, siti)
    assert "Akun pegawai: terhubung dengan Siti Rohmah, S.Sos. sejak 23 November 2026" in text


# Erasure


async def test_erasure_is_asked_once_and_says_what_stays(phones: Phones, office: Office, keys: Keys) -> None:
    citizen = await rated(phones, office)
    question = await citizen.write("/hapus")
    assert "Hapus semua data Anda?" in question.text
    assert "jumlah dalam minggu yang sudah terbit" in question.text
    assert question.labels == [["Tidak jadi", "Ya, hapus semua"]]
    assert len(await office.ratings()) == 1
    done = await citizen.tap("Ya, hapus semua")
    assert done.edited
    assert "Data Anda sudah dihapus" in done.text
    assert await knowing(office, keys.pseudonym(citizen.id)) == set()
    assert await office.rows(select(cube_pending.c.count)) == [(0,)]
    assert (await citizen.write("/datasaya")).text == "Kami tidak menyimpan apa pun tentang Anda."


async def test_no_keeps_everything(phones: Phones, office: Office) -> None:
    citizen = await rated(phones, office)
    await citizen.write("/hapus")
    assert "tidak ada yang dihapus" in (await citizen.tap("Tidak jadi")).text
    assert len(await office.ratings()) == 1
    assert "sudah tidak berlaku" in await citizen.press(data="e:yes")
    assert len(await office.ratings()) == 1


@pytest.mark.parametrize("data", ["e:yes", "e:no"])
async def test_a_forged_answer_without_the_question_is_refused(phones: Phones, office: Office, data: str) -> None:
    citizen = await rated(phones, office)
    assert "/hapus" in await citizen.press(data=data)
    assert len(await office.ratings()) == 1


@pytest.mark.parametrize("data", ["e:", "e:y", "e:yes:1"])
async def test_no_other_answer_exists_and_the_question_stays(phones: Phones, office: Office, data: str) -> None:
    citizen = await rated(phones, office)
    await citizen.write("/hapus")
    assert "tidak berlaku" in await citizen.press(data=data)
    assert len(await office.ratings()) == 1
    await citizen.tap("Ya, hapus semua")
    assert await office.ratings() == []


async def test_the_question_ends_after_an_hour(phones: Phones, office: Office, clock: FakeClock) -> None:
    citizen = await rated(phones, office)
    await citizen.write("/hapus")
    clock.turn(hours=1, minutes=1)
    assert "sudah tidak berlaku" in await citizen.press("Ya, hapus semua")
    assert len(await office.ratings()) == 1


async def test_another_step_ends_the_question(phones: Phones, office: Office) -> None:
    citizen = await rated(phones, office)
    await citizen.write("/hapus")
    await citizen.tap("✍ Komentar")
    assert "sudah tidak berlaku" in await citizen.press("Ya, hapus semua")
    assert len(await office.ratings()) == 1


async def test_a_written_yes_erases_nothing_and_shows_the_buttons_again(phones: Phones, office: Office) -> None:
    citizen = await rated(phones, office)
    await citizen.write("/hapus")
    screen = await citizen.write("ya")
    assert "cukup satu ketukan" in screen.text
    assert screen.labels == [["Tidak jadi", "Ya, hapus semua"]]
    assert len(await office.ratings()) == 1


async def test_old_screens_do_nothing_afterwards_and_one_may_begin_anew(phones: Phones, office: Office) -> None:
    citizen = await rated(phones, office)
    await citizen.write("/hapus")
    await citizen.tap("Ya, hapus semua")
    assert "tidak berlaku" in await citizen.press("Ubah")
    assert await office.ratings() == []
    await citizen.scan(await office.link(office.desk_alone))
    await citizen.tap("😄")
    assert await office.ratings() == [(office.desk_alone, office.siti, 4, "duty")]


async def test_the_answer_comes_in_the_language_that_was_chosen(phones: Phones) -> None:
    citizen = await phones.new()
    await citizen.write("/bahasa")
    await citizen.tap("English")
    await citizen.write("/hapus")
    assert "Your data has been erased" in (await citizen.tap("Yes, erase all")).text
    assert "Selamat datang" in (await citizen.write("/start")).text


async def test_a_complaint_under_way_is_withdrawn_and_the_way_back_is_gone(
    phones: Phones, office: Office, keys: Keys, clock: FakeClock
) -> None:
    citizen = await rated(phones, office)
    opened = await complain(office, keys, citizen, clock, "sudah tiga kali datang")
    await citizen.write("/hapus")
    await citizen.tap("Ya, hapus semua")
    [case] = await office.rows(select(cases_table.c.code, cases_table.c.status, cases_table.c.sealed_chat))
    assert tuple(case) == (opened.code, "withdrawn", None)
    events = await office.rows(select(case_events.c.kind, case_events.c.text).order_by(case_events.c.number))
    assert [tuple(event) for event in events] == [("opened", None), ("withdrawn", None)]
    assert await knowing(office, keys.pseudonym(citizen.id)) == set()


async def test_an_officers_binding_and_digest_stay(
    phones: Phones, office: Office, keys: Keys, clock: FakeClock
) -> None:
    siti = await bound(phones, office, office.siti, clock)
    await siti.scan(await office.link(office.desk_two))
    await siti.tap("🙂")
    assert "Akun pegawai Anda tetap terhubung" in (await siti.write("/hapus")).text
    await siti.tap("Ya, hapus semua")
    assert await knowing(office, keys.pseudonym(siti.id)) == {"accounts"}
    assert "hari Senin" in (await siti.write("/ringkasan")).text
    assert "kantor Anda sendiri" in (await siti.scan(await office.link(office.desk_alone))).text


async def test_everybody_else_stays(phones: Phones, office: Office) -> None:
    await rated(phones, office, "😄")
    citizen = await rated(phones, office, "😞")
    await citizen.write("/hapus")
    await citizen.tap("Ya, hapus semua")
    assert await office.ratings() == [(office.desk_alone, office.siti, 4, "duty")]


# The way there


async def test_the_menu_and_the_help_lead_there(phones: Phones) -> None:
    citizen = await phones.new()
    text = (await citizen.write("/bantuan")).text
    menu = [each["command"] for each in (await phones.get(f"{citizen.id}/commands"))["commands"]]
    for command in ("privasi", "datasaya", "hapus"):
        assert f"/{command}" in text
        assert command in menu
