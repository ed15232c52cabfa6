"""Updates of Telegram: which have been dealt with, and those that could not be."""

import json
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, insert, select

from data.clock import seconds
from data.database import Transaction, upsert
from data.keys import Keys
from data.tables import failed_updates, seen_updates

REMEMBER_FOR = timedelta(hours=48)
"""Telegram redelivers for 24 hours. Not longer than needed: after a quiet week its numbering starts anywhere."""

KEEP_FAILED_FOR = timedelta(days=30)
"""What could not be dealt with holds whatever the person sent: long enough to mend the fault."""


async def seen(tx: Transaction, ids: Collection[int]) -> set[int]:
    """Return those of the ids that have been dealt with."""
    rows = await tx.all(_SEEN, ids=list(ids)) if ids else []
    return {row[0] for row in rows}


async def mark_seen(tx: Transaction, ids: Collection[int], now: datetime) -> None:
    """Remember that these are dealt with."""
    await tx.run_many(_MARK, [{"update_id": id_, "at": seconds(now)} for id_ in ids])


async def set_aside(tx: Transaction, raw: Any, error: Exception, keys: Keys, now: datetime) -> None:
    """Keep an update that could not be dealt with, sealed, for whoever mends it."""
    plain = json.dumps({"update": raw, "error": repr(error)}, default=str)
    kind = type(error.__cause__ or error).__name__
    await tx.run(_SET_ASIDE, error=kind, sealed=keys.seal(plain.encode()), at=seconds(now))


async def purge(tx: Transaction, now: datetime) -> None:
    """Forget ids that Telegram will not deliver again, and what was set aside long ago."""
    await tx.run(_PURGE, before=seconds(now - REMEMBER_FOR))
    await tx.run(_PURGE_FAILED, before=seconds(now - KEEP_FAILED_FOR))


_SEEN = select(seen_updates.c.update_id).where(seen_updates.c.update_id.in_(bindparam("ids", expanding=True)))
_MARK = (
    upsert(seen_updates)
    .values(update_id=bindparam("update_id"), at=bindparam("at"))
    .on_conflict_do_nothing(index_elements=[seen_updates.c.update_id])
)
_SET_ASIDE = insert(failed_updates).values({name: bindparam(name) for name in ("error", "sealed", "at")})
_PURGE = delete(seen_updates).where(seen_updates.c.at < bindparam("before"))
_PURGE_FAILED = delete(failed_updates).where(failed_updates.c.at < bindparam("before"))
