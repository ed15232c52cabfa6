"""Accounts: which Telegram account belongs to which officer, bound by the officer with an invitation."""

from datetime import datetime

from sqlalchemy import bindparam, select, update

from data.clock import seconds
from data.database import Transaction, upsert
from data.keys import Keys
from data.tables import accounts


async def bind(tx: Transaction, officer_id: int, user_id: int, keys: Keys, now: datetime) -> bytes | None:
    """Bind an officer to an account, instead of an earlier one; return the earlier one's sealed chat.

    The account's chat is the private one with the bot, whose id is the user's. It must not belong to another officer
    (`data.raters.Rater.officer_id`).
    """
    earlier: bytes | None = await tx.value(_CHAT, officer=officer_id)
    await tx.run(
        _BIND,
        officer_id=officer_id,
        rater=keys.pseudonym(user_id),
        sealed_chat=keys.seal(str(user_id).encode()),
        bound_at=seconds(now),
    )
    return earlier


async def mark_blocked(tx: Transaction, rater: bytes, now: datetime) -> None:
    """Remember that the bot may not write to this account; the binding stays."""
    await tx.run(_BLOCK, person=rater, now=seconds(now))


async def mark_reachable(tx: Transaction, rater: bytes) -> None:
    """Remember that this account can be written to again."""
    await tx.run(_UNBLOCK, person=rater)


_CHAT = select(accounts.c.sealed_chat).where(accounts.c.officer_id == bindparam("officer"))
_insert = upsert(accounts).values(
    {name: bindparam(name) for name in ("officer_id", "rater", "sealed_chat", "bound_at")}
)
_BIND = _insert.on_conflict_do_update(
    index_elements=[accounts.c.officer_id],
    set_={
        "rater": _insert.excluded.rater,
        "sealed_chat": _insert.excluded.sealed_chat,
        "bound_at": _insert.excluded.bound_at,
        "blocked_at": None,
    },
)
_BLOCK = (
    update(accounts)
    .where(accounts.c.rater == bindparam("person"), accounts.c.blocked_at.is_(None))
    .values(blocked_at=bindparam("now"))
)
_UNBLOCK = update(accounts).where(accounts.c.rater == bindparam("person")).values(blocked_at=None)
