"""Who may be in a room, who is here, and as what."""

from dataclasses import dataclass
from datetime import datetime

from .event import Event


@dataclass(frozen=True)
class PersonCame(Event):
    """Someone may enter from now on, under this name and role."""

    name: str
    role: str


@dataclass(frozen=True)
class PersonEntered(Event):
    """Someone is here."""


@dataclass(frozen=True)
class PersonLeft(Event):
    """Someone is no longer here; `lapsed`: the line was lost and did not come back."""

    lapsed: bool


@dataclass(frozen=True)
class PersonUnseen(Event):
    """Something is new about somebody whom a reader does not see; told in the place of what the log says."""


@dataclass(frozen=True)
class PersonRenamed(Event):
    """Someone has another name in the group from now on."""

    who: str
    name: str


@dataclass(frozen=True)
class RoleGiven(Event):
    """Someone has another position in the group from now on."""

    who: str
    role: str


@dataclass(frozen=True)
class PersonMuted(Event):
    """Someone was asked to listen until a moment."""

    who: str
    until: datetime


@dataclass(frozen=True)
class PersonUnmuted(Event):
    """Someone may speak again."""

    who: str


@dataclass(frozen=True)
class PersonRemoved(Event):
    """Someone was asked to leave this meeting; `banned`: and the group."""

    who: str
    banned: bool
