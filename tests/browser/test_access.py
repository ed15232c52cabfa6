"""The page for everybody: small and large windows, light and dark, by keyboard, with a screen reader."""

from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.async_api import Page, expect

from suara.demo.tour import CITIZEN
from tests.browser.conftest import NARROW, WIDE, LookAt
from tests.browser.table import Table

pytestmark = pytest.mark.asyncio(loop_scope="package")

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
SIZES = pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1280 px", "360 px"])
SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])


async def barriers(page: Page) -> list[str]:
    """What axe-core finds that is serious or critical, a line each."""
    # The page's policy lets no script in by a tag; the debugger's way is none of the page's.
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(f"() => {{ {AXE} }}")
    result: dict[str, Any] = await page.evaluate("axe.run({ resultTypes: ['violations'] })")
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in result["violations"]
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]


async def fits(page: Page) -> bool:
    """Whether nothing makes the window scroll sideways."""
    return bool(await page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@SIZES
@SCHEMES
async def test_no_serious_barrier_in_any_part_of_the_page(look_at: LookAt, size: tuple[int, int], scheme: str) -> None:
    table = await look_at(size, color_scheme=scheme)
    page, phone = table.page, table.phone(CITIZEN)
    assert await barriers(page) == []
    tabs = page.get_by_role("tab")
    if size == NARROW:
        await tabs.filter(has_text="Dinding").click()
        assert await barriers(page) == []
    await table.scan_button(0).click()
    finder = page.get_by_role("dialog")
    await expect(finder.get_by_role("button", name="Buka")).to_be_visible()
    assert await barriers(page) == []
    await table.open_link()
    await phone.follow()
    await phone.rate("🙂")
    await phone.command("privasi")
    await phone.says("Privasi Anda")
    assert await barriers(page) == []
    await phone.element.get_by_role("button", name="Pengaturan ponsel").click()
    await expect(page.get_by_role("menu")).to_be_visible()
    assert await barriers(page) == []
    await page.keyboard.press("Escape")
    await page.locator("#drawer-button").click()
    await expect(table.drawer.locator("li:visible").first).to_be_visible()
    assert await barriers(page) == []
    assert await fits(page)


@SIZES
@pytest.mark.parametrize("language", ["ID", "EN"])
async def test_everything_is_within_reach_without_scrolling_the_window(
    look_at: LookAt, size: tuple[int, int], language: str
) -> None:
    table = await look_at(size)
    page = table.page
    await page.get_by_role("button", name=language, exact=True).click()
    await expect(page.locator("html")).to_have_attribute("lang", language.lower())
    shown = page.get_by_role("tab") if size == NARROW else page.locator("#wall, #tour, .phone")
    for each in await shown.all():
        await (each.click() if size == NARROW else expect(each).to_be_visible())
        assert await fits(page)
        assert await page.evaluate("document.documentElement.scrollHeight <= innerHeight")


@SCHEMES
async def test_the_page_follows_the_systems_colours_until_others_are_chosen(look_at: LookAt, scheme: str) -> None:
    table = await look_at(color_scheme=scheme)
    luminance = "getComputedStyle(document.querySelector('.phone .screen')).backgroundColor.match(/\\d+/g).map(Number)"
    assert (sum(await table.page.evaluate(luminance)) > 3 * 128) == (scheme == "light")
    other = "light" if scheme == "dark" else "dark"
    for _ in range(1 if other == "light" else 2):
        await table.page.get_by_role("button", name="Tampilan").click()
    await expect(table.page.locator("html")).to_have_attribute("data-theme", other)
    assert (sum(await table.page.evaluate(luminance)) > 3 * 128) == (other == "light")


async def test_a_rating_can_be_given_with_the_keyboard_alone(table: Table) -> None:
    page, phone = table.page, table.phone(CITIZEN)

    async def walk_to(name: str, key: str = "Tab", most: int = 60) -> None:
        """Walk until the focus is on what has that name, as a person does who cannot point."""
        named = "(document.activeElement.getAttribute('aria-label') || document.activeElement.innerText || '').trim()"
        for _ in range(most):
            if str(await page.evaluate(named)).startswith(name):
                assert await page.evaluate("document.activeElement.matches(':focus-visible')")
                return
            await page.keyboard.press(key)
        pytest.fail(f"{name} cannot be reached with {key}")

    await walk_to("Pindai: Loket 1")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog").get_by_role("button", name="Buka")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(phone.start_button).to_be_focused()
    await page.keyboard.press("Enter")
    await phone.says("disimpan anonim")
    await walk_to("😄", "Shift+Tab")
    await page.keyboard.press("Enter")
    await phone.says("Sangat baik")
    if await phone.key("Tidak yakin").count():
        await walk_to("Tidak yakin", "Tab")
        await page.keyboard.press("Enter")
    await phone.says("Terima kasih! Penilaian Anda: 😄")


async def test_what_lies_over_the_page_holds_the_focus_and_gives_it_back(table: Table) -> None:
    page = table.page
    print_ = page.locator("#wall .print").first
    await print_.focus()
    await page.keyboard.press("Enter")
    large = page.get_by_role("dialog", name="Foto diperbesar")
    await expect(large).to_be_visible()
    for _ in range(3):
        await page.keyboard.press("Tab")
        assert not await page.evaluate("document.activeElement.matches('#bar *, #table *')")
    await page.keyboard.press("Escape")
    await expect(large).to_have_count(0)
    await expect(print_).to_be_focused()


async def test_the_commands_menu_is_walked_with_arrow_keys_and_closed_with_escape(table: Table) -> None:
    phone = table.phone(CITIZEN)
    await phone.start()
    await phone.says("Selamat datang")
    menu = phone.element.get_by_role("button", name="Menu")
    await menu.focus()
    await table.page.keyboard.press("Enter")
    items = phone.element.get_by_role("menuitem")
    await expect(items.first).to_be_focused()
    await table.page.keyboard.press("ArrowUp")
    await expect(items.last).to_be_focused()
    await table.page.keyboard.press("Escape")
    await expect(items).to_have_count(0)
    await expect(menu).to_be_focused()
