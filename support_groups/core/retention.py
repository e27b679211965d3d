"""What is kept, in which columns, why and for how long: each feature declares it, and what lets go of it obeys that.

The page that tells people what is kept is made from the same declarations.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Date, FromClause, Table, delete, select

from .clock import now
from .database import Base, db
from .transaction import transaction

UNTIL_ACCOUNT_GOES = "Until you delete your account, at any time and at once."


@dataclass(frozen=True)
class Span:
    """So long after a moment that stands in a column of this table, or of the one its rows belong to."""

    since: Any
    lasts: timedelta
    words: str

    @property
    def owner(self) -> Table:
        """The table in which the moment stands."""
        table: Table = self.since.property.columns[0].table
        return table

    def is_over(self, at: datetime) -> ColumnElement[bool]:
        """That the time is over at a moment."""
        ends = at - self.lasts
        # A day counts whole: it is over only once the next one is.
        over: ColumnElement[bool] = self.since < ends.date() if self.is_of_days else self.since <= ends
        return over

    @property
    def is_of_days(self) -> bool:
        """Whether only the day is kept, and no hour."""
        return isinstance(self.since.property.columns[0].type, Date)


Mine = Callable[[int], ColumnElement[bool]]
"""Which rows of a table are somebody's own, by the id of the account."""


@dataclass(frozen=True)
class Kept:
    """Some columns of a table: what they hold in words for people, why, and until when."""

    model: type[Base]
    columns: tuple[str, ...]
    what: str
    why: str
    until: Span | str
    mine: Mine | None = None
    tells: str | None = None
    """The column by which people know a row, where rows of other tables belong to it."""

    @property
    def table(self) -> Table:
        """The table they belong to."""
        return self.model.metadata.tables[self.model.__tablename__]

    @property
    def until_words(self) -> str:
        """Until when, in words for people."""
        return self.until.words if isinstance(self.until, Span) else self.until

    @property
    def shown(self) -> tuple[str, ...]:
        """The columns that tell a person something: no numbers of rows, no hashes, no seals, no keys."""
        return tuple(name for name in self.columns if not name.endswith(NOT_SHOWN))

    def of(self, account_id: int) -> ColumnElement[bool] | None:
        """Which rows are somebody's own; None where nobody's are."""
        if self.mine is not None:
            return self.mine(account_id)
        column = self.table.columns.get("account_id")
        return None if column is None else column == account_id

    def over(self, at: datetime) -> ColumnElement[bool]:
        """That a row has had its time at a moment; raises TypeError where nothing ends by itself."""
        if not isinstance(self.until, Span):
            raise TypeError(f"{self.table.name} has no time that ends by itself")
        owner, is_over = self.until.owner, self.until.is_over(at)
        if owner is self.table:
            return is_over
        [belongs] = [column for column in self.table.columns if column.references(owner.c.id)]
        return belongs.in_(select(owner.c.id).where(is_over))


@dataclass(frozen=True)
class Beside:
    """Something that lies in no table: in memory, in the browser."""

    what: str
    why: str
    until_words: str


@dataclass(frozen=True)
class Part:
    """A part of somebody's copy: what it is, and the rows."""

    what: str
    rows: list[dict[str, Any]]


NOT_SHOWN = ("id", "_id", "_hash", "_key", "hash", "salt", "sealed", "credential", "format", "seal", "_rev")
"""How the names of columns end that only the program needs."""

_kept: dict[str, list[Kept | Beside]] = {}


def keep(
    model: type[Base],
    columns: str,
    *,
    what: str,
    why: str,
    until: Span | str,
    mine: Mine | None = None,
    tells: str | None = None,
) -> Kept:
    """Declare some columns, their names separated by spaces; `mine` where the table names no account itself."""
    kept = Kept(model, tuple(columns.split()), what, why, until, mine, tells)
    _kept.setdefault(_feature(model.__module__), []).append(kept)
    return kept


def keep_beside(feature: str, *, what: str, why: str, until: str) -> Beside:
    """Declare what lies beside the tables; `feature` is the name of the module that says so."""
    beside = Beside(what, why, until)
    _kept.setdefault(_feature(feature), []).append(beside)
    return beside


def declared() -> dict[str, Sequence[Kept | Beside]]:
    """Everything that is kept, by feature, those below first."""
    return {feature: tuple(kept) for feature, kept in _kept.items()}


def copy_of(account_id: int) -> dict[str, list[Part]]:
    """Everything that is somebody's own, by feature; nothing of anybody else's."""
    found: dict[str, list[Part]] = {}
    for feature, kept in _kept.items():
        for one in kept:
            mine = one.of(account_id) if isinstance(one, Kept) else None
            if isinstance(one, Kept) and one.shown and mine is not None:
                rows = _rows_of(one, mine)
                found.setdefault(feature, []).append(Part(one.what, rows))
    return found


def _rows_of(kept: Kept, mine: ColumnElement[bool]) -> list[dict[str, Any]]:
    """The rows with what tells something, and by which name people know what each belongs to."""
    table, known = kept.table, [one for parts in _kept.values() for one in parts if isinstance(one, Kept) and one.tells]
    names, columns = list(kept.shown), [table.columns[name] for name in kept.shown]
    joined: FromClause = table
    for owner in known:
        for column in table.columns:
            if column.references(owner.table.c.id):
                joined = joined.outerjoin(owner.table, column == owner.table.c.id)
                names.append(owner.table.name.removesuffix("s"))
                columns.append(owner.table.columns[str(owner.tells)])
    found = db.session.execute(select(*columns).select_from(joined).where(mine).order_by(*table.primary_key))
    return [dict(zip(names, row, strict=True)) for row in found]


def let_go(*kept: Kept) -> int:
    """Delete the rows that have had their time, and say how many; harmless from several processes at once."""
    at = now()
    gone = 0
    for one in kept:
        over = one.over(at)
        # Looked for without the lock of a writer: nearly always there are none.
        if db.session.scalar(select(*one.table.primary_key).where(over).limit(1)) is None:
            continue
        with transaction() as session:
            gone += len(session.execute(delete(one.model).where(over).returning(*one.table.primary_key)).all())
    return gone


def _feature(module: str) -> str:
    return module.split(".")[1]
