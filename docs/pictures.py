"""Draws the README's pictures anew: ``make pictures``.

A page of the sample's posters, a chat on the demo's page, an officer's chart, a survey's report and its sheet for the
wall, and the page itself. The demo's links are
new each time, hence the codes in the pictures too; all else stays the same.
"""

import asyncio
import sys
import tempfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.async_api import expect

from aggregator.charts import ChartPainter, WeekPoint
from benchmarks.report import survey as made_up_survey
from data.clock import week_shift
from data.texts import DEFAULT, texts
from suara.demo.house import DemoClock
from suara.demo.papers import printed
from suara.demo.tour import CITIZEN, OFFICER, SUPERVISOR
from tests.browser.demo import CHROMIUM, MISSING, Demo, open_browser, open_demo
from tests.browser.table import Table

if TYPE_CHECKING:
    from playwright.async_api import Browser

PICTURES = Path(__file__).parent / "pictures"
MONDAY = datetime(2026, 11, 23, 1, tzinfo=UTC)
"""Monday 08.00 in Serang."""
WIDTH = 400
"""Of the three pictures that stand side by side, in pixels; they are seen at half of it on a fine screen."""
DESK_WIDTH = 1280
PLAIN_COLOURS, OTHER_COLOURS = 16, 64

TREND = (72, 73, 74, 73, 75, 77, None, 78, 80, 81, 82, 84)
HALF_RANGES = (9, 8, 8, 7, 7, 7, None, 7, 6, 6, 5, 5)
BANDS = ("10–19", "10–19", "10–19", "20–49", "20–49", "20–49", "", "20–49", "20–49", "50–99", "50–99", "50–99")
LAST_WEEK = "2026-W47"


class Standing(DemoClock):
    """The demo's clock, always of the same week."""

    def begin(self) -> None:
        """Turn back to that Monday."""
        super().begin()
        self._at = MONDAY


def chart() -> bytes:
    """Draw twelve weeks of an officer who gets better, one of them without enough ratings."""
    points = []
    for back, value, half, band in zip(range(11, -1, -1), TREND, HALF_RANGES, BANDS, strict=True):
        week = week_shift(LAST_WEEK, -back)
        if value is None or half is None:
            points.append(WeekPoint(week, None, None, None, ""))
        else:
            points.append(WeekPoint(week, value, value - half, value + half, band))
    return ChartPainter().officer_trend(points, texts(DEFAULT))


def report() -> tuple[bytes, bytes]:
    """Return the first page of a survey's report, and the sheet for the wall."""
    from aggregator.survey import pdf, poster

    survey = made_up_survey(340)
    pages = [pdf.report(survey, texts(DEFAULT)), poster.sheet(survey, texts(DEFAULT))]
    first, sheet = (_first_page(each) for each in pages)
    return first, sheet


def _first_page(pdf: bytes) -> bytes:
    from pypdfium2 import PdfDocument

    file = BytesIO()
    with PdfDocument(pdf) as document:
        document[0].render(scale=1.5).to_pil().save(file, "PNG")
    return file.getvalue()


async def poster(demo: Demo) -> bytes:
    """Return the first page of the sample's posters."""
    (page,) = await asyncio.to_thread(printed, demo.house.posters_pdf, [0])
    return page


async def chat(browser: "Browser", demo: Demo) -> bytes:
    """Photograph a phone with the question of one desk, and the thanks for rating another."""
    context = await browser.new_context(
        viewport={"width": 400, "height": 1100}, locale="id-ID", reduced_motion="reduce"
    )
    demo.simulator.present(demo.stage)
    table = await Table(await context.new_page(), demo).open()
    phone = table.phone(CITIZEN)
    tabs = table.page.get_by_role("tab")
    for sheet in (1, 0):
        await tabs.filter(has_text="Dinding").click()
        await table.scan_button(sheet).click()
        await table.open_link()
        await tabs.filter(has_text="Warga").click()
        await phone.start()
        await phone.says(demo.house.posters[sheet].desk_name)
        if sheet == 0:
            await phone.rate("😄")
    await settled(table)
    picture = await phone.element.locator(".screen").screenshot()
    await context.close()
    return picture


async def desk(browser: "Browser", demo: Demo) -> bytes:
    """Photograph the whole page: three phones side by side while somebody takes the tour."""
    context = await browser.new_context(
        viewport={"width": 1280, "height": 720}, locale="id-ID", reduced_motion="reduce", color_scheme="light"
    )
    demo.simulator.present(demo.stage)
    table = await Table(await context.new_page(), demo).open()
    citizen, officer, supervisor = map(table.phone, (CITIZEN, OFFICER, SUPERVISOR))
    await table.scan(supervisor, "Undangan atasan")
    await supervisor.tap("Ya, ini saya")
    await supervisor.says("terhubung")
    await table.scan(officer, "Undangan")
    await officer.tap("Ya, ini saya")
    await officer.says("terhubung")
    await table.turn("4 minggu ramai")
    await officer.says("Skor Suara")
    await table.scan(citizen)
    await citizen.says("disimpan anonim")
    for phone in (officer, supervisor):
        await phone.newest.evaluate("bubble => bubble.scrollIntoView()")
    await settled(table)
    picture = await table.page.screenshot()
    await context.close()
    return picture


async def settled(table: Table) -> None:
    """Wait until no notice lies over a phone, and the faces have their colours."""
    await table.page.evaluate("() => document.fonts.ready")
    await expect(table.page.locator(".toast")).to_have_count(0)


def put(name: str, content: bytes, width: int) -> None:
    """Write a picture with few colours, no wider than that."""
    from PIL import Image

    image: Image.Image = Image.open(BytesIO(content)).convert("RGB")
    if image.width > width:
        image = image.resize((width, round(image.height * width / image.width)), Image.Resampling.LANCZOS)
    path = PICTURES / f"{name}.png"
    # The plain areas keep their very colours; whatever else there is gets the nearest of a few that cover it all.
    plain = sorted(image.getcolors(image.width * image.height) or [], reverse=True)[:PLAIN_COLOURS]
    others = image.quantize(OTHER_COLOURS, Image.Quantize.MAXCOVERAGE).getpalette() or []
    palette = Image.new("P", (1, 1))
    palette.putpalette([*(part for _, colour in plain for part in colour), *others])
    image.quantize(palette=palette, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.relative_to(Path.cwd())}: {image.width} × {image.height}, {path.stat().st_size // 1000} kB")  # noqa: T201


async def draw(folder: Path) -> None:
    """Draw them all."""
    async with open_demo(folder, Standing(moving=False)) as demo, open_browser() as browser:
        put("poster", await poster(demo), WIDTH)
        put("chart", chart(), WIDTH)
        for name, page in zip(("report", "publication"), report(), strict=True):
            put(name, page, WIDTH)
        put("chat", await chat(browser, demo), WIDTH)
        put("desk", await desk(browser, demo), DESK_WIDTH)


def main() -> int:
    """Draw them all, or say what is missing."""
    if not CHROMIUM.exists():
        print(f"Error: {MISSING}", file=sys.stderr)  # noqa: T201
        return 1
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="suara-pictures-") as folder:
        asyncio.run(draw(Path(folder) / "office"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
