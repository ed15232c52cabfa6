"""The officer: the invitation, the digest, and whom one may not rate."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.screens import officer as screens
from bot.service import Bot
from bot.settings import BotSettings
from data import digests, invites, scores
from data.digests import Digest
from data.scores import Published, Score
from data.tables import accounts
from data.tables import invites as invitations
from data.texts import texts
from simulator.client import Phone, Phones
from tests.conftest import FakeClock
from tests.office import Office
from tests.pictures import png

pytestmark = pytest.mark.usefixtures("bot")


async def invite(office: Office, officer_id: int, clock: FakeClock) -> str:
    async with office.database.transaction() as tx:
        secret = await invites.create(tx, officer_id, clock())
    return f"https://t.me/suara_uji_bot?start={invites.PREFIX}{secret}"


async def bound(phones: Phones, office: Office, officer_id: int, clock: FakeClock) -> Phone:
    phone = await phones.new("Pegawai")
    await phone.scan(await invite(office, officer_id, clock))
    await phone.tap("Ya, ini saya")
    return phone


async def test_the_invitation_shows_who_one_is_about_to_be_and_binds(
    phones: Phones, office: Office, clock: FakeClock
) -> None:
    phone = await phones.new()
    screen = await phone.scan(await invite(office, office.siti, clock))
    assert "Siti Rohmah, S.Sos." in screen.text
    assert "Kelurahan Banten" in screen.text
    assert screen.labels == [["Ya, ini saya", "Bukan saya"]]
    assert await office.rows(select(accounts.c.officer_id)) == []
    assert "sudah terhubung" in (await phone.tap("Ya, ini saya")).text
    assert [row[0] for row in await office.rows(select(accounts.c.officer_id))] == [office.siti]


async def test_the_account_is_kept_sealed(phones: Phones, office: Office, clock: FakeClock) -> None:
    phone = await bound(phones, office, office.siti, clock)
    (row,) = await office.rows(select(accounts.c.sealed_chat, accounts.c.rater))
    for stored in row:
        assert str(phone.id).encode() not in stored


async def test_an_invitation_works_once(phones: Phones, office: Office, clock: FakeClock) -> None:
    link = await invite(office, office.siti, clock)
    first, second = await phones.new(), await phones.new()
    await first.scan(link)
    await second.scan(link)
    await first.tap("Ya, ini saya")
    assert "sudah dipakai" in (await second.tap("Ya, ini saya")).text
    assert "sudah dipakai" in (await second.scan(link)).text
    assert len(await office.rows(select(accounts.c.officer_id))) == 1


async def test_an_invitation_ends_after_two_weeks(phones: Phones, office: Office, clock: FakeClock) -> None:
    link = await invite(office, office.siti, clock)
    clock.turn(days=15)
    assert "tidak berlaku" in (await (await phones.new()).scan(link)).text


async def test_saying_no_binds_nobody_and_leaves_the_invitation(
    phones: Phones, office: Office, clock: FakeClock
) -> None:
    phone = await phones.new()
    await phone.scan(await invite(office, office.siti, clock))
    assert "tidak ada yang dihubungkan" in (await phone.tap("Bukan saya")).text
    assert await office.rows(select(accounts.c.officer_id)) == []
    assert await office.rows(select(invitations.c.used_at)) == [(None,)]


async def test_a_forged_yes_binds_nobody(phones: Phones, office: Office, clock: FakeClock) -> None:
    await invite(office, office.siti, clock)
    phone = await phones.new()
    await phone.write("/start")
    assert await phone.press(data="b:yes")
    assert await office.rows(select(accounts.c.officer_id)) == []


async def test_a_new_phone_replaces_the_old_one(phones: Phones, office: Office, clock: FakeClock) -> None:
    old = await bound(phones, office, office.siti, clock)
    new = await bound(phones, office, office.siti, clock)
    assert "untuk pegawai" in (await old.write("/ringkasan")).text
    assert "hari Senin" in (await new.write("/ringkasan")).text


async def test_one_account_is_one_officer(phones: Phones, office: Office, clock: FakeClock) -> None:
    phone = await bound(phones, office, office.siti, clock)
    assert "pegawai lain" in (await phone.scan(await invite(office, office.rohmat, clock))).text


async def test_the_menu_shows_to_each_their_own(phones: Phones, office: Office, clock: FakeClock) -> None:
    citizen = await phones.new()
    await citizen.write("/start")
    siti = await bound(phones, office, office.siti, clock)
    lurah = await bound(phones, office, office.lurah, clock)

    async def menu(phone: Phone) -> list[str]:
        return [each["command"] for each in (await phones.get(f"{phone.id}/commands"))["commands"]]

    everybody = ["start", "bahasa", "privasi", "datasaya", "hapus", "bantuan"]
    superiors = ["tim", "tindaklanjut", "gangguan", "kabar", "laporan"]
    assert await menu(citizen) == everybody
    assert await menu(siti) == ["ringkasan", "rincian", *everybody]
    assert await menu(lurah) == ["ringkasan", "rincian", *superiors, *everybody]


async def test_nobody_rates_themself_or_a_colleague(phones: Phones, office: Office, clock: FakeClock) -> None:
    siti = await bound(phones, office, office.siti, clock)
    for desk in (office.desk_alone, office.desk_nobody):
        screen = await siti.scan(await office.link(desk))
        assert "kantor Anda sendiri" in screen.text
        assert screen.labels == []
    assert await office.ratings() == []


async def test_an_officer_may_rate_another_office(phones: Phones, office: Office, clock: FakeClock) -> None:
    siti = await bound(phones, office, office.siti, clock)
    await siti.scan(await office.link(office.desk_two))
    await siti.tap("🙂")
    assert [row[2] for row in await office.ratings()] == [3]


async def test_a_screen_opened_before_binding_no_longer_rates_a_colleague(
    phones: Phones, office: Office, clock: FakeClock
) -> None:
    phone = await phones.new()
    screen = await phone.scan(await office.link(office.desk_alone))
    await phone.scan(await invite(office, office.siti, clock))
    await phone.tap("Ya, ini saya")
    assert "kantor Anda sendiri" in await phone.press("😄", message=screen.id)
    assert await office.ratings() == []


async def test_the_latest_digest_is_shown_with_its_chart(
    phones: Phones, office: Office, clock: FakeClock, settings: BotSettings
) -> None:
    siti = await bound(phones, office, office.siti, clock)
    assert "hari Senin" in (await siti.write("/ringkasan")).text
    chart = settings.charts_folder / "2026-W48" / "1.png"
    chart.parent.mkdir(parents=True)
    chart.write_bytes(png(800, 600))
    async with office.database.transaction() as tx:
        await digests.store(tx, [Digest("2026-W48", office.siti, "<b>Minggu</b> yang baik", "2026-W48/1.png")])
    shown = await siti.write("/ringkasan")
    assert (shown.text, shown.photo) == ("Minggu yang baik", True)


async def test_tags_do_not_count_against_the_length_of_a_caption(
    phones: Phones, office: Office, clock: FakeClock, settings: BotSettings
) -> None:
    siti = await bound(phones, office, office.siti, clock)
    chart = settings.charts_folder / "2026-W48" / "1.png"
    chart.parent.mkdir(parents=True)
    chart.write_bytes(png(800, 600))
    text = "<b>baik</b>\n" * 150  # 750 letters, 1800 with the tags
    for week, written, photo in (("2026-W48", text, True), ("2026-W49", text * 2, False)):
        async with office.database.transaction() as tx:
            await digests.store(tx, [Digest(week, office.siti, written, "2026-W48/1.png")])
        assert (await siti.write("/ringkasan")).photo is photo


async def test_a_digest_whose_chart_was_lost_is_still_shown(phones: Phones, office: Office, clock: FakeClock) -> None:
    siti = await bound(phones, office, office.siti, clock)
    async with office.database.transaction() as tx:
        await digests.store(tx, [Digest("2026-W48", office.siti, "<b>Minggu</b> yang baik", "2026-W48/gone.png")])
    shown = await siti.write("/ringkasan")
    assert (shown.text, shown.photo) == ("Minggu yang baik", False)


async def test_blocking_the_bot_keeps_the_binding(phones: Phones, office: Office, clock: FakeClock, bot: Bot) -> None:
    siti = await bound(phones, office, office.siti, clock)
    await siti.post("block")
    await siti.post("unblock")
    await siti.write("/ringkasan")
    assert await office.rows(select(accounts.c.officer_id, accounts.c.blocked_at)) == [(office.siti, None)]


PARTS = {"mean": 80.0, "own": 87.5, "service": 2.5, "office": -2.5, "raters": 0.0, "trust": 70.0}


async def test_the_figure_is_taken_apart_for_whom_it_is_about(phones: Phones, office: Office, clock: FakeClock) -> None:
    siti = await bound(phones, office, office.siti, clock)
    assert "belum bisa dirinci" in (await siti.write("/rincian")).text
    scored = Published("official", None, 0, 85, 80, 90, 0.7, "50–99", "2026-W47", parts=PARTS)
    held = Published("official", None, 0, 85, 80, 90, 0.7, "50–99", "2026-W47")
    async with office.database.transaction() as tx:
        for week, published in (("2026-W47", scored), ("2026-W48", held)):
            await scores.begin(tx, week, clock())
            await scores.store(tx, week, [Score(week, office.siti, published)], [], {})
    said = (await siti.write("/rincian")).text
    assert "Minggu mulai 16 November 2026" in said
    lines = [line.rsplit(maxsplit=1) for line in said.splitlines() if line.strip()]
    table = {line[0].strip(): line[1] for line in lines if len(line) == 2}
    assert table["Rata-rata Anda"] == "87,5"
    assert table["Jenis layanan"] == "−2,5"
    assert table["Kantor"] == "+2,5"
    assert table["Penilai"] == "±0"
    assert table["Disesuaikan"] == "87,5"
    assert table["Skor Suara"] == "85"
    assert "untuk pegawai" in (await (await phones.new()).write("/rincian")).text


@pytest.mark.parametrize(("standing", "said"), [("above", "“Layak diapresiasi”"), ("below", "“Perlu dibantu”")])
async def test_whoever_is_on_a_superiors_list_reads_it_as_of_the_latest_week(
    phones: Phones, office: Office, clock: FakeClock, standing: str, said: str
) -> None:
    siti = await bound(phones, office, office.siti, clock)
    fresh = Published("official", None, 0, 75, 70, 80, 0.8, "100–199", "2026-W30", parts=PARTS, standing=standing)
    for week, published in (
        ("2026-W30", fresh),
        ("2026-W31", replace(fresh, parts=None)),
        *((f"2026-W{number}", replace(fresh, parts=None)) for number in range(32, 44)),
        ("2026-W44", replace(fresh, parts=None, reason="second_look", standing=None)),
    ):
        async with office.database.transaction() as tx:
            await scores.begin(tx, week, clock())
            await scores.store(tx, week, [Score(week, office.siti, published)], [], {})
        if week in ("2026-W30", "2026-W31", "2026-W43", "2026-W44"):
            shown = (await siti.write("/rincian")).text
            assert (said in shown) is (week != "2026-W44")
            assert ("Rata-rata Anda" in shown) is (week < "2026-W43")
            assert ("bukan hukuman" in shown and "berhak berkeberatan" in shown) is (
                said in shown and standing == "below"
            )


@pytest.mark.parametrize("note", ["alone", "one-service", "apart"])
def test_what_cannot_be_compared_is_said_with_the_parts(note: str) -> None:
    words = {"alone": "tidak bisa dipisahkan", "one-service": "di layanan yang sama", "apart": "kelompok Anda sendiri"}
    scored = Published("official", None, 0, 85, 80, 90, 0.7, "50–99", "2026-W47", parts={**PARTS, note: 1.0})
    shown = screens.details(texts("id"), Score("2026-W47", 1, scored), None).text
    assert [key for key, said in words.items() if said in shown] == [note]
