"""Rooms as this worker has them in memory: the fold of the log, the newest of it encoded, and who has which place.

Judging a wish needs nothing else. The row of a room says when a copy is behind: its `last_seq` is higher, another
`epoch` began, or its places have changed. Then what is missing is read from the log, and the copy is right again.
"""

import time
from collections import deque
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice

from flask import current_app

from support_groups.core.chance import a_while
from support_groups.core.clock import now

from ..events import Event, Logged, MessageRemoved, MessageSaid, PaceSet, QuestionDrawn, RoomOpened, kind_of
from ..models import FORGOTTEN_SPREAD_SECONDS, Room
from ..rules import Guard, RoomState, apply, fold
from . import log

QUIET_SECONDS = 60.0
_LIVE = "support_groups.rooms.live"


@dataclass(frozen=True, slots=True)
class Seat:
    """Someone's place in a room, as far as judging and greeting them needs it."""

    participant_id: int
    who: str
    told: str | None
    joined_on: date | None
    held: frozenset[str] = frozenset()
    """Under which client ids words of theirs were held here, whatever became of them."""
    role: str | None = None
    """Their role in the group; None in a conversation of two. An open room knows it by its log."""


class LiveRoom:
    """One room in memory."""

    __slots__ = (
        "answers",
        "are_seats_new",
        "epoch",
        "guards",
        "id",
        "opening",
        "places_rev",
        "public_id",
        "renew_at",
        "seats",
        "spoken",
        "state",
        "tail",
        "told",
        "untold",
        "used_at",
    )

    def __init__(self, room_id: int, public_id: str, epoch: str) -> None:
        self.id = room_id
        self.public_id = public_id
        self.epoch = epoch
        self.opening = b""
        """How the frame of its news begins; made when it is first needed."""
        self.state = RoomState()
        self.tail: deque[Logged] = deque()
        """The newest events of any kind, without a gap up to `state.seq`."""
        self.answers: dict[tuple[str | None, str], Logged] = {}
        """Those of them that answer a wish, by who wished and the client id: they may be asked for again."""
        self.untold: deque[Logged] = deque()
        """What was read from the log and nobody here was told yet."""
        self.told: int | None = None
        """Up to which `seq` people here were told before this copy began; None: nobody was here."""
        self.renew_at: datetime | None = None
        """When their pages are told that the past is another one; None: they need not be."""
        self.used_at = 0.0
        self.places_rev = -1
        self.are_seats_new = False
        """Whether places have changed and nobody has looked yet who must not listen any more."""
        self.seats: dict[int, Seat] = {}
        self.spoken: set[str] = set()
        """Newcomers of whom it is known that they have said something in the group."""
        self.guards: list[Guard] | None = None
        """What stands in the way of words here; None: not made yet, or not since something has changed."""

    def follow(self, events: Iterable[Logged]) -> None:
        """Take what was committed, each event once; what lies between it and what is known is read from the log.

        What is taken waits in `untold`, in order, whoever found out about it.
        """
        for event in events:
            if event.seq > self.state.seq + 1:
                self.read(event.seq)
            elif event.seq == self.state.seq + 1:
                self._take(event)

    def since(self, seq: int) -> list[Logged] | None:
        """All events after a `seq`, if they are in memory."""
        missing = self.state.seq - seq
        if missing > len(self.tail):
            return None
        return list(islice(self.tail, len(self.tail) - missing, None))

    def read(self, until: int) -> None:
        """Read from the log what is missing up to a `seq`."""
        while (known := self.state.seq) < until:
            is_far = until - known > log.SNAPSHOT_EVENTS
            events = _changes(self.state, self.id, known, until) if is_far else log.log_between(self.id, known, until)
            newest = log.newest(self.id, until, log.SNAPSHOT_EVENTS) if is_far else []
            if self.state.seq != known:
                # Someone else has moved it on while the database answered.
                continue
            for event in events:
                self._take(event)
            if is_far:
                self.state = replace(self.state, seq=until)
                self.tail.clear()
                self.answers.clear()
                for event in newest:
                    self._append(event)
            if known == 0:
                # Whoever comes into a room that nobody here was in is told all of it by the snapshot.
                self.untold = deque(self.since(self.told) or ()) if self.told is not None else deque()

    def _take(self, event: Logged) -> None:
        self.state = apply(self.state, event)
        if isinstance(event.event, MessageRemoved):
            self._blank(event.event.message)
        self._append(event)
        self.untold.append(event)

    def _append(self, event: Logged) -> None:
        self.tail.append(event)
        if event.client_id is not None:
            self.answers[event.event.by, event.client_id] = event
        if len(self.tail) > log.SNAPSHOT_EVENTS:
            oldest = self.tail.popleft()
            if oldest.client_id is not None:
                self.answers.pop((oldest.event.by, oldest.client_id), None)

    def move_places(self, rev: int) -> None:
        """Forget who has which place, if that has changed."""
        if rev != self.places_rev:
            self.are_seats_new = True
            self.places_rev = rev
            # A new one: an answer that is on its way may still be written into the old.
            self.seats = {}
            self.guards = None

    def _blank(self, seq: int) -> None:
        # Nobody who comes later may read it from memory either.
        for place, event in enumerate(self.tail):
            if event.seq == seq and isinstance(event.event, MessageSaid | QuestionDrawn):
                said = event.event
                gone = replace(said, body=None) if isinstance(said, MessageSaid) else replace(said, words=None)
                blank = self.tail[place] = replace(event, event=gone)
                if event.client_id is not None:
                    self.answers[event.event.by, event.client_id] = blank


def _changes(state: RoomState, room_id: int, known: int, until: int) -> list[Logged]:
    # What was said is most of a log and changes nothing of the state, unless people wait between two messages, or are
    # seen by members because they have spoken.
    changes = log.changes_between(room_id, known, until)
    counts_words = state.pace_seconds or state.hides_roster or any(_counts_words(one.event) for one in changes)
    return log.log_between(room_id, known, until) if counts_words else changes


def _counts_words(event: Event) -> bool:
    return isinstance(event, PaceSet) or (isinstance(event, RoomOpened) and event.hides_roster)


def _carry_on(room: LiveRoom, before: LiveRoom, last_seq: int) -> None:
    """Let those who listen hear on, and be told by and by that the past is another one."""
    if before.state.seq > last_seq:
        room.renew_at = now()
        return
    room.told = before.untold[0].seq - 1 if before.untold else before.state.seq
    # By chance, so that two rooms out of which the same person was taken do not begin anew at the same moment.
    room.renew_at = before.renew_at or now() + a_while(0, FORGOTTEN_SPREAD_SECONDS)


class LiveRooms:
    """The rooms in which someone is on a line of this worker, or was a moment ago."""

    def __init__(self) -> None:
        self._rooms: dict[int, LiveRoom] = {}

    def get(self, room_id: int) -> LiveRoom | None:
        """A room that is in memory."""
        return self._rooms.get(room_id)

    def brought_up(self, room_id: int, public_id: str, epoch: str, last_seq: int) -> LiveRoom:
        """A room as its row says it is, read from the log as far as memory does not have it."""
        room = self._rooms.get(room_id)
        if room is None or room.epoch != epoch or room.state.seq > last_seq:
            before, room = room, LiveRoom(room_id, public_id, epoch)
            if before is not None:
                _carry_on(room, before, last_seq)
            self._rooms[room_id] = room
        room.used_at = time.monotonic()
        room.read(last_seq)
        return room

    def forget(self, room_id: int) -> None:
        """Keep nothing of a room."""
        self._rooms.pop(room_id, None)

    def forget_all_but(self, listened_to: Collection[int]) -> None:
        """Keep nothing of rooms in which nobody listens any more."""
        old = time.monotonic() - QUIET_SECONDS
        for room_id, room in list(self._rooms.items()):
            if room_id not in listened_to and room.used_at < old:
                self.forget(room_id)


def live() -> LiveRooms:
    """The rooms in memory of the app at hand."""
    found: LiveRooms = current_app.extensions.setdefault(_LIVE, LiveRooms())
    return found


def state_of(room: Room) -> RoomState:
    """The state of a room up to `room.last_seq`, also inside of a transaction that has just moved it on.

    Memory is only read: what is not committed yet may never be.
    """
    known = live().get(room.id)
    state = known.state if known is not None and known.epoch == room.epoch else RoomState()
    if state.seq > room.last_seq:
        state = RoomState()
    if state.seq < room.last_seq:
        state = replace(fold(state, _changes(state, room.id, state.seq, room.last_seq)), seq=room.last_seq)
    return state


def is_told(event: Logged) -> bool:
    """Whether people read an event in the log."""
    return kind_of(event.event) not in log.UNTOLD_KINDS
