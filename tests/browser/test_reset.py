"""A training hour ends with one click and the next begins anew."""

import pytest
from playwright.async_api import expect

from suara.demo.tour import CITIZEN
from tests.browser.conftest import Witness
from tests.browser.table import Table

pytestmark = pytest.mark.asyncio(loop_scope="package")


async def test_starting_over_makes_office_clock_tour_and_phones_new(table: Table, witness: Witness) -> None:
    phone = table.phone(CITIZEN)
    await table.scan(phone)
    await phone.says("disimpan anonim")
    await table.turn("1 jam lagi")
    code = table.demo.house.posters[0].code
    again = table.page.get_by_role("button", name="Mulai ulang")

    await again.click()
    await table.page.get_by_role("alertdialog").get_by_role("button", name="Batal", exact=True).click()
    await expect(phone.bubbles).to_have_count(1)

    await again.click()
    await table.page.get_by_role("alertdialog").get_by_role("button", name="Mulai ulang").click()
    await expect(table.page.locator("#curtain")).to_be_visible()
    await expect(table.page.locator("#curtain")).to_be_hidden(timeout=30_000)

    await table.at_step(1, "Pindai poster")
    await expect(phone.log.locator(".bubble")).to_have_count(0)
    await expect(table.face.locator("b")).to_have_text("08.00")
    assert table.demo.house.posters[0].code != code
    await table.scan(phone)
    await phone.says("disimpan anonim")

    # A sheet's picture that was still on its way when the sheet was taken down.
    gone = [each for each in witness.complaints if "404" in each and "/page/wall/" in each]
    assert gone == witness.complaints
    witness.complaints.clear()
