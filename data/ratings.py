"""Ratings: one face on one visit, of the officer who served, or of the desk where that is open.

One person counts once per officer (or desk, where no officer is named) and day: a later face replaces the earlier one.
Every change is entered into the sums that wait for the aggregator, in the same transaction. A rating whose rater says
that something broke down (`data.topics`) counts for the desk, not for the officer.
"""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import and_, bindparam, case, delete, func, insert, or_, select, update
from sqlalchemy.types import Integer

from data import cube, topics, visits
from data.clock import iso_week, local
from data.cube import CubeChange
from data.database import Row, Transaction
from data.tables import comments, rating_topics, ratings
from data.visits import Offered, Visit

LATELY = timedelta(days=14)


@dataclass(frozen=True)
class Rating:
    """What a person has said on a visit."""

    id: str
    face: int
    officer_id: int | None
    service_id: int | None
    topics: frozenset[str]


async def of_visit(tx: Transaction, visit: Visit) -> Rating | None:
    """Return the rating of a visit; None when it was taken back, or replaced on a later visit."""
    if visit.rating_id is None:  # the first face, which most people tap once: nothing to ask for
        return None
    row = await tx.first(_RATING, rating=visit.rating_id)
    if row is None:
        return None
    chosen = await tx.all(_TOPICS, rating=visit.rating_id)
    return Rating(row[0], row[1], row[2], row[3], frozenset(each[0] for each in chosen))


async def record(
    tx: Transaction,
    visit: Visit,
    face: int,
    now: datetime,
    officer_id: int | None = None,
    service_id: int | None = None,
    chosen: frozenset[str] = frozenset(),
) -> Rating:
    """Store a face, replacing what this visit, or this person that day, said of the same officer or desk.

    A rating that is changed later keeps its day and hour. Of the topics ``chosen`` before, those stay that fit the
    face; comments stay too. Raises ValueError for a face outside 1–4, an officer who was not on duty, a service the
    desk does not offer.
    """
    if face not in (1, 2, 3, 4):
        raise ValueError(f"no such face: {face}")
    if officer_id is not None and visit.officer(officer_id) is None:
        raise ValueError("not on duty at this visit")
    if service_id is not None and visit.service(service_id) is None:
        raise ValueError("not offered at this desk")
    at = local(visit.rated_at or now, visit.time_zone)
    day, this_week = at.date().isoformat(), iso_week(local(now, visit.time_zone).date())
    week = await _counted_in(tx, iso_week(at.date()), this_week)
    kept = chosen & {topic.key for topic in topics.offered(face)}
    excused = topics.excuses(kept)
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
        service_id=service_id,
        face=face,
        excused=int(excused),
        evidence=visit.evidence,
        day=day,
        hour=at.hour,
        week=week,
    )
    await tx.run_many(_ADD_TOPIC, [{"rating": rating_id, "topic": key} for key in sorted(kept)])
    await tx.run_many(_MOVE_COMMENTS, [{"earlier": row[-1], "rating": rating_id} for row in gone])
    whom = 0 if excused else officer_id or 0
    added = CubeChange(week, whom, service_id or 0, visit.desk_id, visit.evidence, face, 1)
    await cube.add(tx, [*await _changes(tx, gone, this_week, -1), added])
    await visits.rated(tx, visit.id, rating_id, visit.rated_at or now)
    return Rating(rating_id, face, officer_id, service_id, kept)


async def amend(tx: Transaction, visit: Visit, now: datetime, **said: int | None) -> Rating | None:
    """Say who served (``officer_id``) or for what (``service_id``), None where it is open; None when it is gone."""
    rating = await of_visit(tx, visit)
    if rating is None:
        return None
    about = {"officer_id": rating.officer_id, "service_id": rating.service_id, **said}
    return await record(tx, visit, rating.face, now, **about, chosen=rating.topics)


async def toggle_topic(tx: Transaction, visit: Visit, key: str, now: datetime) -> Rating | None:
    """Choose a topic, or drop it again; None when there is no rating any more or the topic does not fit its face."""
    rating = await of_visit(tx, visit)
    if rating is None or key not in {topic.key for topic in topics.offered(rating.face)}:
        return None
    chosen = rating.topics ^ {key}
    await tx.run(_DROP_TOPIC if key in rating.topics else _ADD_TOPIC, rating=rating.id, topic=key)
    if (excused := topics.excuses(chosen)) != topics.excuses(rating.topics):
        before = await tx.all(_CELL_OF, rating=rating.id)
        await tx.run(_EXCUSE, rating=rating.id, excused=int(excused))
        week = iso_week(local(now, visit.time_zone).date())
        gone = await _changes(tx, before, week, -1)
        await cube.add(tx, [*gone, *await _changes(tx, await tx.all(_CELL_OF, rating=rating.id), week, 1)])
    return replace(rating, topics=chosen)


async def withdraw(tx: Transaction, visit: Visit, now: datetime) -> bool:
    """Take back the rating of a visit; False when there is none."""
    gone = await tx.all(_WITHDRAWN, person=visit.rater, rating=visit.rating_id or "")
    await tx.run(_DROP_COMMENTS, rating=visit.rating_id or "")
    await cube.add(tx, await _changes(tx, gone, iso_week(local(now, visit.time_zone).date()), -1))
    await visits.rated(tx, visit.id, None, None)
    return bool(gone)


async def erase(tx: Transaction, rater: bytes) -> None:
    """Delete all that a person has rated and written; what is published stays, and no correction is entered for it."""
    await tx.run(_ERASE_COMMENTS, person=rater)
    gone = await tx.all(_ERASE, person=rater)
    still_open = [row for row in gone if not await cube.is_closed(tx, row[0])]
    await cube.add(tx, await _changes(tx, still_open, this_week="", sign=-1))  # each in its own week


async def likeliest(tx: Transaction, visit: Visit, now: datetime) -> list[Offered]:
    """Return the desk's services: those that people came for most in the last two weeks first, then as the roster."""
    since = local(now - LATELY, visit.time_zone).date().isoformat()
    rows = await tx.all(_CAME_FOR, desk=visit.desk_id, since=since)
    times = {row[0]: row[1] for row in rows}
    return sorted(visit.services, key=lambda service: -times.get(service.id, 0))


async def count(tx: Transaction) -> int:
    """Return how many ratings stand."""
    return int(await tx.value(_COUNT))


async def _changes(tx: Transaction, cells: list[Row], this_week: str, sign: int) -> list[CubeChange]:
    """Return what ratings add to the cube or take from it: in their own week or, once that is frozen, in this one."""
    changes = []
    for week, officer_id, service_id, desk_id, evidence, face, _ in cells:
        counted_in = await _counted_in(tx, week, this_week)
        changes.append(CubeChange(counted_in, officer_id or 0, service_id or 0, desk_id, evidence, face, sign))
    return changes


async def _counted_in(tx: Transaction, week: str, this_week: str) -> str:
    return this_week if week != this_week and await cube.is_closed(tx, week) else week


_CELL = (
    ratings.c.week,
    case((ratings.c.excused == 0, ratings.c.officer_id)),
    ratings.c.service_id,
    ratings.c.desk_id,
    ratings.c.evidence,
    ratings.c.face,
    ratings.c.id,
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
_ERASE = delete(ratings).where(ratings.c.rater == bindparam("person")).returning(*_CELL)
_ERASE_COMMENTS = delete(comments).where(
    comments.c.rating_id.in_(select(ratings.c.id).where(ratings.c.rater == bindparam("person")))
)
_ADD = insert(ratings).values({column.name: bindparam(column.name) for column in ratings.c})
_MOVE_COMMENTS = (
    update(comments).where(comments.c.rating_id == bindparam("earlier")).values(rating_id=bindparam("rating"))
)
_CAME_FOR = (
    select(ratings.c.service_id, func.count())
    .where(ratings.c.desk_id == bindparam("desk"), ratings.c.day >= bindparam("since"))
    .group_by(ratings.c.service_id)
)
_COUNT = select(func.count()).select_from(ratings)
_RATING = select(ratings.c.id, ratings.c.face, ratings.c.officer_id, ratings.c.service_id).where(
    ratings.c.id == bindparam("rating")
)
_TOPICS = select(rating_topics.c.topic).where(rating_topics.c.rating_id == bindparam("rating"))
_ADD_TOPIC = insert(rating_topics).values(rating_id=bindparam("rating"), topic=bindparam("topic"))
_DROP_TOPIC = delete(rating_topics).where(
    rating_topics.c.rating_id == bindparam("rating"), rating_topics.c.topic == bindparam("topic")
)
_DROP_COMMENTS = delete(comments).where(comments.c.rating_id == bindparam("rating"))
_CELL_OF = select(*_CELL).where(ratings.c.id == bindparam("rating"))
_EXCUSE = update(ratings).where(ratings.c.id == bindparam("rating")).values(excused=bindparam("excused"))
