"""The one way in to the record, on both databases."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import bindparam, insert, select, text
from sqlalchemy.ext.asyncio import create_async_engine

from data import migrations, scores
from data.database import Database, DatabaseDamaged, DatabaseError, DatabaseNewer, DatabaseUnavailable, upsert
from data.scores import Published, Score
from data.tables import conversations, cube_pending, job_runs, metadata, raters, services
from tests.conftest import MONDAY

ADD = insert(job_runs).values(job=bindparam("job"), week="2026-W48", finished_at=1)
JOBS = select(job_runs.c.job).order_by(job_runs.c.job)
BEFORE_STANDING = (
    "INSERT INTO offices (id, code, name, time_zone) VALUES (1, 'a', 'Banten', 'Asia/Jakarta')",
    "INSERT INTO officers (id, code, name, degrees_before, degrees_after, position, office_id) "
    "VALUES (1, 'x', 'Siti', '', '', 'Petugas', 1)",
    "INSERT INTO score_runs (week, parameters, finished_at) VALUES ('2026-W47', '{}', 1)",
    "INSERT INTO scores (week, officer_id, state, missing, points, low, high, reliability, n_band, released_week, "
    "change, parts) VALUES ('2026-W47', 1, 'official', 0, 3, 2.8, 3.2, 0.8, '100–199', '2026-W47', 'same', "
    "'{\"mean\": 85.0}')",
)


async def test_a_transaction_is_kept_whole_or_not_at_all(database: Database) -> None:
    async with database.transaction() as tx:
        await tx.run(ADD, job="kept")
    with pytest.raises(ValueError, match="half"):
        async with database.transaction() as tx:
            await tx.run(ADD, job="lost")
            raise ValueError("half-way")
    async with database.reading() as tx:
        assert [tuple(row) for row in await tx.all(JOBS)] == [("kept",)]


async def test_upserts_add_up(database: Database) -> None:
    cell = {"week": "2026-W48", "officer_id": 1, "service_id": 0, "desk_id": 1, "evidence": "duty", "face": 4}
    add = upsert(cube_pending).values(**cell, count=bindparam("n"))
    add = add.on_conflict_do_update(
        index_elements=list(cube_pending.primary_key.columns),
        set_={"count": cube_pending.c.count + add.excluded.count},
    )
    async with database.transaction() as tx:
        await tx.run_many(add, [{"n": 1}, {"n": 1}, {"n": -1}])
        await tx.run_many(add, [])
        assert await tx.value(select(cube_pending.c.count)) == 1


async def test_writers_take_turns_and_readers_see_the_last_whole_state(database: Database) -> None:
    async def write(name: str) -> None:
        async with database.transaction() as tx:
            await tx.run(ADD, job=name)

    async with database.transaction() as tx:
        await tx.run(ADD, job="first")
        others = asyncio.gather(*(write(f"other-{i}") for i in range(20)))
        async with database.reading() as reader:
            assert ("first",) not in [tuple(row) for row in await reader.all(JOBS)]
    await others
    async with database.reading() as reader:
        assert len(await reader.all(JOBS)) == 21


async def test_two_processes_never_see_a_lock(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/suara.db"
    one, two = Database.connect(url), Database.connect(url)
    await one.migrate()

    async def write(database: Database, name: str) -> None:
        async with database.transaction() as tx:
            await tx.run(ADD, job=name)

    await asyncio.gather(*(write(one if i % 2 else two, f"{i:02d}") for i in range(60)))
    async with one.reading() as tx:
        assert len(await tx.all(JOBS)) == 60
    await one.close()
    await two.close()


async def test_the_migrations_make_the_tables_of_the_code(database: Database) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    async with database._engine.connect() as connection:
        differences = await connection.run_sync(
            lambda sync: compare_metadata(MigrationContext.configure(sync), metadata)
        )
    assert differences == []
    assert await database.revision() == migrations.HEAD


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_a_database_of_the_first_version_keeps_what_it_holds(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/suara.db"
    if kind == "postgresql":
        url = request.getfixturevalue("postgres")()
    engine = create_async_engine(url)
    async with engine.begin() as connection:
        await connection.run_sync(migrations.upgrade, "0001")
        await connection.execute(insert(raters).values(rater=b"r" * 16, language="en"))
        await connection.execute(text("INSERT INTO services (code, name) VALUES ('ktp', 'KTP-el')"))
        await connection.execute(insert(conversations).values(rater=b"r" * 16, state='{"invite": 1}', expires_at=1))
    await engine.dispose()
    database = Database.connect(url)
    await database.migrate()
    async with database.reading() as tx:
        assert [tuple(row) for row in await tx.all(select(raters.c.language, raters.c.news_id))] == [("en", None)]
        assert await tx.value(select(services.c.free)) == 1
        assert await tx.all(select(conversations.c.rater)) == []
    await database.close()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_scores_of_a_database_before_standing_was_kept_have_none(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/suara.db"
    if kind == "postgresql":
        url = request.getfixturevalue("postgres")()
    engine = create_async_engine(url)
    async with engine.begin() as connection:
        await connection.run_sync(migrations.upgrade, "0003")
        for statement in BEFORE_STANDING:
            await connection.execute(text(statement))
    await engine.dispose()
    database = Database.connect(url)
    await database.migrate()
    figure = Published("official", None, 0, 75.0, 70.0, 80.0, 0.8, "100–199", "2026-W47", "same", {"mean": 85.0})
    async with database.transaction() as tx:
        assert (await scores.latest(tx, 1)) == Score("2026-W47", 1, figure)
        assert await scores.begin(tx, "2026-W48", MONDAY)
        await scores.store(tx, "2026-W48", [Score("2026-W48", 1, replace(figure, standing="below"))], [], {})
    async with database.reading() as tx:
        assert [each.published.standing for each in await scores.history(tx, 1)] == [None, "below"]
    await database.close()


async def test_a_newer_database_is_refused(database: Database) -> None:
    from sqlalchemy import text

    async with database.transaction() as tx:
        await tx.run(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseNewer, match="newer Suara"):
        await database.migrate()


async def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "suara.db").write_bytes(b"no database at all" * 1000)
    database = Database.connect(f"sqlite+aiosqlite:///{tmp_path}/suara.db")
    with pytest.raises(DatabaseDamaged, match="restore"):
        await database.migrate()


async def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    database = Database.connect(f"sqlite+aiosqlite:///{tmp_path}/missing/suara.db")
    with pytest.raises(DatabaseUnavailable, match="folder"):
        await database.migrate()


@pytest.mark.parametrize("url", ["mysql://x/y", "nonsense", "sqlite:///x.db", "postgresql://x/y"])
def test_another_kind_of_database_is_refused(url: str) -> None:
    with pytest.raises(DatabaseError, match=r"database\.url"):
        Database.connect(url)


async def test_an_unreachable_server_is_told(tmp_path: Path) -> None:
    database = Database.connect(f"postgresql+asyncpg://u@/x?host={tmp_path}")
    with pytest.raises(DatabaseUnavailable, match="cannot be reached"):
        await database.migrate()
