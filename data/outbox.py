"""Messages on their way out: written with the effects they tell of, deleted once Telegram has them.

The chat's id, and a callback query's id (which contains it), stand in the sealed part only.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from sqlalchemy import bindparam, delete, insert, select

from data.database import Transaction
from data.keys import Keys, KeysError
from data.tables import outbox

Files = Mapping[str, str | Sequence[str]]
"""Uploads by parameter: the path of a file on this machine, or a name and the text itself, which is then sealed too."""


class Lane(IntEnum):
    """Who goes first."""

    BUTTON = 0
    """Answers to button taps: outside their chat's order, worthless after seconds."""
    PERSON = 1
    """Somebody waits for it."""
    BULK = 2
    """Digests: whenever nobody waits."""


@dataclass(frozen=True)
class Message:
    """One call of the Bot API that is to be made.

    ``chat`` is the pseudonym that keeps a chat's messages in order; ``parameters`` are the Bot API's own, with
    ``chat_id``; ``files`` are its uploads by parameter.
    """

    chat: bytes
    method: str
    parameters: Mapping[str, Any]
    lane: Lane = Lane.PERSON
    files: Files = field(default_factory=dict)
    expires_at: int | None = None


@dataclass(frozen=True)
class Queued:
    """A message of the outbox that is not yet known to be sent."""

    id: int
    message: Message | None
    """None: sealed with another key, or damaged; nobody can send it."""


class Outbox:
    """Queues messages within a transaction, and gives them to the sender."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys

    async def queue(self, tx: Transaction, messages: Sequence[Message]) -> None:
        """Add messages, in order, with one statement."""
        await tx.run_many(_ADD, [self._row(message) for message in messages])

    async def pending(self, tx: Transaction, after: int = 0, limit: int = 1000) -> list[Queued]:
        """Return unsent messages with an id above ``after``, oldest first."""
        return [self._queued(*row) for row in await tx.all(_PENDING, after=after, limit=limit)]

    async def missed(self, tx: Transaction, known: Collection[int], up_to: int) -> list[Queued]:
        """Return unsent messages with an id up to ``up_to`` that are not among ``known``, oldest first.

        PostgreSQL numbers a row when it is written; one that is committed late comes after higher numbers.
        """
        ids = [row[0] for row in await tx.all(_IDS, up_to=up_to)]
        missing = [id_ for id_ in ids if id_ not in known]
        return [self._queued(*row) for id_ in missing for row in await tx.all(_ONE, wanted=id_)]

    async def remove(self, tx: Transaction, ids: Sequence[int]) -> None:
        """Forget messages: they are sent, or never will be."""
        await tx.run_many(_REMOVE, [{"sent": id_} for id_ in ids])

    def _row(self, message: Message) -> dict[str, Any]:
        plain = json.dumps([message.method, dict(message.parameters), dict(message.files)], separators=(",", ":"))
        return {
            "lane": int(message.lane),
            "chat": message.chat,
            "sealed": self._keys.seal(plain.encode()),
            "expires_at": message.expires_at,
        }

    def _queued(self, id_: int, lane: int, chat: bytes, sealed: bytes, expires_at: int | None) -> Queued:
        try:
            method, parameters, files = json.loads(self._keys.unseal(sealed))
        except (KeysError, ValueError):
            return Queued(id_, None)
        return Queued(id_, Message(chat, method, parameters, Lane(lane), files, expires_at))


_ADD = insert(outbox).values({name: bindparam(name) for name in ("lane", "chat", "sealed", "expires_at")})
_ROWS = select(outbox.c.id, outbox.c.lane, outbox.c.chat, outbox.c.sealed, outbox.c.expires_at)
_PENDING = _ROWS.where(outbox.c.id > bindparam("after")).order_by(outbox.c.id).limit(bindparam("limit"))
_ONE = _ROWS.where(outbox.c.id == bindparam("wanted"))
_IDS = select(outbox.c.id).where(outbox.c.id <= bindparam("up_to")).order_by(outbox.c.id)
_REMOVE = delete(outbox).where(outbox.c.id == bindparam("sent"))
