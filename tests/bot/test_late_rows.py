"""Rows whose numbers are lower than those of rows committed before them, as PostgreSQL may have it."""

from collections.abc import Callable

import pytest

from bot import sender
from bot.settings import BotSettings
from data.database import Database
from data.keys import Keys
from data.outbox import Lane, Outbox
from simulator.client import Phones
from tests.bot.running import message, none_waits, queue, sending
from tests.conftest import FakeClock

EARLY, LATE = range(30), range(30, 35)


@pytest.fixture
def database_url(postgres: Callable[..., str], migrated_postgres: str) -> str:
    """Only PostgreSQL: SQLite has one writer, whose numbers and commits have one order."""
    return postgres(migrated_postgres)


async def test_a_row_that_is_committed_late_is_sent_and_none_twice(
    phones: Phones,
    database: Database,
    keys: Keys,
    settings: BotSettings,
    clock: FakeClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sender, "LOOK_AGAIN_SECONDS", 0.005)
    citizen = await phones.new()
    await citizen.post("send", text="/start")
    async with sending(settings, database, keys, clock) as service:
        async with database.transaction() as slow:
            await Outbox(keys).queue(slow, [message(keys, citizen.id, str(n), Lane.BULK) for n in LATE])
            for n in EARLY:
                await queue(database, keys, [message(keys, citizen.id, str(n))])
                service.wake()
            await citizen.look(after=len(EARLY) - 1)
        await none_waits(database)
    assert [int(seen.text) for seen in await citizen.look()] == [*EARLY, *LATE]
