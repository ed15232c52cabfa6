"""What the aggregator has found."""

from sqlalchemy import BigInteger, CheckConstraint, Column, Float, ForeignKey, Index, Integer, SmallInteger, Table, Text

from data.tables.metadata import metadata

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
    Column("change", Text, comment="up or down: there is evidence of it; same: there is none; none: too early to say"),
    Column("parts", Text, comment="JSON: the figure taken apart, as released"),
    Column("standing", Text, comment="above or below: whom to praise, whom to help; none: neither"),
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
