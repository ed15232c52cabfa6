"""Turning the demo's clock, and letting happen what is then due."""

import asyncio
from datetime import datetime, timedelta

from data import health
from data.clock import iso_week, week_monday
from suara.demo.house import OPENS, House
from suara.demo.telling import DemoError

DIGEST_HOUR = 6
_ATTEMPTS, _PAUSE_SECONDS = 1000, 0.02


async def turn(house: House, wall: datetime) -> list[tuple[str, str]]:
    """Turn to a moment of the office's wall clock; return what was due, done and told when all of it has arrived.

    Raises DemoError when messages are stuck.
    """
    house.clock.turn_to(wall)
    done = await house.schedule.run_due()
    house.bot.sender.wake()
    await _sent(house)
    return done


async def turn_by(house: House, time: timedelta) -> None:
    """Turn forward by some time."""
    await turn(house, house.clock.local + time)


async def turn_to_monday(house: House) -> list[tuple[str, str]]:
    """Turn to the next Monday at six, when the digests are due; return what was done."""
    wall = house.clock.local
    monday = week_monday(iso_week(wall.date()))
    at = wall.replace(year=monday.year, month=monday.month, day=monday.day, hour=DIGEST_HOUR, minute=0, second=0)
    at = at.replace(microsecond=0)
    return await turn(house, at if at > wall else at + timedelta(days=7))


def open_desks(house: House) -> None:
    """Turn to the hour at which desks open."""
    house.clock.turn_to(house.clock.local.replace(hour=OPENS.hour, minute=0, second=0, microsecond=0))


async def _sent(house: House) -> None:
    """Wait until the outbox is empty."""
    for _ in range(_ATTEMPTS):
        async with house.database.reading() as tx:
            if (await health.look(tx)).waiting == 0:
                return
        await asyncio.sleep(_PAUSE_SECONDS)
    raise DemoError("Messages are stuck in the outbox.")
