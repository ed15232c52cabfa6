"""People as the record knows them."""

import pytest
from sqlalchemy import insert

from data import raters
from data.clock import seconds
from data.database import Database, _sqlite_text
from data.raters import Rater
from data.tables import accounts
from tests.conftest import FakeClock
from tests.office import build

ANN, BEN, EVE = b"a" * 16, b"b" * 16, b"e" * 16


async def test_those_asked_for_are_known_by_what_they_chose_and_by_their_account(
    database: Database, clock: FakeClock
) -> None:
    office = await build(database, clock())
    async with database.transaction() as tx:
        await raters.keep(tx, [Rater(ANN, "en", 1, "2026-11-23", 7), Rater(EVE)])
        for rater, officer in ((ANN, office.siti), (BEN, office.eni)):
            await tx.run(
                insert(accounts).values(officer_id=officer, rater=rater, sealed_chat=b"", bound_at=seconds(clock()))
            )
        found = await raters.known(tx, {ANN, BEN, b"unknown"})
        assert set(found) == {ANN, BEN}
        assert found[ANN].language == "en"
        assert (found[ANN].news_id, found[BEN].news_id) == (7, None)
        assert (found[ANN].officer_id, found[BEN].officer_id) == (office.siti, office.eni)
        assert found[ANN].office_id != found[BEN].office_id
        assert await raters.known(tx, set()) == {}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_asking_for_a_few_does_not_read_everybody(database: Database) -> None:
    words, values = _sqlite_text(raters._KNOWN, {"people": [ANN, BEN]})
    async with database.reading() as tx:
        plan = await tx._connection.execute_fetchall(f"EXPLAIN QUERY PLAN {words}", values)  # type: ignore[attr-defined]
    steps = [row[3] for row in plan]
    assert any("SEARCH raters USING PRIMARY KEY" in step for step in steps)
    assert not [step for step in steps if step.startswith("SCAN") and "people" not in step]
