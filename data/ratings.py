"""Ratings: one face on one visit, of the officer who served, or of the desk where that is open.

One person counts once per officer (or desk, where no officer is named) and day: a later face replaces the earlier one.
Every change is entered into the sums that wait for the aggregator, in the same transaction.
"""

import secrets
from datetime import datetime

from sqlalchemy import and_, bindparam, delete, func, insert, or_, select
from sqlalchemy.types import Integer

from data import cube, visits
from data.clock import iso_week, local
from data.cube import CubeChange
from data.database import Row, Transaction
from data.tables import ratings
from data.visits import Visit


async def record(tx: Transaction, visit: Visit, face: int, now: datetime, officer_id: int | None = None) -> str:
    """Store a face, replacing what this visit, or this person today, said of the same officer or desk; return its id.

    Raises ValueError for a face outside 1–4 and for an officer who was not on duty.
    """
    if face not in (1, 2, 3, 4):
        raise ValueError(f"no such face: {face}")
    if officer_id is not None and visit.officer(officer_id) is None:
        raise ValueError("not on duty at this visit")
    at = local(now, visit.time_zone)
    day, week = at.date().isoformat(), iso_week(at.date())
    rating_id = secrets.token_urlsafe(12)
    gone = await tx.all(
        _REPLACED,
        person=visit.rater,
        earlier=visit.rating_id or "",
        today=day,
        whom=officer_id or 0,
        desk=visit.desk_id,
    )
    await tx.run(
        _ADD,
        id=rating_id,
        rater=visit.rater,
        desk_id=visit.desk_id,
        officer_id=officer_id,
        face=face,
        evidence=visit.evidence,
        day=day,
        hour=at.hour,
        week=week,
    )
    added = CubeChange(week, officer_id or 0, 0, visit.desk_id, visit.evidence, face, 1)
    await cube.add(tx, [*await _taken(tx, gone, week), added])
    await visits.rated(tx, visit.id, rating_id, visit.rated_at or now)
    return rating_id


async def name_officer(tx: Transaction, visit: Visit, officer_id: int | None, now: datetime) -> int | None:
    """Say who served, or that one is not sure (None), of a stored rating; return its face, None if it is gone."""
    face: int | None = await tx.value(_FACE, rating=visit.rating_id)
    if face is not None:
        await record(tx, visit, face, now, officer_id)
    return face


async def withdraw(tx: Transaction, visit: Visit, now: datetime) -> bool:
    """Take back the rating of a visit; False when there is none."""
    gone = await tx.all(_WITHDRAWN, person=visit.rater, rating=visit.rating_id or "")
    await cube.add(tx, await _taken(tx, gone, iso_week(local(now, visit.time_zone).date())))
    await visits.rated(tx, visit.id, None, None)
    return bool(gone)


async def count(tx: Transaction) -> int:
    """Return how many ratings stand."""
    return int(await tx.value(_COUNT))


async def _taken(tx: Transaction, gone: list[Row], this_week: str) -> list[CubeChange]:
    """Return what removed ratings take from the cube: from their own week, or, once that is frozen, from this one."""
    taken = []
    for week, officer_id, service_id, desk_id, evidence, face in gone:
        counted_in = this_week if week != this_week and await cube.is_closed(tx, week) else week
        taken.append(CubeChange(counted_in, officer_id or 0, service_id or 0, desk_id, evidence, face, -1))
    return taken


_CELL = (
    ratings.c.week,
    ratings.c.officer_id,
    ratings.c.service_id,
    ratings.c.desk_id,
    ratings.c.evidence,
    ratings.c.face,
)
_REPLACED = (
    delete(ratings)
    .where(
        ratings.c.rater == bindparam("person"),
        or_(
            ratings.c.id == bindparam("earlier"),
            and_(
                ratings.c.day == bindparam("today"),
                func.coalesce(ratings.c.officer_id, 0) == bindparam("whom", type_=Integer),
                or_(bindparam("whom", type_=Integer) != 0, ratings.c.desk_id == bindparam("desk")),
            ),
        ),
    )
    .returning(*_CELL)
)
_WITHDRAWN = (
    delete(ratings).where(ratings.c.rater == bindparam("person"), ratings.c.id == bindparam("rating")).returning(*_CELL)
)
_ADD = insert(ratings).values(
    {
        name: bindparam(name)
        for name in ("id", "rater", "desk_id", "officer_id", "face", "evidence", "day", "hour", "week")
    }
)
_COUNT = select(func.count()).select_from(ratings)
_FACE = select(ratings.c.face).where(ratings.c.id == bindparam("rating"))
