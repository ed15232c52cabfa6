"""Reports made from the record, when they are due."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import structlog

from aggregator.schedule import Schedule
from aggregator.settings import AggregatorSettings, ReportSettings
from aggregator.survey.gathering import ReportError, Wanted, drawn, gather, keep, make_due
from aggregator.survey.period import Period
from data import follow_up_plans, offices, survey_reports
from data.database import Database
from data.follow_up_plans import Measure, Plan
from data.keys import Keys
from data.outbox import Outbox
from tests.conftest import FakeClock
from tests.office import Office, build
from tests.survey import GOOD, comment, respond

SPRING = Period(date(2026, 1, 1), date(2026, 6, 30))
AUTUMN = Period(date(2026, 7, 1), date(2026, 12, 31))
NEW_YEAR = date(2027, 1, 1)
MIDNIGHT = datetime(2026, 12, 31, 17, tzinfo=UTC)
"""In Jakarta."""
FLOOR = 10


@pytest.fixture
async def office(database: Database, clock: FakeClock) -> Office:
    return await build(database, clock())


@pytest.fixture
def stationery(tmp_path: Path) -> ReportSettings:
    return ReportSettings(tmp_path / "reports", place="Serang")


async def wanted(office: Office, code: str = "kec", period: Period = AUTUMN) -> Wanted:
    async with office.database.reading() as tx:
        found = await offices.by_code(tx, code)
    assert found is not None
    return Wanted(found, period, NEW_YEAR)


async def test_a_district_reports_its_villages_and_who_signs(office: Office, stationery: ReportSettings) -> None:
    await respond(office, [GOOD] * 12, desk=office.desk_alone)
    await respond(office, [(4,) * 9] * 12, desk=office.desk_two)
    async with office.database.reading() as tx:
        district = await gather(tx, await wanted(office), stationery, FLOOR)
        village = await gather(tx, await wanted(office, "ban"), stationery, FLOOR)
    assert [(each.name, each.responses) for each in district.units] == [
        ("Kecamatan Kasemen", 12),
        ("Kelurahan Banten", 12),
    ]
    assert (district.letterhead.lines, district.letterhead.signer) == ((), "Drs. H. Rohmat, M.Si.")
    assert (village.tally.responses, village.letterhead.lines) == (12, ("Kecamatan Kasemen",))
    assert (village.letterhead.signer_position, village.letterhead.place) == ("Lurah", "Serang")


async def test_what_was_planned_before_and_earlier_periods_come_along(
    office: Office, stationery: ReportSettings
) -> None:
    await respond(office, [GOOD] * 10, day="2026-03-02")
    await respond(office, [GOOD] * 10)
    measure = Measure("waktu", "Loket kedua", "2026-4", "Lurah", date(2026, 10, 5))
    async with office.database.transaction() as tx:
        await follow_up_plans.replace(tx, 2, Plan(SPRING.first, SPRING.last, [measure]))
        report = await gather(tx, await wanted(office, "ban"), stationery, FLOOR)
    assert (report.earlier_period, list(report.earlier_plan), report.realised) == (SPRING, [measure], (1, 1))
    assert [each.period for each in report.past] == [SPRING]
    assert report.plan == []


async def test_suggestions_are_quoted_when_enough_people_wrote(office: Office, stationery: ReportSettings) -> None:
    for number in range(9):
        await comment(office, f"Saran {number}", bytes([number]) * 16)
    async with office.database.reading() as tx:
        assert (await gather(tx, await wanted(office), stationery, FLOOR)).suggestions == []
    await comment(office, "Saran 9", b"z" * 16)
    async with office.database.reading() as tx:
        report = await gather(tx, await wanted(office), stationery, FLOOR)
    assert sorted(report.suggestions) == [f"Saran {number}" for number in range(10)]


async def test_each_office_has_its_report_once_the_period_is_over(office: Office, stationery: ReportSettings) -> None:
    await respond(office, [GOOD] * 12)
    assert await make_due(office.database, stationery, FLOOR, MIDNIGHT - timedelta(seconds=1)) == 0
    assert await make_due(office.database, stationery, FLOOR, MIDNIGHT) == 2
    assert await make_due(office.database, stationery, FLOOR, MIDNIGHT) == 0
    assert sorted(file.name for file in stationery.folder.iterdir()) == [
        "skm-1-kec-2026-07-01-2026-12-31.pdf",
        "skm-2-ban-2026-07-01-2026-12-31.pdf",
    ]
    async with office.database.reading() as tx:
        kept = await survey_reports.latest(tx, 2)
    assert kept is not None
    assert (kept.first, kept.last, kept.made_on) == (AUTUMN.first, AUTUMN.last, NEW_YEAR)


async def test_a_run_that_ended_half_way_makes_only_what_is_missing(office: Office, stationery: ReportSettings) -> None:
    await respond(office, [GOOD] * 12)
    village = await wanted(office, "ban")
    async with office.database.reading() as tx:
        report = await gather(tx, village, stationery, FLOOR)
    kept = await keep(office.database, village, report, drawn(report), stationery.folder)
    before = kept.stat().st_mtime_ns
    assert await make_due(office.database, stationery, FLOOR, MIDNIGHT) == 1
    assert kept.stat().st_mtime_ns == before


async def test_nothing_is_due_before_anybody_has_answered(office: Office, stationery: ReportSettings) -> None:
    assert await make_due(office.database, stationery, FLOOR, MIDNIGHT) == 0
    await respond(office, [GOOD], day="2027-01-01")
    assert await make_due(office.database, stationery, FLOOR, MIDNIGHT) == 0


async def test_a_period_that_is_not_over_is_refused(office: Office, stationery: ReportSettings) -> None:
    later = Period(date(2027, 1, 1), date(2027, 6, 30))
    async with office.database.reading() as tx:
        with pytest.raises(ReportError, match="is not over"):
            await gather(tx, await wanted(office, period=later), stationery, FLOOR)


async def test_today_is_not_over(office: Office, stationery: ReportSettings) -> None:
    today = replace(await wanted(office), made_on=AUTUMN.last)
    async with office.database.reading() as tx:
        with pytest.raises(ReportError, match="2026-12-31 is not over: report days before 2026-12-31"):
            await gather(tx, today, stationery, FLOOR)


async def test_two_trials_that_differ_by_a_few_people_are_not_both_made(
    office: Office, stationery: ReportSettings
) -> None:
    await respond(office, [GOOD] * 12)
    await respond(office, [(1,) * 9], day="2026-08-10")
    trial = await wanted(office, "ban", Period(date(2026, 8, 1), date(2026, 8, 9)))
    async with office.database.reading() as tx:
        report = await gather(tx, trial, stationery, FLOOR)
    await keep(office.database, trial, report, drawn(report), stationery.folder)
    async with office.database.reading() as tx:
        await gather(tx, trial, stationery, FLOOR)
        with pytest.raises(ReportError, match="differs from this by 1 people"):
            await gather(tx, replace(trial, period=Period(date(2026, 8, 1), date(2026, 8, 10))), stationery, FLOOR)
        await gather(tx, replace(trial, period=Period(date(2026, 8, 10), date(2026, 8, 11))), stationery, FLOOR)
        await gather(tx, replace(trial, period=AUTUMN), stationery, FLOOR)


async def test_fewer_users_than_answers_cannot_be(office: Office, stationery: ReportSettings) -> None:
    await respond(office, [GOOD] * 12)
    async with office.database.reading() as tx:
        with pytest.raises(ReportError, match="11 users are fewer than the 12 who answered"):
            await gather(tx, replace(await wanted(office), users=11), stationery, FLOOR)


async def test_officers_are_not_named_in_quotes(office: Office, stationery: ReportSettings) -> None:
    for number in range(10):
        await comment(office, f"Saran {number}", bytes([number]) * 16)
    await comment(office, "Bu Rohmah judes", b"z" * 16)
    async with office.database.reading() as tx:
        report = await gather(tx, await wanted(office), stationery, FLOOR)
    assert not any("Rohmah" in each for each in report.suggestions)


async def test_one_broken_logo_is_logged_and_stops_nothing_else(
    office: Office, stationery: ReportSettings, tmp_path: Path
) -> None:
    await respond(office, [GOOD] * 12)
    (tmp_path / "logo.png").write_bytes(b"no picture")
    with structlog.testing.capture_logs() as logged:
        assert await make_due(office.database, replace(stationery, logo=tmp_path / "logo.png"), FLOOR, MIDNIGHT) == 0
    assert [(each["event"], each["office"]) for each in logged] == [
        ("survey_report_failed", "kec"),
        ("survey_report_failed", "ban"),
    ]
    assert await make_due(office.database, stationery, FLOOR, MIDNIGHT) == 2


async def test_the_day_of_the_first_report_counts_for_how_quickly_it_was_followed(
    office: Office, stationery: ReportSettings
) -> None:
    await respond(office, [GOOD] * 10, day="2026-03-02")
    await respond(office, [GOOD] * 10)
    async with office.database.transaction() as tx:
        await follow_up_plans.replace(
            tx, 2, Plan(SPRING.first, SPRING.last, [Measure("waktu", "Loket kedua", "2026-4", "Lurah")])
        )
    for made_on in (date(2026, 7, 3), date(2026, 11, 30)):
        spring = replace(await wanted(office, "ban", SPRING), made_on=made_on)
        async with office.database.reading() as tx:
            report = await gather(tx, spring, stationery, FLOOR)
        await keep(office.database, spring, report, drawn(report), stationery.folder)
    async with office.database.reading() as tx:
        autumn = await gather(tx, await wanted(office, "ban"), stationery, FLOOR)
    assert autumn.earlier_report_on == date(2026, 7, 3)


async def test_a_logo_that_is_gone_is_one_line(office: Office, stationery: ReportSettings, tmp_path: Path) -> None:
    async with office.database.reading() as tx:
        with pytest.raises(ReportError, match=r"The logo .* cannot be read: No such file"):
            await gather(tx, await wanted(office), replace(stationery, logo=tmp_path / "none.png"), FLOOR)


async def test_the_schedule_makes_them_on_the_first_day_after(
    office: Office, stationery: ReportSettings, keys: Keys, clock: FakeClock, tmp_path: Path
) -> None:
    await respond(office, [GOOD] * 12)
    settings = AggregatorSettings(tmp_path / "charts", reports=stationery)
    schedule = Schedule(office.database, settings, Outbox(keys), keys, clock)
    clock.now = datetime(2026, 12, 31, 16, 59, tzinfo=UTC)  # a minute before midnight in Jakarta
    await schedule.run_due()
    assert not stationery.folder.exists()
    clock.turn(minutes=1)
    await schedule.run_due()
    assert len(list(stationery.folder.iterdir())) == 2
