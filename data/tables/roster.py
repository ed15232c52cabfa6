"""The roster: who serves where. Rows are retired, never deleted, because ratings point at them."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from data.tables.metadata import metadata

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
    Column("free", SmallInteger, nullable=False, server_default="1", comment="1: nothing may be charged, by law"),
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
