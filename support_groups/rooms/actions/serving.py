"""Wishes judged together: of many people in many rooms, in their order, in one transaction.

    hold the rooms → seat the people → decide, one after the other → append → announce

A wish that is refused concerns nobody else. What memory knows decides; the rows of the rooms say whether it is fresh.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy.exc import IntegrityError

from support_groups.core.clock import now
from support_groups.core.errors import DomainError, NotFound
from support_groups.core.transaction import announce, transaction

from .. import queries
from ..events import Event, Happened, Logged, PersonEntered, stamp
from ..queries import Seat
from ..rules import Standing, apply, as_of_today, decide, refusals, wishes
from . import log
from .stepping import looked_up
from .view import Asked, Outcome, Served, View
from .weighing import waits_for_shelter, was_held, weigh

Known = dict[tuple[int, int, str], Logged]


def serve(asked: Sequence[Asked], *, was_refused: bool = False) -> list[Outcome]:
    """Serve wishes in their order: each gets what it has caused, or its refusal.

    A wish that comes again gets the first answer and is told to nobody twice. Of those that came long ago only the
    database knows, and refuses them all with an IntegrityError; then they are looked up, with `was_refused`.
    """
    with transaction():
        held = queries.hold({one.room for one in asked})
        queries.seat_people({(held[one.room].room, one.account_id) for one in asked if one.room in held})
        at = now()
        views = {public_id: View(one, one.room.state, at) for public_id, one in held.items()}
        known = _answers_to(asked, views) if was_refused else {}
        outcomes = [_serve_one(one, views.get(one.room), known) for one in asked]
        _keep(views.values())
        return outcomes


def serve_alone(asked: Asked) -> Served:
    """Serve one wish, or raise its refusal."""
    try:
        [outcome] = serve([asked])
    except IntegrityError:
        [outcome] = serve([asked], was_refused=True)
    if isinstance(outcome, DomainError):
        raise outcome
    return outcome


def _answers_to(asked: Sequence[Asked], views: dict[str, View]) -> Known:
    keys = (_key(one, views.get(one.room)) for one in asked)
    resent = {key for key in keys if key is not None}
    return queries.answers_to(resent) if resent else {}


def _key(asked: Asked, view: View | None) -> tuple[int, int, str] | None:
    seat = view.room.seats.get(asked.account_id) if view else None
    return (view.room.id, seat.participant_id, asked.client_id) if view and seat and asked.client_id else None


def _serve_one(asked: Asked, view: View | None, known: Known) -> Outcome:
    seat = view.room.seats.get(asked.account_id) if view else None
    if view is None or seat is None:
        return NotFound()
    view.state = as_of_today(view.state, seat.who, seat.role)
    if words := was_held(asked, view, seat):
        return Served(view.state.seq, [], seat, view, words)
    key = _key(asked, view)
    if key and (before := known.get(key) or view.room.answers.get((seat.who, key[2]))):
        return Served(view.state.seq, [before], seat, view)
    try:
        events = _decide(asked.wish, view, seat)
        words = weigh(asked, events, view, seat)
    except DomainError as refused:
        return refused
    _see_presence(asked.wish, events, view, seat)
    if words is not None:
        # Whoever was away has come back, which everybody may know.
        _append(view, events[:-1], seat, replace(asked, client_id=None))
        return Served(view.state.seq, [], seat, view, words)
    kept = _append(view, events, seat, asked)
    if key and kept:
        known[key] = kept[-1]
    return Served(view.state.seq, kept, seat, view)


def _decide(wish: wishes.Wish, view: View, seat: Seat) -> Sequence[Event]:
    if view.held.closed_at is not None and isinstance(wish, wishes.Enter | wishes.Leave):
        # A closed room may be read until its words have faded, without being here.
        if view.state.people[seat.who].standing is not Standing.IN:
            raise refusals.OutOfTheRoom
        return ()
    if isinstance(wish, wishes.RemoveMessage):
        said = queries.message_in(view.room.id, wish.message)
        wish = wishes.RemoveMessage(wish.message, said.by, is_gone=said.body is None)
    if isinstance(wish, wishes.BeginStep):
        wish = looked_up(view.room.id, wish)
    if waits_for_shelter(wish, view, seat):
        return ()
    return decide(view.state, wish, seat.who, view.at)


def _see_presence(wish: wishes.Wish, events: Sequence[Event], view: View, seat: Seat) -> None:
    if view.held.closed_at is not None:
        return
    me = seat.participant_id
    if isinstance(wish, wishes.Leave):
        view.absent.add(me)
        view.present.discard(me)
    elif isinstance(wish, wishes.Enter) or any(isinstance(event, PersonEntered) for event in events):
        view.present.add(me)
        view.absent.discard(me)


def _append(view: View, events: Sequence[Event], seat: Seat, asked: Asked) -> list[Logged]:
    held = view.held
    kept = []
    for place, event in enumerate(events, 1):
        # The client id stands at the last of them, the one that was wished for: a resend finds it there.
        client_id = asked.client_id if place == len(events) else None
        logged = Logged(view.state.seq + 1, stamp(event, view.at), event, client_id)
        view.state = apply(view.state, logged)
        view.added.append(Happened(held.room.id, held.kind, held.group_id, seat.participant_id, logged, asked.reason))
        kept.append(logged)
    return kept


def _keep(views: Iterable[View]) -> None:
    added = [happened for view in views for happened in view.added]
    if added:
        log.append(added)
        log.move_on({view.room.id: view.state.seq for view in views if view.added})
    log.set_leases({one for view in views for one in view.present}, {one for view in views for one in view.absent})
    announce(*added)
