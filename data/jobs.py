"""Jobs: a row per job and week that has been done, so that nothing is done twice and nothing forgotten."""

from datetime import datetime

from sqlalchemy import bindparam, select

from data.clock import seconds
from data.database import Transaction, upsert
from data.tables import job_runs


async def finish(tx: Transaction, job: str, week: str, at: datetime) -> bool:
    """Note a job as done, in the transaction of its effects; False: it was done before, and has no effects now."""
    return await tx.value(_FINISH, job=job, week=week, at=seconds(at)) is not None


async def ran(tx: Transaction) -> set[tuple[str, str]]:
    """Return every job and week that is done."""
    return {(job, week) for job, week in await tx.all(_RAN)}


_FINISH = (
    upsert(job_runs)
    .values(job=bindparam("job"), week=bindparam("week"), finished_at=bindparam("at"))
    .on_conflict_do_nothing()
    .returning(job_runs.c.week)
)
_RAN = select(job_runs.c.job, job_runs.c.week)
