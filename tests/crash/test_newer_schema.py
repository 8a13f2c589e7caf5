"""A bot that is one release behind lives a whole story on a database that a newer one has added to, as while replicas are replaced."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bot.storage.engine import open_engine
from bot.storage.tables import metadata
from tests.crash.ledger import read_ledger
from tests.crash.scripts import SCRIPTS
from tests.crash.world import Ground, open_world

NewUrl = Callable[[str], str]


def add_to_every_table(url: str) -> None:
    """All that a migration may add: a column with a server default in each table there is, and a table beside them."""
    engine = open_engine(url)
    with engine.begin() as connection:
        for table in metadata.sorted_tables:
            connection.execute(text(f"ALTER TABLE {table.name} ADD COLUMN unheard_of VARCHAR(9) DEFAULT 'new' NOT NULL"))
        connection.execute(text("CREATE TABLE unheard_of (person_id INTEGER NOT NULL REFERENCES people (id))"))
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()


def mostly_in_the_long_run() -> list[Any]:
    """One story on the database that replicas share before every commit; the others, and SQLite, in the long run."""
    long = [pytest.param(story, kind, marks=pytest.mark.long) for story in SCRIPTS for kind in ("sqlite", "postgresql")]
    return [("yes", "postgresql"), *long]


@pytest.mark.parametrize(("story", "kind"), mostly_in_the_long_run())
async def test_the_release_before_goes_on_on_a_newer_database(story: str, kind: str, new_url: NewUrl, tmp_path: Path) -> None:
    async with open_world(Ground(tmp_path / "present", new_url(kind))) as world:
        await SCRIPTS[story](world.here)
        present = read_ledger(world)
    async with open_world(Ground(tmp_path / "newer", new_url(kind))) as world:
        add_to_every_table(world.bot.plan.database_url)
        await SCRIPTS[story](world.here)
        async with world.session.get(f"http://127.0.0.1:{world.bot.plan.port}/readyz") as response:
            assert response.status == 200
        newer = read_ledger(world)
        present.tells_the_same_as(newer)
        assert newer.repeated == ()
