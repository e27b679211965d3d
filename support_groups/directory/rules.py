"""Pure decisions about what is shown to someone who looks for a meeting."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from support_groups.groups.models import Attendance
from support_groups.groups.rules import Format, formats_of, language_name
from support_groups.meetings.rules import Upcoming

SOON = timedelta(hours=3)
DOOR_MEETINGS = 4
HOME_MEETINGS = 6
LIST_LINES = 40
"""How many lines one page of the list of a week shows."""
LIST_PAGES_MAX = 1_000

COMMON_ZONES = (
    "UTC",
    "Africa/Cairo",
    "Africa/Johannesburg",
    "Africa/Lagos",
    "Africa/Nairobi",
    "America/Anchorage",
    "America/Argentina/Buenos_Aires",
    "America/Bogota",
    "America/Chicago",
    "America/Denver",
    "America/Halifax",
    "America/Los_Angeles",
    "America/Mexico_City",
    "America/New_York",
    "America/Phoenix",
    "America/Santiago",
    "America/Sao_Paulo",
    "America/St_Johns",
    "America/Toronto",
    "America/Vancouver",
    "Asia/Bangkok",
    "Asia/Dhaka",
    "Asia/Dubai",
    "Asia/Hong_Kong",
    "Asia/Jakarta",
    "Asia/Jerusalem",
    "Asia/Karachi",
    "Asia/Kathmandu",
    "Asia/Kolkata",
    "Asia/Manila",
    "Asia/Seoul",
    "Asia/Shanghai",
    "Asia/Singapore",
    "Asia/Tehran",
    "Asia/Tokyo",
    "Australia/Adelaide",
    "Australia/Brisbane",
    "Australia/Perth",
    "Australia/Sydney",
    "Europe/Amsterdam",
    "Europe/Athens",
    "Europe/Berlin",
    "Europe/Dublin",
    "Europe/Helsinki",
    "Europe/Istanbul",
    "Europe/Lisbon",
    "Europe/London",
    "Europe/Madrid",
    "Europe/Moscow",
    "Europe/Paris",
    "Europe/Rome",
    "Europe/Stockholm",
    "Europe/Vienna",
    "Europe/Warsaw",
    "Europe/Zurich",
    "Pacific/Auckland",
    "Pacific/Honolulu",
)
"""Zones to choose from where the browser cannot say its own."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What someone looks for; None is no matter."""

    q: str | None = None
    language: str | None = None
    format: str | None = None
    day: int | None = None
    attendance: Attendance | None = None
    soon: bool = False

    @property
    def is_narrow(self) -> bool:
        """Whether anything was asked for."""
        return self != Wanted()


@dataclass(frozen=True)
class Offered:
    """What can be asked for in the list at hand, so that no choice leads to nothing by itself."""

    languages: list[tuple[str, str]]
    formats: list[Format]


@dataclass(frozen=True)
class Day:
    """One day of a list, in the zone of the reader."""

    on: date
    meetings: list[Upcoming]


def matches(one: Upcoming, wanted: Wanted, now: datetime, zone: str) -> bool:
    """Whether a date is what someone looks for; the day is that of the reader's zone."""
    return (
        (wanted.language is None or one.group.language == wanted.language)
        and (wanted.format is None or wanted.format in format_keys(one))
        and (wanted.day is None or _day_in(one, now, zone).weekday() == wanted.day)
        and (wanted.attendance is None or one.group.attendance == wanted.attendance)
        and (not wanted.soon or (one.starts_at <= now + SOON and not one.is_cancelled))
        and (wanted.q is None or _says(one, wanted.q))
    )


def format_keys(one: Upcoming) -> list[str]:
    """The formats of a meeting and of its group."""
    return [*one.meeting.formats.split(), *one.group.formats.split()]


def offered_in(found: Iterable[Upcoming]) -> Offered:
    """The languages and formats that occur in a list."""
    dates = list(found)
    tags = {one.group.language for one in dates}
    return Offered(
        languages=sorted(((tag, language_name(tag)) for tag in tags), key=lambda pair: pair[1].casefold()),
        formats=sorted(formats_of({key for one in dates for key in format_keys(one)}), key=lambda one: one.name),
    )


def by_day(found: Iterable[Upcoming], now: datetime, zone: str) -> list[Day]:
    """A list in order as days of the reader's zone; what is running belongs to today."""
    return [Day(on, list(dates)) for on, dates in groupby(found, key=lambda one: _day_in(one, now, zone))]


def _day_in(one: Upcoming, now: datetime, zone: str) -> date:
    return max(one.starts_at, now).astimezone(ZoneInfo(zone)).date()


def _says(one: Upcoming, words: str) -> bool:
    text = " ".join((one.meeting.name, one.group.name, one.group.purpose)).casefold()
    return all(word in text for word in words.casefold().split())
