"""What happened in a case, in order: words of the citizen and of the office, and what the clock did."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Integer, bindparam, func, insert, literal, select

from data.clock import moment, seconds
from data.database import Transaction
from data.redaction import Redacted
from data.tables import case_events


class Kind(StrEnum):
    """What happened."""

    OPENED = "opened"
    ADDED = "added"
    """The citizen said more."""
    ANSWERED = "answered"
    CLOSED = "closed"
    """By the office, with what was done."""
    SOLVED = "solved"
    """So the citizen says."""
    REOPENED = "reopened"
    """The citizen says that it is not solved: the one time."""
    UNSOLVED = "unsolved"
    """The citizen says so once more; nothing is opened again."""
    WITHDRAWN = "withdrawn"
    """The citizen had everything of theirs erased (`data.rights`)."""
    ESCALATED = "escalated"
    """The clock ran out: who was told then; nobody where nobody stands above, or none of them has an account."""


FROM_OFFICE = (Kind.ANSWERED, Kind.CLOSED)


@dataclass(frozen=True)
class Event:
    """One thing that happened."""

    kind: Kind
    officer_id: int | None
    text: str | None
    """Redacted; erased at the citizen's wish, what they said is gone."""
    at: datetime
    """Of the citizen: the hour."""


async def write(
    tx: Transaction,
    case_id: str,
    kind: Kind,
    now: datetime,
    officer_id: int | None = None,
    said: Redacted | None = None,
) -> None:
    """Add what happened; without an officer it was the citizen, or the clock, and only the hour is kept."""
    await tx.run(
        _WRITE,
        case=case_id,
        kind=kind.value,
        officer=officer_id,
        text=said.text if said else None,
        masked=json.dumps(dict(said.counts)) if said else None,
        at=seconds(now if officer_id is not None else now.replace(minute=0, second=0, microsecond=0)),
    )


async def of(tx: Transaction, case_id: str) -> list[Event]:
    """Return what happened in a case, in order."""
    rows = await tx.all(_OF, case=case_id)
    return [Event(Kind(kind), officer_id, text, moment(at)) for kind, officer_id, text, at in rows]


def last_informed(events: Iterable[Event]) -> int | None:
    """Return who was told last that the clock ran out, since the office last said something."""
    informed = None
    for event in events:
        if event.kind in FROM_OFFICE:
            informed = None
        elif event.kind is Kind.ESCALATED:
            informed = event.officer_id or informed
    return informed


def additions(events: Iterable[Event]) -> int:
    """Return how often the citizen has said more since the office last said something."""
    more = 0
    for event in events:
        more = 0 if event.kind in FROM_OFFICE else more + (event.kind is Kind.ADDED)
    return more


# Numbered as it is written, so that the bot and the schedule do not take the same number.
_next = (
    select(func.coalesce(func.max(case_events.c.number), 0) + literal(1, literal_execute=True))
    .where(case_events.c.case_id == bindparam("case"))
    .scalar_subquery()
)
_WRITE = insert(case_events).values(
    case_id=bindparam("case"),
    number=_next,
    kind=bindparam("kind"),
    officer_id=bindparam("officer", type_=Integer),
    text=bindparam("text"),
    masked=bindparam("masked"),
    at=bindparam("at"),
)
_OF = (
    select(case_events.c.kind, case_events.c.officer_id, case_events.c.text, case_events.c.at)
    .where(case_events.c.case_id == bindparam("case"))
    .order_by(case_events.c.number)
)
