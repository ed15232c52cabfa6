"""The weekly run: what the ratings of a week come to, frozen, drawn and told.

Three stages, each whole or not at all, so that the run may be killed at any moment and begun again:

1. one transaction folds the cube, closes the week and stores its snapshot, which is never written again;
2. charts are drawn into files, outside any transaction; one that is there is not drawn again;
3. one transaction stores the digests, queues their messages and notes the job as done.
"""

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime

from aggregator import change, edition, publish, scoring
from aggregator.edition import Edition, Progress
from aggregator.schedule import WEEK_JOB
from aggregator.settings import AggregatorSettings
from aggregator.variance_components import VarianceComponents
from data import cube, jobs, officers, scores, votes
from data.clock import iso_week, local, week_monday, week_shift
from data.database import Database, Transaction
from data.keys import Keys
from data.outbox import Outbox
from data.scores import Score


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
    async with database.transaction() as tx:
        await snapshot(tx, week, settings, now)
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


async def snapshot(tx: Transaction, week: str, settings: AggregatorSettings, now: datetime) -> None:
    """Fold the cube, close the week and store what the gate lets be shown of it; nothing when that has been done.

    All in one transaction: a rating is either in the week's figures or counts in a later week.
    """
    latest = await scores.latest_week(tx)
    await cube.fold(tx)
    if not await scores.begin(tx, week, now):
        return
    if latest is not None and week < latest:
        raise WeekPassed(f"{week} was left out: {latest} is published already, and what came in late counts there.")
    start, after = week_shift(week, 1 - settings.window_weeks), week_monday(week_shift(week, 1))
    said = await votes.cast(tx, week_monday(start), after)
    month = after.isoformat()[:7]
    # In a thread: people at a counter are answered meanwhile, if not stored.
    scored = await asyncio.to_thread(scoring.score, said, after, settings, await _frozen(tx, month))
    estimates = {each.officer_id: each for each in scored.officers}
    rated = cube.per_week(await cube.cells(tx, start, week))
    earlier = await scores.histories(tx, start, week_shift(week, -1))
    last = {id_: each[-1].published for id_, each in earlier.items()}
    people = await officers.live(tx)
    told, district = {}, publish.district(scored, settings)
    for officer in people:
        estimate = estimates.get(officer.id)
        published = publish.score(estimate, rated.get(officer.id, {}), last.get(officer.id), week, settings)
        if estimate and (parts := publish.parts(estimate, published, week)):
            published = replace(published, parts=parts)
            standing = publish.standing(published, *district, settings) if district else None
            published = replace(published, standing=standing)
        told[officer.id] = published
    since = week_shift(week, 1 - settings.history_weeks)
    chart = {id_: [score for score in each if score.week >= since] for id_, each in earlier.items()}
    moved = change.changes(said, scored.adjusted, week, told, chart)
    snapshots = [Score(week, id_, replace(each, change=moved.get(id_))) for id_, each in told.items()]
    withheld = publish.withheld(told, {each.id: each.office_id for each in people})
    coverage = await cube.coverage(tx, start, week)
    shares = [publish.named_share(each, withheld.get(each.office_id, 0), settings) for each in coverage]
    mean, spread = district or (None, None)
    parameters = {**scoring.parameters(scored), "month": month, "mean": mean, "spread": spread}
    await scores.store(tx, week, snapshots, shares, parameters)


async def _frozen(tx: Transaction, month: str) -> VarianceComponents | None:
    """Return the variance components of this month; None: they are to be estimated, as the month's first week does.

    Between, a score moves only when ratings do.
    """
    known = await scores.parameters(tx)
    if known.get("month") != month or not known.get("estimated"):
        return None
    components = dict(known["components"])
    return VarianceComponents(components.pop("residual"), components)


async def _outcome(tx: Transaction, week: str, told: Edition, messages: int) -> WeekOutcome:
    stored = [score for history in (await scores.histories(tx, week, week)).values() for score in history]
    scored = sum(score.published.points is not None for score in stored)
    return WeekOutcome(week, scored, len(stored) - scored, len(told.charts), len(told.digests), messages)
