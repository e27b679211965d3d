"""Opening and closing rooms, giving people a place in them, and letting words fade."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, select, update

from support_groups.core.chores import UNHURRIED_SECONDS, chore
from support_groups.core.clock import now
from support_groups.core.database import db, new_public_id
from support_groups.core.retention import let_go
from support_groups.core.transaction import announce, transaction
from support_groups.groups.models import Membership

from .. import queries
from ..events import Event, LobbySet, PersonMuted, PersonRenamed, RoleGiven, RoomGone, RoomOpened, TurnsSet
from ..kept import ROOMS
from ..models import FloorMode, Lobby, Participant, Room, RoomKind, Turns
from ..rules import Mark, decide, mark_of, wishes
from .log import record


def open_room(
    *,
    kind: RoomKind,
    title: str,
    group_id: int | None = None,
    floor: FloorMode = FloorMode.OPEN,
    lobby: Lobby = Lobby.NOBODY,
    is_guarded: bool = False,
    ends_at: datetime | None = None,
    closes_at: datetime | None = None,
    turns: Turns = Turns.HANDS,
    share_minutes: int = 5,
    hides_roster: bool = False,
    retention_hours: int | None = None,
) -> Room:
    """Open a room; its words fade `retention_hours` after it closes, never if None.

    `is_guarded`: a wave of strangers comes, so that newcomers wait at the door until it is over.
    """
    with transaction() as session:
        room = Room(
            kind=kind,
            title=title,
            group_id=group_id,
            retention_hours=retention_hours,
            ends_at=ends_at,
            last_seq=0,
        )
        session.add(room)
        session.flush()
        chosen: list[Event] = [] if lobby is Lobby.NOBODY else [LobbySet(None, lobby.value)]
        if is_guarded and lobby is Lobby.NOBODY:
            chosen.append(LobbySet(None, Lobby.NEW.value, for_wave=True))
        if turns is not Turns.HANDS:
            chosen.append(TurnsSet(None, turns.value, favours_new=False))
        opened = RoomOpened(None, kind.value, floor.value, share_minutes, ends_at, closes_at, hides_roster)
        record(room, [opened, *chosen])
        return room


def close_room(room_id: int) -> None:
    """Close a room for good, by itself; once is enough."""
    with transaction():
        room = queries.held(room_id)
        if room.closed_at is None:
            record(room, decide(queries.state_of(room), wishes.Close(), None, now()))


def take_part(room: Room, account_id: int, name: str, role: str, membership_id: int | None = None) -> Participant:
    """Give someone a place in an open room under a name and a role; who has one keeps it.

    Raises RoomIsClosed, RoomIsLocked for newcomers to a locked room, MustWait for whoever waits in its lobby,
    OutOfTheRoom for who was removed.
    """
    room_id = room.id
    with transaction() as session:
        room = queries.held(room_id)
        state = queries.state_of(room)
        place = session.scalar(
            select(Participant).where(Participant.room_id == room_id, Participant.account_id == account_id)
        )
        if place is None:
            member = session.get(Membership, membership_id) if membership_id else None
            who = new_public_id()
            wish = wishes.Come(name, role, is_known=member is not None and is_known(member))
            came = decide(state, wish, who, now())
            place = Participant(public_id=who, account_id=account_id, name=name, role=role)
            return new_place(room, place, member, came)
        decide(state, wishes.Come(name, role), place.public_id, now())
        _update_place(room, place, name, role)
        return place


def new_place(room: Room, place: Participant, member: Membership | None, came: Sequence[Event]) -> Participant:
    """Keep the place of somebody whose coming to a held room was granted."""
    place.room_id, place.membership_id = room.id, member.id if member else None
    db.session.add(place)
    db.session.flush()
    record(room, came, author_id=place.id)
    if member is not None:
        member.has_met = True
        _carry_mute(room, place, member)
    return place


def is_known(member: Membership) -> bool:
    """Whether a group knows somebody already: from a meeting, or for long."""
    return mark_of(has_met=member.has_met, joined_on=member.joined_on, today=now().date()) is not Mark.FIRST


def _carry_mute(room: Room, place: Participant, member: Membership) -> None:
    # Whoever was asked to listen in one room of the group listens in the next one too.
    if member.muted_until and member.muted_until > now():
        record(room, [PersonMuted(None, place.public_id, member.muted_until)])


def tell_why_muted(room_id: int, who: str, reason: str | None) -> None:
    """Let somebody who was asked to listen read why, for as long as they are in a room."""
    with transaction():
        queries.participant_in(room_id, who).told = reason


def _update_place(room: Room, place: Participant, name: str, role: str) -> None:
    who = place.public_id
    if place.name != name:
        place.name = name
        record(room, [PersonRenamed(who, who, name)], author_id=place.id)
    if place.role != role:
        place.role = role
        record(room, [RoleGiven(None, who, role)])


@chore("let words fade", pause_seconds=UNHURRIED_SECONDS)
def fade_due() -> None:
    """Let go of closed rooms whose words have had their time: the log, the places, the room."""
    let_go(ROOMS)


def withhold_room(room_id: int, account_ids: Collection[int]) -> None:
    """Let people who have a place in a room not find it any more, until it is shown to them again.

    Nobody is told, them included.
    """
    _place_them(room_id, account_ids, is_withheld=True, here_until=None)


def show_room_again(room_id: int, account_ids: Collection[int]) -> None:
    """Let people find a room again that was withheld from them."""
    _place_them(room_id, account_ids, is_withheld=False)


def _place_them(room_id: int, account_ids: Collection[int], **values: object) -> None:
    with transaction() as session:
        # The room first, as whoever enters it does.
        queries.held(room_id).places_rev += 1
        theirs = (Participant.room_id == room_id, Participant.account_id.in_(account_ids))
        session.execute(update(Participant).where(*theirs).values(values))


def discard_room(room_id: int) -> None:
    """Let go of a room at once: the log, the places, the room."""
    with transaction() as session:
        session.execute(delete(Room).where(Room.id == room_id))
        announce(RoomGone(room_id))
