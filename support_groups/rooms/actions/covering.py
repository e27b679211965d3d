"""Hiding what was reported while it is looked at; decided by those who look at reports."""

from support_groups.core.transaction import transaction

from .. import queries
from ..rules import covering
from .log import record


def hide_message(room_id: int, seq: int) -> None:
    """Let only its author and those who serve read a message; twice is once."""
    with transaction():
        room = queries.held(room_id)
        said = queries.message_in(room_id, seq)
        if said.body is not None:
            record(room, covering.hide(queries.state_of(room), seq, said.by))


def end_hiding(room_id: int, seq: int, *, is_upheld: bool) -> bool:
    """Take a message out that is hidden, or let all read it again; whether there was anything to do."""
    with transaction():
        room = queries.held(room_id)
        said = queries.message_in(room_id, seq)
        if said.body is None:
            return False
        return bool(record(room, covering.end_hiding(queries.state_of(room), seq, said.by, is_upheld=is_upheld)))
