"""How fast all replicas together have sent: Teams' limit is one for the whole bot"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0019"


def upgrade() -> None:
    """One row, made by the first that sends."""
    op.create_table(
        "pace",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sent", sa.JSON(), nullable=False),
        sa.Column("rest_until", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_pace"),
    )
