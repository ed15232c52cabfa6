"""Brings the record to what a roster says. Nothing is deleted but plans: what left the roster is retired."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Table, bindparam, delete, insert, select, update

from data import posters
from data.clock import seconds
from data.database import Transaction
from data.roster import cells
from data.roster.plan import Roster
from data.tables import desk_services, desks, duties, officers, offices, opening_hours, services


@dataclass(frozen=True)
class Count:
    """What became of one kind of thing. A thing that had been retired and is back counts as changed."""

    added: int = 0
    changed: int = 0
    retired: int = 0
    unchanged: int = 0


@dataclass(frozen=True)
class Changes:
    """What an import did."""

    offices: Count
    services: Count
    desks: Count
    officers: Count
    duties: Count
    posters: int
    """Posters issued for desks that had none."""

    @property
    def is_nothing(self) -> bool:
        """Whether the record was as the roster says before."""
        counts = (self.offices, self.services, self.desks, self.officers, self.duties)
        return not self.posters and not any(count.added or count.changed or count.retired for count in counts)


@dataclass(frozen=True)
class _Wanted:
    """A row as it is to be."""

    codes: tuple[str, ...]
    """Its own, and others under which it may be known until now."""
    values: Mapping[str, Any]
    above: str | None = None
    """The code of the row of the same table that stands above it."""


@dataclass
class _Kept:
    """A table after it has been brought to what is wanted."""

    ids: dict[str, int] = field(default_factory=dict)
    """By code, in the form in which codes are compared."""
    added: set[int] = field(default_factory=set)
    changed: set[int] = field(default_factory=set)
    retired: set[int] = field(default_factory=set)

    def id(self, code: str) -> int:
        return self.ids[cells.key(code)]

    def count(self) -> Count:
        changed = self.changed - self.added
        unchanged = len(set(self.ids.values())) - len(self.added) - len(changed)
        return Count(len(self.added), len(changed), len(self.retired), unchanged)


async def apply(tx: Transaction, roster: Roster, now: datetime) -> Changes:
    """Bring the record to a roster: add, change, retire, bring back; every live desk has a poster afterwards."""
    at = seconds(now)
    kept_offices = await _keep(
        tx,
        offices,
        [
            _Wanted((entry.code,), {"name": entry.name, "time_zone": entry.time_zone}, entry.parent)
            for entry in roster.offices
        ],
        at,
        above="parent_id",
    )
    hours = {kept_offices.id(entry.code): list(entry.hours) for entry in roster.offices}
    await _keep_details(tx, opening_hours, hours, kept_offices)
    kept_services = await _keep(
        tx,
        services,
        [
            _Wanted(
                (entry.code,),
                {"name": entry.name, "standard_minutes": entry.standard_minutes, "free": int(entry.free)},
            )
            for entry in roster.services
        ],
        at,
    )
    kept_desks = await _keep(
        tx,
        desks,
        [
            _Wanted((entry.code,), {"name": entry.name, "office_id": kept_offices.id(entry.office)})
            for entry in roster.desks
        ],
        at,
    )
    offered = {
        kept_desks.id(entry.code): [(kept_services.id(code), place) for place, code in enumerate(entry.services)]
        for entry in roster.desks
    }
    await _keep_details(tx, desk_services, offered, kept_desks)
    kept_officers = await _keep(
        tx,
        officers,
        [
            _Wanted(
                (entry.code, *([entry.former_code] if entry.former_code else [])),
                {
                    "nip": entry.nip,
                    "name": entry.name.bare,
                    "degrees_before": entry.name.before,
                    "degrees_after": entry.name.after,
                    "position": entry.position,
                    "office_id": kept_offices.id(entry.office),
                },
                entry.superior,
            )
            for entry in roster.officers
        ],
        at,
        above="superior_id",
    )
    planned = [
        (kept_desks.id(e.desk), kept_officers.id(e.officer), e.weekday, e.date, e.starts, e.ends) for e in roster.duties
    ]
    return Changes(
        kept_offices.count(),
        kept_services.count(),
        kept_desks.count(),
        kept_officers.count(),
        await _keep_duties(tx, planned),
        await posters.issue_missing(tx, now),
    )


async def _keep(
    tx: Transaction, table: Table, wanted: Sequence[_Wanted], at: int, *, above: str | None = None
) -> _Kept:
    """Bring one table to what is wanted; ``above`` is its column that refers to the table itself."""
    names = ["code", *(wanted[0].values if wanted else [])]
    read = select(table.c.id, table.c.retired_at, *(table.c[name] for name in [*names, *([above] if above else [])]))
    before = {cells.key(row[2]): row for row in await tx.all(read)}
    kept = _Kept()
    rows: list[tuple[_Wanted, dict[str, Any]]] = [(want, {"code": want.codes[0], **want.values}) for want in wanted]
    fresh = [values for want, values in rows if not any(cells.key(code) in before for code in want.codes)]
    await tx.run_many(insert(table).values({name: bindparam(name) for name in names}), fresh)
    after = {cells.key(row[2]): row for row in await tx.all(read)} if fresh else before
    for want, _ in rows:
        key = next(key for key in map(cells.key, want.codes) if key in after)
        kept.ids[cells.key(want.codes[0])] = after[key][0]
    kept.added = {after[cells.key(values["code"])][0] for values in fresh}
    stored = {row[0]: row for row in after.values()}
    changes = []
    for want, values in rows:
        row_id = kept.id(want.codes[0])
        if above:
            values[above] = kept.id(want.above) if want.above else None
        if tuple(stored[row_id][1:]) != (None, *values.values()):
            changes.append({"row_id": row_id, **{f"new_{name}": value for name, value in values.items()}})
            kept.changed.add(row_id)
    columns: dict[str, Any] = {name: bindparam(f"new_{name}") for name in [*names, *([above] if above else [])]}
    change = update(table).where(table.c.id == bindparam("row_id")).values(retired_at=None, **columns)
    await tx.run_many(change, changes)
    kept.retired = {row[0] for row in before.values() if row[1] is None} - set(kept.ids.values())
    retire = update(table).where(table.c.id == bindparam("row_id")).values(retired_at=at)
    await tx.run_many(retire, [{"row_id": row_id} for row_id in sorted(kept.retired)])
    return kept


async def _keep_details(
    tx: Transaction, table: Table, wanted: Mapping[int, Sequence[tuple[int, ...]]], kept: _Kept
) -> None:
    """Bring the rows that belong to each kept row to what is wanted; where they differ, that row has changed."""
    owner, *names = table.columns.keys()
    before: dict[int, set[tuple[int, ...]]] = {}
    for row in await tx.all(select(table)):
        before.setdefault(row[0], set()).add(tuple(row[1:]))
    differing = [row_id for row_id, rows in wanted.items() if set(rows) != before.get(row_id, set())]
    await tx.run_many(
        delete(table).where(table.c[owner] == bindparam("row_id")), [{"row_id": row_id} for row_id in differing]
    )
    await tx.run_many(
        insert(table).values({name: bindparam(name) for name in [owner, *names]}),
        [dict(zip([owner, *names], (row_id, *row), strict=True)) for row_id in differing for row in wanted[row_id]],
    )
    kept.changed.update(differing)


async def _keep_duties(tx: Transaction, planned: Iterable[tuple[Any, ...]]) -> Count:
    names = ("desk_id", "officer_id", "weekday", "date", "starts", "ends")
    before = {tuple(row[1:]): row[0] for row in await tx.all(select(duties.c.id, *(duties.c[name] for name in names)))}
    wanted = dict.fromkeys(planned)
    gone = [{"row_id": row_id} for row, row_id in before.items() if row not in wanted]
    fresh = [dict(zip(names, row, strict=True)) for row in wanted if row not in before]
    await tx.run_many(delete(duties).where(duties.c.id == bindparam("row_id")), gone)
    await tx.run_many(insert(duties).values({name: bindparam(name) for name in names}), fresh)
    return Count(len(fresh), 0, len(gone), len(wanted) - len(fresh))
