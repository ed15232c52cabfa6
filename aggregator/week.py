"""The weekly run: what the ratings of a week come to, frozen, drawn and told.

Four stages, each whole or not at all, so that the run may be killed at any moment and begun again:

1. one transaction folds the cube and closes the week;
2. what is then in the record is scored outside any transaction; one more stores the snapshot, never written again;
3. charts are drawn into files; one that is there is not drawn again;
4. one transaction stores the digests, queues their messages and notes the job as done.
"""

import asyncio
from dataclasses import dataclass
from datetime import datetime

from aggregator import edition, snapshot
from aggregator.edition import Edition, Progress
from aggregator.lots import Lots
from aggregator.schedule import WEEK_JOB
from aggregator.settings import AggregatorSettings
from data import cube, jobs, scores
from data.clock import iso_week, local, week_shift
from data.database import Database, Transaction
from data.keys import Keys
from data.outbox import Outbox


class AggregationError(Exception):
    """Base of what can go wrong with a weekly run; the text is one line that says what to do."""


class WeekNotOver(AggregationError):
    """The week has not ended yet."""


class WeekPassed(AggregationError):
    """A later week has been published, so what came in counts there."""


@dataclass(frozen=True)
class WeekOutcome:
    """What a run has done."""

    week: str
    scored: int
    """Officers with a figure."""
    unscored: int
    """Officers with the reason why there is none."""
    charts: int = 0
    digests: int = 0
    messages: int = 0
    """0 when the week had been told before."""


async def run_week(
    database: Database,
    week: str,
    settings: AggregatorSettings,
    outbox: Outbox,
    keys: Keys,
    now: datetime,
    tell: bool = True,
    progress: Progress = lambda _done, _all: None,
) -> WeekOutcome:
    """Aggregate an ISO week: cube, scores, charts, digests. Doing it again does nothing again.

    ``tell`` false leaves out charts and digests: for weeks that are caught up too late to be news. ``progress`` is told
    how many charts are drawn. Raises WeekNotOver, WeekPassed, ValueError for a week that does not exist.
    """
    following = week_shift(week, 1)
    if iso_week(local(now, settings.time_zone).date()) < following:
        raise WeekNotOver(f"{week} has not ended yet: aggregate it in {following}.")
    async with database.reading() as tx:
        if (WEEK_JOB, week) in await jobs.ran(tx):
            return await _outcome(tx, week, Edition(), 0)
    if await _close(database, week, now):
        async with database.reading() as tx:
            record = await snapshot.read(tx, week, settings)
        # In a thread and in no transaction: people at a counter are answered meanwhile.
        taken = await asyncio.to_thread(snapshot.take, record, settings, Lots(keys.lot))
        async with database.transaction() as tx:
            await scores.store(tx, week, taken.scores, taken.shares, taken.parameters)
    prepared = Edition()
    if tell:
        async with database.reading() as tx:
            prepared = await edition.prepare(tx, week, settings)
        await edition.draw(prepared, settings.charts_folder, progress)
    async with database.transaction() as tx:
        if not await jobs.finish(tx, WEEK_JOB, week, now):
            return await _outcome(tx, week, Edition(), 0)
        messages = await edition.send(tx, prepared, outbox, keys, settings.charts_folder, now)
        return await _outcome(tx, week, prepared, messages)


async def _close(database: Database, week: str, now: datetime) -> bool:
    """Fold the cube and close the week: what comes in from now on counts in a later one; whether it is to be scored.

    It is not where that has been done; where a run ended before it was, it still is.
    """
    async with database.transaction() as tx:
        latest = await scores.latest_week(tx)
        await cube.fold(tx)
        await scores.begin(tx, week, now)
        if await scores.is_stored(tx, week):
            return False
        if latest is not None and week < latest:
            raise WeekPassed(f"{week} was left out: {latest} is published already, and what came in late counts there.")
    return True


async def _outcome(tx: Transaction, week: str, told: Edition, messages: int) -> WeekOutcome:
    stored = [score for history in (await scores.histories(tx, week, week)).values() for score in history]
    scored = sum(score.published.points is not None for score in stored)
    return WeekOutcome(week, scored, len(stored) - scored, len(told.charts), len(told.digests), messages)
