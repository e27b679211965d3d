"""Every change of moderation: acts in the record, reviews, and what guards a group."""

from .caring import ask_for_someone, close_care, flag_message, flag_question, forget_flags, hand_on_care, take_care
from .guarding import change_guards
from .recording import Person, answer_review, ask_review, fade_due, record
from .reporting import About, answer_report, forget_quoted, look_at_report, report
from .speaking import remind, warn

__all__ = [
    "About",
    "Person",
    "answer_report",
    "answer_review",
    "ask_for_someone",
    "ask_review",
    "change_guards",
    "close_care",
    "fade_due",
    "flag_message",
    "flag_question",
    "forget_flags",
    "forget_quoted",
    "hand_on_care",
    "look_at_report",
    "record",
    "remind",
    "report",
    "take_care",
    "warn",
]
