"""The state of a room: what the log says, folded."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

import orjson


class Standing(enum.StrEnum):
    """Whether a person may be in the room."""

    IN = "in"
    REMOVED = "removed"
    BANNED = "banned"


@dataclass(frozen=True)
class Person:
    """Someone who may be, or was, in the room."""

    name: str
    role: str
    is_here: bool = False
    muted_until: datetime | None = None
    standing: Standing = Standing.IN
    entered: int = 0
    """The `seq` with which they were here last from not being here."""


@dataclass(frozen=True)
class Share:
    """Who has the floor, since when, and until when it is theirs."""

    who: str
    since: datetime
    ends_at: datetime
    felt: tuple["Felt", ...] = ()
    given_by: str | None = None


@dataclass(frozen=True)
class Felt:
    """What someone lets the one who shares feel."""

    who: str
    how: str


@dataclass(frozen=True)
class Still:
    """A `silence` or a `pause`, until a moment."""

    how: str
    ends_at: datetime


@dataclass(frozen=True)
class Hand:
    """Who asks to share, and since when."""

    who: str
    at: datetime


@dataclass(frozen=True)
class Stood:
    """Who stands for which milestone."""

    who: str
    tag: str


@dataclass(frozen=True)
class CleanTime:
    """A countdown that is under way: in which order, and who has stood, in the order in which they did."""

    longest_first: bool
    stood: tuple[Stood, ...] = ()


@dataclass(frozen=True)
class Step:
    """Where the run sheet stands: which step of how many, since when, when it was due, and whose reading it is."""

    number: int
    of: int
    kind: str
    title: str
    text: str
    since: datetime
    due_at: datetime | None
    reader: str | None


@dataclass(frozen=True)
class Drawn:
    """The question from the basket that people speak about, since when and where it stands; None: it is gone."""

    words: str | None
    since: datetime
    seq: int


@dataclass(frozen=True)
class Chair:
    """Who leads; for whom, if they stand in; and when somebody stands in for them, if they are away."""

    who: str
    stands_in_for: str | None = None
    missed_until: datetime | None = None


@dataclass(frozen=True)
class Shelter:
    """What waits while a room is sheltered, and since when."""

    since: datetime
    is_locked: bool
    floor: str
    share: Share | None
    queue: tuple[Hand, ...]


@dataclass(frozen=True)
class RoomState:
    """All that judging a wish needs, after the event `seq`."""

    seq: int = 0
    kind: str = "meeting"
    is_open: bool = False
    is_locked: bool = False
    lobby: str = "nobody"
    is_guarded: bool = False
    """Whether the lobby is there for a wave of strangers alone, and ends with it."""
    floor: str = "open"
    share_minutes: int = 5
    share: Share | None = None
    queue: tuple[Hand, ...] = ()
    shared: tuple[str, ...] = ()
    """Who has had the floor, in the order of their first share."""
    turns: str = "hands"
    favours_new: bool = False
    """Whether those are called first who have not shared yet."""
    rounded: tuple[str, ...] = ()
    """Who had their turn in this round."""
    still: Still | None = None
    shelter: Shelter | None = None
    pace_seconds: int = 0
    spoke: Mapping[str, datetime] = field(default_factory=lambda: MappingProxyType({}))
    """Who spoke last when, since there is a pace."""
    chair: Chair | None = None
    step: Step | None = None
    clean_time: CleanTime | None = None
    question: Drawn | None = None
    hidden: tuple[int, ...] = ()
    """Which messages only their authors and those who serve read, while a report of them is looked at."""
    ends_at: datetime | None = None
    closes_at: datetime | None = None
    hides_roster: bool = False
    shown: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """Whom members see where the roster is hidden, and with which `seq` they were shown."""
    unseen: int = 0
    """How many are here whom this reader does not see."""
    people: Mapping[str, Person] = field(default_factory=lambda: MappingProxyType({}))

    def moved_on(self, seq: int) -> "RoomState":
        """The same after an event more that changes nothing else."""
        # What nearly every event does: to set each part anew, as `replace` does, takes twenty times as long.
        moved = object.__new__(RoomState)
        vars(moved).update(vars(self), seq=seq)
        return moved

    def is_muted(self, who: str, now: datetime) -> bool:
        """Whether someone was asked to listen, and still is."""
        until = self.people[who].muted_until
        return until is not None and until > now

    def can_be_called(self, who: str, now: datetime) -> bool:
        """Whether someone is here and may speak."""
        person = self.people.get(who)
        return person is not None and person.is_here and not self.is_muted(who, now)

    def reads(self, who: str) -> bool:
        """Whether someone was called for the reading of this step: that is no share of theirs, and no turn."""
        return self.step is not None and self.step.reader == who

    def was_called(self, who: str) -> bool:
        """Whether somebody has the floor because another chose them: not by a round, nor for a reading they took on."""
        return self.has_floor(who) and not self.reads(who) and self.turns != "round"

    def is_still(self, now: datetime) -> bool:
        """Whether there is silence or a pause just now."""
        return self.still is not None and self.still.ends_at > now

    def asks(self, who: str) -> bool:
        """Whether someone's hand is up."""
        return any(hand.who == who for hand in self.queue)

    def has_floor(self, who: str) -> bool:
        """Whether someone was called and has not ended their share."""
        return self.share is not None and self.share.who == who


def encode(state: RoomState) -> bytes:
    """The state as JSON, as the browser folds it too; moments in ISO 8601, UTC."""
    values = {name: getattr(state, name) for name in state.__dataclass_fields__}
    values.update(people=dict(state.people), spoke=dict(state.spoke), shown=dict(state.shown))
    return orjson.dumps(values, option=orjson.OPT_UTC_Z)
