"""Ratings as the score's model reads them."""

from datetime import date, timedelta

import pytest
from sqlalchemy import bindparam, insert, text

from data import ratings, visits, votes
from data.clock import iso_week
from data.database import Database, _sqlite_text
from data.tables import ratings as rating_table
from data.visits import Offered, OnDuty
from tests.conftest import FakeClock
from tests.office import Office, build, people

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


@pytest.fixture
async def office(database: Database, clock: FakeClock) -> Office:
    return await build(database, clock())


async def said(office: Office, clock: FakeClock, rater: bytes, face: int, topic: str | None = None) -> None:
    async with office.database.transaction() as tx:
        on_duty, offered = [OnDuty(office.siti, "Siti")], [Offered(1, "KTP")]
        visit_id = await visits.begin(tx, rater, office.desk_alone, on_duty, offered, clock())
        visit = await visits.find(tx, visit_id, rater)
        assert visit
        await ratings.record(tx, visit, face, clock(), office.siti, 1)
        visit = await visits.find(tx, visit_id, rater)
        if topic and visit:
            await ratings.toggle_topic(tx, visit, topic, clock())


async def test_votes_hold_what_was_said_and_no_person(office: Office, clock: FakeClock) -> None:
    await said(office, clock, b"b" * 16, 1)
    await said(office, clock, b"a" * 16, 4)
    clock.turn(days=1)
    await said(office, clock, b"a" * 16, 3)
    async with office.database.reading() as tx:
        found = await votes.cast(tx, MONDAY, date(2026, 11, 30))
        only_tuesday = await votes.cast(tx, TUESDAY, date(2026, 11, 25))
    assert len(found) == 3
    assert list(zip(found.faces, found.raters, found.days, strict=True)) == [
        (1, 1, MONDAY.toordinal()),
        (4, 0, MONDAY.toordinal()),
        (3, 0, TUESDAY.toordinal()),
    ]
    assert set(found.officers) == {office.siti}
    assert set(found.offices) == {2}
    assert set(found.evidence) == {"duty"}
    assert list(only_tuesday.faces) == [3]


async def test_what_is_not_the_officers_fault_is_no_vote_on_them(office: Office, clock: FakeClock) -> None:
    await said(office, clock, b"a" * 16, 1, topic="sistem")
    async with office.database.reading() as tx:
        assert len(await votes.cast(tx, MONDAY, TUESDAY)) == 0


async def _many_ratings(office: Office, days: int, a_day: int) -> None:
    """Every day from the clock's Monday back: half are Siti's, by as many people as there are ratings a day."""
    rows = [
        {
            "id": f"{day}-{number}",
            "rater": number.to_bytes(16, "big"),
            "desk_id": office.desk_alone,
            "officer_id": office.siti if number % 2 else office.eni,
            "face": 4,
            "excused": 0,
            "evidence": "duty",
            "day": (MONDAY - timedelta(days=day)).isoformat(),
            "hour": 9,
            "week": iso_week(MONDAY - timedelta(days=day)),
        }
        for day in range(days)
        for number in range(a_day)
    ]
    async with office.database.transaction() as tx:
        await tx.run_many(insert(rating_table).values({name: bindparam(name) for name in rows[0]}), rows)


async def test_different_people_are_counted_from_the_first_to_the_last_day(office: Office) -> None:
    await _many_ratings(office, days=15, a_day=20)  # Monday 9 to Monday 23 November
    async with office.database.reading() as tx:
        assert people(await votes.cast(tx, date(2026, 11, 9), MONDAY)) == {office.siti: 10, office.eni: 10}
        assert people(await votes.cast(tx, MONDAY, date(2026, 11, 30))) == {office.siti: 10, office.eni: 10}
        assert people(await votes.cast(tx, date(2026, 11, 30), date(2026, 12, 14))) == {}
        assert people(await votes.cast(tx, date(2026, 7, 20), date(2026, 11, 9))) == {}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_reading_votes_reads_one_stretch_of_an_index_per_officer(office: Office) -> None:
    await _many_ratings(office, days=400, a_day=50)
    sql, bound = _sqlite_text(votes._CAST, {"first": "2026-06-01", "after": "2026-11-23"})
    for statistics in (False, True):
        async with office.database.transaction() as tx:
            if statistics:
                await tx.run(text("ANALYZE"))
            plan = "\n".join(row[3] for row in await tx.all(text(f"EXPLAIN QUERY PLAN {sql}"), **bound))
        assert "USING INDEX ix_ratings_officer_day (officer_id=? AND day>? AND day<?)" in plan
        assert "SCAN ratings" not in plan
