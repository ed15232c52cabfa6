"""What the official survey found, of an office and everything below it."""

from datetime import date

import pytest

from data import offices, survey_results
from data.database import Database
from data.skm import SKIPPED
from tests.conftest import FakeClock
from tests.office import Office, build
from tests.survey import GOOD, comment, respond

AUGUST = date(2026, 8, 1), date(2026, 8, 31)
BAD = (1, 1, 2, 4, 2, 1, 1, 2, 1)


@pytest.fixture
async def office(database: Database, clock: FakeClock) -> Office:
    return await build(database, clock())


async def test_an_office_answers_for_everything_below_it_and_not_for_what_is_above(office: Office) -> None:
    await respond(office, [GOOD, GOOD], desk=office.desk_alone)
    await respond(office, [BAD], desk=office.desk_two)
    async with office.database.reading() as tx:
        district = await offices.with_all_below(tx, 1)
        assert await survey_results.sums(tx, district, *AUGUST) == (3, (7, 7, 8, 12, 8, 9, 9, 8, 7))
        assert [each.office for each in await survey_results.completed(tx, district, *AUGUST)] == [
            "Kecamatan Kasemen",
            "Kelurahan Banten",
            "Kelurahan Banten",
        ]
        village = await offices.with_all_below(tx, 2)
        assert await survey_results.sums(tx, village, *AUGUST) == (2, tuple(2 * value for value in GOOD))


async def test_only_complete_ones_of_the_days_count_and_unfinished_ones_are_told_apart(office: Office) -> None:
    await respond(office, [GOOD], day="2026-07-31")
    await respond(office, [GOOD], day="2026-08-01")
    await respond(office, [GOOD], day="2026-08-31")
    await respond(office, [GOOD], day="2026-09-01")
    await respond(office, [BAD], day="2026-08-12", completed_on=None, pengaduan=None)
    async with office.database.reading() as tx:
        assert await survey_results.sums(tx, [2], *AUGUST) == (2, tuple(2 * value for value in GOOD))
        assert len(await survey_results.completed(tx, [2], *AUGUST)) == 2
        assert await survey_results.unfinished(tx, [2], *AUGUST) == 1
        assert await survey_results.first_day(tx) == date(2026, 7, 31)


async def test_without_responses_there_are_none(office: Office) -> None:
    async with office.database.reading() as tx:
        assert await survey_results.sums(tx, [2], *AUGUST) == (0, (0,) * 9)
        assert await survey_results.completed(tx, [2], *AUGUST) == []
        assert await survey_results.unfinished(tx, [2], *AUGUST) == 0
        assert await survey_results.first_day(tx) is None


async def test_responses_come_in_the_order_of_their_content_not_of_their_coming(office: Office) -> None:
    await respond(office, [GOOD], sex="p", education=SKIPPED)
    await respond(office, [BAD], sex="l", age="26-35")
    await respond(office, [BAD], sex="l", age="18-25")
    async with office.database.reading() as tx:
        found = await survey_results.completed(tx, [2], *AUGUST)
    assert [each.answers for each in found] == [BAD, BAD, GOOD]
    assert [each.profile for each in found] == [
        {"age": "18-25", "sex": "l"},
        {"age": "26-35", "sex": "l"},
        {"sex": "p"},
    ]
    assert found[0].service == "Perekaman KTP-el"


async def test_comments_come_with_a_number_for_each_writer(office: Office) -> None:
    for text, rater, day in (
        ("Ramah", b"a" * 16, "2026-08-03"),
        ("Cepat", b"a" * 16, "2026-08-04"),
        ("Antrean panjang", b"b" * 16, "2026-08-03"),
        ("Bulan lain", b"c" * 16, "2026-09-03"),
    ):
        await comment(office, text, rater, day)
    async with office.database.reading() as tx:
        found = await survey_results.written(tx, [2], *AUGUST)
        assert await survey_results.written(tx, [1], *AUGUST) == []
    assert {each.text for each in found} == {"Ramah", "Cepat", "Antrean panjang"}
    writers = {each.text: each.writer for each in found}
    assert writers["Ramah"] == writers["Cepat"] != writers["Antrean panjang"]
