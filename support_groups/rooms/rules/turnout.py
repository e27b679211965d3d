"""What is left of a meeting in numbers: how many, never who."""

from collections.abc import Iterable
from dataclasses import dataclass

from ..events import Event, FloorGiven, MessageSaid, PersonEntered, PersonLeft, PersonRemoved


@dataclass(frozen=True)
class Turnout:
    """How many were here at most, and how many spoke."""

    most_here: int
    spoke: int


def turnout(events: Iterable[Event]) -> Turnout:
    """The numbers of a meeting, from all that happened there."""
    here: set[str] = set()
    spoke: set[str] = set()
    most = 0
    for event in events:
        match event:
            case PersonEntered(by=str(who)):
                here.add(who)
                most = max(most, len(here))
            case PersonLeft(by=str(who)) | PersonRemoved(who=who):
                here.discard(who)
            case MessageSaid(by=str(who)) | FloorGiven(to=who):
                spoke.add(who)
    return Turnout(most, len(spoke))
