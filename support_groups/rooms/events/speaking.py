"""What is said, and whose turn it is."""

from dataclasses import dataclass
from datetime import datetime

from .event import Event


@dataclass(frozen=True)
class MessageSaid(Event):
    """Someone has said something."""

    body: str | None


@dataclass(frozen=True)
class MessageRemoved(Event):
    """A message is gone from the log, or a question that was drawn; who said it and who removed it stay."""

    message: int
    author: str | None
    """None: a question, and nobody learns whose it was."""


@dataclass(frozen=True)
class HandRaised(Event):
    """Someone asks to share."""


@dataclass(frozen=True)
class HandLowered(Event):
    """Someone no longer asks to share."""

    who: str


@dataclass(frozen=True)
class FloorSet(Event):
    """The floor is open, chaired or closed from now on."""

    floor: str


@dataclass(frozen=True)
class FloorGiven(Event):
    """Someone was called and may share until a moment."""

    to: str
    ends_at: datetime


@dataclass(frozen=True)
class FloorExtended(Event):
    """The one who shares has more time."""

    ends_at: datetime


@dataclass(frozen=True)
class FloorReturned(Event):
    """The share has ended: `done`, `passed` by the one called, or `taken` back by who leads."""

    who: str
    how: str


@dataclass(frozen=True)
class PaceSet(Event):
    """Between two messages of one person lie so many seconds from now on; 0: none."""

    seconds: int


@dataclass(frozen=True)
class TurnsSet(Event):
    """People are called in another way from now on; `favours_new`: first those who have not shared yet."""

    turns: str
    favours_new: bool


@dataclass(frozen=True)
class Reacted(Event):
    """Someone lets the one who shares feel something, without a word."""

    how: str
