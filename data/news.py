"""News: what an office did with what people said ("Anda bilang, kami lakukan"), shown once to those who rated it."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import bindparam, delete, func, insert, select

from data.database import Transaction
from data.tables import desks, news, offices, ratings

LONGEST = 200
"""Characters: it stands beside what the person came for."""

SHOWN_FOR = timedelta(days=60)


@dataclass(frozen=True)
class News:
    """What an office tells."""

    id: int
    office_id: int
    office: str
    text: str
    posted_on: str


async def post(tx: Transaction, office_id: int, text: str, officer_id: int, day: str) -> int:
    """Post an office's news, instead of its earlier ones; return its id. Raises ValueError for a text of no length."""
    if not text.strip():
        raise ValueError("nothing is told")
    return int(await tx.value(_POST, office_id=office_id, text=text, posted_by=officer_id, posted_on=day))


async def remove(tx: Transaction, news_id: int) -> None:
    """Take news away."""
    await tx.run(_REMOVE, which=news_id)


async def by_id(tx: Transaction, news_id: int) -> News | None:
    """Return news by id."""
    row = await tx.first(_BY_ID, which=news_id)
    return News(*row) if row else None


async def current(tx: Transaction, office_id: int, today: str) -> News | None:
    """Return what people see of an office on a day; None when it tells nothing, or nothing fresh."""
    row = await tx.first(_CURRENT, office=office_id, since=_since(today))
    return News(*row) if row else None


async def for_rater(tx: Transaction, rater: bytes, last_seen_id: int | None, today: str) -> News | None:
    """Return the newest news, later than the last one seen, of an office that this person rated before it was posted.

    News of an office above tells those as well who rated an office below it.
    """
    row = await tx.first(_FOR_RATER, person=rater, seen=last_seen_id or 0, since=_since(today))
    return News(*row) if row else None


def _since(today: str) -> str:
    return (date.fromisoformat(today) - SHOWN_FOR).isoformat()


_POST = (
    insert(news)
    .values({name: bindparam(name) for name in ("office_id", "text", "posted_by", "posted_on")})
    .returning(news.c.id)
)
_REMOVE = delete(news).where(news.c.id == bindparam("which"))
_NEWS = select(news.c.id, news.c.office_id, offices.c.name, news.c.text, news.c.posted_on).join_from(
    news, offices, offices.c.id == news.c.office_id
)
_BY_ID = _NEWS.where(news.c.id == bindparam("which"))
_FRESH = news.c.posted_on >= bindparam("since")
_NEWEST = _NEWS.where(_FRESH).order_by(news.c.id.desc()).limit(1)
_CURRENT = _NEWEST.where(news.c.office_id == bindparam("office"))
# Asked at every start: the person's own ratings by index, then up the tree.
_rated = (
    select(desks.c.office_id, func.min(ratings.c.day).label("day"))
    .join_from(ratings, desks, desks.c.id == ratings.c.desk_id)
    .where(ratings.c.rater == bindparam("person"))
    .group_by(desks.c.office_id)
    .cte("rated", recursive=True)
)
_below = offices.alias("below")
_rated = _rated.union(
    select(_below.c.parent_id, _rated.c.day)
    .join(_rated, _rated.c.office_id == _below.c.id)
    .where(_below.c.parent_id.is_not(None))
)
_FOR_RATER = _NEWEST.where(
    news.c.id > bindparam("seen"),
    select(_rated.c.day).where(_rated.c.office_id == news.c.office_id, _rated.c.day < news.c.posted_on).exists(),
)
