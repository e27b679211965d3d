"""How a time is said to a person: near ones by how far away they are, others by the day, always with the place."""

from datetime import date, datetime, timedelta
from math import ceil
from zoneinfo import ZoneInfo

from .recurrence import Times

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
EVENING_BEGINS = 17
NO_BREAK = "\u00a0"
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# Not strftime: its words follow the locale of the machine.
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def place_of(zone: str) -> str:
    """The town a time zone is named after: "London", "Buenos Aires"."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")


def in_place(zone: str) -> str:
    """Where a clock stands: "in London"; a zone that is no town is named as it is."""
    return f"in {place_of(zone)}" if "/" in zone and not zone.startswith("Etc/") else place_of(zone)


def clock_in(moment: datetime, zone: str) -> str:
    """What a clock there shows: "19:00"."""
    return f"{moment.astimezone(ZoneInfo(zone)):%H:%M}"


def date_words(on: date) -> str:
    """A date with its weekday: "Friday 20 November"."""
    return f"{WEEKDAYS[on.weekday()]} {on.day} {MONTHS[on.month - 1]}"


def day_words(on: date, today: date) -> str:
    """A day as seen from today: "today", "tomorrow", "Friday", "Friday 20 November"."""
    away = (on - today).days
    if away in (-1, 0, 1):
        return ("yesterday", "today", "tomorrow")[away + 1]
    return WEEKDAYS[on.weekday()] if 1 < away < 7 else date_words(on)


def start_line(starts_at: datetime, now: datetime, there: str, own: str | None = None, *, with_day: bool = True) -> str:
    """When something begins or has begun, for a reader whose zone is `own`, of a group whose zone is `there`.

    "in 25 minutes · 20:00 your time · 19:00 in London", its parts unbroken; static/meetings/starts.js says the same
    in the browser.
    """
    clock = clock_in(starts_at, own or there)
    clock_there = clock_in(starts_at, there)
    said = clock
    if own is None:
        said = _unbroken(f"{clock} {in_place(there)}")
    elif own == "UTC" and there == own:
        said = _unbroken(f"{clock} UTC")
    elif clock != clock_there or own == "UTC":
        # UTC is where nobody lives: it is the zone of those who have not told theirs.
        whose = "UTC" if own == "UTC" else "your time"
        said = _unbroken(f"{clock} {whose} ·") + " " + _unbroken(f"{clock_there} {in_place(there)}")
    away = starts_at - now
    if -MINUTE < away < HOUR:
        minutes = ceil(away / MINUTE)
        near = f"in {minutes} minute{'' if minutes == 1 else 's'}" if minutes > 0 else "now"
        return f"{_unbroken(f'{near} ·')} {said}"
    if away < timedelta(0):
        return f"since{NO_BREAK}{said}"
    if not with_day:
        return said
    zone = ZoneInfo(own or there)
    local = starts_at.astimezone(zone)
    day = day_words(local.date(), now.astimezone(zone).date())
    if day == "today" and local.hour >= EVENING_BEGINS:
        day = "tonight"
    return f"{day}, {said}"


def _unbroken(words: str) -> str:
    return words.replace(" ", NO_BREAK)


def week_line(weekday: int, clock: str, zone: str) -> str:
    """A weekly appointment where it is at home: "Every Friday, 19:00 in London"."""
    return f"Every {WEEKDAYS[weekday]}, {clock} {in_place(zone)}"


def length_words(minutes: int) -> str:
    """A length: "45 minutes", "1 hour", "1 hour 30 minutes"."""
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} hour{'' if hours == 1 else 's'}"] if hours else []
    return " ".join([*parts, f"{rest} minute{'' if rest == 1 else 's'}"] if rest else parts)


def shift_words(times: Times, said: str, zone: str) -> str:
    """What the group is told where the clocks skip the time of its meeting (`said`: "02:30")."""
    return (
        f"On {date_words(times.on)} the clocks in {place_of(zone)} go forward and {said} does not exist. "
        f"That day the meeting begins at {clock_in(times.starts_at, zone)}."
    )
