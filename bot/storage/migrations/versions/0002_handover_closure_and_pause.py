"""Handovers, facts, closures and pauses, and the day a successor takes over"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add what the cases that are there do not have yet: no closure, no pause, no handover."""
    op.add_column("cases", sa.Column("closing", sa.JSON(), nullable=True))
    op.add_column("cases", sa.Column("pause", sa.JSON(), nullable=True))
    op.add_column("cases", sa.Column("closings", sa.Integer(), server_default=sa.text("0"), nullable=False))
    op.add_column("cases", sa.Column("pauses", sa.Integer(), server_default=sa.text("0"), nullable=False))
    op.add_column("assignments", sa.Column("starts_on", sa.Date(), nullable=True))
    op.add_column("assignments", sa.Column("ends_on", sa.Date(), nullable=True))

    op.create_table(
        "handovers",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("assignment", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reported_by", sa.Integer(), nullable=False),
        sa.Column("wanted_on", sa.Date(), nullable=True),
        sa.Column("suggested", sa.Integer(), nullable=True),
        sa.Column("transfer", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.Integer(), nullable=True),
        sa.Column("ke_told_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_handovers_case_id"),
        sa.ForeignKeyConstraint(["reported_by"], ["people.id"], name="fk_handovers_reported_by"),
        sa.ForeignKeyConstraint(["settled_by"], ["people.id"], name="fk_handovers_settled_by"),
        sa.ForeignKeyConstraint(["suggested"], ["people.id"], name="fk_handovers_suggested"),
        sa.PrimaryKeyConstraint("case_id", "position", name="pk_handovers"),
    )
    op.create_table(
        "facts",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reported_by", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("answer", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_facts_case_id"),
        sa.ForeignKeyConstraint(["reported_by"], ["people.id"], name="fk_facts_reported_by"),
        sa.PrimaryKeyConstraint("case_id", "position", name="pk_facts"),
    )
