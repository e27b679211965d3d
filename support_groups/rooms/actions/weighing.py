"""Words are weighed before anything of them stands in the log: they are said, refused, or wait to be read."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain

from support_groups.groups.models import Role
from support_groups.groups.rules import is_newcomer

from .. import queries
from ..events import Event, MessageSaid
from ..models import HeldFor, HeldMessage
from ..queries import Seat
from ..rules import Readers, Said, may_lead, wishes
from ..rules.held_words import may_wait
from .guarding import why_held
from .holding_words import hold_words
from .view import Asked, View


def was_held(asked: Asked, view: View, seat: Seat) -> HeldMessage | None:
    """Words that came before under the same client id and were held: the same words are not judged twice."""
    client_id = asked.client_id
    if client_id and (client_id in seat.held or (seat.participant_id, client_id) in view.held_now):
        return queries.held_as(seat.participant_id, client_id)
    return None


def waits_for_shelter(wish: wishes.Wish, view: View, seat: Seat) -> bool:
    """Whether somebody who serves reads words that nobody could say just now."""
    return isinstance(wish, wishes.Say) and may_wait(view.state, seat.who, view.at) and _is_new(view, seat)


def weigh(asked: Asked, events: Sequence[Event], view: View, seat: Seat) -> HeldMessage | None:
    """Hold words that somebody should read first; None where they are said. Raises what guards have against them."""
    wish, group_id = asked.wish, view.held.group_id
    if not isinstance(wish, wishes.Say) or group_id is None:
        return None
    is_for_shelter = not events and waits_for_shelter(wish, view, seat)
    if not is_for_shelter and not isinstance(events[-1] if events else None, MessageSaid):
        return None
    why = why_held(view.room, group_id, _said(wish, view, seat))
    if is_for_shelter:
        why = HeldFor.SHELTER
    if why is None or (why is HeldFor.FIRST and _has_spoken(view, seat)):
        return None
    if asked.client_id and queries.answers_to({(view.room.id, seat.participant_id, asked.client_id)}):
        # They were said long ago, and come again: the log knows them.
        return None
    held = hold_words(view.room, seat, asked.client_id, wish.body, why)
    view.held_now.add((seat.participant_id, held.client_id))
    return held


def check_guards(wish: wishes.Say, view: View, seat: Seat) -> None:
    """Raise what guards have against words for the basket, which one person reads first anyway, whoever wrote them."""
    if view.held.group_id is not None:
        why_held(view.room, view.held.group_id, replace(_said(wish, view, seat), readers=Readers.BASKET))


def _said(wish: wishes.Say, view: View, seat: Seat) -> Said:
    state, who = view.state, seat.who
    own = _said_before(view, who)
    called = state.was_called(who) and may_lead(state, state.share.given_by or who) if state.share else False
    return Said(
        wish.body, view.at, _serves(view, seat), _is_new(view, seat), state.has_floor(who), wish.as_it_is, own, called
    )


def _serves(view: View, seat: Seat) -> bool:
    return view.state.people[seat.who].role != Role.MEMBER


def _is_new(view: View, seat: Seat) -> bool:
    return not _serves(view, seat) and seat.joined_on is not None and is_newcomer(seat.joined_on, view.at.date())


def _has_spoken(view: View, seat: Seat) -> bool:
    """Whether a newcomer has said anything in the group; asked of the database until it is known."""
    spoken = view.room.spoken
    if seat.who not in spoken and (any(_said_before(view, seat.who)) or queries.has_spoken(seat.participant_id)):
        spoken.add(seat.who)
    return seat.who in spoken


def _said_before(view: View, who: str) -> Iterator[tuple[datetime, str]]:
    """What someone has said here, the newest first, as far as memory goes."""
    newest = chain((one.logged for one in reversed(view.added)), reversed(view.room.tail))
    for logged in newest:
        if isinstance(logged.event, MessageSaid) and logged.event.by == who and logged.event.body:
            yield logged.at, logged.event.body
