""" "Not this person": what people say of the plan of duties."""

from datetime import timedelta

import pytest

from data import duty_reports
from data.database import Database
from data.duty_reports import NOT_PLANNED, DutyReport
from tests.conftest import MONDAY
from tests.office import Office, build

ANN, BEN = b"a" * 16, b"b" * 16
TODAY, YESTERDAY = "2026-11-23", "2026-11-22"


@pytest.fixture
async def office(database: Database) -> Office:
    return await build(database, MONDAY)


async def test_people_are_counted_once_per_desk_officer_and_day(office: Office) -> None:
    async with office.database.transaction() as tx:
        for rater in (ANN, BEN, ANN):
            await duty_reports.report(tx, rater, office.desk_alone, office.siti, TODAY)
        await duty_reports.report(tx, ANN, office.desk_alone, office.siti, YESTERDAY)
        await duty_reports.report(tx, ANN, office.desk_two, office.eni, TODAY)
        assert await duty_reports.recent(tx, YESTERDAY) == [
            DutyReport("Kelurahan Banten", "Loket 1", "Siti Rohmah, S.Sos.", TODAY, 2),
            DutyReport("Kecamatan Kasemen", "Loket KTP-el", "Nurhayati", TODAY, 1),
            DutyReport("Kelurahan Banten", "Loket 1", "Siti Rohmah, S.Sos.", YESTERDAY, 1),
        ]
        assert len(await duty_reports.recent(tx, TODAY)) == 2


async def test_somebody_who_was_not_planned_has_no_name(office: Office) -> None:
    async with office.database.transaction() as tx:
        await duty_reports.report(tx, ANN, office.desk_nobody, NOT_PLANNED, TODAY)
        assert await duty_reports.recent(tx, TODAY) == [
            DutyReport("Kelurahan Banten", "Loket Informasi", None, TODAY, 1)
        ]


async def test_after_thirty_days_a_report_is_forgotten(office: Office) -> None:
    async with office.database.transaction() as tx:
        await duty_reports.report(tx, ANN, office.desk_alone, office.siti, TODAY)
        await duty_reports.purge(tx, MONDAY + timedelta(days=30))
        assert len(await duty_reports.recent(tx, TODAY)) == 1
        await duty_reports.purge(tx, MONDAY + timedelta(days=31))
        assert await duty_reports.recent(tx, TODAY) == []
