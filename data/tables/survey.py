"""The official survey (SKM): answers and profiles, complete or not; what an office does about them; its reports."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, LargeBinary, SmallInteger, Table, Text

from data.tables.metadata import metadata

UNSUR = (
    "persyaratan",
    "prosedur",
    "waktu",
    "biaya",
    "produk",
    "kompetensi",
    "perilaku",
    "sarana",
    "pengaduan",
)
"""The nine elements by name, in the questionnaire's order; sources number the last two differently."""

skm_responses = Table(
    "skm_responses",
    metadata,
    Column("id", Text, primary_key=True, comment="random; stands in the buttons"),
    Column("rater", LargeBinary, nullable=False),
    Column("office_id", ForeignKey("offices.id"), nullable=False),
    Column("desk_id", ForeignKey("desks.id"), nullable=False),
    Column("service_id", ForeignKey("services.id")),
    *(Column(unsur, SmallInteger, CheckConstraint(f"{unsur} BETWEEN 1 AND 4", name=unsur)) for unsur in UNSUR),
    Column("age", Text, comment="band; of a person under 18 nothing else of the profile is asked"),
    Column("sex", Text),
    Column("education", Text),
    Column("occupation", Text),
    Column("started_on", Text, nullable=False, comment="day"),
    Column("completed_on", Text, comment="day of the ninth answer; only these count"),
    Index("ix_skm_responses_rater", "rater"),
    Index("ix_skm_responses_office", "office_id", "completed_on"),
    sqlite_with_rowid=False,
)

follow_up_plans = Table(
    "follow_up_plans",
    metadata,
    Column("office_id", ForeignKey("offices.id"), primary_key=True),
    Column("first", Text, primary_key=True, comment="day the survey's period begins"),
    Column("last", Text, primary_key=True, comment="day it ends"),
    Column("position", SmallInteger, primary_key=True, comment="order in the office's sheet, from 0"),
    Column("unsur", Text, nullable=False),
    Column("program", Text, nullable=False),
    Column("quarter", Text, nullable=False, comment="when it is to be done, e.g. 2027-1"),
    Column("responsible", Text, nullable=False),
    Column("done_on", Text, comment="day; none: not done yet"),
)

survey_reports = Table(
    "survey_reports",
    metadata,
    Column("office_id", ForeignKey("offices.id"), primary_key=True),
    Column("first", Text, primary_key=True),
    Column("last", Text, primary_key=True),
    Column("first_made_on", Text, nullable=False, comment="day"),
    Column("made_on", Text, nullable=False, comment="day of the latest, which is in the file"),
    Column("regular", SmallInteger, nullable=False, comment="1: of a whole quarter, half-year or year"),
    Column("users", Integer, comment="users of the services in the period, as the office told; none: not told"),
    Column("file", Text, nullable=False, comment="the PDF, under the reports folder"),
)
