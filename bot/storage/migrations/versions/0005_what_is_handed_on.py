"""The checklist of a handover, and whether the user's wish was asked for"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Nothing is ticked yet for those who are in place."""
    op.add_column("assignments", sa.Column("wish_asked", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    op.add_column("assignments", sa.Column("handed_on", sa.Text(), server_default=sa.text("','"), nullable=False))
    op.add_column("assignments", sa.Column("checklist_reminded_on", sa.Date(), nullable=True))
