"""The four languages of the citizen's screens."""

import pytest

from simulator.client import Phone, Phones
from tests.office import Office

pytestmark = pytest.mark.usefixtures("bot")


async def speaking(phones: Phones, label: str, **phone: str) -> Phone:
    """Return the phone of somebody who chose a language."""
    citizen = await phones.new(**phone)
    await citizen.write("/bahasa")
    await citizen.tap(label)
    return citizen


async def test_all_are_offered_and_those_that_await_a_reader_are_marked(phones: Phones) -> None:
    citizen = await phones.new()
    screen = await citizen.write("/bahasa")
    assert screen.labels == [["Bahasa Indonesia", "English"], ["Basa Sunda *", "Jawa Serang *"]]
    assert "* Basa Sunda dan Jawa Serang masih menunggu diperiksa oleh penutur aslinya" in screen.text


@pytest.mark.parametrize(
    ("label", "chosen", "question", "legend", "thanks"),
    [
        ("Bahasa Indonesia", "bahasa Indonesia", "Bagaimana pelayanan Siti Rohmah", "🙂 Baik", "Terima kasih!"),
        ("English", "English", "How was the service of Siti Rohmah", "🙂 Good", "Thank you!"),
        (
            "Basa Sunda *",
            "Muhun, Basa Sunda",
            "Siti Rohmah, S.Sos.: kumaha palayananana?",
            "🙂 Sae (Baik)",
            "Hatur nuhun!",
        ),
        (
            "Jawa Serang *",
            "Nggih, Jawa Serang",
            "Siti Rohmah, S.Sos.: pripun pelayanane?",
            "🙂 Sae (Baik)",
            "Matur nuhun!",
        ),
    ],
)
async def test_one_rates_in_the_language_one_chose(
    phones: Phones, office: Office, label: str, chosen: str, question: str, legend: str, thanks: str
) -> None:
    citizen = await speaking(phones, label)
    assert chosen in (await citizen.look())[-1].text
    screen = await citizen.scan(await office.link(office.desk_alone))
    assert question in screen.text
    assert legend in screen.text
    screen = await citizen.tap("🙂")
    assert screen.text.startswith(thanks)
    assert legend in screen.text
    assert await office.ratings() == [(office.desk_alone, office.siti, 3, "duty")]


@pytest.mark.parametrize("label", ["Basa Sunda *", "Jawa Serang *"])
async def test_consent_and_privacy_are_indonesian_where_a_reader_is_awaited(
    phones: Phones, office: Office, label: str
) -> None:
    citizen = await speaking(phones, label)
    assert "Anda setuju disimpan anonim" in (await citizen.scan(await office.link(office.desk_alone))).text
    assert "Tidak dicatat:" in (await citizen.write("/privasi")).text
    assert "Hapus semua data Anda?" in (await citizen.write("/hapus")).text


@pytest.mark.parametrize(
    ("code", "greeting"), [("su", "Selamat datang"), ("jv", "Selamat datang"), ("en-US", "Welcome")]
)
async def test_a_phones_own_language_chooses_only_between_the_complete_ones(
    phones: Phones, code: str, greeting: str
) -> None:
    citizen = await phones.new(language_code=code)
    assert (await citizen.write("/start")).text.startswith(greeting)


async def test_the_menu_of_a_sundanese_phone_is_indonesian(phones: Phones) -> None:
    citizen = await phones.new(language_code="su")
    await citizen.write("/start")
    menu = (await phones.get(f"{citizen.id}/commands"))["commands"]
    assert {"command": "hapus", "description": "Hapus data saya"} in menu


async def test_one_comes_back_from_a_language(phones: Phones) -> None:
    citizen = await speaking(phones, "Jawa Serang *")
    screen = await citizen.write("/bahasa")
    assert screen.text.startswith("Pilih base.")
    assert "bahasa Indonesia" in (await citizen.tap("Bahasa Indonesia")).text
    assert (await citizen.write("/start")).text.startswith("Selamat datang")
