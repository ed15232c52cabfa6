"""Looks: every time somebody has looked at another person's figures, so that it can be told to that person."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import bindparam, insert

from data.clock import seconds
from data.database import Transaction
from data.tables import looks


async def note(tx: Transaction, viewer_id: int, officer_ids: Iterable[int], what: str, now: datetime) -> None:
    """Write down who looked at whose figures; ``what`` names the screen."""
    rows = [
        {"viewer_id": viewer_id, "officer_id": officer_id, "what": what, "at": seconds(now)}
        for officer_id in officer_ids
        if officer_id != viewer_id
    ]
    await tx.run_many(_NOTE, rows)


_NOTE = insert(looks).values({name: bindparam(name) for name in ("viewer_id", "officer_id", "what", "at")})
