"""The migrations lead to the very tables that the models say, on both databases, and back to none."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import Boolean, MetaData, RowMapping, inspect, select, text

from support_groups.accounts.queries import account_named
from support_groups.accounts.rules import fold_name
from support_groups.core.database import Base, db
from support_groups.groups.models import Membership
from support_groups.moderation.models import RecordedPerson
from support_groups.notifications.models import Notice
from support_groups.operations import actions
from support_groups.rooms import queries
from support_groups.rooms.events import PersonCame
from support_groups.rooms.models import Participant
from tests.services import postgres
from tests.services.installation import make_app

MONDAY = date(2026, 11, 16)
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def bare(database: str, tmp_path: Path) -> Iterator[Flask]:
    """An app whose database has no tables yet."""
    address = f"sqlite:///{tmp_path / 'bare.sqlite3'}"
    if database == "postgresql":
        address = postgres.new_database(f"bare_{tmp_path.name}").render_as_string(hide_password=False)
    app = make_app(tmp_path, address)
    with app.app_context():
        yield app
        # What the session still holds is no longer in the pool.
        db.session.close()
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


OLD_ROWS: dict[str, dict[str, object]] = {
    "accounts": {"name": "Milo at home", "name_key": fold_name("Milo at home"), "zone": "UTC", "created_on": MONDAY},
    "groups": {
        "name": "Harbour light",
        "purpose": "To be there.",
        "language": "en",
        "zone": "UTC",
        "attendance": "OPEN",
        "door": "FREE",
        "ground_rules": "Be kind.",
        "retention_hours": 24,
        "share_minutes": 5,
        "formats": "",
        "created_at": NOON,
    },
    "memberships": {
        "name": "Otterly",
        "name_key": "otterly",
        "role": "MEMBER",
        "standing": "ACTIVE",
        "joined_on": MONDAY,
    },
    "rooms": {"kind": "MEETING", "title": "Tuesday", "epoch": "e", "last_seq": 2, "opened_at": NOON},
    "participants": {"name": "Otterly", "role": "member", "told": "Please be kind."},
    "room_log": {"seq": 1, "kind": "person.came", "at": NOON, "data": {"by": "p", "name": "Otterly", "role": "member"}},
    "records": {"place": 1, "act": "MUTED", "detail": "", "at": NOON, "previous": bytes(32), "digest": bytes(32)},
    "recorded_people": {"side": "WHOM", "name": "Otterly", "reason": "Please be kind.", "salt": bytes(range(240, 256))},
    "notices": {"kind": "MUTED", "data": {"reason": "Please be kind."}, "created_at": NOON},
}
"""What stood in the tables before anything in them was sealed, without ids and links: each is the first of its kind."""


def test_what_stood_there_before_is_sealed_and_can_be_read(bare: Flask) -> None:
    actions.migrate("0003")
    known = MetaData()
    known.reflect(db.engine)
    with db.engine.begin() as connection:
        for name, values in OLD_ROWS.items():
            table = known.tables[name]
            links = {one.name: 1 for one in table.columns if one.foreign_keys and not one.nullable}
            flags = {one.name: False for one in table.columns if isinstance(one.type, Boolean)}
            ids = {"public_id": name} if "public_id" in table.c else {}
            connection.execute(table.insert().values({**flags, **links, **ids, "id": 1, **values}))
    # Not further: the next step refuses accounts that have no keys.
    actions.migrate("0008")
    kept = " ".join(str(dict(row)) for name in OLD_ROWS for row in raw_rows(name))
    assert not any(word in kept for word in ("Otterly", "otterly", "Milo", "Please be kind.", "Harbour", "Tuesday"))
    read = [db.session.scalars(select(one)).one() for one in (Membership.name, Participant.name, RecordedPerson.name)]
    assert set(read) == {"Otterly"}
    assert db.session.scalars(select(RecordedPerson.salt)).one() == bytes(range(240, 256))
    assert db.session.scalars(select(Notice.data)).one() == {"reason": "Please be kind."}
    [came] = queries.log_between(1, 0, 1)
    assert came.event == PersonCame("p", "Otterly", "member")
    found = account_named("MILO at home")
    assert found is not None
    assert found.name == "Milo at home"


def raw_rows(name: str) -> Sequence[RowMapping]:
    """The rows of a table as they lie there."""
    with db.engine.connect() as connection:
        return connection.execute(select(text("*")).select_from(text(name))).mappings().all()
