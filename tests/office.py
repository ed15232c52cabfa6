"""A small office to test with: a district with one village below it, three desks, six officers."""

import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, select

from data import posters
from data.clock import iso_week
from data.database import Database, Transaction
from data.tables import (
    desk_services,
    desks,
    duties,
    officers,
    offices,
    opening_hours,
    rating_topics,
    ratings,
    services,
)
from data.votes import Votes


@dataclass(frozen=True)
class Office:
    """Ids of what was built; desks: one officer on duty, two officers, nobody."""

    database: Database
    desk_alone: int
    desk_two: int
    desk_nobody: int
    head: int
    lurah: int
    siti: int
    rohmat: int
    eni: int
    other: int

    async def link(self, desk_id: int, username: str = "suara_uji_bot") -> str:
        return f"https://t.me/{username}?start={(await self.poster(desk_id)).token}"

    async def poster(self, desk_id: int) -> posters.Poster:
        async with self.database.reading() as tx:
            return next(each for each in await posters.listing(tx) if each.desk_id == desk_id)

    async def ratings(self) -> list[tuple[Any, ...]]:
        """Return (desk, officer, face, evidence) of all ratings."""
        wanted = select(ratings.c.desk_id, ratings.c.officer_id, ratings.c.face, ratings.c.evidence)
        return [
            tuple(row) for row in await self.rows(wanted.order_by(ratings.c.day, ratings.c.desk_id, ratings.c.face))
        ]

    async def add_rating(
        self, rater: bytes, desk_id: int, day: str, cause: str | None = None, officer_id: int | None = None
    ) -> None:
        """Store the worst face of a day, with what broke down, as the record has it; the sums do not know of it."""
        rating = {"id": secrets.token_urlsafe(12), "rater": rater, "desk_id": desk_id, "officer_id": officer_id}
        rating |= {"face": 1, "excused": int(cause is not None), "evidence": "duty"}
        rating |= {"day": day, "hour": 9, "week": iso_week(date.fromisoformat(day))}
        async with self.database.transaction() as tx:
            await tx.run(insert(ratings).values(**rating))
            if cause:
                await tx.run(insert(rating_topics).values(rating_id=rating["id"], topic=cause))

    async def rows(self, statement: Any) -> Sequence[Any]:
        async with self.database.reading() as tx:
            return await tx.all(statement)


async def build(database: Database, now: datetime) -> Office:
    """Fill an empty record. Duties run Monday to Friday, 08.00–15.00."""
    async with database.transaction() as tx:
        district = await _add(tx, offices, code="kec", name="Kecamatan Kasemen", time_zone="Asia/Jakarta")
        village = await _add(
            tx, offices, code="ban", name="Kelurahan Banten", parent_id=district, time_zone="Asia/Jakarta"
        )
        for office in (district, village):
            for weekday in range(1, 6):
                await tx.run(insert(opening_hours).values(office_id=office, weekday=weekday, opens=480, closes=900))
        service = await _add(tx, services, code="ktp", name="Perekaman KTP-el", standard_minutes=15)
        head = await _officer(tx, "Rohmat", district, None, "Camat", before="Drs. H.", after="M.Si.")
        lurah = await _officer(tx, "Eni Nuraeni", village, head, "Lurah", after="S.IP.")
        siti = await _officer(tx, "Siti Rohmah", village, lurah, "Petugas loket", after="S.Sos.")
        rohmat = await _officer(tx, "Ahmad Jubaedi", district, head, "Petugas loket")
        eni = await _officer(tx, "Nurhayati", district, head, "Petugas loket")
        other = await _officer(tx, "Iwan Setiawan", village, lurah, "Petugas loket")
        alone = await _add(tx, desks, code="ban-1", name="Loket 1", office_id=village)
        two = await _add(tx, desks, code="kec-1", name="Loket KTP-el", office_id=district)
        nobody = await _add(tx, desks, code="ban-2", name="Loket Informasi", office_id=village)
        for desk in (alone, two, nobody):
            await tx.run(insert(desk_services).values(desk_id=desk, service_id=service, position=0))
        other_service = await _add(tx, services, code="kk", name="Pengajuan Kartu Keluarga", standard_minutes=30)
        await tx.run(insert(desk_services).values(desk_id=nobody, service_id=other_service, position=1))
        for desk, officer in ((alone, siti), (two, rohmat), (two, eni)):
            for weekday in range(1, 6):
                await tx.run(
                    insert(duties).values(desk_id=desk, officer_id=officer, weekday=weekday, starts=480, ends=900)
                )
        await posters.issue_missing(tx, now)
    return Office(database, alone, two, nobody, head, lurah, siti, rohmat, eni, other)


async def _add(tx: Transaction, table: Any, **values: Any) -> int:
    return int(await tx.value(insert(table).values(**values).returning(table.c.id)))


async def _officer(
    tx: Transaction, name: str, office: int, superior: int | None, position: str, before: str = "", after: str = ""
) -> int:
    return await _add(
        tx,
        officers,
        code=name.lower().replace(" ", "-"),
        name=name,
        degrees_before=before,
        degrees_after=after,
        position=position,
        office_id=office,
        superior_id=superior,
    )


def people(said: Votes) -> dict[int, int]:
    """Return by officer how many different people rated them."""
    pairs = set(zip(said.officers, said.raters, strict=True))
    return dict(Counter(officer for officer, _ in pairs))
