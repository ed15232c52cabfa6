"""The sample office, complete: record, posters, simulated Telegram, bot and schedule, on a clock of its own."""

import asyncio
import shutil
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from datetime import time as time_of_day
from pathlib import Path
from zoneinfo import ZoneInfo

import aiohttp
import structlog

import data
from aggregator.schedule import Schedule
from aggregator.settings import AggregatorSettings, ReportSettings
from bot.service import Bot
from bot.settings import BotSettings
from data import posters
from data.clock import iso_week as week_of
from data.clock import local, system_clock, week_monday
from data.database import Database
from data.keys import Keys
from data.outbox import Outbox
from data.posters import Poster
from data.roster import import_roster, read, write_workbook
from qr_posters.check import check
from qr_posters.posters import PosterSettings, render
from simulator import Simulator, SimulatorSettings
from simulator.client import Phones
from suara.demo.telling import DemoError, Telling
from suara.files import private_folder

TIME_ZONE = "Asia/Jakarta"
USERNAME = "suara_contoh_bot"
TOKEN = "100000001:contoh-contoh-contoh-contoh-contoh-1"  # noqa: S105 - of a Telegram that exists only here
OPENS = time_of_day(8)
PORT = 8081
SAMPLE = Path(data.__path__[0]) / "sample"


class DemoClock:
    """The demo's clock: begins on this week's Monday at eight, and can be turned forward.

    ``moving``: it goes on by itself, as a clock does; otherwise it stands until it is turned.
    """

    def __init__(self, moving: bool) -> None:
        self._moving = moving
        self.begin()

    def begin(self) -> None:
        """Turn back to the beginning, for an office that is made anew."""
        monday = week_monday(week_of(local(system_clock(), TIME_ZONE).date()))
        self._at = datetime.combine(monday, OPENS, ZoneInfo(TIME_ZONE)).astimezone(UTC)
        self._since = time.monotonic()

    def __call__(self) -> datetime:
        """Return the moment."""
        return self._at + timedelta(seconds=time.monotonic() - self._since if self._moving else 0)

    @property
    def local(self) -> datetime:
        """The moment on the wall clock of the office."""
        return local(self(), TIME_ZONE)

    def turn_to(self, wall: datetime) -> None:
        """Turn to a moment of the office's wall clock; never back."""
        self._at += max(timedelta(0), wall - self())


@dataclass(frozen=True)
class House:
    """The running sample office."""

    folder: Path
    clock: DemoClock
    database: Database
    keys: Keys
    outbox: Outbox
    bot: Bot
    schedule: Schedule
    phones: Phones
    url: str
    posters: Sequence[Poster]
    links: Sequence[str]
    """What the posters' QR codes say, read from the printed page; in the order of the posters."""
    posters_pdf: Path

    def link(self, payload: str) -> str:
        """Return the link that opens the bot with a payload."""
        return PosterSettings(USERNAME).link(payload)

    @property
    def reports(self) -> ReportSettings:
        """What stands on reports, and where they are kept."""
        return _reports(self.folder)

    @property
    def charts_folder(self) -> Path:
        """Where the charts are."""
        return self.folder / "charts"


@asynccontextmanager
async def telegram(clock: DemoClock, host: str, known_port: bool) -> AsyncIterator[tuple[Simulator, str]]:
    """Run a simulated Telegram whose page waits for the office; yield it and its address. Raises OSError."""
    simulator = Simulator(SimulatorSettings(TOKEN, USERNAME, "Suara (contoh)", enforce_limits=False), clock)
    simulator.clear()
    if known_port:
        with suppress(OSError):  # taken: any other does as well
            async with simulator.serving(host, PORT) as url:
                yield simulator, url
                return
    async with simulator.serving(host) as url:
        yield simulator, url


@asynccontextmanager
async def furnished(folder: Path, telling: Telling, clock: DemoClock, url: str) -> AsyncIterator[House]:
    """Build the sample office anew in a folder and run it beside a simulated Telegram.

    Raises DemoError, and the rooms' own errors.
    """
    structlog.configure(processors=[_only_problems, structlog.dev.ConsoleRenderer(colors=False)])
    shutil.rmtree(folder, ignore_errors=True)
    private_folder(folder)
    database = Database.connect(f"sqlite+aiosqlite:///{folder / 'suara.db'}")
    keys = Keys(b"demo" * 8, b"demo" * 8)  # nothing secret is in it, and lots fall the same way each time
    keys.save(folder / "keys.json")
    try:
        await database.migrate()
        workbook = folder / "roster.xlsx"
        write_workbook(workbook, await asyncio.to_thread(read, SAMPLE))
        changes = await import_roster(database, workbook, clock(), TIME_ZONE)
        telling.step(
            f"Roster imported: {changes.offices.added} offices, {changes.desks.added} desks, "
            f"{changes.officers.added} officers, {changes.duties.added} duties ({workbook})"
        )
        async with database.reading() as tx:
            printed = await posters.listing(tx)
        pdf = folder / "posters.pdf"
        links = await _print_and_read(printed, pdf, telling)
        async with aiohttp.ClientSession() as session:
            settings = BotSettings(
                token=TOKEN,
                username=USERNAME,
                api_base=url,
                charts_folder=folder / "charts",
                reports_folder=_reports(folder).folder,
                time_zone=TIME_ZONE,
                # The pace of a Telegram that counts would make four weeks last for minutes.
                messages_per_second=0,
                seconds_per_chat_message=0,
            )
            bot = Bot(settings, database, keys, clock)
            await bot.start()
            outbox = Outbox(keys)
            schedule = Schedule(
                database,
                AggregatorSettings(folder / "charts", TIME_ZONE, reports=_reports(folder)),
                outbox,
                keys,
                clock,
            )
            stop = asyncio.Event()
            running = asyncio.create_task(bot.run(stop))
            telling.step(f"Bot @{USERNAME} and Telegram run at {url}; the clock says {clock.local:%A %d %B %Y, %H.%M}")
            try:
                phones = Phones(session, url)
                yield House(folder, clock, database, keys, outbox, bot, schedule, phones, url, printed, links, pdf)
            finally:
                stop.set()
                await running
    finally:
        await database.close()


def _reports(folder: Path) -> ReportSettings:
    return ReportSettings(folder / "reports", place="Serang")


async def _print_and_read(printed: Sequence[Poster], pdf: Path, telling: Telling) -> list[str]:
    """Render the posters and read each QR code back from the page."""
    settings = PosterSettings(USERNAME)
    with telling.long("Posters", len(printed)) as progress:
        await asyncio.to_thread(render, printed, settings, pdf, False, lambda done, total: progress(1))
    telling.step(f"{len(printed)} posters printed: {pdf}")
    found = {finding.token: finding.content for finding in await asyncio.to_thread(check, pdf, settings)}
    missing = [poster for poster in printed if poster.token not in found]
    if missing:
        raise DemoError(f"{len(missing)} of {len(printed)} printed QR codes could not be read back.")
    telling.step(f"{len(printed)} QR codes read back from the printed pages")
    return [found[poster.token] for poster in printed]


def _only_problems(logger: object, method: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    if method in ("debug", "info"):
        raise structlog.DropEvent
    return event
