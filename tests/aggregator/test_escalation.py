"""The clock runs out: the next above is told, and the citizen is told who."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from aggregator.schedule import Schedule
from aggregator.settings import AggregatorSettings
from data import cases, concerns
from data.cases import Case, Status
from data.keys import Keys
from data.outbox import Lane, Message, Outbox
from data.tables import case_events
from data.tables import cases as case_table
from data.tables import officers as officer_table
from data.tables import outbox as outbox_table
from tests.aggregator.conftest import Street
from tests.complaints import CITIZEN, complaint
from tests.conftest import FakeClock
from tests.office import Office

LURAH, HEAD = 7001, 7002


@pytest.fixture
def schedule(office: Office, settings: AggregatorSettings, outbox: Outbox, keys: Keys, clock: FakeClock) -> Schedule:
    return Schedule(office.database, settings, outbox, keys, clock)


@pytest.fixture
async def bound(street: Street, office: Office) -> None:
    await street.bind(office.lurah, LURAH)
    await street.bind(office.head, HEAD)


async def taken(street: Street, outbox: Outbox) -> list[Message]:
    """Return what is to be sent of cases, and take it away; digests go out meanwhile too."""
    messages = [each for each in await street.queued(outbox) if "TL-" in each.parameters.get("text", "")]
    async with street.office.database.transaction() as tx:
        await tx.run(outbox_table.delete())
    return messages


def words(messages: list[Message], chat: int) -> list[str]:
    return [each.parameters["text"] for each in messages if each.parameters["chat_id"] == chat]


async def stored(office: Office, keys: Keys, case: Case) -> Case:
    async with office.database.reading() as tx:
        found = await cases.by_receipt(tx, case.code)
    assert found
    return found


async def informed(office: Office) -> list[Any]:
    rows = await office.rows(select(case_events.c.officer_id).where(case_events.c.kind == "escalated"))
    return [row[0] for row in rows]


async def test_on_the_day_after_the_due_day_the_next_above_and_the_citizen_are_told(
    office: Office, street: Street, bound: None, schedule: Schedule, outbox: Outbox, keys: Keys, clock: FakeClock
) -> None:
    case = await complaint(office, keys, clock(), about=office.siti, text="Saya menunggu tiga jam <di sini>.")
    clock.turn(days=7)  # the due day itself
    await schedule.run_due()
    assert await taken(street, outbox) == []
    clock.turn(days=1)
    await schedule.run_due()
    messages = await taken(street, outbox)
    assert len(messages) == 2
    [to_head] = words(messages, HEAD)
    assert case.code in to_head
    assert "Kelurahan Banten" in to_head
    assert "tiga jam" not in to_head
    [to_citizen] = words(messages, CITIZEN)
    assert "Batas waktu lewat; Camat, Kecamatan Kasemen, sudah diberi tahu" in to_citizen
    assert "8 Desember 2026" in to_citizen
    assert all(message.lane is Lane.PERSON for message in messages)
    late = await stored(office, keys, case)
    assert (late.status, late.due_on, late.escalated_on) == (Status.OPEN, date(2026, 12, 8), date(2026, 12, 1))
    # The lower superior still sees it.
    assert late.handler_id == office.lurah
    assert await informed(office) == [office.head]


async def test_it_is_told_once_however_often_the_schedule_runs(
    office: Office, street: Street, bound: None, schedule: Schedule, outbox: Outbox, keys: Keys, clock: FakeClock
) -> None:
    await complaint(office, keys, clock(), about=office.siti)
    clock.turn(days=8)
    for _ in range(3):
        await schedule.run_due()
        clock.turn(minutes=5)
    assert len(await taken(street, outbox)) == 2
    assert await informed(office) == [office.head]


async def test_above_the_top_the_citizen_is_shown_the_outside_doors_once(
    office: Office, street: Street, bound: None, schedule: Schedule, outbox: Outbox, keys: Keys, clock: FakeClock
) -> None:
    case = await complaint(office, keys, clock(), about=office.siti)
    clock.turn(days=8)
    await schedule.run_due()
    await taken(street, outbox)
    clock.turn(days=9)
    await schedule.run_due()
    messages = await taken(street, outbox)
    [to_citizen] = words(messages, CITIZEN)
    assert len(messages) == 1
    assert "tidak ada atasan lebih tinggi" in to_citizen
    assert "lapor.go.id" in to_citizen
    assert "137" in to_citizen
    assert await informed(office) == [office.head, None]
    clock.turn(days=60)
    await schedule.run_due()
    assert await taken(street, outbox) == []
    assert (await stored(office, keys, case)).overdue(clock())


async def test_nobody_is_said_to_know_who_has_no_account(
    office: Office, street: Street, schedule: Schedule, outbox: Outbox, keys: Keys, clock: FakeClock
) -> None:
    await street.bind(office.head, HEAD, blocked=True)
    await complaint(office, keys, clock(), about=office.siti)
    clock.turn(days=8)
    await schedule.run_due()
    messages = await taken(street, outbox)
    assert ["tidak ada atasan lebih tinggi" in each for each in words(messages, CITIZEN)] == [True]
    assert len(messages) == 1


async def test_who_cannot_be_reached_is_passed_over(
    office: Office, street: Street, schedule: Schedule, outbox: Outbox, keys: Keys, clock: FakeClock
) -> None:
    async with office.database.transaction() as tx:
        await tx.run(update(officer_table).where(officer_table.c.id == office.siti).values(superior_id=office.other))
    await street.bind(office.head, HEAD)
    case = await complaint(office, keys, clock(), about=office.siti)
    assert case.handler_id == office.other
    clock.turn(days=8)
    await schedule.run_due()
    assert await informed(office) == [office.head]


async def test_the_accused_is_never_told(
    office: Office, street: Street, bound: None, schedule: Schedule, outbox: Outbox, keys: Keys, clock: FakeClock
) -> None:
    async with office.database.transaction() as tx:
        await tx.run(update(officer_table).where(officer_table.c.id == office.lurah).values(superior_id=office.siti))
        await tx.run(update(officer_table).where(officer_table.c.id == office.siti).values(superior_id=office.lurah))
    await street.bind(office.siti, 7003)
    await complaint(office, keys, clock(), about=office.siti)
    for _ in range(3):
        clock.turn(days=9)
        await schedule.run_due()
    messages = await taken(street, outbox)
    assert words(messages, 7003) == []
    assert office.siti not in await informed(office)


async def test_what_is_answered_or_closed_does_not_run_out(
    office: Office, street: Street, bound: None, schedule: Schedule, outbox: Outbox, keys: Keys, clock: FakeClock
) -> None:
    answered = await complaint(office, keys, clock(), about=office.siti)
    closed = await complaint(office, keys, clock(), about=office.other, user_id=2)
    async with office.database.transaction() as tx:
        await cases.answer(tx, answered, office.lurah, "Kami cek.", clock())
        await cases.close(tx, closed, office.lurah, "Sudah kami tegur.", clock())
    clock.turn(days=30)
    await schedule.run_due()
    assert await informed(office) == []


async def test_after_an_answer_the_climb_begins_anew(
    office: Office, street: Street, bound: None, schedule: Schedule, outbox: Outbox, keys: Keys, clock: FakeClock
) -> None:
    case = await complaint(office, keys, clock(), about=office.siti)
    clock.turn(days=8)
    await schedule.run_due()
    async with office.database.transaction() as tx:
        late, _ = await cases.answer(tx, await stored(office, keys, case), office.lurah, "Tanggal berapa?", clock())
        await cases.add(tx, late, "Kemarin lusa.", concerns.load(), clock(), 5)
    clock.turn(days=8)
    await schedule.run_due()
    assert await informed(office) == [office.head, office.head]


async def test_a_reopened_case_has_a_clock_of_its_own(
    office: Office, street: Street, bound: None, schedule: Schedule, outbox: Outbox, keys: Keys, clock: FakeClock
) -> None:
    case = await complaint(office, keys, clock(), about=office.siti)
    async with office.database.transaction() as tx:
        closed, _ = await cases.close(tx, case, office.lurah, "Sudah kami tegur.", clock())
        clock.turn(days=3)
        again = await cases.not_solved(tx, closed, clock(), 5)
    clock.turn(days=7)
    await schedule.run_due()
    assert await informed(office) == []
    clock.now += timedelta(days=(again.due_on - clock().date()).days + 1)
    await schedule.run_due()
    assert await informed(office) == [office.head]


async def test_where_nobody_stood_above_somebody_may_by_now(
    office: Office, street: Street, bound: None, schedule: Schedule, outbox: Outbox, keys: Keys, clock: FakeClock
) -> None:
    case = await complaint(office, keys, clock(), about=office.siti)
    async with office.database.transaction() as tx:
        await tx.run(update(case_table).values(handler_id=None))
    clock.turn(days=8)
    await schedule.run_due()
    assert (await stored(office, keys, case)).handler_id == office.lurah
    assert await informed(office) == [office.head]


async def test_the_citizen_is_told_in_their_own_language(
    office: Office, street: Street, bound: None, schedule: Schedule, outbox: Outbox, keys: Keys, clock: FakeClock
) -> None:
    await complaint(office, keys, clock(), about=office.siti, language="en")
    clock.turn(days=8)
    await schedule.run_due()
    assert "The time limit has passed; Camat" in words(await taken(street, outbox), CITIZEN)[0]


async def test_a_case_whose_citizen_is_forgotten_is_escalated_all_the_same(
    office: Office, street: Street, bound: None, schedule: Schedule, outbox: Outbox, keys: Keys, clock: FakeClock
) -> None:
    await complaint(office, keys, clock(), about=office.siti)
    async with office.database.transaction() as tx:
        await tx.run(update(case_table).values(rater=None, sealed_chat=None))
    clock.turn(days=8)
    await schedule.run_due()
    assert [each.parameters["chat_id"] for each in await taken(street, outbox)] == [HEAD]


async def test_the_daily_clearing_forgets_the_way_back(
    office: Office, schedule: Schedule, keys: Keys, clock: FakeClock
) -> None:
    case = await complaint(office, keys, clock(), about=office.siti)
    async with office.database.transaction() as tx:
        await cases.close(tx, case, office.lurah, "Sudah kami tegur.", clock())
    clock.turn(days=30)
    await schedule.run_due()
    assert (await stored(office, keys, case)).way_back(keys) is None
