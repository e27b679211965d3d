"""Every change of moderation: acts in the record, reviews, and what guards a group."""

from .guarding import change_guards
from .recording import Person, answer_review, ask_review, fade_due, record

__all__ = ["Person", "answer_review", "ask_review", "change_guards", "fade_due", "record"]
