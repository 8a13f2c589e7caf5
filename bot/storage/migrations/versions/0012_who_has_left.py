"""Who is gone from the newest lists, and whether it was told that a coordinator has left"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Everybody who is there is listed."""
    op.add_column("people", sa.Column("listed", sa.Boolean(), server_default=sa.text("true"), nullable=False))
    op.add_column("assignments", sa.Column("left_told_on", sa.Date(), nullable=True))
