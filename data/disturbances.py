"""Disturbances: what broke down at a desk on a day, declared by a superior or named by those who rated there."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, distinct, func, select

from data.clock import seconds, week_monday
from data.database import Transaction, upsert
from data.tables import desks, disturbances, offices, rating_topics, ratings
from data.topics import CAUSES


@dataclass(frozen=True)
class Disturbance:
    """A cause at a desk on a day."""

    desk_id: int
    desk: str
    office_id: int
    office: str
    day: str
    cause: str
    """One of `data.topics.CAUSES`."""
    declared: bool
    """By a superior; otherwise it is known from citizens only."""


async def declare(tx: Transaction, desk_id: int, day: str, cause: str, officer_id: int, now: datetime) -> None:
    """Note what broke down; once more changes nothing. Raises ValueError for what is no cause."""
    if cause not in CAUSES:
        raise ValueError(f"no such cause: {cause}")
    await tx.run(_DECLARE, desk_id=desk_id, day=day, cause=cause, declared_by=officer_id, declared_at=seconds(now))


async def take_back(tx: Transaction, desk_id: int, day: str, cause: str) -> None:
    """Take back what was declared."""
    await tx.run(_TAKE_BACK, desk=desk_id, on=day, what=cause)


async def declared(tx: Transaction, desk_id: int, day: str) -> Collection[str]:
    """Return the causes declared for a desk and day."""
    return {row[0] for row in await tx.all(_DECLARED, desk=desk_id, on=day)}


async def of_week(tx: Transaction, week: str) -> list[tuple[Disturbance, int]]:
    """Return what was declared or named at all in a week, by day, each with how many different people named it.

    The numbers are for the gate (`aggregator.publish.disturbances`) and for nobody else.
    """
    monday = week_monday(week)
    days = {"first": monday.isoformat(), "last": (monday + timedelta(days=6)).isoformat()}
    said: set[_What] = {tuple(row) for row in await tx.all(_DECLARED_IN, **days)}
    named: dict[_What, int] = {}
    for cause in CAUSES:
        named |= {(*where, cause): people for *where, people in await tx.all(_NAMED_IN, **days, cause=cause)}
    found = [(Disturbance(*what, declared=what in said), named.get(what, 0)) for what in said | named.keys()]
    return sorted(found, key=lambda each: (each[0].day, each[0].office_id, each[0].desk_id, each[0].cause))


_What = tuple[int, str, int, str, str, str]
"""A desk, its office, a day, a cause: a disturbance but for who says so."""

_DECLARE = (
    upsert(disturbances)
    .values({column.name: bindparam(column.name) for column in disturbances.c})
    .on_conflict_do_nothing()
)
_AT = (disturbances.c.desk_id == bindparam("desk"), disturbances.c.day == bindparam("on"))
_TAKE_BACK = delete(disturbances).where(*_AT, disturbances.c.cause == bindparam("what"))
_DECLARED = select(disturbances.c.cause).where(*_AT)
_DECLARED_IN = (
    select(desks.c.id, desks.c.name, offices.c.id, offices.c.name, disturbances.c.day, disturbances.c.cause)
    .join_from(disturbances, desks, desks.c.id == disturbances.c.desk_id)
    .join(offices, offices.c.id == desks.c.office_id)
    .where(disturbances.c.day.between(bindparam("first"), bindparam("last")))
)
# From the desks outwards: each desk's days are one stretch of an index, and the week is all that is read.
_NAMED_IN = (
    select(desks.c.id, desks.c.name, offices.c.id, offices.c.name, ratings.c.day, func.count(distinct(ratings.c.rater)))
    .join_from(desks, offices, offices.c.id == desks.c.office_id)
    .join(ratings, ratings.c.desk_id == desks.c.id)
    .where(
        ratings.c.day.between(bindparam("first"), bindparam("last")),
        select(rating_topics.c.topic)
        .where(rating_topics.c.rating_id == ratings.c.id, rating_topics.c.topic == bindparam("cause"))
        .exists(),
    )
    .group_by(desks.c.id, desks.c.name, offices.c.id, offices.c.name, ratings.c.day)
)
