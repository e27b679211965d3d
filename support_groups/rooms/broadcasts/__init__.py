"""Who is told what when something has happened in a room, here or in another worker."""

from . import following, held_words
from .telling import PEOPLE, audience_of, audience_of_one

__all__ = ["PEOPLE", "audience_of", "audience_of_one", "following", "held_words"]
