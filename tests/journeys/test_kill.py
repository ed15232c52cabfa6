"""The real ``suara run``, killed again and again while thousands of updates wait: each counts once, none is lost."""

import asyncio
import random
from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

import aiohttp
from sqlalchemy import func, select

from data.database import Database
from data.look import FACES
from data.tables import cube_pending, failed_updates, outbox, ratings, visits
from simulator import Simulator, SimulatorSettings
from simulator.client import Phone, PhoneError, Phones, Seen
from tests.bot.running import count
from tests.journeys.house import TOKEN, USERNAME, House
from tests.office import Office

KILLS = 50
AT_FIRST = 500
"""Citizens who wait when the bot starts for the first time, each with three updates and one to come."""
AT_EACH_START = 10
LONGEST_LIFE = 0.12
"""Seconds of work between two kills: some hundred updates at most."""


class Crowd:
    """People who scan, ask for help and for the privacy text at once, and tap a face as soon as they see one."""

    def __init__(self, phones: Phones, link: str) -> None:
        self._phones = phones
        self._link = link
        self._waiting: asyncio.Queue[tuple[Phone, int]] = asyncio.Queue()
        self.people: list[Phone] = []
        self.taps: dict[int, str] = {}

    async def come(self, number: int) -> None:
        for _ in range(number):
            phone = await self._phones.new()
            await phone.post("scan", link=self._link)
            await phone.post("send", text="/bantuan")
            await phone.post("send", text="/privasi")
            self._waiting.put_nowait((phone, face_of(len(self.people))))
            self.people.append(phone)

    async def tap(self) -> None:
        """Tap for one after the other; several may do so side by side."""
        while True:
            phone, face = await self._waiting.get()
            screen: list[Seen] = []
            while not screen:
                with suppress(PhoneError):  # a long wait in a row of kills
                    screen = await phone.look(after=0)
            tapped = await phone.post("tap", text=FACES[face - 1].emoji)
            self.taps[phone.id] = tapped["callback_query_id"]


def face_of(number: int) -> int:
    """The face that the person of this number taps."""
    return number % 4 + 1


async def test_fifty_kills_lose_nothing_and_count_nothing_twice(tmp_path: Path) -> None:
    chance = random.Random(20261123)
    simulator = Simulator(
        # A tap may wait for many starts here.
        SimulatorSettings(token=TOKEN, username=USERNAME, bot_name="Suara", enforce_limits=False, callback_seconds=600),
        lambda: datetime.now(UTC),
    )
    async with simulator.serving() as url, aiohttp.ClientSession() as session:
        house = House(tmp_path, url)
        office = await house.furnished()
        database = office.database
        phones = Phones(session, url)
        crowd = Crowd(phones, await office.link(office.desk_nobody))
        await crowd.come(AT_FIRST)
        tapping = [asyncio.create_task(crowd.tap()) for _ in range(16)]
        for number in range(KILLS):
            async with house.running() as run:
                if number % 10 == 9:  # also before it has said hello
                    await asyncio.sleep(chance.uniform(0.1, 0.6))
                else:
                    await run.started()
                    await asyncio.gather(crowd.come(AT_EACH_START), asyncio.sleep(chance.uniform(0, LONGEST_LIFE)))
                run.process.kill()
        async with house.running() as run:
            await run.started()
            await all_is_done(database, phones, crowd)
            run.process.terminate()
            assert await run.process.wait() == 0
        for task in tapping:
            task.cancel()
        assert not [line for line in house.log if "level=error" in line]
        await nothing_was_lost_or_counted_twice(office, crowd)
        await database.close()


async def all_is_done(database: Database, phones: Phones, crowd: Crowd) -> None:
    async with asyncio.timeout(30):
        while True:
            tapped = len(crowd.taps) == len(crowd.people)
            if tapped and (await phones.get("pending"))["pending"] == 0 and await count(database, outbox) == 0:
                return
            await asyncio.sleep(0.05)


async def nothing_was_lost_or_counted_twice(office: Office, crowd: Crowd) -> None:
    people = len(crowd.people)
    assert people > AT_FIRST
    assert await count(office.database, visits) == people
    assert await count(office.database, failed_updates) == 0
    expected = Counter(face_of(number) for number in range(people))
    stored = await office.rows(select(ratings.c.rater, ratings.c.face))
    assert len({rater for rater, _ in stored}) == len(stored) == people
    assert Counter(face for _, face in stored) == expected
    waiting = await office.rows(
        select(cube_pending.c.face, func.sum(cube_pending.c.count)).group_by(cube_pending.c.face)
    )
    assert {face: int(total) for face, total in waiting} == expected
    for phone in crowd.people:
        screen = await phone.look(after=0, answer=crowd.taps[phone.id])
        kinds = [kind_of(seen) for seen in screen]
        # What a kill sent twice came twice in a row; nothing else is out of order, and nothing is missing.
        assert [kind for kind, _ in groupby(kinds)] == ["rating", "help", "privacy"]
        assert any(seen.edited for seen in screen)  # what the face was answered with


def kind_of(seen: Seen) -> str:
    if "Privasi Anda" in seen.text:
        return "privacy"
    return "rating" if seen.keyboard else "help"
