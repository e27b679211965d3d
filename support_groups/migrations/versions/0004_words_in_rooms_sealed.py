"""Seal the words in rooms"""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

from support_groups.migrations.sealed import open_words, rows_of, seal_words

revision = "0004"
down_revision = "0003"

NAMED = ("person.came", "person.renamed")
LOG = sa.table("room_log", sa.column("id"), sa.column("kind"), sa.column("body"), sa.column("data", sa.JSON))
SEALED = (
    ("rooms", ("title",), ("public_id",)),
    ("participants", ("name", "told"), ("room_id", "public_id")),
    ("room_log", ("body",), ("room_id", "seq")),
)


def upgrade() -> None:
    with op.batch_alter_table("rooms") as rooms:
        rooms.alter_column("title", type_=sa.Text(), existing_nullable=False)
    with op.batch_alter_table("participants") as participants:
        participants.alter_column("name", type_=sa.Text(), existing_nullable=False)
        participants.alter_column("told", type_=sa.Text(), existing_nullable=True)
    _say(
        body="The words of the event: what was said, blanked when it is removed, or a name.",
        data="All else of the event; no words.",
    )
    _write_log(lambda data, _: ({key: value for key, value in data.items() if key != "name"}, data["name"]))
    for table, columns, owner in SEALED:
        seal_words(table, columns, owner)


def downgrade() -> None:
    for table, columns, owner in SEALED:
        open_words(table, columns, owner)
    _write_log(lambda data, body: ({**data, "name": body}, None))
    _say(body="Blanked when a message is removed.", data=None)
    with op.batch_alter_table("participants") as participants:
        participants.alter_column("told", type_=sa.String(300), existing_nullable=True)
        participants.alter_column("name", type_=sa.String(30), existing_nullable=False)
    with op.batch_alter_table("rooms") as rooms:
        rooms.alter_column("title", type_=sa.String(80), existing_nullable=False)


def _write_log(change: Callable[[dict[str, Any], str | None], tuple[dict[str, Any], str | None]]) -> None:
    setting = sa.update(LOG).where(LOG.c.id == sa.bindparam("which"))
    setting = setting.values(data=sa.bindparam("new_data", type_=sa.JSON), body=sa.bindparam("new_body"))
    for rows in rows_of(LOG):
        named = [(row["id"], *change(row["data"], row["body"])) for row in rows if row["kind"] in NAMED]
        if named:
            changed = [{"which": which, "new_data": data, "new_body": body} for which, data, body in named]
            op.get_bind().execute(setting, changed)


def _say(body: str | None, data: str | None) -> None:
    # SQLite keeps no comments.
    if op.get_bind().dialect.name != "sqlite":
        op.alter_column("room_log", "body", comment=body)
        op.alter_column("room_log", "data", comment=data)
