"""What is due when, and that it is done once."""

import asyncio
import subprocess
import sys
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import structlog
from sqlalchemy import func, select

from aggregator import edition
from aggregator.schedule import WEEK_JOB, Schedule, due, run_at
from aggregator.settings import AggregatorSettings
from data import conversations, duty_reports, guesses, invites, jobs, scores, updates, visits
from data.keys import Keys
from data.outbox import Outbox
from data.tables import conversations as conversation_table
from data.tables import duty_reports as duty_report_table
from data.tables import guesses as guess_table
from data.tables import invites as invite_table
from data.tables import seen_updates
from data.tables import visits as visit_table
from tests.aggregator.conftest import WEEK, Street, mixed
from tests.conftest import FakeClock
from tests.office import Office

JAKARTA = AggregatorSettings(charts_folder=Path("charts"))
ON_ONE_DATABASE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def weeks(*numbers: str) -> set[tuple[str, str]]:
    return {(WEEK_JOB, number) for number in numbers}


def at(text: str, zone: str = "Asia/Jakarta") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


@pytest.mark.parametrize(
    ("now", "ran", "first", "expected"),
    [
        pytest.param("2026-11-23T05:59:59", (), "2026-W47", [], id="a second before six"),
        pytest.param("2026-11-23T06:00:00", (), "2026-W47", ["2026-W47"], id="six on Monday"),
        pytest.param("2026-11-23T06:00:00", ("2026-W47",), "2026-W40", [], id="done already"),
        pytest.param("2026-11-29T23:59:00", ("2026-W47",), "2026-W40", [], id="all week long"),
        pytest.param("2026-11-30T06:00:00", ("2026-W46", "2026-W47"), "2026-W40", ["2026-W48"], id="the next Monday"),
        pytest.param(
            "2026-12-09T10:00:00", ("2026-W46",), "2026-W40", ["2026-W47", "2026-W48", "2026-W49"], id="missed"
        ),
        pytest.param("2026-12-09T10:00:00", (), "2026-W48", ["2026-W48", "2026-W49"], id="never ran"),
        pytest.param("2026-12-09T10:00:00", (), None, [], id="nothing was ever rated"),
        pytest.param("2026-12-09T10:00:00", (), "2026-W50", [], id="first ratings this week"),
        pytest.param("2027-01-04T06:00:00", ("2026-W52",), "2026-W40", ["2026-W53"], id="53rd week"),
        pytest.param("2027-01-11T06:00:00", ("2026-W52",), "2026-W40", ["2026-W53", "2027-W01"], id="over the year"),
        pytest.param("2026-11-01T06:00:00", ("2026-W47",), "2026-W40", [], id="the clock was set back"),
    ],
)
def test_what_is_due(now: str, ran: tuple[str, ...], first: str | None, expected: list[str]) -> None:
    assert due(at(now), JAKARTA, weeks(*ran), first) == [(WEEK_JOB, week) for week in expected]


@pytest.mark.parametrize(
    ("zone", "utc"),
    [
        ("Asia/Jakarta", "2026-11-22T23:00"),
        ("Asia/Makassar", "2026-11-22T22:00"),
        ("Asia/Jayapura", "2026-11-22T21:00"),
        ("America/Los_Angeles", "2026-11-23T14:00"),
    ],
)
def test_six_is_six_by_the_offices_clock(zone: str, utc: str) -> None:
    settings = AggregatorSettings(Path("charts"), time_zone=zone)
    moment = datetime.fromisoformat(utc).replace(tzinfo=UTC)
    assert run_at(WEEK, settings) == moment
    assert due(moment - timedelta(seconds=1), settings, (), WEEK) == []
    assert due(moment, settings, (), WEEK) == [(WEEK_JOB, WEEK)]


def test_day_and_hour_can_be_set() -> None:
    settings = AggregatorSettings(Path("charts"), digest_weekday=2, digest_time=time(7, 30))
    assert run_at(WEEK, settings) == at("2026-11-24T07:30")


def test_other_jobs_say_nothing_about_the_week() -> None:
    assert due(at("2026-11-23T06:00:00"), JAKARTA, {("other", WEEK)}, WEEK) == [(WEEK_JOB, WEEK)]


@pytest.fixture
def schedule(office: Office, settings: AggregatorSettings, outbox: Outbox, keys: Keys, clock: FakeClock) -> Schedule:
    return Schedule(office.database, settings, outbox, keys, clock)


async def test_a_monday_is_done_once(
    office: Office, street: Street, schedule: Schedule, outbox: Outbox, clock: FakeClock
) -> None:
    await street.rate(office.siti, mixed(30))
    await street.bind(office.siti, 7001)
    clock.now = at("2026-11-23T05:59:00")
    assert await schedule.run_due() == []
    assert await street.queued(outbox) == []
    clock.turn(minutes=1)
    assert await schedule.run_due() == [(WEEK_JOB, WEEK)]
    assert len(await street.queued(outbox)) == 1
    for _ in range(3):
        clock.turn(hours=3)
        assert await schedule.run_due() == []
    assert len(await street.queued(outbox)) == 1


async def test_missed_mondays_are_caught_up_but_only_the_newest_is_told(
    office: Office, street: Street, schedule: Schedule, outbox: Outbox, clock: FakeClock, settings: AggregatorSettings
) -> None:
    for week in ("2026-W47", "2026-W48", "2026-W49"):
        await street.rate(office.siti, mixed(20), week=week)
    await street.bind(office.siti, 7001)
    clock.now = at("2026-12-10T11:00:00")
    assert await schedule.run_due() == [(WEEK_JOB, f"2026-W{number}") for number in (47, 48, 49)]
    async with office.database.reading() as tx:
        history = await scores.history(tx, office.siti)
    assert [(each.week, each.published.n_band) for each in history] == [
        ("2026-W47", "20–49"),
        ("2026-W48", "20–49"),
        ("2026-W49", "50–99"),
    ]
    messages = await street.queued(outbox)
    assert [message.files["photo"] for message in messages] == [
        str(settings.charts_folder / "2026-W49" / f"{office.siti}.png")
    ]
    assert [path.name for path in settings.charts_folder.iterdir()] == ["2026-W49"]


@ON_ONE_DATABASE
async def test_a_catching_up_that_broke_off_goes_on_where_it_was(
    office: Office,
    street: Street,
    schedule: Schedule,
    outbox: Outbox,
    clock: FakeClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for week in ("2026-W47", "2026-W48"):
        await street.rate(office.siti, mixed(20), week=week)
    await street.bind(office.siti, 7001)
    clock.now = at("2026-12-03T11:00:00")
    with monkeypatch.context() as patch:
        patch.setattr(edition, "draw", None)
        with pytest.raises(TypeError):
            await schedule.run_due()
    async with office.database.reading() as tx:
        assert await jobs.ran(tx) == weeks("2026-W47")
        assert await scores.latest_week(tx) == "2026-W48"
    assert await schedule.run_due() == [(WEEK_JOB, "2026-W48")]
    assert len(await street.queued(outbox)) == 1


@ON_ONE_DATABASE
async def test_asked_at_the_same_time_it_runs_once(
    office: Office, street: Street, schedule: Schedule, outbox: Outbox, clock: FakeClock
) -> None:
    await street.rate(office.siti, mixed(30))
    await street.bind(office.siti, 7001)
    assert sorted(await asyncio.gather(*(schedule.run_due() for _ in range(5)))) == [[]] * 4 + [[(WEEK_JOB, WEEK)]]
    assert len(await street.queued(outbox)) == 1


async def test_once_a_day_what_is_needed_no_longer_is_cleared_away(
    office: Office, schedule: Schedule, clock: FakeClock
) -> None:
    tables = (seen_updates, visit_table, conversation_table, guess_table, invite_table)
    person = b"p" * 16
    async with office.database.transaction() as tx:
        await updates.mark_seen(tx, [1, 2], clock())
        await visits.begin(tx, person, office.desk_alone, [], [], clock())
        await conversations.put(tx, person, {"invite": 1}, clock(), timedelta(hours=1))
        await guesses.count_wrong(tx, person, clock())
        await invites.create(tx, office.siti, clock())

    async def left() -> list[int]:
        return [(await office.rows(select(func.count()).select_from(table)))[0][0] for table in tables]

    await schedule.run_due()
    assert await left() == [2, 1, 1, 1, 1]
    clock.turn(hours=3)
    await schedule.run_due()
    assert await left() == [2, 1, 1, 1, 1]  # the same day: not yet
    clock.turn(days=1)
    await schedule.run_due()
    assert await left() == [2, 1, 0, 0, 1]
    clock.turn(days=1)
    await schedule.run_due()
    assert await left() == [0, 0, 0, 0, 1]
    clock.turn(days=14)
    await schedule.run_due()
    assert await left() == [0, 0, 0, 0, 0]


async def until(happens: asyncio.Event) -> None:
    async with asyncio.timeout(10):
        await happens.wait()


class Watched(Schedule):
    """Says when it has run."""

    def __init__(self, *given: object) -> None:
        super().__init__(*given)  # type: ignore[arg-type]
        self.ran = asyncio.Event()
        self.runs = 0

    async def run_due(self) -> list[tuple[str, str]]:
        self.runs += 1
        try:
            return await super().run_due()
        finally:
            self.ran.set()


@ON_ONE_DATABASE
async def test_running_it_catches_up_at_start_and_stops_when_told(
    office: Office, street: Street, settings: AggregatorSettings, outbox: Outbox, keys: Keys, clock: FakeClock
) -> None:
    await street.rate(office.siti, mixed(30))
    await street.bind(office.siti, 7001)
    schedule, stop = Watched(office.database, settings, outbox, keys, clock), asyncio.Event()
    running = asyncio.create_task(schedule.run(stop))
    await until(schedule.ran)
    assert len(await street.queued(outbox)) == 1
    stop.set()
    async with asyncio.timeout(10):
        await running
    assert schedule.runs == 1


@ON_ONE_DATABASE
async def test_a_stop_in_the_middle_of_a_run_is_heard(
    office: Office,
    street: Street,
    settings: AggregatorSettings,
    outbox: Outbox,
    keys: Keys,
    clock: FakeClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await street.rate(office.siti, mixed(30))
    await street.bind(office.siti, 7001)
    drawing = asyncio.Event()

    async def endless(*_: object) -> None:
        drawing.set()
        await asyncio.Event().wait()

    schedule, stop = Schedule(office.database, settings, outbox, keys, clock), asyncio.Event()
    with monkeypatch.context() as patch:
        patch.setattr(edition, "draw", endless)
        running = asyncio.create_task(schedule.run(stop))
        await until(drawing)
        stop.set()
        async with asyncio.timeout(10):
            await running
    assert await street.queued(outbox) == []
    await Schedule(office.database, settings, outbox, keys, clock).run_due()
    assert len(await street.queued(outbox)) == 1


@ON_ONE_DATABASE
async def test_a_run_that_fails_is_told_in_the_log_and_tried_again(
    office: Office,
    street: Street,
    settings: AggregatorSettings,
    outbox: Outbox,
    keys: Keys,
    clock: FakeClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from aggregator import schedule as module

    await street.rate(office.siti, mixed(30))
    await street.bind(office.siti, 7001)
    monkeypatch.setattr(module, "WAKE_EVERY", timedelta(seconds=1))
    schedule, stop = Watched(office.database, settings, outbox, keys, clock), asyncio.Event()
    with structlog.testing.capture_logs() as logs:
        with monkeypatch.context() as patch:
            patch.setattr(edition, "draw", None)
            running = asyncio.create_task(schedule.run(stop))
            await until(schedule.ran)
        assert [(each["event"], each.get("error")) for each in logs] == [("schedule_failed", "TypeError")]
        schedule.ran.clear()
        await until(schedule.ran)
    assert len(await street.queued(outbox)) == 1
    stop.set()
    await running


async def test_after_a_month_what_people_said_of_the_plan_of_duties_is_cleared_away(
    office: Office, schedule: Schedule, clock: FakeClock
) -> None:
    async with office.database.transaction() as tx:
        await duty_reports.report(tx, b"p" * 16, office.desk_alone, office.siti, "2026-11-23")
    left = select(func.count()).select_from(duty_report_table)
    for days, reports in ((30, 1), (1, 0)):
        clock.turn(days=days)
        await schedule.run_due()
        assert await office.rows(left) == [(reports,)]


def test_the_schedule_is_loaded_without_what_counts_and_draws() -> None:
    code = "import sys, aggregator.schedule; print(*{'numpy', 'matplotlib', 'apscheduler'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == ""
