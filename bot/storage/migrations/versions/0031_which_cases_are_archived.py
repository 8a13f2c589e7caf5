"""Which closed cases the archive has, as they are now"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    """Nobody knows of the cases that were written for the archive before; they are written again."""
    op.add_column("cases", sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True))
