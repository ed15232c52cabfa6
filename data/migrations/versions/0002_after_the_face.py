"""comments, the official survey, cases, news, disturbances."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.execute("DELETE FROM conversations")  # of an hour at most, and written in other words
    op.create_table(
        "comments",
        sa.Column("id", sa.Text(), nullable=False, comment="random"),
        sa.Column("rating_id", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False, comment="redacted"),
        sa.Column("masked", sa.Text(), nullable=False, comment="JSON: how many of each mask"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comments")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("comments") as batch_op:
        batch_op.create_index("ix_comments_rating_id", ["rating_id"], unique=False)

    op.create_table(
        "cases",
        sa.Column("id", sa.Text(), nullable=False, comment="random; stands in the buttons"),
        sa.Column("code", sa.Text(), nullable=False, comment="the receipt"),
        sa.Column("rater", sa.LargeBinary(), nullable=True, comment="none: forgotten a month after closing"),
        sa.Column("sealed_chat", sa.LargeBinary(), nullable=True, comment="the way back; forgotten with the rater"),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("desk_id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=True),
        sa.Column("officer_id", sa.Integer(), nullable=True, comment="whom the rating names; never shown the case"),
        sa.Column(
            "handler_id",
            sa.Integer(),
            nullable=True,
            comment="the lowest superior who sees it; none: nobody stands above",
        ),
        sa.Column("concern", sa.Text(), nullable=True, comment="key of data.concerns"),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("opened_on", sa.Text(), nullable=False, comment="day"),
        sa.Column("due_on", sa.Text(), nullable=False, comment="day"),
        sa.Column("reopened", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("solved", sa.SmallInteger(), nullable=True, comment="what the citizen says of it"),
        sa.Column("closed_on", sa.Text(), nullable=True, comment="day"),
        sa.Column("escalated_on", sa.Text(), nullable=True, comment="day of the last time that the clock ran out"),
        sa.CheckConstraint("status IN ('open', 'answered', 'closed', 'withdrawn')", name=op.f("ck_cases_status")),
        sa.ForeignKeyConstraint(["desk_id"], ["desks.id"], name=op.f("fk_cases_desk_id")),
        sa.ForeignKeyConstraint(["handler_id"], ["officers.id"], name=op.f("fk_cases_handler_id")),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_cases_office_id")),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_cases_officer_id")),
        sa.ForeignKeyConstraint(["service_id"], ["services.id"], name=op.f("fk_cases_service_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
        sa.UniqueConstraint("code", name=op.f("uq_cases_code")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("cases") as batch_op:
        batch_op.create_index("ix_cases_due", ["status", "due_on"], unique=False)
        batch_op.create_index("ix_cases_handler", ["handler_id", "status"], unique=False)
        batch_op.create_index("ix_cases_rater", ["rater"], unique=False)

    op.create_table(
        "disturbances",
        sa.Column("desk_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False, comment="key of a topic of data.topics that is a cause"),
        sa.Column("declared_by", sa.Integer(), nullable=False),
        sa.Column("declared_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["declared_by"], ["officers.id"], name=op.f("fk_disturbances_declared_by")),
        sa.ForeignKeyConstraint(["desk_id"], ["desks.id"], name=op.f("fk_disturbances_desk_id")),
        sa.PrimaryKeyConstraint("desk_id", "day", "cause", name=op.f("pk_disturbances")),
    )
    op.create_table(
        "duty_reports",
        sa.Column("desk_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column(
            "officer_id", sa.Integer(), autoincrement=False, nullable=False, comment="0: somebody who is not planned"
        ),
        sa.Column("rater", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["desk_id"], ["desks.id"], name=op.f("fk_duty_reports_desk_id")),
        sa.PrimaryKeyConstraint("desk_id", "day", "officer_id", "rater", name=op.f("pk_duty_reports")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "news",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("posted_by", sa.Integer(), nullable=False),
        sa.Column("posted_on", sa.Text(), nullable=False, comment="day"),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_news_office_id")),
        sa.ForeignKeyConstraint(["posted_by"], ["officers.id"], name=op.f("fk_news_posted_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_news")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("news") as batch_op:
        batch_op.create_index("ix_news_office", ["office_id"], unique=False)

    op.create_table(
        "skm_responses",
        sa.Column("id", sa.Text(), nullable=False, comment="random; stands in the buttons"),
        sa.Column("rater", sa.LargeBinary(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("desk_id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=True),
        sa.Column("persyaratan", sa.SmallInteger(), nullable=True),
        sa.Column("prosedur", sa.SmallInteger(), nullable=True),
        sa.Column("waktu", sa.SmallInteger(), nullable=True),
        sa.Column("biaya", sa.SmallInteger(), nullable=True),
        sa.Column("produk", sa.SmallInteger(), nullable=True),
        sa.Column("kompetensi", sa.SmallInteger(), nullable=True),
        sa.Column("perilaku", sa.SmallInteger(), nullable=True),
        sa.Column("sarana", sa.SmallInteger(), nullable=True),
        sa.Column("pengaduan", sa.SmallInteger(), nullable=True),
        sa.Column(
            "age", sa.Text(), nullable=True, comment="band; of a person under 18 nothing else of the profile is asked"
        ),
        sa.Column("sex", sa.Text(), nullable=True),
        sa.Column("education", sa.Text(), nullable=True),
        sa.Column("occupation", sa.Text(), nullable=True),
        sa.Column("started_on", sa.Text(), nullable=False, comment="day"),
        sa.Column("completed_on", sa.Text(), nullable=True, comment="day of the ninth answer; only these count"),
        sa.ForeignKeyConstraint(["desk_id"], ["desks.id"], name=op.f("fk_skm_responses_desk_id")),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_skm_responses_office_id")),
        sa.ForeignKeyConstraint(["service_id"], ["services.id"], name=op.f("fk_skm_responses_service_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_skm_responses")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("skm_responses") as batch_op:
        batch_op.create_index("ix_skm_responses_office", ["office_id", "completed_on"], unique=False)
        batch_op.create_index("ix_skm_responses_rater", ["rater"], unique=False)

    op.create_table(
        "case_events",
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("number", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column(
            "officer_id", sa.Integer(), nullable=True, comment="of the office: who; none: the citizen, or the clock"
        ),
        sa.Column("text", sa.Text(), nullable=True, comment="redacted"),
        sa.Column("masked", sa.Text(), nullable=True, comment="JSON: how many of each mask"),
        sa.Column("at", sa.BigInteger(), nullable=False, comment="of a citizen: the hour"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_events_case_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_case_events_officer_id")),
        sa.PrimaryKeyConstraint("case_id", "number", name=op.f("pk_case_events")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("raters") as batch_op:
        batch_op.add_column(
            sa.Column(
                "news_id", sa.Integer(), nullable=True, comment="what an office did with the answers, as last shown"
            )
        )

    with op.batch_alter_table("services") as batch_op:
        batch_op.add_column(
            sa.Column(
                "free",
                sa.SmallInteger(),
                server_default="1",
                nullable=False,
                comment="1: nothing may be charged, by law",
            )
        )
