"""The engine, the base of all tables, and column types that keep their promises on SQLite and PostgreSQL alike."""

import os
import secrets
import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime
from inspect import iscoroutinefunction
from typing import Annotated, Any

import orjson
from flask import Flask, current_app
from flask_sqlalchemy_lite import SQLAlchemy
from gevent import get_hub
from sqlalchemy import Connection, DateTime, Dialect, Engine, MetaData, String, event
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.types import TypeDecorator

from .chores import chore

PUBLIC_ID_CHARS = 22
SQLITE_BUSY_MS = 5_000

LOG_LIVES_SECONDS = 30
LOG_MAX_BYTES = 4 * 1024 * 1024
LOG_PAGES_AT_A_COMMIT = 16_000
"""Only beyond this does a commit itself fold the log, and keep everyone waiting meanwhile."""

_LOG_DUE = "support_groups.database.log_due"

db = SQLAlchemy()


class Base(DeclarativeBase):
    """The base of every table; constraints are named so that migrations can find them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment; kept in UTC, given back in UTC. A naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be kept")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def new_public_id() -> str:
    """An unguessable name for a row in addresses and messages: 128 random bits."""
    return secrets.token_urlsafe(16)


type_public_id = String(PUBLIC_ID_CHARS)
PublicId = Annotated[str, mapped_column(type_public_id, unique=True, default=new_public_id)]


def engine_options(address: str) -> dict[str, Any]:
    """Options of `create_engine` for an address."""
    # An error's message would name the values of a query, which may be a person's words.
    options: dict[str, Any] = {
        "url": address,
        "hide_parameters": True,
        "json_serializer": lambda value: orjson.dumps(value).decode(),
        "json_deserializer": orjson.loads,
    }
    if address.startswith("sqlite"):
        options["connect_args"] = {"timeout": SQLITE_BUSY_MS / 1000, "isolation_level": None}
    else:
        options |= {"pool_pre_ping": True, "pool_size": 10, "max_overflow": 20}
    return options


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, _record: Any) -> None:
    if isinstance(connection, sqlite3.Connection):
        for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute(f"PRAGMA wal_autocheckpoint={LOG_PAGES_AT_A_COMMIT}")


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Connection) -> None:
    # A write begins with the lock: two that have read first and want to write would both have to give up.
    if connection.dialect.name == "sqlite":
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@chore("leave nothing that was removed beside the database")
def empty_log() -> None:
    """Fold SQLite's write-ahead log into the file, where what is deleted is overwritten, and empty it.

    Every half minute, or once it has grown, and beside the event loop: whoever writes meanwhile hardly waits.
    """
    engine = db.engine
    due = current_app.extensions.setdefault(_LOG_DUE, [0.0])
    if engine.dialect.name != "sqlite":
        return
    file, is_due = str(engine.url.database), time.monotonic() >= due[0]
    if is_due:
        due[0] = time.monotonic() + LOG_LIVES_SECONDS
    if is_due or _bytes_of(f"{file}-wal") > LOG_MAX_BYTES:
        get_hub().threadpool.apply(_fold_log, (file, is_due))


def _fold_log(file: str, empties: bool) -> None:
    with closing(sqlite3.connect(file, timeout=SQLITE_BUSY_MS / 1000, isolation_level=None)) as connection:
        # Nearly all of it without keeping a writer waiting; with a reader in the way the rest is done the next time.
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
        if empties:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _bytes_of(file: str) -> int:
    try:
        return os.stat(file).st_size
    except FileNotFoundError:
        return 0


def init_app(app: Flask, address: str) -> None:
    """Bind the database of an installation to the app."""
    app.config["SQLALCHEMY_ENGINES"] = {"default": engine_options(address)}
    db.init_app(app)
    # It would close sessions we never open by starting an asyncio loop after each request, and two
    # greenlets doing so at once end in a RuntimeError.
    app.teardown_appcontext_funcs = [close for close in app.teardown_appcontext_funcs if not iscoroutinefunction(close)]
