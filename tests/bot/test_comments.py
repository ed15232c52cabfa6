"""A citizen's own words."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from data import comments as comment_rules
from data.comments import LONGEST
from data.tables import comments, ratings
from simulator.client import Phone, Phones
from tests.conftest import FakeClock
from tests.office import Office

pytestmark = pytest.mark.usefixtures("bot")


async def rated(phones: Phones, office: Office, face: str = "🙁") -> Phone:
    citizen = await phones.new()
    await citizen.scan(await office.link(office.desk_alone))
    await citizen.tap(face)
    return citizen


async def kept(office: Office) -> list[tuple[object, ...]]:
    """Return the comments of the ratings that stand: (face, text, masked)."""
    joined = select(ratings.c.face, comments.c.text, comments.c.masked).join(
        ratings, ratings.c.id == comments.c.rating_id
    )
    return [tuple(row) for row in await office.rows(joined.order_by(comments.c.text))]


async def test_words_are_stored_without_personal_data_and_shown_as_stored(phones: Phones, office: Office) -> None:
    citizen = await rated(phones, office)
    assert "tulis komentar" in (await citizen.tap("✍ Komentar")).text
    screen = await citizen.write("antre 2 jam, hubungi 0812 3456 7890 ya <b>")
    assert "antre 2 jam, hubungi [telepon] ya <b>" in screen.text
    assert "1 data pribadi" in screen.text
    assert await kept(office) == [(2, "antre 2 jam, hubungi [telepon] ya <b>", '{"telepon": 1}')]


async def test_who_scans_another_poster_meanwhile_reads_of_which_desk_the_words_are(
    phones: Phones, office: Office
) -> None:
    citizen = await rated(phones, office)
    await citizen.tap("✍ Komentar")
    await citizen.scan(await office.link(office.desk_nobody))
    await citizen.tap("😄")
    screen = await citizen.write("lama sekali")
    assert "tentang Loket 1:" in screen.text
    assert [row[:2] for row in await kept(office)] == [(2, "lama sekali")]


async def test_a_second_message_is_not_taken_for_a_comment(phones: Phones, office: Office) -> None:
    citizen = await rated(phones, office)
    await citizen.tap("✍ Komentar")
    await citizen.write("lama sekali")
    assert "belum mengerti" in (await citizen.write("dan panas")).text
    assert len(await kept(office)) == 1


async def test_a_voice_is_declined_and_the_words_are_still_awaited(phones: Phones, office: Office) -> None:
    citizen = await rated(phones, office)
    await citizen.tap("✍ Komentar")
    screen = await citizen.send(voice=True)
    assert "suara menunjukkan siapa Anda" in screen.text
    assert "menunggu komentar" in screen.text
    await citizen.write("lama sekali")
    assert [row[1] for row in await kept(office)] == ["lama sekali"]


async def test_never_mind_goes_back_and_nothing_is_awaited(phones: Phones, office: Office) -> None:
    citizen = await rated(phones, office)
    await citizen.tap("✍ Komentar")
    screen = await citizen.tap("Tidak jadi")
    assert "Terima kasih! Penilaian Anda" in screen.text
    assert "belum mengerti" in (await citizen.write("lama sekali")).text
    assert await kept(office) == []


async def test_what_is_too_long_is_not_stored_and_awaited_anew(phones: Phones, office: Office) -> None:
    citizen = await rated(phones, office)
    await citizen.tap("✍ Komentar")
    assert "terlalu panjang: 1.001" in (await citizen.write("a" * (LONGEST + 1))).text
    assert await kept(office) == []
    await citizen.write("lama")
    assert [row[1] for row in await kept(office)] == ["lama"]


async def test_a_posters_code_is_a_code_also_while_words_are_awaited(phones: Phones, office: Office) -> None:
    citizen = await rated(phones, office)
    await citizen.tap("✍ Komentar")
    screen = await citizen.write((await office.poster(office.desk_two)).code)
    assert "Loket KTP-el" in screen.text
    assert await kept(office) == []


async def test_the_words_stay_with_a_changed_face_and_go_with_one_taken_back(phones: Phones, office: Office) -> None:
    citizen = await rated(phones, office)
    thanks = (await citizen.look())[-1].id
    await citizen.tap("✍ Komentar")
    await citizen.write("lama sekali")
    await citizen.tap("Tidak jadi", message=thanks)
    await citizen.tap("Ubah", message=thanks)
    await citizen.tap("😞", message=thanks)
    assert await kept(office) == [(1, "lama sekali", "{}")]
    await citizen.tap("Batalkan", message=thanks)
    assert await office.rows(select(comments.c.id)) == []


async def test_words_for_a_rating_taken_back_are_not_stored(phones: Phones, office: Office) -> None:
    citizen = await rated(phones, office)
    visit = (await citizen.look())[-1].keyboard[0][0]["data"].split(":")[1]
    await citizen.tap("✍ Komentar")
    await citizen.press(data=f"u:{visit}")
    assert "tidak kami simpan" in (await citizen.write("lama sekali")).text
    assert await office.rows(select(comments.c.id)) == []


async def test_after_an_hour_a_text_is_a_text(phones: Phones, office: Office, clock: FakeClock) -> None:
    citizen = await rated(phones, office)
    await citizen.tap("✍ Komentar")
    clock.turn(hours=1, minutes=1)
    assert "belum mengerti" in (await citizen.write("lama sekali")).text
    assert await kept(office) == []


async def test_serious_words_show_the_official_doors(phones: Phones, office: Office) -> None:
    citizen = await rated(phones, office)
    await citizen.tap("✍ Komentar")
    screen = await citizen.write("saya dimintai uang pelicin 50rb")
    assert "lapor.go.id" in screen.text
    assert "🛟 Minta ditindaklanjuti" in screen.labels[0]


async def test_after_a_year_the_words_are_forgotten_and_the_face_stays(
    phones: Phones, office: Office, clock: FakeClock
) -> None:
    citizen = await rated(phones, office)
    await citizen.tap("✍ Komentar")
    await citizen.write("lama sekali")
    for days, left in ((365, 1), (366, 0)):
        async with office.database.transaction() as tx:
            await comment_rules.purge(tx, clock() + timedelta(days=days))
        assert len(await kept(office)) == left
    assert len(await office.ratings()) == 1
