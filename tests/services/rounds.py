"""A round of the timekeeper."""

from support_groups.core.chores import chores
from support_groups.core.database import db


def do_chores() -> None:
    """Do all of them, as the timekeeper does."""
    # With a look of the test's own still open, SQLite waits for seconds before it gives up emptying its log.
    db.session.rollback()
    for do in chores().values():
        do()
