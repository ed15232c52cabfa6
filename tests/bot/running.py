"""A bot that a test starts and stops itself, and what the test looks at."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import func, select

from bot.api import ApiRequest
from bot.sender import Sender
from bot.service import Bot
from bot.settings import BotSettings
from data.database import Database
from data.keys import Keys
from data.outbox import Lane, Message, Outbox
from data.tables import failed_updates, outbox
from simulator.client import Phones
from tests.conftest import FakeClock

PATIENCE = 10.0


@asynccontextmanager
async def running(settings: BotSettings, database: Database, keys: Keys, clock: FakeClock) -> AsyncIterator[Bot]:
    """Run a bot for as long as the block lasts; leaves no task behind."""
    before = asyncio.all_tasks()
    bot = Bot(settings, database, keys, clock)
    await bot.start()
    stop = asyncio.Event()
    work = asyncio.create_task(bot.run(stop))
    try:
        yield bot
    finally:
        stop.set()
        await work
    left = [task.get_coro().__qualname__ for task in asyncio.all_tasks() - before]
    # The simulator in this process has tasks of its own.
    assert not [name for name in left if name.startswith(("Sender.", "Polling.", "Bot.", "WebhookServer."))]


@asynccontextmanager
async def sending(settings: BotSettings, database: Database, keys: Keys, clock: FakeClock) -> AsyncIterator[Sender]:
    """A sender of its own, without a loop."""
    api = ApiRequest(settings.api_base, settings.token)
    await api.initialize()
    stop = asyncio.Event()
    service = Sender(api, database, Outbox(keys), settings, clock)
    work = asyncio.create_task(service.run(stop))
    try:
        yield service
    finally:
        stop.set()
        try:
            await work
        finally:
            await api.shutdown()


async def until(true: Callable[[], Awaitable[Any]]) -> None:
    """Wait until something has become so."""
    async with asyncio.timeout(PATIENCE):
        while not await true():
            await asyncio.sleep(0.005)


async def count(database: Database, table: Any) -> int:
    async with database.reading() as tx:
        return int(await tx.value(select(func.count()).select_from(table)))


async def none_waits(database: Database) -> None:
    """Wait until every message is sent and its row is gone."""

    async def empty() -> bool:
        return await count(database, outbox) == 0

    await until(empty)


async def none_pending(phones: Phones) -> None:
    """Wait until every update is confirmed."""

    async def empty() -> bool:
        return bool((await phones.get("pending"))["pending"] == 0)

    await until(empty)


async def set_aside(database: Database) -> list[str]:
    """Return the kinds of errors of the updates set aside."""
    async with database.reading() as tx:
        return [row[0] for row in await tx.all(select(failed_updates.c.error).order_by(failed_updates.c.id))]


async def queue(database: Database, keys: Keys, messages: list[Message]) -> None:
    async with database.transaction() as tx:
        await Outbox(keys).queue(tx, messages)


def message(keys: Keys, chat_id: int, text: str, lane: Lane = Lane.PERSON) -> Message:
    return Message(keys.pseudonym(chat_id), "sendMessage", {"chat_id": chat_id, "text": text}, lane)
