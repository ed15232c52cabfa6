"""Messages out, in hard weather: each once where that can be, in order, people before digests."""

import shutil
import sqlite3
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from sqlalchemy import insert, select

from bot import sender
from bot.errors import WrongTokenError
from bot.settings import BotSettings
from data.clock import seconds
from data.database import Database
from data.keys import Keys
from data.outbox import Lane, Message
from data.tables import accounts, outbox
from simulator import Simulator, SimulatorSettings
from simulator.client import Phone, Phones
from tests.bot.conftest import TOKEN, USERNAME
from tests.bot.running import count, message, none_waits, queue, running, sending, until
from tests.conftest import FakeClock
from tests.office import Office

Send = Callable[..., Any]


@pytest.fixture
def database_url(migrated_file: Path, tmp_path: Path) -> str:
    """Only SQLite: what differs on PostgreSQL has a test of its own."""
    shutil.copy(migrated_file, tmp_path / "suara.db")
    return f"sqlite+aiosqlite:///{tmp_path}/suara.db"


@pytest.fixture
def send(settings: BotSettings, database: Database, keys: Keys, clock: FakeClock) -> Send:
    return lambda **changes: sending(replace(settings, **changes), database, keys, clock)


@pytest.fixture
async def citizen(phones: Phones) -> Phone:
    phone = await phones.new()
    await phone.post("send", text="/start")
    return phone


async def calls(phones: Phones, method: str = "sendMessage") -> list[dict[str, Any]]:
    return list((await phones.get(f"log?method={method}&limit=2000"))["requests"])


async def texts(phone: Phone) -> list[str]:
    return [seen.text for seen in await phone.look()]


def answer(keys: Keys, citizen: Phone, query: str, clock: FakeClock, within: int = 30) -> Message:
    return Message(
        keys.pseudonym(citizen.id),
        "answerCallbackQuery",
        {"callback_query_id": query},
        Lane.BUTTON,
        expires_at=seconds(clock()) + within,
    )


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "status", "status": 500, "times": 3},
        {"kind": "status", "status": 502, "times": 1},
        {"kind": "drop_before", "times": 2},
        {"kind": "retry_after", "retry_after": 1, "times": 1},
        {"kind": "slow", "seconds": 0.1, "times": 2},
    ],
    ids=lambda fault: fault["kind"] + str(fault.get("status", "")),
)
async def test_a_chat_keeps_its_order_whatever_goes_wrong(
    phones: Phones, database: Database, keys: Keys, send: Send, citizen: Phone, fault: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr(sender, "FIRST_RETRY_SECONDS", 0.01)
    await phones.post("faults", method="sendMessage", **fault)
    await queue(database, keys, [message(keys, citizen.id, str(number)) for number in range(12)])
    async with send():
        await none_waits(database)
    assert await texts(citizen) == [str(number) for number in range(12)]


async def test_a_cut_wire_after_the_effect_sends_twice_but_loses_nothing(
    phones: Phones, database: Database, keys: Keys, send: Send, citizen: Phone, monkeypatch: Any
) -> None:
    monkeypatch.setattr(sender, "FIRST_RETRY_SECONDS", 0.01)
    await phones.post("faults", method="sendMessage", kind="drop_after")
    await queue(database, keys, [message(keys, citizen.id, each) for each in "ab"])
    async with send():
        await none_waits(database)
    assert await texts(citizen) == ["a", "a", "b"]


async def test_an_answer_to_a_tap_overtakes_its_chat(
    phones: Phones, database: Database, keys: Keys, send: Send, citizen: Phone, clock: FakeClock
) -> None:
    await queue(database, keys, [message(keys, citizen.id, "a"), message(keys, citizen.id, "b")])
    tap = await citizen.post("tap", data="x")
    await queue(database, keys, [answer(keys, citizen, tap["callback_query_id"], clock)])
    await phones.post("faults", method="sendMessage", kind="slow", seconds=0.3)
    async with send(connections=1, messages_per_second=1):
        await citizen.look(after=tap["version"], answer=tap["callback_query_id"])
        assert await texts(citizen) in ([], ["a"])  # b waits for its second
    assert len(await calls(phones, "answerCallbackQuery")) == 1


async def test_an_answer_that_comes_too_late_is_not_sent(
    phones: Phones, database: Database, keys: Keys, send: Send, citizen: Phone, clock: FakeClock
) -> None:
    tap = await citizen.post("tap", data="x")
    await queue(database, keys, [answer(keys, citizen, tap["callback_query_id"], clock, within=30)])
    clock.turn(seconds=31)
    async with send():
        await none_waits(database)
    assert await calls(phones, "answerCallbackQuery") == []


async def test_an_answer_is_tried_until_it_expires_and_ends(
    phones: Phones, database: Database, keys: Keys, send: Send, citizen: Phone, clock: FakeClock, monkeypatch: Any
) -> None:
    monkeypatch.setattr(sender, "FIRST_RETRY_SECONDS", 0.01)
    await phones.post("faults", method="answerCallbackQuery", kind="status", status=500, times=1000)
    tap = await citizen.post("tap", data="x")
    await queue(database, keys, [answer(keys, citizen, tap["callback_query_id"], clock)])
    async with send():
        await until(lambda: _called(phones, "answerCallbackQuery", 2))
        clock.turn(seconds=31)
        await none_waits(database)


async def _called(phones: Phones, method: str, times: int) -> bool:
    return len(await calls(phones, method)) >= times


async def test_a_person_does_not_wait_behind_three_thousand_digests(
    phones: Phones, database: Database, keys: Keys, send: Send, citizen: Phone
) -> None:
    await queue(database, keys, [message(keys, 10_000 + n, "digest", Lane.BULK) for n in range(3_000)])
    async with send(messages_per_second=29.4, seconds_per_chat_message=1.0) as service:
        await until(lambda: _called(phones, "sendMessage", 2))
        await queue(database, keys, [message(keys, citizen.id, "at once")])
        began = time.monotonic()
        service.wake()
        assert [seen.text for seen in await citizen.look(after=0)] == ["at once"]
        assert time.monotonic() - began < 0.5
        stopping = time.monotonic()
    assert time.monotonic() - stopping < 1
    made = await calls(phones)
    # Nobody has these chats: what was refused is done with, all others still wait.
    assert await count(database, outbox) == 3_000 - (len(made) - 1)


async def test_slow_digests_do_not_take_the_connections_of_people(
    phones: Phones, database: Database, keys: Keys, send: Send, citizen: Phone
) -> None:
    await phones.post("faults", method="sendMessage", kind="slow", seconds=0.6, times=4)
    await queue(database, keys, [message(keys, 10_000 + n, "digest", Lane.BULK) for n in range(20)])
    async with send(connections=4) as service:
        await until(lambda: _called(phones, "sendMessage", 4))
        await queue(database, keys, [message(keys, citizen.id, "at once")])
        began = time.monotonic()
        service.wake()
        await citizen.look(after=0)
        assert time.monotonic() - began < 0.4
        await none_waits(database)


@pytest.mark.parametrize(
    # Without a pace, the limit is one that even a machine with other work exceeds.
    ("pace", "limit"),
    [(147.0, 150.0), (0.0, 60.0)],
    ids=["in pace", "too fast"],
)
async def test_a_strict_server_loses_nothing(
    clock: FakeClock, settings: BotSettings, database: Database, keys: Keys, pace: float, limit: float
) -> None:
    strict = SimulatorSettings(
        token=TOKEN, username=USERNAME, bot_name="Suara", overall_per_second=limit, private_per_second=100
    )
    async with Simulator(strict, clock).serving() as url, aiohttp.ClientSession() as session:
        phones = Phones(session, url)
        people = [await phones.new() for _ in range(100)]
        for phone in people:
            await phone.post("send", text="/start")
        words = [
            message(keys, phone.id, text, lane)
            for text, lane in (("1", Lane.BULK), ("2", Lane.BULK))
            for phone in people
        ]
        await queue(database, keys, words)
        changed = replace(settings, api_base=url, messages_per_second=pace, seconds_per_chat_message=0.01)
        async with sending(changed, database, keys, clock):
            await none_waits(database)
        for phone in people:
            assert await texts(phone) == ["1", "2"]
        refused = [call for call in await calls(phones) if not call["ok"]]
        assert bool(refused) is (pace == 0.0)


async def test_a_chat_that_has_to_wait_holds_up_nobody_else(
    phones: Phones, database: Database, keys: Keys, send: Send, citizen: Phone
) -> None:
    other = await phones.new()
    await other.post("send", text="/start")
    await phones.post("faults", method="sendMessage", kind="retry_after", retry_after=1)
    await queue(database, keys, [message(keys, citizen.id, "slow"), message(keys, citizen.id, "down")])
    async with send() as service:
        await until(lambda: _called(phones, "sendMessage", 1))
        await queue(database, keys, [message(keys, other.id, "quick")])
        service.wake()
        await other.look(after=0)
        assert await texts(citizen) == []
        await none_waits(database)
    assert await texts(citizen) == ["slow", "down"]


async def test_when_telegram_asks_several_chats_to_wait_everybody_does(
    phones: Phones, database: Database, keys: Keys, send: Send
) -> None:
    people = [await phones.new() for _ in range(10)]
    for phone in people:
        await phone.post("send", text="/start")
    await phones.post("faults", method="sendMessage", kind="retry_after", retry_after=1, times=2)
    await queue(database, keys, [message(keys, phone.id, "a") for phone in people[:2]])
    async with send() as service:
        await until(lambda: _called(phones, "sendMessage", 2))
        await until(lambda: _answered(phones, 2))
        await queue(database, keys, [message(keys, phone.id, "b") for phone in people[2:]])
        service.wake()
        await none_waits(database)
    made = await calls(phones)
    assert len(made) == 12
    assert min(call["seconds"] for call in made[2:]) - made[1]["seconds"] > 0.9


async def _answered(phones: Phones, times: int) -> bool:
    return sum("error" in call for call in await calls(phones)) >= times


async def test_a_blocked_chat_ends_its_rows_and_is_remembered(
    phones: Phones, database: Database, keys: Keys, send: Send, citizen: Phone, office: Office, clock: FakeClock
) -> None:
    async with database.transaction() as tx:
        await tx.run(
            insert(accounts).values(
                officer_id=office.siti, rater=keys.pseudonym(citizen.id), sealed_chat=b"", bound_at=seconds(clock())
            )
        )
    await citizen.post("block")
    await queue(database, keys, [message(keys, citizen.id, str(number)) for number in range(50)])
    await queue(database, keys, [message(keys, citizen.id, "digest", Lane.BULK) for _ in range(50)])
    async with send() as service:
        await none_waits(database)
        assert len(await calls(phones)) <= 2  # one a lane
        await citizen.post("unblock")
        await queue(database, keys, [message(keys, citizen.id, "again")])
        service.wake()
        await none_waits(database)
    assert await texts(citizen) == ["again"]
    [row] = await office.rows(select(accounts.c.officer_id, accounts.c.blocked_at))
    assert tuple(row) == (office.siti, seconds(clock()))


async def test_a_message_that_is_gone_is_sent_anew_and_one_unchanged_is_left(
    phones: Phones, database: Database, keys: Keys, send: Send, citizen: Phone, monkeypatch: Any
) -> None:
    monkeypatch.setattr(sender, "FIRST_RETRY_SECONDS", 0.01)
    chat = keys.pseudonym(citizen.id)
    await queue(database, keys, [message(keys, citizen.id, "a")])
    await phones.post("faults", method="sendMessage", kind="status", status=500)
    async with send() as service:
        await none_waits(database)
        [first] = await citizen.look()
        edits = [(first.id, "b"), (first.id, "b"), (9_999, "c")]
        # What is sent instead may meet bad weather too.
        await phones.post("faults", method="sendMessage", kind="status", status=500)
        await queue(
            database,
            keys,
            [Message(chat, "editMessageText", {"chat_id": citizen.id, "message_id": i, "text": t}) for i, t in edits],
        )
        service.wake()
        await none_waits(database)
    assert await texts(citizen) == ["b", "c"]


async def test_what_telegram_refuses_is_dropped_and_the_rest_goes_on(
    phones: Phones, database: Database, keys: Keys, send: Send, citizen: Phone
) -> None:
    words = ["", "x" * 5000, "fine"]
    await queue(database, keys, [message(keys, citizen.id, each) for each in words])
    await queue(database, keys, [Message(keys.pseudonym(1), "sendMessage", {"chat_id": {"a": []}, "text": None})])
    async with send():
        await none_waits(database)
    assert await texts(citizen) == ["fine"]


async def test_rows_sealed_with_another_key_stay_and_stop_nobody(
    phones: Phones, database: Database, keys: Keys, send: Send, citizen: Phone, monkeypatch: Any
) -> None:
    monkeypatch.setattr(sender, "LOOK_AGAIN_SECONDS", 0.02)
    other = Keys(b"x" * 32, b"y" * 32)
    await queue(database, other, [message(other, citizen.id, "lost") for _ in range(1_200)])
    await queue(database, keys, [message(keys, citizen.id, "mine")])
    async with send():
        await citizen.look(after=0)
        await until(lambda: _left(database, 1_200))
    assert await texts(citizen) == ["mine"]


async def _left(database: Database, rows: int) -> bool:
    return await count(database, outbox) == rows


@pytest.mark.parametrize("kind", ["missing", "a folder", "not allowed"])
async def test_a_picture_that_cannot_be_read_leaves_its_words(
    phones: Phones, database: Database, keys: Keys, send: Send, citizen: Phone, tmp_path: Path, kind: str
) -> None:
    path = {"missing": tmp_path / "no.png", "a folder": tmp_path, "not allowed": Path("/proc/1/mem")}[kind]
    photo = Message(
        keys.pseudonym(citizen.id),
        "sendPhoto",
        {"chat_id": citizen.id, "caption": "<b>Ringkasan</b>", "parse_mode": "HTML"},
        Lane.BULK,
        {"photo": str(path)},
    )
    await queue(database, keys, [photo, message(keys, citizen.id, "next", Lane.BULK)])
    async with send():
        await none_waits(database)
    assert await texts(citizen) == ["Ringkasan", "next"]


async def test_stopping_finishes_what_is_under_way_and_keeps_the_rest(
    phones: Phones, database: Database, keys: Keys, send: Send, citizen: Phone
) -> None:
    await phones.post("faults", method="sendMessage", kind="slow", seconds=0.4)
    await queue(database, keys, [message(keys, citizen.id, str(number)) for number in range(3)])
    async with send():
        await until(lambda: _called(phones, "sendMessage", 1))
    assert await texts(citizen) == ["0"]
    assert await count(database, outbox) == 2
    async with send():
        await none_waits(database)
    assert await texts(citizen) == ["0", "1", "2"]


async def test_a_call_that_never_ends_does_not_keep_the_bot_from_stopping(
    phones: Phones, database: Database, keys: Keys, send: Send, citizen: Phone, monkeypatch: Any
) -> None:
    monkeypatch.setattr(sender, "FINISH_SECONDS", 0.1)
    await phones.post("faults", method="sendMessage", kind="slow", seconds=1)
    await queue(database, keys, [message(keys, citizen.id, "a")])
    began = time.monotonic()
    async with send():
        await until(lambda: _called(phones, "sendMessage", 1))
    assert time.monotonic() - began < 0.8
    assert await count(database, outbox) == 1


async def test_a_database_that_cannot_be_written_is_waited_for(
    phones: Phones, settings: BotSettings, keys: Keys, citizen: Phone, clock: FakeClock, database: Database,
    monkeypatch: Any,
) -> None:  # fmt: skip
    monkeypatch.setattr("data.database.BUSY_SECONDS", 0.01)
    monkeypatch.setattr(sender, "FIRST_RETRY_SECONDS", 0.01)
    impatient = Database.connect(f"sqlite+aiosqlite:///{database.path}")
    await queue(database, keys, [message(keys, citizen.id, "a")])
    holder = sqlite3.connect(str(database.path), isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    async with sending(settings, impatient, keys, clock):
        await citizen.look(after=0)
        assert await count(impatient, outbox) == 1
        holder.execute("ROLLBACK")
        await none_waits(impatient)
    holder.close()
    await impatient.close()
    assert await texts(citizen) == ["a"]


async def test_a_token_that_is_no_longer_known_ends_the_sender(
    phones: Phones, settings: BotSettings, database: Database, keys: Keys, citizen: Phone, clock: FakeClock
) -> None:
    await phones.post("faults", method="sendMessage", kind="status", status=401)
    await queue(database, keys, [message(keys, citizen.id, "a")])
    with pytest.raises(WrongTokenError, match=r"telegram\.token"):
        async with sending(settings, database, keys, clock):
            await until(lambda: _called(phones, "sendMessage", 1))
    assert await count(database, outbox) == 1


async def test_what_was_not_sent_leaves_at_the_next_start(
    phones: Phones, settings: BotSettings, database: Database, keys: Keys, citizen: Phone, clock: FakeClock,
    office: Office,
) -> None:  # fmt: skip
    await queue(database, keys, [message(keys, citizen.id, "from before")])
    async with running(settings, database, keys, clock):
        await none_waits(database)
    assert "from before" in await texts(citizen)
