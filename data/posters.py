"""Posters: the printed editions of a desk's QR code, and the code that is typed where nothing can scan.

A desk has one poster in force. Renewing it ends the old edition, whose token and code stay known for ever, so that
whoever scans a poster left on a wall gets a friendly answer.
"""

import re
import secrets
import string
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, bindparam, func, insert, or_, select, update

from data.clock import seconds
from data.database import Row, Transaction
from data.tables import desks, offices, posters

TOKEN_ALPHABET = string.ascii_letters + string.digits
"""Of what Telegram allows in a start payload, without ``_`` and ``-``: a token is then never taken for an officer's
invitation (``a_…``) nor for an option on a command line."""
TOKEN_LENGTH = 16
"""95 bits; four characters more would only make the QR code finer."""

CODE_LETTERS = "CDFHJKMNPQRTWXY"
CODE_DIGITS = "34679"
CODE_LENGTH = 6
"""52 million codes. No character has a look-alike (0/O, 1/I/L, 2/Z, 5/S, 8/B, 6/G, U/V), no vowel makes a word, and
each code has a letter and a digit, so that neither a number nor laughter (*wkwkwk*) is taken for one."""

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")
_BETWEEN_GROUPS = re.compile(r"[\s\-\u2010-\u2015.]+")
_DIGITS = re.compile(r"(\d+)")


class PosterUnknown(Exception):
    """There is no such poster or desk; one line that says what to do."""


@dataclass(frozen=True)
class Poster:
    """A poster with what a scan needs to know about its desk."""

    id: int
    desk_id: int
    desk_name: str
    office_id: int
    office_name: str
    time_zone: str
    token: str
    code: str
    edition: int
    revoked: bool
    """No longer in force: a later edition hangs there, or the desk is closed for good."""
    last_scanned_on: str | None
    """Local day."""


def new_token() -> str:
    """Return a fresh random token."""
    return "".join(secrets.choice(TOKEN_ALPHABET) for _ in range(TOKEN_LENGTH))


def new_code(taken: Collection[str] = ()) -> str:
    """Return a fresh random code that is not one of ``taken``."""
    while True:
        code = "".join(secrets.choice(CODE_LETTERS + CODE_DIGITS) for _ in range(CODE_LENGTH))
        if normalise_code(code) and code not in taken:
            return code


def normalise_code(text: str) -> str | None:
    """Return the code that was typed (any case, spaces, hyphens or dots), or None when it can be none."""
    if len(text) > 4 * CODE_LENGTH:
        return None
    code = _BETWEEN_GROUPS.sub("", text).upper()
    letters = sum(character in CODE_LETTERS for character in code)
    digits = sum(character in CODE_DIGITS for character in code)
    return code if letters and digits and letters + digits == len(code) == CODE_LENGTH else None


def grouped_code(code: str) -> str:
    """Return a code as people read it: ``K4X 9RT``."""
    return f"{code[: CODE_LENGTH // 2]} {code[CODE_LENGTH // 2 :]}"


_POSTERS = (
    select(
        posters.c.id,
        posters.c.desk_id,
        desks.c.name,
        desks.c.office_id,
        offices.c.name,
        offices.c.time_zone,
        posters.c.token,
        posters.c.code,
        posters.c.edition,
        func.coalesce(posters.c.revoked_at, desks.c.retired_at),
        posters.c.last_scanned_on,
        desks.c.code,
    )
    .join(desks, posters.c.desk_id == desks.c.id)
    .join(offices, desks.c.office_id == offices.c.id)
)
_BY_TOKEN = _POSTERS.where(posters.c.token == bindparam("token"))
_BY_CODE = _POSTERS.where(posters.c.code == bindparam("code"))
_IN_FORCE = _POSTERS.where(posters.c.revoked_at.is_(None), desks.c.retired_at.is_(None))
_OF_DESK = _IN_FORCE.where(posters.c.desk_id == bindparam("desk_id"))
_OFFICES = select(offices.c.id, offices.c.parent_id, offices.c.code)

_CODES = select(posters.c.code)
_editions = posters.alias()
_LAST_EDITION = (
    select(func.coalesce(func.max(_editions.c.edition), 0)).where(_editions.c.desk_id == desks.c.id).scalar_subquery()
)
_LIVE_DESK = select(_LAST_EDITION).where(desks.c.id == bindparam("desk_id"), desks.c.retired_at.is_(None))
_DESKS_WITHOUT = (
    select(desks.c.id, _LAST_EDITION)
    .outerjoin(posters, and_(posters.c.desk_id == desks.c.id, posters.c.revoked_at.is_(None)))
    .where(desks.c.retired_at.is_(None), posters.c.id.is_(None))
    .order_by(desks.c.id)
)
_ISSUE = insert(posters).values(
    {name: bindparam(name) for name in ("desk_id", "token", "code", "edition", "created_at")}
)
_REVOKE = (
    update(posters)
    .where(posters.c.desk_id == bindparam("of_desk"), posters.c.revoked_at.is_(None))
    .values(revoked_at=bindparam("now"))
)
_MARK_SCANNED = (
    update(posters)
    .where(
        posters.c.id == bindparam("poster_id"),
        or_(posters.c.last_scanned_on.is_(None), posters.c.last_scanned_on < bindparam("day")),
    )
    .values(last_scanned_on=bindparam("day"))
)


async def issue_missing(tx: Transaction, now: datetime) -> int:
    """Give a poster to every live desk that has none in force; return how many were issued."""
    missing = await tx.all(_DESKS_WITHOUT)
    if missing:
        await _issue(tx, [(desk_id, edition + 1) for desk_id, edition in missing], now)
    return len(missing)


async def renew(tx: Transaction, desk_id: int, now: datetime) -> Poster:
    """End the desk's poster in force and return the next edition. Raises PosterUnknown when there is no such desk."""
    last_edition = await tx.value(_LIVE_DESK, desk_id=desk_id)
    if last_edition is None:
        raise PosterUnknown("There is no such desk, or it is retired: see suara posters list.")
    await tx.run(_REVOKE, of_desk=desk_id, now=seconds(now))
    await _issue(tx, [(desk_id, last_edition + 1)], now)
    return await _in_force(tx, desk_id)


async def revoke(tx: Transaction, code_or_token: str, now: datetime) -> Poster:
    """End a poster and return the edition that takes its place.

    A poster that was revoked before costs no further edition: the one in force now is returned. Raises PosterUnknown
    when there is no such poster or its desk is retired.
    """
    code = normalise_code(code_or_token)
    poster = await by_code(tx, code) if code else None
    poster = poster or await by_token(tx, code_or_token.strip())
    if poster is None:
        raise PosterUnknown(f"No poster has the code or token {code_or_token!r}: see suara posters list.")
    if poster.revoked:
        return await _in_force(tx, poster.desk_id)
    return await renew(tx, poster.desk_id, now)


async def listing(tx: Transaction) -> list[Poster]:
    """Return the posters in force: office by office down the tree, within an office by the desks' codes."""
    places = _tree_places(await tx.all(_OFFICES))
    rows = await tx.all(_IN_FORCE)
    return [_poster(row) for row in sorted(rows, key=lambda row: (places[row[3]], _natural(row[11])))]


async def by_token(tx: Transaction, token: str) -> Poster | None:
    """Return the poster with this token, also a revoked one; any text may be asked for."""
    row = await tx.first(_BY_TOKEN, token=token) if _PAYLOAD.fullmatch(token) else None
    return _poster(row) if row else None


async def by_code(tx: Transaction, code: str) -> Poster | None:
    """Return the poster with this code, as `normalise_code` gives it, also a revoked one."""
    row = await tx.first(_BY_CODE, code=code)
    return _poster(row) if row else None


async def mark_scanned(tx: Transaction, poster_id: int, day: str) -> None:
    """Note the local day of a scan; writes only the first time on a day, and never goes back.

    Who holds the `Poster` can save the statement altogether when ``last_scanned_on`` is that day already.
    """
    await tx.run(_MARK_SCANNED, poster_id=poster_id, day=day)


async def _issue(tx: Transaction, editions: list[tuple[int, int]], now: datetime) -> None:
    taken = {row[0] for row in await tx.all(_CODES)}
    rows = []
    for desk_id, edition in editions:
        code = new_code(taken)
        taken.add(code)
        rows.append(
            {
                "desk_id": desk_id,
                "token": new_token(),
                "code": code,
                "edition": edition,
                "created_at": seconds(now),
            }
        )
    await tx.run_many(_ISSUE, rows)


async def _in_force(tx: Transaction, desk_id: int) -> Poster:
    row = await tx.first(_OF_DESK, desk_id=desk_id)
    if row is None:
        raise PosterUnknown("The desk of this poster is retired: its posters are no longer accepted.")
    return _poster(row)


def _poster(row: Row) -> Poster:
    return Poster(*(*row[:9], row[9] is not None, row[10]))


def _natural(code: str) -> list[str | int]:
    # Text and numbers alternate, so that like is compared with like and desk 10 comes after desk 9.
    return [int(part) if part.isdecimal() else part for part in _DIGITS.split(code)]


def _tree_places(rows: list[Row]) -> dict[int, int]:
    """Number the offices from the root down, branch by branch."""
    children = defaultdict(list)
    for office_id, parent_id, code in rows:
        children[parent_id].append((_natural(code), office_id))
    places: dict[int, int] = {}
    open_branches = [office_id for _, office_id in sorted(children[None], reverse=True)]
    while open_branches:
        office_id = open_branches.pop()
        places[office_id] = len(places)
        open_branches.extend(child for _, child in sorted(children[office_id], reverse=True))
    return places
