"""What is wished for, a room as a transaction finds it, and what it answers."""

from dataclasses import dataclass, field
from datetime import datetime

from support_groups.core.errors import DomainError

from ..events import Happened, Logged
from ..models import HeldMessage
from ..queries import Held, LiveRoom, Seat
from ..rules import RoomState, wishes


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
    held_now: set[tuple[int, str]] = field(default_factory=set)
    """Whose words this transaction holds, and under which client ids."""

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
    words: HeldMessage | None = None
    """What was wished to be said and waits for somebody who serves."""


Outcome = Served | DomainError
