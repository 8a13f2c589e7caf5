"""Who was asked about which cases, beside the lists of recipients: a list in a column can only be found by looking at every request"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """The table is filled from the requests there are."""
    asked = op.create_table(
        "asked",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_asked_person_id"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_asked_case_id"),
        sa.PrimaryKeyConstraint("person_id", "case_id", name="pk_asked"),
    )
    op.create_index("ix_asked_case_id", "asked", ["case_id"])
    rows = op.get_bind().execute(sa.text("SELECT case_id, recipients FROM requests"))
    found = {(int(person), case) for case, recipients in rows for person in recipients.split(",") if person}
    if found:
        op.bulk_insert(asked, [{"person_id": person, "case_id": case} for person, case in sorted(found)])
