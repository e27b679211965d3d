"""The schema's history (Alembic).

A new step: `.venv/bin/alembic revision --autogenerate --rev-id 0002 -m "Say what"`.
"""

from sqlalchemy import Connection, text

FROM_BEFORE_KEYS = (
    "The accounts in this database were opened before secrets stayed in the browser, and nobody but their owners could "
    "make the keys they need now. Nothing was started and nothing was touched: choose another folder with --data DIR, "
    "or begin anew with bin/run --reset."
)


class CannotMigrate(Exception):
    """What is in the database cannot be carried over; the step that says so has touched nothing."""


def refuse_accounts(connection: Connection) -> None:
    """Go no further where there are accounts already."""
    if connection.scalar(text("SELECT 1 FROM accounts LIMIT 1")):
        raise CannotMigrate(FROM_BEFORE_KEYS)
