"""What the fairness audit reads besides votes: officers' NIPs, and what offices, services and desks are called.

Sex and age, which a NIP tells, leave this way for the audit alone; no score is made of them.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from data.database import Row, Transaction
from data.nip import Nip, parse
from data.tables import desks, officers, offices, services

_NIPS = select(officers.c.id, officers.c.nip).where(officers.c.nip.is_not(None))
_OFFICES = select(offices.c.id, offices.c.name)
_SERVICES = select(services.c.id, services.c.name)
_DESKS = select(desks.c.id, desks.c.name, offices.c.name).join(offices, offices.c.id == desks.c.office_id)


@dataclass(frozen=True)
class Names:
    """What places are called by id, also those that are on the roster no more."""

    offices: dict[int, str]
    services: dict[int, str]
    desks: dict[int, str]
    """With their office: most offices have a ``Loket 1``."""


async def nips(tx: Transaction) -> dict[int, Nip]:
    """Return the NIPs of all officers who have one, by officer id; also of those who serve no more."""
    return {officer_id: parse(nip, date.max) for officer_id, nip in await tx.all(_NIPS)}


async def names(tx: Transaction) -> Names:
    """Return what places are called."""
    return Names(
        _by_id(await tx.all(_OFFICES)),
        _by_id(await tx.all(_SERVICES)),
        _by_id(await tx.all(_DESKS)),
    )


def _by_id(rows: list[Row]) -> dict[int, str]:
    return {id_: ", ".join(names) for id_, *names in rows}
