"""Opening the record for a command."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from data.database import Database
from suara.config import Config
from suara.files import private_file, private_folder


@asynccontextmanager
async def opened(config: Config) -> AsyncIterator[Database]:
    """Open the record with its tables up to date. Raises DatabaseError, OSError."""
    database = Database.connect(config.database_url)
    if database.path:
        private_folder(database.path.parent)
        private_file(database.path)
    try:
        await database.migrate()
        yield database
    finally:
        await database.close()
