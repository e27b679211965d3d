"""How much a database is asked."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from support_groups.core.database import db


@contextmanager
def asked() -> Iterator[list[str]]:
    """The statements that reach the database meanwhile."""
    questions: list[str] = []

    def note(*about: object) -> None:
        questions.append(str(about[2]))

    db.session.rollback()
    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield questions
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
