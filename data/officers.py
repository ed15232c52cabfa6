"""Officers: who serves, and who is whose superior."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import bindparam, func, select

from data import nip
from data.database import Row, Transaction
from data.tables import officers


@dataclass(frozen=True)
class Officer:
    """A civil servant, or staff without a NIP."""

    id: int
    code: str
    """The NIP, or the office's own id."""
    name: str
    """Without degrees and titles."""
    degrees_before: str
    degrees_after: str
    position: str
    office_id: int
    superior_id: int | None

    @property
    def full_name(self) -> str:
        """The name as it is written on a door: ``Drs. H. Nama Contoh, S.Sos., M.Si.``."""
        before = f"{self.degrees_before} " if self.degrees_before else ""
        return f"{before}{self.name}" + (f", {self.degrees_after}" if self.degrees_after else "")

    @property
    def initials(self) -> str:
        """One or two capitals from the name without degrees, for an avatar."""
        words = [word for word in self.name.split() if word[:1].isalpha()] or [self.name]
        return (words[0][:1] + (words[-1][:1] if len(words) > 1 else "")).upper()


COLUMNS = (
    officers.c.id,
    officers.c.code,
    officers.c.name,
    officers.c.degrees_before,
    officers.c.degrees_after,
    officers.c.position,
    officers.c.office_id,
    officers.c.superior_id,
)
"""What an `Officer` is made of."""

LIVE = select(*COLUMNS).where(officers.c.retired_at.is_(None))
NAMES = select(officers.c.name).order_by(officers.c.id)
BY_ID = select(*COLUMNS).where(officers.c.id == bindparam("officer_id"))
BY_CODE = LIVE.where(func.lower(officers.c.code).in_([bindparam("code"), bindparam("number")]))

# UNION, not UNION ALL: even a circle in the record would end.
_direct = select(officers.c.id).where(
    officers.c.superior_id == bindparam("superior_id"), officers.c.retired_at.is_(None)
)
_below = _direct.cte("below", recursive=True)
_below = _below.union(
    select(officers.c.id).join(_below, officers.c.superior_id == _below.c.id).where(officers.c.retired_at.is_(None))
)
TEAM = LIVE.where(officers.c.id.in_(select(_below.c.id)), officers.c.id != bindparam("superior_id"))

_own = select(officers.c.superior_id).where(officers.c.id == bindparam("officer_id"), officers.c.retired_at.is_(None))
_above = _own.cte("above", recursive=True)
_above = _above.union(
    select(officers.c.superior_id)
    .join(_above, officers.c.id == _above.c.superior_id)
    .where(officers.c.retired_at.is_(None))
)
IS_BELOW = select(_above.c.superior_id).where(_above.c.superior_id == bindparam("superior_id"))

_subordinates = officers.alias("subordinates")
SUPERIORS = LIVE.where(
    select(_subordinates.c.id)
    .where(_subordinates.c.superior_id == officers.c.id, _subordinates.c.retired_at.is_(None))
    .exists()
)


def by_name(rows: Iterable[Row]) -> list[Officer]:
    """Return officers in the order of their names, which is the same on every database."""
    return sorted((Officer(*row) for row in rows), key=lambda officer: (officer.name.casefold(), officer.id))


async def by_id(tx: Transaction, officer_id: int) -> Officer | None:
    """Return an officer, also a retired one."""
    row = await tx.first(BY_ID, officer_id=officer_id)
    return Officer(*row) if row else None


async def by_code(tx: Transaction, code: str) -> Officer | None:
    """Return a live officer by NIP (with or without spaces) or by the office's own id."""
    code = " ".join(code.split()).lower()
    number = nip.digits(code)
    row = await tx.first(BY_CODE, code=code, number=number if len(number) == nip.DIGITS else code)
    return Officer(*row) if row else None


async def live(tx: Transaction) -> list[Officer]:
    """Return the officers of the current roster."""
    return by_name(await tx.all(LIVE))


async def team(tx: Transaction, superior_id: int) -> list[Officer]:
    """Return all live officers below a superior, at any depth."""
    return by_name(await tx.all(TEAM, superior_id=superior_id))


async def names(tx: Transaction) -> list[str]:
    """Return the names of everybody who is or was on the roster, without degrees."""
    return [name for (name,) in await tx.all(NAMES)]


async def is_below(tx: Transaction, superior_id: int, officer_id: int) -> bool:
    """Tell whether a superior stands above a live officer, at any height; nobody stands above themself."""
    return (
        superior_id != officer_id
        and await tx.first(IS_BELOW, superior_id=superior_id, officer_id=officer_id) is not None
    )


async def superiors_with_team(tx: Transaction) -> list[Officer]:
    """Return the live officers who have at least one live officer below them."""
    return by_name(await tx.all(SUPERIORS))
