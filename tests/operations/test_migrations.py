"""The migrations lead to the very tables that the models say, on both databases, and back to none."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import inspect, text

from support_groups.core.database import Base, db
from support_groups.operations import actions
from tests.services import postgres
from tests.services.installation import make_app


@pytest.fixture
def bare(database: str, tmp_path: Path) -> Iterator[Flask]:
    """An app whose database has no tables yet."""
    address = f"sqlite:///{tmp_path / 'bare.sqlite3'}"
    if database == "postgresql":
        address = postgres.new_database(f"bare_{tmp_path.name}").render_as_string(hide_password=False)
    app = make_app(tmp_path, address)
    with app.app_context():
        yield app
        db.engine.dispose()


def difference() -> list[object]:
    """What the models say beyond the tables, or the tables beyond the models."""
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, Base.metadata))


def test_the_migrations_make_what_the_models_say(bare: Flask) -> None:
    actions.migrate()
    assert difference() == []


def test_a_step_that_is_missing_would_show(bare: Flask) -> None:
    actions.migrate()
    with db.engine.begin() as connection:
        connection.execute(text("ALTER TABLE rooms DROP COLUMN epoch"))
    assert difference()


def test_migrated_tables_refuse_to_change_the_record(bare: Flask) -> None:
    actions.migrate()
    with db.engine.connect() as connection:
        names = _triggers(connection.dialect.name)
        found = set(connection.execute(text(names)).scalars())
    assert {"records_are_kept", "recorded_people_are_not_changed"} <= found


def _triggers(dialect: str) -> str:
    if dialect == "sqlite":
        return "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    return "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"


def test_every_step_can_be_taken_back(bare: Flask) -> None:
    actions.migrate()
    scripts = ScriptDirectory(str(actions.MIGRATIONS))
    with db.engine.connect().execution_options(writes=True) as connection, connection.begin():
        context = MigrationContext.configure(connection)
        with Operations.context(context):
            for step in scripts.walk_revisions():
                step.module.downgrade()
    assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}
