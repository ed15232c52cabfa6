"""A person's rights: all that is held, and its end. No table that knows people may be forgotten."""

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import LargeBinary, Table, insert, select

from data import cube, ratings, rights, visits
from data.case_events import Kind
from data.clock import iso_week, local, seconds
from data.database import Database, Transaction
from data.held import Held
from data.raters import Rater, known
from data.tables import (
    accounts,
    case_events,
    cases,
    comments,
    conversations,
    cube_pending,
    duty_reports,
    guesses,
    metadata,
    outbox,
    raters,
    rating_topics,
    score_runs,
    skm_responses,
)
from data.tables import cube as cube_table
from data.tables import ratings as ratings_table
from data.tables import visits as visits_table
from data.visits import OnDuty
from tests.conftest import MONDAY, FakeClock
from tests.office import Office, build

ANN, BEN = b"a" * 16, b"b" * 16
WEEK, NEXT = "2026-W48", "2026-W49"
HOUR = seconds(MONDAY)

STAYS = {"accounts", "outbox"}
"""An officer's binding, and messages on their way: sealed, and deleted once they have arrived."""


@pytest.fixture
async def office(database: Database) -> Office:
    return await build(database, MONDAY)


def samples(office: Office, rater: bytes, officer_id: int) -> list[tuple[Table, dict[str, Any], str]]:
    """One row of a person in each table that knows people, and how it shows in what the person is given."""
    name = rater.decode()[0]
    desk, place = {"desk_id": office.desk_alone}, {"desk_id": office.desk_alone, "office_id": 2}
    rating, case = {"rating_id": f"rating-{name}"}, {"case_id": f"case-{name}"}
    return [
        (raters, {"rater": rater, "language": "jv"}, "'jv'"),
        (
            conversations,
            {"rater": rater, "state": "{}", "expires_at": HOUR},
            "waiting_until=datetime",
        ),
        (
            visits_table,
            {"id": f"visit-{name}", "rater": rater, **desk, "officers": json.dumps([[office.siti, "Bu Loket", "BL"]])}
            | {"services": "[]", "evidence": "duty", **rating, "opened_at": HOUR},
            "Bu Loket",
        ),
        (guesses, {"rater": rater, "wrong": 77, "since": HOUR}, "wrong_codes=77"),
        (
            ratings_table,
            {"id": f"rating-{name}", "rater": rater, **desk, "officer_id": office.siti, "face": 1, "excused": 0}
            | {"evidence": "duty", "day": "2026-11-23", "hour": 23, "week": WEEK},
            "hour=23",
        ),
        (rating_topics, {**rating, "topic": "diminta-uang"}, "diminta-uang"),
        (comments, {"id": f"comment-{name}", **rating, "text": f"komentar {name}", "masked": "{}"}, f"komentar {name}"),
        (skm_responses, {"id": f"skm-{name}", "rater": rater, **place, "started_on": "2026-03-03"}, "2026-03-03"),
        (
            cases,
            {"id": f"case-{name}", "code": f"CODE-{name}", "rater": rater, "sealed_chat": rater * 2, "language": "id"}
            | {**place, "status": "open", "opened_on": "2026-11-23", "due_on": "2026-11-30"},
            f"CODE-{name}",
        ),
        (
            case_events,
            {**case, "number": 1, "kind": "opened", "text": f"keluhan {name}", "at": HOUR},
            f"keluhan {name}",
        ),
        (duty_reports, {**desk, "day": "2026-04-04", "officer_id": office.siti, "rater": rater}, "2026-04-04"),
        (
            accounts,
            {"officer_id": officer_id, "rater": rater, "sealed_chat": b"x", "bound_at": HOUR},
            "account=Account(officer=",
        ),
        (outbox, {"lane": 1, "chat": rater, "sealed": b"x"}, ""),
    ]


async def fill(office: Office, rater: bytes, officer_id: int) -> None:
    async with office.database.transaction() as tx:
        for table, row, _ in samples(office, rater, officer_id):
            await tx.run(insert(table).values(**row))


async def held(office: Office, rater: bytes = ANN) -> Held:
    async with office.database.reading() as tx:
        people = await known(tx, [rater])
        return await rights.everything(tx, people.get(rater, Rater(rater)))


async def erase(office: Office, rater: bytes = ANN) -> None:
    async with office.database.transaction() as tx:
        await rights.erase(tx, rater, MONDAY)


async def record(office: Office) -> dict[str, list[Any]]:
    """Return every row of every table."""
    async with office.database.reading() as tx:
        return {name: [tuple(row) for row in await tx.all(select(table))] for name, table in metadata.tables.items()}


def knowing_people() -> set[str]:
    """Return the tables that hold a pseudonym, and those that hang on them by ``rating_id``, ``case_id`` and so on.

    Bytes that are not sealed are a pseudonym, but for the hash of an invitation's secret.
    """
    by_pseudonym = {
        column.table.name
        for table in metadata.tables.values()
        for column in table.c
        if isinstance(column.type, LargeBinary) and not column.name.startswith(("sealed", "secret_hash"))
    }
    owners = {f"{name.removesuffix('s')}_id" for name in by_pseudonym}
    hanging = {name for name, table in metadata.tables.items() if owners & {column.name for column in table.c}}
    return by_pseudonym | hanging


async def test_there_is_a_sample_of_every_table_that_knows_people(office: Office) -> None:
    assert {table.name for table, _, _ in samples(office, ANN, office.siti)} == knowing_people()


async def test_everything_has_a_row_of_each_table_and_nothing_of_anybody_else(office: Office) -> None:
    await fill(office, ANN, office.siti)
    await fill(office, BEN, office.eni)
    mine = repr(await held(office))
    for table, _, shown in samples(office, ANN, office.siti):
        assert shown in mine, table.name
    assert "komentar b" not in mine
    assert "keluhan b" not in mine
    assert "Nurhayati" not in mine


async def test_a_person_the_record_does_not_know_has_nothing(office: Office) -> None:
    await fill(office, BEN, office.eni)
    assert (await held(office, ANN)).nothing
    assert not (await held(office, BEN)).nothing


@pytest.mark.parametrize("number", range(12))
async def test_a_row_of_any_single_table_is_not_nothing(office: Office, number: int) -> None:
    rows = samples(office, ANN, office.siti)[:12]
    needed = {"rating_topics": 1, "comments": 2, "case_events": 1}
    name = rows[number][0].name
    async with office.database.transaction() as tx:
        for table, row, _ in rows[number - needed.get(name, 0) : number + 1]:
            await tx.run(insert(table).values(**row))
    assert not (await held(office)).nothing


async def test_erasing_leaves_no_row_that_knows_the_person(office: Office) -> None:
    await fill(office, ANN, office.siti)
    await erase(office)
    rows = await record(office)
    knowing = {name for name, table in rows.items() if any(ANN in field for row in table for field in of_bytes(row))}
    assert knowing == STAYS
    gone = knowing_people() - STAYS - {"cases", "case_events"}
    assert {name: rows[name] for name in gone} == {name: [] for name in gone}
    for words in ("komentar a", "keluhan a"):
        assert words not in repr(rows)
    assert (await held(office)).account is not None


def of_bytes(row: tuple[Any, ...]) -> list[bytes]:
    return [field for field in row if isinstance(field, bytes)]


async def test_erasing_one_person_leaves_every_other_row_as_it_is(office: Office) -> None:
    await fill(office, BEN, office.eni)
    before = await record(office)
    await fill(office, ANN, office.siti)
    await erase(office)
    after = await record(office)
    for name in knowing_people() - STAYS:
        assert set(before[name]) <= set(after[name]), name


async def test_erasing_a_stranger_or_twice_changes_nothing(office: Office) -> None:
    await fill(office, ANN, office.siti)
    await erase(office)
    before = await record(office)
    await erase(office)
    await erase(office, BEN)
    assert await record(office) == before


# What is published


async def rated(tx: Transaction, office: Office, clock: FakeClock, rater: bytes = ANN, face: int = 4) -> str:
    visit_id = await visits.begin(tx, rater, office.desk_alone, [OnDuty(office.siti, "")], [], clock())
    visit = await visits.find(tx, visit_id, rater)
    assert visit is not None
    return (await ratings.record(tx, visit, face, clock(), office.siti)).id


async def close(tx: Transaction, week: str) -> None:
    await tx.run(insert(score_runs).values(week=week, parameters="{}", finished_at=0))


async def counts(office: Office, table: Table = cube_table) -> dict[tuple[str, int], int]:
    """Return how many of each face there are by week."""
    rows = await office.rows(select(table.c.week, table.c.face, table.c.count))
    return {(week, face): count for week, face, count in rows}


async def test_the_sums_of_closed_weeks_stay_and_those_of_open_weeks_forget_the_person(
    office: Office, clock: FakeClock
) -> None:
    async with office.database.transaction() as tx:
        await rated(tx, office, clock)
        await rated(tx, office, clock, BEN)
        await cube.fold(tx)
        await close(tx, WEEK)
    clock.turn(weeks=1)
    async with office.database.transaction() as tx:
        await rated(tx, office, clock)
        await rated(tx, office, clock, BEN, face=2)
    await erase(office)
    async with office.database.transaction() as tx:
        await cube.fold(tx)
    assert await counts(office) == {(WEEK, 4): 2, (NEXT, 2): 1}
    assert [row[2] for row in await office.ratings()] == [4, 2]


async def test_a_rating_that_was_folded_is_taken_out_of_its_open_week(office: Office, clock: FakeClock) -> None:
    async with office.database.transaction() as tx:
        await rated(tx, office, clock)
        await cube.fold(tx)
    await erase(office)
    assert await counts(office, cube_pending) == {(WEEK, 4): -1}
    async with office.database.transaction() as tx:
        await cube.fold(tx)
        assert await cube.total(tx) == 0


async def test_an_excused_rating_is_taken_from_the_desk_and_not_from_the_officer(
    office: Office, clock: FakeClock
) -> None:
    async with office.database.transaction() as tx:
        visit_id = await visits.begin(tx, ANN, office.desk_alone, [OnDuty(office.siti, "")], [], clock())
        for change in ("face", "topic"):
            visit = await visits.find(tx, visit_id, ANN)
            assert visit is not None
            if change == "face":
                await ratings.record(tx, visit, 1, clock(), office.siti)
            else:
                await ratings.toggle_topic(tx, visit, "sistem", clock())
    await erase(office)
    rows = await office.rows(select(cube_pending.c.officer_id, cube_pending.c.count))
    assert {row[1] for row in rows} == {0}


async def test_a_rating_changed_after_its_week_was_closed_leaves_its_correction_whole(
    office: Office, clock: FakeClock
) -> None:
    clock.turn(days=6)
    assert iso_week(local(clock(), "Asia/Jakarta").date()) == WEEK
    async with office.database.transaction() as tx:
        visit_id = await visits.begin(tx, ANN, office.desk_alone, [OnDuty(office.siti, "")], [], clock())
        visit = await visits.find(tx, visit_id, ANN)
        assert visit is not None
        await ratings.record(tx, visit, 4, clock(), office.siti)
        await cube.fold(tx)
        await close(tx, WEEK)
    clock.turn(days=1)
    async with office.database.transaction() as tx:
        visit = await visits.find(tx, visit_id, ANN)
        assert visit is not None
        await ratings.record(tx, visit, 1, clock(), office.siti)
    await erase(office)
    async with office.database.transaction() as tx:
        await cube.fold(tx)
    assert await counts(office) == {(WEEK, 4): 1, (NEXT, 4): -1}


# Cases


async def case_with(office: Office, status: str) -> None:
    [(_, row, _)] = [each for each in samples(office, ANN, office.siti) if each[0] is cases]
    said = [("opened", None, "keluhan"), ("answered", office.lurah, "jawaban"), ("added", None, "lagi")]
    async with office.database.transaction() as tx:
        await tx.run(insert(cases).values(**{**row, "status": status, "closed_on": None}))
        for number, (kind, officer_id, text) in enumerate(said, start=1):
            values = {"case_id": row["id"], "number": number, "kind": kind, "at": HOUR, "masked": "{}"}
            await tx.run(insert(case_events).values(**values, officer_id=officer_id, text=text))


@pytest.mark.parametrize("status", ["open", "answered", "closed", "withdrawn"])
async def test_a_case_forgets_the_citizen_and_their_words_and_one_under_way_is_withdrawn(
    office: Office, status: str
) -> None:
    await case_with(office, status)
    async with office.database.transaction() as tx:
        await rights.erase(tx, ANN, MONDAY + timedelta(minutes=25))
    under_way = status in ("open", "answered")
    [kept] = await office.rows(select(cases.c.status, cases.c.rater, cases.c.sealed_chat, cases.c.closed_on))
    assert tuple(kept[:3]) == ("withdrawn" if under_way else status, None, None)
    assert kept[3] == ("2026-11-23" if under_way else None)
    events = await office.rows(
        select(case_events.c.kind, case_events.c.text, case_events.c.masked).order_by(case_events.c.number)
    )
    assert [tuple(event) for event in events[:3]] == [
        ("opened", None, None),
        ("answered", "jawaban", "{}"),
        ("added", None, None),
    ]
    assert [event[0] for event in events[3:]] == ([Kind.WITHDRAWN] if under_way else [])


async def test_the_moment_of_a_withdrawal_is_kept_to_the_hour(office: Office) -> None:
    await case_with(office, "open")
    async with office.database.transaction() as tx:
        await rights.erase(tx, ANN, MONDAY + timedelta(minutes=25))
    assert await office.rows(select(case_events.c.at).where(case_events.c.kind == "withdrawn")) == [(HOUR,)]
