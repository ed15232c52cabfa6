"""The rules of a response to the official survey."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from data import responses, skm, visits
from data.database import Database, Transaction
from data.responses import Response
from data.tables import services, skm_responses
from data.visits import Offered, Visit
from tests.conftest import FakeClock
from tests.office import Office, build

ANN, BEN = b"a" * 16, b"b" * 16


@pytest.fixture
async def office(database: Database, clock: FakeClock) -> Office:
    return await build(database, clock())


async def visit_of(tx: Transaction, office: Office, clock: FakeClock, rater: bytes = ANN, desk: int = 0) -> Visit:
    offered = [Offered(*row) for row in await tx.all(select(services.c.id, services.c.name).order_by(services.c.id))]
    visit_id = await visits.begin(tx, rater, desk or office.desk_alone, [], offered, clock())
    visit = await visits.find(tx, visit_id, rater)
    assert visit is not None
    return visit


async def begun(tx: Transaction, office: Office, clock: FakeClock) -> Response:
    visit = await visit_of(tx, office, clock)
    return await responses.begin(tx, visit, visit.services[0].id, clock())


async def answered(tx: Transaction, response: Response, count: int, clock: FakeClock) -> Response:
    for unsur in skm.UNSUR[:count]:
        response = await responses.answer(tx, response, unsur, 3, clock())
    return response


async def stored(tx: Transaction, response: Response, clock: FakeClock) -> Response:
    found = await responses.find(tx, response.id, response.rater, clock())
    assert found is not None
    return found


async def test_the_ninth_answer_completes_whatever_the_order(office: Office, clock: FakeClock) -> None:
    async with office.database.transaction() as tx:
        response = await begun(tx, office, clock)
        for unsur in reversed(skm.UNSUR):
            assert response.completed_on is None
            response = await responses.answer(tx, response, unsur, 4, clock())
        assert response.completed_on == date(2026, 11, 23)
        assert await stored(tx, response, clock) == response


async def test_an_answer_is_changed_without_counting_twice(office: Office, clock: FakeClock) -> None:
    async with office.database.transaction() as tx:
        response = await answered(tx, await begun(tx, office, clock), 8, clock)
        response = await responses.answer(tx, response, "waktu", 1, clock())
        assert response.completed_on is None
        assert (await stored(tx, response, clock)).answers["waktu"] == 1


async def test_where_one_is_can_be_told_from_the_answers(office: Office, clock: FakeClock) -> None:
    async with office.database.transaction() as tx:
        response = await answered(tx, await begun(tx, office, clock), 3, clock)
        found = await responses.unfinished(tx, ANN, clock())
        assert found == response
        assert found.unanswered == "biaya"
        assert await responses.unfinished(tx, BEN, clock()) is None


async def test_the_place_and_the_day_of_the_visit_are_kept_and_no_hour(office: Office, clock: FakeClock) -> None:
    async with office.database.transaction() as tx:
        await begun(tx, office, clock)
        kept = select(skm_responses.c.desk_id, skm_responses.c.started_on, skm_responses.c.completed_on)
        assert [tuple(row) for row in await tx.all(kept)] == [(office.desk_alone, "2026-11-23", None)]


async def test_one_goes_on_with_an_unfinished_one_of_the_same_service_and_office(
    office: Office, clock: FakeClock
) -> None:
    async with office.database.transaction() as tx:
        first = await answered(tx, await begun(tx, office, clock), 2, clock)
        clock.turn(days=5)
        assert (await begun(tx, office, clock)) == first
        visit = await visit_of(tx, office, clock)
        other_service = await responses.begin(tx, visit, visit.services[1].id, clock())
        elsewhere = await visit_of(tx, office, clock, desk=office.desk_two)
        other_office = await responses.begin(tx, elsewhere, visit.services[0].id, clock())
        other_person = await visit_of(tx, office, clock, BEN)
        others = await responses.begin(tx, other_person, visit.services[0].id, clock())
        unnamed = await responses.begin(tx, visit, None, clock())
        assert len({first.id, other_service.id, other_office.id, others.id, unnamed.id}) == 5
        assert await responses.begin(tx, visit, None, clock()) == unnamed


async def test_after_a_month_an_unfinished_one_is_left_as_it_is(office: Office, clock: FakeClock) -> None:
    async with office.database.transaction() as tx:
        first = await answered(tx, await begun(tx, office, clock), 2, clock)
        clock.turn(days=30)
        assert await responses.find(tx, first.id, ANN, clock()) == first
        clock.turn(days=1)
        assert await responses.find(tx, first.id, ANN, clock()) is None
        assert await responses.unfinished(tx, ANN, clock()) is None
        assert (await begun(tx, office, clock)).id != first.id
        kept = await tx.all(select(skm_responses.c.prosedur).where(skm_responses.c.id == first.id))
        assert [row[0] for row in kept] == [3]


async def test_nobody_touches_another_persons_response(office: Office, clock: FakeClock) -> None:
    async with office.database.transaction() as tx:
        response = await begun(tx, office, clock)
        assert await responses.find(tx, response.id, BEN, clock()) is None
        theirs = Response(**{**vars(response), "rater": BEN})
        await responses.answer(tx, theirs, "waktu", 1, clock())
        assert (await stored(tx, response, clock)).answers == {}


async def test_a_complete_one_is_asked_again_only_after_so_many_days(office: Office, clock: FakeClock) -> None:
    async with office.database.transaction() as tx:
        visit = await visit_of(tx, office, clock)
        service, other = (offered.id for offered in visit.services)
        day = date(2026, 11, 23)
        await answered(tx, await responses.begin(tx, visit, service, clock()), 8, clock)
        assert await responses.recently_completed(tx, ANN, service, day, 90) is None
        await answered(tx, await responses.begin(tx, visit, service, clock()), 9, clock)
        assert await responses.recently_completed(tx, ANN, service, day, 90) == day
        assert await responses.recently_completed(tx, ANN, service, day + timedelta(days=89), 90) == day
        assert await responses.recently_completed(tx, ANN, service, day + timedelta(days=90), 90) is None
        assert await responses.recently_completed(tx, ANN, other, day, 90) is None
        assert await responses.recently_completed(tx, ANN, None, day, 90) is None
        assert await responses.recently_completed(tx, BEN, service, day, 90) is None


async def test_of_a_child_nothing_but_the_age_is_kept(office: Office, clock: FakeClock) -> None:
    async with office.database.transaction() as tx:
        response = await answered(tx, await begun(tx, office, clock), 9, clock)
        for part, choice in (("age", "18-25"), ("sex", "p"), ("education", "sma")):
            response = await responses.describe(tx, response, part, choice)
        response = await responses.describe(tx, response, "age", skm.UNDER_18)
        assert response.profile == {"age": skm.UNDER_18}
        assert response.unasked is None
        assert await stored(tx, response, clock) == response
        with pytest.raises(ValueError, match="child"):
            await responses.describe(tx, response, "sex", "p")


async def test_what_is_skipped_is_not_asked_again(office: Office, clock: FakeClock) -> None:
    async with office.database.transaction() as tx:
        response = await answered(tx, await begun(tx, office, clock), 9, clock)
        asked = []
        while part := response.unasked:
            asked.append(part)
            await responses.describe(tx, response, part, skm.SKIPPED)
            response = await stored(tx, response, clock)
        assert asked == list(skm.PROFILE)


@pytest.mark.parametrize(
    ("unsur", "value"), [("waktu", 0), ("waktu", 5), ("rater", 1), ("age", 1), ("", 1)], ids=lambda value: repr(value)
)
async def test_an_answer_that_does_not_exist(office: Office, clock: FakeClock, unsur: str, value: int) -> None:
    async with office.database.transaction() as tx:
        response = await begun(tx, office, clock)
        with pytest.raises(ValueError, match="no such answer"):
            await responses.answer(tx, response, unsur, value, clock())


@pytest.mark.parametrize(("part", "choice"), [("age", "17"), ("sex", "pns"), ("rater", skm.SKIPPED), ("waktu", "3")])
async def test_a_choice_that_does_not_exist(office: Office, clock: FakeClock, part: str, choice: str) -> None:
    async with office.database.transaction() as tx:
        response = await answered(tx, await begun(tx, office, clock), 9, clock)
        with pytest.raises(ValueError, match="no such choice"):
            await responses.describe(tx, response, part, choice)


async def test_what_comes_too_early_or_too_late(office: Office, clock: FakeClock) -> None:
    async with office.database.transaction() as tx:
        visit = await visit_of(tx, office, clock)
        with pytest.raises(ValueError, match="not offered"):
            await responses.begin(tx, visit, 99, clock())
        response = await begun(tx, office, clock)
        with pytest.raises(ValueError, match="nine answers come first"):
            await responses.describe(tx, response, "sex", "p")
        response = await answered(tx, response, 9, clock)
        with pytest.raises(ValueError, match="complete"):
            await responses.answer(tx, response, "waktu", 1, clock())
