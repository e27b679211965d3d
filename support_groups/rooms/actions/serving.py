"""Wishes judged together: of many people in many rooms, in their order, in one transaction.

    hold the rooms → seat the people → decide, one after the other → append → announce

A wish that is refused concerns nobody else. What memory knows decides; the rows of the rooms say whether it is fresh.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain

from sqlalchemy.exc import IntegrityError

from support_groups.core.clock import now
from support_groups.core.errors import DomainError, NotFound
from support_groups.core.transaction import announce, transaction
from support_groups.groups.models import Role
from support_groups.groups.rules import is_newcomer

from .. import queries
from ..events import Event, Happened, Logged, MessageSaid, PersonEntered, stamp
from ..queries import Held, LiveRoom, Seat
from ..rules import RoomState, Said, Standing, apply, decide, refusals, wishes
from . import log
from .guarding import check_said


@dataclass(frozen=True, slots=True)
class Asked:
    """What someone wishes for in a room. Under the same client id it happens once."""

    account_id: int
    room: str
    wish: wishes.Wish
    client_id: str | None = None
    reason: str | None = None


@dataclass(slots=True)
class View:
    """A room within a transaction: what was committed before it, and what it adds."""

    held: Held
    state: RoomState
    at: datetime
    added: list[Happened] = field(default_factory=list)
    present: set[int] = field(default_factory=set)
    absent: set[int] = field(default_factory=set)

    @property
    def room(self) -> LiveRoom:
        """The room in memory, as it was committed."""
        return self.held.room

    @property
    def new(self) -> list[Logged]:
        """The events that this transaction adds."""
        return [happened.logged for happened in self.added]


@dataclass(frozen=True, slots=True)
class Served:
    """What a wish has caused; it holds once the transaction is committed."""

    seq: int
    events: list[Logged]
    seat: Seat
    view: View


Outcome = Served | DomainError
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
    key = _key(asked, view)
    if key and (before := known.get(key) or view.room.answers.get((seat.who, key[2]))):
        return Served(view.state.seq, [before], seat, view)
    try:
        events = _decide(asked.wish, view, seat)
    except DomainError as refused:
        return refused
    kept = _append(view, events, seat, asked)
    if key and kept:
        known[key] = kept[-1]
    return Served(view.state.seq, kept, seat, view)


def _decide(wish: wishes.Wish, view: View, seat: Seat) -> Sequence[Event]:
    me = seat.participant_id
    if view.held.closed_at is not None and isinstance(wish, wishes.Enter | wishes.Leave):
        # A closed room may be read until its words have faded, without being here.
        if view.state.people[seat.who].standing is not Standing.IN:
            raise refusals.OutOfTheRoom
        return ()
    if isinstance(wish, wishes.RemoveMessage):
        said = queries.message_in(view.room.id, wish.message)
        wish = wishes.RemoveMessage(wish.message, str(said.by), is_gone=said.body is None)
    events = decide(view.state, wish, seat.who, view.at)
    if isinstance(wish, wishes.Say) and isinstance(events[-1] if events else None, MessageSaid):
        _check_words(wish, view, seat)
    if isinstance(wish, wishes.Leave):
        view.absent.add(me)
        view.present.discard(me)
    elif isinstance(wish, wishes.Enter) or any(isinstance(event, PersonEntered) for event in events):
        view.present.add(me)
        view.absent.discard(me)
    return events


def _check_words(wish: wishes.Say, view: View, seat: Seat) -> None:
    group_id, state, who = view.held.group_id, view.state, seat.who
    if group_id is None:
        return
    serves = state.people[who].role != Role.MEMBER
    is_new = not serves and seat.joined_on is not None and is_newcomer(seat.joined_on, view.at.date())
    said = Said(wish.body, view.at, serves, is_new, state.has_floor(who), wish.as_it_is, _said_before(view, who))
    check_said(view.room, group_id, said)


def _said_before(view: View, who: str) -> Iterator[tuple[datetime, str]]:
    """What someone has said here, the newest first, as far as memory goes."""
    newest = chain((one.logged for one in reversed(view.added)), reversed(view.room.tail))
    for logged in newest:
        if isinstance(logged.event, MessageSaid) and logged.event.by == who and logged.event.body:
            yield logged.at, logged.event.body


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
