"""Alembic migrations of the record, applied by `data.database.Database.migrate`."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

REVISIONS = ("0001", "0002", "0003", "0004", "0005")
"""Every revision in order; kept here so that a start need not load Alembic to see that nothing is to do."""

HEAD = REVISIONS[-1]


def current(connection: Connection) -> str | None:
    """Return the revision of the tables, or None in an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def upgrade(connection: Connection, revision: str = HEAD) -> None:
    """Apply what is missing up to a revision, in the connection's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
