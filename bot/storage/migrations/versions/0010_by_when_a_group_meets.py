"""By when the group of a case must meet"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Worked out anew whenever something happens in a case."""
    op.add_column("cases", sa.Column("meet_by", sa.Date(), nullable=True))
    op.create_index("ix_cases_meet_by", "cases", ["meet_by"])
