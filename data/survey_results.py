"""Results of the official survey: the complete responses of an office and everything below it, without people."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import BindParameter, bindparam, func, select

from data import skm
from data.database import Transaction
from data.tables import comments, desks, offices, ratings, services, skm_responses


@dataclass(frozen=True)
class Completed:
    """One complete response as the report reads it: nobody's, and of no day."""

    office_id: int
    office: str
    service: str | None
    """None: a service that the desk does not name."""
    answers: tuple[int, ...]
    """1–4, in the order of `data.skm.UNSUR`."""
    profile: dict[str, str]
    """By part of `data.skm.PROFILE`; what was not given or skipped is missing."""


@dataclass(frozen=True)
class Written:
    """A comment, without personal data, and a number for who wrote it that means nothing elsewhere."""

    text: str
    writer: int


async def completed(tx: Transaction, office_ids: Collection[int], first: date, last: date) -> list[Completed]:
    """Return the responses completed in these offices from ``first`` to ``last``, in a fixed order by content alone."""
    rows = await tx.all(_COMPLETED, **_where(office_ids, first, last))
    found = [
        Completed(
            office_id,
            office,
            service,
            tuple(given[: len(skm.UNSUR)]),
            {
                part: value
                for part, value in zip(skm.PROFILE, given[len(skm.UNSUR) :], strict=True)
                if value not in (None, skm.SKIPPED)
            },
        )
        for office_id, office, service, *given in rows
    ]
    return sorted(
        found, key=lambda each: (each.office_id, each.service or "", each.answers, sorted(each.profile.items()))
    )


async def sums(tx: Transaction, office_ids: Collection[int], first: date, last: date) -> tuple[int, tuple[int, ...]]:
    """Return how many responses were completed in these offices and days, and the sum of their answers per unsur."""
    [(count, *totals)] = await tx.all(_SUMS, **_where(office_ids, first, last))
    return int(count), tuple(int(total or 0) for total in totals)


async def unfinished(tx: Transaction, office_ids: Collection[int], first: date, last: date) -> int:
    """Return how many responses were begun in these offices and days and have not been completed."""
    return int(await tx.value(_UNFINISHED, **_where(office_ids, first, last)))


async def first_day(tx: Transaction) -> date | None:
    """Return the day on which the first response was completed, anywhere; None: there is none."""
    day = await tx.value(_FIRST_DAY)
    return date.fromisoformat(day) if day else None


async def written(tx: Transaction, office_ids: Collection[int], first: date, last: date) -> Sequence[Written]:
    """Return the comments on visits to these offices in these days, in an order that tells nothing."""
    rows = await tx.all(_WRITTEN, **_where(office_ids, first, last))
    numbers = {rater: number for number, rater in enumerate(sorted({rater for _, _, rater in rows}))}
    return [Written(text, numbers[rater]) for _, text, rater in rows]


def _where(office_ids: Collection[int], first: date, last: date) -> dict[str, list[int] | str]:
    return {"offices": sorted(office_ids), "first": first.isoformat(), "last": last.isoformat()}


_offices: BindParameter[list[int]] = bindparam("offices", expanding=True)
_done = (
    skm_responses.c.office_id.in_(_offices),
    skm_responses.c.completed_on.between(bindparam("first"), bindparam("last")),
)
_COMPLETED = (
    select(
        skm_responses.c.office_id,
        offices.c.name,
        services.c.name,
        *(skm_responses.c[name] for name in (*skm.UNSUR, *skm.PROFILE)),
    )
    .join(offices, offices.c.id == skm_responses.c.office_id)
    .outerjoin(services, services.c.id == skm_responses.c.service_id)
    .where(*_done)
)
_SUMS = select(func.count(), *(func.sum(skm_responses.c[unsur]) for unsur in skm.UNSUR)).where(*_done)
_UNFINISHED = select(func.count()).where(
    skm_responses.c.office_id.in_(_offices),
    skm_responses.c.started_on.between(bindparam("first"), bindparam("last")),
    skm_responses.c.completed_on.is_(None),
)
_FIRST_DAY = select(func.min(skm_responses.c.completed_on))
# The id is random: neither the time nor the person.
_WRITTEN = (
    select(comments.c.id, comments.c.text, ratings.c.rater)
    .join(ratings, ratings.c.id == comments.c.rating_id)
    .join(desks, desks.c.id == ratings.c.desk_id)
    .where(desks.c.office_id.in_(_offices), ratings.c.day.between(bindparam("first"), bindparam("last")))
    .order_by(comments.c.id)
)
