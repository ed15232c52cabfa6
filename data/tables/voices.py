"""What citizens say of a visit: faces, topics, comments; and the sums that wait for the aggregator."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, LargeBinary, SmallInteger, Table, Text

from data.tables.metadata import metadata

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

# Its person, desk and day stand in the rating; no foreign key, because a changed face is a new rating.
comments = Table(
    "comments",
    metadata,
    Column("id", Text, primary_key=True, comment="random"),
    Column("rating_id", Text, nullable=False),
    Column("text", Text, nullable=False, comment="redacted"),
    Column("masked", Text, nullable=False, comment="JSON: how many of each mask"),
    Index("ix_comments_rating_id", "rating_id"),
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
