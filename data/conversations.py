"""Where a person is in a conversation of more than one step: a row, so that a restart is invisible."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, select

from data.clock import seconds
from data.database import Transaction, upsert
from data.tables import conversations


async def put(tx: Transaction, rater: bytes, state: Mapping[str, Any], now: datetime, keep: timedelta) -> None:
    """Remember the state for so long, instead of any earlier one."""
    await tx.run(_PUT, rater=rater, state=json.dumps(dict(state)), expires_at=seconds(now + keep))


async def get(tx: Transaction, rater: bytes, now: datetime) -> dict[str, Any]:
    """Return the state, empty when there is none any more."""
    state = await tx.value(_GET, person=rater, now=seconds(now))
    return dict(json.loads(state)) if state is not None else {}


async def end(tx: Transaction, rater: bytes) -> None:
    """Forget the state."""
    await tx.run(_END, person=rater)


async def purge(tx: Transaction, now: datetime) -> None:
    """Forget what has expired."""
    await tx.run(_PURGE, now=seconds(now))


_insert = upsert(conversations).values({name: bindparam(name) for name in ("rater", "state", "expires_at")})
_PUT = _insert.on_conflict_do_update(
    index_elements=[conversations.c.rater],
    set_={"state": _insert.excluded.state, "expires_at": _insert.excluded.expires_at},
)
_GET = select(conversations.c.state).where(
    conversations.c.rater == bindparam("person"), conversations.c.expires_at >= bindparam("now")
)
_END = delete(conversations).where(conversations.c.rater == bindparam("person"))
_PURGE = delete(conversations).where(conversations.c.expires_at < bindparam("now"))
