"""Commands for those who run an installation."""

from .commands import operations, steward
from .keys import keys

__all__ = ["keys", "operations", "steward"]
