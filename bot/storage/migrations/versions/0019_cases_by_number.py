"""A case is found by its number, also when it is closed"""

from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """An index; the one that keeps numbers apart holds the open cases only."""
    op.create_index("ix_cases_number", "cases", ["number"])
