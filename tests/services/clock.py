"""Time in a test: it stands still until the test moves it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from time_machine import Traveller


class Clock:
    """Moves the time that the whole process sees."""

    def __init__(self, traveller: Traveller) -> None:
        self._traveller = traveller

    def at(self, moment: str | datetime, zone: str = "UTC") -> datetime:
        """Set the time, as in `clock.at("2026-11-20 19:00", "Europe/Berlin")`."""
        told = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
        aware = told if told.tzinfo else told.replace(tzinfo=ZoneInfo(zone))
        self._traveller.move_to(aware.astimezone(ZoneInfo("UTC")), tick=False)
        return self.now

    def forward(self, *, days: float = 0, hours: float = 0, minutes: float = 0, seconds: float = 0) -> datetime:
        """Let time pass."""
        self._traveller.shift(timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds))
        return self.now

    @property
    def now(self) -> datetime:
        """The moment it is in the test, in UTC."""
        return datetime.now(ZoneInfo("UTC"))
