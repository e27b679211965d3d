"""Who leads a meeting, and where it stands."""

from dataclasses import dataclass
from datetime import datetime

from .event import Event


@dataclass(frozen=True)
class ChairTaken(Event):
    """Someone leads from now on: `taken` by themself, `given` to them, or they have `stood_in` for who is away."""

    who: str
    how: str


@dataclass(frozen=True)
class StepBegun(Event):
    """A step of the run sheet has begun: its title, and from the second line on its text.

    `reader` is whose reading it is, if they are here.
    """

    number: int
    of: int
    step_kind: str
    words: str
    due_at: datetime | None
    reader: str | None


@dataclass(frozen=True)
class ChairMissed(Event):
    """The one who leads is away; if they still are at a moment, somebody else stands in for them."""

    stands_in_at: datetime
