"""What is good for one use, a ticket of a line or work that was done: used once, whichever worker it is shown to."""

from collections.abc import Collection
from datetime import timedelta

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite

from support_groups.accounts.kept import HARD_TIMES, USED_ONCE
from support_groups.accounts.models import UsedOnce
from support_groups.core import clock
from support_groups.core.chores import UNHURRIED_SECONDS, chore
from support_groups.core.database import Base, db
from support_groups.core.realtime.tickets import LIVES_SECONDS, uses_up
from support_groups.core.retention import let_go
from support_groups.core.transaction import transaction

BELATED_SECONDS = 30
"""So late the clock of another worker may be."""

_USED: Table = Base.metadata.tables[UsedOnce.__tablename__]
_USE = {
    kind: insert.on_conflict_do_nothing().returning(_USED.c.mark)
    for kind, insert in (("sqlite", sqlite.insert(_USED)), ("postgresql", postgresql.insert(_USED)))
}


@uses_up
def use_tickets(marks: Collection[bytes]) -> Collection[bytes]:
    """Use tickets up, and give the marks of those that were not used before."""
    return use_once(marks, LIVES_SECONDS)


def use_once(marks: Collection[bytes], lives_seconds: int) -> Collection[bytes]:
    """Keep marks as used while what they stand for lives, and give those that were not: the database decides."""
    until = clock.now() + timedelta(seconds=lives_seconds + BELATED_SECONDS)
    # In order: two workers that keep the same ones do not wait for each other in a circle.
    rows = [{"mark": mark, "until": until} for mark in sorted(marks)]
    with transaction() as session:
        return session.scalars(_USE[db.engine.dialect.name], rows).all()


@chore("forget what was used once", pause_seconds=UNHURRIED_SECONDS)
def forget_used() -> int:
    """Forget marks whose time is over anyway, and hard times, and say how many."""
    return let_go(USED_ONCE, HARD_TIMES)
