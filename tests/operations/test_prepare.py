"""A database is looked at before it is used; what cannot be used is left as it is."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import inspect

from config import Settings
from support_groups import create_app
from support_groups.core.database import Base, db
from support_groups.operations import actions, queries
from support_groups.operations.rules import Schema
from support_groups.rooms import actions as rooms
from support_groups.rooms.models import RoomKind

FILE = "support_groups.sqlite3"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A new folder for the data."""
    return Settings(data_dir=tmp_path, secret_key="only for tests")


def prepare(settings: Settings, *, demo: bool = False) -> bool:
    """Prepare in an app of its own, which lets go of the file afterwards."""
    app = create_app(settings)
    with app.app_context():
        try:
            return actions.prepare(settings, demo=demo)
        finally:
            db.session.close()
            db.engine.dispose()


def content(settings: Settings) -> dict[str, bytes]:
    """The database's files, byte by byte."""
    return {file.name: file.read_bytes() for file in settings.data_dir.glob(f"{FILE}*")}


def change(settings: Settings, statement: str) -> None:
    """Change the file behind the service's back."""
    with closing(sqlite3.connect(settings.data_dir / FILE)) as connection:
        connection.execute(statement)
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def test_a_new_database_has_all_tables_and_is_new_only_once(settings: Settings) -> None:
    assert prepare(settings) is True
    assert prepare(settings) is False
    app = create_app(settings)
    with app.app_context():
        assert set(Base.metadata.tables) <= set(inspect(db.engine).get_table_names())
        assert actions.schema() is Schema.CURRENT
        db.engine.dispose()


def test_a_database_of_a_newer_version_is_refused_and_not_touched(settings: Settings) -> None:
    prepare(settings)
    change(settings, "UPDATE alembic_version SET version_num = 'of next year'")
    before = content(settings)
    with pytest.raises(actions.CannotStart, match="newer version"):
        prepare(settings)
    assert content(settings)[FILE] == before[FILE]


def test_accounts_from_before_secrets_stayed_in_the_browser_are_refused_and_not_touched(settings: Settings) -> None:
    with create_app(settings).app_context():
        actions.migrate("0002")
        db.engine.dispose()
    change(
        settings,
        "INSERT INTO accounts (public_id, name, name_key, passphrase_hash, recovery_hash, zone, is_steward,"
        " may_found_groups, created_on) VALUES ('x', 'Milo', 'milo', '-', '-', 'UTC', 0, 0, '2026-11-16')",
    )
    kept = content(settings)
    with pytest.raises(actions.CannotStart, match="nothing was touched"):
        prepare(settings)
    assert content(settings)[FILE] == kept[FILE]


def test_clean_dates_that_only_their_owners_could_seal_are_refused_and_not_touched(settings: Settings) -> None:
    with create_app(settings).app_context():
        actions.migrate("0010")
        db.engine.dispose()
    change(settings, "INSERT INTO clean_dates (account_id, clean_on) VALUES (1, '2026-11-01')")
    kept = content(settings)
    with pytest.raises(actions.CannotStart, match="only their owners could seal them"):
        prepare(settings)
    assert content(settings)[FILE] == kept[FILE]


def test_a_damaged_database_is_refused_and_not_touched(settings: Settings) -> None:
    prepare(settings)
    file = settings.data_dir / FILE
    whole = file.read_bytes()
    file.write_bytes(whole[:4096] + b"\xff" * 8192 + whole[4096 + 8192 :])
    before = content(settings)
    with pytest.raises(actions.CannotStart, match="damaged"):
        prepare(settings)
    assert content(settings)[FILE] == before[FILE]


def test_a_file_that_is_no_database_is_refused_and_not_touched(settings: Settings) -> None:
    (settings.data_dir / FILE).write_bytes(b"Dear diary, this is a letter and no database. " * 100)
    before = content(settings)
    with pytest.raises(actions.CannotStart, match="damaged"):
        prepare(settings)
    assert content(settings) == before


def test_tables_of_something_else_are_refused(settings: Settings) -> None:
    with closing(sqlite3.connect(settings.data_dir / FILE)) as connection:
        connection.execute("CREATE TABLE recipes (id INTEGER)")
    with pytest.raises(actions.CannotStart, match="something else"):
        prepare(settings)


def test_an_unreachable_server_is_said_in_one_sentence_without_its_password(tmp_path: Path) -> None:
    address = f"postgresql+psycopg://someone:sesame@/none?host={tmp_path}"
    with pytest.raises(actions.CannotStart, match="cannot be reached") as refusal:
        prepare(Settings(data_dir=tmp_path, secret_key="only for tests", database_url=address))
    assert "sesame" not in refusal.value.words


def test_only_a_new_database_gets_the_demo_people(settings: Settings) -> None:
    prepare(settings)
    prepare(settings, demo=True)
    app = create_app(settings)
    with app.app_context():
        assert not queries.has_demo()
        db.engine.dispose()


def test_a_database_whose_keys_are_missing_is_refused_and_not_touched(settings: Settings) -> None:
    prepare(settings)
    app = create_app(settings)
    with app.app_context():
        rooms.open_room(kind=RoomKind.MEETING, title="Tuesday")
        db.engine.dispose()
    settings.keys.rename(settings.data_dir / "elsewhere")
    before = content(settings)[FILE]
    with pytest.raises(actions.CannotStart, match="other keys"):
        prepare(settings)
    assert content(settings)[FILE] == before
    (settings.data_dir / "elsewhere").replace(settings.keys)
    assert prepare(settings) is False
