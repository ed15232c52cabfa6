"""The demo and a browser, once for all tests here; each test gets a table with new phones on it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, ConsoleMessage, Page, Request, expect

from suara.demo.house import DemoClock
from suara.demo.turning import open_desks, turn_to_monday
from tests.browser.demo import CHROMIUM, MISSING, Demo, open_browser, open_demo
from tests.browser.table import Table

WIDE, NARROW = (1280, 800), (360, 740)
LookAt = Callable[..., Awaitable[Table]]

PATIENCE_MS = 15_000
"""Longer than anything but simulated weeks takes, on a machine that does much else."""

expect.set_options(timeout=PATIENCE_MS)


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def demo(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Demo]:
    """The sample office behind its page; its clock stands until it is turned."""
    if not CHROMIUM.exists():
        pytest.skip(MISSING)
    async with open_demo(tmp_path_factory.mktemp("demo") / "office", DemoClock(moving=False)) as demo:
        yield demo


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def browser(demo: Demo) -> AsyncIterator[Browser]:
    async with open_browser() as browser:
        yield browser


class Witness:
    """Sees what the page should never do: complain on the console, fail, or ask another host for something."""

    def __init__(self, url: str) -> None:
        self._url = url
        self.complaints: list[str] = []

    def watch(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"console: {message.text} ({message.location['url']})")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((f"{self._url}/", "data:", "blob:")):
            self.complaints.append(f"asked for {request.url}")


@pytest.fixture
def witness(demo: Demo) -> Witness:
    return Witness(demo.url)


@pytest_asyncio.fixture(loop_scope="package")
async def look_at(demo: Demo, browser: Browser, witness: Witness) -> AsyncIterator[LookAt]:
    """Opens windows on one table with new phones, in office hours; at the end nothing may have gone wrong in them."""
    await demo.opened()
    open_desks(demo.house)
    if demo.clock.local.weekday() > 4 or demo.clock.local.hour > 12:
        await turn_to_monday(demo.house)
        open_desks(demo.house)
    demo.simulator.present(demo.stage)
    async with AsyncExitStack() as windows:

        async def look(size: tuple[int, int] = WIDE, **more: Any) -> Table:
            settings = {"locale": "id-ID", "reduced_motion": "reduce", "color_scheme": "light", **more}
            context = await browser.new_context(viewport={"width": size[0], "height": size[1]}, **settings)
            windows.push_async_callback(context.close)
            page = await context.new_page()
            page.set_default_timeout(PATIENCE_MS)
            witness.watch(page)
            return await Table(page, demo).open()

        yield look
    assert witness.complaints == []


@pytest_asyncio.fixture(loop_scope="package")
async def table(look_at: LookAt) -> Table:
    """A window of a desktop's size."""
    return await look_at()
