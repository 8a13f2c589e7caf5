"""Which tables hold parts of a case, so that reading one does not ask those that are empty"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

EVERY = "',requests,assignments,duties,handovers,facts,'"


def upgrade() -> None:
    """Cases that are there may have parts in every table; a save narrows it."""
    op.add_column("cases", sa.Column("parts", sa.Text(), server_default=sa.text(EVERY), nullable=False))
