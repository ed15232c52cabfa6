"""The people of the sample office: who they are, and when they come to which desk."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from data.clock import iso_week, week_monday
from suara.demo.house import House
from suara.demo.people import Citizen, move_in

PEOPLE = 420
VISITS_A_DAY = 122
WORKING_DAYS = 5
VISITS_A_WEEK = WORKING_DAYS * VISITS_A_DAY
AT_ONCE = 16
HOURS = (8, 9, 10, 11, 13, 14)


class Crowd:
    """Simulated citizens. Some desks are better than others, some are busy, some hardly visited.

    ``busiest_desk``: no other desk is to be busier; by default chance decides.
    """

    def __init__(self, house: House, dice: Random, busiest_desk: int | None = None) -> None:
        self._house = house
        self._busiest_desk = busiest_desk
        self._dice = dice
        self._offices = list(dict.fromkeys(poster.office_id for poster in house.posters))
        self._citizens: list[Citizen] = []
        self._quality: dict[int, float] = {}
        self._busy: dict[int, float] = {}

    async def move_in(self) -> int:
        """Give everybody a phone, once; return how many there are."""
        if not self._citizens:
            house, dice = self._house, self._dice
            self._citizens = await move_in(house.phones, PEOPLE, len(self._offices), dice)
            self._quality = {poster.desk_id: dice.gauss(-0.3, 0.65) for poster in house.posters}
            self._busy = {poster.desk_id: dice.paretovariate(1.3) for poster in house.posters}
            if self._busiest_desk is not None:
                self._busy[self._busiest_desk] = max(self._busy.values())
        return len(self._citizens)

    async def week(self, progress: Callable[[int], None]) -> tuple[int, int]:
        """Let people come in what is left of this week, from Monday to Friday; each visits one desk a day at most.

        ``progress`` is told how many visits are over. Return the visits, and the ratings that stand.
        """
        visits = standing = 0
        clock, dice = self._house.clock, self._dice
        monday = datetime.combine(week_monday(iso_week(clock.local.date())), clock.local.timetz())
        for day in range(WORKING_DAYS):
            coming = dice.sample(self._citizens, VISITS_A_DAY)
            for slot, hour in enumerate(HOURS):
                wall = (monday + timedelta(days=day)).replace(hour=hour, minute=dice.randrange(1, 50))
                now = coming[slot :: len(HOURS)]
                if wall >= clock.local:
                    clock.turn_to(wall)
                    stood = await self._come(now)
                    visits += len(stood)
                    standing += sum(stood)
                progress(len(now))
        return visits, standing

    async def _come(self, citizens: list[Citizen]) -> list[bool]:
        """Each to a desk near home; True for a rating that stands."""
        house, dice = self._house, self._dice
        slots = asyncio.Semaphore(AT_ONCE)

        async def visit(citizen: Citizen, index: int, own: Random) -> bool:
            poster = house.posters[index]
            async with slots:
                return await citizen.visit(house.links[index], poster.code, self._quality[poster.desk_id], own)

        visits = []
        for citizen in citizens:
            near = [
                index
                for index, poster in enumerate(house.posters)
                if poster.office_id == self._offices[citizen.home] or dice.random() < 0.05
            ]
            weights = [self._busy[house.posters[index].desk_id] for index in near]
            index = dice.choices(near, weights)[0]
            visits.append(visit(citizen, index, Random(dice.random())))
        return await asyncio.gather(*visits)
