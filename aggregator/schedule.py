"""What is due, and doing it.

What is due follows from the given clock and the job's rows in the record; APScheduler, which can be given no clock,
only wakes the schedule.
"""

import asyncio
from collections.abc import Collection
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import structlog

from aggregator import escalation
from aggregator.settings import AggregatorSettings
from data import cases, comments, conversations, cube, duty_reports, guesses, invites, jobs, updates, visits
from data.clock import Clock, local, week_monday, week_shift
from data.database import Database
from data.keys import Keys
from data.outbox import Outbox

WEEK_JOB = "week"

WAKE_EVERY = timedelta(minutes=5)
"""Besides the hour itself: a machine that was asleep or off at six, a clock that was set, a run that failed."""

log = structlog.get_logger()


def run_at(week: str, settings: AggregatorSettings) -> datetime:
    """Return when an ISO week is aggregated: on the first digest day after it, by the wall clock of the zone."""
    day = week_monday(week_shift(week, 1)) + timedelta(days=settings.digest_weekday - 1)
    return datetime.combine(day, settings.digest_time, ZoneInfo(settings.time_zone))


def due(
    now: datetime, settings: AggregatorSettings, ran: Collection[tuple[str, str]], first_week: str | None
) -> list[tuple[str, str]]:
    """Return jobs and weeks that are due and not done, in order.

    ``ran`` are those done; weeks are caught up from the last of them, or from ``first_week``, the first in which
    anything was rated (None: nothing ever was, so nothing is due).
    """
    done = [week for job, week in ran if job == WEEK_JOB]
    if done:
        week = week_shift(max(done), 1)
    elif first_week is not None:
        week = first_week
    else:
        return []
    found = []
    while run_at(week, settings) <= now:
        found.append((WEEK_JOB, week))
        week = week_shift(week, 1)
    return found


class Schedule:
    """Runs what is due: the week with its digests, reports of periods that are over, and a daily clearing away."""

    def __init__(
        self, database: Database, settings: AggregatorSettings, outbox: Outbox, keys: Keys, clock: Clock
    ) -> None:
        self._database = database
        self._settings = settings
        self._outbox = outbox
        self._keys = keys
        self._clock = clock
        self._running = asyncio.Lock()
        self._cleared_on: date | None = None
        self._reported_on: date | None = None

    async def run_due(self) -> list[tuple[str, str]]:
        """Do all that is due by the clock, in order, and return it.

        Weeks that were missed are all aggregated; only the newest is drawn and told, the others are no news.
        """
        async with self._running:
            now = self._clock()
            await self._clear(now)
            await escalation.run(self._database, self._settings, self._outbox, self._keys, now)
            async with self._database.reading() as tx:
                todo = due(now, self._settings, await jobs.ran(tx), await cube.first_week(tx))
            for job, week in todo:
                # Loaded when there is something to do: numpy and what draws would double the time to start.
                from aggregator.week import run_week

                newest = (job, week) == todo[-1]
                outcome = await run_week(
                    self._database, week, self._settings, self._outbox, self._keys, now, tell=newest
                )
                log.info("week_aggregated", week=week, scored=outcome.scored, messages=outcome.messages)
            await self._report(now)
            return todo

    async def run(self, stop: asyncio.Event) -> None:
        """Do what is due now, then whenever it becomes so, until ``stop``; a run that fails is tried again later.

        Stopping in the middle of a run loses nothing: the next start takes it up.
        """
        from apscheduler.schedulers.asyncio import AsyncIOScheduler
        from apscheduler.triggers.cron import CronTrigger
        from apscheduler.triggers.interval import IntervalTrigger

        wake = asyncio.Event()
        zone, at = ZoneInfo(self._settings.time_zone), self._settings.digest_time
        scheduler = AsyncIOScheduler(timezone=zone)
        weekday = self._settings.digest_weekday - 1  # APScheduler counts from Monday 0
        scheduler.add_job(
            wake.set, CronTrigger(day_of_week=weekday, hour=at.hour, minute=at.minute, second=at.second, timezone=zone)
        )
        scheduler.add_job(wake.set, IntervalTrigger(seconds=int(WAKE_EVERY.total_seconds()), timezone=zone))
        scheduler.start()
        stopped = asyncio.create_task(stop.wait())
        try:
            wake.set()
            while not stop.is_set():
                turn = asyncio.create_task(self._turn(wake))
                await asyncio.wait({turn, stopped}, return_when=asyncio.FIRST_COMPLETED)
                turn.cancel()
                await asyncio.gather(turn, return_exceptions=True)
        finally:
            stopped.cancel()
            scheduler.shutdown(wait=False)

    async def _turn(self, wake: asyncio.Event) -> None:
        await wake.wait()
        wake.clear()
        try:
            await self.run_due()
        except Exception as error:
            log.error("schedule_failed", error=type(error).__name__)

    async def _report(self, now: datetime) -> None:
        today = local(now, self._settings.time_zone).date()
        if self._settings.reports is None or self._reported_on == today:
            return
        from aggregator.survey.gathering import make_due

        made = await make_due(self._database, self._settings.reports, self._settings.privacy_floor, now)
        if made:
            log.info("survey_reports_made", reports=made)
        self._reported_on = today

    async def _clear(self, now: datetime) -> None:
        today = local(now, self._settings.time_zone).date()
        if self._cleared_on == today:
            return
        async with self._database.transaction() as tx:
            for noun in (updates, visits, conversations, guesses, invites, duty_reports, comments, cases):
                await noun.purge(tx, now)
        self._cleared_on = today
