"""Erasure among other updates of the same batch: what came before goes with it, what comes after begins anew."""

from sqlalchemy import select

from bot.settings import BotSettings
from data.database import Database
from data.keys import Keys
from data.tables import raters
from simulator.client import Phone, Phones
from tests.bot.running import none_pending, none_waits, running
from tests.conftest import FakeClock
from tests.office import Office


async def asked(phones: Phones, office: Office) -> Phone:
    """Return the phone of somebody who has rated and is asked whether all is to be erased."""
    citizen = await phones.new()
    await citizen.scan(await office.link(office.desk_alone))
    await citizen.tap("😄")
    await citizen.write("/bahasa")
    await citizen.write("/hapus")
    return citizen


async def test_what_the_batch_had_changed_before_is_not_written_again(
    phones: Phones, office: Office, settings: BotSettings, database: Database, keys: Keys, clock: FakeClock
) -> None:
    async with running(settings, database, keys, clock):
        citizen = await asked(phones, office)
    await citizen.post("tap", text="English")
    await citizen.post("tap", text="Ya, hapus semua")
    async with running(settings, database, keys, clock):
        await none_pending(phones)
        await none_waits(database)
    assert await office.rows(select(raters.c.rater)) == []
    assert await office.ratings() == []
    assert "Your data has been erased" in (await citizen.look())[-1].text


async def test_what_comes_after_it_begins_anew(
    phones: Phones, office: Office, settings: BotSettings, database: Database, keys: Keys, clock: FakeClock
) -> None:
    async with running(settings, database, keys, clock):
        citizen = await asked(phones, office)
    await citizen.post("tap", text="Ya, hapus semua")
    await citizen.post("tap", text="English")
    async with running(settings, database, keys, clock):
        await none_pending(phones)
        await none_waits(database)
    rows = await office.rows(select(raters.c.language, raters.c.privacy_version, raters.c.privacy_seen_on))
    assert [tuple(row) for row in rows] == [("en", None, None)]
    assert await office.ratings() == []
