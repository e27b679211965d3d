"""The refusals of meetings, and when they are due."""

from datetime import date, datetime, timedelta

from support_groups.core.errors import DomainError
from support_groups.meetings.models import FIRST_WITHIN_DAYS, MEETINGS_PER_GROUP
from support_groups.rooms.models import RUN_SHEET_STEPS_MAX

from .recurrence import Schedule, Times, is_held_on, times_on


class RoomIsNotOpen(DomainError):
    """The meeting is not being held at this moment."""

    words = "The room of this meeting is not open right now. It opens 15 minutes before the meeting begins."


class MeetingHasEnded(DomainError):
    """The group does not hold this meeting any more."""

    status = 410
    words = "This meeting is not held any more. The group may have others."


class NoSuchDate(DomainError):
    """The meeting is not held on that day."""

    status = 422
    field = "on"
    words = "The meeting is not held on that day, or the day has passed. Please choose one of those offered."


class RoomIsAlreadyOpen(DomainError):
    """People may be in the room already."""

    field = "on"
    words = (
        "The room for this date is open already, and people may be in it. "
        "It is kinder to tell them there; whoever leads can close the room from inside."
    )


class FirstDayIsOff(DomainError):
    """The first day has passed, or lies too far ahead."""

    status = 422
    field = "first_on"
    words = "Please choose a first day between today and a year from now."


class TooManyMeetings(DomainError):
    """A group holds a great many meetings already."""

    words = f"A group can hold up to {MEETINGS_PER_GROUP} meetings here. Please end one before you add another."


class TooManySteps(DomainError):
    """A meeting in very many steps is none any more."""

    status = 422
    words = f"A run sheet can have up to {RUN_SHEET_STEPS_MAX} steps. Please take some out, or put two into one."


class StepNeedsTitle(DomainError):
    """A step without a title cannot be gone to."""

    status = 422
    words = "Please give each step a title."


class RunSheetIsLong(DomainError):
    """All the words of a run sheet together have a bound."""

    status = 422
    words = "These are more words than a run sheet can hold. Please shorten a text; what you typed is still here."


class RunSheetHasChanged(DomainError):
    """Somebody else has kept another version in the meantime."""

    words = (
        "Somebody else has changed this run sheet in the meantime. Your words are still here: please copy what you "
        "need, and open the page anew."
    )


class NotToBeClaimed(DomainError):
    """There is nothing to read there for a volunteer."""

    words = "This reading is not offered any more. Thank you for asking."


class AlreadyClaimed(DomainError):
    """Somebody else reads there."""

    words = "Somebody was a little quicker and reads this one. Thank you; perhaps another one is free."


class OneReadingEach(DomainError):
    """All who would like to read get a chance."""

    words = (
        "You read one on that date already, and we leave the others to somebody else for now. What is still free a day "
        "before is yours if you like. Thank you for offering."
    )


OTHERS_FIRST = timedelta(days=1)


def check_leaves_others_some(own: int, starts_at: datetime, now: datetime) -> None:
    """Leave readings to others until a day before."""
    if own and now < starts_at - OTHERS_FIRST:
        raise OneReadingEach


def check_first_on(first_on: date, today: date) -> None:
    """Refuse a first day that is not between today and a year from now."""
    if not today <= first_on <= today + timedelta(days=FIRST_WITHIN_DAYS):
        raise FirstDayIsOff


def check_may_cancel(schedule: Schedule, on: date, now: datetime) -> Times:
    """The times of a date that may still be cancelled, or the refusal."""
    if not is_held_on(schedule, on) or on > now.date() + timedelta(days=FIRST_WITHIN_DAYS):
        raise NoSuchDate
    times = times_on(schedule, on)
    if times.closes_at <= now:
        raise NoSuchDate
    if times.opens_at <= now:
        raise RoomIsAlreadyOpen
    return times
