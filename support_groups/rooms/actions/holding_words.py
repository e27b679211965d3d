"""Keeping words for somebody who serves to read first: beside the log, of which everybody hears."""

from sqlalchemy import update

from support_groups.core.clock import now
from support_groups.core.database import db, new_public_id
from support_groups.core.transaction import announce

from .. import queries
from ..events import WordsHeld
from ..models import HeldFor, HeldMessage, HeldState, Room
from ..queries import LiveRoom, Seat
from ..rules.held_words import check_few_wait


def hold_words(room: LiveRoom, seat: Seat, client_id: str | None, body: str, why: HeldFor) -> HeldMessage:
    """Hold words of somebody in a room that is held, and let every worker know that they were."""
    check_few_wait(
        queries.count_held(seat.participant_id, HeldState.WAITING),
        queries.count_held(seat.participant_id, HeldState.LET_GO),
    )
    held = HeldMessage(
        room_id=room.id,
        participant_id=seat.participant_id,
        client_id=client_id or new_public_id(),
        body=body,
        why=why,
        at=now().replace(microsecond=0),
    )
    db.session.add(held)
    # Their seat is looked up anew: the same words may come again, here or at another worker.
    db.session.execute(update(Room).where(Room.id == room.id).values(places_rev=Room.places_rev + 1))
    db.session.flush()
    announce(WordsHeld(held.id, room.id))
    return held
