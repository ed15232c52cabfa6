"""Phones on the table: live, several at once, and what a messenger is expected to do."""

import asyncio
import re

import pytest
from playwright.async_api import expect

from suara.demo.tour import CITIZEN, OFFICER
from tests.browser.conftest import LookAt
from tests.browser.table import Table

pytestmark = pytest.mark.asyncio(loop_scope="package")


async def test_two_citizens_rate_at_the_same_time_each_in_their_own_chat(table: Table) -> None:
    first, second = table.phone(CITIZEN), await table.newcomer()
    await table.scan(first, 0)
    await table.scan(second, 1)
    await first.says("Loket 1")
    await second.says("Loket 2")

    await asyncio.gather(first.rate("🙁"), second.rate("😄"))

    for phone in (first, second):
        await expect(phone.bubbles).to_have_count(1)
        await expect(phone.log.locator(".bubble.mine")).to_have_count(1)


async def test_an_edit_arrives_live_in_another_window(look_at: LookAt) -> None:
    mine, other = await look_at(), await look_at()
    here, there = mine.phone(CITIZEN), other.phone(CITIZEN)
    await mine.scan(here)
    await there.says("disimpan anonim")
    question = there.bubbles.last
    number = await question.get_attribute("data-id")
    await expect(question.locator(".edited")).to_have_count(0)

    await here.rate("🙂")

    await there.says("Terima kasih! Penilaian Anda: 🙂")
    await expect(there.bubbles).to_have_count(1)
    assert await there.newest.get_attribute("data-id") == number
    await expect(there.newest.locator(".edited")).to_have_text("diedit")


async def test_a_tapped_button_turns_until_the_bot_has_answered(table: Table) -> None:
    phone = table.phone(CITIZEN)
    await table.scan(phone)
    await phone.says("disimpan anonim")
    await table.page.evaluate(
        """() => {
            window.turning = [];
            const busy = () => [...document.querySelectorAll("[aria-busy=true]")].map((key) => key.textContent);
            const look = () => turning.push(...busy());
            new MutationObserver(look)
                .observe(document.body, { subtree: true, childList: true, attributes: true });
        }"""
    )

    await phone.rate("😄")

    assert "😄" in await table.page.evaluate("turning")
    await expect(phone.log.locator("[aria-busy=true]")).to_have_count(0)


async def test_a_message_of_ones_own_can_be_changed_in_place(table: Table) -> None:
    phone = table.phone(CITIZEN)
    await phone.start()
    await phone.says("Selamat datang")
    await phone.write("halo")
    await phone.says(re.compile("belum mengerti|hanya mengerti"))

    await phone.log.get_by_role("button", name="Ubah pesan: halo").click()
    await phone.write("halo, Suara")

    await expect(phone.log.locator(".bubble.mine").last).to_contain_text(re.compile("halo, Suara.*diedit", re.DOTALL))
    await expect(phone.log.locator(".bubble.mine")).to_have_count(2)


async def test_what_was_not_seen_is_counted_on_the_phones_tab(look_at: LookAt) -> None:
    table = await look_at((360, 740))
    tabs = table.page.get_by_role("tab")
    officer = await table.phone(OFFICER).user_id()
    await table.demo.house.phones.post(f"{officer}/scan", link=table.demo.house.links[0])

    await expect(tabs.filter(has_text="Pegawai").locator(".badge")).to_contain_text("1")
    await expect(table.page).to_have_title(re.compile(r"^\(1\) "))

    await tabs.filter(has_text="Pegawai").click()
    await expect(tabs.filter(has_text="Pegawai").locator(".badge")).to_have_count(0)
    await expect(table.page).to_have_title(re.compile("^Suara"))


async def test_who_blocks_the_bot_can_let_it_in_again(table: Table) -> None:
    phone = table.phone(CITIZEN)
    await phone.start()
    await phone.says("Selamat datang")
    await phone.element.get_by_role("button", name="Pengaturan ponsel").click()
    await phone.element.get_by_role("menuitem", name="Blokir bot").click()
    await expect(phone.element.locator(".status")).to_have_text("Bot diblokir")

    await phone.element.get_by_role("button", name="BUKA BLOKIR").click()

    await expect(phone.box).to_be_visible()


async def test_an_iphone_that_knows_the_chat_drops_the_code_and_the_typed_code_still_works(table: Table) -> None:
    phone = table.phone(CITIZEN)
    await phone.start()
    await phone.says("Selamat datang")
    await phone.element.get_by_role("button", name="Pengaturan ponsel").click()
    await phone.element.get_by_role("menuitemradio", name=re.compile("^iOS")).click()

    await table.scan(phone)
    await expect(phone.log.locator(".bubble.mine").last.locator(".text")).to_have_text("/start")
    await expect(phone.bubbles).to_have_count(2)

    await phone.write(table.demo.house.posters[0].code)
    await phone.says("disimpan anonim")


async def test_the_drawer_shows_live_what_the_bot_sends_and_gets_and_sifts_it(table: Table) -> None:
    phone = table.phone(CITIZEN)
    await table.page.locator("#drawer-button").click()
    await phone.start()
    await phone.says("Selamat datang")
    rows = table.drawer.locator("li:visible")
    await expect(rows.filter(has_text="message")).not_to_have_count(0)

    await table.drawer.get_by_role("searchbox").fill(f"request sendMessage {await phone.user_id()}")
    await expect(rows).to_have_count(1)
    await expect(rows.locator("summary")).to_contain_text("200")

    await table.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await rows.locator("summary").click()
    await rows.get_by_role("button", name="Salin sebagai curl").click()
    copied = await table.page.evaluate("navigator.clipboard.readText()")
    assert re.fullmatch(rf"curl -H .* '{re.escape(table.demo.url)}/bot[^/]+/sendMessage'", copied, re.DOTALL)
