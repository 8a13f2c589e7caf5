"""The trail keeps the actor's role, and lines about what somebody saw, of several cases too; it outlives the cases it tells of"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0025"

WAITS = "INSERT INTO unsealed (event_id) SELECT NEW.id WHERE NOT EXISTS (SELECT 1 FROM seals WHERE seals.event_id = NEW.id)"


def upgrade() -> None:
    """Lines from before have no role. Where the table must be made anew, its triggers are gone with it and are set again."""
    with op.batch_alter_table("events") as events:
        events.add_column(sa.Column("role", sa.String(length=80), nullable=True))
        events.alter_column("case_id", existing_type=sa.Integer(), nullable=True)
        events.drop_constraint("fk_events_case_id", type_="foreignkey")
    if op.get_bind().dialect.name != "postgresql":
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER events_no_{change.lower()} BEFORE {change} ON events "
                "BEGIN SELECT RAISE(ABORT, 'the audit trail only grows'); END"
            )
        op.execute(f"CREATE TRIGGER events_wait AFTER INSERT ON events BEGIN {WAITS}; END")
