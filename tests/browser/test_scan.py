"""What phones photograph: printed sheets, whatever way they come; all of it goes through the decoder."""

import asyncio
from io import BytesIO
from pathlib import Path

import pytest
from playwright.async_api import expect

from qr_posters.posters import PosterSettings, render
from suara.demo.house import USERNAME
from suara.demo.tour import CITIZEN
from tests.browser.table import Phone, Table

pytestmark = pytest.mark.asyncio(loop_scope="package")


async def give(table: Table, phone: Phone, name: str, media_type: str, content: bytes) -> None:
    """Choose a file for the phone's camera."""
    await phone.element.get_by_role("button", name="Kamera", exact=True).click()
    async with table.page.expect_file_chooser() as chooser:
        await table.page.get_by_role("dialog").get_by_role("button", name="Lepaskan foto atau PDF di sini").click()
    await (await chooser.value).set_files({"name": name, "mimeType": media_type, "buffer": content})


def photo(page: Path, angle: float) -> bytes:
    """A photo of a printed page: askew, on a grey table, as JPEG."""
    from pypdfium2 import PdfDocument

    with PdfDocument(page) as document:
        taken = document[0].render(scale=1.6).to_pil().rotate(angle, expand=True, fillcolor=(120, 125, 130))
    out = BytesIO()
    taken.save(out, "JPEG", quality=70)
    return out.getvalue()


@pytest.fixture
def poster_page(table: Table, tmp_path: Path) -> Path:
    """The sheet of the third desk."""
    page = tmp_path / "poster.pdf"
    render(table.demo.house.posters[2:3], PosterSettings(USERNAME), page)
    return page


async def test_a_sheet_on_the_wall_is_read_by_the_decoder_and_says_what_was_printed(table: Table) -> None:
    async with table.page.expect_response("**/page/scan") as answer:
        await table.scan_button(1).click()
    response = await answer.value
    sent = await response.request.all_headers()
    assert int(sent["content-length"]) > 10_000, "a picture goes to the decoder, not a sheet's number"
    assert await response.json() == {"contents": [table.demo.house.links[1]]}
    await table.open_link()
    await expect(table.phone(CITIZEN).start_button).to_be_focused()


async def test_a_photo_of_a_printed_poster_opens_its_desk(table: Table, poster_page: Path) -> None:
    phone = table.phone(CITIZEN)
    await give(table, phone, "foto.jpg", "image/jpeg", await asyncio.to_thread(photo, poster_page, 8))
    await phone.follow()
    await phone.says(table.demo.house.posters[2].desk_name)


async def test_a_pdf_of_a_poster_opens_its_desk(table: Table, poster_page: Path) -> None:
    phone = table.phone(CITIZEN)
    await give(table, phone, "poster.pdf", "application/pdf", poster_page.read_bytes())
    await phone.follow()
    await phone.says(table.demo.house.posters[2].desk_name)


async def test_a_file_dropped_on_a_phone_is_read(table: Table, poster_page: Path) -> None:
    phone = table.phone(CITIZEN)
    carried = await table.page.evaluate_handle(
        """bytes => {
            const carried = new DataTransfer();
            carried.items.add(new File([new Uint8Array(bytes)], "poster.pdf", { type: "application/pdf" }));
            return carried;
        }""",
        list(poster_page.read_bytes()),
    )
    await phone.element.dispatch_event("drop", {"dataTransfer": carried})
    await phone.follow()
    await phone.says(table.demo.house.posters[2].desk_name)


@pytest.mark.parametrize(
    ("name", "media_type", "content"),
    [("kosong.pdf", "application/pdf", b"%PDF-1.4 nothing"), ("palsu.png", "image/png", b"no picture at all")],
    ids=["broken PDF", "no picture"],
)
async def test_what_shows_no_code_is_told_and_nothing_is_sent(
    table: Table, name: str, media_type: str, content: bytes
) -> None:
    phone = table.phone(CITIZEN)
    await give(table, phone, name, media_type, content)
    await expect(table.page.get_by_text("Tidak ada kode QR yang terbaca.")).to_be_visible()
    await expect(phone.log.locator(".bubble")).to_have_count(0)
