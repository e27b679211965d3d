"""What a group decides about a meeting."""

from dataclasses import dataclass
from datetime import date, time

from support_groups.meetings.models import FELLOWSHIP_DEFAULT_MINUTES
from support_groups.rooms.models import FloorMode, Lobby

CANCEL_WORDS = "We are not meeting this time. You are warmly welcome at the next one."
MINUTES_OFFERED = (30, 45, 60, 75, 90, 120)
FELLOWSHIP_OFFERED = (0, 10, 15, 30, 45, 60)
DATES_OFFERED = 8
"""How many of its next dates a meeting offers for cancelling."""


@dataclass(frozen=True, kw_only=True)
class MeetingValues:
    """The settings of a meeting; `first_on` None is from now on."""

    name: str
    weekday: int
    local_time: time
    minutes: int = 60
    fellowship_minutes: int = FELLOWSHIP_DEFAULT_MINUTES
    formats: tuple[str, ...] = ()
    """Keys of the formats of groups."""
    floor: FloorMode = FloorMode.OPEN
    lobby: Lobby = Lobby.NOBODY
    first_on: date | None = None
