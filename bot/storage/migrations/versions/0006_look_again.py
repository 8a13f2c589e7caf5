"""A month in which a case is looked at again"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """No case that is there has one."""
    op.add_column("cases", sa.Column("look_on", sa.Date(), nullable=True))
