"""An office with ratings, and what the aggregator is run with."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import bindparam, insert, select, update

from aggregator.settings import AggregatorSettings
from aggregator.week import WeekOutcome, run_week
from data import accounts, cube, scores
from data.clock import week_monday, week_shift
from data.cube import CubeChange
from data.database import Database
from data.keys import Keys
from data.outbox import Message, Outbox
from data.scores import Published
from data.tables import accounts as account_table
from data.tables import job_runs, ratings, score_runs
from data.tables import scores as score_table
from tests.conftest import MONDAY
from tests.office import Office, build

WEEK = "2026-W47"
"""The week before the test clock's Monday."""


@pytest.fixture
async def office(database: Database) -> Office:
    return await build(database, MONDAY)


@pytest.fixture
def settings(tmp_path: Path) -> AggregatorSettings:
    return AggregatorSettings(charts_folder=tmp_path / "charts", shown_reliability=0)


@pytest.fixture
def outbox(keys: Keys) -> Outbox:
    return Outbox(keys)


class Street:
    """People who rate: each a new one, unless told otherwise."""

    def __init__(self, office: Office, keys: Keys) -> None:
        self.office = office
        self.keys = keys
        self._numbers = count()

    async def rate(
        self,
        officer_id: int,
        faces: Sequence[int],
        week: str = WEEK,
        desk_id: int | None = None,
        people: int | None = None,
    ) -> None:
        """Give these faces in a week, on its days in turn; by so many people, each with as many."""
        desk = desk_id or self.office.desk_two
        rows, changes = [], []
        for turn, face in enumerate(faces):
            number = next(self._numbers)
            person = number if people is None else -1 - turn % people
            day = week_monday(week) + timedelta(days=turn % 5)
            rows.append(
                {
                    "id": f"rating-{number}",
                    "rater": sha256(str(person).encode()).digest()[:16],
                    "desk_id": desk,
                    "officer_id": officer_id or None,
                    "face": face,
                    "excused": 0,
                    "evidence": "duty",
                    "day": day.isoformat(),
                    "hour": 9,
                    "week": week,
                }
            )
            changes.append(CubeChange(week, officer_id, 0, desk, "duty", face, 1))
        async with self.office.database.transaction() as tx:
            await tx.run_many(insert(ratings).values({name: bindparam(name) for name in rows[0]}), rows)
            await cube.add(tx, changes)

    async def name(self, desk_id: int, day: str, cause: str, people: int) -> None:
        """Let so many people say what broke down at a desk on a day."""
        for number in (next(self._numbers) for _ in range(people)):
            await self.office.add_rating(sha256(str(number).encode()).digest()[:16], desk_id, day, cause)

    async def bind(self, officer_id: int, user_id: int, blocked: bool = False) -> None:
        """Bind an officer's account."""
        async with self.office.database.transaction() as tx:
            await accounts.bind(tx, officer_id, user_id, self.keys, MONDAY)
            if blocked:
                await tx.run(update(account_table).where(account_table.c.officer_id == officer_id).values(blocked_at=1))

    async def queued(self, outbox: Outbox) -> list[Message]:
        """Return the messages that are to be sent."""
        async with self.office.database.reading() as tx:
            return [each.message for each in await outbox.pending(tx)]

    async def stored(self) -> dict[str, list[Any]]:
        """Return all that the weekly runs have written."""
        return {
            table.name: [tuple(row) for row in await self.office.rows(select(table).order_by(*table.primary_key))]
            for table in (score_table, score_runs, job_runs)
        }


@pytest.fixture
def street(office: Office, keys: Keys) -> Street:
    return Street(office, keys)


class Aggregator:
    """Runs weeks on the Monday after, or when told."""

    def __init__(self, office: Office, settings: AggregatorSettings, outbox: Outbox, keys: Keys) -> None:
        self.office, self.settings, self.outbox, self.keys = office, settings, outbox, keys

    async def run(self, week: str = WEEK, now: datetime | None = None, tell: bool = True) -> WeekOutcome:
        monday = week_monday(week_shift(week, 1))
        at = now or datetime(monday.year, monday.month, monday.day, 1, tzinfo=UTC)
        return await run_week(self.office.database, week, self.settings, self.outbox, self.keys, at, tell)

    async def latest(self, officer_id: int) -> Published:
        async with self.office.database.reading() as tx:
            score = await scores.latest(tx, officer_id)
        assert score
        return score.published

    def chart(self, name: str, week: str = WEEK) -> Path:
        return self.settings.charts_folder / week / f"{name}.png"


@pytest.fixture
def aggregator(office: Office, settings: AggregatorSettings, outbox: Outbox, keys: Keys) -> Aggregator:
    return Aggregator(office, settings, outbox, keys)


def mixed(ratings: int, low: int = 1) -> list[int]:
    """Return so many faces: ``low`` of 2, then one 3 to two 4."""
    return ([2] * low + [3, 4, 4] * ratings)[:ratings]
