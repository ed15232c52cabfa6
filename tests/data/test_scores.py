"""Scores as they are kept and read."""

import json

import pytest
from sqlalchemy import select

from data import digests, jobs, scores
from data.clock import week_shift
from data.database import Database
from data.digests import Digest
from data.scores import Member, NamedShare, OfficeCoverage, Published, Score
from data.tables import offices, score_runs
from data.tables import scores as score_table
from tests.conftest import MONDAY
from tests.office import Office, build

WEEK = "2026-W47"
FIGURE = Published(
    *("official", None, 0, 88, 80, 97, 0.75, "50–99", WEEK, "up"),
    parts={"mean": 85.0, "apart": 0.0},
    standing="above",
)
FEW = Published("none", "too_few", 4)


@pytest.fixture
async def office(database: Database) -> Office:
    return await build(database, MONDAY)


async def keep(database: Database, week: str, shown: dict[int, Published], shares: tuple[NamedShare, ...] = ()) -> None:
    async with database.transaction() as tx:
        assert await scores.begin(tx, week, MONDAY)
        snapshots = [Score(week, officer, published) for officer, published in shown.items()]
        await scores.store(tx, week, snapshots, shares, {"district_mean": 3.5})


async def test_a_figure_comes_back_as_it_was_published(office: Office) -> None:
    await keep(office.database, WEEK, {office.siti: FIGURE, office.eni: FEW})
    async with office.database.reading() as tx:
        assert await scores.latest_week(tx) == WEEK
        assert await scores.latest(tx, office.siti) == Score(WEEK, office.siti, FIGURE)
        assert await scores.latest(tx, office.eni) == Score(WEEK, office.eni, FEW)
        assert await scores.latest(tx, office.head) is None


async def test_nothing_that_was_shown_is_lost_in_keeping_it(office: Office) -> None:
    for week, shown in enumerate(range(25, 101)):
        figure = Published("official", None, 0, shown, 25, 100, 0.75, "50–99", WEEK)
        await keep(office.database, week_shift(WEEK, week), {office.siti: figure})
    async with office.database.reading() as tx:
        history = await scores.history(tx, office.siti, 76)
    assert [each.published.points for each in history] == list(range(25, 101))


async def test_the_database_holds_points_from_1_to_4(office: Office) -> None:
    await keep(office.database, WEEK, {office.siti: FIGURE})
    columns = (score_table.c.points, score_table.c.low, score_table.c.high)
    assert [tuple(row) for row in await office.rows(select(*columns))] == [(3.52, 3.2, 3.88)]


async def test_before_the_first_week_there_is_nothing(office: Office) -> None:
    async with office.database.reading() as tx:
        assert await scores.latest_week(tx) is None
        assert await scores.history(tx, office.siti) == []
        assert await scores.shares(tx, WEEK) == {}
        assert await digests.latest(tx, office.siti) is None
        assert [each.published for each in await scores.team(tx, office.lurah, WEEK)] == [None, None]


async def test_a_week_is_begun_once(office: Office) -> None:
    await keep(office.database, WEEK, {office.siti: FIGURE})
    async with office.database.transaction() as tx:
        assert not await scores.begin(tx, WEEK, MONDAY)
        await scores.store(tx, WEEK, [Score(WEEK, office.siti, FEW)], (), {"month": "another"})
    async with office.database.reading() as tx:
        assert await scores.latest(tx, office.siti) == Score(WEEK, office.siti, FIGURE)
        assert await scores.parameters(tx) == {"district_mean": 3.5}


async def test_a_week_that_was_only_begun_is_not_the_latest(office: Office) -> None:
    await keep(office.database, WEEK, {office.siti: FIGURE})
    following = week_shift(WEEK, 1)
    async with office.database.transaction() as tx:
        assert await scores.begin(tx, following, MONDAY)
        assert await scores.latest_week(tx) == WEEK
        assert await scores.is_stored(tx, WEEK)
        assert not await scores.is_stored(tx, following)


async def test_the_history_is_the_last_weeks_oldest_first_over_the_turn_of_the_year(office: Office) -> None:
    weeks = [week_shift("2026-W47", number) for number in range(10)]
    assert weeks[6:8] == ["2026-W53", "2027-W01"]
    for number, week in enumerate(weeks):
        await keep(office.database, week, {office.siti: FEW, office.eni: Published("none", "too_few", 1 + number % 9)})
    async with office.database.reading() as tx:
        assert [each.week for each in await scores.history(tx, office.siti, 4)] == weeks[-4:]
        assert [each.week for each in await scores.history(tx, office.siti)] == weeks
        found = await scores.histories(tx, weeks[5], weeks[7])
    assert found.keys() == {office.siti, office.eni}
    assert [each.week for each in found[office.siti]] == weeks[5:8]
    assert [each.published.missing for each in found[office.eni]] == [6, 7, 8]


async def test_a_team_is_everybody_below_by_office_and_name(office: Office) -> None:
    await keep(office.database, "2026-W46", {office.siti: FEW, office.eni: FIGURE})
    await keep(office.database, WEEK, {office.siti: FIGURE, office.lurah: FEW, office.head: FEW})
    async with office.database.reading() as tx:
        team = await scores.team(tx, office.head, WEEK)
        village = await scores.team(tx, office.lurah, WEEK)
        assert await scores.team(tx, office.siti, WEEK) == []
    assert [member.name for member in team] == [
        "Ahmad Jubaedi",
        "Nurhayati",
        "Eni Nuraeni, S.IP.",
        "Iwan Setiawan",
        "Siti Rohmah, S.Sos.",
    ]
    assert team[-1] == Member(office.siti, "Siti Rohmah, S.Sos.", team[-1].office_id, "Kelurahan Banten", FIGURE)
    assert [member.published for member in team[:4]] == [None, None, FEW, None]
    assert village == team[3:]


async def test_a_superior_sees_the_coverage_of_the_offices_of_the_team(office: Office) -> None:
    district, village = [row[0] for row in await office.rows(select(offices.c.id).order_by(offices.c.id))]
    shares = (NamedShare(village, 75, "20–49"), NamedShare(district, None, ""))
    await keep(office.database, WEEK, {}, shares)
    async with office.database.reading() as tx:
        of_village = OfficeCoverage(village, "Kelurahan Banten", 75, "20–49")
        assert await scores.coverage(tx, office.lurah, WEEK) == [of_village]
        assert await scores.coverage(tx, office.head, WEEK) == [
            OfficeCoverage(district, "Kecamatan Kasemen", None, ""),
            of_village,
        ]
        assert await scores.coverage(tx, office.siti, WEEK) == []
        assert await scores.coverage(tx, office.head, "2026-W46") == []
        assert await scores.shares(tx, WEEK) == {share.office_id: share for share in shares}


async def test_what_a_week_rests_on_is_kept_beside_it(office: Office) -> None:
    await keep(office.database, WEEK, {})
    (row,) = await office.rows(select(score_runs.c.parameters))
    assert json.loads(row[0]) == {"district_mean": 3.5}


async def test_the_last_digest_is_the_one_read(office: Office) -> None:
    async with office.database.transaction() as tx:
        await digests.store(tx, [Digest("2026-W46", office.siti, "older", None)])
        await digests.store(tx, [Digest(WEEK, office.siti, "first", None), Digest(WEEK, office.eni, "Eni's", None)])
        await digests.store(tx, [Digest(WEEK, office.siti, "<b>newer</b>", f"{WEEK}/1.png")])
        assert await digests.latest(tx, office.siti) == Digest(WEEK, office.siti, "<b>newer</b>", f"{WEEK}/1.png")


async def test_a_job_is_finished_once(office: Office) -> None:
    async with office.database.transaction() as tx:
        assert await jobs.finish(tx, "week", WEEK, MONDAY)
        assert not await jobs.finish(tx, "week", WEEK, MONDAY)
        assert await jobs.finish(tx, "other", WEEK, MONDAY)
        assert await jobs.ran(tx) == {("week", WEEK), ("other", WEEK)}
