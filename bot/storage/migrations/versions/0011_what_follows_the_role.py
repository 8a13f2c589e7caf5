"""Who was asked in person and who for the role, and which leaders were asked for a successor"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

EVENTS = sa.table("events", sa.column("case_id", sa.Integer), sa.column("kind", sa.String), sa.column("data", sa.JSON))
REQUESTS = sa.table("requests", sa.column("case_id", sa.Integer), sa.column("seq", sa.Integer), sa.column("passed_to", sa.Text))


def upgrade() -> None:
    """Whoever a request was passed on to stands in the trail; an open handover is told to its leaders once, as its message is there."""
    op.add_column("requests", sa.Column("passed_to", sa.Text(), server_default=sa.text("','"), nullable=False))
    op.add_column("handovers", sa.Column("asked", sa.Text(), server_default=sa.text("','"), nullable=False))
    connection = op.get_bind()
    for case, data in connection.execute(sa.select(EVENTS.c.case_id, EVENTS.c.data).where(EVENTS.c.kind == "passed_on")).all():
        own = REQUESTS.c.case_id == case, REQUESTS.c.seq == data["request"]
        connection.execute(sa.update(REQUESTS).where(*own).values(passed_to=REQUESTS.c.passed_to + f"{data['to']},"))
