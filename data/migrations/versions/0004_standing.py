"""whom to praise and whom to help."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    with op.batch_alter_table("scores") as batch_op:
        batch_op.add_column(
            sa.Column(
                "standing",
                sa.Text(),
                nullable=True,
                comment="above or below: whom to praise, whom to help; none: neither",
            )
        )
