"""Needs for training, and who has taken the course"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Nothing was reported."""
    op.create_table(
        "training_needs",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("unit", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("persons", sa.Integer(), nullable=False),
        sa.Column("refresher", sa.Boolean(), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reported_by", sa.Integer(), nullable=False),
        sa.Column("offer_by", sa.Date(), nullable=False),
        sa.Column("offered_on", sa.Date(), nullable=True),
        sa.Column("offered_by", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["unit"], ["units.id"], name="fk_training_needs_unit"),
        sa.ForeignKeyConstraint(["reported_by"], ["people.id"], name="fk_training_needs_reported_by"),
        sa.ForeignKeyConstraint(["offered_by"], ["people.id"], name="fk_training_needs_offered_by"),
        sa.PrimaryKeyConstraint("id", name="pk_training_needs"),
    )
    op.create_table(
        "courses",
        sa.Column("person", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("noted_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_courses_person"),
        sa.ForeignKeyConstraint(["noted_by"], ["people.id"], name="fk_courses_noted_by"),
        sa.PrimaryKeyConstraint("person", name="pk_courses"),
    )
