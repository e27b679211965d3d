"""What stands between a wish to say something and the log: guards that others bring, asked before anything is kept."""

import enum
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from support_groups.core.errors import DomainError

from ..models import HeldFor


class Guarded(enum.Enum):
    """What becomes of words that a guard stops."""

    ASK = "ask"
    """Their author is asked first; nothing is kept meanwhile."""
    REFUSE = "refuse"
    """They are not said."""
    HOLD = "hold"
    """Somebody who serves reads them first; nobody else can know of them."""


class Readers(enum.Enum):
    """Who would read words."""

    ROOM = "room"
    """Everyone there."""
    DOOR = "door"
    """Those who let people in."""
    WAITING = "waiting"
    """One who waits to be let in."""
    BASKET = "basket"
    """The one who leads, and everyone once a question is drawn."""


@dataclass(frozen=True, slots=True)
class Said:
    """Words that somebody is about to say, and what is known of them. `own` is what they said before, newest first."""

    body: str
    at: datetime
    serves: bool
    is_newcomer: bool
    has_floor: bool
    as_it_is: bool
    own: Iterable[tuple[datetime, str]]
    was_called: bool = False
    """Whether one who serves has chosen to let them speak."""
    readers: Readers = Readers.ROOM


@dataclass(frozen=True, slots=True)
class Weighed:
    """That words are stopped, how, and what their author is told; of words that are held, why."""

    guarded: Guarded
    refusal: DomainError | None = None
    why: HeldFor = HeldFor.LISTED


Guard = Callable[[Said], Weighed | None]
"""Pure and quick, for it stands in every message's way: microseconds. Where it fails, the words are not said."""
