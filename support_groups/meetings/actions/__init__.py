"""Every change to meetings: one verb of the field, the actor first, told after the commit."""

from .readings import claim_reading, free_readings_of, give_reading_back, let_claims_go
from .run_sheets import write_run_sheet
from .scheduling import (
    cancel_occurrence,
    change_meeting,
    close_due,
    end_meeting,
    end_meetings_of,
    enter,
    open_due,
    restore_occurrence,
    schedule_meeting,
)

__all__ = [
    "cancel_occurrence",
    "change_meeting",
    "claim_reading",
    "close_due",
    "end_meeting",
    "end_meetings_of",
    "enter",
    "free_readings_of",
    "give_reading_back",
    "let_claims_go",
    "open_due",
    "restore_occurrence",
    "schedule_meeting",
    "write_run_sheet",
]
