"""Updates by webhook: answered only once they are committed."""

import asyncio
import signal
import socket
import sqlite3
from dataclasses import replace
from typing import Any

import aiohttp
import pytest

from bot.errors import BotError
from bot.service import Bot
from bot.settings import BotSettings, Webhook
from data.database import Database
from data.keys import Keys
from data.tables import outbox, seen_updates, visits
from simulator.client import Phones
from tests.bot.running import count, none_pending, none_waits, running, set_aside
from tests.bot.test_loop import POISON, P, command
from tests.conftest import FakeClock
from tests.office import Office

SECRET = "s3cret_-"


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@pytest.fixture
def settings(settings: BotSettings, port: int) -> BotSettings:
    hook = Webhook(f"http://127.0.0.1:{port}/telegram/in", f"127.0.0.1:{port}", SECRET)
    return replace(settings, webhook=hook)


class Telegram:
    """Delivers by hand."""

    def __init__(self, session: aiohttp.ClientSession, port: int) -> None:
        self._session = session
        self._url = f"http://127.0.0.1:{port}/telegram/in"

    async def deliver(self, update: Any, secret: str | None = SECRET, **how: Any) -> int:
        headers = {} if secret is None else {"X-Telegram-Bot-Api-Secret-Token": secret}
        body = {"json": update, **how} if "data" not in how else how
        while True:
            try:
                async with self._session.post(self._url, headers=headers, **body) as response:
                    return response.status
            except aiohttp.ClientConnectorError:  # the bot does not listen yet
                await asyncio.sleep(0.005)


@pytest.fixture
async def hand(phones: Phones, port: int) -> Any:
    async with aiohttp.ClientSession() as session:
        yield Telegram(session, port)


sqlite_only = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def test_two_taps_by_webhook(
    phones: Phones, office: Office, settings: BotSettings, database: Database, keys: Keys, clock: FakeClock
) -> None:
    citizens = [await phones.new() for _ in range(30)]
    async with running(settings, database, keys, clock):
        link = await office.link(office.desk_alone)
        screens = await asyncio.gather(*(citizen.scan(link) for citizen in citizens))
        assert all(screen.labels for screen in screens)
        screens = await asyncio.gather(*(citizen.tap("😄") for citizen in citizens))
        assert all("Terima kasih" in screen.text for screen in screens)
        await none_pending(phones)
        await none_waits(database)
    assert await office.ratings() == 30 * [(office.desk_alone, office.siti, 4, "duty")]


async def test_what_waited_is_delivered_at_the_start(
    phones: Phones, office: Office, settings: BotSettings, database: Database, keys: Keys, clock: FakeClock
) -> None:
    citizen = await phones.new()
    await citizen.post("scan", link=await office.link(office.desk_alone))
    async with running(settings, database, keys, clock):
        await citizen.look(after=0)


@sqlite_only
@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", SECRET[:-1], "\u00e9"], ids=repr)
async def test_without_the_secret_nothing_is_taken(
    office: Office, settings: BotSettings, database: Database, keys: Keys, clock: FakeClock, hand: Telegram,
    secret: str | None,
) -> None:  # fmt: skip
    async with running(settings, database, keys, clock):
        assert await hand.deliver({"update_id": 1, **command(P, "/start")}, secret) == 403
        assert await hand.deliver({"update_id": 2, **command(P, "/start")}) == 200
    assert await count(database, seen_updates) == 1


@sqlite_only
@pytest.mark.parametrize(
    ("body", "status"),
    [(b"", 400), (b"{", 400), (b"\xff\xfe", 400), (b"[" * 100_000, 400), (b'"' + b"x" * 1_000_001 + b'"', 413)],
    ids=["empty", "cut off", "not UTF-8", "nested", "too large"],
)
async def test_what_is_no_update_is_refused(
    office: Office, settings: BotSettings, database: Database, keys: Keys, clock: FakeClock, hand: Telegram,
    body: bytes, status: int,
) -> None:  # fmt: skip
    async with running(settings, database, keys, clock):
        assert await hand.deliver(None, data=body) == status
        assert await hand.deliver({"update_id": 2, **command(P, "/start")}) == 200


@sqlite_only
async def test_poison_is_set_aside_and_not_delivered_for_ever(
    phones: Phones, office: Office, settings: BotSettings, database: Database, keys: Keys, clock: FakeClock
) -> None:
    await phones.post("updates", updates=list(POISON.values()))
    citizen = await phones.new()
    async with running(settings, database, keys, clock):
        assert (await citizen.scan(await office.link(office.desk_alone))).labels
        await none_pending(phones)
    assert len(await set_aside(database)) == len(POISON)


async def test_the_same_update_delivered_side_by_side_counts_once(
    office: Office, settings: BotSettings, database: Database, keys: Keys, clock: FakeClock, hand: Telegram
) -> None:
    token = (await office.poster(office.desk_alone)).token
    scan = {"update_id": 7, **command(P, f"/start {token}")}
    async with running(settings, database, keys, clock):
        assert await asyncio.gather(*(hand.deliver(scan) for _ in range(40))) == 40 * [200]
        assert await hand.deliver(scan) == 200
    assert await count(database, visits) == 1


@sqlite_only
async def test_a_batch_arriving_out_of_order_is_taken_in_order(
    phones: Phones, office: Office, settings: BotSettings, database: Database, keys: Keys, clock: FakeClock,
    hand: Telegram,
) -> None:  # fmt: skip
    citizen = await phones.new()
    token = (await office.poster(office.desk_alone)).token
    # A small first one holds the commit while the others gather.
    words = ["/start", "/bahasa", "/privasi", f"/start {token}"]
    updates = [{"update_id": 10 + n, **command(citizen.id, word)} for n, word in enumerate(words)]
    async with running(settings, database, keys, clock):
        await citizen.write("/start")
        async with database.transaction():
            first = asyncio.create_task(hand.deliver({"update_id": 1, **command(P, "/start")}))
            rest = [asyncio.create_task(hand.deliver(update)) for update in reversed(updates)]
            await asyncio.sleep(0.05)
            assert not any(task.done() for task in (first, *rest))
        assert await asyncio.gather(first, *rest) == 5 * [200]
        await none_waits(database)
    screen = (await citizen.look())[1:]
    assert [seen.text.split()[0] for seen in screen] == ["Selamat", "Pilih", "Privasi", "Kelurahan"]


@sqlite_only
async def test_nothing_is_answered_before_it_is_committed(
    phones: Phones, office: Office, settings: BotSettings, keys: Keys, clock: FakeClock, database: Database,
    hand: Telegram, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr("data.database.BUSY_SECONDS", 0.01)
    impatient = Database.connect(f"sqlite+aiosqlite:///{database.path}")
    token = (await office.poster(office.desk_alone)).token
    scan = {"update_id": 7, **command(P, f"/start {token}")}
    async with running(settings, impatient, keys, clock):
        assert await hand.deliver({"update_id": 1, **command(P, "/start")}) == 200
        await none_waits(impatient)
        holder = sqlite3.connect(str(database.path), isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        assert await asyncio.gather(hand.deliver(scan), hand.deliver(scan)) == [503, 503]
        holder.execute("ROLLBACK")
        holder.close()
        assert await hand.deliver(scan) == 200
        assert await hand.deliver(scan) == 200
    await impatient.close()
    assert await count(database, visits) == 1
    assert await set_aside(database) == []


@sqlite_only
async def test_a_stop_finishes_the_deliveries_under_way(
    office: Office, settings: BotSettings, database: Database, keys: Keys, clock: FakeClock, hand: Telegram
) -> None:
    bot = Bot(settings, database, keys, clock)
    await bot.start()
    stop = asyncio.Event()
    work = asyncio.create_task(bot.run(stop))
    assert await hand.deliver({"update_id": 1, **command(P, "/start")}) == 200
    async with database.transaction():
        late = asyncio.create_task(hand.deliver({"update_id": 2, **command(P, "/start")}))
        await asyncio.sleep(0.05)  # it is taken, and waits for the database
        stop.set()
    assert await late == 200
    async with asyncio.timeout(5):
        await work
    assert await count(database, seen_updates) == 2


@sqlite_only
async def test_signals_are_left_to_whoever_runs_the_bot(
    office: Office, settings: BotSettings, database: Database, keys: Keys, clock: FakeClock
) -> None:
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    async with running(settings, database, keys, clock):
        assert (signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)) == before


@sqlite_only
async def test_an_address_that_is_taken_is_told(
    office: Office, settings: BotSettings, database: Database, keys: Keys, clock: FakeClock, port: int
) -> None:
    bot = Bot(settings, database, keys, clock)
    await bot.start()
    with socket.create_server(("127.0.0.1", port)):
        async with asyncio.timeout(5):
            with pytest.raises(BotError, match=r"telegram\.webhook\.listen"):
                await bot.run(asyncio.Event())
    assert await count(database, outbox) == 0
