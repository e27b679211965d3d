"""An installation to test: made once for a worker and a database, emptied before each test."""

import contextvars
import os
import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from flask import Flask, has_app_context
from flask.testing import FlaskClient
from limits.storage import MemoryStorage, Storage
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from config import Settings
from support_groups import create_app
from support_groups.accounts.passphrases import Cost
from support_groups.core.database import Base, db
from support_groups.core.limits import Counting
from support_groups.operations.actions import migrate

from . import postgres

T = TypeVar("T")


class Installation:
    """An app with its database, and how to make the database as new."""

    def __init__(self, kind: str, folder: Path) -> None:
        worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
        if kind == "postgresql":
            address = postgres.new_database(f"groups_{worker}").render_as_string(hide_password=False)
        else:
            address = f"sqlite:///{folder / 'test.sqlite3'}"
        self.app = make_app(folder, address)
        with self.app.app_context():
            migrate()
            self._empty = self._remember_empty(db.engine)

    def empty(self) -> None:
        """Make the installation as new: no rows, no counted limits, no list and no room at hand."""
        with self.app.app_context():
            self._empty()
        counting = self.app.extensions.get("support_groups.limits")
        if isinstance(counting, Counting):
            _forget(counting.own.storage)
        self.app.extensions["support_groups.realtime.beat"].forget_limits()
        for kept in ("support_groups.directory", "support_groups.rooms.live", "support_groups.timekeeper"):
            self.app.extensions.pop(kept, None)

    def close(self) -> None:
        """Give the connections back."""
        with self.app.app_context():
            db.engine.dispose()

    def _remember_empty(self, engine: Engine) -> Callable[[], None]:
        return self._copied(engine) if engine.dialect.name == "sqlite" else self._deleted(engine)

    def _copied(self, engine: Engine) -> Callable[[], None]:
        # SQLite copies whole pages, past all triggers: a table that forbids deletion is emptied too.
        template = sqlite3.connect(":memory:")
        file = str(engine.url.database)
        source = sqlite3.connect(file)
        source.backup(template)
        source.close()

        def restore() -> None:
            # A failed test may leave a result half read, and its connection then sees the old rows for ever.
            engine.dispose()
            target = sqlite3.connect(file)
            template.backup(target)
            target.close()

        return restore

    def _deleted(self, engine: Engine) -> Callable[[], None]:
        # As a replica, PostgreSQL runs neither triggers nor foreign keys. Numbers go on where they were,
        # so that in no two tables the same number stands for what belongs together by chance.
        deletes = "; ".join(str(table.delete()) for table in Base.metadata.sorted_tables)

        def delete() -> None:
            with engine.begin() as connection:
                connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
                connection.exec_driver_sql(deletes)

        return delete


def _forget(storage: Storage) -> None:
    """Forget all that was counted, once the thread is through that looks for what is over."""
    if isinstance(storage, MemoryStorage):
        # It would stumble over what goes away under its hands.
        storage.timer.join()
    storage.reset()


CHEAP = Cost(memory_kib=8, rounds=1)


def make_app(folder: Path, address: str, *, cost: Cost = CHEAP, **settings: Any) -> Flask:
    """An app for tests on a database; forms need no token, which a test of its own looks at."""
    # People of the cast come and speak at once; where their words wait, a test says so.
    settings = {"holds_first": False, **settings}
    chosen = Settings(
        data_dir=folder,
        database_url=address,
        secret_key="only for tests",
        work_bits=4,
        **settings,
    )
    app = create_app(chosen, passphrase_cost=cost)
    app.testing = True
    app.config["WTF_CSRF_ENABLED"] = False
    app.test_client_class = Browser
    return app


def memory_folder() -> tempfile.TemporaryDirectory[str]:
    """A folder that goes with the test run, in memory where the machine offers that: SQLite waits for the disk."""
    memory = Path("/dev/shm")
    usable = memory.is_dir() and os.access(memory, os.W_OK)
    return tempfile.TemporaryDirectory(prefix="groups-tests-", dir=memory if usable else None)


def apart(call: Callable[[], T]) -> T:
    """Call something the way a request of its own runs: with its own app context, session and signed-in person."""
    if has_app_context():
        db.session.rollback()
    return contextvars.Context().run(call)


class Browser(FlaskClient):
    """A test client whose requests share nothing with the test: afterwards the test reads what they have kept."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Make a request."""
        return apart(lambda: super(Browser, self).open(*args, **kwargs))
