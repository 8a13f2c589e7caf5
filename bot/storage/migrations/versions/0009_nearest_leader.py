"""Whose nearest leader somebody is"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Nobody is listed with one yet."""
    op.add_column("people", sa.Column("nearest_leader", sa.Integer(), nullable=True))
