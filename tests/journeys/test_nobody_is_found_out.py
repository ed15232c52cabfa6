"""After a busy day, whoever has the var folder and the log, but not the key file, can name nobody who rated."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from sqlalchemy import func, select, text

from data import invites
from data.database import Database
from data.tables import cases, comments, failed_updates, outbox, ratings, skm_responses
from simulator import Simulator, SimulatorSettings
from simulator.client import Phone, Phones
from tests.bot.running import none_pending
from tests.journeys.house import TOKEN, USERNAME, House
from tests.office import Office

CITIZENS = 24
FIRST, LAST, USER, TYPED = "Xanthippus", "Quirrelworth", "zebraquagga", "Wolverhampton"
"""Beginnings of words that stand nowhere else; a number makes each person's own."""
NUMBER = "0813 9988 7766"
"""Written in comments and complaints, where it is masked."""


def person(number: int) -> dict[str, Any]:
    return {
        "id": 7_312_904_181 + 1_000_003 * number,
        "first_name": f"{FIRST}{number}",
        "last_name": f"{LAST}{number}",
        "username": f"{USER}{number}",
        "language_code": "en" if number % 5 == 0 else "id",
    }


def hostile(number: int) -> dict[str, Any]:
    """An update that no handler can deal with, with all that is known of a person in it."""
    sender = {**person(number), "is_bot": False}
    chat = {**sender, "type": "private"}
    words = {"text": f"{TYPED}{number}", "entities": "broken"}
    return {"message": {"message_id": 1, "date": 1, "from": sender, "chat": chat, **words}}


@pytest.fixture
async def day(tmp_path: Path) -> Any:
    """A busy day that ends with the power: files as they are then, the log, ids of taps, and the record."""
    simulator = Simulator(
        SimulatorSettings(token=TOKEN, username=USERNAME, bot_name="Suara", enforce_limits=False),
        lambda: datetime.now(UTC),
    )
    async with simulator.serving() as url, aiohttp.ClientSession() as session:
        house = House(tmp_path, url)
        office = await house.furnished()
        database = office.database
        phones = Phones(session, url)
        async with house.running() as run:
            await run.started()
            people = [await phones.new(**person(number)) for number in range(CITIZENS)]
            taps = await asyncio.gather(*(visit(phone, office, number) for number, phone in enumerate(people)))
            await bind(people[0], office, database)
            await phones.post("updates", updates=[hostile(number) for number in range(CITIZENS)])
            for phone in people[1:4]:
                await phone.post("send", text=f"{TYPED} one before it is blocked")
                await phone.post("block")
            await people[5].write("/bantuan")
            await none_pending(phones)
            run.process.terminate()
            assert await run.process.wait() == 0
        async with house.running() as run:
            await run.started()
            await phones.post("faults", method="sendMessage", kind="status", status=500, times=10_000)
            await phones.post("faults", method="editMessageText", kind="status", status=500, times=10_000)
            for number, phone in enumerate(people[6:]):
                await phone.post("send", text=f"{TYPED}{number} and nothing comes back")
            async with asyncio.timeout(10):
                while await count(database, outbox) < CITIZENS - 6:
                    await asyncio.sleep(0.02)
            run.process.kill()
        yield house, office, taps
        await database.close()


async def visit(phone: Phone, office: Office, number: int) -> str:
    """Scan, rate, ask, type, and change one's mind; return the id of a tap."""
    screen = await phone.scan(await office.link((office.desk_alone, office.desk_two, office.desk_nobody)[number % 3]))
    scan = screen.keyboard[0][0]["data"].split(":")[1]
    tapped = await phone.post("tap", text="😄" if number % 2 else "😞")
    await phone.look(after=tapped["version"], answer=tapped["callback_query_id"])
    await phone.press(data=f"q:{scan}")
    for button in ("o", "m"):
        await phone.press(data=f"{button}:{scan}")
        await phone.write(f"map saya hilang, hubungi {NUMBER}")
    await phone.write("/privasi")
    await phone.write(f"{TYPED}{number}, {FIRST}{number}")
    await phone.write("HJKMN3")
    await phone.press(data=f"{TYPED}{number}")
    await phone.send(sticker=True)
    return str(tapped["callback_query_id"])


async def bind(phone: Phone, office: Office, database: Database) -> None:
    async with database.transaction() as tx:
        secret = await invites.create(tx, office.siti, datetime.now(UTC))
    screen = await phone.scan(f"https://t.me/{USERNAME}?start={invites.PREFIX}{secret}")
    await phone.tap(screen.labels[0][0])


async def count(database: Database, table: Any) -> int:
    async with database.reading() as tx:
        return int(await tx.value(select(func.count()).select_from(table)))


def signs(number: int, tap: str) -> dict[str, bytes]:
    """All that would name a person, in any form in which it could be stored."""
    user_id = int(person(number)["id"])
    query = int(tap)
    assert query >> 32 == user_id
    found = {"the id": str(user_id).encode(), "the id in hexadecimal": f"{user_id:x}".encode()}
    found |= {
        "the id in capitals": f"{user_id:X}".encode(),
        "a tap": tap.encode(),
        "a tap in hex": f"{query:x}".encode(),
    }
    found |= {f"the id, {order} endian": user_id.to_bytes(5, order) for order in ("big", "little")}  # type: ignore[arg-type]
    for name, word in person(number).items():
        if name in ("first_name", "last_name", "username"):
            found |= {name: word.encode(), f"{name} in UTF-16": word.encode("utf-16-le")}
    return found


async def test_no_file_no_line_of_the_log_and_no_order_of_rows_names_anybody(day: Any) -> None:
    house, office, taps = day
    files = [file for file in house.var.rglob("*") if file.is_file() and file.name != "keys.json"]
    names = {file.name for file in files}
    assert {"suara.db", "suara.db-wal", "suara.db-shm"} <= names
    # It was a busy day: there is much in which somebody might be found.
    assert len(await office.ratings()) == CITIZENS
    assert await count(office.database, failed_updates) == CITIZENS
    assert await count(office.database, outbox) >= CITIZENS - 6
    for table in (comments, cases):
        assert await count(office.database, table) == CITIZENS
    assert await count(office.database, skm_responses) == CITIZENS * 2 / 3  # a desk has two services: it is asked which
    contents = {file.name: file.read_bytes() for file in files} | {"the log": "".join(house.log).encode()}
    assert sum(map(len, contents.values())) > 100_000
    assert b"update_set_aside" in contents["the log"]
    for place, content in contents.items():
        for number, tap in enumerate(taps):
            for what, sign in signs(number, tap).items():
                assert sign not in content, f"{place} holds {what} of person {number}"
        for word in (FIRST, LAST, USER, TYPED, NUMBER):
            assert word.lower().encode() not in content.lower(), place
    keys = (house.var / "keys.json").stat()
    assert keys.st_mode & 0o077 == 0
    await a_rating_tells_neither_its_minute_nor_its_turn(office)


async def a_rating_tells_neither_its_minute_nor_its_turn(office: Office) -> None:
    rows = await office.rows(text("SELECT * FROM ratings"))
    assert max(value for row in rows for value in row if isinstance(value, int)) < 1_000  # no moment in seconds
    assert not [column.name for column in ratings.columns if column.name.endswith("_at")]
    ids = [row[0] for row in rows]
    assert ids == sorted(ids)  # the table is in the order of its random ids
    assert len({len(id_) for id_ in ids}) == 1
    tables = "'ratings', 'raters', 'visits', 'cube', 'comments', 'cases', 'case_events', 'skm_responses'"
    hidden = text(f"SELECT name FROM pragma_table_list WHERE wr = 0 AND name IN ({tables})")
    assert await office.rows(hidden) == []
