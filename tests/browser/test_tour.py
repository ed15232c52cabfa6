"""The guided tour, from the first poster to the reasons of a score, as a person clicks through it."""

import re

import pytest
from playwright.async_api import expect

from suara.demo.tour import CITIZEN, OFFICER, SUPERVISOR
from tests.browser.table import Table

pytestmark = pytest.mark.asyncio(loop_scope="package")


async def test_the_whole_tour_can_be_done_by_clicking(table: Table) -> None:
    citizen, officer, supervisor = map(table.phone, (CITIZEN, OFFICER, SUPERVISOR))

    await table.at_step(1, "Pindai poster")
    await table.scan(citizen)
    await citizen.says("disimpan anonim")

    await table.at_step(2, "Nilai dengan satu ketukan")
    await citizen.rate("🙁")

    await table.at_step(3, "Berubah pikiran")
    await citizen.tap("Ubah")
    await citizen.rate("😄")
    await expect(citizen.bubbles).to_have_count(1)

    await table.at_step(4, "Apa yang disimpan?")
    await citizen.command("privasi")
    await citizen.says("Privasi Anda")

    await table.at_step(5, "Jadi pegawai")
    await table.scan(officer, "Undangan")
    await officer.tap("Ya, ini saya")
    await officer.says("Akun Anda sudah terhubung")

    await table.at_step(6, "Terima ringkasan Senin")
    await table.turn("Sampai Senin 06.00")
    await expect(table.face.locator("b")).to_have_text("06.00")
    await expect(table.face.locator("span")).to_contain_text("Senin")
    await officer.says("Ringkasan mingguan")
    await table.turn("4 minggu ramai")
    await officer.says(re.compile(r"Skor Suara \(indikatif\): \d+"))
    await officer.newest.get_by_role("button", name="Foto, Perbesar").click()
    large = table.page.get_by_role("dialog", name="Foto diperbesar").locator("img")
    assert await large.evaluate(
        "image => image.decode().then(() => [image.naturalWidth, image.clientWidth > 500])"
    ) == [
        800,
        True,
    ]
    await table.page.keyboard.press("Escape")
    await expect(large).to_have_count(0)

    await table.at_step(7, "Jadi atasan")
    await table.scan(supervisor, "Undangan atasan")
    await supervisor.tap("Ya, ini saya")
    await supervisor.says("terhubung")
    await supervisor.write("/tim")
    await supervisor.says("Tim Anda")

    await table.at_step(8, "Mengapa skornya begitu?")
    name = next(paper.caption["id"] for paper in table.demo.stage.wall if paper.title["id"] == "Undangan")
    await supervisor.tap(re.compile(re.escape(name.split(",")[0])))
    await supervisor.says("Setiap kali dilihat, tercatat")
    await supervisor.says(re.compile(r"Skor Suara [\d,]+ \([\d,]+–[\d,]+\)"))
    await expect(supervisor.newest.locator("img")).to_be_visible()

    await expect(table.tour).to_contain_text("Panduan selesai")
    await expect(table.tour.locator(".count")).to_have_text("8/8")
    await table.tour.get_by_role("button", name="Ulangi panduan").click()
    await table.at_step(1, "Pindai poster")
