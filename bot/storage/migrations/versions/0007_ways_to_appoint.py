"""Ways to appoint, whether the user's wish was weighed, and deadlines a municipality does not set"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Every request so far was a request with a deadline, in a case with a decision."""
    with op.batch_alter_table("requests") as requests:
        requests.add_column(sa.Column("way", sa.String(length=40), server_default=sa.text("'request'"), nullable=False))
        requests.alter_column("deadline", existing_type=sa.Date(), nullable=True)
    with op.batch_alter_table("cases") as cases:
        cases.alter_column("decided_on", existing_type=sa.Date(), nullable=True)
        cases.alter_column("appoint_by", existing_type=sa.Date(), nullable=True)
    op.add_column("assignments", sa.Column("wish", sa.String(length=40), nullable=True))
