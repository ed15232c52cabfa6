"""Ratings as the score's model reads them."""

from datetime import date

import pytest

from data import ratings, visits, votes
from data.database import Database
from data.visits import Offered, OnDuty
from tests.conftest import FakeClock
from tests.office import Office, build

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
