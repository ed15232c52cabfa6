"""follow-up plans after the official survey, and its reports."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "follow_up_plans",
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("first", sa.Text(), nullable=False, comment="day the survey's period begins"),
        sa.Column("last", sa.Text(), nullable=False, comment="day it ends"),
        sa.Column("position", sa.SmallInteger(), nullable=False, comment="order in the office's sheet, from 0"),
        sa.Column("unsur", sa.Text(), nullable=False),
        sa.Column("program", sa.Text(), nullable=False),
        sa.Column("quarter", sa.Text(), nullable=False, comment="when it is to be done, e.g. 2027-1"),
        sa.Column("responsible", sa.Text(), nullable=False),
        sa.Column("done_on", sa.Text(), nullable=True, comment="day; none: not done yet"),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_follow_up_plans_office_id")),
        sa.PrimaryKeyConstraint("office_id", "first", "last", "position", name=op.f("pk_follow_up_plans")),
    )
    op.create_table(
        "survey_reports",
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("first", sa.Text(), nullable=False),
        sa.Column("last", sa.Text(), nullable=False),
        sa.Column("first_made_on", sa.Text(), nullable=False, comment="day"),
        sa.Column("made_on", sa.Text(), nullable=False, comment="day of the latest, which is in the file"),
        sa.Column("regular", sa.SmallInteger(), nullable=False, comment="1: of a whole quarter, half-year or year"),
        sa.Column(
            "users",
            sa.Integer(),
            nullable=True,
            comment="users of the services in the period, as the office told; none: not told",
        ),
        sa.Column("file", sa.Text(), nullable=False, comment="the PDF, under the reports folder"),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_survey_reports_office_id")),
        sa.PrimaryKeyConstraint("office_id", "first", "last", name=op.f("pk_survey_reports")),
    )
