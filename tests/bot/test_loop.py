"""The update loop in hard weather: every update counts once, or is set aside whole."""

import asyncio
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select, text

from bot import anyone, loop
from bot.context import SuaraContext
from bot.errors import WrongTokenError
from bot.screens import Screen
from bot.service import Bot
from bot.settings import BotSettings
from data import updates
from data.database import Database
from data.keys import Keys
from data.tables import failed_updates, raters, seen_updates, visits
from simulator.client import Phones
from tests.bot.running import count, none_pending, none_waits, running, set_aside, until
from tests.conftest import FakeClock
from tests.office import Office

sqlite_only = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

Start = Callable[..., Any]


@pytest.fixture
def start(settings: BotSettings, database: Database, office: Office, keys: Keys, clock: FakeClock) -> Start:
    return lambda **changes: running(replace(settings, **changes), database, keys, clock)


def said(person: int, words: Any, **more: Any) -> dict[str, Any]:
    """An update that tells of a message."""
    sender = {"id": person, "is_bot": False, "first_name": "Warga"}
    chat = {"id": person, "type": "private", "first_name": "Warga"}
    return {"message": {"message_id": 1, "date": 1, "chat": chat, "from": sender, "text": words, **more}}


def command(person: int, words: str, **more: Any) -> dict[str, Any]:
    entity = {"type": "bot_command", "offset": 0, "length": len(words.split()[0])}
    return said(person, words, entities=[entity], **more)


def tapped(person: int, **query: Any) -> dict[str, Any]:
    sender = {"id": person, "is_bot": False, "first_name": "Warga"}
    message = {"message_id": 1, "date": 1, "chat": {"id": person, "type": "private", "first_name": "W"}, "text": "?"}
    return {"callback_query": {"id": "77", "from": sender, "chat_instance": "1", "message": message, **query}}


async def broken(update: Any, context: SuaraContext) -> None:
    """Does half of something, then fails."""
    context.keep(language="en")
    context.send(Screen("half"))
    await context.tx.run(
        visits.insert().values(
            id="half", rater=b"x", desk_id=1, officers="[]", services="[]", evidence="link", opened_at=0
        )
    )
    raise RuntimeError(f"broken for {update.message.from_user.first_name}")


async def test_a_handler_that_raises_harms_no_other_of_its_batch(
    phones: Phones, office: Office, database: Database, keys: Keys, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    citizens = [await phones.new() for _ in range(49)]
    link = await office.link(office.desk_alone)
    async with start():
        await asyncio.gather(*(citizen.scan(link) for citizen in citizens))
    unlucky = await phones.new("Sulastri")
    taps = []
    for number, citizen in enumerate(citizens):
        if number == 25:
            await unlucky.post("send", text="/bantuan")
        taps.append(await citizen.post("tap", text="😄"))
    monkeypatch.setattr(anyone, "help_", broken)
    async with start():
        for citizen, tap in zip(citizens, taps, strict=True):
            await citizen.look(after=tap["version"], answer=tap["callback_query_id"])
        await none_pending(phones)
        await none_waits(database)

    assert await office.ratings() == 49 * [(office.desk_alone, office.siti, 4, "duty")]
    assert await count(database, visits) == 49
    assert await count(database, raters) == 49
    assert [screen.text for screen in await unlucky.look()] == [
        "Maaf, ada gangguan di pihak kami. Silakan coba lagi sebentar lagi, atau pindai lagi QR di loket."
    ]
    async with database.reading() as tx:
        [(error, sealed)] = await tx.all(select(failed_updates.c.error, failed_updates.c.sealed))
    assert error == "RuntimeError"
    for secret in (b"Sulastri", b"bantuan", str(unlucky.id).encode()):
        assert secret not in sealed
        assert secret in keys.unseal(sealed)


async def test_a_handler_that_calls_telegram_is_refused_and_its_update_set_aside(
    phones: Phones, database: Database, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def impatient(update: Any, context: SuaraContext) -> None:
        await update.message.reply_text("at once")

    monkeypatch.setattr(anyone, "help_", impatient)
    citizen = await phones.new()
    async with start():
        assert "gangguan" in (await citizen.write("/bantuan")).text
    assert await set_aside(database) == ["CallWithinBatchError"]
    assert "at once" not in str(await phones.get("log?method=sendMessage"))


P = 800_000_001
"""The person behind hostile updates."""
DEEP: dict[str, Any] = {"message_id": 1, "date": 1, "chat": {"id": P, "type": "private"}}
for _ in range(300):
    DEEP = {**DEEP, "reply_to_message": DEEP}

POISON: dict[str, Any] = {
    "unknown-kind": {"poll": {"id": "1", "question": "?"}},
    "invented-kind": {"telepathy": {"from": {"id": P}}},
    "no-kind": {},
    "message-is-text": {"message": "halo"},
    "message-is-empty": {"message": {}},
    "message-is-a-list": {"message": [1, 2]},
    "message-is-null": {"message": None},
    "nobody-sent-it": {"message": {"message_id": 1, "date": 1, "chat": {"id": P, "type": "private"}, "text": "a"}},
    "sender-without-id": said(P, "a", **{"from": {"is_bot": False, "first_name": "x"}}),
    "sender-id-is-text": said(P, "a", **{"from": {"id": "1", "is_bot": False, "first_name": "x"}}),
    "sender-id-is-a-list": said(P, "a", **{"from": {"id": [1], "is_bot": False, "first_name": "x"}}),
    "chat-is-text": said(P, "a", chat="private"),
    "chat-is-missing": said(P, "a", chat=None),
    "text-is-a-number": said(P, 5),
    "text-is-an-object": said(P, {"a": 1}),
    "date-is-text": said(P, "a", date="yesterday"),
    "date-is-huge": said(P, "a", date=10**30),
    "entities-are-text": said(P, "/start", entities="bold"),
    "entity-without-length": said(P, "/start", entities=[{"type": "bot_command", "offset": 0}]),
    "tap-of-nobody": {"callback_query": {"id": "1", "chat_instance": "1", "data": "f:x:4"}},
    "tap-is-a-number": {"callback_query": 4},
    "nested-without-end": {"message": DEEP},
    "membership-of-nobody": {"my_chat_member": {"chat": {"id": P, "type": "private"}, "date": 1}},
    "id-is-text": {"update_id": "12", **said(P, "a")},
    "id-is-true": {"update_id": True, **said(P, "a")},
    "id-is-negative": {"update_id": -5, **said(P, "a")},
    "is-a-number": 5,
    "is-a-list": [1],
    "is-null": None,
}
STRANGE: dict[str, Any] = {
    "nul-characters": said(P, "K\x004X9RT"),
    "lone-surrogate": said(P, "\ud800 halo \udfff"),
    "nul-in-a-payload": command(P, "/start a\x00b"),
    "surrogate-in-a-payload": command(P, "/start \udcff"),
    "nul-in-a-name": said(P, "a", **{"from": {"id": P, "is_bot": False, "first_name": "a\x00\ud800"}}),
    "huge-person": said((1 << 70) + 1, "a"),
    "entity-beyond-the-text": said(P, "/start", entities=[{"type": "bot_command", "offset": 90, "length": 9000}]),
    "a-group": said(P, "a", chat={"id": -100, "type": "group", "title": "x"}),
    "a-command-in-a-group": command(P, "/start", chat={"id": -100, "type": "supergroup", "title": "x"}),
    "a-kind-of-chat-to-come": said(P, "a", chat={"id": P, "type": "hologram"}),
    "nothing-in-it": {"message": {k: v for k, v in said(P, "a")["message"].items() if k != "text"}},
    "an-edited-message": {"edited_message": said(P, "a")["message"]},
    "tap-without-message": tapped(P, message=None, data="f:x:4"),
    "tap-on-what-is-out-of-reach": tapped(
        P, data="c:x", message={"chat": {"id": P, "type": "private", "first_name": "W"}, "message_id": 5, "date": 0}
    ),
    "tap-data-is-a-number": tapped(P, data=4),
    "tap-without-data": tapped(P),
    "tap-with-nul": tapped(P, data="f:\x00:\ud800"),
    "tap-with-much": tapped(P, data="f:" + "x" * 100_000 + ":4"),
    "unknown-fields": said(P, "a", hologram={"depth": [1, {"x": None}]}),
}


@sqlite_only
@pytest.mark.parametrize("poison", POISON.values(), ids=POISON)
async def test_poison_is_set_aside_and_harms_no_other(
    phones: Phones, office: Office, database: Database, start: Start, poison: Any
) -> None:
    before, after = await phones.new(), await phones.new()
    link = await office.link(office.desk_alone)
    await before.post("scan", link=link)
    await phones.post("updates", updates=[poison])
    await after.post("scan", link=link)
    async with start():
        for citizen in (before, after):
            assert len(await citizen.look(after=0)) == 1
        await none_waits(database)
    assert len(await set_aside(database)) == 1
    assert await count(database, visits) == 2


@sqlite_only
@pytest.mark.parametrize("strange", STRANGE.values(), ids=STRANGE)
async def test_the_strange_is_dealt_with(
    phones: Phones, office: Office, database: Database, start: Start, strange: Any
) -> None:
    await phones.post("updates", updates=[strange])
    citizen = await phones.new()
    async with start():
        assert (await citizen.scan(await office.link(office.desk_alone))).labels
    assert await set_aside(database) == []
    assert await office.ratings() == []


async def test_all_poison_at_once(phones: Phones, office: Office, database: Database, start: Start) -> None:
    await phones.post("updates", updates=[*POISON.values(), *STRANGE.values()])
    citizen = await phones.new()
    async with start():
        assert (await citizen.scan(await office.link(office.desk_alone))).labels
    assert len(await set_aside(database)) == len(POISON)
    assert await count(database, visits) == 1


@sqlite_only
async def test_updates_that_cannot_be_confirmed_are_not_taken_again_and_again(
    phones: Phones, database: Database, start: Start
) -> None:
    await phones.post("updates", updates=[None])
    citizen = await phones.new()
    async with start():
        await until(lambda: _polls(phones, 2))
        assert await set_aside(database) == []
        assert await citizen.write("/start")
    assert len(await set_aside(database)) == 1


async def _polls(phones: Phones, wanted: int) -> bool:
    return len((await phones.get("log?method=getUpdates"))["requests"]) >= wanted


async def test_an_update_counts_once_within_a_batch_and_across_restarts(
    phones: Phones, office: Office, database: Database, start: Start
) -> None:
    token = (await office.poster(office.desk_alone)).token
    scan = {"update_id": 5_000, **command(P, f"/start {token}")}
    await phones.post("updates", updates=[scan, scan, scan])
    for _ in range(2):
        async with start():
            await none_pending(phones)
            await none_waits(database)
        await phones.post("updates", updates=[scan])
    assert await count(database, visits) == 1
    assert len((await phones.get("log?method=sendMessage"))["requests"]) == 1


@sqlite_only
async def test_numbers_that_start_anew_after_a_quiet_week_are_taken(
    phones: Phones, office: Office, database: Database, clock: FakeClock, start: Start
) -> None:
    citizen = await phones.new()
    link = await office.link(office.desk_alone)
    async with start():
        await citizen.scan(link)
        await none_pending(phones)
        await phones.post("update_id", next=1_000)
        await citizen.scan(link)
        await none_pending(phones)
    await phones.post("update_id", next=10)
    async with start():
        await citizen.scan(link)
    assert await count(database, visits) == 3

    clock.turn(days=7)
    async with database.transaction() as tx:
        await updates.purge(tx, clock())
    await phones.post("update_id", next=10)
    async with start():
        await citizen.scan(link)
    assert await count(database, visits) == 4
    assert await count(database, seen_updates) == 1


@sqlite_only
async def test_an_offset_is_named_only_right_after_its_batch(phones: Phones, start: Start) -> None:
    citizen = await phones.new()
    async with start(poll_seconds=0):
        sent = await citizen.post("send", text="/start")
        await citizen.look(after=sent["version"])
        already = len((await phones.get("log?method=getUpdates&limit=2000"))["requests"])
        await until(lambda: _polls(phones, min(already + 3, 90)))
    calls = (await phones.get("log?method=getUpdates&limit=2000"))["requests"]
    named = [index for index, call in enumerate(calls) if call["params"]["offset"]]
    assert [calls[index]["params"]["offset"] for index in named] == [sent["update_id"] + 1]
    assert calls[named[0] - 1]["result"][0]["update_id"] == sent["update_id"]


@sqlite_only
@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "status", "status": 500},
        {"kind": "status", "status": 502, "times": 2},
        {"kind": "status", "status": 409},
        {"kind": "drop_before"},
        {"kind": "drop_after"},
        {"kind": "retry_after", "retry_after": 1},
    ],
    ids=lambda fault: f"{fault['kind']}-{fault.get('status', '')}".rstrip("-"),
)
async def test_a_poll_that_fails_is_made_again(
    phones: Phones, office: Office, database: Database, start: Start, fault: dict[str, Any]
) -> None:
    citizen = await phones.new()
    async with start():
        await citizen.write("/start")
        await phones.post("faults", method="getUpdates", **fault)
        await citizen.write("/start")
        assert (await citizen.scan(await office.link(office.desk_alone))).labels
        await none_pending(phones)
    assert len(await citizen.look()) == 3


@sqlite_only
async def test_a_long_poll_that_hangs_is_given_up(
    phones: Phones, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loop, "WATCHDOG_SECONDS", 0.1)
    citizen = await phones.new()
    await phones.post("faults", method="getUpdates", kind="slow", seconds=1.5)
    async with start(poll_seconds=0):
        async with asyncio.timeout(1):
            await citizen.write("/start")


@sqlite_only
async def test_a_token_that_is_no_longer_known_stops_the_bot(
    phones: Phones, settings: BotSettings, database: Database, office: Office, keys: Keys, clock: FakeClock
) -> None:
    bot = Bot(settings, database, keys, clock)
    await bot.start()
    await phones.post("faults", method="getUpdates", kind="status", status=401, times=5)
    async with asyncio.timeout(5):
        with pytest.raises(WrongTokenError, match=r"telegram\.token"):
            await bot.run(asyncio.Event())


@sqlite_only
async def test_a_full_disk_loses_nothing(phones: Phones, office: Office, database: Database, start: Start) -> None:
    citizens = [await phones.new() for _ in range(60)]
    link = await office.link(office.desk_two)
    async with start():
        async with database.transaction() as tx:  # the writer has one connection
            await tx.run(text("PRAGMA max_page_count = 1"))  # no page more than now
        for citizen in citizens:
            await citizen.post("scan", link=link)
        polls = len((await phones.get("log?method=getUpdates"))["requests"])
        await until(lambda: _polls(phones, polls + 2))
        assert (await phones.get("pending"))["pending"] > 0  # a first, small batch may have found room
        assert await set_aside(database) == []
        async with database.transaction() as tx:
            await tx.run(text("PRAGMA max_page_count = 1000000"))
        for citizen in citizens:
            assert len(await citizen.look(after=0)) == 1
        await none_pending(phones)
        await none_waits(database)
    assert await count(database, visits) == 60
    assert await set_aside(database) == []


@sqlite_only
async def test_a_database_held_by_another_program_is_waited_for(
    phones: Phones, office: Office, keys: Keys, clock: FakeClock, settings: BotSettings, database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr("data.database.BUSY_SECONDS", 0.01)
    impatient = Database.connect(f"sqlite+aiosqlite:///{database.path}")
    citizen = await phones.new()
    async with running(settings, impatient, keys, clock):
        await citizen.write("/start")
        await none_waits(impatient)
        holder = sqlite3.connect(str(database.path), isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        sent = await citizen.post("scan", link=await office.link(office.desk_alone))
        polls = len((await phones.get("log?method=getUpdates"))["requests"])
        await until(lambda: _polls(phones, polls + 1))
        assert await set_aside(impatient) == []
        holder.execute("ROLLBACK")
        assert (await citizen.look(after=sent["version"]))[-1].labels
        holder.close()
    await impatient.close()


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_server_that_cuts_every_connection_loses_nothing(
    phones: Phones, office: Office, database: Database, start: Start
) -> None:
    citizen = await phones.new()
    cut = select(func.count(func.pg_terminate_backend(text("pid")))).select_from(
        text("pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()")
    )
    async with start():
        for _ in range(3):
            await citizen.scan(await office.link(office.desk_alone))
            async with database.transaction() as tx:
                await tx.all(cut)
        screen = await citizen.tap("😄")
        assert "Terima kasih" in screen.text
        await none_waits(database)
    assert await office.ratings() == [(office.desk_alone, office.siti, 4, "duty")]
