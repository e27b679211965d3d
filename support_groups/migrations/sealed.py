"""Sealing what stands in the tables already, and opening it again for who takes a step back."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from support_groups.core.sealing import mark, seal, unseal

ROWS_AT_ONCE = 500

Change = Callable[[str, str, Any], Any]


def seal_words(table: str, columns: Sequence[str], owner: Sequence[str], key: str = "id") -> None:
    """Seal the words in some columns of every row, for the owner that other columns name."""
    _change(table, columns, owner, key, lambda place, whose, words: seal(place, whose, words.encode()))


def open_words(table: str, columns: Sequence[str], owner: Sequence[str], key: str = "id") -> None:
    """Put the words themselves in place of what is sealed."""
    _change(table, columns, owner, key, lambda place, whose, kept: unseal(place, whose, kept).decode())


def mark_words(table: str, column: str, of: str, within: Sequence[str]) -> None:
    """Fill a column with the marks of words that are not sealed yet."""
    held = sa.table(table, *(sa.column(name) for name in ("id", column, of, *within)))
    setting = sa.update(held).where(held.c.id == sa.bindparam("which")).values({column: sa.bindparam("made")})
    for rows in rows_of(held):
        made = [mark(f"{table}.{column}", "|".join(str(row[name]) for name in within), row[of]) for row in rows]
        op.get_bind().execute(setting, [{"which": row["id"], "made": one} for row, one in zip(rows, made, strict=True)])


def _change(table: str, columns: Sequence[str], owner: Sequence[str], key: str, change: Change) -> None:
    held = sa.table(table, *(sa.column(name) for name in {key, *columns, *owner}))
    setting = sa.update(held).where(held.c[key] == sa.bindparam("which"))
    setting = setting.values({name: sa.bindparam(f"new_{name}") for name in columns})
    for rows in rows_of(held, key):
        op.get_bind().execute(setting, [_changed(table, columns, owner, key, change, row) for row in rows])


def _changed(
    table: str, columns: Sequence[str], owner: Sequence[str], key: str, change: Change, row: sa.RowMapping
) -> dict[str, Any]:
    whose = "|".join(str(row[name]) for name in owner)
    new = {name: None if row[name] is None else change(f"{table}.{name}", whose, row[name]) for name in columns}
    return {"which": row[key], **{f"new_{name}": value for name, value in new.items()}}


def rows_of(table: sa.TableClause, key: str = "id") -> Iterator[Sequence[sa.RowMapping]]:
    """All rows of a table, some at a time."""
    last = 0
    while rows := (
        op.get_bind()
        .execute(sa.select(table).where(table.c[key] > last).order_by(table.c[key]).limit(ROWS_AT_ONCE))
        .mappings()
        .all()
    ):
        yield rows
        last = rows[-1][key]
