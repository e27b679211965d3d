"""Clean time, counted by the calendar and never by the clock."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from support_groups.core.errors import DomainError

from ..models import EARLIEST


class DateNotReached(DomainError):
    """A clean date lies in the future."""

    status = 422
    words = "That day has not come yet. Today is a good day to count from."
    field = "clean_on"


class DateTooEarly(DomainError):
    """A clean date lies before anyone's memory."""

    status = 422
    words = "That is a very long time ago. Please look at the year again."
    field = "clean_on"


class DateAlreadyKept(DomainError):
    """A new beginning is not later than the date it should follow."""

    status = 422
    words = "That is not later than the date you have now. To change that date itself, choose to put it right."
    field = "clean_on"


class EarlierDateStands(DomainError):
    """A corrected date would fall before a beginning that was kept."""

    status = 422
    words = "You have kept an earlier beginning that is later than this day. You can forget the earlier ones first."
    field = "clean_on"


class NothingToPutRight(DomainError):
    """There is no clean date that could be corrected."""

    words = "There is no date here to put right. You can choose one now, if you like."


@dataclass(frozen=True)
class CleanTime:
    """What the calendar makes of a date: years, months and days together, and all days alone."""

    years: int
    months: int
    days: int
    total_days: int


def add_months(start: date, months: int) -> date:
    """The same day so many months later; the last of the month where that day does not exist."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def clean_time(since: date, today: date) -> CleanTime:
    """Count from a clean date to today; the first day counts as none. A date not reached yet is no time."""
    if today <= since:
        return CleanTime(0, 0, 0, 0)
    months = (today.year - since.year) * 12 + today.month - since.month
    if add_months(since, months) > today:
        months -= 1
    rest = today - add_months(since, months)
    return CleanTime(months // 12, months % 12, rest.days, (today - since).days)


def earlier_times(dates: Sequence[date]) -> list[tuple[date, int]]:
    """The beginnings before the latest (which comes first), each with the days until the next."""
    return [(began, (after - began).days) for after, began in pairwise(dates)]


def check_clean_date(clean_on: date, today: date) -> None:
    """Refuse a date that cannot be one."""
    if clean_on > today:
        raise DateNotReached
    if clean_on < EARLIEST:
        raise DateTooEarly
