"""Preparing an installation: its database is looked at first, then made or brought up to date, then filled."""

import fcntl
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import OperationalError

from config import Settings
from support_groups.core import rotation
from support_groups.core.database import Base, db
from support_groups.migrations import CannotMigrate

from . import rules
from .rules import Schema

ADDRESS_FILE = "address"
"""In the data folder, while the service runs: the host and port it serves at, for the commands."""

SERVING_FILE = "serving.lock"

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"

DAMAGED = (
    "The database {path} is damaged or is no database, so nothing was started and nothing was touched. "
    "Put a backup in its place, or begin anew with bin/run --reset."
)
UNKNOWN = (
    "The database {path} was made by a newer version of this service, or by something else, so nothing was started "
    "and nothing was touched. Run that newer version, or choose another folder with --data DIR."
)
SERVED_ALREADY = (
    "The data in {path} is being served already, so nothing was started: stop the other one first, or choose another "
    "folder with --data DIR. People in the one would not hear those in the other."
)
KEYS_ARE_MISSING = (
    "The database {path} was written with other keys than those in {keys}, so nothing was started and nothing can be "
    "read. Put the file of its keys in that place, from the backup you keep of it."
)
UNREACHABLE = "The database {path} cannot be reached, so nothing was started. Is it running, and is its address right?"


class CannotStart(Exception):
    """The database cannot be used as it is; nothing was touched."""

    def __init__(self, words: str) -> None:
        self.words = words
        super().__init__(words)


def prepare(settings: Settings, *, demo: bool) -> bool:
    """Make or migrate the database; a new one gets the demo data, if that is wanted. True when it was new.

    Raises CannotStart, with nothing touched, for a damaged database, for one of a newer version and for one whose keys
    are missing.
    """
    path = place_of(settings)
    if not settings.database_url:
        check_file(Path(path))
    try:
        found = schema()
    except OperationalError:
        raise CannotStart(UNREACHABLE.format(path=path)) from None
    if found is Schema.UNKNOWN:
        raise CannotStart(UNKNOWN.format(path=path))
    if found is not Schema.CURRENT:
        try:
            migrate()
        except CannotMigrate as refusal:
            raise CannotStart(str(refusal)) from None
    if found is not Schema.NEW and rotation.are_missing():
        raise CannotStart(KEYS_ARE_MISSING.format(path=path, keys=settings.keys.resolve()))
    if found is Schema.NEW and demo:
        # Only a new database needs the demo data: every other start is quicker without reading them.
        from .demo import load

        load()
    return found is Schema.NEW


def claim(settings: Settings) -> object:
    """Have a data folder with an SQLite file to oneself, as long as what is given back is held.

    Raises CannotStart where another server is at it: the two would not hear of each other's news.
    """
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    held = (settings.data_dir / SERVING_FILE).open("a")
    try:
        if not settings.database_url:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        held.close()
        raise CannotStart(SERVED_ALREADY.format(path=settings.data_dir.resolve())) from None
    return held


def keep_address(settings: Settings, port: int) -> None:
    """Let the commands on the same data folder know where this place is open."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    (settings.data_dir / ADDRESS_FILE).write_text(rules.host_and_port(settings.host, port), encoding="ascii")


def forget_address(settings: Settings) -> None:
    """Leave nothing behind that would lead nowhere."""
    (settings.data_dir / ADDRESS_FILE).unlink(missing_ok=True)


def place_of(settings: Settings) -> str:
    """Where the data lies, in words without a password."""
    if settings.database_url:
        return re.sub(r"//[^@/]*@", "//", settings.database_url)
    return str((settings.data_dir / "support_groups.sqlite3").resolve())


def check_file(path: Path) -> None:
    """Look through an SQLite file without writing a byte; raises CannotStart for one that is damaged."""
    if not path.exists() or path.stat().st_size == 0:
        return
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
            verdict = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.Error:
        verdict = None
    if verdict != ("ok",):
        raise CannotStart(DAMAGED.format(path=path))


def schema() -> Schema:
    """What the database is to this version."""
    known = revisions()
    with db.engine.connect() as connection:
        tables = set(inspect(connection).get_table_names())
        revision = (
            connection.scalar(text("SELECT version_num FROM alembic_version")) if "alembic_version" in tables else None
        )
    return rules.schema_of(
        has_tables=bool(tables - {"alembic_version"}), revision=revision, known=known, head=head_of(known)
    )


@cache
def revisions() -> dict[str, str | None]:
    """The revisions of the migrations and what each follows; read as text, for loading Alembic takes its time."""
    found = {}
    for file in MIGRATIONS.rglob("*.py"):
        source = file.read_text()
        values = dict(re.findall(r"""^(revision|down_revision)\b[^=\n]*= *["']?(\w+)["']?""", source, re.MULTILINE))
        if "revision" in values:
            before = values.get("down_revision")
            found[values["revision"]] = None if before == "None" else before
    return found


def head_of(known: dict[str, str | None]) -> str | None:
    """The newest revision: the one that none follows; None where there are no migrations."""
    heads = set(known) - set(known.values())
    return max(heads, default=None)


def migrate(to: str = "head") -> None:
    """Bring the tables to this version, or to one before it, wholly or not at all."""
    if not revisions():
        Base.metadata.create_all(db.engine)
        return
    # Only here: loading it takes longer than all the rest of a start.
    from alembic.config import Config
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    versions = MIGRATIONS / "versions"
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", str(versions if versions.exists() else MIGRATIONS))
    scripts = ScriptDirectory.from_config(config)
    with _one_transaction() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"target_metadata": Base.metadata, "fn": lambda revision, _: scripts._upgrade_revs(to, revision)},
        )
        with Operations.context(context):
            context.run_migrations()


@contextmanager
def _one_transaction() -> Iterator[Connection]:
    # SQLite changes a table by making another and dropping the first, which would take along whatever hangs on it:
    # foreign keys rest in the meantime, and are looked through at the end.
    with db.engine.connect() as connection:
        is_sqlite = connection.dialect.name == "sqlite"
        cursor = connection.connection.cursor()
        if is_sqlite:
            cursor.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.execution_options(writes=True).begin():
                yield connection
                if is_sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                    raise RuntimeError("a migration would have left rows behind that belong to nothing")
        finally:
            if is_sqlite:
                cursor.execute("PRAGMA foreign_keys=ON")
