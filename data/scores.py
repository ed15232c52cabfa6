"""Scores: what was published per officer and week, frozen.

Only what has passed the aggregator's gate stands here, so whoever reads it may show it. Figures are kept in points
(1–4) and handed out on the scale people see (× 25: whole numbers from 25 to 100).
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, select, update

from data import officers, tables
from data.clock import seconds
from data.database import Row, Transaction, upsert
from data.officers import Officer
from data.tables import office_weeks, offices, score_runs, scores

SHOWN = 25
"""People see points × 25, the scale of the official survey."""


@dataclass(frozen=True)
class Published:
    """What may be shown of an officer: a figure with its uncertainty, or the reason why there is none."""

    state: str
    """``none``, ``provisional`` or ``official``."""
    reason: str | None = None
    """With ``none``: ``no_ratings``, ``too_few`` (see ``missing``), ``one_voice`` (one person has too large a part in
    it, or too few are new), ``unreliable`` (it would tell chance rather than the officer). Beside a figure:
    ``second_look`` (a new one is far from it and waits)."""
    missing: int = 0
    """With ``too_few``: how many more raters it takes."""
    points: float | None = None
    """On the scale people see, 25–100, a whole number; so are ``low`` and ``high``, the ends of the 95 % interval."""
    low: float | None = None
    high: float | None = None
    reliability: float | None = None
    """0–1, in steps of 0.05, rounded down: of what the ratings tell, before lots."""
    n_band: str = ""
    """How many ratings (not raters): ``10–19``, ``20–49``, ``50–99``, ``100–199``, ``200+``; empty without a figure."""
    released_week: str | None = None
    """The week the figure is of: an earlier one where too little has come in since."""
    change: str | None = None
    """``up`` or ``down`` where there is evidence of it, ``same`` where there is none; None: too early to say."""
    parts: Mapping[str, float] | None = None
    """The figure taken apart, on the scale people see; only with a figure that was released this very week."""
    standing: str | None = None
    """``above`` or ``below`` where the officer is to be praised or helped (`aggregator.publish.standing`)."""


@dataclass(frozen=True)
class Score:
    """An officer's snapshot of one week."""

    week: str
    officer_id: int
    published: Published


@dataclass(frozen=True)
class Member:
    """A member of a superior's team with a week's snapshot."""

    officer_id: int
    name: str
    """With degrees."""
    office_id: int
    office: str
    published: Published | None
    """None: not on the roster when the week was aggregated."""


@dataclass(frozen=True)
class NamedShare:
    """What may be told of how many of an office's ratings name the officer."""

    office_id: int
    named_percent: int | None
    n_band: str


@dataclass(frozen=True)
class OfficeCoverage:
    """How much of what is said about an office names the officer who served."""

    office_id: int
    office: str
    named_percent: int | None
    """In steps of 5; None below the minimum of ratings."""
    n_band: str


async def latest_week(tx: Transaction) -> str | None:
    """Return the last week that was published, or None."""
    week = await tx.value(_LATEST_WEEK)
    return None if week is None else str(week)


async def parameters(tx: Transaction) -> dict[str, Any]:
    """Return what the scores of the last week stored rest on; empty before the first."""
    stored = await tx.value(_LAST_PARAMETERS)
    return dict(json.loads(stored)) if stored else {}


async def latest(tx: Transaction, officer_id: int) -> Score | None:
    """Return an officer's last snapshot."""
    row = await tx.first(_HISTORY, officer_id=officer_id, limit=1)
    return _score(row) if row else None


async def history(tx: Transaction, officer_id: int, weeks: int = 12) -> list[Score]:
    """Return an officer's last snapshots, oldest first."""
    return [_score(row) for row in reversed(await tx.all(_HISTORY, officer_id=officer_id, limit=weeks))]


async def histories(tx: Transaction, first_week: str, last_week: str) -> dict[int, list[Score]]:
    """Return everybody's snapshots of these weeks by officer, oldest first."""
    found: dict[int, list[Score]] = {}
    for row in await tx.all(_HISTORIES, first=first_week, last=last_week):
        found.setdefault(row[1], []).append(_score(row))
    return found


async def team(tx: Transaction, superior_id: int, week: str) -> list[Member]:
    """Return everybody below a superior, direct or not, by office and name: an order that is no ranking."""
    rows = await tx.all(_TEAM, superior_id=superior_id, week=week)
    rows.sort(key=lambda row: (row[0].casefold(), row[0], row[1 + _NAME].casefold(), row[1]))
    return [_member(row) for row in rows]


async def coverage(tx: Transaction, superior_id: int, week: str) -> list[OfficeCoverage]:
    """Return the coverage of the offices in which a superior's people work, by name."""
    rows = await tx.all(_COVERAGE, superior_id=superior_id, week=week)
    return sorted((OfficeCoverage(*row) for row in rows), key=lambda each: (each.office.casefold(), each.office_id))


async def shares(tx: Transaction, week: str) -> dict[int, NamedShare]:
    """Return the coverage of every office of which anything was said, by office."""
    return {row[0]: NamedShare(*row) for row in await tx.all(_SHARES, week=week)}


async def begin(tx: Transaction, week: str, at: datetime) -> bool:
    """Close a week; False: it was closed before."""
    return await tx.value(_BEGIN, week=week, at=seconds(at)) is not None


async def is_stored(tx: Transaction, week: str) -> bool:
    """Whether a week's snapshot is there; one that was begun may have been left at that."""
    return await tx.first(_STORED, in_week=week) is not None


async def store(
    tx: Transaction,
    week: str,
    snapshots: Sequence[Score],
    shares: Sequence[NamedShare],
    parameters: Mapping[str, Any],
) -> None:
    """Keep the snapshot of a week that was begun; one that is there stays as it is."""
    await tx.run(_HOLD, in_week=week)
    if await is_stored(tx, week):
        return
    await tx.run_many(_STORE, [_row(score) for score in snapshots])
    await tx.run_many(_STORE_OFFICE, [{"week": week, **asdict(share)} for share in shares])
    await tx.run(_PARAMETERS, in_week=week, parameters=json.dumps(parameters, sort_keys=True, allow_nan=False))


def _row(score: Score) -> dict[str, Any]:
    published = score.published
    return {
        "week": score.week,
        "officer_id": score.officer_id,
        "state": published.state,
        "reason": published.reason,
        "missing": published.missing,
        "points": _kept(published.points),
        "low": _kept(published.low),
        "high": _kept(published.high),
        "reliability": published.reliability,
        "n_band": published.n_band,
        "released_week": published.released_week,
        "change": published.change,
        "parts": None if published.parts is None else json.dumps(dict(published.parts), sort_keys=True),
        "standing": published.standing,
    }


def _kept(shown: float | None) -> float | None:
    return None if shown is None else shown / SHOWN


def _shown(kept: float | None) -> float | None:
    # A step of what is shown is a tenth of what is kept, which no binary fraction is.
    return None if kept is None else round(kept * SHOWN, 1)


def _score(row: Row) -> Score:
    published = _published(row[2:])
    assert published is not None  # noqa: S101 - the column is NOT NULL
    return Score(row[0], row[1], published)


def _member(row: Row) -> Member:
    office, officer = row[0], Officer(*row[1:_OFFICER_END])
    return Member(officer.id, officer.full_name, officer.office_id, office, _published(row[_OFFICER_END:]))


def _published(figures: Row) -> Published | None:
    state, reason, missing, points, low, high, reliability, n_band, released_week, change, parts, standing = figures
    if state is None:
        return None
    return Published(
        state,
        reason,
        missing,
        _shown(points),
        _shown(low),
        _shown(high),
        reliability,
        n_band,
        released_week,
        change,
        None if parts is None else json.loads(parts),
        standing,
    )


_FIGURES = (
    *("state", "reason", "missing", "points", "low", "high", "reliability", "n_band", "released_week"),
    *("change", "parts", "standing"),
)
_LATEST_WEEK = select(func.max(scores.c.week))
_LAST_PARAMETERS = (
    select(score_runs.c.parameters).where(score_runs.c.parameters != "{}").order_by(score_runs.c.week.desc()).limit(1)
)
_SNAPSHOT = select(scores.c.week, scores.c.officer_id, *(scores.c[name] for name in _FIGURES))
_HISTORY = (
    _SNAPSHOT.where(scores.c.officer_id == bindparam("officer_id"))
    .order_by(scores.c.week.desc())
    .limit(bindparam("limit"))
)
_HISTORIES = _SNAPSHOT.where(scores.c.week.between(bindparam("first"), bindparam("last"))).order_by(
    scores.c.officer_id, scores.c.week
)
_OFFICER_END = 1 + len(officers.COLUMNS)
_NAME = officers.COLUMNS.index(tables.officers.c.name)
_TEAM = (
    officers.TEAM.with_only_columns(
        offices.c.name,
        *officers.COLUMNS,
        *(scores.c[name] for name in _FIGURES),
    )
    .join(offices, offices.c.id == tables.officers.c.office_id)
    .outerjoin(scores, (scores.c.officer_id == tables.officers.c.id) & (scores.c.week == bindparam("week")))
)
_COVERAGE = (
    select(offices.c.id, offices.c.name, office_weeks.c.named_percent, office_weeks.c.n_band)
    .join(office_weeks, office_weeks.c.office_id == offices.c.id)
    .where(
        office_weeks.c.week == bindparam("week"),
        offices.c.id.in_(officers.TEAM.with_only_columns(tables.officers.c.office_id)),
    )
)
_SHARES = select(office_weeks.c.office_id, office_weeks.c.named_percent, office_weeks.c.n_band).where(
    office_weeks.c.week == bindparam("week")
)

_BEGIN = (
    upsert(score_runs)
    .values(week=bindparam("week"), parameters="{}", finished_at=bindparam("at"))
    .on_conflict_do_nothing()
    .returning(score_runs.c.week)
)
_STORE = insert(scores).values({name: bindparam(name) for name in ("week", "officer_id", *_FIGURES)})
_STORE_OFFICE = insert(office_weeks).values(
    {name: bindparam(name) for name in ("week", "office_id", "named_percent", "n_band")}
)
_STORED = select(scores.c.week).where(scores.c.week == bindparam("in_week")).limit(1)
# Two runs of one week wait for each other here (PostgreSQL).
_HOLD = update(score_runs).where(score_runs.c.week == bindparam("in_week")).values(week=score_runs.c.week)
_PARAMETERS = (
    update(score_runs).where(score_runs.c.week == bindparam("in_week")).values(parameters=bindparam("parameters"))
)
