"""How the record is doing: what an operator should know before a citizen notices."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, Table, exists, func, literal, or_, select, text, union_all

from data.database import Database, DatabaseDamaged, Transaction
from data.keys import Keys, KeysError
from data.tables import accounts, cases, desks, failed_updates, job_runs, officers, outbox, posters, raters, ratings


@dataclass(frozen=True)
class Health:
    """Counts that tell whether an office can work with what is there."""

    officers: int
    desks: int
    posters: int
    """In force."""
    raters: int
    waiting: int
    """Messages that are not yet sent."""
    failed_updates: int
    cases_without_handler: int
    """Living complaints that nobody sees, because nobody stands above."""
    last_job: tuple[str, str, int] | None
    """The weekly job that finished last: its name, its week, when (UTC epoch seconds)."""


async def look(tx: Transaction) -> Health:
    """Count what an operator asks about."""
    counts: dict[str, int] = {row[0]: row[1] for row in await tx.all(_COUNTS)}
    last = await tx.first(_LAST_JOB)
    return Health(**counts, last_job=(last[0], last[1], last[2]) if last else None)


async def account_states(tx: Transaction) -> dict[int, str]:
    """Return ``bound``, or ``blocked`` where the bot may not write, by the id of each officer with an account."""
    return {officer_id: "blocked" if blocked_at else "bound" for officer_id, blocked_at in await tx.all(_ACCOUNTS)}


async def has_people(tx: Transaction) -> bool:
    """Whether anything in the record was made with a key: without that key it would be orphaned."""
    return bool(await tx.value(_PEOPLE))


async def keys_belong(tx: Transaction, keys: Keys) -> bool | None:
    """Whether the keys sealed what the record holds; None when it holds nothing that is sealed."""
    row = await tx.first(_SEALED)
    if row is None:
        return None
    try:
        keys.unseal(row[0])
    except KeysError:
        return False
    return True


async def verify(database: Database) -> None:
    """Read a SQLite database through and through. Raises DatabaseDamaged; a server looks after itself."""
    if not database.is_sqlite:
        return
    async with database.reading() as tx:
        problem = await tx.value(text("PRAGMA quick_check(1)"))
        orphan = await tx.first(text("PRAGMA foreign_key_check"))
    if problem != "ok" or orphan:
        raise DatabaseDamaged("The database is damaged: restore a backup (suara restore).")


def _count(name: str, table: Table, *conditions: ColumnElement[bool]) -> Select[str, int]:
    return select(literal(name, literal_execute=True), func.count()).select_from(table).where(*conditions)


_COUNTS = union_all(
    _count("officers", officers, officers.c.retired_at.is_(None)),
    _count("desks", desks, desks.c.retired_at.is_(None)),
    _count("posters", posters, posters.c.revoked_at.is_(None)),
    _count("raters", raters),
    _count("waiting", outbox),
    _count("failed_updates", failed_updates),
    _count("cases_without_handler", cases, cases.c.handler_id.is_(None), cases.c.status.in_(["open", "answered"])),
)
_ACCOUNTS = select(accounts.c.officer_id, accounts.c.blocked_at)
_LAST_JOB = (
    select(job_runs.c.job, job_runs.c.week, job_runs.c.finished_at).order_by(job_runs.c.finished_at.desc()).limit(1)
)
_PEOPLE = select(
    or_(
        exists(select(raters.c.rater)),
        exists(select(ratings.c.id)),
        exists(select(accounts.c.rater)),
        exists(select(outbox.c.id)),
        exists(select(cases.c.id)),
    )
)
_SEALED = union_all(
    select(accounts.c.sealed_chat),
    select(outbox.c.sealed),
    select(failed_updates.c.sealed),
    select(cases.c.sealed_chat).where(cases.c.sealed_chat.is_not(None)),
).limit(1)
