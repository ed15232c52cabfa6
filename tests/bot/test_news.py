"""/kabar: "Anda bilang, kami lakukan", from the superior to those who rated the office."""

import pytest
from sqlalchemy import delete, insert, select, update

from bot.settings import BotSettings
from data.database import Database
from data.keys import Keys
from data.tables import accounts, conversations, news, officers, offices
from simulator.client import Phone, Phones
from tests.bot.running import running
from tests.bot.test_officer import bound
from tests.conftest import FakeClock
from tests.office import Office

bot_runs = pytest.mark.usefixtures("bot")
TOLD = "Sejak Senin ada loket kedua."


async def posted(office: Office) -> list[str]:
    return [row[0] for row in await office.rows(select(news.c.text).order_by(news.c.id))]


async def rated(phones: Phones, office: Office, desk: int) -> Phone:
    citizen = await phones.new()
    await citizen.scan(await office.link(desk))
    await citizen.tap("🙂")
    return citizen


async def tell(lurah: Phone, text: str = TOLD) -> None:
    await lurah.write("/kabar")
    await lurah.write(text)


@bot_runs
async def test_a_superior_posts_and_sees_what_people_read(phones: Phones, office: Office, clock: FakeClock) -> None:
    lurah = await bound(phones, office, office.lurah, clock)
    screen = await lurah.write("/kabar")
    assert "Kabar Kelurahan Banten" in screen.text
    assert "belum ada kabar" in screen.text
    screen = await lurah.write(f"  {TOLD}\n")
    assert f"Anda bilang, kami lakukan (Kelurahan Banten): {TOLD}" in screen.text
    assert screen.labels == [["Hapus kabar"]]
    assert await posted(office) == [TOLD]
    screen = await lurah.write("/kabar")
    assert TOLD in screen.text
    assert screen.labels == [["Hapus kabar"], ["Tidak jadi"]]


@bot_runs
async def test_whoever_rated_before_reads_it_once_at_the_next_start(
    phones: Phones, office: Office, clock: FakeClock
) -> None:
    citizen, other = await rated(phones, office, office.desk_alone), await rated(phones, office, office.desk_two)
    clock.turn(days=1)
    lurah = await bound(phones, office, office.lurah, clock)
    await tell(lurah)
    screen = await citizen.write("/start")
    assert screen.text.startswith(f"Anda bilang, kami lakukan (Kelurahan Banten): {TOLD}\n\nSelamat datang")
    assert (await citizen.write("/start")).text.startswith("Selamat datang")
    assert "Anda bilang" not in (await other.write("/start")).text
    assert "Anda bilang" not in (await (await phones.new()).write("/start")).text
    await tell(lurah, "Genset sudah terpasang.")
    assert "Genset sudah terpasang." in (await citizen.write("/start")).text


@bot_runs
async def test_it_is_read_with_the_next_scan_too_and_does_not_keep_from_rating(
    phones: Phones, office: Office, clock: FakeClock
) -> None:
    citizen = await rated(phones, office, office.desk_alone)
    clock.turn(days=1)
    await tell(await bound(phones, office, office.lurah, clock))
    screen = await citizen.scan(await office.link(office.desk_two))
    assert screen.text.endswith(f"Anda bilang, kami lakukan (Kelurahan Banten): {TOLD}")
    assert screen.labels == [["😞", "🙁", "🙂", "😄"]]
    assert "Anda bilang" not in (await citizen.scan(await office.link(office.desk_two))).text


@bot_runs
async def test_an_office_above_speaks_to_those_who_rated_below(
    phones: Phones, office: Office, clock: FakeClock
) -> None:
    citizen = await rated(phones, office, office.desk_alone)
    clock.turn(days=1)
    head = await bound(phones, office, office.head, clock)
    screen = await head.write("/kabar")
    assert screen.labels == [["Kecamatan Kasemen"], ["Kelurahan Banten"]]
    await head.tap("Kecamatan Kasemen")
    await head.write(TOLD)
    assert f"(Kecamatan Kasemen): {TOLD}" in (await citizen.write("/start")).text


@bot_runs
async def test_a_superior_speaks_for_an_office_below(phones: Phones, office: Office, clock: FakeClock) -> None:
    head = await bound(phones, office, office.head, clock)
    await head.write("/kabar")
    assert "Kabar Kelurahan Banten" in (await head.tap("Kelurahan Banten")).text
    assert f"(Kelurahan Banten): {TOLD}" in (await head.write(TOLD)).text


@bot_runs
async def test_what_is_removed_is_shown_to_nobody_any_more(phones: Phones, office: Office, clock: FakeClock) -> None:
    citizen = await rated(phones, office, office.desk_alone)
    clock.turn(days=1)
    lurah = await bound(phones, office, office.lurah, clock)
    await tell(lurah)
    assert "sudah dihapus" in (await lurah.tap("Hapus kabar")).text
    assert "Anda bilang" not in (await citizen.write("/start")).text
    assert await posted(office) == []


@bot_runs
async def test_removing_while_a_text_is_waited_for_ends_the_waiting(
    phones: Phones, office: Office, clock: FakeClock
) -> None:
    lurah = await bound(phones, office, office.lurah, clock)
    await tell(lurah)
    await lurah.write("/kabar")
    await lurah.tap("Hapus kabar")
    await lurah.write("terima kasih")
    assert await posted(office) == []


@bot_runs
@pytest.mark.parametrize("how", ["cancelled", "an hour later"])
async def test_what_is_written_then_is_not_posted(phones: Phones, office: Office, clock: FakeClock, how: str) -> None:
    lurah = await bound(phones, office, office.lurah, clock)
    await lurah.write("/kabar")
    if how == "cancelled":
        assert "tidak ada yang dipasang" in (await lurah.tap("Tidak jadi")).text
    else:
        clock.turn(minutes=61)
    await lurah.write(TOLD)
    assert await posted(office) == []


@bot_runs
async def test_a_text_too_long_is_asked_for_again(phones: Phones, office: Office, clock: FakeClock) -> None:
    lurah = await bound(phones, office, office.lurah, clock)
    await lurah.write("/kabar")
    assert "201 huruf, paling banyak 200" in (await lurah.write("x" * 201)).text
    assert await posted(office) == []
    await lurah.write("x" * 200)
    assert await posted(office) == ["x" * 200]


@bot_runs
async def test_personal_data_is_masked_and_that_is_said(phones: Phones, office: Office, clock: FakeClock) -> None:
    lurah = await bound(phones, office, office.lurah, clock)
    await lurah.write("/kabar")
    screen = await lurah.write("Hubungi 0812-3456-7890 untuk antrean.")
    assert "1 data pribadi sudah kami tutup" in screen.text
    assert await posted(office) == ["Hubungi [telepon] untuk antrean."]


@bot_runs
async def test_a_superiors_signs_are_shown_as_they_are(phones: Phones, office: Office, clock: FakeClock) -> None:
    citizen = await rated(phones, office, office.desk_alone)
    clock.turn(days=1)
    await tell(await bound(phones, office, office.lurah, clock), "<b>Cepat</b> & ramah <3 { $text }")
    assert "(Kelurahan Banten): <b>Cepat</b> & ramah <3 { $text }" in (await citizen.write("/start")).text


@bot_runs
@pytest.mark.parametrize("who", ["siti", "citizen"])
async def test_whoever_has_no_team_is_told_kindly(phones: Phones, office: Office, clock: FakeClock, who: str) -> None:
    phone = await bound(phones, office, office.siti, clock) if who == "siti" else await phones.new()
    assert "punya tim" in (await phone.write("/kabar")).text
    await phone.write(TOLD)
    for data in ("a:cancel", "a:office:1", "a:office:2", "a:page:0"):
        assert "tidak berlaku" in await phone.press(data=data)
    assert await posted(office) == []
    assert await office.rows(select(conversations.c.rater)) == []


@bot_runs
async def test_another_offices_news_is_out_of_reach(phones: Phones, office: Office, clock: FakeClock) -> None:
    head = await bound(phones, office, office.head, clock)
    await head.write("/kabar")
    await head.tap("Kecamatan Kasemen")
    await head.write(TOLD)
    lurah = await bound(phones, office, office.lurah, clock)
    ((news_id,),) = await office.rows(select(news.c.id))
    ((district,),) = await office.rows(select(offices.c.id).where(offices.c.code == "kec"))
    for data in (f"a:remove:{news_id}", f"a:office:{district}"):
        assert "tidak berlaku" in await lurah.press(data=data)
    assert await posted(office) == [TOLD]


@bot_runs
@pytest.mark.parametrize(
    "data",
    [
        "a:",
        "a:x",
        "a:remove:99",
        "a:remove:-1",
        "a:remove:x",
        "a:remove:",
        "a:office:",
        "a:office:99",
        "a:page:x",
        "a:page:-1",
        "a:remove:" + "9" * 50,
        "a:office:" + "9" * 50,
    ],
)
async def test_forged_data_does_nothing_and_is_answered(
    phones: Phones, office: Office, clock: FakeClock, data: str
) -> None:
    lurah = await bound(phones, office, office.lurah, clock)
    await tell(lurah)
    assert "tidak berlaku" in await lurah.press(data=data)
    assert await posted(office) == [TOLD]


@bot_runs
@pytest.mark.parametrize("how", ["unbound", "no team any more"])
async def test_the_right_to_speak_is_checked_anew_when_the_words_come(
    phones: Phones, office: Office, clock: FakeClock, how: str
) -> None:
    lurah = await bound(phones, office, office.lurah, clock)
    await lurah.write("/kabar")
    async with office.database.transaction() as tx:
        if how == "unbound":
            await tx.run(delete(accounts))
        else:
            await tx.run(update(officers).where(officers.c.superior_id == office.lurah).values(superior_id=office.head))
    assert "tidak lagi di bawah Anda" in (await lurah.write(TOLD)).text
    assert await posted(office) == []


@bot_runs
async def test_many_offices_come_eight_a_page(phones: Phones, office: Office, clock: FakeClock) -> None:
    async with office.database.transaction() as tx:
        for number in range(10, 18):
            id_ = await tx.value(
                insert(offices)
                .values(code=f"kel-{number}", name=f"Kelurahan {number}", time_zone="Asia/Jakarta")
                .returning(offices.c.id)
            )
            await tx.run(
                insert(officers).values(
                    code=f"o-{number}",
                    name=f"Orang {number}",
                    degrees_before="",
                    degrees_after="",
                    position="",
                    office_id=id_,
                    superior_id=office.head,
                )
            )
    head = await bound(phones, office, office.head, clock)
    assert len((await head.write("/kabar")).labels) == 9
    screen = await head.tap("Berikutnya (2/2) ▶")
    assert screen.labels == [["Kelurahan 17"], ["Kelurahan Banten"], ["◀ Sebelumnya"]]
    assert "Kabar Kelurahan 17" in (await head.tap("Kelurahan 17")).text


async def test_a_restart_in_between_is_not_noticed(
    phones: Phones, office: Office, clock: FakeClock, settings: BotSettings, database: Database, keys: Keys
) -> None:
    async with running(settings, database, keys, clock):
        lurah = await bound(phones, office, office.lurah, clock)
        await lurah.write("/kabar")
    async with running(settings, database, keys, clock):
        await lurah.write(TOLD)
    assert await posted(office) == [TOLD]
