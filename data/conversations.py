"""Where a person is in a conversation of more than one step: a row, so that a restart is invisible.

What is written next is read by the step; buttons carry all that they need themselves.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import bindparam, delete, select

from data.clock import seconds
from data.database import Transaction, upsert
from data.tables import conversations

AN_HOUR = timedelta(hours=1)
"""As long as words, or a yes, are waited for."""


class Step(StrEnum):
    """What the bot waits for."""

    IDLE = "idle"
    """Nothing: a text is the code of a poster, or a case's receipt."""
    COMMENT = "comment"
    """A citizen's words on a visit (``visit``)."""
    COMPLAINT = "complaint"
    """A citizen's words that open a case (``visit``)."""
    ADDITION = "addition"
    """A citizen's further words on a case (``case``)."""
    SURVEY = "survey"
    """An answer of the official survey (``response``), by a button."""
    ERASURE = "erasure"
    """Whether everything of this person is to be erased, by a button."""
    INVITATION = "invitation"
    """Whether this account is the officer's (``invite``), by a button."""
    REPLY = "reply"
    """A superior's words to the citizen of a case (``case``)."""
    CLOSING = "closing"
    """A superior's words on what was done (``case``)."""
    NEWS = "news"
    """A superior's words on what the office did with the answers (``office``)."""


@dataclass(frozen=True)
class Conversation:
    """Where somebody is, and what it is about."""

    step: Step = Step.IDLE
    about: Mapping[str, Any] = field(default_factory=dict)


async def put(
    tx: Transaction, rater: bytes, step: Step, now: datetime, keep: timedelta = AN_HOUR, **about: str | int
) -> None:
    """Remember for so long what the bot waits for, instead of anything earlier."""
    await tx.run(_PUT, rater=rater, state=json.dumps({"step": step, **about}), expires_at=seconds(now + keep))


async def get(tx: Transaction, rater: bytes, now: datetime) -> Conversation:
    """Return where a person is; idle when nothing is waited for any more."""
    state = await tx.value(_GET, person=rater, now=seconds(now))
    if state is None:
        return Conversation()
    about = json.loads(state)
    return Conversation(Step(about.pop("step")), about)


async def end(tx: Transaction, rater: bytes) -> None:
    """Wait for nothing any more."""
    await tx.run(_END, person=rater)


async def leave(tx: Transaction, rater: bytes, now: datetime, *steps: Step) -> None:
    """Wait no more for any of these; what else is waited for stays."""
    if (await get(tx, rater, now)).step in steps:
        await end(tx, rater)


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
