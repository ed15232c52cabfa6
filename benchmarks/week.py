"""Ten million ratings added up, and one week more: Suara's cube, plain SQL and numpy on the same rows.

What is wanted: how many ratings every officer got in every week. Suara adds each rating to the sums of its cell when
it is stored, so that the weekly run folds sums, not ratings; what a rating pays for that is measured as well. Plain
SQL stores bare rows with an index on week and officer and groups them; numpy counts arrays that are in memory already.
All three must come to the same. Run it with ``python -m benchmarks.week``.
"""

import argparse
import asyncio
import sqlite3
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import bindparam, insert

from benchmarks.table import table
from data import cube, scores
from data.clock import week_shift
from data.cube import CubeChange
from data.database import Database
from data.tables import cube_pending, desks, officers, offices

FIRST_WEEK = "2025-W47"
WEEKS = 52
SERVICES = 3
"""That a desk offers; two officers share a desk."""
EVIDENCE = ("duty", "link")
BATCH = 50
"""Ratings that the bot stores together when it is busy."""
NOW = datetime(2026, 11, 23, tzinfo=UTC)
COLUMNS = ("week", "officer_id", "service_id", "desk_id", "evidence", "face", "count")

Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Rows:
    """Ratings, column by column; weeks count from the first, the others from 0."""

    week: Numbers
    officer: Numbers
    service: Numbers
    evidence: Numbers
    face: Numbers

    def __len__(self) -> int:
        return len(self.week)

    @classmethod
    def made_up(cls, count: int, officers: int, weeks: Sequence[int], seed: int) -> "Rows":
        """Some officers get more, most faces are good, a tenth came by the link alone."""
        random = np.random.default_rng(seed)
        return cls(
            np.sort(random.choice(np.array(weeks), count)),
            (officers * random.random(count) ** 1.2).astype(np.int64),
            random.choice(SERVICES + 1, count, p=[0.1, 0.5, 0.25, 0.15]),
            (random.random(count) < 0.1).astype(np.int64),
            random.choice(4, count, p=[0.03, 0.07, 0.3, 0.6]),
        )

    def changes(self) -> list[CubeChange]:
        """Return what the bot adds to the cube, rating by rating."""
        columns = (self.week, self.officer, self.service, self.evidence, self.face)
        return [
            CubeChange(week_shift(FIRST_WEEK, week), officer + 1, service, officer // 2 + 1, EVIDENCE[how], face + 1, 1)
            for week, officer, service, how, face in zip(*(column.tolist() for column in columns), strict=True)
        ]

    def sums(self, week: int) -> list[dict[str, object]]:
        """Return the sums that a week's ratings have left in ``cube_pending``."""
        here = self.week == week
        cells = ((self.officer * (SERVICES + 1) + self.service) * 2 + self.evidence) * 4 + self.face
        found, counts = np.unique(cells[here], return_counts=True)
        rows = []
        for cell, count in zip(found.tolist(), counts.tolist(), strict=True):
            rest, face = divmod(cell, 4)
            rest, how = divmod(rest, 2)
            officer, service = divmod(rest, SERVICES + 1)
            values = (week_shift(FIRST_WEEK, week), officer + 1, service, officer // 2 + 1, EVIDENCE[how], face + 1)
            rows.append(dict(zip(COLUMNS, (*values, count), strict=True)))
        return rows


@dataclass
class Took:
    """Seconds, and what was found: how many ratings by officer, flat over the weeks."""

    seconds: float
    found: Numbers
    stored: float = 0.0
    """Seconds it took to store the rows, where they were not there already."""
    cells: int = 0
    folding: float = 0.0
    """Seconds of it, without reading."""


class Suara:
    """The record with its cube."""

    def __init__(self, database: Database, officers: int) -> None:
        self._database, self._officers = database, officers

    async def furnish(self) -> None:
        """Make an office with its desks and officers."""
        people = [
            {"code": str(n), "name": f"Petugas {n}", "office_id": 1, "degrees_before": "", "degrees_after": ""}
            | {"position": "Petugas loket", "id": n}
            for n in range(1, self._officers + 1)
        ]
        rooms = [{"id": n, "code": str(n), "office_id": 1, "name": "Loket"} for n in range(1, self._officers // 2 + 2)]
        async with self._database.transaction() as tx:
            await tx.run(insert(offices).values(id=1, code="o", name="Kantor", time_zone="Asia/Jakarta"))
            await tx.run_many(insert(desks).values({name: bindparam(name) for name in rooms[0]}), rooms)
            await tx.run_many(insert(officers).values({name: bindparam(name) for name in people[0]}), people)

    async def all_at_once(self, rows: Rows) -> Took:
        """Fold the sums of all weeks."""
        into = insert(cube_pending).values({name: bindparam(name) for name in COLUMNS})
        cells = 0
        for week in range(WEEKS):
            sums = rows.sums(week)
            cells += len(sums)
            async with self._database.transaction() as tx:
                await tx.run_many(into, sums)
        took = await self._folded(0, WEEKS - 1)
        took.cells = cells
        return took

    async def one_more(self, rows: Rows) -> Took:
        """Store a week's ratings as the bot does, beside what it stores anyway; then fold."""
        changes, week = rows.changes(), int(rows.week[0])
        np.random.default_rng(week).shuffle(changes)
        async with self._database.transaction() as tx:
            began = perf_counter()
            for start in range(0, len(changes), BATCH):
                await cube.add(tx, changes[start : start + BATCH])
            await cube.total(tx)
            stored = perf_counter() - began
        took = await self._folded(week, week)
        took.stored, took.cells = stored, len(rows.sums(week))
        return took

    async def _folded(self, first: int, last: int) -> Took:
        """Fold, read these weeks as the weekly run does, and close them."""
        began = perf_counter()
        async with self._database.transaction() as tx:
            await cube.fold(tx)
        folding = perf_counter() - began
        async with self._database.reading() as tx:
            cells = await cube.cells(tx, week_shift(FIRST_WEEK, first), week_shift(FIRST_WEEK, last))
        seconds = perf_counter() - began
        numbers = {week_shift(FIRST_WEEK, week): week - first for week in range(first, last + 1)}
        found = np.zeros((last - first + 1, self._officers), np.int64)
        for cell in cells:
            found[numbers[cell.week], cell.officer_id - 1] += cell.count
        async with self._database.transaction() as tx:
            for week in numbers:
                await scores.begin(tx, week, NOW)
        return Took(seconds, found.ravel(), folding=folding)


class PlainSql:
    """Bare rows in SQLite."""

    def __init__(self, folder: Path, officers: int) -> None:
        self._connection, self._officers = sqlite3.connect(folder / "plain.db"), officers
        self._connection.execute("CREATE TABLE rows (week INTEGER, officer INTEGER, face INTEGER)")

    async def all_at_once(self, rows: Rows) -> Took:
        """Group all."""
        self._store(rows)
        self._connection.execute("CREATE INDEX by_week ON rows (week, officer)")
        return self._grouped("", 0, WEEKS)

    async def one_more(self, rows: Rows) -> Took:
        """Store a week's rows beside the others, with the index; then group that week."""
        began = perf_counter()
        self._store(rows)
        stored = perf_counter() - began
        week = int(rows.week[0])
        took = self._grouped(f"WHERE week = {week}", week, 1)
        took.stored = stored
        return took

    def _store(self, rows: Rows) -> None:
        for start in range(0, len(rows), 1_000_000):
            part = slice(start, start + 1_000_000)
            columns = (rows.week[part].tolist(), rows.officer[part].tolist(), rows.face[part].tolist())
            with self._connection:
                self._connection.executemany("INSERT INTO rows VALUES (?, ?, ?)", zip(*columns, strict=True))

    def _grouped(self, where: str, first: int, weeks: int) -> Took:
        statement = f"SELECT week, officer, count(*) FROM rows {where} GROUP BY week, officer"
        began = perf_counter()
        groups = self._connection.execute(statement).fetchall()
        seconds = perf_counter() - began
        found = np.zeros((weeks, self._officers), np.int64)
        for week, officer, count in groups:
            found[week - first, officer] = count
        return Took(seconds, found.ravel())


class Numpy:
    """Arrays in memory."""

    def __init__(self, officers: int) -> None:
        self._officers = officers

    async def all_at_once(self, rows: Rows) -> Took:
        """Count all."""
        began = perf_counter()
        found = np.bincount(rows.week * self._officers + rows.officer, minlength=WEEKS * self._officers)
        return Took(perf_counter() - began, found)

    async def one_more(self, rows: Rows) -> Took:
        """Count the week's arrays."""
        began = perf_counter()
        found = np.bincount(rows.officer, minlength=self._officers)
        return Took(perf_counter() - began, found)


async def measure(ratings: int, officers_: int) -> None:
    """Let the three add up the same rows, and print."""
    a_week = ratings // WEEKS
    everything = Rows.made_up(ratings, officers_, range(WEEKS), seed=1)
    more = [Rows.made_up(a_week * times, officers_, [WEEKS + times - 1], seed=1 + times) for times in (1, 2)]
    with tempfile.TemporaryDirectory(prefix="suara-week-") as name:
        database = Database.connect(f"sqlite+aiosqlite:///{name}/suara.db")
        await database.migrate()
        ours = Suara(database, officers_)
        await ours.furnish()
        folded = await _three_steps(ours, everything, more)
        await database.close()
        plain = await _three_steps(PlainSql(Path(name), officers_), everything, more)
    arrays = await _three_steps(Numpy(officers_), everything, more)
    for one, *others in zip(folded, plain, arrays, strict=True):
        if not all(np.array_equal(one.found, other.found) for other in others):
            raise SystemExit("They do not come to the same.")
    print(f"{officers_:,} officers, {WEEKS} weeks; all come to the same numbers per officer and week")
    head = ["", f"{ratings:,} ratings", f"one week more ({a_week:,})", f"with twice the rows ({2 * a_week:,})"]
    rows = [
        ["cells of the cube", *(f"{each.cells:,}" for each in folded), ""],
        ["Suara's cube: fold", *(_time(each.folding) for each in folded), ""],
        ["… and read what was folded", *(_time(each.seconds) for each in folded), _each(folded[1], a_week)],
        ["plain SQL, indexed rows", *(_time(each.seconds) for each in plain), _each(plain[1], a_week)],
        ["numpy, arrays in memory", *(_time(each.seconds) for each in arrays), ""],
    ]
    print(table([*head, "a rating, when stored"], rows))


async def _three_steps(contender: "Suara | PlainSql | Numpy", everything: Rows, more: Sequence[Rows]) -> list[Took]:
    return [await contender.all_at_once(everything), *[await contender.one_more(week) for week in more]]


def _time(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 0.01 else f"{seconds * 1000:.2g} ms"


def _each(week: Took, ratings: int) -> str:
    return f"{week.stored / ratings * 1e6:.1f} µs"


def run(ratings: int, officers_: int) -> None:
    """Measure and print."""
    asyncio.run(measure(ratings, officers_))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Ten million ratings and one week more: the cube, plain SQL, numpy.")
    parser.add_argument("--ratings", type=int, default=10_000_000, help="over 52 weeks (default: 10000000)")
    parser.add_argument("--officers", type=int, default=5000, help="(default: 5000)")
    arguments = parser.parse_args()
    if arguments.ratings < WEEKS or arguments.officers < 1:
        parser.error(f"--ratings is {WEEKS} or more, --officers 1 or more")
    run(arguments.ratings, arguments.officers)


if __name__ == "__main__":
    main()
