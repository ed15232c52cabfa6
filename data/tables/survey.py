"""The official survey (SKM): answers and profiles, complete or not."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, LargeBinary, SmallInteger, Table, Text

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
