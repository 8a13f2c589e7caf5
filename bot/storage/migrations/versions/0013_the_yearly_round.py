"""The yearly round and its answers"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """No round has been held."""
    op.create_table(
        "rounds",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["opened_by"], ["people.id"], name="fk_rounds_opened_by"),
        sa.ForeignKeyConstraint(["closed_by"], ["people.id"], name="fk_rounds_closed_by"),
        sa.PrimaryKeyConstraint("year", name="pk_rounds"),
    )
    op.create_table(
        "round_answers",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("meetings", sa.JSON(), nullable=False),
        sa.Column("plan", sa.Boolean(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_by", sa.Integer(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["year"], ["rounds.year"], name="fk_round_answers_year"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_round_answers_case_id"),
        sa.ForeignKeyConstraint(["answered_by"], ["people.id"], name="fk_round_answers_answered_by"),
        sa.ForeignKeyConstraint(["confirmed_by"], ["people.id"], name="fk_round_answers_confirmed_by"),
        sa.PrimaryKeyConstraint("year", "case_id", name="pk_round_answers"),
    )
