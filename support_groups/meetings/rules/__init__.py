"""Pure decisions of meetings: when they are held, how their times are said, what is refused."""

from .editing import arranged, check_run_sheet
from .linked_data import linked_data
from .occurrences import Upcoming, dates_of, is_finished, kept_times, schedule_of
from .recurrence import OPENS_BEFORE, Phase, Schedule, Times, is_held_on, phase_at, times_from, times_on
from .refusals import (
    AlreadyClaimed,
    FirstDayIsOff,
    MeetingHasEnded,
    NoSuchDate,
    NotToBeClaimed,
    RoomIsAlreadyOpen,
    RoomIsNotOpen,
    RunSheetHasChanged,
    TooManyMeetings,
    check_first_on,
    check_may_cancel,
)
from .run_sheet import Reader, Step, floor_of, in_room, read, written
from .starter import STARTER
from .turns import turns_of
from .values import CANCEL_WORDS, DATES_OFFERED, FELLOWSHIP_OFFERED, MINUTES_OFFERED, MeetingValues
from .words import (
    WEEKDAYS,
    clock_in,
    date_words,
    day_words,
    in_place,
    length_words,
    place_of,
    shift_words,
    start_line,
    week_line,
)

__all__ = [
    "CANCEL_WORDS",
    "DATES_OFFERED",
    "FELLOWSHIP_OFFERED",
    "MINUTES_OFFERED",
    "OPENS_BEFORE",
    "STARTER",
    "WEEKDAYS",
    "AlreadyClaimed",
    "FirstDayIsOff",
    "MeetingHasEnded",
    "MeetingValues",
    "NoSuchDate",
    "NotToBeClaimed",
    "Phase",
    "Reader",
    "RoomIsAlreadyOpen",
    "RoomIsNotOpen",
    "RunSheetHasChanged",
    "Schedule",
    "Step",
    "Times",
    "TooManyMeetings",
    "Upcoming",
    "arranged",
    "check_first_on",
    "check_may_cancel",
    "check_run_sheet",
    "clock_in",
    "date_words",
    "dates_of",
    "day_words",
    "floor_of",
    "in_place",
    "in_room",
    "is_finished",
    "is_held_on",
    "kept_times",
    "length_words",
    "linked_data",
    "phase_at",
    "place_of",
    "read",
    "schedule_of",
    "shift_words",
    "start_line",
    "times_from",
    "times_on",
    "turns_of",
    "week_line",
    "written",
]
