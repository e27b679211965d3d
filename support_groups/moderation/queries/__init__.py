"""Reading the record, guards, care and reports: the viewer first; what somebody may not see is not found."""

from .caring import flag_in, flags_for, flags_of, is_about, open_flag, open_flags_of_questions, own_flag, words_at
from .guarding import guard_for, guards_of
from .recording import (
    Page,
    act_about,
    acts_about,
    broken_at,
    chains,
    moderator_ids,
    moderators_of,
    open_reviews,
    record_in,
    record_of,
    standing_for,
    why_muted,
)
from .reporting import count_reports_for, count_stranded, handlers_of, may_be_handled, report_for, reports_for
from .serving import Waiting, places_now, waiting_for
from .told import care_told, help_told, mark_told, seen_told, unmarked_told

__all__ = [
    "Page",
    "Waiting",
    "act_about",
    "acts_about",
    "broken_at",
    "care_told",
    "chains",
    "count_reports_for",
    "count_stranded",
    "flag_in",
    "flags_for",
    "flags_of",
    "guard_for",
    "guards_of",
    "handlers_of",
    "help_told",
    "is_about",
    "mark_told",
    "may_be_handled",
    "moderator_ids",
    "moderators_of",
    "open_flag",
    "open_flags_of_questions",
    "open_reviews",
    "own_flag",
    "places_now",
    "record_in",
    "record_of",
    "report_for",
    "reports_for",
    "seen_told",
    "standing_for",
    "unmarked_told",
    "waiting_for",
    "why_muted",
    "words_at",
]
