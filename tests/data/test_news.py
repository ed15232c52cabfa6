"""What an office did with the answers, and who reads it."""

import pytest
from sqlalchemy import select

from data import news
from data.database import Database, _sqlite_text
from data.tables import news as table
from data.tables import offices
from tests.conftest import MONDAY
from tests.office import Office, build

TODAY = "2026-11-23"
ANN = b"a" * 16


@pytest.fixture
async def office(database: Database) -> Office:
    return await build(database, MONDAY)


async def code(office: Office, code: str) -> int:
    ((found,),) = await office.rows(select(offices.c.id).where(offices.c.code == code))
    return int(found)


async def rate(office: Office, desk: int, day: str, rater: bytes = ANN) -> None:
    await office.add_rating(rater, desk, day)


async def post(office: Office, code_: str, text: str = "Ada loket kedua.", day: str = TODAY) -> int:
    async with office.database.transaction() as tx:
        return await news.post(tx, await code(office, code_), text, office.lurah, day)


async def read(office: Office, seen: int | None = None, today: str = TODAY, rater: bytes = ANN) -> str | None:
    async with office.database.reading() as tx:
        found = await news.for_rater(tx, rater, seen, today)
    return found and found.text


async def test_whoever_rated_the_office_before_reads_it(office: Office) -> None:
    await rate(office, office.desk_alone, "2026-11-20")
    await post(office, "ban")
    assert await read(office) == "Ada loket kedua."
    assert await read(office, rater=b"b" * 16) is None


async def test_another_offices_news_is_not_read(office: Office) -> None:
    await rate(office, office.desk_two, "2026-11-20")
    await post(office, "ban")
    assert await read(office) is None


async def test_an_office_above_tells_those_who_rated_below_it(office: Office) -> None:
    await rate(office, office.desk_alone, "2026-11-20")
    await post(office, "kec", "Genset sudah terpasang.")
    assert await read(office) == "Genset sudah terpasang."


@pytest.mark.parametrize("day", ["2026-11-23", "2026-11-24"], ids=["the same day", "later"])
async def test_whoever_rated_only_afterwards_does_not_read_it(office: Office, day: str) -> None:
    await rate(office, office.desk_alone, day)
    await post(office, "ban")
    assert await read(office, today=day) is None
    await rate(office, office.desk_nobody, "2026-11-22")
    assert await read(office, today=day) == "Ada loket kedua."


async def test_what_was_seen_and_what_is_older_is_not_shown_again(office: Office) -> None:
    await rate(office, office.desk_alone, "2026-11-20")
    first, second = await post(office, "ban", "Pertama."), await post(office, "ban", "Kedua.")
    assert await read(office) == "Kedua."
    assert await read(office, seen=first) == "Kedua."
    assert await read(office, seen=second) is None


async def test_after_sixty_days_it_is_no_news(office: Office) -> None:
    await rate(office, office.desk_alone, "2026-11-20")
    await post(office, "ban")
    ban = await code(office, "ban")
    assert await read(office, today="2027-01-22") == "Ada loket kedua."
    assert await read(office, today="2027-01-23") is None
    async with office.database.reading() as tx:
        assert await news.current(tx, ban, "2027-01-22")
        assert await news.current(tx, ban, "2027-01-23") is None


async def test_the_latest_is_the_current_one_until_it_is_removed(office: Office) -> None:
    first = await post(office, "ban", "Pertama.")
    second = await post(office, "ban", "Kedua.")
    ban = await code(office, "ban")
    async with office.database.transaction() as tx:
        current = await news.current(tx, ban, TODAY)
        assert current == news.News(second, ban, "Kelurahan Banten", "Kedua.", TODAY)
        assert await news.current(tx, await code(office, "kec"), TODAY) is None
        await news.remove(tx, second)
        assert await news.by_id(tx, second) is None
        current = await news.current(tx, ban, TODAY)
        assert current and current.id == first


async def test_a_removed_ones_number_is_never_given_again(office: Office) -> None:
    await rate(office, office.desk_alone, "2026-11-20")
    seen = await post(office, "ban")
    async with office.database.transaction() as tx:
        await news.remove(tx, seen)
    await post(office, "ban", "Yang baru.")
    assert await read(office, seen=seen) == "Yang baru."


async def test_nothing_is_no_news(office: Office) -> None:
    with pytest.raises(ValueError, match="nothing is told"):
        await post(office, "ban", "  ")
    assert await office.rows(select(table.c.id)) == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_asking_at_each_start_reads_only_the_persons_own_ratings(database: Database) -> None:
    words, values = _sqlite_text(news._FOR_RATER, {"person": ANN, "seen": 0, "since": TODAY})
    async with database.reading() as tx:
        plan = await tx._connection.execute_fetchall(f"EXPLAIN QUERY PLAN {words}", values)  # type: ignore[attr-defined]
    steps = [row[3] for row in plan]
    assert any("SEARCH ratings USING INDEX ix_ratings_rater_day (rater=?)" in step for step in steps), steps
    assert not [step for step in steps if step.startswith(("SCAN ratings", "SCAN desks"))], steps
