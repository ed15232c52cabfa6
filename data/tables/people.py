"""People in Telegram. A citizen is a pseudonym; an officer's account is bound with their consent."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, SmallInteger, Table, Text

from data.tables.metadata import metadata

raters = Table(
    "raters",
    metadata,
    Column("rater", LargeBinary, primary_key=True),
    Column("language", Text, comment="chosen; none: the phone's"),
    Column("privacy_version", SmallInteger, comment="of the privacy text last shown"),
    Column("privacy_seen_on", Text, comment="day"),
    Column("news_id", Integer, comment="what an office did with the answers, as last shown"),
    sqlite_with_rowid=False,
)

conversations = Table(
    "conversations",
    metadata,
    Column("rater", LargeBinary, primary_key=True),
    Column("state", Text, nullable=False, comment="JSON"),
    Column("expires_at", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

visits = Table(
    "visits",
    metadata,
    Column("id", Text, primary_key=True, comment="random; stands in the buttons"),
    Column("rater", LargeBinary, nullable=False),
    Column("desk_id", ForeignKey("desks.id"), nullable=False),
    Column("officers", Text, nullable=False, comment="JSON: ids and names of those on duty when scanned"),
    Column("services", Text, nullable=False, comment="JSON: ids and names of what the desk offers"),
    Column("evidence", Text, nullable=False),
    Column("rating_id", Text),
    Column("opened_at", BigInteger, nullable=False),
    Column("rated_at", BigInteger, comment="starts the window in which the rating may be changed"),
    Index("ix_visits_opened_at", "opened_at"),
    sqlite_with_rowid=False,
)

invites = Table(
    "invites",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("officer_id", ForeignKey("officers.id"), nullable=False),
    Column("secret_hash", LargeBinary, nullable=False, unique=True),
    Column("expires_at", BigInteger, nullable=False),
    Column("used_at", BigInteger),
)

accounts = Table(
    "accounts",
    metadata,
    Column("officer_id", ForeignKey("officers.id"), primary_key=True),
    Column("rater", LargeBinary, nullable=False, unique=True, comment="the pseudonym this person has as a citizen"),
    Column("sealed_chat", LargeBinary, nullable=False),
    Column("bound_at", BigInteger, nullable=False),
    Column("blocked_at", BigInteger, comment="Telegram refused a message: the bot is blocked"),
)
