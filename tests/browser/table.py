"""The page as a person sees and uses it: phones, wall, clock and tour, by what is written on them."""

import re
from pathlib import Path

from playwright.async_api import Locator, Page, expect

from tests.browser.demo import Demo

FOUR_WEEKS_MS = 180_000
"""As long as four simulated weeks may take on a busy machine."""


QUESTIONS = {"Siapa yang melayani": "Tidak yakin", "Untuk urusan apa": "Urusan lain"}
"""What the bot may ask after the face, and the answer of somebody who does not know."""


class Phone:
    """One phone on the table."""

    def __init__(self, page: Page, element: Locator) -> None:
        self.page = page
        self.element = element
        self.log = element.get_by_role("log")
        self.start_button = element.get_by_role("button", name="MULAI")
        self.box = element.get_by_role("textbox", name="Tulis pesan")

    @property
    def bubbles(self) -> Locator:
        """All messages of the bot."""
        return self.log.locator(".bubble.theirs")

    @property
    def newest(self) -> Locator:
        """The bot's newest message."""
        return self.bubbles.last

    async def user_id(self) -> int:
        """Whose phone it is."""
        return int(str(await self.element.get_attribute("id")).removeprefix("phone-"))

    def key(self, label: str | re.Pattern[str]) -> Locator:
        """A button under the bot's newest message."""
        return self.newest.get_by_role("button", name=label)

    async def tap(self, label: str | re.Pattern[str]) -> None:
        """Tap a button under the bot's newest message."""
        await self.key(label).click()

    async def write(self, text: str) -> None:
        """Type and send."""
        await self.box.fill(text)
        await self.box.press("Enter")

    async def command(self, name: str) -> None:
        """Choose a command from the menu."""
        await self.element.get_by_role("button", name="Menu").click()
        await self.element.get_by_role("menuitem", name=f"/{name}").click()

    async def start(self) -> None:
        """Press START."""
        await self.start_button.click()

    async def follow(self) -> None:
        """Press START when a link has been read, which the phone shows by its focus."""
        await expect(self.start_button).to_be_focused()
        await self.start()

    async def says(self, text: str | re.Pattern[str]) -> None:
        """Wait until the bot's newest message says something."""
        await expect(self.newest).to_contain_text(text)

    async def rate(self, face: str) -> None:
        """Tap a face, and answer what is asked next without telling more; thanks stand there then."""
        await self.tap(face)
        asked = dict(QUESTIONS)
        thanks = "Terima kasih! Penilaian Anda: " + face
        while True:
            await self.says(re.compile("|".join([thanks, *asked])))
            shown = await self.newest.inner_text()
            question = next((each for each in asked if each in shown), None)
            if question is None:
                return
            await self.tap(asked.pop(question))


class Table:
    """The whole page."""

    def __init__(self, page: Page, demo: Demo) -> None:
        self.page = page
        self.demo = demo
        self.clock = page.locator("#clock")
        self.face = self.clock.locator(".face")
        self.wall = page.get_by_role("region", name="Dinding")
        self.tour = page.get_by_role("complementary", name="Panduan")
        self.finder = page.get_by_role("dialog", name=re.compile("^Kamera"))
        self.drawer = page.locator("#drawer")

    async def open(self) -> "Table":
        """Go to the page and wait until its phones lie there."""
        await self.page.goto(self.demo.url)
        await expect(self.page.locator(".phone")).to_have_count(len(self.demo.stage.people))
        return self

    def phone(self, role: str) -> Phone:
        """The phone of a role."""
        return Phone(self.page, self.page.locator(f".phone[data-role={role}]"))

    def scan_button(self, sheet: str | int = 0) -> Locator:
        """The button below a sheet: one that is titled so, or the first, second … poster."""
        if isinstance(sheet, int):
            return self.page.locator("#wall .group").first.locator(".paper").nth(sheet).locator(".scan")
        papers = self.page.locator("#wall .paper")
        return papers.filter(has=self.page.get_by_text(sheet, exact=True)).locator(".scan")

    async def scan(self, phone: Phone, sheet: str | int = 0) -> None:
        """Point a phone at a sheet on the wall, wait for the code to be read, follow the link, press START."""
        await self.scan_button(sheet).click()
        holder, wanted = self.finder.get_by_label("Pindai dengan"), str(await phone.user_id())
        if await holder.input_value() != wanted:
            await holder.select_option(wanted)
        await self.open_link()
        await phone.follow()

    async def open_link(self) -> None:
        """Open the link that the viewfinder has found."""
        await self.finder.get_by_role("button", name="Buka").click()
        await expect(self.finder).to_have_count(0)

    async def newcomer(self) -> Phone:
        """Put another citizen's phone on the table."""
        before = await self.page.locator(".phone").count()
        await self.page.get_by_role("button", name=re.compile("^Warga")).click()
        await self.page.get_by_role("menuitem", name="Warga baru").click()
        await expect(self.page.locator(".phone")).to_have_count(before + 1)
        return Phone(self.page, self.page.locator(".phone").last)

    async def at_step(self, number: int, title: str) -> None:
        """Wait until the tour stands at a step."""
        await expect(self.tour.locator("[aria-current=step] h3")).to_have_text(title)
        await expect(self.tour.locator(".count")).to_have_text(f"{number - 1}/8")

    async def turn(self, label: str) -> None:
        """Press a button of the clock and wait until all that was due has happened."""
        before = await self.face.inner_text()
        await self.clock.get_by_role("button", name=label).click()
        await expect(self.face).not_to_have_text(before, use_inner_text=True)
        await expect(self.clock.locator("button:disabled")).to_have_count(0, timeout=FOUR_WEEKS_MS)

    async def picture(self, path: Path) -> None:
        """Take a picture of the whole window."""
        await self.page.screenshot(path=path)
