"""``suara run``: the bot beside the weekly schedule, until it is told to stop."""

import asyncio
import signal
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

from aggregator.schedule import Schedule
from bot.service import Bot
from data import health
from data.clock import Clock, system_clock
from data.database import Database
from data.keys import Keys, KeysError
from data.outbox import Outbox
from suara import log
from suara.config import Config
from suara.files import new_keys, private_folder
from suara.lock import sole_user
from suara.record import opened


def serve(config: Config) -> None:
    """Run until SIGTERM or SIGINT. Raises the rooms' errors, each with one line that says what to do."""
    log.configure(system_clock, config.token())
    private_folder(config.var)
    with sole_user(config.var), asyncio.Runner(loop_factory=fastest_loop()) as runner:
        runner.run(run(config, system_clock))


async def run(config: Config, clock: Clock) -> None:
    """Open the record, start the bot, and let bot and schedule work until a signal comes."""
    stop = asyncio.Event()
    stop_on_signals(stop)
    settings = config.bot_settings()
    async with opened(config) as database:
        keys = await keys_for(database, config.keys_path)
        bot = Bot(settings, database, keys, clock)
        await bot.start()
        schedule = Schedule(database, config.aggregator_settings(), Outbox(keys), keys, clock)
        await side_by_side(stop, bot.run(stop), schedule.run(stop))


async def keys_for(database: Database, path: Path) -> Keys:
    """Read the key file; make one while nobody is known yet. Raises KeysError, OSError."""
    async with database.reading() as tx:
        try:
            keys = Keys.load(path)
        except KeysError as error:
            if not isinstance(error.__cause__, FileNotFoundError):
                raise
            if await health.has_people(tx):
                raise KeysError(f"{error} New keys would recognise nobody whom the database knows.") from error
            return new_keys(path)
        if await health.keys_belong(tx, keys) is False:
            raise KeysError(f"The key file {path} does not belong to this database: restore both from one backup.")
    return keys


async def side_by_side(stop: asyncio.Event, *rooms: Coroutine[Any, Any, None]) -> None:
    """Let rooms work until ``stop``; when one ends or fails, the others are stopped in good order too.

    Raises what the first of them raised.
    """

    async def until_stopped(room: Coroutine[Any, Any, None]) -> None:
        try:
            await room
        finally:
            stop.set()

    outcomes = await asyncio.gather(*map(until_stopped, rooms), return_exceptions=True)
    for outcome in outcomes:
        if isinstance(outcome, BaseException):
            raise outcome


def stop_on_signals(stop: asyncio.Event) -> None:
    """Let SIGTERM and SIGINT set ``stop``; the second one ends the process at once."""
    loop = asyncio.get_running_loop()

    def stopping(number: int) -> None:
        stop.set()
        loop.remove_signal_handler(number)

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping, number)


def fastest_loop() -> Any:
    """Return the maker of the quickest event loop there is; None for Python's own."""
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop
