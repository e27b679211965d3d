"""Who is told what when something has happened in a room, here or in another worker."""

from . import basket, following, held_words
from .audiences import PEOPLE, audience_of, audience_of_one
from .door import DOOR, audience_at_door

__all__ = [
    "DOOR",
    "PEOPLE",
    "audience_at_door",
    "audience_of",
    "audience_of_one",
    "basket",
    "following",
    "held_words",
]
