"""Being here is a lease: renewed while a line is open, lapsed when nobody renews it."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from sqlalchemy import update

from support_groups.core.chores import chore
from support_groups.core.clock import now
from support_groups.core.database import db
from support_groups.core.transaction import transaction

from .. import queries
from ..events import Logged, moment
from ..models import LEASE_SECONDS, LINE_GRACE_SECONDS, Participant, Room
from ..queries import Place
from ..rules import Standing, decide, plain, refusals, wishes
from .log import record

Answer = dict[str, Any]


def enter(account_id: int, room_public_id: str, epoch: str | None, after: int | None) -> Answer:
    """Be here, and hear what was missed: nothing, these events, or a fresh snapshot.

    In a closed room one may still read until its words have faded, without being here.
    """
    with transaction():
        place = queries.place_for(account_id, room_public_id, lock=True)
        room, me = place.room, place.participant
        if room.closed_at is None:
            entered = decide(queries.state_of(room), wishes.Enter(), me.public_id, now())
            record(room, entered, author_id=me.id)
            me.here_until = now() + timedelta(seconds=LEASE_SECONDS)
        else:
            check_may_read(place)
        return {
            "participant": me.id,
            "now": moment(now()),
            "seq": room.last_seq,
            "epoch": room.epoch,
            **_missed(room, me, epoch, after),
        }


def check_may_read(place: Place) -> None:
    """Refuse someone who was asked to leave, also when the room is closed."""
    state = queries.state_of(place.room)
    if state.people[place.participant.public_id].standing is not Standing.IN:
        raise refusals.OutOfTheRoom


def _missed(room: Room, me: Participant, epoch: str | None, after: int | None) -> Answer:
    missed = room.last_seq - after if after is not None and epoch == room.epoch else -1
    if missed == 0:
        return {"answer": "nothing"}
    if 0 < missed <= queries.MISSED_EVENTS_MAX and after is not None:
        events = queries.log_between(room.id, after, room.last_seq)
        return {"answer": "missed", "events": queries.wire(events)}
    return {"answer": "fresh", "snapshot": _snapshot(room, me)}


def _snapshot(room: Room, me: Participant) -> Answer:
    log, has_earlier = queries.log_tail(room.id)
    return {
        "room": room.public_id,
        "epoch": room.epoch,
        "seq": room.last_seq,
        "now": moment(now()),
        "state": plain(queries.state_of(room)),
        "log": queries.wire(log),
        "has_earlier": has_earlier,
        "you": {"id": me.public_id, "role": me.role, "told": me.told},
    }


def earlier(account_id: int, room_public_id: str, before: int) -> tuple[list[Logged], bool]:
    """What people read of the log before a `seq`, and whether there is more."""
    place = queries.place_for(account_id, room_public_id)
    check_may_read(place)
    return queries.log_tail(place.room.id, before)


def leave(account_id: int, room_public_id: str) -> int:
    """Go, of one's own wish; gives the id of the place that was left."""
    with transaction():
        place = queries.place_for(account_id, room_public_id, lock=True)
        _go(place.room, place.participant, wishes.Leave())
        return place.participant.id


def line_lost(participant_id: int) -> None:
    """Someone's last line is gone: they have a moment to come back before they are seen to leave."""
    until = now() + timedelta(seconds=LINE_GRACE_SECONDS)
    with transaction() as session:
        session.execute(
            update(Participant)
            .where(Participant.id == participant_id, Participant.here_until > until)
            .values(here_until=until)
        )


def renew_leases(participant_ids: Collection[int]) -> None:
    """Keep those present whose lines are open."""
    if not participant_ids:
        return
    with transaction() as session:
        session.execute(
            update(Participant)
            .where(Participant.id.in_(participant_ids), Participant.here_until.is_not(None))
            .values(here_until=now() + timedelta(seconds=LEASE_SECONDS))
        )


@chore("let go of lost lines")
def lapse_leases() -> None:
    """See those leave whose line was lost and did not come back in time."""
    for participant_id in queries.lapsed(now()):
        with transaction() as session:
            place = session.get(Participant, participant_id)
            if place is None:
                continue
            room = queries.held(place.room_id)
            session.refresh(place)
            # They may have come back between the look and the lock.
            if place.here_until and place.here_until < now():
                _go(room, place, wishes.Leave(lapsed=True))


def _go(room: Room, place: Participant, wish: wishes.Leave) -> None:
    place.here_until = None
    if room.closed_at is None:
        state = queries.state_of(room)
        if state.people[place.public_id].is_here:
            record(room, decide(state, wish, place.public_id, now()), author_id=place.id)
    db.session.flush()
