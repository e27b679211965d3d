"""What every entry of a log has."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Event:
    """Something that has happened in a room."""

    by: str | None
