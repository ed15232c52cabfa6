"""Who handles a complaint, who sees it, and what may happen in it."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from data import case_events, cases, concerns, handlers, receipts
from data.case_events import Kind
from data.cases import Case, Status
from data.database import Database, _sqlite_text
from data.keys import Keys
from data.posters import normalise_code
from data.tables import case_events as event_table
from data.tables import cases as case_table
from data.tables import officers, offices
from tests.complaints import CITIZEN, complaint
from tests.conftest import FakeClock
from tests.office import Office, build

BRIBE = "Saya diminta uang rokok."


@pytest.fixture
async def office(database: Database, clock: FakeClock) -> Office:
    return await build(database, clock())


async def move(office: Office, officer_id: int, **values: Any) -> None:
    async with office.database.transaction() as tx:
        await tx.run(update(officers).where(officers.c.id == officer_id).values(**values))


async def seen(office: Office, officer_id: int) -> list[str]:
    async with office.database.reading() as tx:
        return [case.code for case in await cases.living_seen_by(tx, officer_id)]


async def test_a_case_about_an_officer_goes_to_their_superior(office: Office, keys: Keys, clock: FakeClock) -> None:
    case = await complaint(office, keys, clock(), about=office.siti)
    assert (case.officer_id, case.handler_id, case.concern) == (office.siti, office.lurah, None)
    assert (case.opened_on, case.due_on) == (date(2026, 11, 23), date(2026, 11, 30))
    for who, sees in ((office.lurah, True), (office.head, True), (office.siti, False), (office.rohmat, False)):
        assert await seen(office, who) == ([case.code] if sees else [])


async def test_a_head_who_was_on_duty_does_not_handle_what_may_be_about_them(
    office: Office,
) -> None:
    async with office.database.transaction() as tx:
        assert await handlers.first(tx, office_id=2, accused_id=None, concern=None) == office.lurah
        on_duty = [office.lurah, office.siti]
        assert await handlers.first(tx, office_id=2, accused_id=None, concern=None, on_duty=on_duty) == office.head


async def test_a_case_about_a_desk_goes_to_the_head_of_its_office(office: Office, keys: Keys, clock: FakeClock) -> None:
    village = await complaint(office, keys, clock(), desk=office.desk_nobody)
    district = await complaint(office, keys, clock(), desk=office.desk_two, user_id=2)
    assert (village.officer_id, village.handler_id) == (None, office.lurah)
    assert (district.officer_id, district.handler_id) == (None, office.head)


async def test_where_several_could_be_the_head_it_is_the_one_with_people(
    office: Office, keys: Keys, clock: FakeClock
) -> None:
    await move(office, office.lurah, code="z")
    async with office.database.transaction() as tx:
        await tx.run(update(officers).where(officers.c.id == office.siti).values(superior_id=None))
    case = await complaint(office, keys, clock(), desk=office.desk_nobody)
    assert case.handler_id == office.lurah


async def test_with_a_concern_it_goes_one_step_higher_where_there_is_one(
    office: Office, keys: Keys, clock: FakeClock
) -> None:
    case = await complaint(office, keys, clock(), about=office.siti, text=BRIBE)
    assert (case.concern, case.handler_id) == ("pungli", office.head)
    assert await seen(office, office.lurah) == []
    desk = await complaint(office, keys, clock(), desk=office.desk_nobody, text=BRIBE, user_id=2)
    assert desk.handler_id == office.head
    top = await complaint(office, keys, clock(), about=office.rohmat, desk=office.desk_two, text=BRIBE, user_id=3)
    assert top.handler_id == office.head


async def test_above_the_head_of_an_office_stands_the_head_of_the_parent_office(
    office: Office, keys: Keys, clock: FakeClock
) -> None:
    await move(office, office.lurah, superior_id=None)
    case = await complaint(office, keys, clock(), about=office.lurah)
    assert case.handler_id == office.head
    assert await seen(office, office.lurah) == []


async def test_above_the_very_top_stands_nobody(office: Office, keys: Keys, clock: FakeClock) -> None:
    case = await complaint(office, keys, clock(), about=office.head, desk=office.desk_two)
    assert case.handler_id is None
    for who in (office.head, office.lurah, office.siti):
        assert await seen(office, who) == []


async def test_the_accused_never_sees_it_whoever_they_are_superior_of(
    office: Office, keys: Keys, clock: FakeClock
) -> None:
    # A circle, as a wrong roster may have it: the accused stands above their own superior.
    await move(office, office.head, superior_id=office.siti)
    case = await complaint(office, keys, clock(), about=office.siti)
    assert case.handler_id == office.lurah
    assert await seen(office, office.siti) == []
    assert await seen(office, office.lurah) == [case.code]
    async with office.database.reading() as tx:
        assert await cases.seen_by(tx, office.siti, case.id) is None
        above = [each.id async for each in handlers.all_above(tx, office.lurah, office.siti)]
    assert above == [office.head]


@pytest.mark.parametrize("superior", ["self", "circle", "none"])
async def test_a_strange_roster_breaks_nothing(office: Office, keys: Keys, clock: FakeClock, superior: str) -> None:
    if superior == "self":
        await move(office, office.siti, superior_id=office.siti)
    elif superior == "circle":
        await move(office, office.lurah, superior_id=office.siti)
    else:
        await move(office, office.siti, superior_id=None)
    for text in ("Lama sekali.", BRIBE):
        case = await complaint(office, keys, clock(), about=office.siti, text=text, user_id=len(text))
        assert case.handler_id not in (None, office.siti)


async def test_superiors_who_left_are_passed_over_and_those_above_see_the_case(
    office: Office, keys: Keys, clock: FakeClock
) -> None:
    early = await complaint(office, keys, clock(), about=office.siti)
    await move(office, office.lurah, retired_at=1)
    late = await complaint(office, keys, clock(), about=office.other, user_id=2)
    assert late.handler_id == office.head
    assert set(await seen(office, office.head)) == {early.code, late.code}
    assert await seen(office, office.lurah) == []


async def test_whoever_was_told_that_the_clock_ran_out_sees_it(office: Office, keys: Keys, clock: FakeClock) -> None:
    await move(office, office.lurah, superior_id=None)
    case = await complaint(office, keys, clock(), about=office.siti)
    assert await seen(office, office.head) == []
    async with office.database.transaction() as tx:
        await cases.escalate(tx, case, office.head, clock(), 5)
    assert await seen(office, office.head) == [case.code]


async def test_the_chat_can_be_found_with_the_key_alone(office: Office, keys: Keys, clock: FakeClock) -> None:
    case = await complaint(office, keys, clock(), about=office.siti)
    assert case.way_back(keys) == (keys.pseudonym(CITIZEN), CITIZEN)
    assert case.sealed_chat
    assert str(CITIZEN).encode() not in case.sealed_chat


async def test_own_cases_are_found_by_their_rater_only(office: Office, keys: Keys, clock: FakeClock) -> None:
    case = await complaint(office, keys, clock(), about=office.siti)
    me, stranger = keys.pseudonym(CITIZEN), keys.pseudonym(1)
    async with office.database.reading() as tx:
        assert await cases.own(tx, case.id, me) == case
        assert await cases.own(tx, case.id, stranger) is None
        assert await cases.own(tx, "' OR 1=1 --", me) is None
        assert await cases.living(tx, me) == [case]
        assert await cases.living(tx, stranger) == []
        assert await cases.by_receipt(tx, case.code) == case


async def closed(office: Office, case: Case, clock: FakeClock) -> Case:
    async with office.database.transaction() as tx:
        done, _ = await cases.close(tx, case, office.lurah, "Sudah kami tegur.", clock())
    return done


async def test_a_closed_case_takes_no_more_words(office: Office, keys: Keys, clock: FakeClock) -> None:
    case = await closed(office, await complaint(office, keys, clock(), about=office.siti), clock)
    assert (case.status, case.closed_on) == (Status.CLOSED, date(2026, 11, 23))
    async with office.database.transaction() as tx:
        with pytest.raises(ValueError, match="closed"):
            await cases.answer(tx, case, office.lurah, "Lagi.", clock())
        with pytest.raises(ValueError, match="closed"):
            await cases.close(tx, case, office.lurah, "Lagi.", clock())
        with pytest.raises(ValueError, match="closed"):
            await cases.add(tx, case, "Lagi.", concerns.load(), clock(), 5)


async def test_it_opens_again_once_and_can_then_be_closed_only(office: Office, keys: Keys, clock: FakeClock) -> None:
    case = await closed(office, await complaint(office, keys, clock(), about=office.siti), clock)
    async with office.database.transaction() as tx:
        again = await cases.not_solved(tx, case, clock(), 5)
        with pytest.raises(ValueError, match="not closed"):
            await cases.not_solved(tx, again, clock(), 5)
    assert (again.status, again.closed_on, again.reopened) == (Status.OPEN, None, True)
    final = await closed(office, again, clock)
    async with office.database.transaction() as tx:
        for _ in range(3):
            final = await cases.not_solved(tx, final, clock(), 5)
        assert (final.status, final.solved) == (Status.CLOSED, False)
        assert [event.kind for event in await case_events.of(tx, case.id)] == [
            *(Kind.OPENED, Kind.CLOSED, Kind.REOPENED, Kind.CLOSED, Kind.UNSOLVED),
        ]
        assert await cases.own(tx, case.id, keys.pseudonym(CITIZEN)) == final


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 1001])
async def test_a_text_has_one_to_a_thousand_characters(office: Office, keys: Keys, clock: FakeClock, text: str) -> None:
    with pytest.raises(ValueError, match="1 to 1000"):
        await complaint(office, keys, clock(), about=office.siti, text=text)
    assert await office.rows(select(case_table.c.id)) == []


async def test_what_the_office_says_is_redacted_too(office: Office, keys: Keys, clock: FakeClock) -> None:
    case = await complaint(office, keys, clock(), about=office.siti)
    async with office.database.transaction() as tx:
        _, said = await cases.answer(tx, case, office.lurah, "NIK 3673012345678901 sudah kami cek.", clock())
    assert said.text == "NIK [NIK] sudah kami cek."
    rows = await office.rows(select(event_table.c.text, event_table.c.masked).where(event_table.c.number == 2))
    assert [tuple(row) for row in rows] == [("NIK [NIK] sudah kami cek.", '{"NIK": 1}')]


async def test_the_way_back_is_forgotten_a_month_after_closing_and_of_an_open_case_never(
    office: Office, keys: Keys, clock: FakeClock
) -> None:
    shut = await closed(office, await complaint(office, keys, clock(), about=office.siti), clock)
    still = await complaint(office, keys, clock(), about=office.other, user_id=2)
    for days, forgotten in ((29, False), (30, True), (400, True)):
        async with office.database.transaction() as tx:
            await cases.purge(tx, clock() + timedelta(days=days))
        rows = {
            row[0]: row[1:]
            for row in await office.rows(select(case_table.c.id, case_table.c.rater, case_table.c.sealed_chat))
        }
        assert (tuple(rows[shut.id]) == (None, None)) is forgotten
        assert None not in rows[still.id]
    async with office.database.reading() as tx:
        assert len(await case_events.of(tx, shut.id)) == 2


async def test_the_day_is_the_offices_own(office: Office, keys: Keys, clock: FakeClock) -> None:
    async with office.database.transaction() as tx:
        await tx.run(update(offices).values(time_zone="Asia/Jayapura"))
    clock.turn(hours=14, minutes=30)  # Tuesday 00.30 in Jayapura, Monday 22.30 in Jakarta
    case = await complaint(office, keys, clock(), about=office.siti, working_days=1)
    assert (case.opened_on, case.due_on) == (date(2026, 11, 24), date(2026, 11, 25))
    async with office.database.reading() as tx:
        assert await cases.overdue(tx, clock() + timedelta(days=1)) == []
        assert await cases.overdue(tx, clock() + timedelta(days=2)) == [case]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("statement", "values", "index"),
    [
        (cases._LIVING, {"person": b"r" * 16}, "ix_cases_rater"),
        (cases._OVERDUE, {"before": "2026-12-01"}, "ix_cases_due"),
        (cases._ALL_SEEN, {"viewer": 1}, "ix_cases_"),
    ],
    ids=["own", "overdue", "seen"],
)
async def test_cases_are_found_by_an_index(database: Database, statement: Any, values: Any, index: str) -> None:
    words, bound = _sqlite_text(statement, values)
    async with database.reading() as tx:
        plan = await tx._connection.execute_fetchall(f"EXPLAIN QUERY PLAN {words}", bound)  # type: ignore[attr-defined]
    assert [row[3] for row in plan if index in row[3]]
    assert [row[3] for row in plan if row[3].startswith("SCAN cases") and "USING" not in row[3]] == []


def test_a_receipt_is_never_taken_for_the_code_of_a_poster() -> None:
    for _ in range(1000):
        code = receipts.new()
        assert normalise_code(code) is None
        assert receipts.normalise(code) == code
    for text in (
        "",
        "TL",
        "TL-",
        "TL-K4X9RT",
        "TL-K4X9RTMM",
        "TL-K4X9RT0",
        "K4X9RT",
        "TL-K4X9RTL",
        "tolong",
        "x" * 5000,
    ):
        assert receipts.normalise(text) is None


@pytest.mark.parametrize("typed", ["tl-k4x9rtm", "TLK4X9RTM", "tl k4x 9rtm", " T L - K 4 X 9 R T M ", "TL–K4X–9RTM"])
def test_a_receipt_may_be_typed_in_any_way(typed: str) -> None:
    assert receipts.normalise(typed) == "TL-K4X9RTM"
