"""Visits: a scanned poster, from the scan until the rating can no longer be changed; then they are purged."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import bindparam, delete, insert, select, update

from data import ids
from data.clock import moment, seconds
from data.database import Transaction
from data.tables import desks, offices, visits

RATE_WITHIN = timedelta(hours=12)
"""From the scan to the face."""

UNDO_WITHIN = timedelta(minutes=10)
"""From the face until it can no longer be taken back."""

KEEP_FOR = timedelta(days=2)
"""From the scan; so long a face may be changed, and more be said: whoever had to rate before the officer's eyes can
correct it at home."""


class Stage(StrEnum):
    """How far a visit has come."""

    SCANNED = "scanned"
    """A face may be tapped."""
    FRESH = "fresh"
    """A face is stored; it may be changed, or taken back."""
    RATED = "rated"
    """A face is stored; it may be changed still."""
    OVER = "over"
    """Nothing can happen any more."""


class OnDuty(NamedTuple):
    """An officer as the visit remembers them."""

    id: int
    name: str
    """With degrees, as people know it."""
    initials: str = ""


class Offered(NamedTuple):
    """A service as the visit remembers it."""

    id: int
    name: str


@dataclass(frozen=True)
class Visit:
    """One scan of a poster by one person; ``officers`` are those on duty at that moment."""

    id: str
    rater: bytes
    desk_id: int
    officers: tuple[OnDuty, ...]
    services: tuple[Offered, ...]
    """What the desk offers, the likeliest first."""
    evidence: str
    rating_id: str | None
    opened_at: datetime
    rated_at: datetime | None
    desk_name: str
    office_id: int
    office_name: str
    time_zone: str

    def officer(self, officer_id: int | None) -> OnDuty | None:
        """Return who was on duty by id; None for an id of nobody who was."""
        return next((officer for officer in self.officers if officer.id == officer_id), None)

    def service(self, service_id: int | None) -> Offered | None:
        """Return a service of the desk by id; None for any other id."""
        return next((service for service in self.services if service.id == service_id), None)

    def stage(self, now: datetime) -> Stage:
        """Return how far it has come."""
        since_scan = now - self.opened_at
        if self.rated_at is None:
            return Stage.SCANNED if since_scan <= RATE_WITHIN else Stage.OVER
        if since_scan > KEEP_FOR:
            return Stage.OVER
        return Stage.FRESH if now - self.rated_at <= UNDO_WITHIN else Stage.RATED


async def begin(
    tx: Transaction,
    rater: bytes,
    desk_id: int,
    officers: Sequence[OnDuty],
    services: Sequence[Offered],
    now: datetime,
    is_open: bool = True,
) -> str:
    """Store a scan and return the visit's id.

    The visit counts as evidence only while somebody is on duty and the office is open.
    """
    visit_id = ids.new()
    await tx.run(
        _BEGIN,
        id=visit_id,
        rater=rater,
        desk_id=desk_id,
        officers=json.dumps(list(officers)),
        services=json.dumps(list(services)),
        evidence="duty" if officers and is_open else "link",
        opened_at=seconds(now),
    )
    return visit_id


async def find(tx: Transaction, visit_id: str, rater: bytes) -> Visit | None:
    """Return a person's own visit; anybody else's is as good as none. Any text may be asked for."""
    row = await tx.first(_FIND, visit=visit_id, person=rater) if ids.possible(visit_id) else None
    if row is None:
        return None
    id_, owner, desk_id, on_duty, services, evidence, rating_id, opened_at, rated_at, *place = row
    return Visit(
        id_,
        owner,
        desk_id,
        tuple(OnDuty(*officer) for officer in json.loads(on_duty)),
        tuple(Offered(*service) for service in json.loads(services)),
        evidence,
        rating_id,
        moment(opened_at),
        moment(rated_at) if rated_at is not None else None,
        *place,
    )


async def rated(tx: Transaction, visit_id: str, rating_id: str | None, rated_at: datetime | None) -> None:
    """Remember the rating of a visit, or that it was withdrawn."""
    await tx.run(_RATED, visit=visit_id, rating_id=rating_id, rated_at=None if rated_at is None else seconds(rated_at))


async def somebody_else_served(tx: Transaction, visit: Visit) -> Visit:
    """Forget whom the plan names: it was wrong. Return the visit as it is now."""
    await tx.run(_NOBODY, visit=visit.id)
    return replace(visit, officers=())


async def purge(tx: Transaction, now: datetime) -> None:
    """Forget visits in which nothing can happen any more."""
    await tx.run(_PURGE, before=seconds(now - KEEP_FOR))


_BEGIN = insert(visits).values(
    {name: bindparam(name) for name in ("id", "rater", "desk_id", "officers", "services", "evidence", "opened_at")}
)
_FIND = (
    select(
        visits.c.id,
        visits.c.rater,
        visits.c.desk_id,
        visits.c.officers,
        visits.c.services,
        visits.c.evidence,
        visits.c.rating_id,
        visits.c.opened_at,
        visits.c.rated_at,
        desks.c.name,
        offices.c.id,
        offices.c.name,
        offices.c.time_zone,
    )
    .join(desks, desks.c.id == visits.c.desk_id)
    .join(offices, offices.c.id == desks.c.office_id)
    .where(visits.c.id == bindparam("visit"), visits.c.rater == bindparam("person"))
)
_RATED = (
    update(visits)
    .where(visits.c.id == bindparam("visit"))
    .values(rating_id=bindparam("rating_id"), rated_at=bindparam("rated_at"))
)
_NOBODY = update(visits).where(visits.c.id == bindparam("visit")).values(officers="[]")
_PURGE = delete(visits).where(visits.c.opened_at < bindparam("before"))
