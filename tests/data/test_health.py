"""What `suara doctor` is told about the record."""

from pathlib import Path

import pytest

from data import health
from data.database import Database, DatabaseDamaged
from data.keys import Keys
from data.outbox import Message, Outbox
from tests.complaints import complaint
from tests.conftest import FakeClock
from tests.office import build


async def test_an_empty_record_has_nobody_and_nothing_to_unseal(database: Database, keys: Keys) -> None:
    async with database.reading() as tx:
        assert await health.look(tx) == health.Health(0, 0, 0, 0, 0, 0, 0, None)
        assert not await health.has_people(tx)
        assert await health.keys_belong(tx, keys) is None


async def test_a_waiting_message_is_counted_and_tells_whose_keys_they_are(database: Database, keys: Keys) -> None:
    async with database.transaction() as tx:
        await Outbox(keys).queue(tx, [Message(b"chat", "sendMessage", {"chat_id": 1, "text": "x"})])
    async with database.reading() as tx:
        assert (await health.look(tx)).waiting == 1
        assert await health.has_people(tx)
        assert await health.keys_belong(tx, keys) is True
        assert await health.keys_belong(tx, Keys.generate()) is False


async def test_a_case_that_nobody_sees_is_counted_and_its_way_back_tells_whose_keys_they_are(
    database: Database, keys: Keys, clock: FakeClock
) -> None:
    office = await build(database, clock())
    await complaint(office, keys, clock(), about=office.siti)
    await complaint(office, keys, clock(), about=office.head, desk=office.desk_two, user_id=2)
    async with database.reading() as tx:
        assert (await health.look(tx)).cases_without_handler == 1
        assert await health.has_people(tx)
        assert await health.keys_belong(tx, keys) is True
        assert await health.keys_belong(tx, Keys.generate()) is False


async def test_a_sound_database_verifies(database: Database) -> None:
    await health.verify(database)


async def test_a_page_that_was_overwritten_is_found(tmp_path: Path) -> None:
    file = tmp_path / "suara.db"
    database = Database.connect(f"sqlite+aiosqlite:///{file}")
    await database.migrate()
    await database.close()
    content = bytearray(file.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 9000] = b"\xff" * 9000
    file.write_bytes(content)
    damaged = Database.connect(f"sqlite+aiosqlite:///{file}")
    with pytest.raises(DatabaseDamaged):
        await health.verify(damaged)
    await damaged.close()
