"""Votes: ratings as the score's model reads them. People are numbers that mean nothing outside one reading."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, select

from data.database import Transaction
from data.tables import desks, officers, ratings


@dataclass(frozen=True)
class Votes:
    """Ratings of named officers, column by column; all columns are equally long.

    In a fixed order that depends on what was said alone, so that sums come out the same on every database.
    """

    officers: Sequence[int]
    offices: Sequence[int]
    """Where the desk is: a rating belongs to the office at that moment."""
    desks: Sequence[int]
    services: Sequence[int]
    """0: open."""
    raters: Sequence[int]
    """From 0 without gaps."""
    faces: Sequence[int]
    evidence: Sequence[str]
    days: Sequence[int]
    """Proleptic ordinals, as of `datetime.date.toordinal`."""
    hours: Sequence[int]
    """0–23 in the office's zone."""

    def __len__(self) -> int:
        return len(self.officers)


async def cast(tx: Transaction, first: date, after: date) -> Votes:
    """Return the ratings from ``first`` to before ``after`` that name an officer whom they do not excuse."""
    rows = await tx.all(_CAST, first=first.isoformat(), after=after.isoformat())
    numbers = {rater: number for number, rater in enumerate(sorted({row[-1] for row in rows}))}
    said = sorted(
        (officer, desk, office, service or 0, day, hour, face, evidence, numbers[rater])
        for officer, office, desk, service, face, evidence, day, hour, rater in rows
    )
    officer, desk, office, service, day, hour, face, evidence, rater = zip(*said, strict=True) if said else ((),) * 9
    ordinals = {each: date.fromisoformat(each).toordinal() for each in set(day)}
    return Votes(officer, office, desk, service, rater, face, evidence, [ordinals[each] for each in day], hour)


# From the officers outwards: each one's days are one stretch of an index; what is older is not read.
_CAST = (
    select(
        ratings.c.officer_id,
        desks.c.office_id,
        ratings.c.desk_id,
        ratings.c.service_id,
        ratings.c.face,
        ratings.c.evidence,
        ratings.c.day,
        ratings.c.hour,
        ratings.c.rater,
    )
    .join(desks, desks.c.id == ratings.c.desk_id)
    .where(
        ratings.c.officer_id.in_(select(officers.c.id)),
        ratings.c.day >= bindparam("first"),
        ratings.c.day < bindparam("after"),
        ratings.c.excused == 0,
    )
)
