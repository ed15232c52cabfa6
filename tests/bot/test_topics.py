"""What stood out: chips after the face, and what is not the officer's fault."""

from datetime import date

import pytest
from sqlalchemy import select

from data import topics, votes
from data.tables import cube_pending, rating_topics, ratings
from data.texts import LANGUAGES, texts
from simulator.client import Phone, Phones, Seen
from tests.office import Office, people

WEEK = (date(2026, 11, 23), date(2026, 11, 30))

pytestmark = pytest.mark.usefixtures("bot")

UNSUR = {"persyaratan", "prosedur", "waktu", "biaya", "produk", "kompetensi", "perilaku", "sarana", "pengaduan"}


def chips(screen: Seen) -> list[str]:
    return [label for row in screen.labels[:-1] for label in row]


async def chosen(office: Office) -> set[str]:
    return {row[0] for row in await office.rows(select(rating_topics.c.topic))}


async def counted(office: Office) -> set[tuple[int, int, int]]:
    """Return (officer, face, count) of what waits for the cube."""
    rows = await office.rows(select(cube_pending.c.officer_id, cube_pending.c.face, cube_pending.c.count))
    return {tuple(row) for row in rows if row[2]}


async def rated(phones: Phones, office: Office, face: str) -> tuple[Phone, Seen]:
    citizen = await phones.new()
    await citizen.scan(await office.link(office.desk_alone))
    return citizen, await citizen.tap(face)


@pytest.mark.parametrize(
    ("face", "has", "has_not"),
    [
        ("😄", "👤 Ramah", "📋 Lambat"),
        ("🙂", "📋 Cepat", "⚙ Alat"),
        ("🙁", "📋 Lambat", "👤 Ramah"),
        ("😞", "⚙ Alat", "📋 Cepat"),
    ],
)
async def test_the_chips_fit_the_face(phones: Phones, office: Office, face: str, has: str, has_not: str) -> None:
    _, screen = await rated(phones, office, face)
    assert has in chips(screen)
    assert has_not not in chips(screen)


async def test_several_may_be_chosen_and_dropped_again(phones: Phones, office: Office) -> None:
    citizen, _ = await rated(phones, office, "😄")
    await citizen.tap("👤 Ramah")
    screen = await citizen.tap("📋 Cepat")
    assert {"✓ Ramah", "✓ Cepat"} < set(chips(screen))
    screen = await citizen.tap("✓ Ramah")
    assert "👤 Ramah" in chips(screen)
    assert await chosen(office) == {"cepat"}
    assert len(await citizen.look()) == 1


async def test_a_broken_machine_is_not_the_officers_fault(phones: Phones, office: Office) -> None:
    citizen, _ = await rated(phones, office, "😞")
    assert await counted(office) == {(office.siti, 1, 1)}
    screen = await citizen.tap("⚙ Alat")
    assert "bukan salah petugas" in screen.text
    assert await counted(office) == {(0, 1, 1)}
    await citizen.tap("⚙ Sistem")
    await citizen.tap("✓ Alat")
    assert await counted(office) == {(0, 1, 1)}
    screen = await citizen.tap("✓ Sistem")
    assert "bukan salah petugas" not in screen.text
    assert await counted(office) == {(office.siti, 1, 1)}


async def test_an_excused_rating_that_is_changed_leaves_nothing_behind(phones: Phones, office: Office) -> None:
    citizen, _ = await rated(phones, office, "😞")
    await citizen.tap("⚙ Antrean")
    await citizen.tap("Ubah")
    screen = await citizen.tap("😄")
    assert "✓" not in "".join(chips(screen))
    assert await counted(office) == {(office.siti, 4, 1)}
    assert await chosen(office) == set()
    await citizen.tap("Batalkan")
    assert await counted(office) == set()


async def test_an_excused_rating_is_none_of_the_officers_raters(phones: Phones, office: Office) -> None:
    citizen, _ = await rated(phones, office, "😞")
    async with office.database.reading() as tx:
        assert people(await votes.cast(tx, *WEEK)) == {office.siti: 1}
    await citizen.tap("⚙ Blangko")
    async with office.database.reading() as tx:
        assert people(await votes.cast(tx, *WEEK)) == {}


@pytest.mark.parametrize("key", ["ramah", "nonsense", "", "LAMBAT"])
async def test_a_topic_that_does_not_fit_is_not_stored(phones: Phones, office: Office, key: str) -> None:
    citizen, screen = await rated(phones, office, "😞")
    visit = screen.keyboard[0][0]["data"].split(":")[1]
    assert "tidak berlaku" in await citizen.press(data=f"k:{visit}:{key}")
    assert await chosen(office) == set()
    assert len(await office.rows(select(ratings.c.id))) == 1


def test_every_topic_belongs_to_an_unsur_and_has_words() -> None:
    assert {topic.unsur for topic in topics.TOPICS} <= UNSUR
    for language in LANGUAGES:
        words = [texts(language)(f"topic-{topic.key}") for topic in topics.TOPICS]
        assert len(set(words)) == len(words)
        assert max(map(len, words)) <= 20
