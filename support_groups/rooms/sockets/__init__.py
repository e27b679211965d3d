"""The room's events from browsers: what is decided in the beat, what is served beside it, and lines that are gone."""

from . import basket, beside, door, together
from .lines import keep_leases

__all__ = ["basket", "beside", "door", "keep_leases", "together"]
