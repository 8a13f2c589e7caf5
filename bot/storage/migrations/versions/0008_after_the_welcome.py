"""Sorts of meetings, and whether KE was told that no first conversation is reported"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Every meeting so far was of the usual sort, and KE was told of nobody."""
    op.add_column("facts", sa.Column("what", sa.String(length=40), nullable=True))
    op.add_column("assignments", sa.Column("start_told_on", sa.Date(), nullable=True))
