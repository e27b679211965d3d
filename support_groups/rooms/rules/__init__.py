"""The room's rules, pure: `decide` judges a wish, `apply` folds what happened into the state."""

from . import refusals, wishes
from .apart import firsts
from .fold import apply, fold
from .judge import decide, muted, removed
from .powers import may_lead
from .state import Hand, Person, RoomState, Share, Standing, encode

__all__ = [
    "Hand",
    "Person",
    "RoomState",
    "Share",
    "Standing",
    "apply",
    "decide",
    "encode",
    "firsts",
    "fold",
    "may_lead",
    "muted",
    "refusals",
    "removed",
    "wishes",
]
