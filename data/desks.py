"""Desks, where citizens are served, and the services they give."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import bindparam, func, select

from data.database import Transaction
from data.tables import desk_services, desks
from data.tables import services as all_services


@dataclass(frozen=True)
class Desk:
    """A counter (loket) of an office."""

    id: int
    code: str
    name: str
    office_id: int


@dataclass(frozen=True)
class Service:
    """What citizens come for."""

    id: int
    code: str
    name: str
    standard_minutes: int | None
    """What the service standard promises; None: it promises nothing."""
    free: bool
    """Nothing may be charged for it, by law."""


DESK = select(desks.c.id, desks.c.code, desks.c.name, desks.c.office_id)
BY_ID = DESK.where(desks.c.id == bindparam("desk_id"))
BY_CODE = DESK.where(func.lower(desks.c.code) == bindparam("code"), desks.c.retired_at.is_(None))
LIVE = DESK.where(desks.c.retired_at.is_(None)).order_by(desks.c.id)
OF_OFFICES = DESK.where(desks.c.retired_at.is_(None), desks.c.office_id.in_(bindparam("offices", expanding=True)))
SERVICES = (
    select(
        all_services.c.id,
        all_services.c.code,
        all_services.c.name,
        all_services.c.standard_minutes,
        all_services.c.free,
    )
    .join(desk_services, desk_services.c.service_id == all_services.c.id)
    .where(desk_services.c.desk_id == bindparam("desk_id"), all_services.c.retired_at.is_(None))
    .order_by(desk_services.c.position)
)


async def by_id(tx: Transaction, desk_id: int) -> Desk | None:
    """Return a desk, also a retired one."""
    row = await tx.first(BY_ID, desk_id=desk_id)
    return Desk(*row) if row else None


async def by_code(tx: Transaction, code: str) -> Desk | None:
    """Return a live desk by its code, in upper or lower case."""
    row = await tx.first(BY_CODE, code=code.strip().lower())
    return Desk(*row) if row else None


async def live(tx: Transaction) -> list[Desk]:
    """Return the desks of the current roster."""
    return [Desk(*row) for row in await tx.all(LIVE)]


async def of_offices(tx: Transaction, office_ids: Collection[int]) -> list[Desk]:
    """Return the live desks of these offices, by name."""
    found = [Desk(*row) for row in await tx.all(OF_OFFICES, offices=list(office_ids))] if office_ids else []
    return sorted(found, key=lambda desk: (desk.name.casefold(), desk.id))


async def services(tx: Transaction, desk_id: int) -> list[Service]:
    """Return what a desk offers, the likeliest first."""
    return [
        Service(id_, code, name, standard_minutes, bool(free))
        for id_, code, name, standard_minutes, free in await tx.all(SERVICES, desk_id=desk_id)
    ]
