"""Digests: the Monday message of each officer with a bound account, and to whom it goes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape

from sqlalchemy import bindparam, select

from data.database import Transaction, upsert
from data.tables import accounts, digests, officers, raters

CAPTION_LIMIT = 1024
"""Telegram's limit for the caption of a photo, in UTF-16 units without the tags."""


@dataclass(frozen=True)
class Digest:
    """An officer's message of one week."""

    week: str
    officer_id: int
    text: str
    """HTML as Telegram knows it."""
    chart: str | None
    """File under the charts folder, e.g. ``2026-W48/12.png``."""


@dataclass(frozen=True)
class Recipient:
    """An officer with a bound account."""

    officer_id: int
    chat: bytes
    """The account's pseudonym, which keeps its messages in order."""
    sealed_chat: bytes
    language: str | None
    """As chosen; None: never asked."""
    reachable: bool
    """False: Telegram refused a message, the bot is blocked there."""


def caption_length(text: str) -> int:
    """Return how long Telegram finds a text in HTML: UTF-16 units after the tags and entities are taken out."""
    return len(unescape(re.sub(r"<[^<>]*>", "", text)).encode("utf-16-le")) // 2


def fits_caption(text: str) -> bool:
    """Whether a text in HTML may stand under a picture; otherwise it goes without one."""
    return caption_length(text) <= CAPTION_LIMIT


async def latest(tx: Transaction, officer_id: int) -> Digest | None:
    """Return an officer's last digest."""
    row = await tx.first(_LATEST, officer_id=officer_id)
    return Digest(*row) if row else None


async def store(tx: Transaction, written: Sequence[Digest]) -> None:
    """Keep digests; one that is written again replaces the earlier."""
    await tx.run_many(
        _STORE,
        [
            {"week": each.week, "officer_id": each.officer_id, "text": each.text, "chart": each.chart}
            for each in written
        ],
    )


async def recipients(tx: Transaction) -> list[Recipient]:
    """Return the officers on the roster who have a bound account."""
    return [
        Recipient(officer_id, rater, sealed_chat, language, blocked_at is None)
        for officer_id, rater, sealed_chat, language, blocked_at in await tx.all(_RECIPIENTS)
    ]


_LATEST = (
    select(digests.c.week, digests.c.officer_id, digests.c.text, digests.c.chart)
    .where(digests.c.officer_id == bindparam("officer_id"))
    .order_by(digests.c.week.desc())
    .limit(1)
)
_insert = upsert(digests).values({name: bindparam(name) for name in ("week", "officer_id", "text", "chart")})
_STORE = _insert.on_conflict_do_update(
    index_elements=[digests.c.week, digests.c.officer_id],
    set_={"text": _insert.excluded.text, "chart": _insert.excluded.chart},
)
_RECIPIENTS = (
    select(accounts.c.officer_id, accounts.c.rater, accounts.c.sealed_chat, raters.c.language, accounts.c.blocked_at)
    .join(officers, officers.c.id == accounts.c.officer_id)
    .outerjoin(raters, raters.c.rater == accounts.c.rater)
    .where(officers.c.retired_at.is_(None))
    .order_by(accounts.c.officer_id)
)
