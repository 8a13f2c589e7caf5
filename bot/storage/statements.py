"""Statements that both databases know but SQLAlchemy spells per dialect."""

from collections.abc import Mapping

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import Insert as PostgresInsert
from sqlalchemy.dialects.sqlite import Insert as SqliteInsert

from bot.storage.tables import counters


def insert_into(connection: Connection, table: Table) -> PostgresInsert | SqliteInsert:
    """An insert that can say what to do on a conflict."""
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)


def insert_new(table: Table) -> Mapping[str, PostgresInsert | SqliteInsert]:
    """An insert that leaves out a row whose key is there already, for each dialect."""
    return {"postgresql": postgresql.insert(table).on_conflict_do_nothing(), "sqlite": sqlite.insert(table).on_conflict_do_nothing()}


def insert_or_change(table: Table, key: tuple[str, ...]) -> Mapping[str, PostgresInsert | SqliteInsert]:
    """An insert that changes the row whose key is there already to what is given, for each dialect."""

    def made(new: PostgresInsert | SqliteInsert) -> PostgresInsert | SqliteInsert:
        given = {column.name: new.excluded[column.name] for column in table.columns if column.name not in key}
        return new.on_conflict_do_update(index_elements=list(key), set_=given)

    return {"postgresql": made(postgresql.insert(table)), "sqlite": made(sqlite.insert(table))}


def count_up(connection: Connection, name: str) -> int:
    """The next number of a counter that starts at 1; the counter stays locked until the transaction ends."""
    first = insert_into(connection, counters).values(name=name, value=1)
    upsert = first.on_conflict_do_update(index_elements=["name"], set_={"value": counters.c.value + 1})
    return int(connection.execute(upsert.returning(counters.c.value)).scalar_one())
