"""Every change of moderation: acts in the record, reviews, and what guards a group."""

from .caring import ask_for_someone, close_care, flag_message, forget_flags, hand_on_care, take_care
from .guarding import change_guards
from .recording import Person, answer_review, ask_review, fade_due, record
from .speaking import remind, warn

__all__ = [
    "Person",
    "answer_review",
    "ask_for_someone",
    "ask_review",
    "change_guards",
    "close_care",
    "fade_due",
    "flag_message",
    "forget_flags",
    "hand_on_care",
    "record",
    "remind",
    "take_care",
    "warn",
]
