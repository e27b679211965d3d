"""What is kept, in which columns, why and for how long: each feature declares it, and what lets go of it obeys that.

The page that tells people what is kept is made from the same declarations.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Date, Table, delete, select

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


@dataclass(frozen=True)
class Kept:
    """Some columns of a table: what they hold in words for people, why, and until when."""

    model: type[Base]
    columns: tuple[str, ...]
    what: str
    why: str
    until: Span | str

    @property
    def table(self) -> Table:
        """The table they belong to."""
        return self.model.metadata.tables[self.model.__tablename__]

    @property
    def until_words(self) -> str:
        """Until when, in words for people."""
        return self.until.words if isinstance(self.until, Span) else self.until

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


_kept: dict[str, list[Kept | Beside]] = {}


def keep(model: type[Base], columns: str, *, what: str, why: str, until: Span | str) -> Kept:
    """Declare some columns, their names separated by spaces."""
    kept = Kept(model, tuple(columns.split()), what, why, until)
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


def let_go(*kept: Kept) -> int:
    """Delete the rows that have had their time, and say how many; harmless from several processes at once."""
    at = now()
    gone = 0
    for one in kept:
        over = one.over(at)
        # Looked for without the lock of a writer: nearly always there are none.
        if db.session.scalar(select(one.table).where(over).limit(1)) is None:
            continue
        with transaction() as session:
            gone += len(session.execute(delete(one.model).where(over).returning(*one.table.primary_key)).all())
    return gone


def _feature(module: str) -> str:
    return module.split(".")[1]
