"""The tables of the record.

Conventions: moments are UTC epoch seconds (``*_at``), days are ISO dates (``2026-11-24``), weeks are ISO weeks
(``2026-W48``) in the office's zone, times of day are minutes since midnight. Tables whose insertion order could tell
who came when have no hidden row number on SQLite (``WITHOUT ROWID``) and random keys.
"""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_N_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# The roster: who serves where. Rows are retired, never deleted, because ratings point at them.

offices = Table(
    "offices",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("parent_id", ForeignKey("offices.id")),
    Column("time_zone", Text, nullable=False),
    Column("retired_at", BigInteger),
)

opening_hours = Table(
    "opening_hours",
    metadata,
    Column("office_id", ForeignKey("offices.id"), primary_key=True),
    Column("weekday", SmallInteger, primary_key=True, comment="ISO: 1 Monday – 7 Sunday"),
    Column("opens", SmallInteger, nullable=False),
    Column("closes", SmallInteger, nullable=False),
)

services = Table(
    "services",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("standard_minutes", Integer),
    Column("retired_at", BigInteger),
)

desks = Table(
    "desks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code", Text, nullable=False, unique=True),
    Column("office_id", ForeignKey("offices.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("retired_at", BigInteger),
)

desk_services = Table(
    "desk_services",
    metadata,
    Column("desk_id", ForeignKey("desks.id"), primary_key=True),
    Column("service_id", ForeignKey("services.id"), primary_key=True),
    Column("position", SmallInteger, nullable=False, comment="order in the roster: the likeliest first"),
)

officers = Table(
    "officers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code", Text, nullable=False, unique=True, comment="the NIP, or the office's own id for staff without one"),
    Column("nip", Text, unique=True),
    Column("name", Text, nullable=False, comment="without degrees"),
    Column("degrees_before", Text, nullable=False),
    Column("degrees_after", Text, nullable=False),
    Column("position", Text, nullable=False),
    Column("office_id", ForeignKey("offices.id"), nullable=False),
    Column("superior_id", ForeignKey("officers.id")),
    Column("retired_at", BigInteger),
)

duties = Table(
    "duties",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("desk_id", ForeignKey("desks.id"), nullable=False),
    Column("officer_id", ForeignKey("officers.id"), nullable=False),
    Column("weekday", SmallInteger, comment="ISO: 1 Monday – 7 Sunday; or a date"),
    Column("date", Text),
    Column("starts", SmallInteger, nullable=False),
    Column("ends", SmallInteger, nullable=False),
    CheckConstraint("(weekday IS NULL) <> (date IS NULL)", name="weekday_or_date"),
    Index("ix_duties_desk", "desk_id"),
    Index("ix_duties_officer", "officer_id"),
)

posters = Table(
    "posters",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("desk_id", ForeignKey("desks.id"), nullable=False),
    Column("token", Text, nullable=False, unique=True),
    Column("code", Text, nullable=False, unique=True),
    Column("edition", Integer, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("revoked_at", BigInteger),
    Column("last_scanned_on", Text, comment="day"),
    UniqueConstraint("desk_id", "edition"),
    # One poster of a desk is in force at a time.
    Index(
        "uq_posters_in_force",
        "desk_id",
        unique=True,
        sqlite_where=text("revoked_at IS NULL"),
        postgresql_where=text("revoked_at IS NULL"),
    ),
)

# People in Telegram. A citizen is a pseudonym; an officer's account is bound with their consent.

raters = Table(
    "raters",
    metadata,
    Column("rater", LargeBinary, primary_key=True),
    Column("language", Text, comment="chosen; none: the phone's"),
    Column("privacy_version", SmallInteger, comment="of the privacy text last shown"),
    Column("privacy_seen_on", Text, comment="day"),
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

# What citizens say.

ratings = Table(
    "ratings",
    metadata,
    Column("id", Text, primary_key=True, comment="random"),
    Column("rater", LargeBinary, nullable=False),
    Column("desk_id", ForeignKey("desks.id"), nullable=False),
    Column("officer_id", ForeignKey("officers.id")),
    Column("service_id", ForeignKey("services.id")),
    Column("face", SmallInteger, nullable=False),
    Column("excused", SmallInteger, nullable=False, comment="1: the rater says that it was not the officer's fault"),
    Column("evidence", Text, nullable=False),
    Column("day", Text, nullable=False, comment="in the office's zone"),
    Column("hour", SmallInteger, nullable=False, comment="0–23 in the office's zone; nothing finer is kept"),
    Column("week", Text, nullable=False, comment="ISO week in which it counts in the cube"),
    CheckConstraint("face BETWEEN 1 AND 4", name="face"),
    CheckConstraint("evidence IN ('ticket', 'duty', 'link')", name="evidence"),
    Index("ix_ratings_rater_day", "rater", "day"),
    Index("ix_ratings_officer_day", "officer_id", "day", "rater", "excused"),
    Index("ix_ratings_desk_day", "desk_id", "day"),
    sqlite_with_rowid=False,
)

rating_topics = Table(
    "rating_topics",
    metadata,
    Column("rating_id", ForeignKey("ratings.id", ondelete="CASCADE"), primary_key=True),
    Column("topic", Text, primary_key=True, comment="key of data.topics"),
    sqlite_with_rowid=False,
)


def _cube_columns() -> list[Column[int] | Column[str]]:
    # 0 stands for "open", so that the key has no NULL; hence no foreign keys.
    return [
        Column("week", Text, primary_key=True),
        Column("officer_id", Integer, primary_key=True, autoincrement=False),
        Column("service_id", Integer, primary_key=True, autoincrement=False),
        Column("desk_id", Integer, primary_key=True, autoincrement=False),
        Column("evidence", Text, primary_key=True),
        Column("face", SmallInteger, primary_key=True, autoincrement=False),
        Column("count", Integer, nullable=False),
    ]


cube = Table("cube", metadata, *_cube_columns(), sqlite_with_rowid=False)
# Sums of what ratings added and took away since the aggregator's last run: it reads these and nothing older.
cube_pending = Table("cube_pending", metadata, *_cube_columns(), sqlite_with_rowid=False)

# What the aggregator has found.

scores = Table(
    "scores",
    metadata,
    Column("week", Text, primary_key=True),
    Column("officer_id", ForeignKey("officers.id"), primary_key=True),
    Column("state", Text, nullable=False),
    Column("reason", Text, comment="why there is no score"),
    Column("missing", SmallInteger, nullable=False, comment="raters it still takes"),
    Column("points", Float, comment="as released: 1–4, rounded so that × 25 is whole"),
    Column("low", Float),
    Column("high", Float),
    Column("reliability", Float),
    Column("n_band", Text, nullable=False, comment="how many ratings, e.g. 20–49; the exact number is not shown"),
    Column("released_week", Text, comment="the week whose figure is shown now; an earlier one where the gate held"),
    CheckConstraint("state IN ('none', 'provisional', 'official')", name="state"),
    Index("ix_scores_officer", "officer_id", "week"),
)

office_weeks = Table(
    "office_weeks",
    metadata,
    Column("week", Text, primary_key=True),
    Column("office_id", ForeignKey("offices.id"), primary_key=True),
    Column("named_percent", SmallInteger, comment="of the ratings, how many name the officer; none: too few to tell"),
    Column("n_band", Text, nullable=False),
)

score_runs = Table(
    "score_runs",
    metadata,
    Column("week", Text, primary_key=True),
    Column("parameters", Text, nullable=False, comment="JSON: mean and variance components per office"),
    Column("finished_at", BigInteger, nullable=False),
)

digests = Table(
    "digests",
    metadata,
    Column("week", Text, primary_key=True),
    Column("officer_id", ForeignKey("officers.id"), primary_key=True),
    Column("text", Text, nullable=False, comment="HTML as Telegram knows it"),
    Column("chart", Text, comment="file under the charts folder"),
)

job_runs = Table(
    "job_runs",
    metadata,
    Column("job", Text, primary_key=True),
    Column("week", Text, primary_key=True),
    Column("finished_at", BigInteger, nullable=False),
)

looks = Table(
    "looks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("viewer_id", ForeignKey("officers.id"), nullable=False),
    Column("officer_id", ForeignKey("officers.id"), nullable=False),
    Column("what", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Index("ix_looks_officer", "officer_id", "at"),
)

# Updates in, messages out.

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
