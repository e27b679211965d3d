"""Somebody stands in for the one who leads and has lost the line."""

from datetime import timedelta

from support_groups.core.chores import chore, each
from support_groups.core.clock import now
from support_groups.core.transaction import transaction

from .. import queries
from ..rules import decide, wishes
from .log import record

TRIED_AGAIN_AFTER = timedelta(seconds=15)
"""So long after nobody could: at the end of a meeting all who could have left, and the room stays open a while."""


@chore("let somebody stand in for who leads")
def let_stand_in() -> int:
    """Let somebody lead where the one who does is still away; where nobody can, it is tried again. Returns how many."""
    return each(queries.without_chair(now()), _stand_in)


def _stand_in(room_id: int) -> None:
    with transaction():
        room = queries.held(room_id)
        state = queries.state_of(room)
        events = decide(state, wishes.StandIn(), None, now()) if state.is_open else ()
        record(room, events)
        is_settled = events or state.chair is None or state.chair.missed_until is None
        room.stands_in_at = None if is_settled else now() + TRIED_AGAIN_AFTER
