"""``suara aggregate``: what the schedule does for a week, by hand."""

from aggregator.edition import Progress
from aggregator.schedule import due
from aggregator.week import WeekOutcome, run_week
from data import cube, jobs
from data.clock import Clock, iso_week, local, week_monday, week_shift
from data.database import Database
from data.keys import Keys
from data.outbox import Outbox
from suara.config import Config
from suara.errors import SuaraError
from suara.record import opened


async def aggregate(config: Config, week: str | None, clock: Clock, progress: Progress) -> list[WeekOutcome]:
    """Aggregate a week, or the last that has ended with those before it that were missed; in order.

    ``progress`` is told how many charts are drawn of how many. Raises SuaraError for a week that does not exist,
    AggregationError, DatabaseError, KeysError.
    """
    settings = config.aggregator_settings()
    keys = Keys.load(config.keys_path)
    async with opened(config) as database:
        weeks = [_known(week)] if week else await _missed(database, config, clock)
        return [
            await run_week(database, each, settings, Outbox(keys), keys, clock(), each == weeks[-1], progress)
            for each in weeks
        ]


async def _missed(database: Database, config: Config, clock: Clock) -> list[str]:
    now = clock()
    settings = config.aggregator_settings()
    async with database.reading() as tx:
        missed = [week for _, week in due(now, settings, await jobs.ran(tx), await cube.first_week(tx))]
    last = week_shift(iso_week(local(now, settings.time_zone).date()), -1)
    return missed if last in missed else [*missed, last]


def _known(week: str) -> str:
    try:
        week_monday(week)
    except ValueError as error:
        raise SuaraError(f"{week!r} is not an ISO week: write it like 2026-W47.") from error
    return week
