"""Another key in place of the old ones, while the service runs: what is sealed is sealed anew, a little at a time.

    a new key → everybody uses it → seal anew → whoever still used an old one is done → look once more → let go

Broken off anywhere, it goes on where it was the next time.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, RowMapping, Table, Text, and_, column, func, or_, select, table, update

from .database import Base, db
from .keys import LOOK_SECONDS, keys
from .sealing import joined, mark, marking_of, owner_columns, seal, sealed_columns, unseal
from .transaction import LONGEST_SECONDS, transaction

ROWS_AT_ONCE = 200
REST_SECONDS = 0.02
SETTLED_AFTER_SECONDS = LOOK_SECONDS + LONGEST_SECONDS + 1
"""So long after a key was made nothing is committed any more that was sealed under the one before."""


@dataclass(frozen=True)
class Uses:
    """How many values hang on a key."""

    key_id: str
    count: int
    is_known: bool
    is_current: bool


class Shelf:
    """A table as it is kept: what is sealed in it is not opened when it is read."""

    def __init__(self, whole: Table) -> None:
        self.whole = whole
        self.sealed = sealed_columns(whole)
        self.marked = [(one, made) for one in whole.columns if (made := marking_of(one))]
        self.table = table(whole.name, *(_plain(one) for one in whole.columns))
        [self._key] = [self.table.c[one.name] for one in whole.primary_key.columns]
        self._kept = [self.table.c[one.name] for one in (*self.sealed, *(one for one, _ in self.marked))]

    def counted(self) -> Iterator[tuple[str, int]]:
        """The ids of keys, and how many values of a column hang on each."""
        for kept in self._kept:
            named = func.substr(kept, 3, 8)
            counting = select(named, func.count()).where(kept.is_not(None)).group_by(named)
            yield from ((key_id, count) for key_id, count in db.session.execute(counting))

    def sample(self) -> Iterator[str]:
        """The id of one key on which something of each column hangs."""
        for kept in self._kept:
            named = select(func.substr(kept, 3, 8)).where(kept.is_not(None)).limit(1)
            yield from db.session.scalars(named)

    def behind(self) -> Iterator[Sequence[RowMapping]]:
        """The rows in which something hangs on an old key, some at a time."""
        under = f"1.{keys().current().id}.%"
        old = or_(*(and_(kept.is_not(None), kept.not_like(under)) for kept in self._kept))
        last = 0
        while True:
            wanted = select(self.table).where(self._key > last, old).order_by(self._key).limit(ROWS_AT_ONCE)
            rows = db.session.execute(wanted).mappings().all()
            db.session.rollback()
            if not rows:
                return
            yield rows
            last = rows[-1][self._key.name]

    def seal_anew(self, rows: Sequence[RowMapping]) -> None:
        """Seal under the key of now what is as it was read; what someone has changed meanwhile is new anyway."""
        with transaction() as session:
            for row in rows:
                new = self._anew(row)
                this = [self._key == row[self._key.name], *(self.table.c[name] == row[name] for name in new)]
                session.connection().execute(update(self.table).where(*this).values(new))

    def _anew(self, row: RowMapping) -> dict[str, str]:
        owner = joined(owner_columns(self.whole), row.__getitem__)
        opened = {one.name: unseal(str(one), owner, row[one.name]) for one in self.sealed if row[one.name] is not None}
        new = {name: seal(f"{self.whole.name}.{name}", owner, content) for name, content in opened.items()}
        for one, (of, within) in self.marked:
            new[one.name] = mark(str(one), joined(within, row.__getitem__), opened[of].decode())
        return new


def uses() -> list[Uses]:
    """What hangs on which key: those at hand, and those that values name and nobody has."""
    counted = {key.id: 0 for key in keys().all()}
    known, current = set(counted), keys().current().id
    for shelf in _shelves():
        for key_id, count in shelf.counted():
            counted[key_id] = counted.get(key_id, 0) + count
    db.session.rollback()
    return [Uses(key_id, count, key_id in known, key_id == current) for key_id, count in counted.items()]


def are_missing() -> bool:
    """Whether the keys of this database are others than those at hand; a look at one value of each column."""
    known = {key.id for key in keys().all()}
    named = {key_id for shelf in _shelves() for key_id in shelf.sample()}
    db.session.rollback()
    return not named <= known


def rotate(settled_after: float | None = None) -> Iterator[str]:
    """Seal everything under a new key and let the old ones go; tells in words what it does.

    A copy of the database from before can then be opened by nobody, unless a copy of the old keys was kept as well.
    """
    began = time.monotonic()
    if len(keys().all()) == 1:
        yield f"A new key: {keys().add().id}"
    else:
        yield f"Going on with the key {keys().current().id}"
    old = [key.id for key in keys().all()[:-1]]
    yield from _seal_all()
    left = (SETTLED_AFTER_SECONDS if settled_after is None else settled_after) - (time.monotonic() - began)
    if left > 0:
        yield f"Waiting {left:.0f} s for whoever still uses an old key"
        time.sleep(left)
    yield from _seal_all()
    keys().let_go(old)
    yield f"Let go of {', '.join(old)}"


def _seal_all() -> Iterator[str]:
    for shelf in _shelves():
        # Again until nothing is left: a row that someone was changing just then is still to do.
        while count := _seal_shelf(shelf):
            yield f"{shelf.whole.name}: {count} rows sealed anew"


def _seal_shelf(shelf: Shelf) -> int:
    count = 0
    for rows in shelf.behind():
        shelf.seal_anew(rows)
        count += len(rows)
        # Whoever waits to write has their turn.
        time.sleep(REST_SECONDS)
    return count


def _shelves() -> list[Shelf]:
    return [Shelf(one) for one in Base.metadata.sorted_tables if sealed_columns(one)]


def _plain(one: Column[Any]) -> Any:
    return column(one.name, Text() if one in sealed_columns(one.table) else one.type)
