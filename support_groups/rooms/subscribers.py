"""What groups and accounts decide is written into the logs of the rooms it touches."""

from collections.abc import Callable

from sqlalchemy import and_, delete, or_, select, update

from support_groups.accounts.events import AccountLeaving
from support_groups.core.chance import a_while
from support_groups.core.clock import now
from support_groups.core.database import db, new_public_id
from support_groups.core.transaction import announce, on
from support_groups.groups.events import (
    DoorOpened,
    DoorShut,
    GroupClosed,
    MemberBanned,
    MemberLeft,
    MemberMuted,
    MemberRenamed,
    RoleChanged,
)
from support_groups.groups.models import Membership

from . import queries
from .actions import close_room
from .actions.log import forget_questions, forget_words, let_go_of_words, record
from .events import DoorMoved, Event, PersonRenamed, PersonUnmuted, RoleGiven, RoomRenewed
from .models import (
    FORGOTTEN_SPREAD_SECONDS,
    HeldMessage,
    Knock,
    KnockState,
    Lobby,
    LogEntry,
    Participant,
    Room,
    RoomKind,
)
from .rules import RoomState, Standing, decide, muted, removed, wishes

GONE = "Someone who left"

Follows = Callable[[RoomState, str, str | None], tuple[Event, ...]]


@on(MemberMuted)
def _write_mute(event: MemberMuted) -> None:
    until = event.until

    def follows(state: RoomState, who: str, by: str | None) -> tuple[Event, ...]:
        if until is None:
            return (PersonUnmuted(by, who),) if state.people[who].muted_until else ()
        return muted(state, who, until, by)

    for place in _write(event.membership_id, event.by_membership_id, follows, event.reason):
        place.told = event.reason if until else None


@on(MemberBanned)
def _write_ban(event: MemberBanned) -> None:
    def follows(state: RoomState, who: str, by: str | None) -> tuple[Event, ...]:
        return removed(state, who, by, banned=True)

    for place in _write(event.membership_id, event.by_membership_id, follows, event.reason):
        place.here_until = None


@on(MemberBanned)
def _end_waiting(event: MemberBanned) -> None:
    _leave_doors(event.membership_id)


@on(MemberLeft)
def _go_from_doors(event: MemberLeft) -> None:
    _leave_doors(event.membership_id)


def _leave_doors(membership_id: int) -> None:
    # "Not this time" is for the whole meeting: it does not end with leaving the group and coming back.
    theirs = (Knock.membership_id == membership_id) & (Knock.state != KnockState.DECLINED)
    gone = db.session.execute(delete(Knock).where(theirs).returning(Knock.room_id, Knock.public_id)).all()
    announce(*(DoorMoved(room_id, (knock,)) for room_id, knock in gone))


@on(MemberLeft)
def _write_leaving(event: MemberLeft) -> None:
    if event.account_goes:
        return
    queries.hold_all_of(event.account_id)

    def follows(state: RoomState, who: str, by: str | None) -> tuple[Event, ...]:
        return _gone(state, who)

    for place in _write(event.membership_id, None, follows):
        place.here_until = None
        let_go_of_words(place.room_id, Participant.id == place.id)
        state = queries.state_of(place.room)
        if state.people[place.public_id].standing is Standing.IN:
            # Whoever comes back to the group is someone new here: nobody can tell who they were.
            place.account_id = None


@on(MemberRenamed)
def _write_name(event: MemberRenamed) -> None:
    for place in _write(event.membership_id, None, lambda _, who, __: _renamed(who, event.name)):
        place.name = event.name


@on(RoleChanged)
def _write_role(event: RoleChanged) -> None:
    def follows(_: RoomState, who: str, by: str | None) -> tuple[Event, ...]:
        return (RoleGiven(by, who, event.role),)

    for place in _write(event.membership_id, event.by_membership_id, follows):
        place.role = event.role


@on(DoorShut)
def _guard_doors(event: DoorShut) -> None:
    """Let newcomers wait at the doors of the meetings that run, where nobody waits yet."""
    _set_lobbies(event.group_id, Lobby.NEW)


@on(DoorOpened)
def _ease_doors(event: DoorOpened) -> None:
    """Let nobody wait any more where they did because of the wave alone."""
    _set_lobbies(event.group_id, Lobby.NOBODY)


def _set_lobbies(group_id: int, lobby: Lobby) -> None:
    open_rooms = select(Room.id).where(Room.group_id == group_id, Room.closed_at.is_(None))
    for room_id in db.session.scalars(open_rooms.order_by(Room.id)).all():
        room = queries.held(room_id)
        if room.closed_at is None:
            record(room, decide(queries.state_of(room), wishes.SetLobby(lobby.value), None, now()))


@on(GroupClosed)
def _close_rooms(event: GroupClosed) -> None:
    open_rooms = select(Room.id).where(Room.group_id == event.group_id, Room.closed_at.is_(None))
    for room_id in db.session.scalars(open_rooms.order_by(Room.id)).all():
        close_room(room_id)


@on(AccountLeaving)
def _forget(event: AccountLeaving) -> None:
    """Blank what they have said in meetings and the names they had, also in what was logged before.

    Nothing is written into the logs: who reads two of them would find the same moment there. A nameless place stays
    where they were here, until it is seen to leave by itself. Conversations of two let go of their rooms themselves.
    """
    queries.hold_all_of(event.account_id)
    theirs = select(Membership.id).where(Membership.account_id == event.account_id)
    mine = (
        select(Participant)
        .join(Room)
        .where(Room.kind == RoomKind.MEETING)
        .where(or_(Participant.account_id == event.account_id, Participant.membership_id.in_(theirs)))
    )
    for place in db.session.scalars(mine.order_by(Participant.room_id)).all():
        room = queries.held(place.room_id)
        forget_words(place.id)
        forget_questions(room.id, place.id)
        db.session.execute(delete(HeldMessage).where(HeldMessage.participant_id == place.id))
        place.name, place.told = GONE, None
        _forget_names(room, place.public_id)
        if room.closed_at is None and queries.state_of(room).people[place.public_id].is_here:
            place.account_id = place.membership_id = None
            place.here_until = now() + a_while(0, FORGOTTEN_SPREAD_SECONDS)
        # Memory reads the log anew, and browsers that know the names and words take a fresh snapshot.
        room.epoch = new_public_id()
        announce(RoomRenewed(room.id))
        db.session.flush()
        db.session.execute(update(LogEntry).where(LogEntry.author_id == place.id).values(author_id=None))


def _forget_names(room: Room, who: str) -> None:
    naming = select(LogEntry).where(LogEntry.room_id == room.id, LogEntry.kind.in_(("person.came", "person.renamed")))
    for entry in db.session.scalars(naming):
        if who in (entry.data.get("who"), entry.data["by"]):
            entry.body = GONE


def _gone(state: RoomState, who: str) -> tuple[Event, ...]:
    return decide(state, wishes.Leave(), who, now()) if state.people[who].is_here else ()


def _renamed(who: str, name: str) -> tuple[Event, ...]:
    return (PersonRenamed(who, who, name),)


def _write(
    membership_id: int, by_membership_id: int | None, follows: Follows, reason: str | None = None
) -> list[Participant]:
    """Append what follows for a member to every open room they have a place in; gives these places."""
    places = queries.open_places(and_(Participant.membership_id == membership_id, Participant.account_id.is_not(None)))
    for place in places:
        room = queries.held(place.room_id)
        room.places_rev += 1
        by = _servant(room.id, by_membership_id)
        state = queries.state_of(room)
        events = follows(state, place.public_id, by.public_id if by else None)
        record(room, events, author_id=by.id if by else None, reason=reason)
    return list(places)


def _servant(room_id: int, membership_id: int | None) -> Participant | None:
    if membership_id is None:
        return None
    mine = queries.members_in(room_id, {membership_id}).get(membership_id)
    return queries.participant_in(room_id, mine) if mine else None
