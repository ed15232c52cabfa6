"""scores taken apart, and evidence of change."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    with op.batch_alter_table("scores") as batch_op:
        batch_op.add_column(
            sa.Column(
                "change",
                sa.Text(),
                nullable=True,
                comment="up or down: there is evidence of it; same: there is none; none: too early to say",
            )
        )
        batch_op.add_column(
            sa.Column("parts", sa.Text(), nullable=True, comment="JSON: the figure taken apart, as released")
        )
