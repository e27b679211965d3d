"""Being here is a lease: renewed while a line is open, lapsed when nobody renews it."""

from collections.abc import Collection, Iterator
from datetime import timedelta
from typing import Any, cast

from orjson import Fragment
from sqlalchemy import Table, bindparam, update

from support_groups.core.chance import a_while, mixed
from support_groups.core.chores import chore
from support_groups.core.clock import now
from support_groups.core.database import db
from support_groups.core.transaction import transaction

from .. import queries
from ..events import Logged
from ..models import (
    APART_SECONDS,
    LEASE_SECONDS,
    LEASE_SPREAD_SECONDS,
    LINE_GRACE_SECONDS,
    LINE_GRACE_SPREAD_SECONDS,
    Participant,
)
from ..queries import Lapsed, Place
from ..rules import Standing, as_of_today, covering, decide, encode, firsts, refusals, roster, wishes
from .as_read import as_read_by, wired
from .log import chunks, record, set_leases
from .reading import told_of_held
from .serving import serve, serve_alone
from .view import Asked, Served, View

LAPSES_AT_ONCE = 500
"""A worker that ends leaves everybody behind: one flush of the disk lets go of so many of them."""

Answer = dict[str, Any]

_PLACES = cast(Table, Participant.__table__)
_UNTIL = update(_PLACES).values(here_until=bindparam("end"))
_RENEW = _UNTIL.where(_PLACES.c.public_id.in_(bindparam("people", expanding=True)), _PLACES.c.here_until.is_not(None))
_SHORTEN = _UNTIL.where(
    _PLACES.c.public_id == bindparam("who"),
    _PLACES.c.here_until > bindparam("end"),
    # Whoever was forgotten is seen to leave in their own time.
    _PLACES.c.account_id.is_not(None),
)
_WAIT = _UNTIL.where(_PLACES.c.id == bindparam("place"))


def enter(account_id: int, room_public_id: str, epoch: str | None, after: int | None) -> Answer:
    """Be here, and hear what was missed: nothing, these events, or a fresh snapshot.

    In a closed room one may still read until its words have faded, without being here.
    """
    with transaction():
        return greet(serve_alone(Asked(account_id, room_public_id, wishes.Enter())), epoch, after)


def check_may_read(place: Place) -> None:
    """Refuse someone who was asked to leave, also when the room is closed."""
    state = queries.state_of(place.room)
    if state.people[place.participant.public_id].standing is not Standing.IN:
        raise refusals.OutOfTheRoom


def greet(served: Served, epoch: str | None, after: int | None) -> Answer:
    """What someone who enters is answered, before the transaction ends: they hear everything that comes after it."""
    view = served.view
    seq, room = view.state.seq, view.room
    answer = {"now": view.at, "seq": seq, "epoch": room.epoch, **told_of_held(view, served.seat)}
    missed = seq - after if after is not None and epoch == room.epoch else -1
    if missed == 0:
        return {**answer, "answer": "nothing"}
    if 0 < missed <= queries.MISSED_EVENTS_MAX and after is not None:
        events = as_read_by(served.seat.who, _since(view, after), view.state)
        if sum(len(event.wire) for event in events) <= queries.SNAPSHOT_MAX_BYTES:
            return {**answer, "answer": "missed", "events": wired(events)}
    return {**answer, "answer": "fresh", "snapshot": _snapshot(served)}


def _since(view: View, after: int) -> list[Logged]:
    committed = view.room.state.seq
    if after >= committed:
        return view.new[after - committed :]
    known = view.room.since(after)
    if known is None:
        return queries.log_between(view.room.id, after, view.state.seq)
    return known + view.new


def _snapshot(served: Served) -> Answer:
    view, seat = served.view, served.seat
    newest = [*view.room.tail, *view.new]
    told = as_read_by(seat.who, (event for event in newest if queries.is_told(event)), view.state)
    log = _within_bounds(told)
    return {
        "room": view.room.public_id,
        "epoch": view.room.epoch,
        "seq": view.state.seq,
        "now": view.at,
        "state": Fragment(encode(roster.view_of(covering.state_as_read_by(seat.who, view.state), seat.who))),
        "log": wired(log),
        "has_earlier": len(log) < len(told) or (bool(newest) and newest[0].seq > 1),
        "you": {"id": seat.who, "role": view.state.people[seat.who].role, "told": seat.told},
    }


def _within_bounds(events: list[Logged]) -> list[Logged]:
    """The newest of some events, as many as a snapshot may hold."""
    size = 0
    for place in range(len(events) - 1, -1, -1):
        size += len(events[place].wire)
        if size > queries.SNAPSHOT_MAX_BYTES or len(events) - place > queries.SNAPSHOT_EVENTS:
            return events[place + 1 :]
    return events


def earlier(
    account_id: int, room_public_id: str, before: int, most: int = queries.SNAPSHOT_EVENTS
) -> tuple[list[Logged], bool]:
    """What people read of the log before a `seq`, a page of it at most, and whether there is more."""
    place = queries.place_for(account_id, room_public_id)
    check_may_read(place)
    events, has_earlier = queries.log_tail(place.room.id, before, min(most, queries.SNAPSHOT_EVENTS))
    who = place.participant.public_id
    state = as_of_today(queries.state_of(place.room), who, place.role)
    page = _within_bounds(as_read_by(who, events, state))
    return page, has_earlier or len(page) < len(events)


def leave(account_id: int, room_public_id: str) -> int:
    """Go, of one's own wish; gives the id of the place that was left."""
    return serve_alone(Asked(account_id, room_public_id, wishes.Leave())).seat.participant_id


def lines_lost(people: Collection[str]) -> None:
    """The last lines of people are gone: they have a moment to come back before they are seen to leave.

    People are named by the public ids of their places, here as in `renew_leases`.
    """
    least = now() + timedelta(seconds=LINE_GRACE_SECONDS)
    with transaction() as session:
        session.execute(
            _SHORTEN,
            [{"who": who, "end": least + a_while(0, LINE_GRACE_SPREAD_SECONDS)} for who in sorted(people)],
        )


def renew_leases(people: Collection[str]) -> None:
    """Keep those present whose lines are open; by chance for a little less or more."""
    for part in _parts(people):
        until = now() + timedelta(seconds=LEASE_SECONDS) - a_while(0, LEASE_SPREAD_SECONDS)
        # Each part by itself: two workers that hold lines of the same people never wait for each other.
        with transaction() as session:
            for some in chunks(part):
                session.execute(_RENEW, {"people": some, "end": until})


def _parts(people: Collection[str]) -> Iterator[list[str]]:
    order = mixed(people)
    return (part for begin in range(LEASE_SPREAD_SECONDS) if (part := order[begin::LEASE_SPREAD_SECONDS]))


@chore("let go of lost lines")
def lapse_leases() -> None:
    """See those leave whose line was lost and did not come back in time; many in one transaction, as they come.

    Nobody leaves two rooms in one round: that would tell that the two are one person.
    """
    seen: set[int] = set()
    while lost := queries.lapsed(now(), most=LAPSES_AT_ONCE):
        with transaction():
            queries.hold({place.room for place in lost})
            # They may have come back between the look and the lock.
            due = queries.lapsed(now(), {place.participant_id for place in lost}, most=LAPSES_AT_ONCE)
            gone, waiting = firsts(due, seen)
            serve(
                [
                    Asked(place.account_id, place.room, wishes.Leave(lapsed=True))
                    for place in gone
                    if place.account_id is not None
                ]
            )
            set_leases((), {place.participant_id for place in gone if place.account_id is not None})
            _let_wait(waiting)
        for place in gone:
            if place.account_id is None:
                _see_off(place)


def _let_wait(places: Collection[Lapsed]) -> None:
    longer = [{"place": place.participant_id, "end": now() + a_while(*APART_SECONDS)} for place in places]
    if longer:
        db.session.execute(_WAIT, longer)


def _see_off(place: Lapsed) -> None:
    """Let the others see that somebody is gone who was forgotten before."""
    with transaction() as session:
        found = session.get_one(Participant, place.participant_id)
        room = queries.held(found.room_id)
        found.here_until = None
        if room.closed_at is None:
            record(room, decide(queries.state_of(room), wishes.Leave(), found.public_id, now()))
