"""The real demo in this process, and a real Chromium to look at it with; for tests and for the README's pictures."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import structlog
from playwright.async_api import Browser, async_playwright

from simulator import Simulator, Stage
from suara.demo.house import DemoClock, House, furnished, telegram
from suara.demo.stage import stage_of
from suara.demo.telling import Telling

CHROMIUM = Path("/usr/bin/chromium")
MISSING = f"{CHROMIUM} is missing, so the page cannot be looked at; install it with: apt-get install chromium"

_QUIET = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-first-run",
    "--no-pings",
]


class Silent(Telling):
    """Keeps to itself what the demo does."""

    def say(self, text: str) -> None:
        """Say nothing."""

    def step(self, text: str) -> None:
        """Say nothing."""


class Demo:
    """The sample office behind its page; whoever presses "start over" there gets another."""

    def __init__(self, simulator: Simulator, clock: DemoClock, url: str) -> None:
        self.simulator = simulator
        self.clock = clock
        self.url = url
        self.house: House
        self.stage: Stage
        self._ready = asyncio.Event()
        self._leave = asyncio.Event()

    async def run(self, folder: Path) -> None:
        """Run one office after the other until cancelled."""
        while True:
            self.clock.begin()
            async with furnished(folder, Silent(), self.clock, self.url) as self.house:
                self.stage = await stage_of(self.house, self._again)
                self.simulator.present(self.stage)
                self._ready.set()
                await self._leave.wait()
                self._leave.clear()

    async def opened(self) -> None:
        """Wait until the office is open."""
        await self._ready.wait()

    async def _again(self) -> None:
        self._ready.clear()
        self.simulator.clear()
        self._leave.set()


@asynccontextmanager
async def open_demo(folder: Path, clock: DemoClock) -> AsyncIterator[Demo]:
    """Run the demo on a free port; its records lie in a folder."""
    logging = structlog.get_config()
    async with telegram(clock, "127.0.0.1", known_port=False) as (simulator, url):
        demo = Demo(simulator, clock, url)
        running = asyncio.create_task(demo.run(folder))
        opened = asyncio.create_task(demo.opened())
        await asyncio.wait({running, opened}, return_when=asyncio.FIRST_COMPLETED)
        try:
            if running.done():
                await running
            yield demo
        finally:
            opened.cancel()
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running
    structlog.configure(**logging)


@asynccontextmanager
async def open_browser() -> AsyncIterator[Browser]:
    """Start Debian's Chromium with an empty profile; it calls nobody."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=_QUIET)
        try:
            yield browser
        finally:
            await browser.close()
