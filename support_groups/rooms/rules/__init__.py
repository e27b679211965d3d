"""The room's rules, pure: `decide` judges a wish, `apply` folds what happened into the state."""

from . import basket, covering, held_words, refusals, roster, wishes
from .afterwards import as_of_today
from .apart import firsts
from .fold import apply, fold
from .guarding import Guard, Guarded, Readers, Said, Weighed
from .judge import decide, muted, removed
from .lobby import DECLINES, Mark, check_admits, check_may_welcome, mark_of, may_admit
from .milestones import MILESTONES
from .own_words import words_on_file
from .powers import REVIEW, may_lead, may_moderate
from .sealed import ENVELOPE_MAX_CHARS, MESSAGE_STEPS_BYTES, is_envelope
from .sheet import SheetStep
from .state import Hand, Person, RoomState, Share, Standing, encode
from .stay import time_here
from .turnout import Turnout, turnout

__all__ = [
    "DECLINES",
    "ENVELOPE_MAX_CHARS",
    "MESSAGE_STEPS_BYTES",
    "MILESTONES",
    "REVIEW",
    "Guard",
    "Guarded",
    "Hand",
    "Mark",
    "Person",
    "Readers",
    "RoomState",
    "Said",
    "Share",
    "SheetStep",
    "Standing",
    "Turnout",
    "Weighed",
    "apply",
    "as_of_today",
    "basket",
    "check_admits",
    "check_may_welcome",
    "covering",
    "decide",
    "encode",
    "firsts",
    "fold",
    "held_words",
    "is_envelope",
    "mark_of",
    "may_admit",
    "may_lead",
    "may_moderate",
    "muted",
    "refusals",
    "removed",
    "roster",
    "time_here",
    "turnout",
    "wishes",
    "words_on_file",
]
