"""Raters: people as the record knows them, by pseudonym, with what they chose and have been told."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import BindParameter, bindparam, select

from data.database import Transaction, upsert
from data.tables import accounts, officers, raters


@dataclass(frozen=True)
class Rater:
    """A person behind a Telegram account; ``officer_id`` and ``office_id`` where the account is bound to an officer."""

    pseudonym: bytes
    language: str | None = None
    privacy_version: int | None = None
    privacy_seen_on: str | None = None
    news_id: int | None = None
    """Of what an office did with the answers, the last one shown."""
    officer_id: int | None = None
    office_id: int | None = None


async def known(tx: Transaction, pseudonyms: Collection[bytes]) -> dict[bytes, Rater]:
    """Return those of the given people whom the record knows, with one statement."""
    rows = await tx.all(_KNOWN, people=list(pseudonyms)) if pseudonyms else []
    return {row[0]: Rater(*row) for row in rows}


async def keep(tx: Transaction, changed: Iterable[Rater]) -> None:
    """Store choices and what has been shown."""
    await tx.run_many(
        _KEEP,
        [
            {
                "rater": rater.pseudonym,
                "language": rater.language,
                "privacy_version": rater.privacy_version,
                "privacy_seen_on": rater.privacy_seen_on,
                "news_id": rater.news_id,
            }
            for rater in changed
        ],
    )


# Officers are known by their account even before they have chosen anything as a citizen.
# Each half is asked for them: through the union as a whole, every rater would be read for each batch.
_asked: BindParameter[bytes] = bindparam("people", expanding=True)
_people = (
    select(raters.c.rater)
    .where(raters.c.rater.in_(_asked))
    .union(select(accounts.c.rater).where(accounts.c.rater.in_(_asked)))
    .subquery("people")
)
_KNOWN = (
    select(
        _people.c.rater,
        raters.c.language,
        raters.c.privacy_version,
        raters.c.privacy_seen_on,
        raters.c.news_id,
        accounts.c.officer_id,
        officers.c.office_id,
    )
    .select_from(_people)
    .outerjoin(raters, raters.c.rater == _people.c.rater)
    .outerjoin(accounts, accounts.c.rater == _people.c.rater)
    .outerjoin(officers, officers.c.id == accounts.c.officer_id)
)
_KEPT = ("language", "privacy_version", "privacy_seen_on", "news_id")
_insert = upsert(raters).values({name: bindparam(name) for name in ("rater", *_KEPT)})
_KEEP = _insert.on_conflict_do_update(
    index_elements=[raters.c.rater],
    set_={name: _insert.excluded[name] for name in _KEPT},
)
