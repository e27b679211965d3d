"""At the door of a room with a lobby: waiting there, being let in, or being told kindly that it is not this time.

The group is held before its room, here as where a meeting lets people in.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select, update

from support_groups.core.chance import a_while
from support_groups.core.chores import chore
from support_groups.core.clock import now
from support_groups.core.database import db, new_public_id
from support_groups.core.transaction import announce, transaction
from support_groups.groups import actions as groups
from support_groups.groups.models import Membership, Role
from support_groups.groups.rules import is_newcomer

from .. import queries
from ..events import DoorMoved, NoteLeft
from ..models import (
    LEASE_SECONDS,
    LEASE_SPREAD_SECONDS,
    LINE_GRACE_SECONDS,
    LINE_GRACE_SPREAD_SECONDS,
    Knock,
    KnockState,
    Participant,
    Room,
)
from ..queries import Place
from ..rules import DECLINES, Readers, RoomState, Said, check_admits, check_may_welcome, decide, refusals, wishes
from .guarding import check_note
from .keeping import new_place, take_part


@dataclass(frozen=True)
class AtDoor:
    """What somebody at a door finds there, and nothing of what is behind it; `id` names them there."""

    id: str
    state: str
    is_locked: bool = False
    is_sheltered: bool = False
    has_knocked: bool = False
    welcome: str | None = None
    words: str | None = None


@dataclass(frozen=True)
class Keeper:
    """Somebody who lets people in, at the held door of a room."""

    place: Place
    state: RoomState

    @property
    def room(self) -> Room:
        """The room, locked."""
        return self.place.room


def come_in(room: Room, member: Membership) -> Participant | Knock:
    """Give a member a place in an open room of their group, or let them wait at its door; the group must be held.

    Raises what `take_part` raises, but for the waiting.
    """
    with transaction() as session:
        queries.held(room.id)
        knock = queries.knock_of(room.id, member.id)
        if knock is not None and knock.state is KnockState.DECLINED and member.role is Role.MEMBER:
            return knock
        try:
            place = take_part(room, member.account_id, member.name, member.role, member.id)
        except refusals.MustWait:
            if knock is None:
                knock = Knock(room_id=room.id, account_id=member.account_id, membership_id=member.id, at=_minute())
                knock.public_id = new_public_id()
                session.add(knock)
                session.flush()
            return knock
        except refusals.RoomIsLocked:
            if knock is None:
                raise
            return knock
        if knock is not None and knock.state is KnockState.WAITING:
            _answer(knock, KnockState.LET_IN)
            announce(DoorMoved(room.id, (knock.public_id,)))
        return place


def _minute() -> datetime:
    # No finer than a coming is logged: who comes to two doors at one instant would be known as the same person.
    return now().replace(second=0, microsecond=0)


def wait_at_door(account_id: int, room_public_id: str) -> AtDoor:
    """Wait, for the length of a lease, and come in as soon as one may; tells what there is to know meanwhile."""
    with transaction() as session:
        knock = queries.knock_for(account_id, room_public_id)
        groups.hold_still(session, knock.member.group_id)
        room = queries.held(knock.room_id)
        if room.closed_at is not None:
            return AtDoor(knock.public_id, "closed")
        # As it stands now that nobody else can answer.
        knock, state = queries.knock_in(room.id, knock.public_id), queries.state_of(room)
        if knock.state is KnockState.WAITING and _wait(knock, room, state):
            shut = state.is_locked, state.shelter is not None
            return AtDoor(knock.public_id, "waiting", *shut, bool(knock.note), knock.welcome)
        words = DECLINES.get(knock.declined_as or "")
        return AtDoor(knock.public_id, knock.state.value, welcome=knock.welcome, words=words)


def _wait(knock: Knock, room: Room, state: RoomState) -> bool:
    """Whether somebody still waits; whoever may come in now has done so."""
    if isinstance(come_in(room, knock.member), Participant):
        return False
    if knock.waits_until is None:
        knock.at = _minute()
        announce(DoorMoved(room.id))
    knock.waits_until = now() + timedelta(seconds=LEASE_SECONDS)
    return True


def leave_note(account_id: int, room_public_id: str, note: str) -> None:
    """Say a few words to those who open the door, once."""
    with transaction():
        # Held, so that whoever answers at this moment lets go of the note, or it is refused.
        room = queries.held(queries.knock_for(account_id, room_public_id).room_id)
        knock = queries.knock_for(account_id, room_public_id, lock=True)
        if knock.note == note:
            return
        if room.closed_at is not None:
            raise refusals.RoomIsClosed
        if knock.state is not KnockState.WAITING:
            raise refusals.DoorWasAnswered
        if knock.note is not None:
            raise refusals.HasKnocked
        _check(room, note, Readers.DOOR, is_new=is_newcomer(knock.member.joined_on, now().date()))
        knock.note = note
        announce(NoteLeft(knock.id), DoorMoved(knock.room_id))


def _check(room: Room, words: str, readers: Readers, *, is_new: bool) -> None:
    """Raise what guards have against words at the door, also of those who serve: nobody else reads what they write."""
    if room.group_id is not None:
        said = Said(words, now(), serves=False, is_newcomer=is_new, has_floor=False, as_it_is=False, own=())
        check_note(room.group_id, replace(said, readers=readers))


def let_in(account_id: int, room_public_id: str, knock: str, welcome: str | None = None) -> None:
    """Let somebody in who waits, with a few words for them if one likes; twice is once."""
    with _door_held(account_id, room_public_id) as keeper:
        found = queries.knock_in(keeper.room.id, knock)
        if found.state is KnockState.DECLINED:
            raise refusals.IsDeclined
        if found.state is KnockState.WAITING:
            if welcome:
                _check_welcome(keeper, welcome)
            found.welcome = welcome or found.welcome
            _let_in(keeper, [found])


def let_all_in(account_id: int, room_public_id: str) -> int:
    """Let in everybody who waits, and say how many they were."""
    with _door_held(account_id, room_public_id) as keeper:
        waiting = queries.waiting_at(keeper.room.id, now())
        _let_in(keeper, waiting)
        return len(waiting)


def decline(account_id: int, room_public_id: str, knock: str, because: str) -> None:
    """Not let somebody in this time, for a reason from a short list that they are told; twice is once."""
    with _door_held(account_id, room_public_id) as keeper:
        found = queries.knock_in(keeper.room.id, knock)
        if found.state is KnockState.WAITING:
            found.declined_as = because
            _answer(found, KnockState.DECLINED)
            announce(DoorMoved(found.room_id, (found.public_id,)))


def welcome(account_id: int, room_public_id: str, knock: str, words: str) -> None:
    """Say a few words to somebody who waits; only they read them."""
    with _door_held(account_id, room_public_id) as keeper:
        found = queries.knock_in(keeper.room.id, knock)
        if found.state is not KnockState.WAITING:
            raise refusals.WaitsNoMore
        _check_welcome(keeper, words)
        found.welcome = words
        announce(DoorMoved(found.room_id, (found.public_id,)))


def _check_welcome(keeper: Keeper, words: str) -> None:
    check_may_welcome(keeper.state, keeper.place.participant.public_id, now())
    _check(keeper.room, words, Readers.WAITING, is_new=False)


def waits_lost(knocks: Collection[str]) -> None:
    """The last lines of people at doors are gone: they have a moment to come back. Named by their knocks."""
    least = now() + timedelta(seconds=LINE_GRACE_SECONDS)
    for knock in sorted(knocks):
        until = least + a_while(0, LINE_GRACE_SPREAD_SECONDS)
        _set_wait((Knock.public_id == knock) & (Knock.waits_until > until), until)


@chore("let go of who waits at a door no more")
def lapse_waits() -> None:
    """Take those off the list who have closed the page; if they come back, they wait again."""
    over = Knock.waits_until < now()
    # Looked for without the lock of a writer: nearly always there are none.
    if db.session.scalar(select(Knock.id).where(over).limit(1)) is None:
        return
    with transaction() as session:
        gone = session.scalars(update(Knock).where(over).values(waits_until=None).returning(Knock.room_id)).all()
        announce(*(DoorMoved(room_id) for room_id in sorted(set(gone))))


def renew_waits(knocks: Collection[str]) -> None:
    """Keep those on the list whose page is open; by chance for a little less or more, as those in rooms."""
    for knock in sorted(knocks):
        until = now() + timedelta(seconds=LEASE_SECONDS) - a_while(0, LEASE_SPREAD_SECONDS)
        _set_wait((Knock.public_id == knock) & Knock.waits_until.is_not(None), until)


def _set_wait(whose: ColumnElement[bool], until: datetime) -> None:
    with transaction() as session:
        session.execute(update(Knock).where(whose).values(waits_until=until))


@contextmanager
def _door_held(account_id: int, room_public_id: str) -> Iterator[Keeper]:
    with transaction() as session:
        group_id = queries.place_for(account_id, room_public_id).room.group_id
        if group_id is not None:
            groups.hold_still(session, group_id)
        place = queries.place_for(account_id, room_public_id, lock=True)
        if place.room.closed_at is not None:
            raise refusals.RoomIsClosed
        state = queries.state_of(place.room)
        check_admits(state, place.participant.public_id)
        yield Keeper(place, state)


def _let_in(keeper: Keeper, waiting: Sequence[Knock]) -> None:
    by = keeper.place.participant.public_id
    for knock in waiting:
        member, who = knock.member, new_public_id()
        came = decide(keeper.state, wishes.LetIn(who, member.name, member.role), by, now())
        place = Participant(public_id=who, account_id=knock.account_id, name=member.name, role=member.role)
        new_place(keeper.room, place, member, came)
        _answer(knock, KnockState.LET_IN)
    announce(DoorMoved(keeper.room.id, tuple(knock.public_id for knock in waiting)))


def _answer(knock: Knock, state: KnockState) -> None:
    knock.state, knock.note, knock.waits_until = state, None, None
