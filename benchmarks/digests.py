"""The Monday of a large district: 5,000 officers' digests with charts, by the weekly run itself.

The record is made up: offices of twenty with a head each, ten heads under a superior, everybody with a bound account,
eight ratings an officer and week for twelve weeks, and snapshots of the earlier eleven. Then the last week is run:
folded, scored, passed through the gate, drawn, written and queued. Run it with ``python -m benchmarks.digests``.
"""

import argparse
import asyncio
import resource
import tempfile
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import numpy as np
from sqlalchemy import Table, bindparam, insert

from aggregator.settings import AggregatorSettings
from aggregator.week import WeekOutcome, run_week
from benchmarks.table import table
from data import cube, scores
from data.clock import week_monday, week_shift
from data.cube import CubeChange
from data.database import Database, Transaction
from data.keys import Keys
from data.outbox import Outbox
from data.scores import Published, Score
from data.tables import accounts, desks, officers, offices, ratings, services

WEEK = "2026-W47"
MONDAY = datetime(2026, 11, 23, tzinfo=UTC)
"""Seven in the morning in Serang."""
WEEKS = 12
A_WEEK = 8
"""Ratings of an officer."""
IN_OFFICE = 20
SUPERIORS_OFFICES = 10
SERVICES = 5


async def district(database: Database, people: int, keys: Keys) -> None:
    """Fill an empty record."""
    heads = range(1, people + 1, IN_OFFICE)
    staff: list[dict[str, Any]] = []
    for number in range(1, people + 1):
        office = (number - 1) // IN_OFFICE
        head, above = office * IN_OFFICE + 1, office // SUPERIORS_OFFICES * SUPERIORS_OFFICES * IN_OFFICE + 1
        superior = head if number != head else above
        staff.append(
            {
                "id": number,
                "code": f"petugas-{number}",
                "name": f"Siti Nurhayati {number}",
                "degrees_before": "",
                "degrees_after": "S.Sos.",
                "position": "Petugas loket",
                "office_id": office + 1,
                "superior_id": superior if superior != number else None,
            }
        )
    rooms = [
        {"id": n + 1, "code": f"o{n}", "name": f"Kantor {n}", "time_zone": "Asia/Jakarta"} for n in range(len(heads))
    ]
    counters = [
        {"id": each["id"], "code": each["code"], "office_id": each["office_id"], "name": "Loket"} for each in staff
    ]
    offered = [{"id": n, "code": f"s{n}", "name": f"Layanan {n}"} for n in range(1, SERVICES + 1)]
    bound = [
        {
            "officer_id": number,
            "rater": keys.pseudonym(10**9 + number),
            "sealed_chat": keys.seal(str(10**9 + number).encode()),
            "bound_at": 1,
        }
        for number in range(1, people + 1)
    ]
    async with database.transaction() as tx:
        for into, rows in (
            (offices, rooms),
            (services, offered),
            (officers, staff),
            (desks, counters),
            (accounts, bound),
        ):
            await _insert(tx, into, rows)
    for back in range(WEEKS - 1, 0, -1):
        await _rated(database, people, week_shift(WEEK, -back), seed=back)
    async with database.transaction() as tx:
        await cube.fold(tx)
        for back in range(WEEKS - 1, 0, -1):
            await _told(tx, people, week_shift(WEEK, -back), seed=back)
    await _rated(database, people, WEEK, seed=0)


async def _rated(database: Database, people: int, week: str, seed: int) -> None:
    """Give everybody their ratings of a week, by citizens of their own office and some others."""
    random = np.random.default_rng(100 + seed)
    count = people * A_WEEK
    officer = np.repeat(np.arange(1, people + 1), A_WEEK)
    away = random.random(count) < 0.1
    citizen = np.where(away, random.integers(people * 80, size=count), officer * 80 + random.integers(80, size=count))
    talent = np.random.default_rng(7).normal(0, 0.3, people)[officer - 1]
    face = np.clip(np.rint(3.3 + talent + random.normal(0, 0.7, count)), 1, 4).astype(np.int64)
    service = random.integers(1, SERVICES + 1, size=count)
    day, hour = random.integers(5, size=count), random.integers(8, 15, size=count)
    days = [(week_monday(week) + timedelta(days=number)).isoformat() for number in range(5)]
    columns = (column.tolist() for column in (officer, citizen, face, service, day, hour))
    rows = [
        {
            "id": f"{week}-{number}",
            "rater": who.to_bytes(16, "big"),
            "desk_id": served_by,
            "officer_id": served_by,
            "service_id": what,
            "face": given,
            "excused": 0,
            "evidence": "duty",
            "day": days[on],
            "hour": at,
            "week": week,
        }
        for number, (served_by, who, given, what, on, at) in enumerate(zip(*columns, strict=True))
    ]
    sums = Counter((row["officer_id"], row["service_id"], row["face"]) for row in rows)
    changes = [CubeChange(week, who, what, who, "duty", given, n) for (who, what, given), n in sums.items()]
    async with database.transaction() as tx:
        await _insert(tx, ratings, rows)
        await cube.add(tx, changes)


async def _told(tx: Transaction, people: int, week: str, seed: int) -> None:
    """Store what was published of a week, so that every chart has its twelve."""
    random = np.random.default_rng(200 + seed)
    points = 75 + 2.5 * random.integers(0, 7, size=people)
    snapshots = [
        Score(
            week,
            number,
            Published(
                "provisional",
                points=each,
                low=each - 7.5,
                high=min(each + 7.5, 100),
                reliability=0.6,
                n_band="50–99",
                released_week=week,
            ),
        )
        for number, each in enumerate(points.tolist(), start=1)
    ]
    await scores.begin(tx, week, MONDAY)
    await scores.store(tx, week, snapshots, [], {})


async def _insert(tx: Transaction, into: Table, rows: list[dict[str, Any]]) -> None:
    await tx.run_many(insert(into).values({name: bindparam(name) for name in rows[0]}), rows)


async def measure(people: int) -> None:
    """Make the record, run its last week, and print how long each stage took."""
    with tempfile.TemporaryDirectory(prefix="suara-digests-") as name:
        database = Database.connect(f"sqlite+aiosqlite:///{name}/suara.db")
        await database.migrate()
        keys = Keys.generate()
        began = perf_counter()
        await district(database, people, keys)
        print(f"{people:,} officers, {people * A_WEEK * WEEKS:,} ratings (made up in {perf_counter() - began:.0f} s)")
        marks: list[tuple[float, float]] = [(perf_counter(), process_time())]

        def progress(done: int, charts: int) -> None:
            if len(marks) == 1 or done == charts:
                marks.append((perf_counter(), process_time()))

        settings = AggregatorSettings(charts_folder=Path(name) / "charts")
        outcome = await run_week(database, WEEK, settings, Outbox(keys), keys, MONDAY, progress=progress)
        marks.append((perf_counter(), process_time()))
        await database.close()
        drawn = sum(1 for _ in settings.charts_folder.rglob("*.png"))
    if drawn != outcome.charts or outcome.digests < people:
        raise SystemExit(f"Not everything was made: {drawn} pictures, {outcome}")
    _show(outcome, marks)


def _show(outcome: WeekOutcome, marks: list[tuple[float, float]]) -> None:
    stages = ("fold, score, gate, write", f"draw {outcome.charts:,} charts", f"queue {outcome.messages:,} messages")
    rows = [
        [stage, f"{after[0] - before[0]:.1f} s", f"{after[1] - before[1]:.1f} s"]
        for stage, (before, after) in zip(stages, pairwise(marks), strict=True)
    ]
    rows.append(["all", f"{marks[-1][0] - marks[0][0]:.1f} s", f"{marks[-1][1] - marks[0][1]:.1f} s"])
    print(table(["", "took", "processor"], rows))
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{outcome.digests:,} digests, {outcome.scored:,} with a figure; at most {most:,.0f} MB")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="The weekly run of a large district, from ratings to messages.")
    parser.add_argument("--officers", type=int, default=5000, help="each with a bound account (default: 5000)")
    people = parser.parse_args().officers
    if people < 2:
        parser.error("--officers is 2 or more")
    asyncio.run(measure(people))


if __name__ == "__main__":
    main()
