"""The audit trail only grows: its lines, and the seals that chain them, can be neither changed nor removed"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

KEPT = ("events", "seals")


def upgrade() -> None:
    """Lines from before are sealed at the first tick. A later revision that makes one of the tables anew must set its triggers again."""
    op.create_table(
        "seals",
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("position", name="pk_seals"),
        sa.UniqueConstraint("event_id", name="uq_seals_event_id"),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the audit trail only grows'; END $$"
        )
        for table in KEPT:
            op.execute(
                f"CREATE TRIGGER {table}_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
            )
    else:
        for table in KEPT:
            for change in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
                    "BEGIN SELECT RAISE(ABORT, 'the audit trail only grows'); END"
                )
