"""Wrong codes typed by a person: a few are typing errors, many are guessing and have to wait."""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, case, delete, select

from data.clock import seconds
from data.database import Transaction, upsert
from data.tables import guesses

ALLOWED = 5
WITHIN = timedelta(minutes=10)


async def too_many(tx: Transaction, rater: bytes, now: datetime) -> bool:
    """Whether this person has to wait before another code is looked up."""
    wrong = await tx.value(_RECENT, person=rater, start=seconds(now - WITHIN))
    return wrong is not None and wrong >= ALLOWED


async def count_wrong(tx: Transaction, rater: bytes, now: datetime) -> None:
    """Remember one more wrong code."""
    await tx.run(_COUNT, rater=rater, since=seconds(now), start=seconds(now - WITHIN))


async def purge(tx: Transaction, now: datetime) -> None:
    """Forget what no longer slows anybody."""
    await tx.run(_PURGE, start=seconds(now - WITHIN))


_RECENT = select(guesses.c.wrong).where(guesses.c.rater == bindparam("person"), guesses.c.since > bindparam("start"))
_insert = upsert(guesses).values(rater=bindparam("rater"), wrong=1, since=bindparam("since"))
_recent = guesses.c.since > bindparam("start")
_COUNT = _insert.on_conflict_do_update(
    index_elements=[guesses.c.rater],
    set_={
        "wrong": case((_recent, guesses.c.wrong + 1), else_=1),
        "since": case((_recent, guesses.c.since), else_=_insert.excluded.since),
    },
)
_PURGE = delete(guesses).where(guesses.c.since <= bindparam("start"))
