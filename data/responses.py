"""Responses to the official survey (SKM): begun on a visit, answered one at a time, complete with the ninth answer.

One that is left half-way is kept, does not count, and may be gone on with for a month. The profile comes after the
ninth answer, so that whoever leaves there has been counted.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.types import Integer

from data import ids, skm
from data.clock import local
from data.database import Row, Transaction
from data.tables import offices, services, skm_responses
from data.visits import Visit

OPEN_FOR = timedelta(days=30)
"""From the start; so long an unfinished response may be gone on with."""


@dataclass(frozen=True)
class Response:
    """One person's answers on one service of one office."""

    id: str
    rater: bytes
    office_id: int
    office_name: str
    time_zone: str
    service_id: int | None
    service_name: str | None
    """None: a service that the desk does not name."""
    free: bool
    """Nothing may be charged for the service, by law."""
    started_on: date
    completed_on: date | None
    answers: Mapping[str, int]
    """By unsur; 1–4."""
    profile: Mapping[str, str]

    @property
    def open_until(self) -> date:
        """The last day on which it may be gone on with."""
        return self.started_on + OPEN_FOR

    @property
    def unanswered(self) -> str | None:
        """The first unsur without an answer; None: it is complete."""
        return next((unsur for unsur in skm.UNSUR if unsur not in self.answers), None)

    @property
    def unasked(self) -> str | None:
        """The first part of the profile that is neither given nor skipped; None: there is nothing more to ask."""
        if self.profile.get("age") == skm.UNDER_18:
            return None
        return next((part for part in skm.PROFILE if part not in self.profile), None)


async def begin(tx: Transaction, visit: Visit, service_id: int | None, now: datetime) -> Response:
    """Begin a response on a visit, or go on with this person's unfinished one for the same office and service.

    Raises ValueError for a service that the desk does not offer.
    """
    if service_id is not None and visit.service(service_id) is None:
        raise ValueError("not offered at this desk")
    row = await tx.first(
        _UNFINISHED_HERE, person=visit.rater, since=_since(now), office=visit.office_id, service=service_id or 0
    )
    if row is None:
        response_id = ids.new()
        await tx.run(
            _BEGIN,
            id=response_id,
            rater=visit.rater,
            office_id=visit.office_id,
            desk_id=visit.desk_id,
            service_id=service_id,
            started_on=local(now, visit.time_zone).date().isoformat(),
        )
        [row] = await tx.all(_FIND, response=response_id, person=visit.rater, since=_since(now))
    return _response(row)


async def find(tx: Transaction, response_id: str, rater: bytes, now: datetime) -> Response | None:
    """Return a person's own response while it is open; anybody else's is as good as none. Any text may be asked for."""
    asked = {"response": response_id, "person": rater, "since": _since(now)}
    row = await tx.first(_FIND, **asked) if ids.possible(response_id) else None
    return _response(row) if row else None


async def unfinished(tx: Transaction, rater: bytes, now: datetime) -> Response | None:
    """Return a person's latest response that may be gone on with."""
    row = await tx.first(_UNFINISHED, person=rater, since=_since(now))
    return _response(row) if row else None


async def recently_completed(
    tx: Transaction, rater: bytes, service_id: int | None, day: date, days: int
) -> date | None:
    """Return when this person last completed the survey for this service, within so many days before ``day``.

    Services that desks do not name are taken for one.
    """
    since = (day - timedelta(days=days)).isoformat()
    completed_on = await tx.value(_COMPLETED, person=rater, service=service_id or 0, since=since)
    return date.fromisoformat(completed_on) if completed_on else None


async def answer(tx: Transaction, response: Response, unsur: str, value: int, now: datetime) -> Response:
    """Store an answer, or change it; the ninth completes the response.

    Raises ValueError for an unsur or value that does not exist, and for a response that is complete.
    """
    if unsur not in skm.UNSUR or value not in skm.OPTIONS:
        raise ValueError(f"no such answer: {unsur} {value}")
    if response.completed_on:
        raise ValueError("complete")
    changed = replace(response, answers={**response.answers, unsur: value})
    if changed.unanswered is None:
        changed = replace(changed, completed_on=local(now, response.time_zone).date())
    await tx.run(
        _ANSWER[unsur],
        response=response.id,
        person=response.rater,
        value=value,
        day=changed.completed_on.isoformat() if changed.completed_on else None,
    )
    return changed


async def describe(tx: Transaction, response: Response, part: str, value: str) -> Response:
    """Store a part of the profile of a complete response; of a child the age only.

    Raises ValueError for a part or value that does not exist, a response that is not complete, and a child's rest.
    """
    if part not in skm.PROFILE or value not in (skm.SKIPPED, *skm.PROFILE[part]):
        raise ValueError(f"no such choice: {part} {value}")
    if response.completed_on is None:
        raise ValueError("the nine answers come first")
    if part != "age" and response.profile.get("age") == skm.UNDER_18:
        raise ValueError("a child is asked nothing more")
    if value == skm.UNDER_18:
        await tx.run(_CHILD, response=response.id, person=response.rater)
        return replace(response, profile={part: value})
    await tx.run(_DESCRIBE[part], response=response.id, person=response.rater, value=value)
    return replace(response, profile={**response.profile, part: value})


def _since(now: datetime) -> str:
    return (now - OPEN_FOR).date().isoformat()


def _response(row: Row) -> Response:
    id_, rater, office_id, office, zone, service_id, service, free, started_on, completed_on, *given = row
    answers, profile = given[: len(skm.UNSUR)], given[len(skm.UNSUR) :]
    return Response(
        id_,
        rater,
        office_id,
        office,
        zone,
        service_id,
        service,
        bool(free),
        date.fromisoformat(started_on),
        date.fromisoformat(completed_on) if completed_on else None,
        {unsur: value for unsur, value in zip(skm.UNSUR, answers, strict=True) if value is not None},
        {part: value for part, value in zip(skm.PROFILE, profile, strict=True) if value is not None},
    )


_of_person = skm_responses.c.rater == bindparam("person")
_open = skm_responses.c.started_on >= bindparam("since")
_of_service = func.coalesce(skm_responses.c.service_id, 0) == bindparam("service", type_=Integer)
_own = (skm_responses.c.id == bindparam("response"), _of_person)
_BEGIN = insert(skm_responses).values(
    {name: bindparam(name) for name in ("id", "rater", "office_id", "desk_id", "service_id", "started_on")}
)
_WHOLE = (
    select(
        skm_responses.c.id,
        skm_responses.c.rater,
        skm_responses.c.office_id,
        offices.c.name,
        offices.c.time_zone,
        skm_responses.c.service_id,
        services.c.name,
        services.c.free,
        skm_responses.c.started_on,
        skm_responses.c.completed_on,
        *(skm_responses.c[name] for name in (*skm.UNSUR, *skm.PROFILE)),
    )
    .join(offices, offices.c.id == skm_responses.c.office_id)
    .outerjoin(services, services.c.id == skm_responses.c.service_id)
    .where(_of_person)
)
_FIND = _WHOLE.where(skm_responses.c.id == bindparam("response"), _open)
_UNFINISHED = _WHOLE.where(skm_responses.c.completed_on.is_(None), _open).order_by(
    skm_responses.c.started_on.desc(), skm_responses.c.id
)
_UNFINISHED_HERE = _UNFINISHED.where(_of_service, skm_responses.c.office_id == bindparam("office"))
_COMPLETED = select(func.max(skm_responses.c.completed_on)).where(
    _of_person, _of_service, skm_responses.c.completed_on > bindparam("since")
)
_ANSWER = {
    unsur: update(skm_responses)
    .where(*_own, skm_responses.c.completed_on.is_(None))
    .values({unsur: bindparam("value"), "completed_on": bindparam("day")})
    for unsur in skm.UNSUR
}
_DESCRIBE = {part: update(skm_responses).where(*_own).values({part: bindparam("value")}) for part in skm.PROFILE}
_CHILD = update(skm_responses).where(*_own).values(dict.fromkeys(skm.PROFILE) | {"age": skm.UNDER_18})
