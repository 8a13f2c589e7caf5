"""Which lines of the trail wait for their seal: noted by the database itself, so that a tick need not look through the whole trail"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

WAITS = "INSERT INTO unsealed (event_id) SELECT NEW.id WHERE NOT EXISTS (SELECT 1 FROM seals WHERE seals.event_id = NEW.id)"
SEALED = "DELETE FROM unsealed WHERE event_id = NEW.event_id"


def upgrade() -> None:
    """A restored line that is sealed already does not wait, whichever of the two tables is filled first."""
    op.create_table(
        "unsealed",
        sa.Column("event_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("event_id", name="pk_unsealed"),
    )
    op.execute("INSERT INTO unsealed SELECT id FROM events WHERE id NOT IN (SELECT event_id FROM seals)")
    for table, name, does in (("events", "events_wait", WAITS), ("seals", "seals_end_waiting", SEALED)):
        if op.get_bind().dialect.name == "postgresql":
            op.execute(f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {does}; RETURN NULL; END $$")
            op.execute(f"CREATE TRIGGER {name} AFTER INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")
        else:
            op.execute(f"CREATE TRIGGER {name} AFTER INSERT ON {table} BEGIN {does}; END")
