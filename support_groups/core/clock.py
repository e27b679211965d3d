"""The only source of time."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """This moment, aware, in UTC."""
    return datetime.now(UTC)


def today_in(zone: str) -> date:
    """The calendar day in an IANA time zone."""
    return now().astimezone(ZoneInfo(zone)).date()
