"""Complaints that are followed up, and what offices tell of what they did."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    Table,
    Text,
)

from data.tables.metadata import metadata

cases = Table(
    "cases",
    metadata,
    Column("id", Text, primary_key=True, comment="random; stands in the buttons"),
    Column("code", Text, nullable=False, unique=True, comment="the receipt"),
    Column("rater", LargeBinary, comment="none: forgotten a month after closing"),
    Column("sealed_chat", LargeBinary, comment="the way back; forgotten with the rater"),
    Column("language", Text, nullable=False),
    Column("office_id", ForeignKey("offices.id"), nullable=False),
    Column("desk_id", ForeignKey("desks.id"), nullable=False),
    Column("service_id", ForeignKey("services.id")),
    Column("officer_id", ForeignKey("officers.id"), comment="whom the rating names; never shown the case"),
    Column(
        "handler_id", ForeignKey("officers.id"), comment="the lowest superior who sees it; none: nobody stands above"
    ),
    Column("concern", Text, comment="key of data.concerns"),
    Column("status", Text, nullable=False),
    Column("opened_on", Text, nullable=False, comment="day"),
    Column("due_on", Text, nullable=False, comment="day"),
    Column("reopened", SmallInteger, nullable=False, server_default="0"),
    Column("solved", SmallInteger, comment="what the citizen says of it"),
    Column("closed_on", Text, comment="day"),
    Column("escalated_on", Text, comment="day of the last time that the clock ran out"),
    CheckConstraint("status IN ('open', 'answered', 'closed', 'withdrawn')", name="status"),
    Index("ix_cases_rater", "rater"),
    Index("ix_cases_handler", "handler_id", "status"),
    Index("ix_cases_due", "status", "due_on"),
    sqlite_with_rowid=False,
)

case_events = Table(
    "case_events",
    metadata,
    Column("case_id", ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True),
    Column("number", SmallInteger, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("officer_id", ForeignKey("officers.id"), comment="of the office: who; none: the citizen, or the clock"),
    Column("text", Text, comment="redacted"),
    Column("masked", Text, comment="JSON: how many of each mask"),
    Column("at", BigInteger, nullable=False, comment="of a citizen: the hour"),
    sqlite_with_rowid=False,
)

news = Table(
    "news",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("office_id", ForeignKey("offices.id"), nullable=False),
    Column("text", Text, nullable=False),
    Column("posted_by", ForeignKey("officers.id"), nullable=False),
    Column("posted_on", Text, nullable=False, comment="day"),
    Index("ix_news_office", "office_id"),
    sqlite_autoincrement=True,
)

disturbances = Table(
    "disturbances",
    metadata,
    Column("desk_id", ForeignKey("desks.id"), primary_key=True),
    Column("day", Text, primary_key=True),
    Column("cause", Text, primary_key=True, comment="key of a topic of data.topics that is a cause"),
    Column("declared_by", ForeignKey("officers.id"), nullable=False),
    Column("declared_at", BigInteger, nullable=False),
)

# "Not this person": the plan of duties was wrong. Told to the operator as counts.
duty_reports = Table(
    "duty_reports",
    metadata,
    Column("desk_id", ForeignKey("desks.id"), primary_key=True),
    Column("day", Text, primary_key=True),
    Column("officer_id", Integer, primary_key=True, autoincrement=False, comment="0: somebody who is not planned"),
    Column("rater", LargeBinary, primary_key=True),
    sqlite_with_rowid=False,
)
