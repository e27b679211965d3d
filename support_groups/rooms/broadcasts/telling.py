"""Who is told what when something has happened in a room."""

from collections.abc import Sequence
from itertools import groupby

from support_groups.core import realtime
from support_groups.core.database import db
from support_groups.core.transaction import after, after_row

from .. import queries
from ..events import (
    Happened,
    Logged,
    MessageRemoved,
    PersonLeft,
    PersonMuted,
    PersonRemoved,
    PersonUnmuted,
    RoomGone,
    RoomRenewed,
    moment,
)
from ..models import Room
from ..queries import LiveRoom
from ..rules import REVIEW
from .audiences import audience_of, audience_of_one
from .readers import Readers

ROOM = "room"


@after_row(Happened)
def _tell_rooms(news: Sequence[Happened]) -> None:
    """Take it into memory, and tell everyone in the rooms: all that happens in one beat goes out as one frame."""
    rooms = queries.live()
    for room_id, happened in groupby(news, lambda one: one.room_id):
        events = [one.logged for one in happened]
        realtime.pass_on(ROOM, room_id, [event.wire for event in events])
        room = rooms.get(room_id)
        # Whoever is in a room here has brought it into memory.
        if room is not None:
            room.follow(events)
            tell_on(room)


@after(Happened)
def _tell_person(happened: Happened) -> None:
    """Tell the person an act concerns: what, why, until when, and whom to ask."""
    match happened.event:
        case PersonMuted(who=who, until=until):
            words = "You were asked to listen for a while. You can still read, and you are still welcome."
            _tell(happened, who, "muted", words, until=moment(until))
        case PersonUnmuted(who=who):
            _tell(happened, who, "unmuted", "You can speak again. Thank you for listening.")
        case PersonRemoved(who=who, banned=False):
            words = "You were asked to leave this meeting. You are welcome at the next one."
            _tell(happened, who, "removed", words)
        case PersonRemoved(who=who):
            words = "You were asked to stay away from this group for now. Other groups are open to you."
            _tell(happened, who, "banned", words)
        case MessageRemoved(message=seq, author=None):
            words = (
                "A question of yours that was drawn was taken out, and nobody was told whose it was. You are still "
                "welcome; nothing more goes into the basket from you in this meeting."
            )
            # Nobody can ask for another look at what stands in no record under their name.
            _tell(happened, queries.asker_of(happened.room_id, seq).public_id, "question_removed", words)
        case MessageRemoved(by=by, author=str(who)) if by != who:
            words = "One of your messages was taken out. Nobody can read it any more; you are still welcome."
            _tell(happened, who, "message_removed", words)


@after(RoomRenewed)
def _renew(renewed: RoomRenewed) -> None:
    """Let what was forgotten not stay in memory until somebody looks; pages hear of it in their own time."""
    room = db.session.get(Room, renewed.room_id)
    if room is not None and queries.live().get(room.id) is not None:
        queries.live().brought_up(room.id, room.public_id, room.epoch, room.last_seq)


@after(RoomGone)
def _forget(gone: RoomGone) -> None:
    """Keep nothing of it in memory; other workers do so once nobody listens there any more."""
    queries.live().forget(gone.room_id)


def _tell(happened: Happened, who: str, kind: str, words: str, until: str | None = None) -> None:
    room = db.session.get_one(Room, happened.room_id)
    told = {"room": room.public_id, "kind": kind, "words": words, "reason": happened.reason}
    news = {**told, "until": until, "review": REVIEW if kind not in ("unmuted", "question_removed") else None}
    realtime.tell(audience_of_one(who), "person.told", news)


def tell_on(room: LiveRoom) -> None:
    """Tell the lines of this worker that are in a room all that they were not told yet, in order.

    That is what happened here, what was heard of, and what a wish had to know before any hint of it has come.
    """
    room.opening = room.opening or realtime.opening("room.happened", {"room": room.public_id}, "events")
    here = audience_of(room.id)
    told: list[Logged] = []
    while room.untold:
        logged = room.untold.popleft()
        told.append(logged)
        if isinstance(logged.event, PersonRemoved | PersonLeft):
            # They hear of their going, and nothing after it.
            _tell_lines(room, here, told)
            _show_out(room, logged.event)
            told = []
    _tell_lines(room, here, told)


def _tell_lines(room: LiveRoom, here: str, told: Sequence[Logged]) -> None:
    if room.state.hides_roster:
        realtime.tell_each(here, room.opening, Readers(room.state, told).items_for)
    else:
        realtime.collect(here, room.opening, [one.wire for one in told])


def _show_out(room: LiveRoom, event: PersonRemoved | PersonLeft) -> None:
    """Let nobody listen who is not seen to be here. A page that is still open enters again by itself."""
    who = event.who if isinstance(event, PersonRemoved) else str(event.by)
    if not room.state.people[who].is_here:
        realtime.move_out(audience_of_one(who), audience_of(room.id))
