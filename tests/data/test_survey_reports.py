"""Follow-up plans, and reports that are ready."""

from dataclasses import replace
from datetime import date

import pytest

from data import follow_up_plans, survey_reports
from data.database import Database
from data.follow_up_plans import Measure, Plan
from data.survey_reports import SurveyReport
from tests.conftest import FakeClock
from tests.office import Office, build

SPRING = date(2026, 1, 1), date(2026, 6, 30)
AUTUMN = date(2026, 7, 1), date(2026, 12, 31)
WAITING = Measure("waktu", "Tambah loket pada jam ramai", "2026-3", "Kasi Pelayanan", date(2026, 9, 30))
ROOM = Measure("sarana", "Kursi dan kipas ruang tunggu", "2026-4", "Sekretaris")


@pytest.fixture
async def office(database: Database, clock: FakeClock) -> Office:
    return await build(database, clock())


async def test_a_plan_is_kept_in_its_order_and_replaced_whole(office: Office) -> None:
    async with office.database.transaction() as tx:
        await follow_up_plans.replace(tx, 2, Plan(*SPRING, [WAITING, ROOM]))
        assert await follow_up_plans.of_period(tx, 2, *SPRING) == [WAITING, ROOM]
        await follow_up_plans.replace(tx, 2, Plan(*SPRING, [ROOM]))
        assert await follow_up_plans.of_period(tx, 2, *SPRING) == [ROOM]
        assert await follow_up_plans.of_period(tx, 1, *SPRING) == []


async def test_the_plan_before_is_the_last_that_was_over(office: Office) -> None:
    async with office.database.transaction() as tx:
        assert await follow_up_plans.before(tx, 2, AUTUMN[0]) is None
        await follow_up_plans.replace(tx, 2, Plan(date(2025, 7, 1), date(2025, 12, 31), [WAITING]))
        await follow_up_plans.replace(tx, 2, Plan(*SPRING, [ROOM]))
        await follow_up_plans.replace(tx, 2, Plan(*AUTUMN, [WAITING]))
        assert await follow_up_plans.before(tx, 2, AUTUMN[0]) == Plan(*SPRING, [ROOM])
        assert await follow_up_plans.before(tx, 1, AUTUMN[0]) is None


async def test_the_latest_report_is_of_the_last_period_and_a_new_one_takes_its_place(office: Office) -> None:
    spring = SurveyReport(2, *SPRING, date(2026, 7, 1), True, None, "spring.pdf")
    autumn = SurveyReport(2, *AUTUMN, date(2027, 1, 1), True, 4200, "autumn.pdf")
    async with office.database.transaction() as tx:
        assert await survey_reports.latest(tx, 2) is None
        await survey_reports.keep(tx, autumn)
        await survey_reports.keep(tx, spring)
        assert await survey_reports.latest(tx, 2) == autumn
        assert await survey_reports.find(tx, 2, *SPRING) == spring
        again = replace(spring, made_on=date(2026, 8, 1), users=100)
        await survey_reports.keep(tx, again)
        assert await survey_reports.find(tx, 2, *SPRING) == again
        assert await survey_reports.first_made_on(tx, 2, *SPRING) == date(2026, 7, 1)
        assert await survey_reports.first_made_on(tx, 1, *SPRING) is None
        assert await survey_reports.latest(tx, 1) is None


async def test_of_periods_that_end_on_one_day_the_longest_is_the_latest(office: Office) -> None:
    year = SurveyReport(2, date(2026, 1, 1), AUTUMN[1], date(2027, 1, 1), True, None, "year.pdf")
    half = SurveyReport(2, *AUTUMN, date(2027, 1, 1), True, None, "half.pdf")
    async with office.database.transaction() as tx:
        await survey_reports.keep(tx, year)
        await survey_reports.keep(tx, half)
        assert await survey_reports.latest(tx, 2) == year


async def test_a_trial_hides_no_report_that_is_handed_in(office: Office) -> None:
    half = SurveyReport(2, *SPRING, date(2026, 7, 1), True, None, "half.pdf")
    trial = SurveyReport(2, date(2026, 8, 3), date(2026, 8, 9), date(2026, 8, 10), False, None, "trial.pdf")
    async with office.database.transaction() as tx:
        await survey_reports.keep(tx, trial)
        assert await survey_reports.latest(tx, 2) == trial
        await survey_reports.keep(tx, half)
        assert await survey_reports.latest(tx, 2) == half
