"""Who is told what when something has happened in a room, here or in another worker."""

from . import following
from .telling import PEOPLE, audience_of, audience_of_one

__all__ = ["PEOPLE", "audience_of", "audience_of_one", "following"]
