"""Invitations: one-time links that bind an officer's Telegram account. Only a hash of the secret is kept."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, insert, select, update

from data.clock import seconds
from data.database import Transaction
from data.tables import invites

PREFIX = "a_"
"""Start of the payload, which no poster's token begins with."""

VALID_FOR = timedelta(days=14)


async def create(tx: Transaction, officer_id: int, now: datetime) -> str:
    """Invite an officer and return the secret; earlier unused invitations of the same officer end."""
    secret = secrets.token_urlsafe(16)
    await tx.run(_END_EARLIER, officer=officer_id)
    await tx.run(_CREATE, officer_id=officer_id, secret_hash=_hash(secret), expires_at=seconds(now + VALID_FOR))
    return secret


async def find(tx: Transaction, secret: str, now: datetime) -> tuple[int, int] | None:
    """Return the ids of an unused invitation and of its officer."""
    row = await tx.first(_FIND, hash=_hash(secret), now=seconds(now))
    return (row[0], row[1]) if row else None


async def use(tx: Transaction, invite_id: int, now: datetime) -> int | None:
    """Use up an invitation; return its officer's id, or None when it was used or has expired meanwhile."""
    officer_id: int | None = await tx.value(_USE, invite=invite_id, now=seconds(now))
    return officer_id


async def purge(tx: Transaction, now: datetime) -> None:
    """Forget invitations that have expired."""
    await tx.run(_PURGE, now=seconds(now))


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


_CREATE = insert(invites).values({name: bindparam(name) for name in ("officer_id", "secret_hash", "expires_at")})
_END_EARLIER = delete(invites).where(invites.c.officer_id == bindparam("officer"), invites.c.used_at.is_(None))
_open = (invites.c.used_at.is_(None), invites.c.expires_at >= bindparam("now"))
_FIND = select(invites.c.id, invites.c.officer_id).where(invites.c.secret_hash == bindparam("hash"), *_open)
_USE = (
    update(invites)
    .where(invites.c.id == bindparam("invite"), *_open)
    .values(used_at=bindparam("now"))
    .returning(invites.c.officer_id)
)
_PURGE = delete(invites).where(invites.c.expires_at < bindparam("now"))
