"""What was deleted is gone from the files, not only from the tables."""

from pathlib import Path

from flask import Flask, current_app
from sqlalchemy import delete

from support_groups.core import database
from support_groups.core.database import db
from support_groups.core.transaction import transaction
from support_groups.rooms import actions
from support_groups.rooms.models import Room, RoomKind


def test_deleted_rows_are_in_no_file(app: Flask) -> None:
    if db.engine.dialect.name != "sqlite":
        return
    # Words are sealed and would not be found anyway; what is deleted must be gone all the same.
    plain = actions.open_room(kind=RoomKind.CONVERSATION, title="a title").public_id.encode()
    with transaction() as session:
        session.execute(delete(Room))
    current_app.extensions.pop("support_groups.database.log_due", None)
    db.session.rollback()
    assert plain in files()
    database.empty_log()
    assert plain not in files()


def files() -> bytes:
    """Everything SQLite has written."""
    file = Path(str(db.engine.url.database))
    return b"".join(one.read_bytes() for one in file.parent.glob(f"{file.name}*"))
