"""Substitutes: who acts for a coordinator, from which day to which"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """A table of its own; no case that is there has one."""
    op.create_table(
        "substitutes",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("assignment", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("person", sa.Integer(), nullable=True),
        sa.Column("suggested", sa.Integer(), nullable=True),
        sa.Column("named_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("named_by", sa.Integer(), nullable=True),
        sa.Column("reminded_on", sa.Date(), nullable=True),
        sa.Column("returns_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ke_told_on", sa.Date(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_substitutes_case_id"),
        sa.ForeignKeyConstraint(["asked_by"], ["people.id"], name="fk_substitutes_asked_by"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_substitutes_person"),
        sa.ForeignKeyConstraint(["suggested"], ["people.id"], name="fk_substitutes_suggested"),
        sa.ForeignKeyConstraint(["named_by"], ["people.id"], name="fk_substitutes_named_by"),
        sa.PrimaryKeyConstraint("case_id", "position", name="pk_substitutes"),
    )
    op.create_index("ix_substitutes_person", "substitutes", ["person"])
