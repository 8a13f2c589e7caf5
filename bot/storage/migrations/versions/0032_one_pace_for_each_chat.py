"""What was sent lately in each chat, for the replicas to count together"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    """Nothing was counted together before."""
    op.add_column("pace", sa.Column("chats", sa.JSON(), nullable=True))
