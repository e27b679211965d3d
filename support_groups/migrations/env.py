"""For the `alembic` command of those who change tables; a server brings its database up to date by itself."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from support_groups import create_app
from support_groups.core.database import Base, UtcDateTime, db


def as_plain_type(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """Write our own column types as the plain ones they are in a database: a step must outlive our code."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UtcDateTime) else False


with create_app().app_context(), db.engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_item=as_plain_type,
        render_as_batch=True,
    )
    with context.begin_transaction():
        context.run_migrations()
