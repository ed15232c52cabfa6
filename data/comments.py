"""Comments: what a citizen wrote of a visit, without anybody's personal data."""

import json
import secrets
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, insert, select

from data.database import Transaction
from data.redaction import Redacted, redact
from data.tables import comments, ratings

LONGEST = 1000
"""Characters of one comment."""

KEEP_FOR = timedelta(days=365)


async def write(tx: Transaction, rating_id: str, text: str) -> Redacted:
    """Store a comment of a rating with the personal data masked, and return it as stored.

    What was masked is counted, not kept. Raises ValueError for a text that is empty or longer than `LONGEST`.
    """
    if not 0 < len(text.strip()) <= LONGEST:
        raise ValueError(f"a comment has 1 to {LONGEST} characters")
    redacted = redact(text.strip())
    await tx.run(
        _WRITE,
        id=secrets.token_urlsafe(12),
        rating_id=rating_id,
        text=redacted.text,
        masked=json.dumps(dict(redacted.counts)),
    )
    return redacted


async def purge(tx: Transaction, now: datetime) -> None:
    """Forget comments after a year, and those whose rating is gone."""
    await tx.run(_PURGE, before=(now - KEEP_FOR).date().isoformat())


_WRITE = insert(comments).values({column.name: bindparam(column.name) for column in comments.c})
_PURGE = delete(comments).where(
    comments.c.rating_id.not_in(select(ratings.c.id).where(ratings.c.day >= bindparam("before")))
)
