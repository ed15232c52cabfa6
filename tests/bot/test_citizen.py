"""The citizen's two taps, through the simulator."""

import pytest
from sqlalchemy import select, update

from data.database import Database
from data.tables import cube_pending, duty_reports, opening_hours, ratings, visits
from simulator.client import Phones
from tests.bot.running import none_pending, none_waits
from tests.conftest import FakeClock
from tests.office import Office

pytestmark = pytest.mark.usefixtures("bot")

FACES = ["😞", "🙁", "🙂", "😄"]


async def test_two_taps_store_a_rating_of_the_officer_on_duty(phones: Phones, office: Office) -> None:
    citizen = await phones.new()
    screen = await citizen.scan(await office.link(office.desk_alone))
    assert "Kelurahan Banten" in screen.text
    assert "Siti Rohmah, S.Sos." in screen.text
    assert "disimpan anonim" in screen.text
    assert screen.labels == [FACES, ["Bukan orang ini"]]

    screen = await citizen.tap("😄")
    assert "Terima kasih! Penilaian Anda: 😄 Sangat baik" in screen.text
    assert "pukul 08.10" in screen.text
    assert screen.edited
    assert await office.ratings() == [(office.desk_alone, office.siti, 4, "duty")]
    assert len(await citizen.look()) == 1


async def test_with_several_on_duty_the_face_comes_first_and_is_stored_at_once(phones: Phones, office: Office) -> None:
    citizen = await phones.new()
    screen = await citizen.scan(await office.link(office.desk_two))
    assert screen.labels == [FACES]
    screen = await citizen.tap("🙂")
    assert await office.ratings() == [(office.desk_two, None, 3, "duty")]
    assert "di Loket KTP-el?" in screen.text
    assert screen.labels[:3] == [["AJ · Ahmad Jubaedi"], ["N · Nurhayati"], ["Tidak yakin", "Orang lain"]]
    screen = await citizen.tap("N · Nurhayati")
    assert "Untuk Nurhayati" in screen.text
    assert await office.ratings() == [(office.desk_two, office.eni, 3, "duty")]


async def test_not_sure_leaves_the_rating_with_the_desk(phones: Phones, office: Office) -> None:
    citizen = await phones.new()
    await citizen.scan(await office.link(office.desk_two))
    await citizen.tap("🙁")
    screen = await citizen.tap("Tidak yakin")
    assert "Untuk Loket KTP-el" in screen.text
    assert await office.ratings() == [(office.desk_two, None, 2, "duty")]


async def test_where_nobody_is_on_duty_the_desk_is_rated(phones: Phones, office: Office) -> None:
    citizen = await phones.new()
    screen = await citizen.scan(await office.link(office.desk_nobody))
    assert "Bagaimana pelayanannya?" in screen.text
    await citizen.tap("😞")
    assert await office.ratings() == [(office.desk_nobody, None, 1, "link")]


async def test_outside_the_duty_hours_the_desk_is_rated(phones: Phones, office: Office, clock: FakeClock) -> None:
    clock.turn(hours=8)
    citizen = await phones.new()
    await citizen.scan(await office.link(office.desk_alone))
    await citizen.tap("😄")
    assert await office.ratings() == [(office.desk_alone, None, 4, "link")]


async def test_change_and_undo_within_ten_minutes(phones: Phones, office: Office, clock: FakeClock) -> None:
    citizen = await phones.new()
    await citizen.scan(await office.link(office.desk_alone))
    await citizen.tap("😞")
    clock.turn(minutes=9)
    screen = await citizen.tap("Ubah")
    assert screen.labels[0] == FACES
    screen = await citizen.tap("🙂")
    assert await office.ratings() == [(office.desk_alone, office.siti, 3, "duty")]
    screen = await citizen.tap("Batalkan")
    assert "dibatalkan dan dihapus" in screen.text
    assert await office.ratings() == []
    await citizen.tap("Nilai lagi")
    await citizen.tap("😄")
    assert await office.ratings() == [(office.desk_alone, office.siti, 4, "duty")]


async def test_after_ten_minutes_the_rating_can_be_changed_but_not_taken_back(
    phones: Phones, office: Office, clock: FakeClock
) -> None:
    citizen = await phones.new()
    await citizen.scan(await office.link(office.desk_alone))
    await citizen.tap("😄")
    clock.turn(minutes=11)
    assert "Waktu untuk membatalkan sudah lewat" in await citizen.press("Batalkan")
    assert await office.ratings() == [(office.desk_alone, office.siti, 4, "duty")]
    screen = await citizen.tap("Ubah")
    assert screen.labels[0] == FACES


async def test_at_home_a_face_is_changed_silently_and_keeps_its_day_and_hour(
    phones: Phones, office: Office, clock: FakeClock
) -> None:
    siti = await phones.new()
    citizen = await phones.new()
    await citizen.scan(await office.link(office.desk_alone))
    await citizen.tap("😄")
    clock.turn(days=1, hours=10)
    await citizen.tap("Ubah")
    screen = await citizen.tap("😞")
    assert "Penilaian Anda: 😞 Tidak baik" in screen.text
    rows = await office.rows(select(ratings.c.face, ratings.c.day, ratings.c.hour, ratings.c.week))
    assert [tuple(row) for row in rows] == [(1, "2026-11-23", 8, "2026-W48")]
    assert await siti.look() == []
    pending = await office.rows(select(cube_pending.c.face, cube_pending.c.count))
    assert sorted(tuple(row) for row in pending if row[1]) == [(1, 1)]


async def test_a_changed_face_stays_with_the_officer_who_was_named(
    phones: Phones, office: Office, clock: FakeClock
) -> None:
    citizen = await phones.new()
    await citizen.scan(await office.link(office.desk_two))
    await citizen.tap("😞")
    await citizen.tap("N · Nurhayati")
    clock.turn(hours=10)
    await citizen.tap("Ubah")
    screen = await citizen.tap("😄")
    assert await office.ratings() == [(office.desk_two, office.eni, 4, "duty")]
    assert "di Loket KTP-el?" in screen.text
    await citizen.tap("AJ · Ahmad Jubaedi")
    assert await office.ratings() == [(office.desk_two, office.rohmat, 4, "duty")]


async def test_what_a_later_scan_has_replaced_is_not_said_to_be_taken_back(
    phones: Phones, office: Office, clock: FakeClock
) -> None:
    citizen = await phones.new()
    earlier = await citizen.scan(await office.link(office.desk_alone))
    await citizen.tap("😞")
    clock.turn(minutes=1)
    await citizen.scan(await office.link(office.desk_alone))
    await citizen.tap("😄")
    assert "tidak berlaku" in await citizen.press("Batalkan", message=earlier.id)
    assert not [screen for screen in await citizen.look() if "dibatalkan" in screen.text]
    assert await office.ratings() == [(office.desk_alone, office.siti, 4, "duty")]


async def test_after_two_days_the_rating_stays(phones: Phones, office: Office, clock: FakeClock) -> None:
    citizen = await phones.new()
    await citizen.scan(await office.link(office.desk_alone))
    await citizen.tap("😄")
    clock.turn(days=2, minutes=1)
    for button in ("Ubah", "Batalkan", "✍ Komentar", "👤 Ramah"):
        assert "Waktu untuk mengubah sudah lewat" in await citizen.press(button)
    assert await office.ratings() == [(office.desk_alone, office.siti, 4, "duty")]


async def test_not_this_person_before_the_face_leaves_the_rating_with_the_desk(phones: Phones, office: Office) -> None:
    citizen = await phones.new()
    await citizen.scan(await office.link(office.desk_alone))
    screen = await citizen.tap("Bukan orang ini")
    assert "Siti" not in screen.text
    assert screen.labels == [FACES]
    await citizen.tap("🙁")
    assert await office.ratings() == [(office.desk_alone, None, 2, "duty")]
    assert await reported(office) == [(office.desk_alone, office.siti, "2026-11-23")]


async def test_not_this_person_after_the_face_takes_it_from_the_officer(phones: Phones, office: Office) -> None:
    citizen = await phones.new()
    await citizen.scan(await office.link(office.desk_alone))
    await citizen.tap("🙁")
    await citizen.tap("👤 Kurang ramah")
    await citizen.tap("Ubah")
    screen = await citizen.tap("Bukan orang ini")
    assert "Untuk Loket 1" in screen.text
    assert "✓ Kurang ramah" in [label for row in screen.labels for label in row]
    assert await office.ratings() == [(office.desk_alone, None, 2, "duty")]
    assert "tidak berlaku" in await citizen.press(data=screen.keyboard[-1][0]["data"].replace("c:", "n:"))
    assert await reported(office) == [(office.desk_alone, office.siti, "2026-11-23")]


async def test_somebody_who_is_not_planned_is_reported_without_a_name(phones: Phones, office: Office) -> None:
    citizen = await phones.new()
    await citizen.scan(await office.link(office.desk_two))
    await citizen.tap("🙂")
    screen = await citizen.tap("Orang lain")
    assert "Untuk Loket KTP-el" in screen.text
    assert await office.ratings() == [(office.desk_two, None, 3, "duty")]
    assert await reported(office) == [(office.desk_two, 0, "2026-11-23")]


async def reported(office: Office) -> list[tuple[object, ...]]:
    rows = await office.rows(select(duty_reports.c.desk_id, duty_reports.c.officer_id, duty_reports.c.day))
    return [tuple(row) for row in rows]


async def test_a_second_rating_the_same_day_replaces_the_first(
    phones: Phones, office: Office, clock: FakeClock
) -> None:
    citizen = await phones.new()
    for face in ("😞", "😄"):
        await citizen.scan(await office.link(office.desk_alone))
        await citizen.tap(face)
        clock.turn(hours=1)
    assert await office.ratings() == [(office.desk_alone, office.siti, 4, "duty")]
    clock.turn(days=1)
    await citizen.scan(await office.link(office.desk_alone))
    await citizen.tap("🙂")
    assert [row[2] for row in await office.ratings()] == [4, 3]


async def test_two_people_count_each(phones: Phones, office: Office) -> None:
    for face in ("😞", "😄"):
        citizen = await phones.new()
        await citizen.scan(await office.link(office.desk_alone))
        await citizen.tap(face)
    assert [row[2] for row in await office.ratings()] == [1, 4]


async def test_what_waits_for_the_cube_adds_up_to_the_ratings(phones: Phones, office: Office) -> None:
    citizen = await phones.new()
    await citizen.scan(await office.link(office.desk_two))
    await citizen.tap("😞")
    await citizen.tap("N · Nurhayati")
    await citizen.tap("Ubah")
    await citizen.tap("😄")
    await citizen.tap("AJ · Ahmad Jubaedi")
    rows = await office.rows(select(cube_pending.c.officer_id, cube_pending.c.face, cube_pending.c.count))
    assert [tuple(row) for row in rows if row[2]] == [(office.rohmat, 4, 1)]


async def test_the_typed_code_opens_the_desk(phones: Phones, office: Office) -> None:
    citizen = await phones.new()
    await citizen.write("/start")
    code = (await office.poster(office.desk_alone)).code
    screen = await citizen.write(f" {code[:3].lower()} {code[3:].lower()} ")
    assert screen.labels[0] == FACES


async def test_guessing_codes_is_slowed_per_person(phones: Phones, office: Office, clock: FakeClock) -> None:
    guesser, other = await phones.new(), await phones.new()
    await guesser.write("/start")
    for _ in range(5):
        assert "tidak kami temukan" in (await guesser.write("HJKMN3")).text
    code = (await office.poster(office.desk_alone)).code
    assert "sepuluh menit lagi" in (await guesser.write(code)).text
    await other.write("/start")
    assert (await other.write(code)).labels[0] == FACES
    clock.turn(minutes=11)
    assert (await guesser.write(code)).labels[0] == FACES


@pytest.mark.parametrize("payload", ["garbage", "a" * 64, "-_-", "a_", "a_unknown"])
async def test_an_unknown_payload_gets_the_next_step(phones: Phones, payload: str) -> None:
    citizen = await phones.new()
    assert len((await citizen.scan(f"https://t.me/suara_uji_bot?start={payload}")).text) > 40


async def test_a_phone_that_drops_the_payload_is_told_to_type_the_code(phones: Phones, office: Office) -> None:
    citizen = await phones.new()
    screen = await citizen.scan(await office.link(office.desk_alone), drop_payload=True)
    assert "Ketik di sini kode" in screen.text


async def test_a_replaced_poster_says_where_the_new_one_hangs(phones: Phones, office: Office, clock: FakeClock) -> None:
    from data import posters

    link = await office.link(office.desk_alone)
    code = (await office.poster(office.desk_alone)).code
    async with office.database.transaction() as tx:
        await posters.revoke(tx, code, clock())
    citizen = await phones.new()
    assert "sudah diganti" in (await citizen.scan(link)).text
    assert "sudah diganti" in (await citizen.write(code)).text
    assert (await citizen.scan(await office.link(office.desk_alone))).labels[0] == FACES


@pytest.mark.parametrize(
    "what",
    [
        {"sticker": True},
        {"voice": True},
        {"contact": True},
        {"location": {"latitude": -6.0, "longitude": 106.1}},
        {"text": "halo", "forward": True},
        {"text": "apa kabar?"},
        {"text": "/tidakada"},
        {"text": "x" * 4096},
        {"text": "<b>&</b>"},
    ],
    ids=lambda what: next(iter(what.values())) if isinstance(next(iter(what.values())), str) else next(iter(what)),
)
async def test_nothing_is_a_dead_end(phones: Phones, what: dict[str, object]) -> None:
    citizen = await phones.new()
    await citizen.write("/start")
    assert "QR" in (await citizen.send(**what)).text


@pytest.mark.parametrize(
    "data",
    ["f", "f:", "f::", "f:x:9", "f:x:4", "w:x:0", "c:x", "u:x", "l:xx", "t:o:1", "t:p:0", "b:yes", "nonsense", "0"],
)
async def test_forged_buttons_do_nothing_and_are_answered(phones: Phones, office: Office, data: str) -> None:
    citizen = await phones.new()
    await citizen.write("/start")
    assert await citizen.press(data=data)
    assert await office.ratings() == []


async def test_nobody_can_tap_in_another_persons_visit(phones: Phones, office: Office) -> None:
    citizen, stranger = await phones.new(), await phones.new()
    screen = await citizen.scan(await office.link(office.desk_alone))
    await stranger.write("/start")
    assert "tidak berlaku" in await stranger.press(data=screen.keyboard[0][0]["data"])
    assert await office.ratings() == []


@pytest.mark.parametrize("value", ["0", "5", "-1", "4.0", "", "x", "４"])
async def test_no_other_face_exists(phones: Phones, office: Office, value: str) -> None:
    citizen = await phones.new()
    screen = await citizen.scan(await office.link(office.desk_alone))
    data = screen.keyboard[0][0]["data"].rsplit(":", 1)[0]
    assert await citizen.press(data=f"{data}:{value}")
    assert await office.ratings() == []


async def test_an_officer_who_was_not_on_duty_cannot_be_named(phones: Phones, office: Office) -> None:
    citizen = await phones.new()
    screen = await citizen.scan(await office.link(office.desk_two))
    await citizen.tap("😞")
    visit = screen.keyboard[0][0]["data"].split(":")[1]
    assert "tidak berlaku" in await citizen.press(data=f"w:{visit}:{office.siti}")
    assert await office.ratings() == [(office.desk_two, None, 1, "duty")]


async def test_the_language_is_chosen_and_kept(phones: Phones, office: Office) -> None:
    citizen = await phones.new()
    screen = await citizen.write("/bahasa")
    assert screen.labels[0] == ["Bahasa Indonesia", "English"]
    assert "we speak English" in (await citizen.tap("English")).text
    screen = await citizen.scan(await office.link(office.desk_alone))
    assert "How was the service" in screen.text
    foreigner = await phones.new(language_code="en")
    assert "Welcome" in (await foreigner.write("/start")).text


async def test_a_visit_left_open_for_a_day_asks_to_scan_again(phones: Phones, office: Office, clock: FakeClock) -> None:
    citizen = await phones.new()
    await citizen.scan(await office.link(office.desk_alone))
    clock.turn(hours=13)
    assert "pindai lagi" in await citizen.press("😄")
    assert await office.ratings() == []
    assert len(await office.rows(select(visits.c.id))) == 1


async def test_two_open_screens_rate_each_their_own_desk(phones: Phones, office: Office) -> None:
    citizen = await phones.new()
    first = await citizen.scan(await office.link(office.desk_alone))
    await citizen.scan(await office.link(office.desk_nobody))
    await citizen.tap("😄")
    await citizen.tap("😞", message=first.id)
    assert {row[:3] for row in await office.ratings()} == {
        (office.desk_alone, office.siti, 1),
        (office.desk_nobody, None, 4),
    }


async def test_a_place_that_moves_is_answered_once(phones: Phones, office: Office, database: Database) -> None:
    citizen = await phones.new()
    screen = await citizen.send(location=True)
    assert "hanya mengerti tulisan dan tombol" in screen.text
    person = {"id": citizen.id, "is_bot": False, "first_name": "Warga"}
    for second in range(3):
        moved = {"message_id": 1, "date": 1, "edit_date": 2 + second, "from": person}
        moved |= {"chat": {"id": citizen.id, "type": "private"}, "location": {"latitude": -6.1, "longitude": 106.1}}
        await phones.post("updates", updates=[{"edited_message": moved}])
    await none_pending(phones)
    await none_waits(database)
    assert len(await citizen.look()) == 1


async def test_while_the_office_is_closed_a_planned_duty_proves_little(phones: Phones, office: Office) -> None:
    async with office.database.transaction() as tx:
        await tx.run(update(opening_hours).values(opens=600))
    citizen = await phones.new()
    await citizen.scan(await office.link(office.desk_alone))
    await citizen.tap("😄")
    assert await office.ratings() == [(office.desk_alone, office.siti, 4, "link")]
