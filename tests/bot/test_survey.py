"""The official survey on the phone: nine questions and a profile, one tap each."""

from typing import Any

import pytest
from sqlalchemy import select, update

from data import skm
from data.tables import services, skm_responses, visits
from simulator.client import Phone, Phones, Seen
from tests.bot.test_officer import invite
from tests.conftest import FakeClock
from tests.office import Office

pytestmark = pytest.mark.usefixtures("bot")

ANSWERS = (
    "Sesuai",
    "Mudah",
    "Sangat cepat",
    "Gratis",
    "Kurang sesuai",
    "Kompeten",
    "Sangat sopan dan ramah",
    "Buruk",
    "Dikelola dengan baik",
)
VALUES = (3, 3, 4, 4, 2, 3, 4, 1, 4)


async def rated(phones: Phones, office: Office, desk: int | None = None) -> Phone:
    citizen = await phones.new()
    await rate(citizen, office, desk)
    return citizen


async def rate(citizen: Phone, office: Office, desk: int | None = None) -> None:
    await citizen.scan(await office.link(desk or office.desk_alone))
    await citizen.tap("🙂")


async def answer(citizen: Phone, *labels: str) -> Seen:
    for label in labels:
        screen = await citizen.tap(label)
    return screen


async def answers(office: Office) -> list[tuple[Any, ...]]:
    """Return the nine answers and the day of completion of every response."""
    rows = await office.rows(
        select(*(skm_responses.c[unsur] for unsur in skm.UNSUR), skm_responses.c.completed_on).order_by(
            skm_responses.c.started_on
        )
    )
    return [tuple(row) for row in rows]


async def profile(office: Office) -> tuple[Any, ...]:
    [row] = await office.rows(select(*(skm_responses.c[part] for part in skm.PROFILE)))
    return tuple(row)


async def response_id(office: Office) -> str:
    [row] = await office.rows(select(skm_responses.c.id))
    return str(row[0])


async def test_nine_taps_and_the_survey_counts(phones: Phones, office: Office) -> None:
    citizen = await rated(phones, office)
    screen = await citizen.tap("📋 Survei resmi")
    assert "Survei resmi (SKM): Perekaman KTP-el, Kelurahan Banten" in screen.text
    assert screen.labels == [["Tidak sesuai"], ["Kurang sesuai"], ["Sesuai"], ["Sangat sesuai"], ["Nanti saja"]]
    survey = screen.id
    for number, label in enumerate(ANSWERS, 1):
        assert f"{number}/9" in screen.text
        assert await answers(office) == [(*VALUES[: number - 1], *[None] * (10 - number), None)]
        screen = await citizen.tap(label)
        assert screen.id == survey
    assert "Lengkap, 9/9" in screen.text
    assert "terhitung dalam indeks kepuasan masyarakat (IKM) resmi Kelurahan Banten" in screen.text
    assert await answers(office) == [(*VALUES, "2026-11-23")]
    for label in ("36–45", "Perempuan", "SMA/SMK"):
        screen = await citizen.tap(label)
    assert screen.text == "Pekerjaan Anda?"
    screen = await citizen.tap("Petani/nelayan/buruh")
    assert "Survei Anda lengkap dan terhitung" in screen.text
    assert screen.labels == []
    assert await profile(office) == ("36-45", "p", "sma", "land-sea-labour")
    assert await answers(office) == [(*VALUES, "2026-11-23")]
    thanks, survey_message = await citizen.look()
    assert "Ubah" in thanks.labels[-1]
    assert survey_message.id == survey


async def test_back_changes_an_answer(phones: Phones, office: Office) -> None:
    citizen = await rated(phones, office)
    screen = await answer(citizen, "📋 Survei resmi", *ANSWERS[:3], "‹ Kembali")
    assert "3/9" in screen.text
    assert ["✓ Sangat cepat"] in screen.labels
    screen = await answer(citizen, "‹ Kembali", "‹ Kembali")
    assert "1/9" in screen.text
    assert screen.labels[-1] == ["Nanti saja"]
    screen = await answer(citizen, "Tidak sesuai")
    assert "2/9" in screen.text
    assert await answers(office) == [(1, 3, 4, *[None] * 7)]
    await answer(citizen, "✓ Mudah", "✓ Sangat cepat", *ANSWERS[3:])
    assert await answers(office) == [(1, *VALUES[1:], "2026-11-23")]


async def test_an_unfinished_survey_is_kept_and_said_not_to_count(phones: Phones, office: Office) -> None:
    citizen = await rated(phones, office)
    screen = await answer(citizen, "📋 Survei resmi", *ANSWERS[:2], "Nanti saja")
    assert "Tersimpan: 2 dari 9 jawaban. Survei ini belum terhitung" in screen.text
    assert "sampai 23 Desember 2026" in screen.text
    assert await answers(office) == [(3, 3, *[None] * 8)]
    screen = await citizen.tap("Lanjutkan survei")
    assert "3/9" in screen.text


async def test_days_later_a_bare_start_leads_on_where_one_was(phones: Phones, office: Office, clock: FakeClock) -> None:
    citizen = await rated(phones, office)
    assert (await citizen.write("/start")).labels == []
    await answer(citizen, "📋 Survei resmi", *ANSWERS[:2], "Nanti saja")
    clock.turn(days=5)
    screen = await citizen.write("/start")
    assert screen.labels == [["Lanjutkan survei (3/9)"]]
    screen = await citizen.tap("Lanjutkan survei (3/9)")
    assert "3/9" in screen.text
    screen = await answer(citizen, *ANSWERS[2:])
    assert "Lengkap, 9/9" in screen.text
    assert await answers(office) == [(*VALUES, "2026-11-28")]
    assert (await citizen.write("/start")).labels == []


async def test_scanning_again_leads_on_as_well(phones: Phones, office: Office, clock: FakeClock) -> None:
    citizen = await rated(phones, office)
    await answer(citizen, "📋 Survei resmi", *ANSWERS[:4])
    clock.turn(days=3)
    await rate(citizen, office)
    screen = await citizen.tap("📋 Survei resmi")
    assert "5/9" in screen.text
    assert len(await answers(office)) == 1


async def test_after_a_month_there_is_nothing_to_go_on_with(phones: Phones, office: Office, clock: FakeClock) -> None:
    citizen = await rated(phones, office)
    await answer(citizen, "📋 Survei resmi", *ANSWERS[:2])
    clock.turn(days=31)
    assert "tidak berlaku" in await citizen.press("Cepat")
    assert (await citizen.write("/start")).labels == []
    assert await answers(office) == [(3, 3, *[None] * 8)]


async def test_a_child_is_asked_nothing_more(phones: Phones, office: Office) -> None:
    citizen = await rated(phones, office)
    screen = await answer(citizen, "📋 Survei resmi", *ANSWERS, "Di bawah 18")
    assert "Survei Anda lengkap dan terhitung" in screen.text
    assert screen.labels == []
    assert await profile(office) == (skm.UNDER_18, None, None, None)
    assert "tidak berlaku" in await citizen.press(data=f"z:{await response_id(office)}:sex:p")
    assert await profile(office) == (skm.UNDER_18, None, None, None)


async def test_each_part_of_the_profile_may_be_skipped_and_gone_back_to(phones: Phones, office: Office) -> None:
    citizen = await rated(phones, office)
    screen = await answer(citizen, "📋 Survei resmi", *ANSWERS, "Lewati")
    assert screen.text == "Jenis kelamin Anda?"
    screen = await answer(citizen, "Lewati", "Lewati", "‹ Kembali")
    assert screen.text == "Pendidikan terakhir Anda?"
    screen = await answer(citizen, "Lewati", "Lewati")
    assert "Survei Anda lengkap dan terhitung" in screen.text
    assert await profile(office) == (skm.SKIPPED,) * 4


async def test_whoever_stops_before_the_profile_has_been_counted(phones: Phones, office: Office) -> None:
    citizen = await rated(phones, office)
    await answer(citizen, "📋 Survei resmi", *ANSWERS)
    assert await answers(office) == [(*VALUES, "2026-11-23")]
    assert await profile(office) == (None,) * 4
    assert (await citizen.write("/start")).labels == []


async def test_the_same_service_is_asked_again_only_after_ninety_days(
    phones: Phones, office: Office, clock: FakeClock
) -> None:
    citizen = await rated(phones, office)
    await answer(citizen, "📋 Survei resmi", *ANSWERS)
    clock.turn(days=89)
    await rate(citizen, office, office.desk_two)  # a Saturday: nobody is on duty
    toast = await citizen.press("📋 Survei resmi")
    assert "sudah mengisi survei untuk layanan ini" in toast
    assert "mulai 21 Februari 2027" in toast
    assert len(toast) <= 200
    assert len(await answers(office)) == 1
    clock.turn(days=1)
    await rate(citizen, office)
    assert "1/9" in (await citizen.tap("📋 Survei resmi")).text
    assert [row[-1] for row in await answers(office)] == ["2026-11-23", None]


async def test_another_service_may_be_asked_meanwhile(phones: Phones, office: Office) -> None:
    citizen = await rated(phones, office)
    await answer(citizen, "📋 Survei resmi", *ANSWERS, "Di bawah 18")
    await rate(citizen, office, office.desk_nobody)
    screen = await answer(citizen, "Pengajuan Kartu Keluarga", "📋 Survei resmi")
    assert "Pengajuan Kartu Keluarga" in screen.text
    assert "1/9" in screen.text


async def test_where_the_service_is_open_it_is_asked_first(phones: Phones, office: Office) -> None:
    citizen = await rated(phones, office, office.desk_nobody)
    screen = await answer(citizen, "Urusan lain", "📋 Survei resmi")
    assert screen.text == "Untuk urusan apa Anda datang?"
    assert screen.labels == [["Perekaman KTP-el"], ["Pengajuan Kartu Keluarga"], ["Urusan lain"]]
    asked = screen.id
    screen = await citizen.tap("Pengajuan Kartu Keluarga", message=asked)
    assert "Pengajuan Kartu Keluarga" in screen.text
    assert screen.id == asked
    named = await office.rows(select(services.c.code).join(skm_responses, skm_responses.c.service_id == services.c.id))
    assert [row[0] for row in named] == ["kk"]


async def test_another_errand_has_a_survey_too(phones: Phones, office: Office) -> None:
    citizen = await rated(phones, office, office.desk_nobody)
    screen = await answer(citizen, "Urusan lain", "📋 Survei resmi", "Urusan lain")
    assert "Urusan lain, Kelurahan Banten" in screen.text
    screen = await answer(citizen, *ANSWERS[:3])
    assert "kewajaran biaya/tarif" in screen.text
    assert [row[0] for row in await office.rows(select(skm_responses.c.service_id))] == [None]


@pytest.mark.parametrize(
    ("free", "question"),
    [
        (1, "Menurut peraturan, layanan ini gratis. Bagaimana biaya yang Saudara bayar?"),
        (0, "Bagaimana pendapat Saudara tentang kewajaran biaya/tarif dalam pelayanan?"),
    ],
)
async def test_a_service_free_by_law_is_asked_of_as_such(
    phones: Phones, office: Office, free: int, question: str
) -> None:
    async with office.database.transaction() as tx:
        await tx.run(update(services).values(free=free))
    citizen = await rated(phones, office)
    screen = await answer(citizen, "📋 Survei resmi", *ANSWERS[:3])
    assert screen.text == f"4/9  {question}"
    assert screen.labels[:4] == [["Sangat mahal"], ["Cukup mahal"], ["Murah"], ["Gratis"]]


async def test_what_is_typed_midway_gets_the_question_again(phones: Phones, office: Office) -> None:
    citizen = await rated(phones, office)
    await answer(citizen, "📋 Survei resmi", *ANSWERS[:2])
    screen = await citizen.write("cepat sekali")
    assert "tidak perlu mengetik" in screen.text
    assert "3/9" in screen.text
    screen = await citizen.tap("Sangat cepat")
    assert "4/9" in screen.text
    assert await answers(office) == [(3, 3, 4, *[None] * 7)]


async def test_a_code_typed_midway_is_still_a_code(phones: Phones, office: Office) -> None:
    citizen = await rated(phones, office)
    await answer(citizen, "📋 Survei resmi", *ANSWERS[:2])
    assert "tidak kami temukan" in (await citizen.write("HJKMN3")).text
    screen = await citizen.write((await office.poster(office.desk_two)).code)
    assert "Loket KTP-el" in screen.text


async def test_what_is_typed_after_the_end_is_no_longer_about_the_survey(phones: Phones, office: Office) -> None:
    citizen = await rated(phones, office)
    await answer(citizen, "📋 Survei resmi", *ANSWERS)
    assert "Berapa usia Anda?" in (await citizen.write("30 tahun")).text
    await citizen.tap("Di bawah 18")
    assert "belum mengerti" in (await citizen.write("terima kasih")).text


async def test_a_language_changed_midway_shows_the_next_question_in_it(phones: Phones, office: Office) -> None:
    citizen = await rated(phones, office)
    await answer(citizen, "📋 Survei resmi", *ANSWERS[:2])
    await citizen.write("/bahasa")
    await citizen.tap("English")
    screen = await citizen.tap("Sangat cepat")
    screen = next(each for each in await citizen.look() if "4/9" in each.text)
    assert "By regulation this service is free of charge" in screen.text
    assert ["Free"] in screen.labels


async def test_in_english_the_official_wording_is_named_once(phones: Phones, office: Office) -> None:
    citizen = await phones.new(language_code="en")
    await rate(citizen, office)
    screen = await citizen.tap("📋 Official survey")
    assert "The Indonesian wording is the official one" in screen.text
    screen = await citizen.tap("They fit")
    assert "official" not in screen.text


async def test_an_old_button_changes_its_answer_and_shows_the_question_after_it(phones: Phones, office: Office) -> None:
    citizen = await rated(phones, office)
    await answer(citizen, "📋 Survei resmi", *ANSWERS[:5])
    await citizen.press(data=f"z:{await response_id(office)}:prosedur:1")
    screen = (await citizen.look())[-1]
    assert "3/9" in screen.text
    assert await answers(office) == [(3, 1, 4, 4, 2, *[None] * 5)]


async def test_buttons_of_a_complete_survey_say_that_it_is_complete(phones: Phones, office: Office) -> None:
    citizen = await rated(phones, office)
    await answer(citizen, "📋 Survei resmi", *ANSWERS)
    survey = await response_id(office)
    for data in (f"z:{survey}:waktu:1", f"z:{survey}:waktu", f"z:{survey}:pause", f"z:{survey}"):
        assert "sudah lengkap dan terhitung" in await citizen.press(data=data)
    assert await answers(office) == [(*VALUES, "2026-11-23")]


@pytest.mark.parametrize(
    "data",
    ["waktu:0", "waktu:5", "waktu:x", "waktu:44", "rater:1", "age:18-25", "sex", "pause:1:2", "completed_on:1", ":1"],
)
async def test_a_forged_answer_does_nothing(phones: Phones, office: Office, data: str) -> None:
    citizen = await rated(phones, office)
    await answer(citizen, "📋 Survei resmi", *ANSWERS[:2])
    await citizen.press(data=f"z:{await response_id(office)}:{data}")
    assert await answers(office) == [(3, 3, *[None] * 8)]
    assert await profile(office) == (None,) * 4


@pytest.mark.parametrize("data", ["age:17", "sex:x", "education:", "rater:l", "occupation:pns:2:3"])
async def test_a_forged_choice_does_nothing(phones: Phones, office: Office, data: str) -> None:
    citizen = await rated(phones, office)
    await answer(citizen, "📋 Survei resmi", *ANSWERS)
    await citizen.press(data=f"z:{await response_id(office)}:{data}")
    expected = (None, None, None, "pns" if data.startswith("occupation:pns") else None)
    assert await profile(office) == expected


@pytest.mark.parametrize("data", ["q", "q:", "q:x", "q:x:1", "z", "z:", "z:x", "z:x:waktu:4", "z:AAAAAAAAAAAA:waktu:4"])
async def test_a_button_of_nothing_is_answered(phones: Phones, office: Office, data: str) -> None:
    citizen = await phones.new()
    await citizen.write("/start")
    assert "tidak berlaku" in await citizen.press(data=data)
    assert await answers(office) == []


async def test_a_service_that_the_desk_does_not_offer_is_refused(phones: Phones, office: Office) -> None:
    citizen = await rated(phones, office)
    [row] = await office.rows(select(visits.c.id))
    for service in ("99", "x", "-1"):
        assert "tidak berlaku" in await citizen.press(data=f"q:{row[0]}:{service}")
    assert await answers(office) == []


async def test_nobody_answers_in_another_persons_survey(phones: Phones, office: Office) -> None:
    citizen = await rated(phones, office)
    await answer(citizen, "📋 Survei resmi", *ANSWERS[:8])
    stranger = await phones.new()
    await stranger.write("/start")
    survey = await response_id(office)
    for data in (f"z:{survey}:pengaduan:1", f"z:{survey}:waktu:1", f"z:{survey}", f"z:{survey}:pause"):
        assert "tidak berlaku" in await stranger.press(data=data)
    assert await answers(office) == [(*VALUES[:8], None, None)]
    assert (await stranger.write("/start")).labels == []


async def test_whoever_has_become_an_officer_of_the_office_does_not_go_on(
    phones: Phones, office: Office, clock: FakeClock
) -> None:
    citizen = await rated(phones, office)
    await answer(citizen, "📋 Survei resmi", *ANSWERS[:2])
    await citizen.scan(await invite(office, office.other, clock))
    await citizen.tap("Ya, ini saya")
    assert "kantor Anda sendiri" in await citizen.press(data=f"z:{await response_id(office)}:waktu:4")
    assert await answers(office) == [(3, 3, *[None] * 8)]


async def test_a_survey_left_half_way_does_not_count_beside_one_completed_elsewhere(
    phones: Phones, office: Office, clock: FakeClock
) -> None:
    citizen = await phones.new()
    await citizen.scan(await office.link(office.desk_alone))
    await citizen.tap("🙂")
    first = await citizen.tap("📋 Survei resmi")
    await citizen.scan(await office.link(office.desk_two))
    await citizen.tap("🙂")
    await citizen.tap("Tidak yakin")
    screen = await citizen.tap("📋 Survei resmi")
    for _ in range(9):
        screen = await citizen.tap(screen.labels[2][0])
    said = await citizen.press(first.labels[2][0], message=first.id)
    assert "21 Februari 2027" in said
    rows = await office.rows(select(skm_responses.c.completed_on))
    assert len([row for row in rows if row[0]]) == 1
