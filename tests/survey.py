"""Responses to the official survey, as the record has them."""

import secrets
from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert, select

from data import skm
from data.tables import comments, desks, ratings, skm_responses
from tests.office import Office

GOOD = (3, 3, 3, 4, 3, 4, 4, 3, 3)


async def respond(
    office: Office, answers: Sequence[Sequence[int]], day: str = "2026-08-03", desk: int | None = None, **more: Any
) -> None:
    """Store complete responses, each of somebody else."""
    desk_id = desk or office.desk_alone
    [(office_id,)] = await office.rows(select(desks.c.office_id).where(desks.c.id == desk_id))
    common = {"office_id": office_id, "desk_id": desk_id, "service_id": 1, "started_on": day, "completed_on": day}
    rows = [
        {**common, "id": secrets.token_urlsafe(12), "rater": secrets.token_bytes(16)}
        | dict(zip(skm.UNSUR, given, strict=True))
        | more
        for given in answers
    ]
    async with office.database.transaction() as tx:
        for row in rows:
            await tx.run(insert(skm_responses).values(**row))


async def comment(office: Office, text: str, rater: bytes, day: str = "2026-08-03") -> None:
    """Store a comment on a rating of that day."""
    rating = {"id": secrets.token_urlsafe(12), "rater": rater, "desk_id": office.desk_alone, "face": 3, "hour": 9}
    rating |= {"excused": 0, "evidence": "duty", "day": day, "week": "2026-W32"}
    async with office.database.transaction() as tx:
        await tx.run(insert(ratings).values(**rating))
        written = {"id": secrets.token_urlsafe(12), "rating_id": rating["id"], "text": text, "masked": "{}"}
        await tx.run(insert(comments).values(**written))
