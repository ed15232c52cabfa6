"""Updates in, messages out."""

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, SmallInteger, Table, Text

from data.tables.metadata import metadata

seen_updates = Table(
    "seen_updates",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("at", BigInteger, nullable=False, index=True),
)

failed_updates = Table(
    "failed_updates",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("error", Text, nullable=False, comment="kind and place, never a text of the update"),
    Column("sealed", LargeBinary, nullable=False, comment="the update and the full error"),
    Column("at", BigInteger, nullable=False),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("lane", SmallInteger, nullable=False, comment="0 answers to buttons, 1 people waiting, 2 bulk"),
    Column("chat", LargeBinary, nullable=False, comment="pseudonym: messages of one chat keep their order"),
    Column("sealed", LargeBinary, nullable=False, comment="method and parameters with the chat's id"),
    Column("expires_at", BigInteger),
    sqlite_autoincrement=True,
)

guesses = Table(
    "guesses",
    metadata,
    Column("rater", LargeBinary, primary_key=True),
    Column("wrong", Integer, nullable=False),
    Column("since", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
